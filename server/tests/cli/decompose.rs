//! `isobar decompose`

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::terminal::{CARGO_SHIPPING, SMALL, Terminal, fixture};

/// The members of the recommended contexts, whatever they are called.
fn recommended(decomposition: &Value) -> BTreeSet<BTreeSet<String>> {
    let alternatives = decomposition["alternatives"].as_array().unwrap();
    let chosen: Vec<&Value> = alternatives
        .iter()
        .filter(|a| a["recommended"] == true)
        .collect();
    assert_eq!(chosen.len(), 1, "exactly one alternative is recommended");
    members(chosen[0])
}

fn members(alternative: &Value) -> BTreeSet<BTreeSet<String>> {
    let of = |c: &Value| {
        c["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m.as_str().unwrap().to_owned())
            .collect()
    };
    alternative["contexts"]
        .as_array()
        .unwrap()
        .iter()
        .map(of)
        .collect()
}

/// Ids of the notes that live in a context, by kind and text.
fn placed(board: &Value) -> BTreeMap<String, String> {
    let unplaced = [
        "actor",
        "external-system",
        "hotspot",
        "opportunity",
        "definition",
        "text",
    ];
    let notes = board["notes"].as_array().unwrap().iter();
    notes
        .filter(|n| !unplaced.contains(&n["kind"].as_str().unwrap()))
        .map(|n| {
            (
                n["id"].as_str().unwrap().to_owned(),
                format!("{} {}", n["kind"], n["text"]),
            )
        })
        .collect()
}

#[test]
fn every_placed_note_is_in_exactly_one_context() {
    let t = Terminal::new();
    let board = t
        .run(&format!("convert {CARGO_SHIPPING} -o -"))
        .good()
        .json();
    let result = t
        .run(&format!("decompose {CARGO_SHIPPING} --json"))
        .good()
        .json();
    assert_eq!(result["seed"], 1);
    let alternatives = result["alternatives"].as_array().unwrap();
    assert!(alternatives.len() >= 3);
    recommended(&result);
    for alternative in alternatives {
        let listed: Vec<&str> = alternative["contexts"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|c| c["members"].as_array().unwrap())
            .map(|m| m.as_str().unwrap())
            .collect();
        let distinct: BTreeSet<&str> = listed.iter().copied().collect();
        assert_eq!(listed.len(), distinct.len());
        assert_eq!(
            distinct,
            placed(&board).keys().map(String::as_str).collect()
        );
        for (id, note) in alternative["notes"].as_object().unwrap() {
            assert!(!note["because"].as_array().unwrap().is_empty(), "{id}");
        }
        for context in alternative["contexts"].as_array().unwrap() {
            assert!(!context["name"].as_str().unwrap().is_empty());
            assert!(!context["because"].as_array().unwrap().is_empty());
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let t = Terminal::new();
    let run = |seed: &str| {
        t.run(&format!("decompose {CARGO_SHIPPING} --json --seed {seed}"))
            .good()
            .out
    };
    assert_eq!(run("7"), run("7"));
    assert!(run("7").contains("\"seed\": 7"));
}

#[test]
fn a_wished_number_of_contexts_is_met() {
    let t = Terminal::new();
    for n in [2, 4] {
        let result = t
            .run(&format!("decompose {CARGO_SHIPPING} --json --contexts {n}"))
            .good()
            .json();
        assert_eq!(recommended(&result).len(), n);
    }
}

#[test]
fn our_own_layout_changes_nothing() {
    let t = Terminal::new();
    t.run(&format!("convert {CARGO_SHIPPING} -o c.board.json"))
        .good();
    let original = t
        .run(&format!("decompose {CARGO_SHIPPING} --json"))
        .good()
        .out;
    assert_eq!(t.run("decompose c.board.json --json").good().out, original);
    let piped = t
        .feed("decompose - --json", &fs::read(CARGO_SHIPPING).unwrap())
        .good()
        .out;
    assert_eq!(piped, original);
}

/// Takes the contexts away, and shows the members by kind and text.
fn by_text(board: &Value, cut: &BTreeSet<BTreeSet<String>>) -> BTreeSet<BTreeSet<String>> {
    let placed = placed(board);
    cut.iter()
        .map(|members| members.iter().map(|id| placed[id].clone()).collect())
        .collect()
}

#[test]
fn contexts_of_the_file_are_not_read_unless_respected() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    let mut board = t.run("convert a.storm -o -").good().json();
    let with = recommended(&t.run("decompose a.storm --json").good().json());
    board["contexts"] = Value::Array(Vec::new());
    t.write("b.board.json", board.to_string());
    assert_eq!(
        recommended(&t.run("decompose b.board.json --json").good().json()),
        with
    );
}

#[test]
fn the_order_across_headings_is_not_read() {
    let t = Terminal::new();
    let text = fs::read_to_string(CARGO_SHIPPING).unwrap();
    let mut sections: Vec<String> = text.split("# ").skip(1).map(|s| format!("# {s}")).collect();
    sections.reverse();
    t.write("a.storm", &text);
    t.write("b.storm", sections.concat());
    let cut = |name: &str| {
        let board = t.run(&format!("convert {name} -o -")).good().json();
        by_text(
            &board,
            &recommended(&t.run(&format!("decompose {name} --json")).good().json()),
        )
    };
    assert_eq!(cut("a.storm"), cut("b.storm"));
}

#[test]
fn people_can_read_it() {
    let t = Terminal::new();
    let ran = t.run(&format!("decompose {CARGO_SHIPPING}")).good();
    assert!(
        ran.out.contains("alternatives from coarse to fine"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("Draft invoice"));
    t.write("empty.storm", "actor Customer\n");
    assert!(
        t.run("decompose empty.storm")
            .good()
            .out
            .contains("no boundaries to find")
    );
}

#[test]
fn usage() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.run("decompose a.storm --contexts 0")
        .refused(2, &["--contexts"]);
    t.run("decompose a.storm --seed x").refused(2, &["--seed"]);
    t.run("decompose a.storm --fast").refused(2, &["--fast"]);
    t.run("decompose none.storm --json")
        .refused(1, &["none.storm"]);
}

#[test]
fn mymeetings_decomposes() {
    let Some(path) = fixture("mymeetings.board.json") else {
        return;
    };
    let t = Terminal::new();
    let board: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let result = t
        .run(&format!("decompose {} --json", path.display()))
        .good()
        .json();
    let found: BTreeSet<String> = recommended(&result).into_iter().flatten().collect();
    assert_eq!(found, placed(&board).into_keys().collect());
}
