//! The board of the measurements: notes of 120 x 120 on a grid of 140, each with three to five words, and half as many
//! links, link k from note 2k to the note one row down and two columns right (left at the right edge, up in the last row).

use model::{BoardSnapshot, Id, Link, Note, NoteKind, Point, Table};

const WORDS: [&str; 20] = [
    "order",
    "placed",
    "payment",
    "received",
    "invoice",
    "sent",
    "stock",
    "reserved",
    "parcel",
    "shipped",
    "customer",
    "registered",
    "cart",
    "emptied",
    "refund",
    "issued",
    "by",
    "warehouse",
    "after",
    "review",
];
const KINDS: [NoteKind; 4] = [
    NoteKind::DomainEvent,
    NoteKind::Command,
    NoteKind::Query,
    NoteKind::ReadModel,
];
const PITCH: f64 = 140.0;

/// A board of `n` notes and `n / 2` links, 16 to 9.
pub fn bench_board(n: usize) -> BoardSnapshot {
    let columns = columns(n);
    let id = |i: usize| Id::derived("", &["note", &i.to_string()]);
    let notes = (0..n).map(|i| {
        let text: Vec<&str> = (0..3 + i % 3)
            .map(|k| WORDS[(i * 5 + k * 7) % WORDS.len()])
            .collect();
        let kind = KINDS[(i * 7 + (i >> 3)) % 4];
        let at = Point::new((i % columns) as f64 * PITCH, (i / columns) as f64 * PITCH);
        Note::new(id(i), kind, text.join(" ")).at(at).into()
    });
    let links = (0..n / 2).filter_map(|k| {
        let (a, columns) = (2 * k as i64, columns as i64);
        let aside = if a % columns + 2 < columns { 2 } else { -2 };
        let below = a + columns + aside;
        let b = if below < n as i64 {
            below
        } else {
            a - columns + aside
        };
        let (a, b) = (a as usize, b.max(0) as usize);
        (a != b).then(|| Link::new(id(a), id(b)).into())
    });
    BoardSnapshot {
        notes: Table::from_rows(notes),
        links: Table::from_rows(links),
        ..BoardSnapshot::default()
    }
}

/// Columns of the grid.
pub fn columns(n: usize) -> usize {
    ((n * 16) as f64 / 9.0).sqrt().ceil().max(1.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_scene_of_the_sketch() {
        let board = bench_board(5000);
        assert_eq!((board.notes.len(), board.links.len()), (5000, 2500));
        assert_eq!(columns(5000), 95);
        let note = |i: usize| board.notes.at(i).unwrap();
        assert_eq!(note(0).text, "order reserved refund");
        assert_eq!(
            note(96).rect(),
            model::Rect::new(140.0, 140.0, 120.0, 120.0)
        );
        let link = board.links.at(0).unwrap();
        assert_eq!((&link.from, &link.to), (&note(0).id, &note(97).id));
    }
}
