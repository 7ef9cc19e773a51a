//! One and many.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::pairs;

const IRREGULAR: &str = "\
    child:children foot:feet half:halves leaf:leaves life:lives man:men person:people shelf:shelves tooth:teeth \
    woman:women index:indices matrix:matrices criterion:criteria phenomenon:phenomena analysis:analyses basis:bases \
    crisis:crises diagnosis:diagnoses thesis:theses status:statuses bus:buses process:processes address:addresses \
    access:accesses business:businesses";

static MANY: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| pairs(IRREGULAR).collect());
static ONE: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| pairs(IRREGULAR).map(|(one, many)| (many, one)).collect());

/// The same in singular and plural.
const INVARIANT: &[&str] = &[
    "advice",
    "aircraft",
    "customs",
    "data",
    "details",
    "equipment",
    "feedback",
    "goods",
    "information",
    "luggage",
    "metadata",
    "money",
    "news",
    "research",
    "series",
    "settings",
    "software",
    "species",
    "staff",
    "statistics",
    "stock",
    "traffic",
    "weather",
];

pub fn plural(noun: &str) -> String {
    if INVARIANT.contains(&noun) || is_plural(noun) {
        return noun.to_owned();
    }
    if let Some(many) = MANY.get(noun) {
        return (*many).to_owned();
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) && !stem.is_empty() => {
            format!("{stem}ies")
        }
        _ if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}

pub fn singular(noun: &str) -> String {
    if INVARIANT.contains(&noun) || !is_plural(noun) {
        return noun.to_owned();
    }
    if let Some(one) = ONE.get(noun) {
        return (*one).to_owned();
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if noun.ends_with(ending) {
            return noun[..noun.len() - 2].to_owned();
        }
    }
    noun[..noun.len() - 1].to_owned()
}

pub fn is_plural(noun: &str) -> bool {
    if ONE.contains_key(noun) {
        return true;
    }
    noun.len() > 3
        && noun.ends_with('s')
        && !["ss", "us", "is"].iter().any(|e| noun.ends_with(e))
        && !INVARIANT.contains(&noun)
        && !MANY.contains_key(noun)
}

/// Where the noun stands that a phrase is about: before the first "of" and its like, else the last word.
fn head(words: &[String]) -> usize {
    const JOINING: &[&str] = &[
        "about", "across", "after", "against", "at", "before", "between", "by", "during", "for",
        "from", "in", "of", "on", "per", "since", "to", "under", "with", "within", "without",
    ];
    let joined = words
        .iter()
        .skip(1)
        .position(|w| JOINING.contains(&w.as_str()));
    joined.unwrap_or(words.len().saturating_sub(1))
}

/// The phrase with its noun in the plural: "balance of a patron" gives "balances of a patron".
pub fn plural_phrase(words: &[String]) -> Vec<String> {
    with_head(words, plural)
}

/// The phrase with its noun in the singular.
pub fn singular_phrase(words: &[String]) -> Vec<String> {
    with_head(words, singular)
}

fn with_head(words: &[String], change: fn(&str) -> String) -> Vec<String> {
    let mut words = words.to_vec();
    let head = head(&words);
    if let Some(noun) = words.get_mut(head) {
        *noun = change(noun);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_many_by_its_noun() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        for (one, many) in [
            ("balance of a patron", "balances of a patron"),
            ("payments of a claim", "payments of a claim"),
            ("free room", "free rooms"),
            ("order", "orders"),
        ] {
            assert_eq!(plural_phrase(&words(one)), words(many));
        }
        assert_eq!(
            singular_phrase(&words("payments of a claim")),
            words("payment of a claim")
        );
    }

    #[test]
    fn plurals_go_there_and_back() {
        for (one, many) in [
            ("cargo", "cargos"),
            ("delivery", "deliveries"),
            ("address", "addresses"),
            ("person", "people"),
            ("box", "boxes"),
            ("handling", "handlings"),
            ("status", "statuses"),
            ("customs", "customs"),
            ("invoice", "invoices"),
            ("day", "days"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(plural(many), many);
            assert_eq!(singular(many), one);
            assert_eq!(singular(one), one);
        }
    }
}
