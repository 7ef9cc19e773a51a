//! What is said of contexts as they are.
#![allow(clippy::unwrap_used)]

use decompose::evaluate::faults::plant;
use decompose::judge::judge;
use model::notation::parse;

const STORM: &str = "# Booking
actor Clerk > command Book cargo > aggregate Cargo > event! Cargo booked
actor Clerk > command Route cargo > aggregate Cargo > event Cargo routed
event Cargo booked > readmodel Bookings > actor Clerk
# Invoicing
^event Cargo booked > policy Whenever a cargo is booked, draft the invoice > command Draft invoice
command Draft invoice > aggregate Invoice > event Invoice drafted
command Send invoice > aggregate Invoice > event Invoice sent
event Cargo cancelled
^aggregate Cargo > event Cargo cancelled
";

#[test]
fn a_misplaced_note_is_told_and_the_border_has_a_pattern() {
    let board = parse(STORM).unwrap();
    let found = judge(&board);
    assert_eq!(found.contexts.len(), 2);
    assert_eq!(found.metrics.contexts, 2);
    let first = &found.moves[0];
    assert_eq!(board.note(&first.note).unwrap().text, "Cargo cancelled");
    assert_eq!(board.context(&first.to).unwrap().name, "Booking");
    let border = &found.borders[0];
    assert_eq!(
        (border.upstream.as_str(), border.downstream.as_str()),
        ("Booking", "Invoicing")
    );
    assert_eq!(found.borders.len(), 1);
    assert!(!border.because.is_empty());
    let invoicing = found
        .contexts
        .iter()
        .find(|c| c.name == "Invoicing")
        .unwrap();
    assert_eq!(invoicing.subdomain, "generic");
}

#[test]
fn events_that_cross_one_way_are_a_published_language() {
    let board = parse(&STORM.lines().take(8).collect::<Vec<_>>().join("\n")).unwrap();
    let found = judge(&board);
    assert_eq!(found.borders[0].pattern, "published-language");
    assert!(found.moves.is_empty(), "{:?}", found.moves);
}

#[test]
fn a_board_without_contexts_has_nothing_to_judge() {
    let found = judge(&parse("event A\nevent B").unwrap());
    assert!(found.contexts.is_empty() && found.borders.is_empty() && found.moves.is_empty());
}

/// The boards whose contexts hold several aggregates: each is cut up twenty times.
#[test]
fn contexts_that_were_cut_up_are_found() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../boards");
    let (mut recall, mut precision, mut boards) = (0.0, 0.0, 0.0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "storm") {
            continue;
        }
        let board = parse(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let faults = plant(&board);
        let found = faults.iter().find(|f| f.fault.contains("shattered"));
        if let Some(found) = found.filter(|f| f.planted > 0) {
            recall += found.recall;
            precision += found.precision;
            boards += 1.0;
        }
    }
    assert!(boards >= 5.0, "{boards} boards");
    // Measured 0.8 and 0.87 when this was written: a small piece may come close to a neighbour, too.
    let (recall, precision) = (recall / boards, precision / boards);
    assert!(recall > 0.7, "recall {recall}");
    assert!(precision > 0.8, "precision {precision}");
}
