//! Taking a proposal over, in whole or in part, and how the wall would look then.

use std::collections::BTreeSet;

use decompose::Alternative;
use decompose::changes::Changes;
use editor::ProposedContext;
use editor::scene::contours::{HUES, own_hue};
use model::{BoardSnapshot, Command, Context, Id};

use crate::session::Session;

/// A fresh id whose hue is that of the preview, so that nothing changes its colour when it is accepted.
pub fn id_of_hue(session: Session, at: usize) -> Id {
    let wanted = at % usize::from(HUES);
    // One in eight fits.
    let mut fresh = std::iter::repeat_with(|| session.new_id()).take(200);
    fresh
        .find(|id| usize::from(own_hue(id)) == wanted)
        .unwrap_or_else(|| session.new_id())
}

/// The command that takes over those contexts of an alternative that are `taken`: in whole, it replaces all that are not
/// locked; in part, the board's contexts stay with the notes that are not taken out of them, and go when they are empty.
/// `new_id` is given the place of the context in the alternative.
pub fn accepted(
    board: &BoardSnapshot,
    alternative: &Alternative,
    taken: &[bool],
    mut new_id: impl FnMut(usize) -> Id,
) -> Command {
    let whole = taken.iter().all(|on| *on);
    let free = |id: &Id| board.context_of(id).is_none_or(|c| !c.locked);
    let mut contexts = Vec::new();
    let mut moving = BTreeSet::new();
    let chosen = alternative.contexts.iter().zip(taken).enumerate();
    for (at, (proposed, _)) in chosen.filter(|(_, (_, on))| **on) {
        let members: Vec<Id> = proposed
            .members
            .iter()
            .filter(|id| free(id))
            .cloned()
            .collect();
        if members.is_empty() {
            continue;
        }
        moving.extend(members.iter().cloned());
        let context = Context::new(
            new_id(at),
            proposed.name.chars().take(100).collect::<String>(),
        );
        contexts.push((context, members));
    }
    let replaced = board
        .contexts
        .iter()
        .filter(|c| !c.locked)
        .filter(|c| {
            whole || (!c.members.is_empty() && c.members.iter().all(|m| moving.contains(m)))
        })
        .map(|c| c.id.clone())
        .collect();
    Command::AcceptProposal { replaced, contexts }
}

/// The contexts as they will be once a proposal is accepted: those that it adds, with the notes that change their company
/// marked, and those that stay in their hues.
pub fn outcome(
    board: &BoardSnapshot,
    accepted: &Command,
    changes: &Changes,
    hue: impl Fn(&Id) -> u8,
) -> Vec<ProposedContext> {
    let Command::AcceptProposal { replaced, contexts } = accepted else {
        return Vec::new();
    };
    let moving: BTreeSet<&Id> = contexts.iter().flat_map(|(_, members)| members).collect();
    let stay = board.contexts.iter().filter(|c| !replaced.contains(&c.id));
    let stay = stay.map(|c| ProposedContext {
        id: c.id.clone(),
        name: c.name.clone(),
        hue: hue(&c.id),
        moved: Vec::new(),
        members: c
            .members
            .iter()
            .filter(|m| !moving.contains(m))
            .cloned()
            .collect(),
    });
    let is_moved = |id: &&Id| changes.moved.contains(id);
    let added = contexts.iter().map(|(c, members)| ProposedContext {
        id: c.id.clone(),
        name: c.name.clone(),
        hue: own_hue(&c.id),
        members: members.clone(),
        moved: members.iter().filter(is_moved).cloned().collect(),
    });
    added.chain(stay).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use decompose::proposal::{Metrics, ProposedContext as Proposal};
    use model::{Note, NoteKind, Table};

    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// Notes a b c d; `old` holds a and b, `kept` (locked) holds c.
    fn board() -> BoardSnapshot {
        let note = |name: &str, context: Option<&str>| {
            let mut note = Note::new(id(name), NoteKind::Command, name);
            note.context = context.map(id);
            Arc::new(note)
        };
        let mut kept = Context::new(id("kept"), "Kept");
        kept.locked = true;
        BoardSnapshot {
            notes: Table::from_rows([
                note("a", Some("old")),
                note("b", Some("old")),
                note("c", Some("kept")),
                note("d", None),
            ]),
            contexts: Table::from_rows([Arc::new(Context::new(id("old"), "Old")), Arc::new(kept)]),
            ..BoardSnapshot::default()
        }
        .normalised()
    }

    fn alternative(contexts: &[&[&str]]) -> Alternative {
        Alternative {
            name: "x".into(),
            recommended: true,
            contexts: contexts
                .iter()
                .enumerate()
                .map(|(i, members)| Proposal {
                    name: format!("P{i}"),
                    members: members.iter().map(|m| id(m)).collect(),
                    because: Vec::new(),
                    subdomain: String::new(),
                    subdomain_because: String::new(),
                    named_because: String::new(),
                })
                .collect(),
            notes: Default::default(),
            metrics: Metrics::default(),
            figures: Vec::new(),
            borders: Vec::new(),
            changes: Changes::default(),
        }
    }

    fn check(proposal: &[&[&str]], taken: &[bool], replaced: &[&str], members: &[&[&str]]) {
        let mut n = 0;
        let command = accepted(&board(), &alternative(proposal), taken, |_| {
            n += 1;
            id(&format!("new{n}"))
        });
        let Command::AcceptProposal {
            replaced: gone,
            contexts,
        } = command
        else {
            panic!("not a proposal")
        };
        assert_eq!(gone, replaced.iter().map(|r| id(r)).collect::<Vec<_>>());
        let got: Vec<Vec<Id>> = contexts.into_iter().map(|(_, m)| m).collect();
        let wanted: Vec<Vec<Id>> = members
            .iter()
            .map(|m| m.iter().map(|i| id(i)).collect())
            .collect();
        assert_eq!(got, wanted);
    }

    #[test]
    fn the_whole_replaces_what_is_not_locked() {
        check(
            &[&["a", "c"], &["b", "d"]],
            &[true, true],
            &["old"],
            &[&["a"], &["b", "d"]],
        );
    }

    #[test]
    fn a_part_leaves_the_rest_where_it_is() {
        check(&[&["a"], &["b", "d"]], &[true, false], &[], &[&["a"]]);
    }

    #[test]
    fn the_preview_is_the_wall_as_it_would_be() {
        let alternative = alternative(&[&["a"], &["b", "d"]]);
        let mut ids = ["x", "y"].into_iter().cycle();
        let mut shown = |taken: [bool; 2]| -> Vec<(String, Vec<Id>)> {
            let board = board();
            let command = accepted(&board, &alternative, &taken, |_| id(ids.next().unwrap()));
            let contexts = outcome(&board, &command, &Changes::default(), |_| 3).into_iter();
            contexts.map(|c| (c.name, c.members)).collect()
        };
        let context = |name: &str, members: &[&str]| {
            (name.to_owned(), members.iter().map(|m| id(m)).collect())
        };
        assert_eq!(
            shown([true, false]),
            [
                context("P0", &["a"]),
                context("Old", &["b"]),
                context("Kept", &["c"])
            ]
        );
        assert_eq!(
            shown([true, true]),
            [
                context("P0", &["a"]),
                context("P1", &["b", "d"]),
                context("Kept", &["c"])
            ]
        );
    }

    #[test]
    fn a_context_that_a_part_empties_goes() {
        check(
            &[&["a", "b"], &["d"]],
            &[true, false],
            &["old"],
            &[&["a", "b"]],
        );
    }
}
