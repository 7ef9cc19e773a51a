//! Questions about what is handed on: formats, files, canvases. Most who open a board never ask one, so what answers is a
//! part of its own, fetched with the first of them.

mod bundle;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use export::documents::canvas::{self, Canvas};
use export::{Architecture, EXPORTERS, ExportError, ExportFile};
use model::{BoardSnapshot, Id};
use wasm_split_helpers::wasm_split;

use super::{Failure, open};
use crate::message::{File, Format};

#[wasm_split(contracts, fallible)]
pub fn canvas(board: String, subject: Id) -> Result<Option<Canvas>, Failure> {
    Ok(canvas::of(&open(&board)?, &subject))
}

#[wasm_split(contracts, fallible)]
pub fn export(board: String, format: String) -> Result<Vec<File>, Failure> {
    let exporter = export::find(&format).ok_or(Failure::Format(format))?;
    let files = exporter.export(&Architecture::of(&open(&board)?))?;
    Ok(files.into_iter().map(file).collect())
}

#[wasm_split(contracts, fallible)]
pub fn everything(board: String) -> Result<File, Failure> {
    Ok(file(bundle::everything(&Architecture::of(&open(&board)?))?))
}

/// All formats. Whether one can be made here shows when it is asked for an empty board.
#[wasm_split(contracts, fallible)]
pub fn formats() -> Result<Vec<Format>, Failure> {
    let nothing = Architecture::of(&BoardSnapshot::default());
    let formats = EXPORTERS
        .iter()
        .map(|exporter| Format {
            name: exporter.name().into(),
            title: exporter.title().into(),
            about: exporter.about().into(),
            scope: exporter.scope(),
            here: !matches!(
                exporter.export(&nothing),
                Err(ExportError::Unavailable { .. })
            ),
        })
        .collect();
    Ok(formats)
}

/// Texts stay texts; everything else is base64.
fn file(file: ExportFile) -> File {
    let (text, base64) = match String::from_utf8(file.bytes) {
        Ok(text) => (Some(text), None),
        Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
    };
    File {
        path: file.path,
        media_type: file.media_type,
        text,
        base64,
    }
}
