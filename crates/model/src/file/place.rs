//! Deserialising with the place of what is wrong.
//!
//! Without the feature `pointers` places are left out: following them through every type takes room, and the browser's
//! modules leave them to the server.

use serde::de::{Deserialize, Deserializer};

/// The value, or the JSON pointer of what is wrong and what is wrong with it.
#[cfg(feature = "pointers")]
pub(super) fn deserialize<'de, T, D>(from: D) -> Result<T, (String, D::Error)>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    serde_path_to_error::deserialize(from).map_err(|e| (pointer(e.path()), e.into_inner()))
}

/// The value, or what is wrong with it.
#[cfg(not(feature = "pointers"))]
pub(super) fn deserialize<'de, T, D>(from: D) -> Result<T, (String, D::Error)>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(from).map_err(|e| (String::new(), e))
}

/// A path as JSON pointer.
#[cfg(feature = "pointers")]
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .fold(String::new(), |pointer, segment| match segment {
            Segment::Seq { index } => format!("{pointer}/{index}"),
            Segment::Map { key } => super::json::join(&pointer, key),
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}
