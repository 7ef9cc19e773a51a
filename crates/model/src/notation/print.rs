//! A board as storm notation.

use super::flows::flows;
use super::line::escape;
use super::lost::lost;
use super::wording::{Heading, Wordings, sayable};
use super::{MAX_TITLE, Printed, is_everywhere};
use crate::link::{Link, LinkStatus};
use crate::snapshot::BoardSnapshot;

/// Prints any board as text that [`parse`](super::parse) reads, and names what notation cannot say. A board that came
/// from notation gets its ids back; so does every note whose id is the one that notation would give.
pub fn print(board: &BoardSnapshot) -> Printed {
    let mut wordings = Wordings::of(board);
    let drawn = |l: &&Link| l.status != LinkStatus::Refused;
    let said: Vec<(Heading, usize, usize)> = board
        .links
        .iter()
        .map(|l| &**l)
        .filter(drawn)
        .filter_map(|l| {
            let heading = wordings.heading_of(board, l)?;
            let place = |id: &crate::Id| board.notes.position(id.as_str());
            Some((heading, place(&l.from)?, place(&l.to)?))
        })
        .collect();
    let mut printer = Printer {
        board,
        wordings: &wordings,
        mentioned: vec![false; board.notes.len()],
        text: String::new(),
    };
    if let Some(title) = sayable(&board.meta.title, MAX_TITLE) {
        printer.text.push_str(&format!("#! {}\n", escape(&title)));
    }
    // Actors and systems are the same everywhere: only those that no flow mentions need a line of their own.
    let mut linked = vec![false; board.notes.len()];
    for &(_, from, to) in &said {
        (linked[from], linked[to]) = (true, true);
    }
    for heading in 0..wordings.headings.len() {
        if heading > 0 {
            let name = escape(&wordings.headings[heading]);
            printer.text.push_str(&format!("# {name}\n"));
        }
        let under = said.iter().filter(|l| l.0 == heading);
        let here: Vec<(usize, usize)> = under.map(|l| (l.1, l.2)).collect();
        for flow in flows(board, &here) {
            printer.flow(&flow, heading);
        }
        for (note, &is_linked) in linked.iter().enumerate() {
            printer.alone(note, heading, is_linked);
        }
    }
    Printed {
        text: printer.text,
        lost: lost(board, &wordings),
    }
}

struct Printer<'a> {
    board: &'a BoardSnapshot,
    wordings: &'a Wordings,
    /// Notes that stood under their own heading already.
    mentioned: Vec<bool>,
    text: String,
}

impl Printer<'_> {
    fn flow(&mut self, notes: &[usize], under: Heading) {
        let parts: Vec<String> = notes.iter().map(|&n| self.part(n, under)).collect();
        self.text.push_str(&parts.join(" > "));
        self.text.push('\n');
    }

    fn part(&mut self, note: usize, under: Heading) -> String {
        let Some(w) = &self.wordings.notes[note] else {
            return String::new();
        };
        let own = is_everywhere(w.kind) || w.home == under;
        let first = own && !self.mentioned[note];
        self.mentioned[note] |= own;
        let pivotal = first && self.board.notes.at(note).is_some_and(|n| n.pivotal);
        let ordinal = if w.ordinal > 1 {
            format!("~{}", w.ordinal)
        } else {
            String::new()
        };
        format!(
            "{}{}{} {}{ordinal}",
            if own { "" } else { "^" },
            w.kind.row().word,
            if pivotal { "!" } else { "" },
            escape(&w.text)
        )
    }

    /// A note that no flow under its own heading mentions.
    fn alone(&mut self, note: usize, under: Heading, linked: bool) {
        let Some(w) = &self.wordings.notes[note] else {
            return;
        };
        let home = if is_everywhere(w.kind) { 0 } else { w.home };
        let said_later = is_everywhere(w.kind) && linked;
        if home == under && !self.mentioned[note] && !said_later {
            self.flow(&[note], under);
        }
    }
}
