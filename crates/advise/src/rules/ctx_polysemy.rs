//! One name that means different things in two contexts.

use std::collections::{BTreeMap, BTreeSet};

use model::aggregates::AggregateGroup;
use model::words::key;
use model::{Id, NoteKind};

use super::{Rule, finding};
use crate::english::stems;
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct Polysemy;

/// Two meanings share no more than this part of what is said of them.
const SHARED: f64 = 1.0 / 3.0;

impl Rule for Polysemy {
    fn id(&self) -> &'static str {
        "F-CTX-POLYSEMY"
    }

    fn about(&self) -> &'static str {
        "An aggregate's name that means different things in two contexts, by its fields or by what is done with it."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        let most = wall.threshold(self.id(), "shared", SHARED);
        let mut named: BTreeMap<String, Vec<&AggregateGroup>> = BTreeMap::new();
        for group in wall.aggregates().iter().filter(|g| g.context.is_some()) {
            named.entry(key(&group.name)).or_default().push(group);
        }
        for groups in named.values().filter(|g| g.len() > 1) {
            let meanings: Vec<Meaning> = groups.iter().map(|g| Meaning::of(wall, g)).collect();
            if groups.iter().all(|g| is_defined(wall, g)) {
                continue;
            }
            let mut bare: Vec<Id> = Vec::new();
            let mut apart: Option<(usize, usize)> = None;
            for a in 0..groups.len() {
                for b in a + 1..groups.len() {
                    match meanings[a].shared_with(&meanings[b]) {
                        Some(shared) if shared <= most => apart = apart.or(Some((a, b))),
                        Some(_) => {}
                        None => bare.extend([a, b].iter().flat_map(|&i| groups[i].notes.clone())),
                    }
                }
            }
            if let Some((a, b)) = apart {
                report.findings.push(finding(
                    self,
                    Severity::Hint,
                    groups.iter().flat_map(|g| g.notes.clone()).collect(),
                    format!(
                        "“{}” seems to mean different things: {}, but {}.",
                        groups[a].name,
                        meanings[a].told(wall, groups[a]),
                        meanings[b].told(wall, groups[b])
                    ),
                    "Write down what it means in each context, and let each have a word of its own where people would mix them up.",
                ));
            } else if !bare.is_empty() {
                bare.sort();
                bare.dedup();
                report.unknown.push(unknown(self.id(), bare, ["fields"]));
            }
        }
    }
}

/// What is said of an aggregate in one context.
struct Meaning {
    fields: BTreeSet<String>,
    /// Stems of what is done with it, without its own name, each with a readable word; none in a language whose words are
    /// not known.
    acts: BTreeMap<String, String>,
}

impl Meaning {
    fn of(wall: &Wall, group: &AggregateGroup) -> Meaning {
        let notes = || group.notes.iter().filter_map(|id| wall.board.note(id));
        let fields = notes().flat_map(|n| n.fields.iter().map(|f| f.name.to_lowercase()));
        let own = stems(&group.name);
        let mut acts = BTreeMap::new();
        let first = group.notes.first();
        for (_, near) in first.into_iter().flat_map(|id| {
            let (before, after) = (wall.before(id), wall.after(id));
            before.into_iter().chain(after)
        }) {
            // What reaches over from elsewhere is not said here.
            if !wall.is_english()
                || near.context != group.context
                || !matches!(near.kind, NoteKind::Command | NoteKind::DomainEvent)
            {
                continue;
            }
            for word in model::words::tokens(&near.text) {
                let stem = model::words::stem(&word);
                if !own.contains(&stem) {
                    acts.entry(stem).or_insert(word);
                }
            }
        }
        Meaning {
            fields: fields.collect(),
            acts,
        }
    }

    /// The part, 0 to 1, of what is said of either that is said of both; by fields where both have them. None where too
    /// little is said to judge.
    fn shared_with(&self, other: &Meaning) -> Option<f64> {
        const ENOUGH: usize = 2;
        if self.fields.len() >= ENOUGH && other.fields.len() >= ENOUGH {
            return Some(overlap(&self.fields, &other.fields));
        }
        let (a, b): (BTreeSet<_>, BTreeSet<_>) =
            (self.acts.keys().collect(), other.acts.keys().collect());
        (a.len() >= ENOUGH && b.len() >= ENOUGH).then(|| overlap(&a, &b))
    }

    fn told(&self, wall: &Wall, group: &AggregateGroup) -> String {
        const MOST: usize = 4;
        let context = group
            .context
            .as_ref()
            .map(|c| wall.context_name(c))
            .unwrap_or_default();
        let (what, words): (_, Vec<String>) = match self.fields.len() {
            0 | 1 => ("is about", self.acts.values().take(MOST).cloned().collect()),
            _ => ("has", self.fields.iter().take(MOST).cloned().collect()),
        };
        format!("in {context} it {what} {}", listed(&words))
    }
}

/// Shared over all (Jaccard), 0 to 1.
fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let all = a.union(b).count();
    a.intersection(b).count() as f64 / all.max(1) as f64
}

/// Whether the glossary says what the name means in this context.
fn is_defined(wall: &Wall, group: &AggregateGroup) -> bool {
    wall.board.terms.iter().any(|t| {
        key(&t.term) == key(&group.name) && t.context == group.context && !t.definition.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::fixture::{board, check, check_in, id_of};
    use model::team::Term;
    use model::{BoardSnapshot, Field, Note, Stage, Table};

    const RULE: &str = "F-CTX-POLYSEMY";
    const CARGO: &str = "# Sales\ncommand Quote cargo > aggregate Cargo > event Cargo quoted\ncommand Sell freight > aggregate Cargo > event Freight sold\n# Harbour\ncommand Lift cargo > aggregate Cargo > event Cargo lifted by crane\ncommand Stow cargo > aggregate Cargo > event Cargo stowed below deck";

    #[test]
    fn different_neighbours_are_told_with_both_meanings() {
        let report = check(CARGO);
        assert_eq!(report.of(RULE), [["Cargo", "Cargo"]]);
        let message = report.message(RULE);
        assert!(message.contains("in “Sales” it is about"), "{message}");
        assert!(message.contains("in “Harbour” it is about"), "{message}");
    }

    #[test]
    fn the_same_meaning_on_both_sides_is_fine() {
        let same = "# A\ncommand Lift cargo > aggregate Cargo > event Cargo lifted by crane\n# B\ncommand Lift the cargo > aggregate Cargo > event Cargo was lifted by crane";
        let report = check(same);
        assert!(report.of(RULE).is_empty(), "{:?}", report.messages(RULE));
    }

    fn with_fields(one: &[&str], other: &[&str]) -> BoardSnapshot {
        let board = board(CARGO);
        let sales = id_of(&board, "Sales");
        let notes = Table::from_rows(board.notes.iter().map(|n| {
            let mut note = Note::clone(n);
            if note.text == "Cargo" {
                let names = if note.context.as_ref() == Some(&sales) {
                    one
                } else {
                    other
                };
                note.fields = names.iter().map(|f| Field::new(*f, "string")).collect();
            }
            note.into()
        }));
        BoardSnapshot { notes, ..board }
    }

    #[test]
    fn fields_tell_where_both_have_them() {
        let judged = |one: &[&str], other: &[&str]| {
            check_in(&with_fields(one, other), Stage::Design)
                .of(RULE)
                .len()
        };
        assert_eq!(judged(&["id", "weight"], &["id", "weight"]), 0);
        assert_eq!(
            judged(&["id", "price", "buyer"], &["id", "weight", "hold"]),
            1
        );
    }

    #[test]
    fn a_glossary_settles_it() {
        let mut board = board(CARGO);
        let [sales, harbour] = ["Sales", "Harbour"].map(|name| id_of(&board, name));
        let term = |context: &model::Id| Term {
            term: "cargo".into(),
            context: Some(context.clone()),
            definition: "What we mean here.".into(),
            synonyms: Vec::new(),
            forbidden: Vec::new(),
        };
        board.terms = Arc::new(vec![term(&sales)]);
        assert_eq!(check_in(&board, Stage::Design).of(RULE).len(), 1);
        board.terms = Arc::new(vec![term(&sales), term(&harbour)]);
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
    }

    #[test]
    fn unknown_where_nothing_is_said() {
        let report = check("# A\naggregate Cargo\n# B\naggregate Cargo");
        assert!(report.of(RULE).is_empty());
        assert_eq!(report.missing(RULE), ["fields"]);
        assert_eq!(check("aggregate Cargo").missing(RULE), ["contexts"]);
        let mut german = board(CARGO);
        Arc::make_mut(&mut german.meta).language = Some("de".into());
        let report = check_in(&german, Stage::Design);
        assert!(report.of(RULE).is_empty());
        assert_eq!(report.missing(RULE), ["fields"]);
    }
}
