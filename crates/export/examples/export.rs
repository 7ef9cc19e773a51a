//! Writes a board in one format, or in all: `cargo run -p export --example export -- BOARD NAME|all DIR`.
use export::Architecture;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, format, out] = args.as_slice() else {
        return Err("BOARD NAME|all DIR".into());
    };
    let bytes = std::fs::read(input)?;
    let board = if input.ends_with(".storm") {
        model::notation::parse(std::str::from_utf8(&bytes)?)?
    } else {
        model::file::read(&bytes)?
    };
    let architecture = Architecture::of(&board);
    for exporter in export::EXPORTERS
        .iter()
        .filter(|e| format == "all" || e.name() == format)
    {
        for file in exporter.export(&architecture)? {
            let folder = if format == "all" { exporter.name() } else { "" };
            let path = std::path::Path::new(out).join(folder).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap_or(std::path::Path::new(".")))?;
            std::fs::write(path, file.bytes)?;
        }
    }
    Ok(())
}
