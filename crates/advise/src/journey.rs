//! The way of a command through the contexts, until its user gets an answer.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use model::{Id, Note, NoteKind};

use crate::outcomes::Outcomes;
use crate::wall::Wall;

/// The actors and screens that issue a command.
pub fn users<'a>(wall: &Wall<'a>, command: &Note) -> Vec<&'a Arc<Note>> {
    let issuers = wall.before(&command.id).into_iter().map(|(_, n)| n);
    issuers
        .filter(|n| matches!(n.kind, NoteKind::Actor | NoteKind::Screen))
        .collect()
}

/// The flow from a command, by the fewest borders crossed.
pub struct Journey {
    came_from: HashMap<Id, Id>,
    /// The read model or screen that answers one of the users first.
    pub answer: Option<Id>,
    /// The note behind the most borders.
    pub farthest: Option<Id>,
}

impl Journey {
    pub fn from(
        wall: &Wall,
        outcomes: &Outcomes,
        command: &Arc<Note>,
        users: &[&Arc<Note>],
    ) -> Journey {
        let mut journey = Journey {
            came_from: HashMap::new(),
            answer: None,
            farthest: None,
        };
        let mut borders: HashMap<Id, usize> = HashMap::from([(command.id.clone(), 0)]);
        let mut most = 0;
        let mut done = BTreeSet::new();
        let mut queue = VecDeque::from([(command, command.context.clone())]);
        while let Some((note, context)) = queue.pop_front() {
            if !done.insert(note.id.clone()) {
                continue;
            }
            let crossed = borders[&note.id];
            if crossed > most {
                (most, journey.farthest) = (crossed, Some(note.id.clone()));
            }
            if answers(wall, note, users) {
                journey.answer = Some(note.id.clone());
                break;
            }
            let by = journey.came_from.get(&note.id);
            for next in following(wall, outcomes, note, by) {
                let lands = next.context.clone().or_else(|| context.clone());
                let cost = usize::from(lands != context);
                let known = borders.get(&next.id).copied().unwrap_or(usize::MAX);
                if crossed + cost < known {
                    borders.insert(next.id.clone(), crossed + cost);
                    journey.came_from.insert(next.id.clone(), note.id.clone());
                    if cost == 0 {
                        queue.push_front((next, lands));
                    } else {
                        queue.push_back((next, lands));
                    }
                }
            }
        }
        journey
    }

    /// The contexts on the way to a note, in order, each once.
    pub fn contexts(&self, wall: &Wall, last: &Id) -> Vec<Id> {
        let mut way = vec![last];
        while let Some(before) = way.last().and_then(|id| self.came_from.get(*id)) {
            way.push(before);
        }
        let mut contexts = Vec::new();
        for id in way.into_iter().rev() {
            if let Some(context) = wall.board.note(id).and_then(|n| n.context.clone())
                && !contexts.contains(&context)
            {
                contexts.push(context);
            }
        }
        contexts
    }
}

/// Whether one of the users sees this note.
fn answers(wall: &Wall, note: &Note, users: &[&Arc<Note>]) -> bool {
    use NoteKind::*;
    let is_user = |n: &Note| users.iter().any(|u| u.id == n.id);
    match note.kind {
        ReadModel => {
            let shown = wall
                .after(&note.id)
                .into_iter()
                .any(|(_, n)| is_user(n) || n.kind == Screen);
            shown || wall.before(&note.id).into_iter().any(|(_, n)| is_user(n))
        }
        Screen => true,
        _ => false,
    }
}

/// What a note sets going; from an aggregate or a system, what it emits for the command that reached it.
fn following<'a>(
    wall: &Wall<'a>,
    outcomes: &Outcomes,
    note: &Note,
    by: Option<&Id>,
) -> Vec<&'a Arc<Note>> {
    use NoteKind::*;
    let after = wall.after(&note.id).into_iter().map(|(_, n)| n);
    after
        .filter(|n| !model::grammar::is_remark(n.kind) && n.kind != Actor)
        // Information is passed on only where a policy acts on it; others look at it when they like.
        .filter(|n| note.kind != ReadModel || n.kind == Policy)
        .filter(|n| {
            by.is_none_or(|by| n.kind != DomainEvent || outcomes.allow(by, &note.id, &n.id))
        })
        .collect()
}
