//! The interchange file: what is refused and where, and that nothing is lost on the way.

use model::file::{read, write};
use proptest::prelude::*;
use serde_json::{Value, json};

mod boards;

/// A file in which every member of the schema is used.
fn full() -> Value {
    json!({
        "format": "isobar/board", "version": 1, "title": "All of it", "description": "d",
        "stage": "boundaries", "language": "de-CH",
        "notes": [
            {"id": "a1", "kind": "command", "text": "Book cargo", "x": 10, "y": -20.5, "width": 120, "height": 90,
             "tags": ["x", "y"], "description": "why", "group": "g1", "locked": true, "votes": 3,
             "fields": [{"name": "cargo_id", "type": "uuid", "identity": true, "example": null},
                        {"name": "price", "type": "money", "required": false, "personal": true, "description": "p"}],
             "facts": {"rate": 2.5, "peakRate": 10, "waits": true, "latencyMs": 200, "longRunning": false, "idempotent": true,
                       "caller": "browser", "undoneBy": "a2", "team": "t1", "cadence": "weekly", "scaling": "s", "technology": "rust"},
             "extensions": {"vendor.x": {"deep": [1.0, null]}}},
            {"id": "a2", "kind": "aggregate", "text": "Cargo",
             "facts": {"invariants": ["never two"], "instances": 0, "growthPerDay": 5, "consistency": "strong", "audit": true, "eventSourced": false}},
            {"id": "a3", "kind": "domain-event", "text": "Cargo booked", "pivotal": true,
             "facts": {"eventVersion": "2", "eventKind": "integration", "retentionDays": 30, "replay": true}},
            {"id": "a4", "kind": "hotspot", "text": "Who?", "resolved": true},
            {"id": "a5", "kind": "external-system", "text": "Bank",
             "facts": {"protocol": "soap", "availability": 0.99, "owner": "them", "latencyClass": "slow"}},
            {"id": "a6", "kind": "query", "text": "Where?", "facts": {"stalenessSeconds": 5, "shape": "page"}},
            {"id": "a7", "kind": "policy", "text": "Whenever", "facts": {"reaction": "scheduled"}}
        ],
        "links": [
            {"from": "a1", "to": "a2"}, {"from": "a1", "to": "a2", "label": "twice"}, {"id": "own", "from": "a2", "to": "a3", "status": "confirmed"},
            {"from": "a6", "to": "a7", "status": "refused"}
        ],
        "frames": [{"id": "f1", "kind": "swimlane", "title": "Lane", "x": 0, "y": 0, "width": 10, "height": 10}],
        "contexts": [
            {"id": "c1", "name": "Booking", "purpose": "p", "members": ["a1", "a2", "a3"], "subdomain": "core", "team": "t1", "cadence": "daily",
             "scaling": "s", "technology": "t", "store": "db", "deployUnit": "u", "availability": 0.999, "startupSeconds": 4, "pipeline": "p",
             "region": ["eu"], "sharedState": ["cache"], "libraries": [{"name": "l", "behaviour": false}],
             "sla": {"availability": 0.9, "latencyMs": 300}, "insideMonolith": false, "locked": true, "extensions": {"isobar.colour": "#123456"}},
            {"id": "c2", "name": "Empty"}
        ],
        "relations": [{"upstream": "c1", "downstream": "c2", "pattern": "open-host-service", "note": "n"}],
        "teams": [{"id": "t1", "name": "Blue", "people": 7, "type": "stream-aligned", "interactions": [{"team": "t2", "mode": "x-as-a-service"}], "budget": 9.5},
                  {"id": "t2", "name": "Red"}],
        "terms": [{"term": "cargo", "context": "c1", "definition": "d", "synonyms": ["freight"], "forbidden": ["stuff"]}, {"term": "leg"}],
        "decisions": [{"rule": "A-CTX-DATA", "subjects": ["a1", "gone"], "status": "changed", "choice": null, "reason": "r", "by": "me", "at": "2026-07-01T10:00:00Z"}],
        "answers": [{"question": "C-PRE-1", "answer": "no", "evidence": "e"}],
        "settings": {"legend.policy": "process", "limit": 10.0},
        "extensions": {"vendor.y": [null, 1e3]}
    })
}

fn read_value(file: &Value) -> Result<model::BoardSnapshot, model::file::FileError> {
    read(file.to_string().as_bytes())
}

#[test]
fn every_member_comes_back() {
    let file = full();
    let board = read_value(&file).expect("the full file");
    let written = write(&board);
    assert_eq!(read(written.as_bytes()).expect("what was written"), board);
    let again: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(again, file);
    assert!(
        written.contains("\"x\": 10,"),
        "whole numbers have no point"
    );
    assert_eq!(
        write(&read(written.as_bytes()).expect("again")),
        written,
        "stable"
    );
}

/// Changes one place of the full file; the error must name `pointer` and say `words`.
#[track_caller]
fn refused(change: impl FnOnce(&mut Value), pointer: &str, words: &str) {
    let mut file = full();
    change(&mut file);
    let error = read_value(&file).expect_err("this file is wrong");
    assert_eq!(error.pointer, pointer, "{error}");
    assert!(error.message.contains(words), "{error}");
}

fn set(place: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |file| {
        *file
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("no {place}")) = value
    }
}

fn add(place: &'static str, member: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |file| {
        let object = file.pointer_mut(place).and_then(Value::as_object_mut);
        object
            .unwrap_or_else(|| panic!("no object at {place}"))
            .insert(member.into(), value);
    }
}

fn remove(place: &'static str, member: &'static str) -> impl FnOnce(&mut Value) {
    move |file| {
        let object = file.pointer_mut(place).and_then(Value::as_object_mut);
        object
            .unwrap_or_else(|| panic!("no object at {place}"))
            .remove(member);
    }
}

#[test]
fn members_and_types() {
    refused(
        add("/notes/1", "colour", json!("red")),
        "/notes/1/colour",
        "unknown member `colour`",
    );
    refused(add("", "a/b~c", json!(1)), "/a~1b~0c", "unknown member");
    refused(
        add("/contexts/0/sla", "x", json!(1)),
        "/contexts/0/sla/x",
        "unknown member `x`",
    );
    refused(
        remove("/notes/1", "text"),
        "/notes/1",
        "missing member `text`",
    );
    refused(
        remove("/frames/0", "width"),
        "/frames/0",
        "missing member `width`",
    );
    refused(remove("", "notes"), "", "missing member `notes`");
    refused(remove("", "format"), "", "missing member `format`");
    refused(set("/format", json!("other")), "/format", "isobar/board");
    refused(set("/version", json!(2)), "/version", "version 2");
    refused(
        set("/title", json!(5)),
        "/title",
        "wrong type: number `5`, expected a string",
    );
    refused(
        set("/notes", json!({})),
        "/notes",
        "wrong type: an object, expected an array",
    );
    refused(
        set("/notes/1", json!("x")),
        "/notes/1",
        "expected an object",
    );
    refused(
        set("/notes/0/x", json!("x")),
        "/notes/0/x",
        "expected a number",
    );
    refused(
        set("/notes/0/x", json!(null)),
        "/notes/0/x",
        "null is no value here",
    );
    refused(
        set("/notes/0/locked", json!(1)),
        "/notes/0/locked",
        "expected a boolean",
    );
    refused(
        set("/notes/0/kind", json!("event")),
        "/notes/0/kind",
        "unknown value `event`",
    );
    refused(
        set("/stage", json!("Design")),
        "/stage",
        "unknown value `Design`",
    );
    refused(
        set("/settings", json!([])),
        "/settings",
        "wrong type: an array",
    );
    assert!(read(b"[]").is_err_and(|e| e.pointer.is_empty()));
}

#[test]
fn lengths_ranges_and_patterns() {
    refused(
        set("/title", json!("x".repeat(201))),
        "/title",
        "at most 200",
    );
    refused(
        set("/notes/2/text", json!("é".repeat(2001))),
        "/notes/2/text",
        "at most 2000",
    );
    refused(
        set("/contexts/1/name", json!("")),
        "/contexts/1/name",
        "at least 1",
    );
    refused(
        set("/contexts/1/name", json!("x".repeat(101))),
        "/contexts/1/name",
        "at most 100",
    );
    refused(
        set("/notes/0/width", json!(0)),
        "/notes/0/width",
        "more than 0",
    );
    refused(
        set("/frames/0/height", json!(-1)),
        "/frames/0/height",
        "more than 0",
    );
    refused(
        set("/notes/0/votes", json!(-1)),
        "/notes/0/votes",
        "0 or more",
    );
    refused(
        set("/notes/0/votes", json!(1.5)),
        "/notes/0/votes",
        "whole number",
    );
    refused(
        set("/notes/0/facts/rate", json!(-0.1)),
        "/notes/0/facts/rate",
        "0 or more",
    );
    refused(
        set("/notes/0/facts/latencyMs", json!(0)),
        "/notes/0/facts/latencyMs",
        "more than 0",
    );
    refused(
        set("/contexts/0/sla/availability", json!(1.01)),
        "/contexts/0/sla/availability",
        "0 to 1",
    );
    refused(
        set("/teams/0/people", json!(-2)),
        "/teams/0/people",
        "0 or more",
    );
    refused(
        set("/notes/0/fields/1/name", json!("1st")),
        "/notes/0/fields/1/name",
        "no field name",
    );
    refused(
        set("/decisions/0/rule", json!("X-1")),
        "/decisions/0/rule",
        "no rule id",
    );
    refused(
        set("/decisions/0/at", json!("yesterday")),
        "/decisions/0/at",
        "RFC 3339",
    );
    for bad in ["", "a b", "é", &"x".repeat(65)] {
        let bad = json!(bad);
        refused(set("/notes/3/id", bad), "/notes/3/id", "is no id");
    }
    let longest = json!("é".repeat(2000));
    let mut file = full();
    set("/notes/2/text", longest)(&mut file);
    set("/notes/0/votes", json!(3.0))(&mut file);
    assert!(
        read_value(&file).is_ok(),
        "2000 characters and 3.0 votes are fine"
    );
}

#[test]
fn identity_and_references() {
    refused(
        set("/notes/4/id", json!("a1")),
        "/notes/4/id",
        "id of /notes/0 already",
    );
    refused(
        set("/contexts/1/id", json!("c1")),
        "/contexts/1/id",
        "id of /contexts/0 already",
    );
    refused(
        add("/links/0", "id", json!("own")),
        "/links/2/id",
        "id of /links/0 already",
    );
    refused(
        set("/links/1/from", json!("no")),
        "/links/1/from",
        "no note `no`",
    );
    refused(
        set("/links/1/to", json!("no")),
        "/links/1/to",
        "no note `no`",
    );
    refused(
        set("/links/1/to", json!("a1")),
        "/links/1/to",
        "another note",
    );
    refused(
        set("/contexts/0/members/2", json!("no")),
        "/contexts/0/members/2",
        "no note `no`",
    );
    refused(
        set("/contexts/0/members/2", json!("a1")),
        "/contexts/0/members/2",
        "twice",
    );
    refused(
        add("/contexts/1", "members", json!(["a4", "a2"])),
        "/contexts/1/members/1",
        "member of `c1` already",
    );
    refused(
        set("/relations/0/upstream", json!("no")),
        "/relations/0/upstream",
        "no context",
    );
    refused(
        set("/terms/0/context", json!("no")),
        "/terms/0/context",
        "no context",
    );
    refused(
        set("/contexts/0/team", json!("no")),
        "/contexts/0/team",
        "no team",
    );
    refused(
        set("/notes/0/facts/team", json!("no")),
        "/notes/0/facts/team",
        "no team",
    );
    refused(
        set("/notes/0/facts/undoneBy", json!("no")),
        "/notes/0/facts/undoneBy",
        "no note",
    );
    refused(
        set("/teams/0/interactions/0/team", json!("no")),
        "/teams/0/interactions/0/team",
        "no team",
    );
}

#[test]
fn broken_json_has_a_line_and_a_column() {
    for (text, words) in [
        ("", "line 1 column 0"),
        (
            "{\n  \"format\": \"isobar/board\",\n  oops\n}",
            "line 3 column 3",
        ),
        (
            "{\"format\": \"isobar/board\"} x",
            "trailing characters at line 1 column 28",
        ),
        ("{\"a\": 1e999}", "number out of range"),
        ("\u{0}\u{1}", "line 1 column 1"),
    ] {
        let error = read(text.as_bytes()).expect_err(text);
        assert_eq!(error.pointer, "", "{text}");
        assert!(error.message.contains(words), "{text}: {error}");
    }
    assert!(read(&[0xff, 0xfe, b'{']).is_err());
    assert!(
        read("[".repeat(100_000).as_bytes()).is_err(),
        "depth is limited"
    );
    let twice =
        br#"{"format":"isobar/board","version":1,"title":"","notes":[{"id":"a","id":"b"}]}"#;
    let error = read(twice).expect_err("a repeated member");
    assert!(error.message.contains("`id` is given twice"), "{error}");
    assert_eq!(error.pointer, "/notes/0");
}

#[test]
fn links_without_ids_get_the_same_ones_each_time() {
    let board = read_value(&full()).expect("board");
    let ids: Vec<&str> = board.links.iter().map(|l| l.id.as_str()).collect();
    let (a1, a2) = (
        &board.links.at(0).expect("a link").from,
        &board.links.at(0).expect("a link").to,
    );
    assert_eq!(ids[0], model::Link::derived_id(a1, a2, 0).as_str());
    assert_eq!(ids[1], model::Link::derived_id(a1, a2, 1).as_str());
    assert_eq!(ids[2], "own");
    // An id that looks derived but stands elsewhere in the order is written and kept.
    let mut file = full();
    add("/links/1", "id", json!(ids[0]))(&mut file);
    let board = read_value(&file).expect("board");
    assert_eq!(board.links.len(), 4);
    assert_eq!(read(write(&board).as_bytes()).expect("board"), board);
}

#[test]
fn what_dangles_is_never_written() {
    let mut board = read_value(&full()).expect("board");
    board.teams = model::Table::default();
    board.contexts = model::Table::default();
    let rest = board.notes.iter().skip(3).cloned().collect::<Vec<_>>();
    board.notes = model::Table::from_rows(rest);
    let written = write(&board);
    let again = read(written.as_bytes()).expect("a file that reads");
    assert_eq!(again.notes.len(), 4);
    assert_eq!(again, board.normalised());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_board_comes_back(board in boards::random(true), x in any::<f64>(), rate in 0.0..1e12f64, title in "(?s).{0,200}") {
        let mut board = board;
        if let Some(note) = board.notes.at(0) {
            let mut odd = model::Note::clone(note);
            odd.x = Some(if x.is_finite() { x } else { 0.0 });
            odd.facts.rate = Some(rate);
            board.notes.upsert(odd.into());
        }
        board.meta = std::sync::Arc::new(model::snapshot::Meta { title, ..Default::default() });
        let text = write(&board);
        let again = read(text.as_bytes());
        prop_assert_eq!(again.as_ref(), Ok(&board), "{}", text);
        prop_assert_eq!(write(&board), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}

#[test]
fn boards_of_others_come_back() {
    for (name, board) in boards::fixtures() {
        assert!(!board.notes.is_empty());
        assert_eq!(read(write(&board).as_bytes()), Ok(board), "{name}");
    }
}
