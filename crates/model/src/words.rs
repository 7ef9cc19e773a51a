//! Words of notes: how two texts are compared, and how a name is written.

use rust_stemmers::{Algorithm, Stemmer};

/// The words of a text in lower case, in order. Parts of `camelCase` and `snake_case` names are words too; an English
/// possessive `’s` is dropped.
///
/// ```
/// assert_eq!(model::words::tokens("The customer’s OrderLine #2"), ["the", "customer", "order", "line", "2"]);
/// ```
pub fn tokens(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
        let piece = piece.trim_matches(['\'', '’']);
        let piece = ["'s", "’s"]
            .iter()
            .find_map(|s| piece.strip_suffix(s))
            .unwrap_or(piece);
        split_humps(piece, &mut words);
    }
    words
}

/// The English stem (Porter 2) of one lower case word.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English).stem(word).into_owned()
}

/// What two names have in common when people take them for the same: lower case, white space collapsed.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        // Most words need no tables of letters.
        if word.is_ascii() {
            let start = key.len();
            key.push_str(word);
            key[start..].make_ascii_lowercase();
        } else {
            key.push_str(&word.to_lowercase());
        }
    }
    key
}

/// With a capital first letter; nothing else changes.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Splits `OrderLine` and `HTTPRequest` before the last capital that starts a word.
fn split_humps(piece: &str, words: &mut Vec<String>) {
    let chars: Vec<char> = piece.chars().collect();
    let mut start = 0;
    for i in 1..=chars.len() {
        let ends = i == chars.len() || {
            let after_small = chars[i].is_uppercase() && chars[i - 1].is_lowercase();
            let last_capital = chars[i].is_uppercase()
                && chars[i - 1].is_uppercase()
                && chars.get(i + 1).is_some_and(|c| c.is_lowercase());
            after_small || last_capital
        };
        if ends && start < i {
            words.push(chars[start..i].iter().collect::<String>().to_lowercase());
            start = i;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn humps_and_marks() {
        let split = |t: &str| tokens(t).join(" ");
        assert_eq!(split("HTTPRequest sent"), "http request sent");
        assert_eq!(split("order_line-item"), "order line item");
        assert_eq!(split("Überweisung geprüft"), "überweisung geprüft");
        assert_eq!(split("Don't 'quote'"), "don't quote");
        assert_eq!(split("A"), "a");
        assert_eq!(split(" \n"), "");
    }

    #[test]
    fn a_command_and_its_event_share_stems() {
        let stems = |t: &str| tokens(t).iter().map(|w| stem(w)).collect::<Vec<_>>();
        assert_eq!(stems("Book cargo")[0], stems("Cargo booked")[1]);
        assert_eq!(stems("Ship orders")[1], stems("Order shipped")[0]);
    }

    #[test]
    fn names() {
        assert_eq!(key("  Cargo\n Booked "), "cargo booked");
        assert_eq!(capitalised("éclair ordered"), "Éclair ordered");
        assert_eq!(capitalised(""), "");
    }
}
