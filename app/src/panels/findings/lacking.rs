//! What could not be judged, gathered into what people can say about it, in the words of the forms.

use std::collections::BTreeMap;

use advise::Unknown;
use model::Id;
use model::order::Order;

/// What rules call a fact, and what the form that asks for it does; in the form's order.
const LABELS: &[(&str, &str)] = &[
    ("context", "Context"),
    ("team", "Owner team"),
    ("team type", "Kind of team"),
    ("people in the team", "People in the team"),
    ("cognitive load budget", "Cognitive load budget"),
    ("deploy unit", "Deployed with"),
    ("pipeline", "Pipeline"),
    ("scaling profile", "Scales like"),
    ("start-up", "Start-up"),
    ("start-up time", "Start-up"),
    ("context map patterns", "Patterns of the context map"),
];

/// What is missing on the wall as a whole.
const SENTENCES: &[(&str, &str)] = &[
    ("contexts", "There are no bounded contexts yet."),
    (
        "teams",
        "No team is named yet: name the owner of a context.",
    ),
    ("commands and queries", "There is no command or query yet."),
    (
        "actors or screens that issue commands",
        "No actor or screen issues a command yet.",
    ),
    (
        "switched off in the settings of the board",
        "Switched off in the settings of this board.",
    ),
];

/// Facts that the same things lack.
#[derive(Debug, Default, PartialEq)]
pub struct Lack {
    /// None: the wall as a whole.
    pub subjects: Vec<Id>,
    /// Labels of the form, or a sentence about the wall.
    pub facts: Vec<String>,
    /// Rules that wait for them.
    pub rules: Vec<String>,
}

/// The label under which the form asks for what a rule calls `fact`.
pub fn label(fact: &str) -> String {
    if let Some(why) = fact.strip_prefix("language not supported: ") {
        let why = match why.contains(' ') {
            true => format!("this is {why}"),
            false => format!("the board’s language is “{why}”"),
        };
        return format!("Only English words can be judged: {why}");
    }
    let known = LABELS.iter().find(|(name, _)| *name == fact);
    known.map_or_else(
        || model::words::capitalised(fact),
        |(_, label)| (*label).to_owned(),
    )
}

fn sentence(fact: &str) -> String {
    let known = SENTENCES.iter().find(|(name, _)| *name == fact);
    known.map_or_else(
        || format!("{}.", label(fact)),
        |(_, sentence)| (*sentence).to_owned(),
    )
}

/// Says once what the same things lack, however many rules wait for it. Of a team and its context, `is_context` tells
/// the context, where people look.
pub fn gathered(unknown: Vec<Unknown>, is_context: impl Fn(&Id) -> bool) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = Vec::new();
    let mut at: BTreeMap<Id, usize> = BTreeMap::new();
    for one in unknown {
        if one.subjects.is_empty() {
            for fact in &one.missing {
                let facts = vec![sentence(fact)];
                add(
                    &mut lacks,
                    Vec::new(),
                    facts,
                    std::slice::from_ref(&one.rule),
                );
            }
            continue;
        }
        let some_context = one.subjects.iter().any(&is_context);
        for id in one
            .subjects
            .into_iter()
            .filter(|id| !some_context || is_context(id))
        {
            let next = lacks.len();
            let lack = *at.entry(id.clone()).or_insert(next);
            if lack == next {
                lacks.push(Lack {
                    subjects: vec![id],
                    ..Lack::default()
                });
            }
            let lack = &mut lacks[lack];
            extend(&mut lack.facts, one.missing.iter().map(|fact| label(fact)));
            extend(&mut lack.rules, [one.rule.clone()]);
        }
    }
    let mut joined: Vec<Lack> = Vec::new();
    for mut lack in lacks {
        let place = |label: &String| LABELS.iter().position(|(_, l)| l == label);
        lack.facts
            .order_by_key(|label| place(label).unwrap_or(LABELS.len()));
        add(&mut joined, lack.subjects, lack.facts, &lack.rules);
    }
    joined
}

/// Adds to the one that lacks the same, or at the end. What the wall lacks stays apart from what single things do.
fn add(lacks: &mut Vec<Lack>, subjects: Vec<Id>, facts: Vec<String>, rules: &[String]) {
    let same = |l: &&mut Lack| l.facts == facts && l.subjects.is_empty() == subjects.is_empty();
    match lacks.iter_mut().find(same) {
        Some(lack) => {
            lack.subjects.extend(subjects);
            extend(&mut lack.rules, rules.iter().cloned());
        }
        None => lacks.push(Lack {
            subjects,
            facts,
            rules: rules.to_vec(),
        }),
    }
}

/// Without saying anything twice.
fn extend(all: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(rule: &str, subjects: &[&str], missing: &[&str]) -> Unknown {
        Unknown {
            rule: rule.into(),
            subjects: subjects.iter().map(|s| Id::derived(s, &[])).collect(),
            missing: missing.iter().map(|m| (*m).to_owned()).collect(),
        }
    }

    #[test]
    fn what_lacks_the_same_is_said_once_in_the_words_of_the_form() {
        let id = |name: &str| Id::derived(name, &[]);
        let lacks = gathered(
            vec![
                unknown(
                    "F-SIZE-LARGE",
                    &["a"],
                    &["team", "scaling profile", "pipeline"],
                ),
                unknown("F-SIZE-LARGE", &["b"], &["pipeline"]),
                unknown("F-SIZE-NANO", &["a"], &["team", "deploy unit"]),
                unknown("F-SIZE-NANO", &["c"], &["deploy unit", "team"]),
                unknown("F-SIZE-FIT", &["c"], &["scaling profile", "pipeline"]),
                unknown("F-TEAM-SHAPE", &["red", "b"], &["team type"]),
            ],
            |id| *id != Id::derived("red", &[]),
        );
        let said: Vec<(Vec<Id>, String, String)> = lacks
            .into_iter()
            .map(|l| (l.subjects, l.facts.join(", "), l.rules.join(", ")))
            .collect();
        assert_eq!(
            said,
            [
                (
                    vec![id("a"), id("c")],
                    "Owner team, Deployed with, Pipeline, Scales like".into(),
                    "F-SIZE-LARGE, F-SIZE-NANO, F-SIZE-FIT".into()
                ),
                (
                    vec![id("b")],
                    "Kind of team, Pipeline".into(),
                    "F-SIZE-LARGE, F-TEAM-SHAPE".into()
                ),
            ]
        );
    }

    #[test]
    fn what_the_wall_lacks_is_a_sentence() {
        let lacks = gathered(
            vec![
                unknown("F-SIZE-LARGE", &[], &["contexts"]),
                unknown("F-FLOW-TENSE", &[], &["language not supported: de"]),
                unknown("F-SIZE-NANO", &[], &["contexts"]),
            ],
            |_| true,
        );
        assert_eq!(lacks.len(), 2);
        assert_eq!(lacks[0].facts, ["There are no bounded contexts yet."]);
        assert_eq!(lacks[0].rules, ["F-SIZE-LARGE", "F-SIZE-NANO"]);
        assert_eq!(
            lacks[1].facts,
            ["Only English words can be judged: the board’s language is “de”."]
        );
    }
}
