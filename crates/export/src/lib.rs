//! Contracts, diagrams and documents: one neutral description of all services, rendered by exporters.
//!
//! Architecture invariant: an exporter reads nothing but the [`Architecture`]; it knows no clock and no chance. The same
//! board gives the same bytes (tests/snapshots.rs).

pub mod architecture;
pub mod bundle;
pub mod contracts;
pub mod diagrams;
pub mod documents;
mod english;
pub mod exporter;
pub mod naming;
pub mod origin;
pub mod print;
mod remarks;

pub use architecture::Architecture;
pub use exporter::{ExportError, ExportFile, Exporter, Scope};

/// All exporters, in the order of the panel.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &contracts::openapi::OpenApi,
    &contracts::proto::Proto,
    &contracts::asyncapi::AsyncApi,
    &diagrams::mermaid::Mermaid,
    &diagrams::svg::Svg,
    #[cfg(feature = "pictures")]
    &diagrams::png::Png,
    #[cfg(feature = "pictures")]
    &diagrams::pdf::Pdf,
    &documents::canvas::Canvases,
    &documents::board_file::BoardFile,
    &documents::storm::Storm,
];

/// The exporter of this name.
pub fn find(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|e| e.name() == name)
}

/// Every format under a folder of its name.
pub fn export_all(architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
    let mut files = Vec::new();
    for exporter in EXPORTERS {
        for file in exporter.export(architecture)? {
            let path = format!("{}/{}", exporter.name(), file.path);
            files.push(ExportFile { path, ..file });
        }
    }
    Ok(files)
}
