//! The stages of a storm; the stage sets which kinds come first and how strict the rules are.

use serde::{Deserialize, Serialize};

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    #[default]
    BigPicture,
    Process,
    Design,
    Boundaries,
    Review,
}

impl Stage {
    pub const ALL: [Stage; 5] = [
        Stage::BigPicture,
        Stage::Process,
        Stage::Design,
        Stage::Boundaries,
        Stage::Review,
    ];

    /// As in the interchange file: `big-picture`, `process`, …
    pub fn name(self) -> &'static str {
        match self {
            Stage::BigPicture => "big-picture",
            Stage::Process => "process",
            Stage::Design => "design",
            Stage::Boundaries => "boundaries",
            Stage::Review => "review",
        }
    }

    pub fn from_name(name: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|s| s.name() == name)
    }

    /// As on screen: `Big picture`, …
    pub fn label(self) -> &'static str {
        match self {
            Stage::BigPicture => "Big picture",
            Stage::Process => "Process",
            Stage::Design => "Design",
            Stage::Boundaries => "Boundaries",
            Stage::Review => "Review",
        }
    }
}
