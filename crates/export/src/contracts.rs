//! Contracts between services.

pub mod asyncapi;
mod example;
mod json_schema;
pub mod openapi;
mod prose;
pub mod proto;
mod yaml;

use model::NoteKind;

use crate::architecture::Architecture;
use crate::remarks;

/// What is said of commands and queries that no contract offers.
fn offers_outside(architecture: &Architecture) -> Option<String> {
    let notes = remarks::outside(architecture, &[NoteKind::Command, NoteKind::Query]);
    remarks::left_out(("command or query", "commands and queries"), notes)
}
