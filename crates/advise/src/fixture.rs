//! Boards in notation, and reports that speak of notes by their text.

use model::{BoardSnapshot, Stage};

use crate::report::{Report, Severity};

/// A board from storm notation.
pub fn board(text: &str) -> BoardSnapshot {
    match model::notation::parse(text) {
        Ok(board) => board,
        Err(error) => panic!("{error}\n{text}"),
    }
}

/// The id of the note with this text, or of the context of this name.
pub fn id_of(board: &BoardSnapshot, text: &str) -> model::Id {
    let note = board
        .notes
        .iter()
        .find(|n| n.line() == text)
        .map(|n| n.id.clone());
    let context = || {
        board
            .contexts
            .iter()
            .find(|c| c.name == text)
            .map(|c| c.id.clone())
    };
    note.or_else(context)
        .unwrap_or_else(|| panic!("nothing is called {text}"))
}

/// A board with some of its contexts' facts changed.
pub fn with_contexts(board: &BoardSnapshot, change: impl Fn(&mut model::Context)) -> BoardSnapshot {
    let contexts = board.contexts.iter().map(|c| {
        let mut context = model::Context::clone(c);
        change(&mut context);
        context.into()
    });
    BoardSnapshot {
        contexts: model::Table::from_rows(contexts),
        ..board.clone()
    }
}

/// A board with these teams, each with its name as its id.
pub fn teams(board: &BoardSnapshot, names: &[&str]) -> BoardSnapshot {
    let team = |name: &str| model::team::Team {
        id: model::Id::new(name).unwrap_or_else(|e| panic!("{name}: {e}")),
        name: name.into(),
        people: None,
        type_: None,
        interactions: Vec::new(),
        budget: None,
    };
    BoardSnapshot {
        teams: model::Table::from_rows(names.iter().map(|n| team(n).into())),
        ..board.clone()
    }
}

/// A board with a setting.
pub fn with_setting(board: &BoardSnapshot, key: &str, value: serde_json::Value) -> BoardSnapshot {
    let mut board = board.clone();
    let settings = &mut std::sync::Arc::make_mut(&mut board.meta).settings;
    settings.insert(key.into(), value);
    board
}

/// Judges a board in notation as design.
pub fn check(text: &str) -> Judged {
    check_in(&board(text), Stage::Design)
}

pub fn check_in(board: &BoardSnapshot, stage: Stage) -> Judged {
    Judged {
        report: crate::check_at(board, stage),
        board: board.clone(),
    }
}

pub struct Judged {
    report: Report,
    board: BoardSnapshot,
}

impl Judged {
    /// The subjects of a rule's findings, by text or name.
    pub fn of(&self, rule: &str) -> Vec<Vec<String>> {
        let name = |id: &model::Id| {
            let note = self.board.note(id).map(|n| n.line());
            note.or_else(|| self.board.context(id).map(|c| c.name.clone()))
                .or_else(|| self.board.teams.get(id.as_str()).map(|t| t.name.clone()))
                .unwrap_or_else(|| format!("no such thing: {id}"))
        };
        let findings = self.report.findings.iter().filter(|f| f.rule == rule);
        findings
            .map(|f| f.subjects.iter().map(name).collect())
            .collect()
    }

    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.report
            .findings
            .iter()
            .find(|f| f.rule == rule)
            .map(|f| f.severity)
    }

    pub fn messages(&self, rule: &str) -> Vec<String> {
        let findings = self.report.findings.iter().filter(|f| f.rule == rule);
        findings.map(|f| f.message.clone()).collect()
    }

    /// The first message of a rule.
    pub fn message(&self, rule: &str) -> String {
        self.messages(rule).into_iter().next().unwrap_or_default()
    }

    /// The first advice of a rule.
    pub fn advice(&self, rule: &str) -> String {
        let finding = self.report.findings.iter().find(|f| f.rule == rule);
        finding.map(|f| f.advice.clone()).unwrap_or_default()
    }

    /// Everything a rule says it lacks.
    pub fn missing(&self, rule: &str) -> Vec<String> {
        let unknown = self.report.unknown.iter().filter(|u| u.rule == rule);
        unknown.flat_map(|u| u.missing.clone()).collect()
    }
}
