//! The one-way rule: Cargo.toml files are the diagram.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::collections::{BTreeMap, BTreeSet};

use tidy::{files, root, shown};

/// What each crate may name, of ours. Everything else is forbidden.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("board", &["model"]),
    ("sync", &["model", "board"]),
    ("editor", &["model"]),
    ("decompose", &["model"]),
    ("advise", &["model", "decompose"]),
    ("export", &["model", "decompose", "advise"]),
    ("store", &["model"]),
    ("worker", &["model", "decompose", "advise", "export"]),
    (
        "app",
        &[
            "model",
            "board",
            "sync",
            "editor",
            "decompose",
            "advise",
            "export",
            "worker",
        ],
    ),
    (
        "server",
        &[
            "model",
            "board",
            "sync",
            "decompose",
            "advise",
            "export",
            "store",
            "app",
        ],
    ),
    ("tidy", &[]),
    ("xtask", &[]),
];

fn manifests() -> BTreeMap<String, BTreeSet<String>> {
    files(".", &["toml"])
        .into_iter()
        .filter(|path| path.file_name().is_some_and(|n| n == "Cargo.toml"))
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let manifest: toml::Table =
                toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", shown(&path)));
            let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
            let mut named = BTreeSet::new();
            for table in ["dependencies", "build-dependencies"] {
                if let Some(table) = manifest.get(table).and_then(|t| t.as_table()) {
                    named.extend(table.keys().cloned());
                }
            }
            for target in manifest
                .get("target")
                .and_then(|t| t.as_table())
                .into_iter()
                .flatten()
            {
                if let Some(table) = target.1.get("dependencies").and_then(|t| t.as_table()) {
                    named.extend(table.keys().cloned());
                }
            }
            Some((name, named))
        })
        .collect()
}

#[test]
fn crates_name_only_what_the_rule_allows() {
    let manifests = manifests();
    let ours: BTreeSet<&str> = MAY_NAME.iter().map(|(name, _)| *name).collect();
    let known: BTreeSet<&str> = manifests.keys().map(String::as_str).collect();
    assert_eq!(known, ours, "every crate stands in the table, and no other");
    let mut broken = Vec::new();
    for (name, allowed) in MAY_NAME {
        for dependency in &manifests[*name] {
            if ours.contains(dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                broken.push(format!("{name} names {dependency}"));
            }
        }
    }
    assert!(broken.is_empty(), "the one-way rule: {broken:?}");
}

#[test]
fn only_board_names_the_crdt() {
    let naming: Vec<String> = manifests()
        .into_iter()
        .filter(|(_, named)| named.contains("yrs"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(naming, ["board"]);
}

#[test]
fn sql_stands_only_in_store() {
    let naming: Vec<String> = manifests()
        .into_iter()
        .filter(|(_, named)| named.contains("sqlx"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(naming, ["store"]);
}

#[test]
fn every_crate_takes_the_workspace_lints() {
    for path in files(".", &["toml"]) {
        if path.file_name().is_none_or(|n| n != "Cargo.toml") || path == root().join("./Cargo.toml")
        {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        if text.contains("[package]") {
            assert!(
                text.contains("[lints]\nworkspace = true"),
                "{} does not take [workspace.lints]",
                shown(&path)
            );
        }
    }
}
