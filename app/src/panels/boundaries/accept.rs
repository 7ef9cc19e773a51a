//! Taking a proposal over, in whole or in part, and how the wall would look then.

use std::collections::{BTreeMap, BTreeSet};

use decompose::Alternative;
use decompose::changes::Changes;
use editor::ProposedContext;
use editor::scene::contours::{HUES, own_hue};
use model::{BoardSnapshot, Command, Context, Id};

use crate::session::Session;

/// A fresh id of a hue, so that nothing changes its colour when it is accepted.
pub fn id_of_hue(session: Session, hue: u8) -> Id {
    // One in eight fits.
    let mut fresh = std::iter::repeat_with(|| session.new_id()).take(200);
    fresh
        .find(|id| own_hue(id) == hue % HUES)
        .unwrap_or_else(|| session.new_id())
}

/// Which of the board's contexts each proposed one is: that of its name, where they share notes, or, where names are not
/// known yet, the one that it mostly is. A locked one takes nothing and gives nothing.
pub fn continued(board: &BoardSnapshot, alternative: &Alternative) -> Vec<Option<Id>> {
    let shared: Vec<BTreeMap<&Id, usize>> = alternative
        .contexts
        .iter()
        .map(|proposed| {
            let mut shared = BTreeMap::new();
            let homes = proposed.members.iter().filter_map(|m| board.context_of(m));
            for home in homes.filter(|c| !c.locked) {
                *shared.entry(&home.id).or_default() += 1;
            }
            shared
        })
        .collect();
    let mut found = vec![None; shared.len()];
    let mut taken = BTreeSet::new();
    let is_named = alternative.contexts.iter().any(|c| !c.name.is_empty());
    let is_same = |at: usize, c: &Context, both: usize| {
        let proposed = &alternative.contexts[at];
        match is_named {
            true => c.name == proposed.name,
            false => both * 2 > proposed.members.len() && both * 2 > c.members.len(),
        }
    };
    for (at, shared) in shared.iter().enumerate() {
        let same = shared.iter().find(|(id, both)| {
            !taken.contains(*id) && board.context(id).is_some_and(|c| is_same(at, c, **both))
        });
        if let Some((id, _)) = same {
            taken.insert(*id);
            found[at] = Some((*id).clone());
        }
    }
    found
}

/// What accepting does to the board's contexts.
#[derive(Debug, PartialEq)]
pub struct Takeover {
    /// Contexts that go.
    pub replaced: Vec<Id>,
    /// New ones with their notes.
    pub fresh: Vec<(Context, Vec<Id>)>,
    /// Contexts of the board that stay what they are, facts and all, with the notes that they will hold.
    pub kept: Vec<(Id, Vec<Id>)>,
    /// Contexts, as they will be, by their place in the alternative.
    pub places: Vec<(Id, usize)>,
}

impl Takeover {
    /// Takes over those contexts that are `taken`: in whole, they replace all that are not locked; in part, the board's
    /// contexts stay with the notes that are not taken out of them, and go when they are empty. One that continues a context
    /// of the board is that context. `new_id` is given the place of the context in the alternative.
    pub fn of(
        board: &BoardSnapshot,
        alternative: &Alternative,
        taken: &[bool],
        mut new_id: impl FnMut(usize) -> Id,
    ) -> Takeover {
        let whole = taken.iter().all(|on| *on);
        let free = |id: &Id| board.context_of(id).is_none_or(|c| !c.locked);
        let continued = continued(board, alternative);
        let mut all = Takeover {
            replaced: Vec::new(),
            fresh: Vec::new(),
            kept: Vec::new(),
            places: Vec::new(),
        };
        let mut moving = BTreeSet::new();
        for (at, proposed) in alternative.contexts.iter().enumerate() {
            let members = proposed.members.iter().filter(|id| free(id));
            let members: Vec<Id> = members.cloned().collect();
            if !taken[at] || members.is_empty() {
                continue;
            }
            moving.extend(members.iter().cloned());
            match &continued[at] {
                Some(id) => {
                    all.places.push((id.clone(), at));
                    all.kept.push((id.clone(), members));
                }
                None => {
                    let name: String = proposed.name.chars().take(100).collect();
                    let context = Context::new(new_id(at), name);
                    all.places.push((context.id.clone(), at));
                    all.fresh.push((context, members));
                }
            }
        }
        let is_kept = |id: &Id| all.kept.iter().any(|(kept, _)| kept == id);
        let gone = board.contexts.iter().filter(|c| {
            !c.locked
                && !is_kept(&c.id)
                && (whole
                    || (!c.members.is_empty() && c.members.iter().all(|m| moving.contains(m))))
        });
        all.replaced = gone.map(|c| c.id.clone()).collect();
        all
    }

    /// The whole as one step.
    pub fn command(self, board: &BoardSnapshot) -> Command {
        let Takeover {
            replaced,
            fresh: contexts,
            kept,
            ..
        } = self;
        let mut commands = Vec::new();
        if !replaced.is_empty() || !contexts.is_empty() {
            commands.push(Command::AcceptProposal { replaced, contexts });
        }
        for (id, members) in kept {
            let comes = |m: &Id| {
                board
                    .note(m)
                    .is_some_and(|n| n.context.as_ref() != Some(&id))
            };
            let notes: Vec<Id> = members.into_iter().filter(comes).collect();
            if !notes.is_empty() {
                let context = Some(id);
                commands.push(Command::Assign { notes, context });
            }
        }
        Command::Compound { commands }
    }

    /// The contexts as they will be: new ones, those that stay what they are, and the rest of the board's, with the notes that
    /// change their company marked.
    pub fn outcome(
        &self,
        board: &BoardSnapshot,
        changes: &Changes,
        hue: impl Fn(&Id) -> u8,
    ) -> Vec<ProposedContext> {
        let fresh = self.fresh.iter().map(|(_, members)| members);
        let kept = self.kept.iter().map(|(_, members)| members);
        let moving: BTreeSet<&Id> = fresh.chain(kept).flatten().collect();
        let changed: BTreeSet<&Id> = changes.moved.iter().collect();
        let marked = |members: &[Id]| {
            let moved = members.iter().filter(|id| changed.contains(id));
            moved.cloned().collect()
        };
        let added = self.fresh.iter().map(|(c, members)| ProposedContext {
            id: c.id.clone(),
            name: c.name.clone(),
            hue: own_hue(&c.id),
            moved: marked(members),
            members: members.clone(),
        });
        let stay = board
            .contexts
            .iter()
            .filter(|c| !self.replaced.contains(&c.id));
        let stay = stay.map(|c| {
            let own = self.kept.iter().find(|(id, _)| *id == c.id);
            let left = || c.members.iter().filter(|m| !moving.contains(m)).cloned();
            let mut members: Vec<Id> = left().collect();
            members.extend(own.into_iter().flat_map(|(_, members)| members.clone()));
            ProposedContext {
                id: c.id.clone(),
                name: c.name.clone(),
                hue: hue(&c.id),
                moved: marked(&members),
                members,
            }
        });
        added.chain(stay).collect()
    }
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

    fn take(alternative: &Alternative, taken: &[bool]) -> Takeover {
        let mut n = 0;
        Takeover::of(&board(), alternative, taken, |_| {
            n += 1;
            id(&format!("new{n}"))
        })
    }

    fn check(proposal: &[&[&str]], taken: &[bool], replaced: &[&str], members: &[&[&str]]) {
        let found = take(&alternative(proposal), taken);
        assert_eq!(
            found.replaced,
            replaced.iter().map(|r| id(r)).collect::<Vec<_>>()
        );
        let got: Vec<Vec<Id>> = found.fresh.into_iter().map(|(_, m)| m).collect();
        let wanted: Vec<Vec<Id>> = members
            .iter()
            .map(|m| m.iter().map(|i| id(i)).collect())
            .collect();
        assert_eq!(got, wanted);
    }

    #[test]
    fn a_context_that_goes_on_keeps_its_identity_and_its_facts() {
        let mut proposal = alternative(&[&["a", "d"], &["b"]]);
        proposal.contexts[0].name = "Old".into();
        let found = take(&proposal, &[true, true]);
        assert_eq!(found.kept, [(id("old"), vec![id("a"), id("d")])]);
        assert!(found.replaced.is_empty());
        let shown = found.outcome(&board(), &Changes::default(), |_| 3);
        let shown: Vec<(&str, &[Id])> = shown
            .iter()
            .map(|c| (c.name.as_str(), &c.members[..]))
            .collect();
        let (a, b, c, d) = (id("a"), id("b"), id("c"), id("d"));
        let old = [a.clone(), d.clone()];
        let wanted: [(&str, &[Id]); 3] = [("P1", &[b]), ("Old", &old), ("Kept", &[c])];
        assert_eq!(shown, wanted);
        let Command::Compound { commands } = found.command(&board()) else {
            panic!("not in one step")
        };
        let assign = Command::Assign {
            notes: vec![d],
            context: Some(id("old")),
        };
        assert_eq!(commands[1..], [assign]);
    }

    #[test]
    fn before_names_are_known_a_context_is_what_it_mostly_is() {
        let mut proposal = alternative(&[&["d"], &["a", "b"]]);
        proposal.contexts.iter_mut().for_each(|c| c.name.clear());
        assert_eq!(continued(&board(), &proposal), [None, Some(id("old"))]);
        // A name alone continues nothing.
        proposal.contexts[0].name = "Old".into();
        assert_eq!(continued(&board(), &proposal), [None, None]);
        // A locked one is nobody's to continue.
        let mut proposal = alternative(&[&["c"]]);
        proposal.contexts[0].name = "Kept".into();
        assert_eq!(continued(&board(), &proposal), [None]);
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
            let found = Takeover::of(&board, &alternative, &taken, |_| id(ids.next().unwrap()));
            let contexts = found
                .outcome(&board, &Changes::default(), |_| 3)
                .into_iter();
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
