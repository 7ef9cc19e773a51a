//! What the sample board gives in each text format, kept to be read and compared. `cargo insta review` takes changes over.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use export::{Architecture, ExportFile, export_all};

fn sample() -> Architecture {
    let text = include_str!("../../../boards/cargo-shipping.storm");
    Architecture::of(&model::notation::parse(text).unwrap())
}

fn check(format: &str, path: &str) {
    let files = export::find(format).unwrap().export(&sample()).unwrap();
    let file = files.iter().find(|f| f.path == path);
    let file = file.unwrap_or_else(|| panic!("{path} is not among {:?}", paths(&files)));
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    insta::assert_snapshot!(format!("{format}/{path}").replace('/', "-"), text);
}

fn paths(files: &[ExportFile]) -> Vec<&str> {
    files.iter().map(|f| f.path.as_str()).collect()
}

#[test]
fn openapi() {
    check("openapi", "booking.yaml");
    check("openapi", "invoicing.yaml");
}

#[test]
fn proto() {
    check("proto", "buf.yaml");
    for file in ["resources", "service", "events"] {
        check("proto", &format!("voyage_planning/v1/{file}.proto"));
    }
}

#[test]
fn asyncapi() {
    check("asyncapi", "tracking.yaml");
}

#[test]
fn mermaid() {
    check("mermaid", "flow.mmd");
    check("mermaid", "context-map.mmd");
}

#[test]
fn storm() {
    let files = export::find("storm").unwrap().export(&sample()).unwrap();
    insta::assert_snapshot!("storm", String::from_utf8(files[0].bytes.clone()).unwrap());
}

#[test]
fn which_files() {
    let files: Vec<String> = export::EXPORTERS
        .iter()
        .filter(|e| !matches!(e.name(), "png" | "pdf"))
        .flat_map(|e| {
            let files = e.export(&sample()).unwrap();
            files
                .into_iter()
                .map(|f| format!("{}/{}", e.name(), f.path))
        })
        .collect();
    insta::assert_snapshot!("files", files.join("\n"));
}

#[test]
fn the_same_board_gives_the_same_bytes() {
    let board = model::notation::parse(
        "# Booking\ncommand Book cargo > aggregate Cargo > event Cargo booked",
    )
    .unwrap();
    let all = || export_all(&Architecture::of(&board)).unwrap();
    let (once, again) = (all(), all());
    assert_eq!(once, again);
    let zip = |files: &[ExportFile]| export::bundle::zip(files).unwrap();
    assert_eq!(zip(&once), zip(&again));
}

#[test]
fn a_zip_holds_every_file_as_it_is() {
    let board = model::notation::parse("command Book cargo > aggregate Cargo > event Cargo booked")
        .unwrap();
    let files = export_all(&Architecture::of(&board)).unwrap();
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(export::bundle::zip(&files).unwrap())).unwrap();
    assert_eq!(archive.len(), files.len());
    for file in &files {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(&file.path).unwrap(), &mut bytes).unwrap();
        assert_eq!(bytes, file.bytes, "{}", file.path);
    }
}
