//! The words of notes: what they are about (nouns) and what happens to it (verbs), as stems with their readable form.

use std::collections::HashMap;
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
    pub stem: String,
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

/// What is counted of one stem while notes are read.
#[derive(Default)]
struct Tally {
    stem: String,
    /// Its forms by place among the words, with how many notes say them.
    forms: Vec<(usize, usize)>,
    notes: usize,
    nouns: f64,
}

impl Terms {
    pub fn read(notes: &[Arc<Note>]) -> Terms {
        let mut tallies: Vec<Tally> = Vec::new();
        let mut by_stem: HashMap<String, usize> = HashMap::new();
        // Words come again and again; stemming one is slow. Per word: its own place, and its stem's.
        let mut known: HashMap<String, (usize, usize)> = HashMap::new();
        let mut forms: Vec<String> = Vec::new();
        let mut of: Vec<Vec<usize>> = Vec::with_capacity(notes.len());
        for note in notes {
            let words = tokens(&note.text);
            let mut seen: Vec<usize> = Vec::new();
            for (i, word) in words.iter().enumerate() {
                if STOP.binary_search(&word.as_str()).is_ok() {
                    continue;
                }
                let (form, place) = match known.get(word) {
                    Some(found) => *found,
                    None => {
                        let stem = stem(word);
                        let place = *by_stem.entry(stem).or_insert_with_key(|stem| {
                            tallies.push(Tally {
                                stem: stem.clone(),
                                ..Tally::default()
                            });
                            tallies.len() - 1
                        });
                        known.insert(word.clone(), (forms.len(), place));
                        forms.push(word.clone());
                        (forms.len() - 1, place)
                    }
                };
                if seen.contains(&place) {
                    continue;
                }
                let tally = &mut tallies[place];
                match tally.forms.iter_mut().find(|f| f.0 == form) {
                    Some(counted) => counted.1 += 1,
                    None => tally.forms.push((form, 1)),
                }
                tally.notes += 1;
                tally.nouns += noun(note.kind, &words, i);
                seen.push(place);
            }
            of.push(seen);
        }
        let mut order: Vec<usize> = (0..tallies.len()).collect();
        order.sort_unstable_by(|&a, &b| tallies[a].stem.cmp(&tallies[b].stem));
        let mut rank = vec![0; tallies.len()];
        for (i, &place) in order.iter().enumerate() {
            rank[place] = i;
        }
        of.iter_mut()
            .flatten()
            .for_each(|place| *place = rank[*place]);
        let word = |tally: &Tally| {
            let said = tally.forms.iter().map(|&(form, n)| (n, &forms[form]));
            // The commonest, of these the shortest, of these the first.
            let best = said.max_by(|(n, a), (m, b)| (n, b.len(), *b).cmp(&(m, a.len(), *a)));
            best.map(|(_, word)| word.clone()).unwrap_or_default()
        };
        let terms = order.iter().map(|&place| &tallies[place]);
        Terms {
            terms: terms
                .map(|tally| Term {
                    stem: tally.stem.clone(),
                    word: word(tally),
                    notes: tally.notes,
                    noun: tally.nouns / tally.notes as f64,
                })
                .collect(),
            of,
        }
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
