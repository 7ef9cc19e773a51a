//! Documents as YAML, through a kept printer that quotes what needs quoting in YAML 1.1 and 1.2.

use serde_json::Value;

use crate::architecture::Architecture;
use crate::exporter::ExportError;
use crate::origin;

/// The document with a first line that says what it was made from.
pub(super) fn print(
    architecture: &Architecture,
    format: &'static str,
    document: &Value,
) -> Result<Vec<u8>, ExportError> {
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    let body = serde_saphyr::to_string_with_options(document, options).map_err(|e| {
        ExportError::Unavailable {
            format,
            why: e.to_string(),
        }
    })?;
    Ok(format!("# {}\n{body}", origin::line(architecture)).into_bytes())
}
