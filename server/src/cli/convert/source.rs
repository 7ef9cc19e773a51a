//! What can be converted into a board.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use model::BoardSnapshot;
use model::import::{ImportError, cml, service_cutter};

use crate::cli::board::{self, Format};
use crate::cli::failure::Failure;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Source {
    /// Storm notation, one flow a line
    Storm,
    /// The interchange file, JSON
    Board,
    /// Service Cutter's entity-relation model, JSON, and its user representations as a second IN
    ServiceCutter,
    /// Context Mapper's language
    Cml,
}

impl Source {
    pub fn of(format: Format) -> Source {
        match format {
            Format::Storm => Source::Storm,
            Format::Board => Source::Board,
        }
    }

    /// By the ending of a file's name.
    pub fn of_name(path: &Path) -> Option<Source> {
        let is_cml = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("cml"));
        match is_cml {
            true => Some(Source::Cml),
            false => Format::of_name(path).map(Source::of),
        }
    }

    /// As one of our own formats; none for what can only be read.
    pub fn format(self) -> Option<Format> {
        match self {
            Source::Storm => Some(Format::Storm),
            Source::Board => Some(Format::Board),
            Source::ServiceCutter | Source::Cml => None,
        }
    }
}

/// Reads the inputs as they were written, without laying the board out. Only Service Cutter takes two of them.
pub fn read(source: Source, inputs: &[PathBuf]) -> Result<BoardSnapshot, Failure> {
    let (first, second) = match inputs {
        [first] => (first, None),
        [first, second] if source == Source::ServiceCutter => (first, Some(second)),
        _ => {
            let message = "only service-cutter takes a second IN, the user representations";
            return Err(Failure::Usage(message.into()));
        }
    };
    let bytes = board::bytes(first)?;
    match source.format() {
        Some(format) => board::parse(first, &bytes, format),
        None if source == Source::Cml => {
            let text = board::text(first, &bytes)?;
            cml::read(text).map_err(|e| failure(first, e))
        }
        None => {
            // Which of the two is at fault shows when the model is read alone.
            let model = service_cutter::read(&bytes, None).map_err(|e| failure(first, e))?;
            let Some(second) = second else {
                return Ok(model);
            };
            let users = board::bytes(second)?;
            service_cutter::read(&bytes, Some(&users)).map_err(|e| failure(second, e))
        }
    }
}

fn failure(path: &Path, error: ImportError) -> Failure {
    Failure::input(
        format!("{}:{}", board::name(path), error.line),
        error.message,
    )
}
