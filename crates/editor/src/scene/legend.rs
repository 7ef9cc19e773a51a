//! What the kinds are called and coloured on this board.
//!
//! A board renames a kind by its setting `legend.<kind>`: a text (the name), or `{"name": …, "colour": "#RRGGBB"}`.

use std::collections::HashMap;

use model::snapshot::Meta;
use model::voting::Round;
use model::{NOTE_KINDS, Note, NoteKind};
use serde_json::Value;

#[derive(Debug, Default)]
pub(crate) struct Names {
    renamed: HashMap<&'static str, (Option<String>, Option<String>)>,
    /// Only the dots of this voter are seen.
    sees_only: Option<String>,
}

impl Names {
    pub fn of(meta: &Meta, voter: &str) -> Names {
        let mut renamed = HashMap::new();
        for row in NOTE_KINDS {
            let text =
                |v: Option<&Value>| Some(v?.as_str()?.trim().to_owned()).filter(|s| !s.is_empty());
            let entry = match meta.settings.get(&format!("legend.{}", row.name)) {
                Some(Value::Object(o)) => (
                    text(o.get("name")),
                    text(o.get("colour")).filter(|c| is_colour(c)),
                ),
                other => (text(other), None),
            };
            if entry != (None, None) {
                renamed.insert(row.name, entry);
            }
        }
        let hides = Round::of(meta).is_some_and(|round| round.hides());
        let sees_only = hides.then(|| voter.to_owned());
        Names { renamed, sees_only }
    }

    /// The dots of a note that this person sees.
    pub fn votes(&self, note: &Note) -> u32 {
        match &self.sees_only {
            Some(voter) => note.voters.get(voter).copied().unwrap_or(0),
            None => note.votes,
        }
    }

    /// The small word on a note.
    pub fn label(&self, kind: NoteKind) -> &str {
        match self.renamed.get(kind.name()) {
            Some((Some(name), _)) => name,
            _ => short(kind),
        }
    }

    /// The name in the legend.
    pub fn name(&self, kind: NoteKind) -> &str {
        match self.renamed.get(kind.name()) {
            Some((Some(name), _)) => name,
            _ => kind.label(),
        }
    }

    pub fn colour(&self, kind: NoteKind) -> Option<&str> {
        self.renamed.get(kind.name())?.1.as_deref()
    }
}

/// The word on a note that nobody renamed.
fn short(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::ReadModel => "read model",
        NoteKind::Text => "",
        _ => kind.row().word,
    }
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
