//! What the kinds are called and coloured on this board.

use model::snapshot::Meta;
use model::{NoteKind, words};
use serde_json::Value;

/// The board's own name of a kind (its setting `legend.<kind>`: a text, or `{"name": …, "colour": "#RRGGBB"}`), or ours.
pub(super) fn name(meta: &Meta, kind: NoteKind) -> String {
    renamed(meta, kind).unwrap_or_else(|| kind.label().to_owned())
}

/// The small word on a note.
pub(super) fn label(meta: &Meta, kind: NoteKind) -> String {
    renamed(meta, kind).unwrap_or_else(|| match kind {
        NoteKind::ReadModel => "read model".into(),
        NoteKind::Text => String::new(),
        _ => kind.row().word.into(),
    })
}

fn renamed(meta: &Meta, kind: NoteKind) -> Option<String> {
    let name = match meta.settings.get(&format!("legend.{}", kind.name()))? {
        Value::Object(entry) => entry.get("name")?.as_str()?,
        other => other.as_str()?,
    };
    Some(crate::naming::brief(name, 40)).filter(|n| !words::key(n).is_empty())
}

/// `#RRGGBB`
pub(super) fn colour(meta: &Meta, kind: NoteKind) -> String {
    let own = meta
        .settings
        .get(&format!("legend.{}", kind.name()))
        .and_then(|entry| entry.get("colour")?.as_str())
        .filter(|c| {
            c.len() == 7 && c.starts_with('#') && c[1..].bytes().all(|b| b.is_ascii_hexdigit())
        });
    own.unwrap_or(kind.row().colour).to_owned()
}
