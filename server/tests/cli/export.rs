//! `isobar export` and `isobar formats`

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::terminal::{CARGO_SHIPPING, SMALL, Terminal, fixture};

/// All files under a folder, relative to it.
fn files(root: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(
                    path.strip_prefix(root)
                        .unwrap()
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    found
}

fn names(t: &Terminal) -> Vec<String> {
    let formats = t.run("formats --json").good().json();
    let list = formats["formats"].as_array().unwrap().iter();
    list.map(|f| f["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_formats_are_listed() {
    let t = Terminal::new();
    let names = names(&t);
    assert!(!names.is_empty());
    let text = t.run("formats").good().out;
    for name in &names {
        assert!(
            text.lines()
                .any(|line| line.starts_with(&format!("{name} "))),
            "{name}"
        );
    }
}

#[test]
fn all_formats_have_a_folder_each_with_the_files_of_the_format_alone() {
    let t = Terminal::new();
    t.run(&format!("export {CARGO_SHIPPING} --format all -o deep/out"))
        .good();
    for name in names(&t) {
        t.run(&format!(
            "export {CARGO_SHIPPING} --format {name} -o one-{name}"
        ))
        .good();
        let alone = files(&t.path(&format!("one-{name}")));
        assert!(!alone.is_empty(), "{name}");
        assert_eq!(files(&t.path(&format!("deep/out/{name}"))), alone);
        for file in alone {
            let (a, b) = (
                t.path(&format!("one-{name}")).join(&file),
                t.path(&format!("deep/out/{name}")).join(&file),
            );
            assert_eq!(fs::read(a).unwrap(), fs::read(b).unwrap(), "{name}/{file}");
        }
    }
    let folders: BTreeSet<String> = files(&t.path("deep/out"))
        .iter()
        .map(|f| f.split('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(folders, names(&t).into_iter().collect());
}

#[test]
fn exporting_again_gives_the_same_bytes_and_leaves_nothing_behind() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.run("export a.storm --format openapi -o out").good();
    let first: Vec<(String, Vec<u8>)> = files(&t.path("out"))
        .into_iter()
        .map(|f| (f.clone(), fs::read(t.path("out").join(f)).unwrap()))
        .collect();
    t.run("export a.storm --format openapi -o out").good();
    assert_eq!(files(&t.path("out")).len(), first.len());
    for (name, bytes) in first {
        assert_eq!(
            fs::read(t.path("out").join(&name)).unwrap(),
            bytes,
            "{name}"
        );
    }
}

#[test]
fn contexts_without_operations_have_no_openapi() {
    let t = Terminal::new();
    t.write(
        "a.storm",
        format!("{SMALL}# Archive\n^event Invoice sent > readmodel Ledger\n"),
    );
    let ran = t.run("export a.storm --format openapi -o out").good();
    assert!(ran.out.contains("openapi: "), "{}", ran.out);
    assert!(files(&t.path("out")).iter().all(|f| f.ends_with(".yaml")));
    t.write("b.storm", "actor Customer\n");
    let ran = t.run("export b.storm --format openapi -o none").good();
    assert!(ran.err.contains("holds nothing"), "{}", ran.err);
    assert!(files(&t.path("none")).is_empty());
}

#[test]
fn what_lies_outside_every_context_is_said() {
    let t = Terminal::new();
    t.write(
        "a.storm",
        format!(
            "actor Clerk > command Count stock > aggregate Shelf > event Stock counted\n{SMALL}"
        ),
    );
    for (format, left_out) in [
        ("openapi", "“Count stock”"),
        ("proto", "“Count stock”"),
        ("asyncapi", "“Stock counted”"),
    ] {
        let ran = t
            .run(&format!("export a.storm --format {format} -o {format}"))
            .good();
        assert!(ran.err.contains(left_out), "{format}: {}", ran.err);
        assert_eq!(files(&t.path("openapi")).len(), 2);
    }
    t.write("b.storm", SMALL);
    let ran = t
        .run("export b.storm --format openapi -o all-inside")
        .good();
    assert_eq!(ran.err, "");
}

#[test]
fn what_earlier_exports_left_is_named_and_removed_on_request() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.run("export a.storm --format all -o out").good();
    t.write("out/openapi/mine.yaml", "# mine\n");
    t.write("b.storm", SMALL.replace("# Billing", "# Invoicing"));
    let ran = t.run("export b.storm --format all -o out").good();
    assert!(
        ran.err.contains("billing.yaml") && ran.err.contains("--prune"),
        "{}",
        ran.err
    );
    assert!(t.path("out/openapi/billing.yaml").exists());
    let ran = t.run("export b.storm --format all -o out --prune").good();
    assert!(ran.err.contains("removed"), "{}", ran.err);
    assert!(!t.path("out/proto/billing").exists());
    let left: Vec<String> = files(&t.path("out"))
        .into_iter()
        .filter(|f| f.contains("billing"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(t.read("out/openapi/mine.yaml"), "# mine\n");
    assert_eq!(t.run("export b.storm --format all -o out").good().err, "");
}

#[test]
fn refusals() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.run("export a.storm --format cobol -o out")
        .refused(2, &["cobol", "openapi", "all"]);
    t.run("export a.storm -o out").refused(2, &["--format"]);
    t.run("export a.storm --format openapi")
        .refused(2, &["--output"]);
    t.run("export none.storm --format openapi -o out")
        .refused(1, &["none.storm"]);
    assert!(!t.path("out").exists());
    t.write("file", "in the way");
    t.run("export a.storm --format openapi -o file")
        .refused(1, &["file", "cannot be written"]);
    t.run("export a.storm --format openapi -o file/out")
        .refused(1, &["file/out"]);
    assert_eq!(t.read("file"), "in the way");
}

#[test]
fn mymeetings_exports() {
    let Some(path) = fixture("mymeetings.board.json") else {
        return;
    };
    let t = Terminal::new();
    t.run(&format!("export {} --format all -o out", path.display()))
        .good();
    let found = files(&t.path("out"));
    for name in names(&t) {
        assert!(
            found.iter().any(|f| f.starts_with(&format!("{name}/"))),
            "{name}"
        );
    }
    if let Some(board) = found.iter().find(|f| f.ends_with(".board.json")) {
        let ids = |text: &str| -> BTreeSet<String> {
            let board: Value = serde_json::from_str(text).unwrap();
            board["notes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n["id"].to_string())
                .collect()
        };
        let exported = fs::read_to_string(t.path("out").join(board)).unwrap();
        assert_eq!(ids(&exported), ids(&fs::read_to_string(path).unwrap()));
    }
}
