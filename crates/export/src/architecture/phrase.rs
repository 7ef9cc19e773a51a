//! What the words of a command or query say: a verb, an object, and what is said of it.

use crate::english::{self, Verb};
use crate::naming;

/// A command or query, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// The first word, with its particle ("sign up"), where the board speaks English.
    pub verb: Option<String>,
    /// The words after the verb that mean something, in order.
    pub rest: Vec<String>,
    /// How many of `rest` stand before the first small word that follows one of them: the direct object.
    pub object: usize,
}

impl Phrase {
    pub fn of(text: &str, english: bool) -> Phrase {
        let mut words = naming::words(text);
        words.truncate(24);
        if !english {
            return Phrase {
                verb: None,
                object: words.len(),
                rest: words,
            };
        }
        let mut verb = (!words.is_empty()).then(|| words.remove(0));
        if let (Some(verb), true) = (
            &mut verb,
            words.first().is_some_and(|w| english::is_particle(w)),
        ) {
            verb.push(' ');
            verb.push_str(&words.remove(0));
        }
        Phrase::with(verb, words)
    }

    /// A question: leading asking words mean nothing.
    pub fn of_question(text: &str, english: bool) -> Phrase {
        let words = naming::words(text);
        if !english {
            return Phrase {
                verb: None,
                object: words.len(),
                rest: words,
            };
        }
        let meaning = words
            .iter()
            .skip_while(|w| english::is_asking(w) || english::is_small(w));
        Phrase::with(None, meaning.cloned().collect())
    }

    fn with(verb: Option<String>, words: Vec<String>) -> Phrase {
        let (mut rest, mut object) = (Vec::new(), None);
        for word in words {
            if english::is_small(&word) {
                if !rest.is_empty()
                    && object.is_none()
                    && !matches!(word.as_str(), "the" | "a" | "an" | "not" | "new")
                {
                    object = Some(rest.len());
                }
            } else {
                rest.push(word);
            }
        }
        Phrase {
            verb,
            object: object.unwrap_or(rest.len()),
            rest,
        }
    }

    pub fn direct_object(&self) -> &[String] {
        &self.rest[..self.object]
    }

    /// What is named beside a resource: in the direct object, else anywhere.
    pub fn beside(&self, resource: &[String]) -> Vec<String> {
        let near = without(self.direct_object(), resource);
        if near.is_empty() {
            without(&self.rest, resource)
        } else {
            near
        }
    }

    /// The act as a noun, a word each: `cancellation`, `sign up`.
    pub fn noun(&self) -> Vec<String> {
        match self.verb.as_deref() {
            Some(verb) if verb.contains(' ') => verb.split(' ').map(str::to_owned).collect(),
            Some(verb) => vec![english::noun_of(verb)],
            None => Vec::new(),
        }
    }

    /// What the verb does to its object.
    pub fn act(&self) -> Verb {
        self.verb.as_deref().map_or(Verb::Act, english::verb)
    }
}

/// The words in the singular.
pub fn singular(words: &[String]) -> Vec<String> {
    words.iter().map(|w| english::singular(w)).collect()
}

/// Where `name` stands in `words`, both read in the singular.
pub fn position(words: &[String], name: &[String]) -> Option<usize> {
    if name.is_empty() {
        return None;
    }
    words.windows(name.len()).position(|w| same(w, name))
}

/// `words` without the first occurrence of `name`.
pub fn without(words: &[String], name: &[String]) -> Vec<String> {
    match position(words, name) {
        Some(at) => words[..at]
            .iter()
            .chain(&words[at + name.len()..])
            .cloned()
            .collect(),
        None => words.to_vec(),
    }
}

/// Whether both are the same but for number.
pub fn same(a: &[String], b: &[String]) -> bool {
    let alike = |(a, b): (&String, &String)| {
        // No word has another first letter in the plural.
        a == b || (a.get(..1) == b.get(..1) && english::singular(a) == english::singular(b))
    };
    a.len() == b.len() && a.iter().zip(b).all(alike)
}

/// Whether the last word is a plural.
pub fn is_many(words: &[String]) -> bool {
    words.last().is_some_and(|w| english::is_plural(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects() {
        let p = Phrase::of("Assign courier order to the courier", true);
        assert_eq!(p.verb.as_deref(), Some("assign"));
        assert_eq!(p.direct_object(), ["courier", "order"]);
        assert_eq!(p.rest, ["courier", "order", "courier"]);
        assert_eq!(
            Phrase::of_question("Where is my order?", true).rest,
            ["order"]
        );
        assert_eq!(
            Phrase::of_question("Get all countries", true).rest,
            ["countries"]
        );
        assert_eq!(
            Phrase::of("Auftrag stornieren", false).rest,
            ["auftrag", "stornieren"]
        );
    }

    #[test]
    fn finds_names_in_any_number() {
        let words = [
            "expire".to_owned(),
            "subscription".into(),
            "payments".into(),
        ];
        let name = ["subscription".to_owned(), "payment".into()];
        assert_eq!(position(&words, &name), Some(1));
        assert_eq!(without(&words, &name), ["expire"]);
    }
}
