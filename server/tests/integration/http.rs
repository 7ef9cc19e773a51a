//! Boards over HTTP.

use std::io::Read;

use serde_json::{Value, json};

use super::client::{Made, call, get, new_board};
use super::start::start;

fn file() -> Value {
    json!({
        "format": "isobar/board",
        "version": 1,
        "title": "Cargo",
        "notes": [
            { "id": "a1", "kind": "actor", "text": "Customer", "x": 0, "y": 0 },
            { "id": "c1", "kind": "command", "text": "Book cargo", "x": 180, "y": 0 },
            { "id": "e1", "kind": "domain-event", "text": "Cargo booked", "x": 360, "y": 0 },
        ],
        "contexts": [{ "id": "k1", "name": "Booking", "members": ["c1", "e1"] }],
    })
}

#[tokio::test]
async fn an_empty_board_has_three_links() {
    let running = start(&[]).await;
    let address = running.server.address();
    let answer = call(address, "POST", "/api/v1/boards").send().await;
    let made = Made::of(&answer);
    assert_eq!(answer.header("location"), made.path(""));
    let link = answer.json()["links"]["viewer"]
        .as_str()
        .unwrap()
        .to_owned();
    let expected = format!("http://{address}/b/{}?access={}", made.id, made.viewer);
    assert_eq!(link, expected);
    for token in [&made.facilitator, &made.editor, &made.viewer] {
        let answer = get(address, &made.path("")).token(token).send().await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["notes"], json!([]));
    }
    let query = format!("?access={}", made.viewer);
    assert_eq!(get(address, &made.path(&query)).send().await.status, 200);
}

#[tokio::test]
async fn a_file_comes_back_with_its_ids() {
    let running = start(&[]).await;
    let address = running.server.address();
    let answer = call(address, "POST", "/api/v1/boards")
        .json(&file())
        .send()
        .await;
    let made = Made::of(&answer);
    let answer = get(address, &made.path(""))
        .token(&made.viewer)
        .send()
        .await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let back = answer.json();
    assert_eq!(back["title"], "Cargo");
    let ids: Vec<&str> = back["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["a1", "c1", "e1"]);
    assert_eq!(back["contexts"][0]["members"], json!(["c1", "e1"]));
}

#[tokio::test]
async fn a_bad_file_is_told_its_place() {
    let running = start(&[]).await;
    let address = running.server.address();
    let post = |body: &[u8]| {
        call(address, "POST", "/api/v1/boards")
            .header("content-type", "application/json")
            .body(body)
            .send()
    };
    let mut bad = file();
    bad["notes"][1]["kind"] = json!("poem");
    let answer = post(bad.to_string().as_bytes()).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problem()["pointer"], "/notes/1/kind");
    let answer = post(b"[]").await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problem()["pointer"], "");
    let answer = post(b"{\"format\":").await;
    assert_eq!(answer.status, 400, "no JSON at all");
    assert_eq!(answer.problem()["pointer"], "");

    let answer = call(address, "POST", "/api/v1/boards")
        .header("content-type", "text/html")
        .body(b"<p>")
        .send()
        .await;
    assert_eq!(answer.status, 415);
    answer.problem();
}

#[tokio::test]
async fn who_has_no_right_token_learns_nothing() {
    let running = start(&[]).await;
    let address = running.server.address();
    let (made, other) = (new_board(address).await, new_board(address).await);
    let answer = get(address, &made.path("")).send().await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"isobar\"");
    answer.problem();
    let mut said = Vec::new();
    for path in [
        made.path(""),
        "/api/v1/boards/nowhere".into(),
        "/api/v1/boards/%20".into(),
    ] {
        let answer = get(address, &path).token(&other.facilitator).send().await;
        assert_eq!(answer.status, 403);
        answer.problem();
        said.push(answer.body);
    }
    said.dedup();
    assert_eq!(said.len(), 1, "unknown and forbidden look the same");
}

#[tokio::test]
async fn roles_end_where_they_end() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let rename = json!({ "title": "X" });
    let calls: [(&'static str, String, u16); 4] = [
        ("PATCH", made.path(""), 1),
        ("DELETE", made.path(""), 2),
        ("POST", made.path("/links"), 2),
        ("POST", made.path("/restoration"), 2),
    ];
    for (method, path, first_allowed) in calls {
        for (level, token) in [&made.viewer, &made.editor].into_iter().enumerate() {
            let answer = call(address, method, &path)
                .token(token)
                .json(&rename)
                .send()
                .await;
            if u16::try_from(level).unwrap() < first_allowed {
                assert_eq!(answer.status, 403, "{method} {path}");
                let problem = answer.problem();
                assert_eq!(problem["type"], "urn:isobar:problem:role-too-low");
            } else {
                assert_eq!(answer.status, 204, "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn a_new_title_is_in_the_file_and_in_lists() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let rename = |title: String| {
        call(address, "PATCH", &made.path(""))
            .token(&made.editor)
            .json(&json!({ "title": title }))
            .send()
    };
    assert_eq!(rename(" Fracht 🚢 ".into()).await.status, 204);
    let answer = get(address, &made.path(""))
        .token(&made.viewer)
        .send()
        .await;
    assert_eq!(answer.json()["title"], "Fracht 🚢");
    let about = get(address, &made.path("/about"))
        .token(&made.viewer)
        .send()
        .await
        .json();
    assert_eq!(about["title"], "Fracht 🚢");
    assert_eq!(about["role"], "viewer");
    assert_eq!(about["trashedAt"], Value::Null);
    assert!(about["changedAt"].as_str().unwrap() >= about["createdAt"].as_str().unwrap());
    let answer = rename("x".repeat(201)).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problem()["pointer"], "/title");
}

#[tokio::test]
async fn the_trash_gives_back_what_it_took() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = Made::of(
        &call(address, "POST", "/api/v1/boards")
            .json(&file())
            .send()
            .await,
    );
    let act = |method, rest: &str| {
        call(address, method, &made.path(rest))
            .token(&made.facilitator)
            .send()
    };
    assert_eq!(act("POST", "/restoration").await.status, 409);
    assert_eq!(act("DELETE", "").await.status, 204);
    for rest in ["", "/findings", "/decomposition", "/export/board"] {
        let answer = act("GET", rest).await;
        assert_eq!(answer.status, 410, "{rest}");
        answer.problem();
    }
    let about = act("GET", "/about").await.json();
    assert!(about["trashedAt"].is_string());
    assert_eq!(act("POST", "/restoration").await.status, 204);
    assert_eq!(
        act("GET", "").await.json()["notes"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[tokio::test]
async fn a_copy_is_a_board_of_its_own() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = Made::of(
        &call(address, "POST", "/api/v1/boards")
            .json(&file())
            .send()
            .await,
    );
    let answer = call(address, "POST", &made.path("/copies"))
        .token(&made.viewer)
        .send()
        .await;
    let copy = Made::of(&answer);
    assert_ne!(copy.id, made.id);
    let answer = get(address, &copy.path(""))
        .token(&made.facilitator)
        .send()
        .await;
    assert_eq!(answer.status, 403, "the links are its own");
    let back = get(address, &copy.path(""))
        .token(&copy.editor)
        .send()
        .await
        .json();
    assert_eq!(back["title"], "Cargo (copy)");
    assert_eq!(back["notes"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn links_can_be_made_and_open_what_they_say() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mint = |body: Option<Value>| {
        let call = call(address, "POST", &made.path("/links")).token(&made.facilitator);
        match body {
            Some(body) => call.json(&body).send(),
            None => call.send(),
        }
    };
    let answer = mint(Some(json!({ "role": "viewer" }))).await;
    assert_eq!(answer.status, 201);
    let links = answer.json();
    assert_eq!(links.as_object().unwrap().len(), 1);
    let (_, token) = links["viewer"]
        .as_str()
        .unwrap()
        .split_once("access=")
        .unwrap();
    let about = get(address, &made.path("/about"))
        .token(token)
        .send()
        .await
        .json();
    assert_eq!(about["role"], "viewer");
    assert_eq!(mint(None).await.json().as_object().unwrap().len(), 4);
    let answer = mint(Some(json!({ "role": "king" }))).await;
    assert_eq!(answer.status, 422);
    answer.problem();
    let old = get(address, &made.path(""))
        .token(&made.viewer)
        .send()
        .await;
    assert_eq!(old.status, 200, "older links stay valid");
}

#[tokio::test]
async fn boundaries_and_findings_are_computed() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = Made::of(
        &call(address, "POST", "/api/v1/boards")
            .json(&file())
            .send()
            .await,
    );
    let read = |rest: &str| get(address, &made.path(rest)).token(&made.viewer).send();
    let proposed = read("/decomposition?seed=7").await;
    assert_eq!(proposed.status, 200);
    assert_eq!(proposed.json()["seed"], 7);
    let again = read("/decomposition?seed=7").await;
    assert_eq!(proposed.body, again.body, "the same seed says the same");
    let report = read("/findings?stage=design").await.json();
    assert!(report["findings"].is_array() && report["unknown"].is_array());
    for bad in [
        "/decomposition?seed=x",
        "/findings?stage=late",
        "/findings?stages=design",
    ] {
        let answer = read(bad).await;
        assert_eq!(answer.status, 400, "{bad}");
        assert!(answer.problem()["parameter"].is_string());
    }
}

#[tokio::test]
async fn every_format_can_be_taken_away() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = Made::of(
        &call(address, "POST", "/api/v1/boards")
            .json(&file())
            .send()
            .await,
    );
    let read = |rest: String| get(address, &made.path(&rest)).token(&made.viewer).send();
    let formats = get(address, "/api/v1/formats").send().await.json();
    let formats = formats["formats"].as_array().unwrap().clone();
    assert!(!formats.is_empty());
    for format in &formats {
        let name = format["name"].as_str().unwrap();
        let answer = read(format!("/export/{name}")).await;
        assert_eq!(answer.status, 200, "{name}");
        assert!(!answer.header("content-type").is_empty(), "{name}");
        let disposition = answer.header("content-disposition");
        assert!(
            disposition.starts_with("attachment; filename="),
            "{disposition}"
        );
    }
    let all = read("/export/all".into()).await;
    assert_eq!(all.header("content-type"), "application/zip");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(all.body)).unwrap();
    let folders: std::collections::BTreeSet<String> = zip
        .file_names()
        .map(|n| n.split('/').next().unwrap().to_owned())
        .collect();
    let names: std::collections::BTreeSet<String> = formats
        .iter()
        .map(|f| f["name"].as_str().unwrap().to_owned())
        .collect();
    assert!(folders.is_subset(&names), "{folders:?}");
    let mut text = String::new();
    let first = zip
        .file_names()
        .find(|n| n.starts_with("board/"))
        .unwrap()
        .to_owned();
    zip.by_name(&first)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    assert!(text.contains("Cargo booked"));
    let answer = read("/export/tarot".into()).await;
    assert_eq!(answer.status, 404);
    let known = answer.problem()["formats"].clone();
    assert_eq!(
        known.as_array().unwrap().len(),
        formats.len() + 1,
        "{known}"
    );
}

#[tokio::test]
async fn boards_survive_a_restart() {
    let running = start(&[]).await;
    let made = Made::of(
        &call(running.server.address(), "POST", "/api/v1/boards")
            .json(&file())
            .send()
            .await,
    );
    let running = running.restart().await;
    let answer = get(running.server.address(), &made.path(""))
        .token(&made.editor)
        .send()
        .await;
    assert_eq!(answer.json()["notes"].as_array().unwrap().len(), 3);
    running.server.stop().await;
}
