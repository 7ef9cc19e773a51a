//! Teams and the terms they speak in.

use serde::{Deserialize, Serialize};

use crate::facts::words;
use crate::ids::Id;

words!(
    /// Team Topologies (Skelton, Pais).
    TeamType {
        StreamAligned = "stream-aligned",
        Platform = "platform",
        Enabling = "enabling",
        ComplicatedSubsystem = "complicated-subsystem",
    }
);
words!(
    /// Team Topologies (Skelton, Pais).
    InteractionMode {
        Collaboration = "collaboration",
        XAsAService = "x-as-a-service",
        Facilitating = "facilitating",
    }
);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Interaction {
    pub team: Id,
    pub mode: InteractionMode,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Team {
    pub id: Id,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<TeamType>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interactions: Vec<Interaction>,
    /// Cognitive load budget, in the unit of the load figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Term {
    pub term: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Id>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<String>,
}
