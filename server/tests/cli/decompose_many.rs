//! `isobar decompose --evaluate` and `--graph`

use crate::terminal::{CARGO_SHIPPING, SMALL, Terminal};

#[test]
fn a_folder_of_boards_is_evaluated() {
    let t = Terminal::new();
    std::fs::create_dir(t.path("boards")).unwrap();
    t.write("boards/small.storm", SMALL);
    t.write("boards/one.storm", "# One\nevent A\n");
    t.write("boards/notes.txt", "not a board");
    std::fs::copy(CARGO_SHIPPING, t.path("boards/cargo.storm")).unwrap();
    let table = t.run("decompose --evaluate boards --json").good().json();
    let boards = table["boards"].as_array().unwrap();
    let names: Vec<&str> = boards
        .iter()
        .map(|b| b["board"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["cargo.storm", "small.storm"]);
    assert_eq!(table["skipped"][0], "one.storm");
    for board in boards {
        assert_eq!(board["baselines"].as_object().unwrap().len(), 4);
        assert_eq!(board["robustness"].as_array().unwrap().len(), 5);
        assert_eq!(board["faults"].as_array().unwrap().len(), 5);
        for figure in ["ami", "ari", "f1"] {
            let value = board["isobar"][figure].as_f64().unwrap();
            assert!((-1.0..=1.0).contains(&value));
        }
    }
    assert_eq!(boards[0]["contexts"], 5);
    let mean = &table["mean"];
    let ari = |method: &str| mean[method]["ari"].as_f64().unwrap();
    for baseline in mean.as_object().unwrap().keys().filter(|m| *m != "isobar") {
        assert!(ari("isobar") > ari(baseline), "{baseline}");
    }
    let text = t.run("decompose --evaluate boards").good().out;
    for word in [
        "connected components",
        "links dropped",
        "a note moved",
        "one.storm has fewer",
    ] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
}

#[test]
fn a_folder_that_cannot_be_evaluated_is_refused() {
    let t = Terminal::new();
    t.run("decompose --evaluate nowhere")
        .refused(1, &["nowhere"]);
    std::fs::create_dir(t.path("boards")).unwrap();
    t.write("boards/one.storm", "# One\nevent A\n");
    t.run("decompose --evaluate boards")
        .refused(1, &["boards", "no board"]);
    t.write("boards/bad.storm", "evnt A\n");
    t.run("decompose --evaluate boards")
        .refused(1, &["bad.storm:1"]);
    t.run("decompose --evaluate boards x.storm")
        .refused(2, &["--evaluate"]);
}

/// Two cliques of six joined by one edge, and node 13 that nothing reaches.
fn cliques() -> String {
    let mut edges = String::from("# two cliques\n5 6 0.5\n13 13\n\n");
    for offset in [0, 6] {
        for a in 0..6 {
            for b in 0..a {
                edges += &format!("{} {}\n", a + offset, b + offset);
            }
        }
    }
    edges
}

#[test]
fn communities_of_an_edge_list() {
    let t = Terminal::new();
    t.write("g.edges", cliques());
    let found = t.run("decompose --graph g.edges --json").good().json();
    assert!(found["seconds"].as_f64().unwrap() >= 0.0);
    // Every node has a label, 12 and 13 one each of their own.
    assert_eq!(found["membership"].as_array().unwrap().len(), 14);
    let at = |resolution: &str| {
        let args = format!("decompose --graph g.edges --json --resolution {resolution} --seed 3");
        let found = t.run(&args).good().json();
        let labels: Vec<u64> = found["membership"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m.as_u64().unwrap())
            .collect();
        assert_eq!(found["communities"], labels.iter().max().unwrap() + 1);
        labels
    };
    assert_eq!(at("0.5"), [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 3]);
    assert_eq!(at("0.5"), at("0.5"));
    assert_eq!(at("2"), (0..14).collect::<Vec<u64>>());
    let rb = t
        .run("decompose --graph g.edges --json --objective rb")
        .good()
        .json();
    assert_eq!(rb["communities"], 4);
    assert!((0.3..0.6).contains(&rb["quality"].as_f64().unwrap()));
}

#[test]
fn broken_edge_lists_name_their_line() {
    let t = Terminal::new();
    let wrong = |text: &str, say: &str| {
        t.write("g.edges", text);
        t.run("decompose --graph g.edges --json")
            .refused(1, &["g.edges:2", say]);
    };
    wrong("0 1\n1\n", "u v");
    wrong("0 1\n1 x\n", "no id");
    wrong("0 1\n-1 2\n", "no id");
    wrong("0 1\n1 2 much\n", "no weight");
    wrong("0 1\n1 2 NaN\n", "no weight");
    wrong("0 1\n1 2 1 1\n", "too much");
    wrong("0 1\n1 999999999999\n", "too large");
    t.run("decompose --graph none.edges --json")
        .refused(1, &["none.edges"]);
    t.write("g.edges", "");
    let empty = t.run("decompose --graph g.edges --json").good().json();
    assert_eq!(
        (&empty["communities"], &empty["quality"]),
        (&0.into(), &0.0.into())
    );
    t.run("decompose --graph g.edges --json --objective best")
        .refused(2, &["best"]);
    t.run("decompose --graph g.edges --json --resolution -1")
        .refused(2, &["resolution"]);
    t.run("decompose --json --resolution 1")
        .refused(2, &["BOARD"]);
}
