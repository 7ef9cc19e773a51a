//! What differs between two moments of one board.

use std::sync::Arc;

use crate::ids::Id;
use crate::note::Note;
use crate::snapshot::BoardSnapshot;
use crate::table::{Keyed, Table};

/// A row before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<T> {
    pub before: Arc<T>,
    pub after: Arc<T>,
}

/// Rows that came, and rows that went.
#[derive(Clone, Debug, PartialEq)]
pub struct ComeAndGone<T> {
    pub added: Vec<Arc<T>>,
    pub removed: Vec<Arc<T>>,
}

impl<T> Default for ComeAndGone<T> {
    fn default() -> ComeAndGone<T> {
        ComeAndGone {
            added: Vec::new(),
            removed: Vec::new(),
        }
    }
}

/// Notes stand in each list that they belong in, along time (x, then y).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    pub notes: ComeAndGone<Note>,
    /// They lie elsewhere, or have another size.
    pub moved: Vec<Changed<Note>>,
    /// Another text, or another kind.
    pub reworded: Vec<Changed<Note>>,
    /// They live in another context.
    pub rebounded: Vec<Changed<Note>>,
    /// Anything else: facts, fields, tags, votes, description, marks.
    pub refined: Vec<Changed<Note>>,
    pub contexts: ComeAndGone<crate::Context>,
    pub renamed_contexts: Vec<Changed<crate::Context>>,
    pub links: ComeAndGone<crate::Link>,
    pub frames: ComeAndGone<crate::Frame>,
}

impl Differences {
    pub fn is_empty(&self) -> bool {
        *self == Differences::default()
    }
}

/// From one moment to a later one, or an earlier one.
pub fn compare(before: &BoardSnapshot, after: &BoardSnapshot) -> Differences {
    let mut differences = Differences {
        notes: come_and_gone(&before.notes, &after.notes),
        contexts: come_and_gone(&before.contexts, &after.contexts),
        links: come_and_gone(&before.links, &after.links),
        frames: come_and_gone(&before.frames, &after.frames),
        ..Differences::default()
    };
    let along_time =
        |notes: &mut Vec<Arc<Note>>| notes.sort_by(|a, b| place(a).total_cmp(&place(b)));
    along_time(&mut differences.notes.added);
    along_time(&mut differences.notes.removed);
    let mut changed: Vec<Changed<Note>> = kept(&before.notes, &after.notes).collect();
    changed.sort_by(|a, b| place(&a.after).total_cmp(&place(&b.after)));
    let those = |is: fn(&Note, &Note) -> bool| -> Vec<Changed<Note>> {
        let found = changed.iter().filter(|c| is(&c.before, &c.after));
        found.cloned().collect()
    };
    differences.moved = those(|a, b| a.rect() != b.rect());
    differences.reworded = those(|a, b| a.text != b.text || a.kind != b.kind);
    differences.rebounded = those(|a, b| a.context != b.context);
    differences.refined = those(|a, b| rest(a, b) != *b);
    differences.renamed_contexts = kept(&before.contexts, &after.contexts)
        .filter(|c| c.before.name != c.after.name)
        .collect();
    differences
}

/// Rows of one that the other lacks, in their order.
fn come_and_gone<T: Keyed>(before: &Table<T>, after: &Table<T>) -> ComeAndGone<T> {
    let lacking = |rows: &Table<T>, other: &Table<T>| -> Vec<Arc<T>> {
        let lacking = rows.iter().filter(|r| !other.contains(r.id().as_str()));
        lacking.cloned().collect()
    };
    ComeAndGone {
        added: lacking(after, before),
        removed: lacking(before, after),
    }
}

/// Rows that are in both and not the same.
fn kept<'a, T: Keyed + PartialEq>(
    before: &'a Table<T>,
    after: &'a Table<T>,
) -> impl Iterator<Item = Changed<T>> + 'a {
    after.iter().filter_map(|now| {
        let then = before.get(now.id().as_str())?;
        (!Arc::ptr_eq(then, now) && then != now).then(|| Changed {
            before: then.clone(),
            after: now.clone(),
        })
    })
}

/// `a` with everything of `b` that the other lists are about.
fn rest(a: &Note, b: &Note) -> Note {
    Note {
        kind: b.kind,
        text: b.text.clone(),
        x: b.x,
        y: b.y,
        width: b.width,
        height: b.height,
        context: b.context.clone(),
        ..a.clone()
    }
}

/// Orders notes along time.
struct Along(f64, f64, Id);

impl Along {
    fn total_cmp(&self, other: &Along) -> std::cmp::Ordering {
        let across = self.0.total_cmp(&other.0);
        across
            .then(self.1.total_cmp(&other.1))
            .then_with(|| self.2.cmp(&other.2))
    }
}

fn place(note: &Note) -> Along {
    let rect = note.rect();
    Along(rect.x, rect.y, note.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, NoteKind, Point};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn note(name: &str, x: f64) -> Note {
        Note::new(id(name), NoteKind::DomainEvent, name).at(Point::new(x, 0.0))
    }

    fn board(notes: Vec<Note>, contexts: &[(&str, &str)]) -> BoardSnapshot {
        let contexts = contexts
            .iter()
            .map(|(key, name)| Arc::new(Context::new(id(key), *name)));
        BoardSnapshot {
            notes: Table::from_rows(notes.into_iter().map(Arc::new)),
            contexts: Table::from_rows(contexts),
            ..BoardSnapshot::default()
        }
        .normalised()
    }

    fn names(notes: &[Changed<Note>]) -> Vec<&str> {
        notes.iter().map(|c| c.after.id.as_str()).collect()
    }

    #[test]
    fn each_change_stands_in_its_list() {
        let before = board(
            vec![
                note("gone", 0.0),
                note("moved", 10.0),
                note("reworded", 20.0),
                note("turned", 30.0),
                note("bound", 40.0),
                note("tagged", 50.0),
                note("all", 60.0),
                note("same", 70.0),
            ],
            &[("c", "Booking"), ("old", "Old")],
        );
        let mut after = vec![note("new2", 500.0), note("new1", 100.0)];
        for kept in before.notes.iter().skip(1) {
            after.push(Note::clone(kept));
        }
        let change = |after: &mut Vec<Note>, name: &str, change: fn(&mut Note)| {
            let note = after.iter_mut().find(|n| n.id.as_str() == name).unwrap();
            change(note);
        };
        change(&mut after, "moved", |n| n.x = Some(11.0));
        change(&mut after, "reworded", |n| n.text = "Other".into());
        change(&mut after, "turned", |n| n.kind = NoteKind::Command);
        change(&mut after, "bound", |n| n.context = Some(id("c")));
        change(&mut after, "tagged", |n| n.tags = vec!["risky".into()]);
        change(&mut after, "all", |n| {
            n.y = Some(5.0);
            n.text = "All".into();
            n.context = Some(id("c"));
            n.pivotal = true;
        });
        let after = board(after, &[("c", "Bookings"), ("new", "New")]);
        let d = compare(&before, &after);
        let added: Vec<&str> = d.notes.added.iter().map(|n| n.id.as_str()).collect();
        assert_eq!(added, ["new1", "new2"]);
        assert_eq!(d.notes.removed[0].id, id("gone"));
        assert_eq!(names(&d.moved), ["moved", "all"]);
        assert_eq!(names(&d.reworded), ["reworded", "turned", "all"]);
        assert_eq!(names(&d.rebounded), ["bound", "all"]);
        assert_eq!(names(&d.refined), ["tagged", "all"]);
        assert_eq!(d.contexts.added[0].name, "New");
        assert_eq!(d.contexts.removed[0].name, "Old");
        assert_eq!(d.renamed_contexts[0].before.name, "Booking");
        // The other way round what came has gone.
        let back = compare(&after, &before);
        assert_eq!(back.notes.added, d.notes.removed);
        assert_eq!(names(&back.moved), ["moved", "all"]);
    }

    #[test]
    fn nothing_differs_from_itself() {
        let board = board(vec![note("a", 0.0)], &[("c", "C")]);
        assert!(compare(&board, &board).is_empty());
        assert!(!compare(&BoardSnapshot::default(), &board).is_empty());
    }
}
