//! How each note of a board is called in notation: its heading, its text, its ordinal.

use std::collections::{HashMap, HashSet};

use super::line::is_blank;
use super::{MAX_NAME, context_id, is_everywhere, note_id};
use crate::link::Link;
use crate::note::{MAX_TEXT, Note, NoteKind};
use crate::snapshot::BoardSnapshot;

/// A heading, by its place in [`Wordings::headings`]; 0 is what stands before any.
pub(super) type Heading = usize;

#[derive(Clone)]
pub(super) struct Wording {
    pub home: Heading,
    pub kind: NoteKind,
    pub text: String,
    pub ordinal: u32,
}

pub(super) struct Wordings {
    /// Names; the first is empty and stands for no heading.
    pub headings: Vec<String>,
    /// By place in `board.notes`; none for a note that notation cannot say.
    pub notes: Vec<Option<Wording>>,
    homes: HashMap<(NoteKind, String, u32), HashSet<Heading>>,
}

impl Wordings {
    pub fn of(board: &BoardSnapshot) -> Wordings {
        let headings = headings(board);
        let mut notes: Vec<Option<Wording>> = board
            .notes
            .iter()
            .map(|n| {
                let text = sayable(&n.text, MAX_TEXT)?;
                let home = home(board, n, &text, &headings);
                Some(Wording {
                    home,
                    kind: n.kind,
                    text,
                    ordinal: 0,
                })
            })
            .collect();
        number(board, &headings, &mut notes);
        let mut homes: HashMap<_, HashSet<Heading>> = HashMap::new();
        for w in notes.iter().flatten() {
            homes
                .entry((w.kind, w.text.clone(), w.ordinal))
                .or_default()
                .insert(w.home);
        }
        Wordings {
            headings,
            notes,
            homes,
        }
    }

    /// Whether a note can be mentioned under a heading: it lives there, or `^` can mean nothing else.
    fn can_mention(&self, note: &Wording, under: Heading) -> bool {
        is_everywhere(note.kind)
            || note.home == under
            || self
                .homes
                .get(&(note.kind, note.text.clone(), note.ordinal))
                .is_some_and(|homes| homes.iter().filter(|&&h| h != under).count() == 1)
    }

    /// The heading under which a link can be said; none if one of its notes cannot. Gives the note where it ends a new
    /// ordinal if there is no such heading.
    pub fn heading_of(&mut self, board: &BoardSnapshot, link: &Link) -> Option<Heading> {
        let place = board.notes.position(link.to.as_str())?;
        let from = self.notes[board.notes.position(link.from.as_str())?].clone()?;
        let to = self.notes[place].clone()?;
        let nearest = if is_everywhere(from.kind) {
            [to.home, from.home]
        } else {
            [from.home, to.home]
        };
        let says =
            |under: &Heading| self.can_mention(&from, *under) && self.can_mention(&to, *under);
        let found = nearest.into_iter().chain(0..self.headings.len()).find(says);
        found.or_else(|| {
            self.renumber(place);
            Some(from.home)
        })
    }

    /// Gives a note an ordinal that no note of its kind and text has under any heading.
    fn renumber(&mut self, place: usize) {
        let Some(note) = self.notes[place].clone() else {
            return;
        };
        let same = |w: &&Wording| w.kind == note.kind && w.text == note.text;
        let last = self
            .notes
            .iter()
            .flatten()
            .filter(same)
            .map(|w| w.ordinal)
            .max();
        let ordinal = last.unwrap_or_default() + 1;
        if let Some(homes) = self
            .homes
            .get_mut(&(note.kind, note.text.clone(), note.ordinal))
        {
            homes.remove(&note.home);
        }
        self.homes.insert(
            (note.kind, note.text.clone(), ordinal),
            HashSet::from([note.home]),
        );
        self.notes[place] = Some(Wording { ordinal, ..note });
    }
}

/// A text as notation can hold it; none if nothing is left.
pub(super) fn sayable(text: &str, max: usize) -> Option<String> {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let cut: String = lines.trim_matches(is_blank).chars().take(max).collect();
    let kept = cut.trim_end_matches(is_blank);
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// One name a context, no two alike: the first of a name keeps it.
fn headings(board: &BoardSnapshot) -> Vec<String> {
    let wished: Vec<String> = board
        .contexts
        .iter()
        .map(|c| sayable(&c.name, MAX_NAME).unwrap_or_else(|| c.id.to_string()))
        .collect();
    let mut taken: HashSet<String> = wished.iter().cloned().collect();
    let mut kept = HashSet::new();
    let mut names = vec![String::new()];
    for wish in &wished {
        if kept.insert(wish) {
            names.push(wish.clone());
            continue;
        }
        let short: String = wish.chars().take(MAX_NAME - 12).collect();
        let free = (2..)
            .map(|n| format!("{short} ({n})"))
            .find(|name| !taken.contains(name));
        let name = free.unwrap_or_default();
        taken.insert(name.clone());
        names.push(name);
    }
    names
}

/// The heading of a note: its context's; for a note that lives in none, the one that its id came from, or that of a
/// note it is linked to.
fn home(board: &BoardSnapshot, note: &Note, text: &str, headings: &[String]) -> Heading {
    let of_context = |n: &Note| {
        let context = n.context.as_ref()?;
        Some(1 + board.contexts.position(context.as_str())?)
    };
    if note.kind.is_placed() || is_everywhere(note.kind) {
        return of_context(note).unwrap_or_default();
    }
    let from_notation = headings
        .iter()
        .position(|name| ordinal_of(note, name, text).is_some());
    from_notation
        .or_else(|| {
            let mut ends = board.links.iter().filter_map(|l| match &note.id {
                id if *id == l.from => board.note(&l.to),
                id if *id == l.to => board.note(&l.from),
                _ => None,
            });
            ends.find_map(|n| of_context(n))
        })
        .unwrap_or_default()
}

/// The ordinal with which notation gave this note its id.
fn ordinal_of(note: &Note, heading: &str, text: &str) -> Option<u32> {
    const TRIED: u32 = 99;
    is_from_notation(&note.id).then_some(())?;
    (1..=TRIED).find(|&n| note_id(heading, note.kind, text, n) == note.id)
}

/// Whether an id has the form of those that notation makes.
fn is_from_notation(id: &crate::Id) -> bool {
    let hash = id.as_str().strip_prefix("n.");
    hash.is_some_and(|h| h.len() == 32 && h.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Ordinals: those of the ids where notation made them, then the lowest that are free.
fn number(board: &BoardSnapshot, headings: &[String], notes: &mut [Option<Wording>]) {
    let mut taken: HashSet<(Heading, NoteKind, String, u32)> = HashSet::new();
    let scope = |w: &Wording| if is_everywhere(w.kind) { 0 } else { w.home };
    for (note, wording) in board.notes.iter().zip(notes.iter_mut()) {
        if let Some(w) = wording
            && let Some(ordinal) = ordinal_of(note, &headings[w.home], &w.text)
        {
            w.ordinal = ordinal;
            taken.insert((scope(w), w.kind, w.text.clone(), ordinal));
        }
    }
    let mut next: HashMap<(Heading, NoteKind, String), u32> = HashMap::new();
    for w in notes.iter_mut().flatten().filter(|w| w.ordinal == 0) {
        let free = next.entry((scope(w), w.kind, w.text.clone())).or_insert(1);
        while !taken.insert((scope(w), w.kind, w.text.clone(), *free)) {
            *free += 1;
        }
        w.ordinal = *free;
    }
}

/// Whether notation gives this context the id it has.
pub(super) fn keeps_context_id(board: &BoardSnapshot, headings: &[String], place: usize) -> bool {
    board
        .contexts
        .at(place)
        .is_some_and(|c| context_id(&headings[place + 1]) == c.id)
}
