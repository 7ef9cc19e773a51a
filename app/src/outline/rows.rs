//! The board as a list: lane, then flow, then note, each from left to right as the story goes.

use std::collections::{BTreeMap, HashMap};

use model::order::Order;
use model::reading::Reading;
use model::{BoardSnapshot, FrameKind, Id, Note, NoteKind};

/// A row of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// A swimlane, or what lies in none.
    Lane { title: String, notes: usize },
    /// Notes that follow from one another.
    Flow { title: String, notes: usize },
    Note {
        id: Id,
        kind: NoteKind,
        text: String,
        /// The name of the context it lives in.
        context: Option<String>,
    },
}

impl Row {
    /// Depth in the tree, from 1.
    pub fn level(&self) -> usize {
        match self {
            Row::Lane { .. } => 1,
            Row::Flow { .. } => 2,
            Row::Note { .. } => 3,
        }
    }

    pub fn note(&self) -> Option<&Id> {
        match self {
            Row::Note { id, .. } => Some(id),
            _ => None,
        }
    }
}

/// All rows of a board.
pub fn rows(board: &BoardSnapshot, reading: &Reading) -> Vec<Row> {
    let lanes = lanes(board);
    let mut of_lane: BTreeMap<usize, Vec<&Note>> = BTreeMap::new();
    for note in board.notes.iter() {
        let middle = note.rect().center();
        let lane = lanes
            .iter()
            .position(|(_, rect)| rect.contains(middle))
            .unwrap_or(lanes.len());
        of_lane.entry(lane).or_default().push(note);
    }
    let mut rows = Vec::new();
    for (lane, notes) in of_lane {
        let title = match lanes.get(lane) {
            Some((title, _)) => title.clone(),
            None if lanes.is_empty() => "The wall".to_owned(),
            None => "In no lane".to_owned(),
        };
        rows.push(Row::Lane {
            title,
            notes: notes.len(),
        });
        for flow in flows(notes, reading) {
            rows.push(Row::Flow {
                title: name_of(&flow),
                notes: flow.len(),
            });
            rows.extend(flow.into_iter().map(|note| row_of(board, note)));
        }
    }
    rows
}

/// Swimlanes from the top down.
fn lanes(board: &BoardSnapshot) -> Vec<(String, model::Rect)> {
    let mut lanes: Vec<_> = board
        .frames
        .iter()
        .filter(|f| f.kind == FrameKind::Swimlane)
        .map(|f| {
            let title = match f.title.trim() {
                "" => "Swimlane",
                title => title,
            };
            (title.to_owned(), f.rect())
        })
        .collect();
    lanes.order_by(|a, b| a.1.y.total_cmp(&b.1.y).then(a.1.x.total_cmp(&b.1.x)));
    lanes
}

/// Notes that hang together by steps of the flow, the earliest flow first; lone notes come last, together.
fn flows<'a>(notes: Vec<&'a Note>, reading: &Reading) -> Vec<Vec<&'a Note>> {
    let at: HashMap<&Id, usize> = notes.iter().enumerate().map(|(i, n)| (&n.id, i)).collect();
    let mut group: Vec<usize> = (0..notes.len()).collect();
    for (i, note) in notes.iter().enumerate() {
        for step in reading.leaving(&note.id) {
            if let Some(&j) = at.get(&step.to) {
                let (a, b) = (root(&mut group, i), root(&mut group, j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut of_group: BTreeMap<usize, Vec<&Note>> = BTreeMap::new();
    for (i, note) in notes.iter().enumerate() {
        of_group.entry(root(&mut group, i)).or_default().push(note);
    }
    let (mut lone, mut flows): (Vec<_>, Vec<_>) =
        of_group.into_values().partition(|flow| flow.len() == 1);
    let mut alone: Vec<&Note> = lone.drain(..).flatten().collect();
    for flow in flows.iter_mut().chain([&mut alone]) {
        flow.order_by(|a, b| story(a, b));
        *flow = as_told(flow, reading);
    }
    flows.order_by(|a, b| story(a[0], b[0]));
    if !alone.is_empty() {
        flows.push(alone);
    }
    flows
}

/// Each note followed by what follows from it. `flow` goes from left to right.
fn as_told<'a>(flow: &[&'a Note], reading: &Reading) -> Vec<&'a Note> {
    let at: HashMap<&Id, usize> = flow.iter().enumerate().map(|(i, n)| (&n.id, i)).collect();
    let inside = |id: &Id| at.get(id).copied();
    let begins = |note: &Note| {
        !reading
            .reaching(&note.id)
            .any(|s| inside(&s.from).is_some())
    };
    let mut told = vec![false; flow.len()];
    let mut order = Vec::new();
    // What nothing leads to first; then circles, from their left.
    let first = (0..flow.len()).filter(|&i| begins(flow[i]));
    for start in first.chain(0..flow.len()) {
        let mut next = vec![start];
        while let Some(i) = next.pop() {
            if std::mem::replace(&mut told[i], true) {
                continue;
            }
            order.push(flow[i]);
            let steps = reading.leaving(&flow[i].id);
            let mut after: Vec<usize> = steps.filter_map(|s| inside(&s.to)).collect();
            after.order();
            next.extend(after.into_iter().rev());
        }
    }
    order
}

fn root(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

/// From left to right, what stands in one column from the top down.
fn story(a: &Note, b: &Note) -> std::cmp::Ordering {
    let (first, second) = (a.rect(), b.rect());
    first
        .x
        .total_cmp(&second.x)
        .then(first.y.total_cmp(&second.y))
        .then_with(|| a.id.cmp(&b.id))
}

/// A flow is known by what begins it.
fn name_of(flow: &[&Note]) -> String {
    let linked = flow.len() > 1;
    let first = flow.iter().find(|n| !n.text.trim().is_empty());
    match first {
        Some(note) if linked => format!("From {}", note.line()),
        _ => "On their own".to_owned(),
    }
}

fn row_of(board: &BoardSnapshot, note: &Note) -> Row {
    let context = note.context.as_ref().and_then(|id| board.context(id));
    Row::Note {
        id: note.id.clone(),
        kind: note.kind,
        text: note.line(),
        context: context.map(|c| c.name.clone()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use model::{Frame, Link, Point, Table};

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    fn note(name: &str, x: f64, y: f64) -> Arc<Note> {
        Arc::new(Note::new(id(name), NoteKind::Command, name).at(Point::new(x, y)))
    }

    fn said(board: &BoardSnapshot) -> Vec<String> {
        let reading = model::reading::read(board);
        rows(board, &reading)
            .into_iter()
            .map(|row| match row {
                Row::Lane { title, notes } => format!("= {title} ({notes})"),
                Row::Flow { title, notes } => format!("- {title} ({notes})"),
                Row::Note { text, .. } => text,
            })
            .collect()
    }

    #[test]
    fn lanes_then_flows_then_notes_as_the_story_goes() {
        let lane = |name: &str, y: f64| {
            Arc::new(Frame {
                id: id(name),
                kind: FrameKind::Swimlane,
                title: name.into(),
                x: 0.0,
                y,
                width: 2000.0,
                height: 300.0,
            })
        };
        let board = BoardSnapshot {
            notes: Table::from_rows([
                note("d", 900.0, 50.0),
                note("b", 500.0, 60.0),
                note("a", 100.0, 50.0),
                note("c", 300.0, 450.0),
                note("e", 0.0, 900.0),
            ]),
            links: Table::from_rows([Arc::new(Link::new(id("a"), id("d")))]),
            frames: Table::from_rows([lane("Clerk", 400.0), lane("Customer", 0.0)]),
            ..BoardSnapshot::default()
        };
        assert_eq!(
            said(&board),
            [
                "= Customer (3)",
                "- From a (2)",
                "a",
                "d",
                "- On their own (1)",
                "b",
                "= Clerk (1)",
                "- On their own (1)",
                "c",
                "= In no lane (1)",
                "- On their own (1)",
                "e",
            ]
        );
    }

    #[test]
    fn a_story_is_told_to_its_end_before_the_next_begins() {
        let link = |from: &str, to: &str| Arc::new(Link::new(id(from), id(to)));
        let board = BoardSnapshot {
            notes: Table::from_rows([
                note("ask", 0.0, 0.0),
                note("pay", 0.0, 400.0),
                note("asked", 400.0, 0.0),
                note("paid", 400.0, 400.0),
                note("done", 800.0, 0.0),
            ]),
            links: Table::from_rows([
                link("ask", "asked"),
                link("asked", "done"),
                link("pay", "paid"),
                link("paid", "done"),
                link("done", "ask"),
            ]),
            ..BoardSnapshot::default()
        };
        let said = said(&board);
        assert_eq!(said[2..], ["pay", "paid", "done", "ask", "asked"]);
    }

    #[test]
    fn a_wall_without_lanes_is_one() {
        let board = BoardSnapshot {
            notes: Table::from_rows([note("a", 0.0, 0.0)]),
            ..BoardSnapshot::default()
        };
        assert_eq!(said(&board), ["= The wall (1)", "- On their own (1)", "a"]);
    }
}
