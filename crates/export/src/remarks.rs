//! Sentences about what a format leaves out.

use model::{Note, NoteKind};

use crate::architecture::Architecture;
use crate::naming;

/// Notes of a kind that no service offers or sends, because they lie in no context where the board has some.
pub(crate) fn outside<'a>(
    architecture: &'a Architecture,
    kinds: &'a [NoteKind],
) -> impl Iterator<Item = &'a Note> {
    let notes = architecture.board.notes.iter().map(|n| &**n);
    notes.filter(move |n| kinds.contains(&n.kind) && architecture.service_of(&n.id).is_none())
}

/// “2 commands lie in no context, so no contract has them: “A” and “B”. …”; none where there are no such notes.
pub(crate) fn left_out<'a>(
    what: (&str, &str),
    notes: impl Iterator<Item = &'a Note>,
) -> Option<String> {
    const NAMED: usize = 5;
    let texts: Vec<String> = notes
        .map(|n| match naming::brief(&n.text, 60) {
            text if text.is_empty() => n.id.to_string(),
            text => format!("“{text}”"),
        })
        .collect();
    let (lies, them) = match texts.len() {
        0 => return None,
        1 => (format!("1 {} lies", what.0), "it"),
        n => (format!("{n} {} lie", what.1), "them"),
    };
    let mut named = texts[..texts.len().min(NAMED)].join(", ");
    if texts.len() > NAMED {
        named += &format!(" and {} more", texts.len() - NAMED);
    }
    Some(format!(
        "{lies} in no context, so no contract has {them}: {named}. Draw a context around {them}."
    ))
}
