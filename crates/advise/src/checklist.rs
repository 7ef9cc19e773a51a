//! Questions asked before a system is split: whether to split at all (C-PRE), and whether the house is ready for it
//! (C-READY). Where the board holds the answer it is filled in and says from what; people's own answers come first.

mod evidence;

use model::context::Context;
use model::decision::AnswerValue;
use model::words::key;
use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

use crate::wall::listed;
use evidence::{all, differ, releases};

/// A question of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Stable: what `answers` of a board name it by (or by its text).
    pub id: &'static str,
    pub text: &'static str,
    /// In a verdict: "independent scaling".
    pub short: &'static str,
}

const fn question(id: &'static str, text: &'static str, short: &'static str) -> Question {
    Question { id, text, short }
}

/// Should this be split at all?
pub const PRE: [Question; 5] = [
    question(
        "C-PRE-SCALING",
        "Do parts need to scale independently?",
        "independent scaling",
    ),
    question(
        "C-PRE-TEAMS",
        "Are different teams responsible?",
        "different teams",
    ),
    question(
        "C-PRE-FAILURE",
        "May one part fail while the others go on?",
        "isolated failure",
    ),
    question(
        "C-PRE-RELEASES",
        "Are parts released often and independently?",
        "independent releases",
    ),
    question(
        "C-PRE-TECHNOLOGY",
        "Do parts need different technologies?",
        "different technologies",
    ),
];

/// Is the house ready to run services?
pub const READY: [Question; 6] = [
    question(
        "C-READY-PIPELINES",
        "Is delivery automated, a pipeline a service?",
        "automated pipelines",
    ),
    question(
        "C-READY-MONITORING",
        "Are there monitoring and alerting?",
        "monitoring and alerting",
    ),
    question(
        "C-READY-TRACING",
        "Is there distributed tracing?",
        "distributed tracing",
    ),
    question(
        "C-READY-ORCHESTRATION",
        "Is there container orchestration?",
        "container orchestration",
    ),
    question(
        "C-READY-EXPERIENCE",
        "Have the teams run services before?",
        "team experience",
    ),
    question(
        "C-READY-OWNERSHIP",
        "Has every part one clear owner?",
        "clear ownership",
    ),
];

/// An answer and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    pub question: String,
    pub text: String,
    pub answer: AnswerValue,
    /// What people wrote, or what of the board says so; what is missing where the answer is unknown.
    pub evidence: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Mostly no: modules in one deployment first.
    ModularMonolith,
    /// Enough reasons to run services.
    Services,
    /// Too little is known.
    Open,
}

/// Whether to split, with everything that was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    pub verdict: Verdict,
    /// In plain words, naming what is missing.
    pub because: String,
    pub pre: Vec<Answered>,
    pub ready: Vec<Answered>,
}

/// Asks both checklists of a board.
pub fn split(board: &BoardSnapshot) -> Split {
    let contexts: Vec<&Context> = board.contexts.iter().map(|c| &**c).collect();
    let ask = |question: &Question, from_board: Option<(bool, String)>| {
        let (answer, evidence) = said(board, question).unwrap_or_else(|| match from_board {
            Some((true, why)) => (AnswerValue::Yes, why),
            Some((false, why)) => (AnswerValue::No, why),
            None => (
                AnswerValue::Unknown,
                "Nobody has said, and the board does not show it.".into(),
            ),
        });
        Answered {
            question: question.id.into(),
            text: question.text.into(),
            answer,
            evidence,
        }
    };
    let pre: Vec<Answered> = PRE
        .iter()
        .map(|q| {
            let from_board = match q.id {
                "C-PRE-SCALING" => differ(&contexts, "scale", |c| c.scaling.clone()),
                "C-PRE-TEAMS" => differ(&contexts, "belong to", |c| {
                    team_name(board, c.team.as_ref()?)
                }),
                "C-PRE-RELEASES" => releases(&contexts),
                "C-PRE-TECHNOLOGY" => differ(&contexts, "are built with", |c| c.technology.clone()),
                _ => None,
            };
            ask(q, from_board)
        })
        .collect();
    let ready: Vec<Answered> = READY
        .iter()
        .map(|q| {
            let from_board = match q.id {
                "C-READY-PIPELINES" => all(&contexts, "a pipeline", |c| c.pipeline.is_some()),
                "C-READY-OWNERSHIP" => all(&contexts, "an owner", |c| c.team.is_some()),
                _ => None,
            };
            ask(q, from_board)
        })
        .collect();
    let (verdict, because) = conclude(&pre, &ready);
    Split {
        verdict,
        because,
        pre,
        ready,
    }
}

/// More than half of the questions decide.
fn conclude(pre: &[Answered], ready: &[Answered]) -> (Verdict, String) {
    let named = |asked: &[Answered], questions: &[Question], wanted: &[AnswerValue]| {
        let of = asked
            .iter()
            .zip(questions)
            .filter(|(a, _)| wanted.contains(&a.answer));
        of.map(|(_, q)| q.short.to_owned()).collect::<Vec<String>>()
    };
    let most = PRE.len() / 2 + 1;
    let yes = named(pre, &PRE, &[AnswerValue::Yes]);
    let no = named(pre, &PRE, &[AnswerValue::No]);
    let open = named(pre, &PRE, &[AnswerValue::Unknown]);
    let lacking = named(ready, &READY, &[AnswerValue::No, AnswerValue::Unknown]);
    let lacking = if lacking.is_empty() {
        "The house is ready for services.".to_owned()
    } else {
        format!("Missing, or not known to be there: {}.", listed(&lacking))
    };
    if no.len() >= most {
        let why = format!(
            "A modular monolith first: no need was found for {}. Keep the contexts as modules with their borders; services can follow.",
            listed(&no)
        );
        (Verdict::ModularMonolith, why)
    } else if yes.len() >= most {
        let why = format!("Services are worth it: {}. {lacking}", listed(&yes));
        (Verdict::Services, why)
    } else {
        let why = format!(
            "Not decided: still to be answered: {}. Until then a modular monolith costs least. {lacking}",
            listed(&open)
        );
        (Verdict::Open, why)
    }
}

/// What people answered, the last word counting; an answer of "unknown" leaves it to the board.
fn said(board: &BoardSnapshot, question: &Question) -> Option<(AnswerValue, String)> {
    let is_asked = |q: &str| q == question.id || key(q) == key(question.text);
    let answer = board.answers.iter().rev().find(|a| is_asked(&a.question))?;
    (answer.answer != AnswerValue::Unknown).then(|| (answer.answer, answer.evidence.clone()))
}

fn team_name(board: &BoardSnapshot, id: &Id) -> Option<String> {
    Some(board.teams.get(id.as_str())?.name.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::decision::Answer;
    use model::facts::Cadence;

    use super::*;
    use crate::fixture::{board, teams, with_contexts};

    const TWO: &str = "# Sales\ncommand Sell\n# Depot\ncommand Pack";

    fn answered(answers: &[(&str, AnswerValue)]) -> Split {
        let mut board = board(TWO);
        let answers = answers.iter().map(|(question, answer)| Answer {
            question: (*question).into(),
            answer: *answer,
            evidence: "So we said.".into(),
        });
        board.answers = Arc::new(answers.collect());
        split(&board)
    }

    fn answer<'a>(split: &'a Split, id: &str) -> &'a Answered {
        split
            .pre
            .iter()
            .chain(&split.ready)
            .find(|a| a.question == id)
            .unwrap()
    }

    #[test]
    fn nothing_known_decides_nothing() {
        let split = split(&board(TWO));
        assert_eq!(split.verdict, Verdict::Open);
        assert!(
            split
                .pre
                .iter()
                .chain(&split.ready)
                .all(|a| a.answer == AnswerValue::Unknown)
        );
        assert!(
            split.because.contains("independent scaling"),
            "{}",
            split.because
        );
    }

    #[test]
    fn mostly_no_is_a_modular_monolith() {
        use AnswerValue::{No, Yes};
        let mut answers = vec![
            ("C-PRE-SCALING", No),
            ("C-PRE-TEAMS", No),
            ("C-PRE-FAILURE", Yes),
        ];
        assert_eq!(answered(&answers).verdict, Verdict::Open);
        answers.push(("do parts need different technologies?", No));
        let split = answered(&answers);
        assert_eq!(split.verdict, Verdict::ModularMonolith);
        assert_eq!(answer(&split, "C-PRE-SCALING").evidence, "So we said.");
    }

    #[test]
    fn mostly_yes_is_services_and_names_what_is_missing() {
        use AnswerValue::Yes;
        let mut answers: Vec<_> = PRE.iter().take(3).map(|q| (q.id, Yes)).collect();
        let split = answered(&answers);
        assert_eq!(split.verdict, Verdict::Services);
        assert!(
            split.because.contains("distributed tracing"),
            "{}",
            split.because
        );
        answers.extend(READY.iter().map(|q| (q.id, Yes)));
        assert!(answered(&answers).because.contains("The house is ready"));
    }

    #[test]
    fn the_board_fills_in_what_it_holds() {
        let plain = teams(&board(TWO), &["red", "blue"]);
        let told = with_contexts(&plain, |c| {
            let sales = c.name == "Sales";
            c.scaling = Some(if sales { "by visitors" } else { "by parcels" }.into());
            c.team = Id::new(if sales { "red" } else { "blue" }).ok();
            c.technology = Some("Rust".into());
            c.cadence = Some(Cadence::Monthly);
            c.pipeline = sales.then(|| "p".into());
        });
        let split = split(&told);
        for (id, wanted) in [
            ("C-PRE-SCALING", AnswerValue::Yes),
            ("C-PRE-TEAMS", AnswerValue::Yes),
            ("C-PRE-FAILURE", AnswerValue::Unknown),
            ("C-PRE-RELEASES", AnswerValue::No),
            ("C-PRE-TECHNOLOGY", AnswerValue::No),
            ("C-READY-PIPELINES", AnswerValue::No),
            ("C-READY-OWNERSHIP", AnswerValue::Yes),
            ("C-READY-TRACING", AnswerValue::Unknown),
        ] {
            assert_eq!(answer(&split, id).answer, wanted, "{id}");
        }
        assert!(
            answer(&split, "C-READY-PIPELINES")
                .evidence
                .contains("“Depot”")
        );
    }

    #[test]
    fn people_know_better_than_the_board() {
        let plain = with_contexts(&board(TWO), |c| c.technology = Some("Rust".into()));
        assert_eq!(
            answer(&split(&plain), "C-PRE-TECHNOLOGY").answer,
            AnswerValue::No
        );
        let mut told = plain;
        told.answers = Arc::new(vec![Answer {
            question: "C-PRE-TECHNOLOGY".into(),
            answer: AnswerValue::Yes,
            evidence: "The depot needs a PLC.".into(),
        }]);
        assert_eq!(
            answer(&split(&told), "C-PRE-TECHNOLOGY").answer,
            AnswerValue::Yes
        );
    }
}
