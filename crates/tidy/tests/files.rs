//! Files fit in a head, and say nothing of the machine they were written on.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use tidy::{files, root, shown};

/// Longest source file, in lines.
const LONGEST: usize = 500;

#[test]
fn source_files_fit_in_a_head() {
    let long: Vec<String> = files(".", &["rs", "ts", "mjs", "css"])
        .iter()
        .filter_map(|path| {
            let lines = std::fs::read_to_string(path).unwrap().lines().count();
            (lines > LONGEST).then(|| format!("{} ({lines})", shown(path)))
        })
        .collect();
    assert!(long.is_empty(), "over {LONGEST} lines: {long:?}");
}

#[test]
fn no_mod_rs_and_no_utils() {
    let bad: Vec<String> = files(".", &["rs"])
        .iter()
        .map(|path| shown(path))
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            ["mod.rs", "utils.rs", "util.rs", "helpers.rs", "prelude.rs"].contains(&name)
        })
        .collect();
    assert!(bad.is_empty(), "name the concept: {bad:?}");
}

#[test]
fn no_absolute_machine_paths() {
    let marks = [
        ["/ho", "me/"].concat(),
        ["/Us", "ers/"].concat(),
        ["/wo", "rk/"].concat(),
        ["/ro", "ot/"].concat(),
    ];
    let bad: Vec<String> = files(
        ".",
        &[
            "rs", "ts", "mjs", "css", "md", "toml", "sh", "json", "storm",
        ],
    )
    .iter()
    .filter(|path| !path.ends_with("package-lock.json"))
    .filter(|path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        marks.iter().any(|mark| {
            text.match_indices(mark.as_str()).any(|(i, _)| {
                text[..i]
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphanumeric() && !"._-}*".contains(c))
            })
        })
    })
    .map(|path| shown(path))
    .collect();
    assert!(bad.is_empty(), "absolute paths in {bad:?}");
}

#[test]
fn every_crate_has_its_line_in_the_map() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for path in files("crates", &["toml"]) {
        let Some(name) = path
            .parent()
            .and_then(|p| p.file_name())
            .and_then(|n| n.to_str())
        else {
            continue;
        };
        assert!(
            map.contains(&format!("crates/{name}")),
            "ARCHITECTURE.md does not say what crates/{name} is"
        );
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let manifest: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("Cargo.toml")).unwrap()).unwrap();
    let dependencies = manifest["workspace"]["dependencies"].as_table().unwrap();
    let missing: Vec<&String> = dependencies
        .iter()
        .filter(|(_, d)| d.get("path").is_none())
        .map(|(name, _)| name)
        .filter(|name| !map.contains(&format!("`{name}`")))
        .collect();
    assert!(
        missing.is_empty(),
        "ARCHITECTURE.md gives no reason for {missing:?}"
    );
}
