//! Plain text as notes: one a line, or a row of a spreadsheet. `Command: …` says the kind.

use model::note::MAX_TEXT;
use model::{Id, NOTE_KINDS, Note, NoteKind, Point};

use crate::placing::GAP;

/// At least as many notes lie side by side before a list goes on in the next row.
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

/// The notes of a text, one a line or a row of a spreadsheet, left to right from the origin on.
pub(super) fn notes(text: &str, kind: NoteKind, mut fresh: impl FnMut() -> Id) -> Vec<Note> {
    let rows = cells(text);
    let titles = usize::from(is_titled(&rows));
    let notes: Vec<Note> = rows[titles..]
        .iter()
        .filter_map(|row| note(row, kind, &mut fresh))
        .collect();
    // A long list is folded to about the shape of a wall.
    let fold = ROW.max((notes.len() as f64 * 1.6).sqrt().ceil() as usize);
    let wide = notes.iter().any(|n| n.kind.default_size().width > 120.0);
    let pitch = if wide { WIDE_CELL } else { CELL.0 };
    let notes = notes.into_iter().enumerate();
    notes
        .map(|(i, n)| {
            n.at(Point::new(
                (i % fold) as f64 * pitch,
                (i / fold) as f64 * CELL.1,
            ))
        })
        .collect()
}

/// What people call the columns of such a table.
const TITLES: &[&str] = &[
    "kind",
    "type",
    "text",
    "name",
    "title",
    "note",
    "notes",
    "description",
    "comment",
    "comments",
];

/// Whether the first row of a table names its columns: all of its cells are such names, or it calls the column of kinds one.
fn is_titled(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else {
        return false;
    };
    let is_title = |cell: &String| TITLES.contains(&cell.to_lowercase().as_str());
    let said = |row: &Vec<String>| row.iter().any(|c| !c.is_empty());
    let rest: Vec<&Vec<String>> = rest.iter().filter(|row| said(row)).collect();
    let written: Vec<&String> = first.iter().filter(|c| !c.is_empty()).collect();
    if rest.is_empty() || written.len() < 2 {
        return false;
    }
    let of_kinds = first.iter().position(|cell| {
        let name = cell.to_lowercase();
        name == "kind" || name == "type"
    });
    let names_a_kind =
        |row: &&Vec<String>, at: usize| row.get(at).is_some_and(|c| kind_named(c).is_some());
    written.into_iter().all(is_title)
        || of_kinds.is_some_and(|at| rest.iter().all(|row| names_a_kind(row, at)))
}

/// The first cell of a row is what the note says, a cell that names a kind is its kind, the others describe it.
fn note(row: &[String], kind: NoteKind, fresh: &mut impl FnMut() -> Id) -> Option<Note> {
    let mut cells: Vec<&str> = row
        .iter()
        .map(String::as_str)
        .filter(|c| !c.is_empty())
        .collect();
    let mut said = None;
    if cells.len() > 1
        && let Some(i) = cells.iter().position(|c| kind_named(c).is_some())
    {
        said = kind_named(cells.remove(i));
    }
    let (first, others) = cells.split_first()?;
    let (prefix, text) = kind_of(first);
    let cut = |text: &str| text.chars().take(MAX_TEXT).collect::<String>();
    let mut note = Note::new(fresh(), prefix.or(said).unwrap_or(kind), cut(text));
    note.description = cut(&others.join("\n"));
    Some(note)
}

/// The cells of each line, trimmed. Spreadsheets put a cell that holds a line end, a tab or a quote in quotes.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = text;
    loop {
        let (cell, after) = match quoted(rest) {
            Some((cell, after)) => (cell, after),
            None => {
                let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        if let Some(row) = rows.last_mut() {
            row.push(cell.trim().to_owned());
        }
        let mut next = after.chars();
        match next.next() {
            Some('\n') => rows.push(Vec::new()),
            Some(_) => {}
            None => return rows,
        }
        rest = next.as_str();
    }
}

/// A cell in quotes at the start of a text, and what comes after it. Quotes that a spreadsheet would not have put there
/// belong to the words.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut rest = inside;
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(more) => {
                cell.push('"');
                rest = more;
            }
            None => break,
        }
    }
    let ends = rest.is_empty() || rest.starts_with(['\t', '\n']);
    let needed = cell.contains(['\n', '\t', '"']);
    (ends && needed).then_some((cell, rest))
}

/// `Command: Book cargo` is a command.
fn kind_of(cell: &str) -> (Option<NoteKind>, &str) {
    let Some((word, rest)) = cell.split_once(':') else {
        return (None, cell);
    };
    match kind_named(word) {
        Some(kind) if !rest.trim().is_empty() => (Some(kind), rest.trim()),
        _ => (None, cell),
    }
}

fn kind_named(word: &str) -> Option<NoteKind> {
    let word = word.trim().to_lowercase();
    let named = |k: &&model::note::KindRow| {
        [k.word, k.name, &k.label.to_lowercase()].contains(&word.as_str())
    };
    NOTE_KINDS.iter().find(named).map(|row| row.kind)
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
    fn a_row_is_one_note() {
        let text = "Order placed\tweb\t12\nCommand\tPay order\n\t\nOrder\taggregate\t\nevent\n";
        let notes = notes(text, NoteKind::DomainEvent, || Id::derived("n", &[]));
        let said: Vec<_> = notes
            .iter()
            .map(|n| (n.kind, n.text.as_str(), n.description.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (NoteKind::DomainEvent, "Order placed", "web\n12"),
                (NoteKind::Command, "Pay order", ""),
                (NoteKind::Aggregate, "Order", ""),
                (NoteKind::DomainEvent, "event", ""),
            ]
        );
        assert!(notes.iter().all(|n| n.rect().y == 0.0));
    }

    #[test]
    fn the_titles_of_a_table_are_no_note() {
        let texts = |text: &str| -> Vec<String> { made(text).into_iter().map(|n| n.1).collect() };
        assert_eq!(
            texts("Kind\tText\tNotes\nEvent\tOrder placed\tby web\nCommand\tPlace order\t"),
            ["Order placed", "Place order"]
        );
        assert_eq!(texts("Type\tWas passiert\nEvent\tBestellt"), ["Bestellt"]);
        assert_eq!(
            texts("Name\tDescription\nOrder placed\tby web"),
            ["Order placed"]
        );
        // What may be meant as a note is one.
        assert_eq!(texts("Kind\tText"), ["Kind"]);
        assert_eq!(texts("Name\nOrder placed"), ["Name", "Order placed"]);
        assert_eq!(texts("Type\tchosen\nOrder\tplaced"), ["Type", "Order"]);
    }

    #[test]
    fn cells_in_quotes_are_read_as_spreadsheets_write_them() {
        let texts = |text: &str| -> Vec<String> { made(text).into_iter().map(|n| n.1).collect() };
        assert_eq!(
            texts("\"Order\nplaced\"\tPaid\nShipped"),
            ["Order\nplaced", "Shipped"]
        );
        assert_eq!(texts("\"19\"\" rack bought\""), ["19\" rack bought"]);
        assert_eq!(texts("\"tab\tinside\"\nnext"), ["tab\tinside", "next"]);
        // What people quote stays quoted, what is open stays as it is.
        assert_eq!(
            texts("\"Order placed\"\nnext"),
            ["\"Order placed\"", "next"]
        );
        assert_eq!(
            texts("\"Order\" was placed\nnext"),
            ["\"Order\" was placed", "next"]
        );
        assert_eq!(texts("\"Order placed\nnext"), ["\"Order placed", "next"]);
    }

    #[test]
    fn any_script_and_ten_thousand_lines() {
        let notes = made("طلب جديد\n👩‍👩‍👧 joined\nפקודה: לא\n命令");
        let texts: Vec<_> = notes.iter().map(|n| n.1.as_str()).collect();
        assert_eq!(texts, ["طلب جديد", "👩‍👩‍👧 joined", "פקודה: לא", "命令"]);
        let many = "line\n".repeat(10_000);
        let notes = made(&many);
        assert_eq!(notes.len(), 10_000);
        let (right, bottom) = notes
            .iter()
            .fold((0.0f64, 0.0f64), |(r, b), n| (r.max(n.2), b.max(n.3)));
        assert!(right > bottom && right < 3.0 * bottom, "{right} {bottom}");
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
