//! A drawn link the grammar does not know.

use std::collections::{HashMap, VecDeque};

use model::grammar::{allows, next_kinds};
use model::link::LinkStatus;
use model::{Note, NoteKind};

use super::{Rule, finding};
use crate::report::Report;
use crate::wall::{Wall, a, listed, quote};

pub struct Grammar;

impl Rule for Grammar {
    fn id(&self) -> &'static str {
        "F-FLOW-GRAMMAR"
    }

    fn about(&self) -> &'static str {
        "A drawn link that the grammar of the notes does not know."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        let Some(severity) = wall.stage_severity() else {
            return;
        };
        for link in wall
            .board
            .links
            .iter()
            .filter(|l| l.status != LinkStatus::Refused)
        {
            let (Some(from), Some(to)) = (wall.board.note(&link.from), wall.board.note(&link.to))
            else {
                continue;
            };
            if allows(from.kind, to.kind) {
                continue;
            }
            report.findings.push(finding(
                self,
                severity,
                vec![from.id.clone(), to.id.clone()],
                format!(
                    "The link from the {} {} to the {} {} is not one the grammar knows.",
                    kind(from),
                    quote(from),
                    kind(to),
                    quote(to)
                ),
                advice(from, to),
            ));
        }
    }
}

fn kind(note: &Note) -> String {
    note.kind.label().to_lowercase()
}

fn advice(from: &Note, to: &Note) -> String {
    if allows(to.kind, from.kind) {
        return format!("Turn it round: {} leads to {}.", a(to.kind), a(from.kind));
    }
    match between(from.kind, to.kind).as_deref() {
        Some([]) | None => format!(
            "Take the link away: {} leads to {}.",
            a(from.kind),
            followers(from.kind)
        ),
        Some(kinds) => {
            let belongs = if kinds.len() == 1 {
                "belongs"
            } else {
                "belong"
            };
            let kinds: Vec<String> = kinds
                .iter()
                .map(|k| format!("the {}", k.label().to_lowercase()))
                .collect();
            format!(
                "Put {} that {belongs} between them, or take the link away.",
                listed(&kinds)
            )
        }
    }
}

fn followers(kind: NoteKind) -> String {
    let kinds: Vec<String> = next_kinds(kind).iter().map(|k| a(*k)).collect();
    if kinds.is_empty() {
        "nothing".into()
    } else {
        listed(&kinds)
    }
}

/// The shortest way from one kind to another by arrows of the grammar, without its ends and inside our own walls.
fn between(from: NoteKind, to: NoteKind) -> Option<Vec<NoteKind>> {
    let mut came_from: HashMap<NoteKind, NoteKind> = HashMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(kind) = queue.pop_front() {
        for &next in next_kinds(kind) {
            if next == to {
                let mut path = Vec::new();
                let mut step = kind;
                while step != from {
                    path.push(step);
                    step = *came_from.get(&step)?;
                }
                path.reverse();
                return Some(path);
            }
            if next != from && next != NoteKind::ExternalSystem && !came_from.contains_key(&next) {
                came_from.insert(next, kind);
                queue.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-FLOW-GRAMMAR";

    #[test]
    fn unknown_links_are_found_with_both_their_ends() {
        let report = check("actor Clerk > event Order placed > command Ship order");
        assert_eq!(
            report.of(RULE),
            [["Clerk", "Order placed"], ["Order placed", "Ship order"]]
        );
        let skipped = check("event Order placed > command Ship order");
        assert!(
            skipped
                .advice(RULE)
                .contains("the policy that belongs between")
        );
    }

    #[test]
    fn known_links_and_remarks_are_fine() {
        let report = check(
            "actor Clerk > command Place > aggregate Order > event Placed\nhotspot Why? > command Place\nevent Placed > hotspot Late?",
        );
        assert!(report.of(RULE).is_empty());
    }

    #[test]
    fn a_link_drawn_backwards_is_to_be_turned() {
        assert!(
            check("event Placed > aggregate Order")
                .advice(RULE)
                .starts_with("Turn it round")
        );
    }

    #[test]
    fn skipped_kinds_are_normal_early() {
        let skipped = board("event Order placed > event Order packed");
        assert!(check_in(&skipped, Stage::BigPicture).of(RULE).is_empty());
        assert_eq!(
            check_in(&skipped, Stage::Process).severity(RULE),
            Some(Severity::Hint)
        );
        assert_eq!(
            check_in(&skipped, Stage::Review).severity(RULE),
            Some(Severity::Warning)
        );
    }

    #[test]
    fn a_refused_link_is_none() {
        let mut board = board("event Order placed > event Order packed");
        board.links = model::Table::from_rows(board.links.iter().map(|l| {
            let mut link = model::Link::clone(l);
            link.status = LinkStatus::Refused;
            link.into()
        }));
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
    }

    #[test]
    fn what_belongs_between() {
        use NoteKind::*;
        assert_eq!(between(Command, DomainEvent), Some(vec![Aggregate]));
        assert_eq!(between(DomainEvent, Command), Some(vec![Policy]));
        assert_eq!(
            between(DomainEvent, DomainEvent),
            Some(vec![Policy, Command, Aggregate])
        );
        assert_eq!(between(Hotspot, Command), None);
    }
}
