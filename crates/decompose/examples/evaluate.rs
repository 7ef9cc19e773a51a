//! Compares proposed cuts with the contexts that boards have:
//! `cargo run --release -p decompose --example evaluate -- FILES` (.storm or .board.json).
#![allow(clippy::print_stdout)]

use std::error::Error;

use decompose::compare::{adjusted_mutual_information, adjusted_rand, pairwise_f1};
use decompose::{Alternative, Options, propose};
use model::BoardSnapshot;

/// What is printed is of the first.
const SEEDS: u64 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    println!(
        "{:>5} {:>3} {:>6} {:>6} {:>6}  board, alternative (* recommended)",
        "truth", "k", "ARI", "AMI", "F1"
    );
    let (mut sum, mut count) = (0.0, 0);
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let board = if path.ends_with(".json") {
            model::file::read(&bytes)?
        } else {
            model::notation::parse(&String::from_utf8(bytes)?)?
        };
        for seed in 1..=SEEDS {
            let options = Options {
                seed,
                ..Options::default()
            };
            for alternative in propose(&board, &options).alternatives {
                let (cut, truth) = labels(&board, &alternative);
                let ari = adjusted_rand(&cut, &truth);
                if alternative.recommended {
                    sum += ari;
                    count += 1;
                }
                if seed > 1 {
                    continue;
                }
                println!(
                    "{:>5} {:>3} {ari:>6.3} {:>6.3} {:>6.3}  {path} {}{}",
                    board.contexts.len(),
                    alternative.contexts.len(),
                    adjusted_mutual_information(&cut, &truth),
                    pairwise_f1(&cut, &truth),
                    alternative.name,
                    if alternative.recommended { " *" } else { "" },
                );
            }
        }
    }
    println!(
        "mean ARI of what is recommended, {SEEDS} seeds: {:.3}",
        sum / f64::from(count.max(1))
    );
    Ok(())
}

/// For each note that has a context on the board: its place in the proposal, and on the board.
fn labels(board: &BoardSnapshot, alternative: &Alternative) -> (Vec<usize>, Vec<usize>) {
    let (mut cut, mut truth) = (Vec::new(), Vec::new());
    for (i, context) in alternative.contexts.iter().enumerate() {
        for id in &context.members {
            if let Some(own) = board.context_of(id) {
                cut.push(i);
                truth.push(board.contexts.position(own.id.as_str()).unwrap_or_default());
            }
        }
    }
    (cut, truth)
}
