//! Requests in, responses out, as the page sends and reads them.
#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Read};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use base64::Engine as _;
use serde_json::{Value, json};

const STORM: &str = "# Booking
actor Clerk > command Book cargo > aggregate Cargo > event Cargo booked
event Cargo booked > readmodel Overview > actor Clerk
# Invoicing
^event Cargo booked > policy Whenever a cargo is booked, draft the invoice > command Draft invoice
command Draft invoice > aggregate Invoice > event Invoice drafted
";

fn board() -> String {
    model::file::write(&model::notation::parse(STORM).unwrap())
}

/// Outside a browser no part is fetched, so nothing is waited for.
fn handle(request: &str) -> String {
    match pin!(worker::handle(request)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("the answer is waited for"),
    }
}

fn ask(ask: Value) -> Value {
    let request = json!({ "id": 7, "ask": ask }).to_string();
    let response: Value = serde_json::from_str(&handle(&request)).unwrap();
    assert_eq!(response["id"], 7);
    response["answer"].clone()
}

#[test]
fn decompose_proposes_boundaries() {
    let answer = ask(json!({ "op": "decompose", "board": board(), "options": { "seed": 3 } }));
    assert_eq!(answer["is"], "decomposition");
    let found = &answer["decomposition"];
    assert_eq!(found["seed"], 3);
    let alternatives = found["alternatives"].as_array().unwrap();
    assert_eq!(
        alternatives
            .iter()
            .filter(|a| a["recommended"] == true)
            .count(),
        1
    );
}

#[test]
fn check_gives_findings_sizes_and_the_map() {
    let answer = ask(json!({ "op": "check", "board": board(), "stage": null }));
    assert_eq!(answer["is"], "check");
    assert_eq!(answer["sizes"].as_array().unwrap().len(), 2);
    assert_eq!(answer["map"].as_array().unwrap().len(), 1);
    assert_eq!(answer["map"][0]["crossings"].as_array().unwrap().len(), 1);
    assert!(answer["report"]["findings"].is_array());
}

#[test]
fn every_format_that_is_here_can_be_exported() {
    let answer = ask(json!({ "op": "formats" }));
    let formats = answer["formats"].as_array().unwrap().clone();
    assert_eq!(formats.len(), export::EXPORTERS.len());
    for format in formats {
        let name = format["name"].as_str().unwrap();
        let answer = ask(json!({ "op": "export", "board": board(), "format": name }));
        let expected = if format["here"] == true {
            "files"
        } else {
            "failed"
        };
        assert_eq!(answer["is"], expected, "{name}");
    }
}

#[test]
fn everything_is_one_archive_with_a_folder_for_each_format() {
    let answer = ask(json!({ "op": "export-all", "board": board() }));
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(answer["files"][0]["base64"].as_str().unwrap())
        .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let here = ask(json!({ "op": "formats" }))["formats"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|f| f["here"] == true)
        .map(|f| f["name"].as_str().unwrap().to_owned())
        .collect::<Vec<_>>();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for format in &here {
        assert!(
            names.iter().any(|n| n.starts_with(&format!("{format}/"))),
            "{format} in {names:?}"
        );
    }
    for i in 0..archive.len() {
        let mut content = Vec::new();
        archive
            .by_index(i)
            .unwrap()
            .read_to_end(&mut content)
            .unwrap();
        assert!(!content.is_empty());
    }
}

#[test]
fn what_goes_wrong_is_an_answer() {
    let bad = ask(json!({ "op": "decompose", "board": "{}", "options": {} }));
    assert_eq!(bad["is"], "failed");
    assert!(bad["message"].as_str().unwrap().contains("board"), "{bad}");
    let unknown = ask(json!({ "op": "export", "board": board(), "format": "telex" }));
    assert_eq!(unknown["message"], "there is no format telex");
    for (request, id) in [("", 0), ("[]", 0), (r#"{"id":9,"ask":{"op":"sing"}}"#, 9)] {
        let response: Value = serde_json::from_str(&handle(request)).unwrap();
        assert_eq!(response["id"], id, "{request}");
        assert_eq!(response["answer"]["is"], "failed", "{request}");
    }
}

#[test]
fn the_contexts_of_a_board_are_judged() {
    let answer = ask(json!({ "op": "judge", "board": board() }));
    assert_eq!(answer["is"], "judgement");
    let found = &answer["judgement"];
    assert_eq!(found["contexts"].as_array().unwrap().len(), 2);
    assert_eq!(found["borders"][0]["pattern"], "published-language");
}

#[test]
fn criteria_have_weights_and_capacity_its_arithmetic() {
    let answer = ask(json!({ "op": "criteria", "board": board() }));
    let criteria = answer["criteria"].as_array().unwrap();
    assert_eq!(criteria.len(), decompose::criteria::CRITERIA.len());
    assert_eq!(
        (&criteria[0]["id"], &criteria[0]["weight"]),
        (&json!("consistency"), &json!(10.0))
    );
    let answer =
        ask(json!({ "op": "capacity", "assumptions": { "rate": 100.0, "serviceMs": 20.0 } }));
    assert_eq!(answer["capacity"]["replicas"], 3);
    assert!(answer["capacity"]["arithmetic"].as_array().unwrap().len() > 4);
}

#[test]
fn a_cut_is_weighed_and_contexts_are_seen_as_services() {
    let judged = ask(json!({ "op": "judge", "board": board() }));
    let figures = judged["judgement"]["figures"].as_array().unwrap();
    let answer = ask(json!({ "op": "weigh", "board": board(), "contexts": [] }));
    assert_eq!(answer["is"], "weighed");
    assert_eq!(
        answer["alternative"]["figures"].as_array().unwrap().len(),
        figures.len()
    );
    let answer = ask(json!({ "op": "services", "board": board() }));
    assert_eq!(answer["is"], "services");
    assert_eq!(answer["split"]["verdict"], "open");
    assert_eq!(answer["demand"].as_array().unwrap().len(), 2);
    assert!(answer["ownership"]["remarks"][0].is_string());
}

#[test]
fn a_stop_between_coarse_and_fine_is_told_when_it_is_asked_for() {
    let options = json!({ "keepDecided": true });
    let answer = ask(json!({ "op": "decompose", "board": board(), "options": options }));
    let found = &answer["decomposition"];
    let stop = found["stops"].as_array().unwrap().last().unwrap();
    let notes = found["notes"].as_array().unwrap();
    let of = stop["of"].as_array().unwrap();
    assert_eq!(notes.len(), of.len());
    let contexts: Vec<Value> = (0..stop["contexts"].as_u64().unwrap())
        .map(|context| {
            let here = notes.iter().zip(of).filter(|(_, c)| **c == json!(context));
            let members: Vec<&Value> = here.map(|(note, _)| note).collect();
            json!({ "name": "", "members": members })
        })
        .collect();
    let answer =
        ask(json!({ "op": "weigh", "board": board(), "contexts": contexts, "options": options }));
    let told = answer["alternative"]["contexts"].as_array().unwrap();
    assert_eq!(told.len(), contexts.len());
    assert!(
        told.iter()
            .all(|c| c["name"] != "" && c["because"][0].is_string())
    );
}

#[test]
fn the_board_travels_beside_its_question() {
    use worker::message::Ask;
    let mut ask = Ask::Judge { board: "{}".into() };
    assert_eq!(ask.take_board().as_deref(), Some("{}"));
    assert_eq!(
        ask,
        Ask::Judge {
            board: String::new()
        }
    );
    assert_eq!(Ask::Formats.take_board(), None);
}
