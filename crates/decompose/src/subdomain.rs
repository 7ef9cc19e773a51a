//! Core, supporting or generic: a first guess with its reason, for people to correct.

use model::NoteKind::{Command, DomainEvent, ExternalSystem, Hotspot, Opportunity, Policy};
use model::Subdomain;

use crate::cut::Cut;
use crate::phrase::{count, list};
use crate::wall::Wall;

/// Stems of what every company needs and nobody wins by: buy or reuse before build.
const GENERIC: [&str; 22] = [
    "account", "auth", "authent", "bill", "calendar", "consent", "email", "fee", "file", "ident",
    "invoic", "login", "mail", "messag", "notif", "notifi", "password", "pay", "payment",
    "permiss", "print", "user",
];
/// Share of the notes that speak of such things from which on a context is generic.
const MOSTLY: f64 = 0.5;

/// The type of each context of a cut, with the reason.
pub fn types(wall: &Wall, cut: &Cut) -> Vec<(Subdomain, String)> {
    let members = cut.members();
    let talk = talk(wall, cut);
    let terms = wall.terms.terms.iter();
    let known = |stem: &str| GENERIC.binary_search(&stem).is_ok();
    let is_generic: Vec<bool> = terms.map(|t| known(&t.stem)).collect();
    // What people decide, dispute and automate is where the business is won.
    let weight = |c: usize| -> f64 {
        let of = |kind| members[c].iter().filter(|&&n| wall.kind(n) == kind).count() as f64;
        let invariants: usize = members[c]
            .iter()
            .filter_map(|&n| wall.notes[n].facts.invariants.as_ref().map(Vec::len))
            .sum();
        let pivotal = members[c]
            .iter()
            .filter(|&&n| wall.kind(n) == DomainEvent && wall.notes[n].pivotal)
            .count();
        2.0 * of(Policy)
            + of(Command)
            + 2.0 * pivotal as f64
            + invariants as f64
            + 3.0 * talk[c] as f64
    };
    let weights: Vec<f64> = (0..cut.count).map(weight).collect();
    let most = weights.iter().copied().fold(0.0, f64::max);
    (0..cut.count)
        .map(|c| {
            let (share, words) = generic(wall, &is_generic, &members[c]);
            if share >= MOSTLY {
                let why = format!(
                    "{:.0} % of its notes speak of {}: look for something to buy or reuse first.",
                    share * 100.0,
                    list(&words, 3)
                );
                (Subdomain::Generic, why)
            } else if weights[c] >= most * 0.75 && most > 0.0 {
                let why = match decided(wall, &members[c], talk[c]) {
                    what if what.is_empty() => {
                        "Nothing on the wall is decided more elsewhere.".into()
                    }
                    what => format!("Most is decided here: {}.", list(&what, 3)),
                };
                (Subdomain::Core, why)
            } else {
                let why = "It serves the others and is not what most decisions are about.";
                (Subdomain::Supporting, why.into())
            }
        })
        .collect()
}

/// What is decided and disputed in a context, as far as there is any.
fn decided(wall: &Wall, members: &[usize], talk: usize) -> Vec<String> {
    let of = |kind| members.iter().filter(|&&n| wall.kind(n) == kind).count();
    [
        (of(Policy), "policy", "policies"),
        (talk, "hotspot or opportunity", "hotspots and opportunities"),
        (of(Command), "command", "commands"),
    ]
    .into_iter()
    .filter(|w| w.0 > 0)
    .map(|(n, one, many)| count(n, one, many))
    .take(2)
    .collect()
}

/// Per context: hotspots and opportunities linked to its notes.
fn talk(wall: &Wall, cut: &Cut) -> Vec<usize> {
    let mut talk = vec![0; cut.count];
    for n in (0..wall.notes.len()).filter(|&n| matches!(wall.kind(n), Hotspot | Opportunity)) {
        let near = wall.next(n).chain(wall.previous(n)).map(|s| s.0);
        let mut homes: Vec<usize> = near.filter_map(|m| cut.of[m]).collect();
        homes.sort_unstable();
        homes.dedup();
        for home in homes {
            talk[home] += 1;
        }
    }
    talk
}

/// Share of the notes that speak of generic things or hand over to a system outside, and these words.
fn generic(wall: &Wall, is_generic: &[bool], members: &[usize]) -> (f64, Vec<String>) {
    let mut words: Vec<String> = Vec::new();
    let mut speaking = 0;
    for &n in members {
        let said: Vec<&str> = wall.terms.of[n]
            .iter()
            .filter(|&&t| is_generic[t])
            .map(|&t| wall.terms.terms[t].word.as_str())
            .collect();
        let outside = wall.next(n).any(|s| wall.kind(s.0) == ExternalSystem);
        speaking += usize::from(!said.is_empty() || outside);
        for word in said {
            if !words.iter().any(|w| w == word) {
                words.push(word.to_owned());
            }
        }
    }
    if words.is_empty() {
        return (0.0, words);
    }
    (speaking as f64 / members.len().max(1) as f64, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::notation::parse;

    #[test]
    fn the_words_are_sorted() {
        assert!(GENERIC.is_sorted());
    }

    #[test]
    fn paying_is_generic_and_deciding_is_core() {
        let storm = "# Risk\ncommand Quote premium > aggregate Quote > event! Premium quoted\n\
            event Premium quoted > policy Whenever risk is high, ask an expert > command Ask expert > aggregate Quote\n\
            # Payments\ncommand Pay invoice > aggregate Payment > event Payment received\n";
        let board = parse(storm).unwrap();
        let wall = Wall::of(&board);
        let cut = Cut::new(
            wall.notes
                .iter()
                .map(|n| {
                    let home = board.context_of(&n.id)?;
                    board.contexts.position(home.id.as_str())
                })
                .collect(),
        );
        let types: Vec<Subdomain> = types(&wall, &cut).into_iter().map(|t| t.0).collect();
        assert_eq!(types, [Subdomain::Core, Subdomain::Generic]);
    }

    #[test]
    fn what_is_not_there_is_no_reason() {
        let board = parse("# Orders\ncommand Place order > aggregate Order > event Order placed\n")
            .unwrap();
        let wall = Wall::of(&board);
        let cut = Cut::new(vec![Some(0); wall.notes.len()]);
        assert_eq!(
            types(&wall, &cut),
            [(
                Subdomain::Core,
                "Most is decided here: 1 command.".to_owned()
            )]
        );
    }
}
