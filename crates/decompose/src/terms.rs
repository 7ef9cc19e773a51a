//! The words of notes: what they are about (nouns) and what happens to it (verbs), as stems with their readable form.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::words::{stem, tokens};
use model::{Note, NoteKind};

/// Words that carry no meaning of the domain.
const STOP: &[&str] = &[
    "a", "about", "after", "again", "all", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "between", "both", "but", "by", "can", "cannot", "did", "do", "does", "each",
    "else", "every", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if",
    "in", "into", "is", "it", "its", "may", "me", "more", "must", "my", "no", "not", "of", "off",
    "on", "once", "one", "only", "onto", "or", "our", "out", "over", "per", "she", "should", "so",
    "than", "that", "the", "their", "them", "then", "there", "they", "this", "those", "to",
    "under", "until", "up", "via", "was", "we", "were", "what", "when", "whenever", "where",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "without", "you", "your",
];

/// One word on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The form that stands on the board most often, lower case.
    pub word: String,
    /// Notes that say it.
    pub notes: usize,
    /// 0 (always a verb or participle) to 1 (always a noun), by its place in the notes.
    pub noun: f64,
}

/// All words of a board.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// By stem, in alphabetical order.
    pub terms: Vec<Term>,
    /// Per note: places in `terms`, in reading order, each once.
    pub of: Vec<Vec<usize>>,
}

impl Terms {
    pub fn read(notes: &[Arc<Note>]) -> Terms {
        let mut tally: BTreeMap<String, (HashMap<String, usize>, usize, f64)> = BTreeMap::new();
        let mut stems: Vec<Vec<String>> = Vec::with_capacity(notes.len());
        // Words come again and again; stemming one is slow.
        let mut known: HashMap<String, String> = HashMap::new();
        for note in notes {
            let words = tokens(&note.text);
            let mut seen = Vec::new();
            for (i, word) in words.iter().enumerate() {
                if STOP.binary_search(&word.as_str()).is_ok() {
                    continue;
                }
                let stem = known
                    .entry(word.clone())
                    .or_insert_with(|| stem(word))
                    .clone();
                if seen.contains(&stem) {
                    continue;
                }
                let (forms, count, nouns) = tally.entry(stem.clone()).or_default();
                *forms.entry(word.clone()).or_default() += 1;
                *count += 1;
                *nouns += noun(note.kind, &words, i);
                seen.push(stem);
            }
            stems.push(seen);
        }
        let places: HashMap<&String, usize> =
            tally.keys().enumerate().map(|(i, k)| (k, i)).collect();
        let of = stems
            .iter()
            .map(|s| s.iter().map(|k| places[k]).collect())
            .collect();
        let terms = tally
            .values()
            .map(|(forms, notes, nouns)| Term {
                word: forms
                    .iter()
                    .max_by(|a, b| (a.1, b.0.len(), b.0).cmp(&(b.1, a.0.len(), a.0)))
                    .map(|(w, _)| w.clone())
                    .unwrap_or_default(),
                notes: *notes,
                noun: nouns / *notes as f64,
            })
            .collect();
        Terms { terms, of }
    }
}

/// How likely the `i`-th word names a thing: commands and queries begin with a verb, events end with a participle.
fn noun(kind: NoteKind, words: &[String], i: usize) -> f64 {
    let word = words[i].as_str();
    let participle = word.ends_with("ed") || word.ends_with("ing");
    match kind {
        NoteKind::Aggregate | NoteKind::ReadModel | NoteKind::ExternalSystem => 1.0,
        NoteKind::Actor | NoteKind::Screen => 0.8,
        NoteKind::Command | NoteKind::Query if i == 0 && words.len() > 1 => 0.0,
        NoteKind::DomainEvent if words.len() > 1 && (participle || i + 1 == words.len()) => 0.0,
        NoteKind::Policy if participle => 0.0,
        NoteKind::Policy => 0.5,
        _ if participle => 0.3,
        _ => 0.9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Id;

    #[test]
    fn the_stop_words_are_sorted() {
        assert!(STOP.is_sorted());
    }

    #[test]
    fn nouns_and_verbs() {
        let note =
            |id: &str, kind, text: &str| Arc::new(Note::new(Id::derived(id, &[]), kind, text));
        let terms = Terms::read(&[
            note("a", NoteKind::Command, "Book cargo"),
            note("b", NoteKind::Aggregate, "Cargo"),
            note("c", NoteKind::DomainEvent, "Cargo booked"),
        ]);
        let of = |w: &str| terms.terms.iter().find(|t| t.word == w).unwrap();
        assert!(of("cargo").noun > 0.9);
        assert_eq!((of("book").noun, of("book").notes), (0.0, 2));
    }
}
