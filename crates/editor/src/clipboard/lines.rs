//! Plain text as notes: one a line, a spreadsheet as it lies. `Command: …` says the kind.

use model::note::MAX_TEXT;
use model::{Id, NOTE_KINDS, Note, NoteKind, Point};

use crate::placing::GAP;

/// Notes side by side before a list goes on in the next row.
const ROW: usize = 10;
const CELL: (f64, f64) = (120.0 + GAP, 120.0 + GAP);
const WIDE_CELL: f64 = 180.0 + GAP;

/// Whether every line begins as the storm notation does.
pub(super) fn is_notation(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            let word = line.split_whitespace().next().unwrap_or_default();
            let word = word.trim_start_matches('^').trim_end_matches('!');
            line.starts_with('#')
                || line.starts_with("//")
                || (NoteKind::from_word(word).is_some() && line.contains(' '))
        })
}

/// The notes of a text, from the origin on: a list runs left to right, a table keeps its rows and columns.
pub(super) fn notes(text: &str, kind: NoteKind, mut fresh: impl FnMut() -> Id) -> Vec<Note> {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').map(str::trim).collect())
        .filter(|cells: &Vec<&str>| cells.iter().any(|c| !c.is_empty()))
        .collect();
    let is_table = rows.iter().any(|cells| cells.len() > 1);
    let mut notes = Vec::new();
    for (r, cells) in rows.iter().enumerate() {
        for (c, cell) in cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| !cell.is_empty())
        {
            let (said, text) = kind_of(cell);
            let text: String = text.chars().take(MAX_TEXT).collect();
            let note = Note::new(fresh(), said.unwrap_or(kind), text);
            let (column, row) = if is_table { (c, r) } else { (r % ROW, r / ROW) };
            notes.push((note, column, row));
        }
    }
    let wide = notes
        .iter()
        .any(|(n, ..)| n.kind.default_size().width > 120.0);
    let pitch = if wide { WIDE_CELL } else { CELL.0 };
    notes
        .into_iter()
        .map(|(n, column, row)| n.at(Point::new(column as f64 * pitch, row as f64 * CELL.1)))
        .collect()
}

/// `Command: Book cargo` is a command.
fn kind_of(cell: &str) -> (Option<NoteKind>, &str) {
    let Some((word, rest)) = cell.split_once(':') else {
        return (None, cell);
    };
    let word = word.trim().to_lowercase();
    let row = NOTE_KINDS
        .iter()
        .find(|k| [k.word, k.name, &k.label.to_lowercase()].contains(&word.as_str()));
    match row {
        Some(row) if !rest.trim().is_empty() => (Some(row.kind), rest.trim()),
        _ => (None, cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> Vec<(NoteKind, String, f64, f64)> {
        let mut n = 0;
        let notes = notes(text, NoteKind::DomainEvent, || {
            n += 1;
            Id::derived("n", &[&n.to_string()])
        });
        let place = |n: Note| (n.kind, n.text.clone(), n.rect().x, n.rect().y);
        notes.into_iter().map(place).collect()
    }

    #[test]
    fn a_list_runs_left_to_right() {
        let notes = made("Order placed\n\nCommand: Pay order\n  read model: Open orders ");
        let texts: Vec<_> = notes.iter().map(|n| (n.0, n.1.as_str(), n.2)).collect();
        assert_eq!(
            texts,
            [
                (NoteKind::DomainEvent, "Order placed", 0.0),
                (NoteKind::Command, "Pay order", 144.0),
                (NoteKind::ReadModel, "Open orders", 288.0),
            ]
        );
    }

    #[test]
    fn a_table_keeps_its_shape() {
        let notes = made("a\tb\nc\t\n\td");
        let places: Vec<_> = notes.iter().map(|n| (n.1.as_str(), n.2, n.3)).collect();
        assert_eq!(
            places,
            [
                ("a", 0.0, 0.0),
                ("b", 144.0, 0.0),
                ("c", 0.0, 144.0),
                ("d", 144.0, 288.0)
            ]
        );
    }

    #[test]
    fn notation_is_told_from_prose() {
        assert!(is_notation(
            "# Booking\ncommand Book cargo > event! Cargo booked"
        ));
        assert!(is_notation("event Cargo booked"));
        assert!(!is_notation("Cargo booked\nevent Cargo routed"));
        assert!(!is_notation("event"));
        assert!(!is_notation("\n"));
    }
}
