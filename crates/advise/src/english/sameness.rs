//! When two texts say the same in other words.

use std::collections::HashMap;

use super::past::is_past;
use model::words::{stem, tokens};
use model::{BoardSnapshot, Id, NoteKind};

/// Words that carry no meaning of their own.
const FILLERS: &str = "\
    a an are be been gets got had has have is its of successfully the their then was were";

/// Words that decide who does what to whom: with them the order matters.
const ORDERING: &str = "\
    after and as at before by for from if in into not on or to when whenever with";

/// With more words than that, those that name things keep their order: who invited whom.
const FEW: usize = 2;

/// Words that mean the same on nearly every wall.
const SYNONYMS: &[&[&str]] = &[
    &["when", "whenever"],
    &["remove", "delete"],
    &["change", "modify", "edit", "update", "amend", "alter"],
    &["buy", "purchase", "bought"],
    &["begin", "start", "commence", "began", "begun"],
    &["finish", "complete"],
    &["reject", "decline", "refuse", "deny"],
    &["notify", "inform"],
    &["place", "submit"],
    &["ship", "dispatch"],
    &["fetch", "retrieve"],
    &["cancel", "cancelled", "canceled", "cancellation"],
    &["customer", "client"],
    &["send", "sent"],
    &["pay", "paid"],
    &["sell", "sold"],
    &["make", "made"],
    &["choose", "chose", "chosen", "select"],
];

/// The stem of each word.
pub fn stems(text: &str) -> Vec<String> {
    tokens(text).iter().map(|w| stem(w)).collect()
}

/// Whether a word carries no meaning of its own.
pub fn is_filler(word: &str) -> bool {
    [FILLERS, ORDERING]
        .iter()
        .any(|list| list.split_whitespace().any(|w| w == word))
}

/// What words mean on one board: the catalogue's synonyms and the board's own terms.
pub struct Sayings {
    /// Stem to the stem that stands for it.
    common: HashMap<String, String>,
    /// The same for the words of one context.
    own: HashMap<(Id, String), String>,
}

impl Sayings {
    pub fn of(board: &BoardSnapshot) -> Sayings {
        let mut common = HashMap::new();
        for group in SYNONYMS {
            common.extend(group.iter().map(|w| (stem(w), stem(group[0]))));
        }
        let mut own = HashMap::new();
        for term in board.terms.iter() {
            let meant = stems(&term.term).join(" ");
            for synonym in &term.synonyms {
                let said = stems(synonym).join(" ");
                match &term.context {
                    Some(context) => own.insert((context.clone(), said), meant.clone()),
                    None => common.insert(said, meant.clone()),
                };
            }
        }
        Sayings { common, own }
    }

    /// Equal for texts that say the same inside `context`. What is asked for one thing is not what is asked for many.
    pub fn meaning(&self, kind: NoteKind, text: &str, context: Option<&Id>) -> String {
        let counts = matches!(kind, NoteKind::Command | NoteKind::Query);
        let plain = tokens(text);
        let mut words: Vec<(bool, String)> = plain
            .iter()
            .filter(|w| !FILLERS.split(' ').any(|f| f == *w))
            .map(|w| {
                let mark = if counts && is_plural(w) { "+" } else { "" };
                (!is_past(w), self.standard(stem(w), context) + mark)
            })
            .collect();
        let ordered = |w: &String| {
            ORDERING.split(' ').any(|f| f == *w) || w.contains(|c: char| c.is_ascii_digit())
        };
        if !plain.iter().any(ordered) {
            if words.len() > FEW {
                words.sort_by_key(|(names, _)| *names);
            } else {
                words.sort_by(|a, b| a.1.cmp(&b.1));
            }
        }
        let words: Vec<String> = words.into_iter().map(|(_, word)| word).collect();
        words.join(" ")
    }

    fn standard(&self, stem: String, context: Option<&Id>) -> String {
        let own = context.and_then(|c| self.own.get(&(c.clone(), stem.clone())));
        own.or_else(|| self.common.get(&stem))
            .cloned()
            .unwrap_or(stem)
    }
}

fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let sayings = Sayings::of(&BoardSnapshot::default());
        let meaning = |text| sayings.meaning(NoteKind::DomainEvent, text, None);
        meaning(a) == meaning(b)
    }

    #[test]
    fn other_words_for_one_thing() {
        for (a, b) in [
            ("Order placed", "The order was placed"),
            ("Order placed", "Order submitted"),
            ("Cargo booked", "Booked cargo"),
            ("Booking cancelled", "Booking was canceled"),
            ("Item deleted", "Items removed"),
            ("OrderShipped", "Order dispatched"),
            ("Invoice sent", "Send invoice"),
            ("Shipping address changed", "Changed shipping address"),
            (
                "Whenever a cargo is booked, find routes",
                "When cargo booked, then find the route",
            ),
        ] {
            assert!(same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn near_is_not_same() {
        for (a, b) in [
            ("Cargo loaded", "Cargo unloaded"),
            ("Order assigned", "Order not assigned"),
            ("Order verified by customer", "Order verified by restaurant"),
            ("Money sent to payee", "Money sent from payee"),
            (
                "Goods sent from shop to depot",
                "Goods sent from depot to shop",
            ),
            ("Commenting enabled", "Commenting disabled"),
            ("Order accepted", "Order approved"),
            ("Invoice drafted", "Invoice issued"),
            ("Customer invited supplier", "Supplier invited customer"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn to_ask_for_one_is_not_to_ask_for_many() {
        let sayings = Sayings::of(&BoardSnapshot::default());
        let meaning = |text| sayings.meaning(NoteKind::Query, text, None);
        assert_ne!(
            meaning("Get price list items"),
            meaning("Get price list item")
        );
        assert_eq!(
            meaning("Which routes fit the cargo"),
            meaning("Which routes fit a cargo")
        );
    }
}
