//! Two contexts that speak of the same things, or that the same teams both edit.

use std::collections::BTreeSet;

use model::words::{stem, tokens};
use model::{Context, Id, Note, NoteKind};

use super::{Rule, finding};
use crate::english::{is_filler, is_past};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct SharedTalk;

/// Two contexts may have this part of their terms in common.
const SHARED: f64 = 1.0 / 3.0;
/// A context that says less than this is too quiet to be judged by its words.
const FEWEST: usize = 5;

impl Rule for SharedTalk {
    fn id(&self) -> &'static str {
        "F-CTX-SHARED-TALK"
    }

    fn about(&self) -> &'static str {
        "Two contexts share more than a third of their terms, or the same teams both edit them: they may be one."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) || !wall.speaks_english(self.id(), report) {
            return;
        }
        let most = wall.threshold(self.id(), "shared", SHARED);
        let contexts: Vec<&Context> = wall.board.contexts.iter().map(|c| &**c).collect();
        let terms: Vec<BTreeSet<String>> = contexts.iter().map(|c| terms(wall, c)).collect();
        let teams: Vec<BTreeSet<&Id>> = contexts.iter().map(|c| editors(wall, c)).collect();
        for a in 0..contexts.len() {
            for b in a + 1..contexts.len() {
                let mut reasons = Vec::new();
                let both: Vec<String> = terms[a].intersection(&terms[b]).cloned().collect();
                let all = terms[a].union(&terms[b]).count();
                if terms[a].len().min(terms[b].len()) >= FEWEST
                    && both.len() as f64 > most * all as f64
                {
                    let said: Vec<String> = both.iter().take(6).map(|t| format!("“{t}”")).collect();
                    reasons.push(format!(
                        "share {} of {all} terms, among them {}",
                        both.len(),
                        listed(&said)
                    ));
                }
                let editors: Vec<String> = teams[a]
                    .intersection(&teams[b])
                    .map(|t| wall.team_name(t))
                    .collect();
                if editors.len() > 1 {
                    reasons.push(format!("are both edited by {}", listed(&editors)));
                }
                if !reasons.is_empty() {
                    report.findings.push(finding(
                        self,
                        Severity::Hint,
                        vec![contexts[a].id.clone(), contexts[b].id.clone()],
                        format!(
                            "The contexts {} and {} {}: they may be one.",
                            wall.context_name(&contexts[a].id),
                            wall.context_name(&contexts[b].id),
                            listed(&reasons)
                        ),
                        "Join them, or find out which of the words mean something else on the other side and give them a name of their own.",
                    ));
                }
            }
        }
        let quiet = contexts
            .iter()
            .zip(&terms)
            .filter(|(_, t)| t.len() < FEWEST);
        let quiet: Vec<Id> = quiet.map(|(c, _)| c.id.clone()).collect();
        if !quiet.is_empty() {
            let missing = ["notes enough to judge by their words"];
            report.unknown.push(unknown(self.id(), quiet, missing));
        }
    }
}

/// Stems of the nouns on a context's notes.
fn terms(wall: &Wall, context: &Context) -> BTreeSet<String> {
    let members = context.members.iter().filter_map(|id| wall.board.note(id));
    members.flat_map(|n| nouns(n)).map(|w| stem(&w)).collect()
}

/// What is left of a text without its verb and small words.
fn nouns(note: &Note) -> Vec<String> {
    let mut words = tokens(&note.text);
    match note.kind {
        NoteKind::Aggregate | NoteKind::ReadModel => {}
        NoteKind::Command if words.len() > 1 => _ = words.remove(0),
        NoteKind::DomainEvent => words.retain(|w| !is_past(w)),
        // Policies and questions speak in sentences, often of what lies elsewhere.
        _ => words.clear(),
    }
    // Numbers tell cases apart, they are nobody's terms.
    words.retain(|w| !is_filler(w) && !w.chars().all(|c| c.is_numeric()));
    words
}

/// The teams that own the context or notes in it.
fn editors<'a>(wall: &Wall<'a>, context: &'a Context) -> BTreeSet<&'a Id> {
    let notes = context.members.iter().filter_map(|id| wall.board.note(id));
    context
        .team
        .iter()
        .chain(notes.filter_map(|n| n.facts.team.as_ref()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in, teams};
    use crate::report::Severity;
    use model::{BoardSnapshot, Id, Note, Stage, Table};

    const RULE: &str = "F-CTX-SHARED-TALK";
    const SALES: &str = "# Sales\ncommand Place order > aggregate Order > event Order placed\ncommand Add line > aggregate Order > event Line added\ncommand Grant discount > aggregate Price list > event Discount granted\n";
    const DEPOT: &str = "# Depot\ncommand Pack box > aggregate Box > event Box packed\ncommand Load lorry > aggregate Tour > event Lorry loaded\ncommand Assign driver > aggregate Tour > event Driver assigned\ncommand Print label > aggregate Box > event Label printed\n";

    #[test]
    fn contexts_with_words_of_their_own_are_fine() {
        let report = check(&format!("{SALES}{DEPOT}"));
        assert!(report.of(RULE).is_empty() && report.missing(RULE).is_empty());
    }

    #[test]
    fn the_same_words_on_both_sides() {
        let twin = SALES
            .replace("# Sales", "# Shop")
            .replace("Place", "Cancel");
        let report = check(&format!("{SALES}{twin}{DEPOT}"));
        assert_eq!(report.of(RULE), [["Sales", "Shop"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Hint));
        assert!(
            report.message(RULE).contains("“discount”"),
            "{}",
            report.message(RULE)
        );
    }

    #[test]
    fn two_teams_that_edit_both() {
        let board = teams(&board(&format!("{SALES}{DEPOT}")), &["red", "blue"]);
        let mut count = 0;
        let notes = Table::from_rows(board.notes.iter().map(|n| {
            let mut note = Note::clone(n);
            count += 1;
            note.facts.team = Id::new(if count % 2 == 0 { "red" } else { "blue" }).ok();
            note.into()
        }));
        let report = check_in(&BoardSnapshot { notes, ..board }, Stage::Design);
        assert_eq!(report.of(RULE), [["Sales", "Depot"]]);
    }

    #[test]
    fn few_words_are_unknown() {
        let report = check(&format!("{SALES}# Later\nevent Order placed"));
        assert!(report.of(RULE).is_empty());
        assert_eq!(report.missing(RULE).len(), 1);
    }
}
