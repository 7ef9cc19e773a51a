//! Bounded contexts and the relations of the context map.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::facts::{Cadence, words};
use crate::ids::Id;

words!(Subdomain { Core = "core", Supporting = "supporting", Generic = "generic" });

/// A library that a context links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Library {
    pub name: String,
    /// Holds business behaviour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<bool>,
}

/// What is promised outside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct Sla {
    /// 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<f64>,
}

/// A bounded context and what is known of the service it becomes. Absent means unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Context {
    pub id: Id,
    /// 1 to 100 characters.
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// The notes that live here, in stacking order. Derived from `Note::context` when a snapshot is built.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subdomain: Option<Subdomain>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scaling: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technology: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deploy_unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub startup_seconds: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub region: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_state: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub libraries: Vec<Library>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sla: Option<Sla>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside_monolith: Option<bool>,
    /// Proposals leave it as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extensions: Map<String, Value>,
}

impl Context {
    pub fn new(id: Id, name: impl Into<String>) -> Context {
        Context {
            id,
            name: name.into(),
            purpose: String::new(),
            members: Vec::new(),
            subdomain: None,
            team: None,
            cadence: None,
            scaling: None,
            technology: None,
            store: None,
            deploy_unit: None,
            availability: None,
            startup_seconds: None,
            pipeline: None,
            region: Vec::new(),
            shared_state: Vec::new(),
            libraries: Vec::new(),
            sla: None,
            inside_monolith: None,
            locked: false,
            extensions: Map::new(),
        }
    }
}

words!(Pattern {
    Partnership = "partnership",
    SharedKernel = "shared-kernel",
    CustomerSupplier = "customer-supplier",
    Conformist = "conformist",
    AnticorruptionLayer = "anticorruption-layer",
    OpenHostService = "open-host-service",
    PublishedLanguage = "published-language",
    SeparateWays = "separate-ways",
    BigBallOfMud = "big-ball-of-mud",
});

/// An edge of the context map, said by people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Relation {
    pub upstream: Id,
    pub downstream: Id,
    pub pattern: Pattern,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
