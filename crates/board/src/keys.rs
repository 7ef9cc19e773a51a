//! Keys for things that have no id of their own: the same thing gets the same key on every machine, so that two people who
//! say it at once say it once.

use model::decision::{Answer, Decision};
use model::order::Order;
use model::team::Term;
use model::{Id, Relation};

/// By both contexts and the pattern: a pair may have several patterns, one on each side.
pub fn of_relation(relation: &Relation) -> Id {
    Id::derived(
        "r.",
        &[
            relation.upstream.as_str(),
            relation.downstream.as_str(),
            relation.pattern.name(),
        ],
    )
}

/// By the word and the context in which it is said.
pub fn of_term(term: &Term) -> Id {
    let context = term.context.as_ref().map_or("", Id::as_str);
    Id::derived("t.", &[&term.term, context])
}

/// By the rule and its subjects, whatever their order.
pub fn of_decision(decision: &Decision) -> Id {
    let mut subjects: Vec<&str> = decision.subjects.iter().map(Id::as_str).collect();
    subjects.order();
    subjects.insert(0, &decision.rule);
    Id::derived("d.", &subjects)
}

/// By the question.
pub fn of_answer(answer: &Answer) -> Id {
    Id::derived("a.", &[&answer.question])
}
