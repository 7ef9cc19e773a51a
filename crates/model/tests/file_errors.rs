//! What is no board file: each error names its place and says what is wrong.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use model::file::read;
use serde_json::{Value, json};

#[path = "support/full.rs"]
mod full;

use full::{full, read_value};

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
fn a_link_from_a_note_to_itself_says_nothing_and_is_left_out() {
    let mut file = full();
    let links = file.pointer_mut("/links").and_then(Value::as_array_mut);
    let links = links.expect("links");
    let before = links.len();
    links.push(json!({ "from": "a1", "to": "a1" }));
    let board = read_value(&file).expect("the schema allows it");
    assert_eq!(board.links.iter().count(), before);
}
