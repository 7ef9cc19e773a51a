//! Who one is to the others: a name and a colour of this browser.

use crate::browser;

const KEY: &str = "isobar.name";
pub const UNNAMED: &str = "Guest";

/// White on each of them is read well.
const COLOURS: [&str; 10] = [
    "#7b4bb3", "#0b7a75", "#b4541a", "#2f6fb0", "#a3356b", "#4d7a1f", "#b3261e", "#5b5fc7",
    "#8a6210", "#0f766e",
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    pub name: String,
    pub colour: String,
}

impl Me {
    /// As this browser knows the person; the colour is the page's, so that two pages can be told apart.
    pub fn known(client: u64) -> Me {
        Me {
            name: name(),
            colour: colour_of(client).to_owned(),
        }
    }

    pub fn rename(&mut self, name: &str) {
        self.name = name.trim().chars().take(60).collect();
        if self.name.is_empty() {
            self.name = UNNAMED.to_owned();
        }
        browser::remember(KEY, &self.name);
    }
}

pub fn name() -> String {
    browser::remembered(KEY)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| UNNAMED.to_owned())
}

/// A secret of this browser by which a server knows its comments again; made at the first question.
pub fn secret() -> String {
    const AUTHOR: &str = "isobar.author";
    browser::remembered(AUTHOR).unwrap_or_else(|| {
        let secret = format!("{}{}", browser::new_id(), browser::new_id());
        browser::remember(AUTHOR, &secret);
        secret
    })
}

/// By which the dots of this browser's person are known; no secret.
pub fn voter() -> String {
    const VOTER: &str = "isobar.voter";
    browser::remembered(VOTER).unwrap_or_else(|| {
        let voter = browser::new_id();
        browser::remember(VOTER, &voter);
        voter
    })
}

/// Whether the person has said a name.
pub fn is_named() -> bool {
    name() != UNNAMED
}

pub fn colour_of(client: u64) -> &'static str {
    COLOURS[(client % COLOURS.len() as u64) as usize]
}

/// One or two letters for a round face.
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = |word: &&str| word.chars().next();
    let letters: String = match words[..] {
        [] => "?".into(),
        [only] => only.chars().take(2).collect(),
        [ref front @ .., last] => front
            .first()
            .and_then(first)
            .into_iter()
            .chain(first(&last))
            .collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces() {
        let check = |name: &str, face: &str| assert_eq!(initials(name), face);
        check("Mira Kaur", "MK");
        check("Jon", "JO");
        check("Ana Lucia de Souza", "AS");
        check("", "?");
    }
}
