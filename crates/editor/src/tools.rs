//! The tools: one file and one state enum each.

use model::{FrameKind, NoteKind};

/// A tool by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolId {
    #[default]
    Select,
    Hand,
    Place(NoteKind),
    Link,
    Frame(FrameKind),
    Lasso,
}
