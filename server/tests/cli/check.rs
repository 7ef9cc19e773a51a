//! `isobar check`

use std::fs;

use serde_json::Value;

use crate::terminal::{CARGO_SHIPPING, SMALL, Terminal, fixture};

fn rules<'a>(report: &'a Value, list: &str) -> Vec<&'a str> {
    report[list]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect()
}

#[test]
fn a_clean_board_passes() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    let ran = t.run("check a.storm --json").good();
    let report = ran.json();
    // both contexts offer 3 commands: only nearly enough for a service
    assert_eq!(rules(&report, "findings"), ["F-SIZE-FIT"; 2]);
    assert!(rules(&report, "unknown").contains(&"F-SIZE-LARGE"));
    assert!(
        t.run("check a.storm")
            .good()
            .out
            .contains("0 errors, 0 warnings, 2 hints")
    );
}

#[test]
fn a_fault_is_found_told_and_fails() {
    let t = Terminal::new();
    t.write(
        "a.storm",
        format!("{SMALL}policy Whenever the moon is full, howl\n"),
    );
    let ran = t.run("check a.storm --json");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let report = ran.json();
    assert_eq!(
        rules(&report, "findings"),
        ["F-FLOW-DEAD-POLICY", "F-SIZE-FIT", "F-SIZE-FIT"]
    );
    let finding = &report["findings"][0];
    assert_eq!(finding["severity"], "warning");
    assert!(
        finding["message"]
            .as_str()
            .unwrap()
            .contains("“Whenever the moon is full, howl”")
    );
    assert!(!finding["advice"].as_str().unwrap().is_empty());
    let board = t.run("convert a.storm -o -").good().json();
    let policy = board["notes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|n| n["text"] == "Whenever the moon is full, howl");
    assert_eq!(finding["subjects"][0], policy.unwrap()["id"]);
    let ran = t.run("check a.storm");
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("warning F-FLOW-DEAD-POLICY"),
        "{}",
        ran.out
    );
}

#[test]
fn the_stage_decides() {
    let t = Terminal::new();
    t.write("a.storm", "event Order placed\nevent Ship parcel\n");
    assert_eq!(t.run("check a.storm").code, 1);
    assert_eq!(t.run("check a.storm --stage design").code, 1);
    let hints = t.run("check a.storm --json --stage process").good().json();
    assert!(
        hints["findings"]
            .as_array()
            .unwrap()
            .iter()
            .all(|f| f["severity"] == "hint")
    );
    let early = t
        .run("check a.storm --json --stage big-picture")
        .good()
        .json();
    assert_eq!(rules(&early, "findings"), ["F-FLOW-TENSE"]);
    t.write("b.board.json", r#"{"format":"isobar/board","version":1,"title":"","stage":"big-picture","notes":[{"id":"e","kind":"domain-event","text":"Order placed"}]}"#);
    t.run("check b.board.json").good();
    assert_eq!(t.run("check b.board.json --stage design").code, 1);
    t.run("check a.storm --stage later")
        .refused(2, &["later", "big-picture"]);
}

#[test]
fn rules_that_lack_facts_are_unknown() {
    let t = Terminal::new();
    t.write(
        "a.storm",
        "actor A > command Place order > aggregate Order > event Order placed\n",
    );
    let report = t.run("check a.storm --json").good().json();
    for rule in [
        "F-CTX-SPLIT-AGGREGATE",
        "F-CTX-CROSS-WORKFLOW",
        "F-SIZE-NANO",
        "F-SIZE-LARGE",
        "F-ENTITY-SERVICE",
    ] {
        let unknown = report["unknown"]
            .as_array()
            .unwrap()
            .iter()
            .find(|u| u["rule"] == rule);
        assert_eq!(unknown.unwrap()["missing"][0], "contexts", "{rule}");
    }
    assert!(
        t.run("check a.storm")
            .good()
            .out
            .contains("F-SIZE-NANO: contexts")
    );
}

#[test]
fn cargo_shipping_has_one_small_context() {
    let t = Terminal::new();
    let ran = t.run(&format!("check {CARGO_SHIPPING} --json"));
    let report = ran.json();
    assert_eq!(
        rules(&report, "findings"),
        ["F-SIZE-NANO", "F-SIZE-FIT", "F-SIZE-FIT", "F-SIZE-FIT"]
    );
    assert!(
        report["findings"][0]["message"]
            .as_str()
            .unwrap()
            .contains("“Tracking”")
    );
    assert_eq!(ran.code, 1);
}

#[test]
fn our_own_layout_changes_nothing() {
    let t = Terminal::new();
    t.run(&format!("convert {CARGO_SHIPPING} -o c.board.json"))
        .good();
    let original = t.run(&format!("check {CARGO_SHIPPING} --json")).out;
    assert_eq!(t.run("check c.board.json --json").out, original);
}

/// Takes one flow off the wall at a time: whatever is cut loose is found, and on its own note.
#[test]
fn planted_faults_are_found() {
    let t = Terminal::new();
    let text = fs::read_to_string(CARGO_SHIPPING).unwrap();
    for (whole, cut, rule, note) in [
        (
            "actor Shipper > command Request booking",
            "command Request booking",
            "F-FLOW-NO-ISSUER",
            "Request booking",
        ),
        (
            "system Port authority > event Port closed\n",
            "",
            "F-FLOW-NO-CAUSE",
            "Port closed",
        ),
        (
            "event Port closed > policy",
            "policy",
            "F-FLOW-DEAD-POLICY",
            "Whenever a port closes, reschedule voyages",
        ),
        (" > actor Accountant", "", "F-FLOW-UNREAD", "Receivables"),
        (
            "event Cargo booked > policy",
            "event Cargo booked\nevent Book the cargo > policy",
            "F-FLOW-TENSE",
            "Book the cargo",
        ),
        (
            "event Cargo booked > policy",
            "event The cargo was booked > policy",
            "F-FLOW-DUPLICATE",
            "Cargo booked",
        ),
        (
            "command Draft invoice > aggregate Invoice",
            "command Draft invoice",
            "F-FLOW-GRAMMAR",
            "Invoice drafted",
        ),
        (
            "# Tracking\n",
            "# Tracking\naggregate Container\n",
            "F-FLOW-EMPTY-AGGREGATE",
            "Container",
        ),
        (
            "# Tracking\n",
            "# Tracking\n^aggregate Cargo > event Cargo lost\n",
            "F-CTX-SPLIT-AGGREGATE",
            "Cargo lost",
        ),
    ] {
        assert!(text.contains(whole), "{whole}");
        t.write("planted.storm", text.replace(whole, cut));
        let board = t.run("convert planted.storm -o -").good().json();
        let report = t.run("check planted.storm --json").json();
        let id = board["notes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|n| n["text"] == note)
            .unwrap()["id"]
            .clone();
        let hit = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["rule"] == rule && f["subjects"].as_array().unwrap().contains(&id));
        assert!(hit, "{rule} on {note}: {report:#}");
    }
}

#[test]
fn decisions_and_settings_of_the_board_count() {
    let t = Terminal::new();
    t.write("a.storm", format!("{SMALL}# Later\nevent Ship order\n"));
    t.run("convert a.storm -o a.board.json").good();
    let mut board: Value = serde_json::from_str(&t.read("a.board.json")).unwrap();
    let notes = board["notes"].as_array().unwrap();
    let note = notes.iter().find(|n| n["text"] == "Ship order").unwrap()["id"].clone();
    let judge = |board: &Value| {
        t.write("a.board.json", board.to_string());
        t.run("check a.board.json --json").json()
    };
    assert!(rules(&judge(&board), "findings").contains(&"F-FLOW-TENSE"));
    board["decisions"] = serde_json::json!([
        { "rule": "F-FLOW-TENSE", "subjects": [note], "status": "rejected", "reason": "We say it so." }
    ]);
    let report = judge(&board);
    assert!(!rules(&report, "findings").contains(&"F-FLOW-TENSE"));
    assert_eq!(report.as_object().unwrap().len(), 2);
    let text = t.run("check a.board.json").out;
    assert!(
        text.contains("set aside by decisions") && text.contains("Ship order"),
        "{text}"
    );
    assert!(text.contains("Should this be split?"), "{text}");
    board["settings"] = serde_json::json!({ "F-FLOW-NO-CAUSE": false });
    let report = judge(&board);
    assert!(!rules(&report, "findings").contains(&"F-FLOW-NO-CAUSE"));
    assert!(rules(&report, "unknown").contains(&"F-FLOW-NO-CAUSE"));
}

#[test]
fn mymeetings_is_judged() {
    let Some(path) = fixture("mymeetings.board.json") else {
        return;
    };
    let t = Terminal::new();
    let ran = t.run(&format!("check {} --json", path.display()));
    let report = ran.json();
    let text = report.to_string();
    assert_eq!(ran.code, 1);
    assert!(text.contains("The context “Meetings” is large"));
    assert!(
        !rules(&report, "findings").iter().any(|r| [
            "F-FLOW-TENSE",
            "F-CTX-SPLIT-AGGREGATE",
            "F-ENTITY-SERVICE"
        ]
        .contains(r))
    );
}
