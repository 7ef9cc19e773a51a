//! `isobar decompose --evaluate DIR`: proposals against the contexts that boards have, beside simpler methods.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use decompose::evaluate::{Evaluation, Fault, Scores, evaluate, mean};
use model::BoardSnapshot;
use serde::Serialize;

use crate::cli::board;
use crate::cli::failure::{Failure, plain};

/// Every board with contexts, and the means.
#[derive(Serialize)]
pub struct Table {
    pub boards: Vec<Evaluation>,
    /// By name of the method.
    pub mean: BTreeMap<&'static str, Scores>,
    /// Boards in the folder that have fewer than two contexts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<String>,
}

/// The boards of a folder, by name; folders inside it are not read.
pub fn table(folder: &Path) -> Result<Table, Failure> {
    let unreadable = |error: std::io::Error| {
        let message = format!("cannot be read: {}", plain(&error));
        Failure::input(folder.display().to_string(), message)
    };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .and_then(|entries| entries.map(|e| e.map(|e| e.path())).collect())
        .map_err(unreadable)?;
    paths.retain(|p| p.is_file() && board::is_named(p));
    paths.sort();
    let mut read = Vec::new();
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        read.push((name, board::read(&path)?));
    }
    let (mut boards, mut skipped) = (Vec::new(), Vec::new());
    for ((name, _), evaluation) in read.iter().zip(evaluations(&read)) {
        match evaluation {
            Some(evaluation) => boards.push(evaluation),
            None => skipped.push(name.clone()),
        }
    }
    if boards.is_empty() {
        let message = "holds no board (.storm or .board.json) with two contexts or more";
        return Err(Failure::input(folder.display().to_string(), message));
    }
    let mut by_method: BTreeMap<&'static str, Vec<Scores>> = BTreeMap::new();
    for board in &boards {
        by_method.entry("isobar").or_default().push(board.isobar);
        for (&method, &scores) in &board.baselines {
            by_method.entry(method).or_default().push(scores);
        }
    }
    Ok(Table {
        mean: by_method.into_iter().map(|(m, s)| (m, mean(s))).collect(),
        boards,
        skipped,
    })
}

/// Evaluates boards side by side, in their order.
fn evaluations(boards: &[(String, BoardSnapshot)]) -> Vec<Option<Evaluation>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(vec![None; boards.len()]);
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..threads.min(boards.len()) {
            scope.spawn(|| {
                while let Some((i, (name, board))) = {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    boards.get(i).map(|b| (i, b))
                } {
                    let evaluation = evaluate(name, board);
                    if let Ok(mut done) = done.lock() {
                        done[i] = evaluation;
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_default()
}

/// As people read it.
pub fn readable(table: &Table) -> String {
    let mut text = format!(
        "{:32} {:22} {:>6} {:>6} {:>6}  {}\n",
        "board", "method", "AMI", "ARI", "F1", "contexts found / true"
    );
    let mut row = |board: &str, method: &str, s: &Scores, truth: Option<usize>| {
        let contexts = match truth {
            Some(truth) => format!("{} / {truth}", s.contexts),
            None => String::new(),
        };
        text += format!(
            "{board:32} {method:22} {:6.3} {:6.3} {:6.3}  {contexts}",
            s.ami, s.ari, s.f1
        )
        .trim_end();
        text += "\n";
    };
    for board in &table.boards {
        row(&board.board, "isobar", &board.isobar, Some(board.contexts));
        for (method, scores) in &board.baselines {
            row("", method, scores, Some(board.contexts));
        }
    }
    for (method, scores) in &table.mean {
        let board = if *method == "isobar" { "mean" } else { "" };
        row(board, method, scores, None);
    }
    text += "\nAdjusted Rand index under damage: median (lowest to highest)\n";
    for board in &table.boards {
        text += &format!("{}\n", board.board);
        for trial in &board.robustness {
            let s = trial.ari;
            text += &format!(
                "    {:48} {:6.3} ({:.3} to {:.3})\n",
                trial.damage, s.median, s.lowest, s.highest
            );
        }
    }
    text += "\nPlanted faults: rank of the culprit, median (worst); precision and recall of what is reported\n";
    for board in &table.boards {
        text += &format!("{}\n", board.board);
        for fault in &board.faults {
            text += &fault_line(fault);
        }
    }
    for name in &table.skipped {
        text += &format!("\n{name} has fewer than two contexts: not scored.\n");
    }
    text
}

fn fault_line(fault: &Fault) -> String {
    match fault.planted {
        0 => format!("    {:48} no place for it\n", fault.fault),
        _ => format!(
            "    {:48} {:4} ({}) {:6.2} {:6.2}\n",
            fault.fault, fault.rank.median, fault.rank.highest, fault.precision, fault.recall
        ),
    }
}
