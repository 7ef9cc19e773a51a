//! The description of the API names exactly what the server answers.

use serde_json::Value;

use super::client::{call, get};
use super::start::start;

#[tokio::test]
async fn every_described_operation_is_there_and_no_other_method() {
    let running = start(&[]).await;
    let address = running.server.address();
    let answer = get(address, "/api/v1/openapi.json").send().await;
    assert_eq!(answer.header("content-type"), "application/json");
    let description = answer.json();
    assert_eq!(description["openapi"], "3.1.0");
    assert_eq!(description["info"]["version"], env!("CARGO_PKG_VERSION"));
    let mut operations = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        let at = [
            ("board", "b"),
            ("format", "svg"),
            ("link", "l"),
            ("sequence", "1"),
            ("template", "big-picture"),
            ("thread", "t"),
            ("comment", "c"),
        ]
        .iter()
        .fold(path.clone(), |at, (name, value)| {
            at.replace(&format!("{{{name}}}"), value)
        });
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let status = call(address, method, &at).send().await.status;
            let described = item.get(method.to_lowercase()).is_some();
            operations += usize::from(described);
            assert_ne!(status, 404, "{method} {path}");
            assert_eq!(status != 405, described, "{method} {path}: {status}");
            if described {
                let responses = &item[method.to_lowercase()]["responses"];
                let mut statuses = responses.as_object().unwrap().keys();
                let good = statuses.any(|s| s.starts_with('2') || s == "101");
                assert!(good, "{method} {path}: {responses}");
            }
        }
    }
    assert!(operations > 10);
}

#[tokio::test]
async fn references_lead_somewhere_and_ids_are_unique() {
    let description: Value =
        serde_json::from_str(include_str!("../../src/http/openapi.json")).unwrap();
    let mut ids = Vec::new();
    check(&description, &description, &mut ids);
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(all, ids.len());
}

fn check(value: &Value, whole: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                let pointer = reference.strip_prefix('#').unwrap();
                assert!(whole.pointer(pointer).is_some(), "{reference}");
            }
            if let Some(Value::String(id)) = members.get("operationId") {
                ids.push(id.clone());
            }
            members.values().for_each(|v| check(v, whole, ids));
        }
        Value::Array(items) => items.iter().for_each(|v| check(v, whole, ids)),
        _ => {}
    }
}
