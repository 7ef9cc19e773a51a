//! What an exporter is.

use serde::{Deserialize, Serialize};

use crate::architecture::Architecture;

/// One exported file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportFile {
    /// Relative to the format's root, `/` between parts.
    pub path: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// One file or folder per context.
    Context,
    /// For the board as a whole.
    Board,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ExportError {
    /// The format is not built into this binary (the browser module carries no PNG renderer).
    #[error("{format} cannot be made here: {why}")]
    Unavailable { format: &'static str, why: String },
}

/// Renders an architecture into the files of one format. Same board in, same bytes out.
pub trait Exporter: Sync {
    /// As on the command line and in the URL: `openapi`.
    fn name(&self) -> &'static str;
    /// As on screen: `OpenAPI 3.1`.
    fn title(&self) -> &'static str;
    /// What it is good for, in one sentence.
    fn about(&self) -> &'static str;
    fn scope(&self) -> Scope;
    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError>;
    /// What of the board the files do not hold, or hold otherwise, in plain sentences: nothing is left out silently.
    fn remarks(&self, _architecture: &Architecture) -> Vec<String> {
        Vec::new()
    }
}
