//! The board as an interchange file.

use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};

pub struct BoardFile;

impl Exporter for BoardFile {
    fn name(&self) -> &'static str {
        "board"
    }

    fn title(&self) -> &'static str {
        "Board file"
    }

    fn about(&self) -> &'static str {
        "Everything on the board, to be imported again anywhere."
    }

    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        Ok(vec![ExportFile {
            path: format!("{}.board.json", super::stem(architecture)),
            media_type: "application/json".into(),
            bytes: model::file::write(&architecture.board).into_bytes(),
        }])
    }
}
