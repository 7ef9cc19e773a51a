//! Proposals for damaged boards: links dropped, terms renamed, other seeds.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::words::{stem, tokens};
use model::{BoardSnapshot, Note, Table};
use serde::Serialize;

use super::{Truth, proposed};
use crate::random::{Random, hash};
use crate::wall::Wall;

/// Runs of each kind of damage.
pub const SEEDS: u64 = 20;
/// Share of the links that are dropped.
const DROPPED: [f64; 3] = [0.1, 0.2, 0.3];
/// Share of the words that get a second name, used by half of their notes.
const RENAMED: f64 = 0.3;

/// One kind of damage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial {
    pub damage: String,
    /// Adjusted Rand index over the runs.
    pub ari: Spread,
}

/// Order statistics of several runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    pub median: f64,
    pub lowest: f64,
    pub highest: f64,
}

impl Spread {
    pub fn of(mut figures: Vec<f64>) -> Spread {
        figures.sort_by(f64::total_cmp);
        let n = figures.len();
        match figures[..] {
            [] => Spread::default(),
            _ => Spread {
                median: (figures[(n - 1) / 2] + figures[n / 2]) / 2.0,
                lowest: figures[0],
                highest: figures[n - 1],
            },
        }
    }
}

pub(crate) fn trials(board: &BoardSnapshot, wall: &Wall, truth: &Truth) -> Vec<Trial> {
    let run = |damage: String, damaged: &dyn Fn(u64) -> (BoardSnapshot, u64)| {
        let ari = |seed: u64| {
            let (board, seed) = damaged(seed);
            truth.score(&proposed(&board, wall, seed)).ari
        };
        Trial {
            damage,
            ari: Spread::of((1..=SEEDS).map(ari).collect()),
        }
    };
    let mut trials = vec![run(format!("{SEEDS} seeds"), &|seed| (board.clone(), seed))];
    for share in DROPPED {
        trials.push(run(
            format!("{:.0} % of links dropped", share * 100.0),
            &|seed| (without_links(board, share, &mut Random::new(seed)), 1),
        ));
    }
    trials.push(run(
        format!(
            "{:.0} % of terms renamed in half of their notes",
            RENAMED * 100.0
        ),
        &|seed| (renamed(board, RENAMED, seed), 1),
    ));
    trials
}

/// The board without a share of its links, chosen at random.
pub fn without_links(board: &BoardSnapshot, share: f64, random: &mut Random) -> BoardSnapshot {
    let mut board = board.clone();
    let mut kept: Vec<usize> = (0..board.links.len()).collect();
    random.shuffle(&mut kept);
    let drop = (board.links.len() as f64 * share).round() as usize;
    let mut kept = kept.split_off(drop);
    kept.sort_unstable();
    board.links = Table::from_rows(kept.iter().filter_map(|&i| board.links.at(i).cloned()));
    board
}

/// The board where a share of the words has a second name, which half of the notes use.
pub fn renamed(board: &BoardSnapshot, share: f64, seed: u64) -> BoardSnapshot {
    let mut board = board.clone();
    let chance = |parts: &[&str]| {
        let text = parts.join("\u{0}");
        Random::new(seed ^ hash(text.as_bytes())).unit()
    };
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let rows: Vec<Arc<Note>> = board
        .notes
        .iter()
        .map(|n| {
            let mut note = Note::clone(n);
            let words = tokens(&note.text).into_iter().map(|word| {
                let stem = known
                    .entry(word.clone())
                    .or_insert_with(|| stem(&word))
                    .clone();
                let is_renamed = chance(&[&stem]) < share && chance(&[&stem, n.id.as_str()]) < 0.5;
                if is_renamed {
                    // A word that nothing else on the board is like.
                    format!("zq{:x}", hash(stem.as_bytes()) >> 40)
                } else {
                    word
                }
            });
            note.text = words.collect::<Vec<_>>().join(" ");
            Arc::new(note)
        })
        .collect();
    board.notes = Table::from_rows(rows);
    board
}
