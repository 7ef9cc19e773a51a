//! Contracts, diagrams and documents of a board: a file, or a zip when there are several.

use std::io::{Cursor, Write};

use ::export::print::{Pages, Paper, Print};
use ::export::{Architecture, EXPORTERS, ExportFile, Exporter, Scope};
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::{Extension, Json};
use serde_json::{Value, json};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::query::{bad, parameters, unknown};
use super::{Access, Correlation, Error, Shared, answer, document};

/// `GET /formats`
pub async fn formats() -> Json<Value> {
    let formats = EXPORTERS.iter().map(|exporter| {
        json!({
            "name": exporter.name(),
            "title": exporter.title(),
            "about": exporter.about(),
            "scope": match exporter.scope() {
                Scope::Context => "context",
                Scope::Board => "board",
            },
        })
    });
    Json(json!({ "formats": formats.collect::<Vec<_>>() }))
}

/// `GET /boards/{board}/export/{format}?paper=a3&pages=frames`; `all` is a zip with a folder for each format.
pub async fn export(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    Path((_, format)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let access = access.open()?;
    let print = asked(query)?;
    let exporter = if format == "all" {
        None
    } else {
        Some(::export::find(&format).ok_or(Error::UnknownFormat(format))?)
    };
    let of = exporter.map_or("all", |exporter| exporter.name());
    let entry = access.audit(format!("exported {of}"), &correlation);
    shared.record(&access.board, entry).await;
    let snapshot = document::snapshot(&shared, &access.board).await?;
    let name = file_name(&snapshot.meta.title);
    let made = shared.work.run(move || {
        let mut architecture = Architecture::of(&snapshot);
        architecture.print = print;
        match exporter {
            Some(exporter) => one(exporter, &architecture, &name),
            None => all(&architecture, &name),
        }
    });
    made.await?
}

/// How pictures are to be made.
fn asked(query: Option<String>) -> Result<Print, Error> {
    let mut print = Print::default();
    for (name, value) in parameters(query) {
        let wrong = |known: &str| bad(&name, &format!("{value:?} is none of {known}"));
        match name.as_str() {
            "paper" => {
                let paper = Paper::from_name(&value);
                print.paper =
                    Some(paper.ok_or_else(|| wrong(&Paper::ALL.map(Paper::name).join(", ")))?);
            }
            "pages" => {
                let pages = Pages::from_name(&value);
                print.pages =
                    pages.ok_or_else(|| wrong(&Pages::ALL.map(Pages::name).join(", ")))?;
            }
            _ => return Err(unknown(&name, "paper and pages")),
        }
    }
    Ok(print)
}

fn one(
    exporter: &dyn Exporter,
    architecture: &Architecture,
    name: &str,
) -> Result<Response, Error> {
    let mut files = exporter.export(architecture)?;
    if files.len() == 1
        && let Some(file) = files.pop()
    {
        let of = file.path.rsplit('/').next().unwrap_or(&file.path);
        return Ok(answer::file(of, &file.media_type, file.bytes));
    }
    let bytes = zipped(&files)?;
    let name = format!("{name}-{}.zip", exporter.name());
    Ok(answer::file(&name, "application/zip", bytes))
}

fn all(architecture: &Architecture, name: &str) -> Result<Response, Error> {
    let mut files = Vec::new();
    for exporter in EXPORTERS {
        files.extend(
            exporter
                .export(architecture)?
                .into_iter()
                .map(|file| ExportFile {
                    path: format!("{}/{}", exporter.name(), file.path),
                    ..file
                }),
        );
    }
    let bytes = zipped(&files)?;
    Ok(answer::file(
        &format!("{name}.zip"),
        "application/zip",
        bytes,
    ))
}

fn zipped(files: &[ExportFile]) -> Result<Vec<u8>, Error> {
    let write = || -> zip::result::ZipResult<Vec<u8>> {
        // No times: the same board gives the same bytes.
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for file in files {
            zip.start_file(file.path.as_str(), options)?;
            zip.write_all(&file.bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    };
    write().map_err(|e| Error::Internal(e.to_string()))
}

/// A title as the name of a file.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for c in title.to_lowercase().chars() {
        if c.is_alphanumeric() {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.trim_end_matches('-').chars().take(60).collect();
    if name.is_empty() {
        "board".into()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_of_files() {
        assert_eq!(file_name("Cargo shipping / 2"), "cargo-shipping-2");
        assert_eq!(file_name("Überblick!"), "überblick");
        assert_eq!(file_name("…"), "board");
    }
}
