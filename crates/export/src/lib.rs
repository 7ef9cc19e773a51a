//! Contracts, diagrams and documents: one neutral description of all services, rendered by exporters.

pub mod architecture;
pub mod contracts;
mod english;
pub mod exporter;
pub mod naming;
pub mod origin;

pub use architecture::Architecture;
pub use exporter::{ExportError, ExportFile, Exporter, Scope};

/// All exporters, in the order of the panel.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &contracts::openapi::OpenApi,
    &contracts::proto::Proto,
    &contracts::asyncapi::AsyncApi,
];

/// The exporter of this name.
pub fn find(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|e| e.name() == name)
}
