//! A cycle of contexts with no protection on any of its edges: a big ball of mud.

use std::collections::{BTreeMap, BTreeSet};

use model::Id;
use model::context::Pattern;
use model::context_map::{ContextMap, Edge, context_map};

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct Ball;

impl Rule for Ball {
    fn id(&self) -> &'static str {
        "F-MAP-BALL"
    }

    fn about(&self) -> &'static str {
        "A cycle of contexts with no protection on any of its edges (big ball of mud)."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        let map = context_map(wall.board, &wall.reading);
        for ring in rings(&map) {
            let inside = |e: &&Edge| ring.contains(&e.upstream) && ring.contains(&e.downstream);
            let subjects: Vec<Id> = in_order(wall, &ring);
            // Where nobody has named a pattern yet, nobody has said that there is no protection.
            if map.edges.iter().filter(inside).all(|e| e.pattern.is_none()) {
                let missing = ["context map patterns"];
                report.unknown.push(unknown(self.id(), subjects, missing));
                continue;
            }
            let names: Vec<String> = subjects.iter().map(|c| wall.context_name(c)).collect();
            report.findings.push(finding(
                self,
                Severity::Warning,
                subjects,
                format!(
                    "The contexts {} depend on each other in a ring, and nothing on the context map protects one from another.",
                    listed(&names)
                ),
                "Break the ring: turn one dependency round, put an anticorruption layer in front of it, or publish a language; or join what cannot be told apart.",
            ));
        }
    }
}

/// An edge that keeps what happens upstream from reaching through.
fn is_protected(edge: &Edge) -> bool {
    use Pattern::*;
    matches!(
        edge.pattern,
        Some(AnticorruptionLayer | OpenHostService | PublishedLanguage | SeparateWays)
    )
}

/// Contexts that reach each other by unprotected edges, two or more each.
fn rings(map: &ContextMap) -> Vec<BTreeSet<Id>> {
    let mut next: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for edge in map.edges.iter().filter(|e| !is_protected(e)) {
        next.entry(&edge.upstream)
            .or_default()
            .push(&edge.downstream);
    }
    let reached: BTreeMap<&Id, BTreeSet<&Id>> = next
        .keys()
        .map(|from| (*from, reach(&next, from)))
        .collect();
    let mut rings: Vec<BTreeSet<Id>> = Vec::new();
    for (a, from_a) in &reached {
        let ring: BTreeSet<Id> = from_a
            .iter()
            .filter(|b| reached.get(**b).is_some_and(|from_b| from_b.contains(*a)))
            .map(|b| (*b).clone())
            .collect();
        if ring.len() > 1 && !rings.contains(&ring) {
            rings.push(ring);
        }
    }
    rings
}

fn reach<'a>(next: &BTreeMap<&'a Id, Vec<&'a Id>>, from: &'a Id) -> BTreeSet<&'a Id> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for to in next.get(at).into_iter().flatten() {
            if reached.insert(*to) {
                open.push(to);
            }
        }
    }
    reached
}

fn in_order(wall: &Wall, ring: &BTreeSet<Id>) -> Vec<Id> {
    let contexts = wall.board.contexts.iter().map(|c| c.id.clone());
    contexts.filter(|c| ring.contains(c)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::fixture::{Judged, board, check, check_in, id_of};
    use crate::report::Severity;
    use model::Stage;
    use model::context::{Pattern, Relation};

    const RULE: &str = "F-MAP-BALL";
    const RING: &str = "\
# Sales
command Sell > aggregate Sale > event Sold
# Depot
^event Sold > policy Whenever sold, pack > command Pack > aggregate Box > event Packed
# Sales
^event Packed > policy Whenever packed, bill > command Sell
";

    fn with_patterns(text: &str, patterns: &[(&str, &str, Pattern)]) -> Judged {
        let mut board = board(text);
        let relations = patterns.iter().map(|(up, down, pattern)| Relation {
            upstream: id_of(&board, up),
            downstream: id_of(&board, down),
            pattern: *pattern,
            note: String::new(),
        });
        board.relations = Arc::new(relations.collect());
        check_in(&board, Stage::Design)
    }

    #[test]
    fn an_unprotected_ring() {
        let report = with_patterns(RING, &[("Sales", "Depot", Pattern::Conformist)]);
        assert_eq!(report.of(RULE), [["Sales", "Depot"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
    }

    #[test]
    fn one_protected_edge_breaks_it() {
        for pattern in [Pattern::AnticorruptionLayer, Pattern::PublishedLanguage] {
            let report = with_patterns(RING, &[("Depot", "Sales", pattern)]);
            assert!(report.of(RULE).is_empty(), "{pattern:?}");
            assert!(report.missing(RULE).is_empty());
        }
    }

    #[test]
    fn a_line_is_no_ring() {
        let line: String = RING.lines().take(4).map(|l| format!("{l}\n")).collect();
        let report = with_patterns(&line, &[("Sales", "Depot", Pattern::Conformist)]);
        assert!(report.of(RULE).is_empty());
    }

    #[test]
    fn unknown_until_somebody_names_a_pattern() {
        assert!(check(RING).of(RULE).is_empty());
        assert_eq!(check(RING).missing(RULE), ["context map patterns"]);
        assert_eq!(check("event Sold").missing(RULE), ["contexts"]);
    }
}
