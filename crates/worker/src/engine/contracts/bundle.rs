//! Everything that can be exported here, as one archive.

use std::io::{Cursor, Write};

use export::{Architecture, EXPORTERS, ExportError, ExportFile};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::Failure;

/// A zip with a folder for each format; formats that cannot be made here are left out. The same board gives the same
/// bytes: the files have no times.
pub fn everything(architecture: &Architecture) -> Result<ExportFile, Failure> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for exporter in EXPORTERS {
        let files = match exporter.export(architecture) {
            Err(ExportError::Unavailable { .. }) => continue,
            made => made?,
        };
        for file in files {
            zip.start_file(format!("{}/{}", exporter.name(), file.path), options)?;
            zip.write_all(&file.bytes)
                .map_err(zip::result::ZipError::from)?;
        }
    }
    Ok(ExportFile {
        path: "board.zip".into(),
        media_type: "application/zip".into(),
        bytes: zip.finish()?.into_inner(),
    })
}
