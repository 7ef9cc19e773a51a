//! `isobar export BOARD --format NAME|all -o DIR`

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

use export::print::{Pages, Paper, Print};
use export::{Architecture, EXPORTERS, ExportFile, Exporter};

use super::failure::Failure;
use super::text::counted;
use super::{Outcome, board, output, print, stale};

#[derive(clap::Args)]
pub struct Args {
    /// A .storm or .board.json file; - is standard input
    board: PathBuf,
    /// A format that `isobar formats` lists, or all
    #[arg(short, long, value_name = "NAME")]
    format: String,
    /// The folder to write to; with one format its root, with all one folder per format
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Remove what earlier exports left there and this one does not write
    #[arg(long)]
    prune: bool,
    /// Pictures of the wall (svg, png, pdf) on a sheet: a4, a3, a2, a1 or a0; else as large as the wall
    #[arg(long, value_name = "SIZE", value_parser = paper)]
    paper: Option<Paper>,
    /// What a page of a picture shows: the whole wall, or one of its frames
    #[arg(long, value_name = "WHAT", value_parser = pages, default_value = "whole")]
    pages: Pages,
}

fn paper(typed: &str) -> Result<Paper, String> {
    let names = || Paper::ALL.map(Paper::name).join(", ");
    Paper::from_name(typed).ok_or_else(|| format!("choose one of {}", names()))
}

fn pages(typed: &str) -> Result<Pages, String> {
    let names = || Pages::ALL.map(Pages::name).join(", ");
    Pages::from_name(typed).ok_or_else(|| format!("choose one of {}", names()))
}

pub fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let chosen = exporters(&args.format)?;
    let board = board::open(&args.board)?;
    let mut architecture = Architecture::of(&board);
    architecture.print = Print {
        paper: args.paper,
        pages: args.pages,
    };
    // Everything is made before anything is written.
    let mut exports: Vec<(&dyn Exporter, Vec<ExportFile>)> = Vec::new();
    for exporter in chosen {
        let files = exporter.export(&architecture)?;
        is_sound(exporter, &files)?;
        exports.push((exporter, files));
    }
    let mut summary = String::new();
    create(&args.output)?;
    for (exporter, files) in &exports {
        let root = if args.format == ALL {
            args.output.join(exporter.name())
        } else {
            args.output.clone()
        };
        // Remarks about an export that worked; a closed stderr takes nothing from it.
        let mut remark = |text: &str| {
            let _ = writeln!(err, "{}: {text}", exporter.name());
        };
        for text in exporter.remarks(&architecture) {
            remark(&text);
        }
        if files.is_empty() {
            remark("the board holds nothing for this format, so no file was written.");
        }
        for file in files {
            let path = root.join(&file.path);
            if let Some(folder) = path.parent() {
                create(folder)?;
            }
            output::write(&path, &file.bytes)?;
        }
        let failed = |error| Failure::output(root.display().to_string(), error);
        let left = stale::left(&root, files).map_err(failed)?;
        if args.prune {
            stale::remove(&root, &left).map_err(failed)?;
        }
        if !left.is_empty() {
            remark(&leftovers(&root, &left, args.prune));
        }
        if files.is_empty() {
            continue;
        }
        summary += &format!(
            "{}: {} in {}\n",
            exporter.name(),
            counted(files.len(), "file"),
            root.display()
        );
    }
    print(out, &summary)?;
    Ok(Outcome::Good)
}

/// What is said of files that earlier exports wrote.
fn leftovers(root: &Path, left: &[PathBuf], removed: bool) -> String {
    const NAMED: usize = 5;
    let names: Vec<String> = left
        .iter()
        .take(NAMED)
        .map(|f| f.strip_prefix(root).unwrap_or(f).display().to_string())
        .collect();
    let more = match left.len() {
        n if n > NAMED => format!(" and {} more", n - NAMED),
        _ => String::new(),
    };
    let files = format!(
        "{} of earlier exports ({}{more})",
        counted(left.len(), "file"),
        names.join(", ")
    );
    if removed {
        format!("removed {files}.")
    } else {
        format!(
            "{} also holds {files}; --prune removes them.",
            root.display()
        )
    }
}

const ALL: &str = "all";

fn exporters(name: &str) -> Result<Vec<&'static dyn Exporter>, Failure> {
    if name == ALL {
        return Ok(EXPORTERS.to_vec());
    }
    let found = export::find(name).map(|e| vec![e]);
    found.ok_or_else(|| {
        let names: Vec<&str> = EXPORTERS.iter().map(|e| e.name()).chain([ALL]).collect();
        Failure::Usage(format!(
            "there is no format '{name}'; choose one of {}",
            names.join(", ")
        ))
    })
}

fn create(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::output(folder.display().to_string(), error))
}

/// No file of an export leaves its folder or overwrites another, whatever the names on the board.
fn is_sound(exporter: &dyn Exporter, files: &[ExportFile]) -> Result<(), Failure> {
    let mut taken = BTreeSet::new();
    for file in files {
        let inside = Path::new(&file.path)
            .components()
            .all(|c| matches!(c, Component::Normal(_)));
        if !inside || file.path.is_empty() {
            return Err(Failure::input(
                exporter.name(),
                format!("the path {:?} leaves the folder", file.path),
            ));
        }
        if !taken.insert(file.path.to_lowercase()) {
            return Err(Failure::input(
                exporter.name(),
                format!("two files would be written to {:?}", file.path),
            ));
        }
    }
    Ok(())
}
