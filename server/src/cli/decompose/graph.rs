//! `isobar decompose --graph FILE.edges --json`: the bare community detection on an edge list.

use std::path::Path;
use std::time::Instant;

use decompose::cluster::leiden::quality;
use decompose::cluster::{Network, Objective, leiden};
use decompose::random::Random;
use serde::Serialize;

use crate::cli::board;
use crate::cli::failure::Failure;

/// Largest id of a node; every id up to the largest gets a community.
const MAX_NODE: usize = 50_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Named {
    /// Constant Potts model
    Cpm,
    /// Reichardt and Bornholdt; modularity at resolution 1
    #[value(alias = "modularity")]
    Rb,
}

impl Named {
    fn objective(self) -> Objective {
        match self {
            Named::Cpm => Objective::Cpm,
            Named::Rb => Objective::ReichardtBornholdt,
        }
    }

    /// The resolution unless one is given.
    fn resolution(self) -> f64 {
        match self {
            Named::Cpm => 0.02,
            Named::Rb => 1.0,
        }
    }
}

#[derive(Serialize)]
pub struct Detected {
    /// Of the detection alone, wall clock.
    pub seconds: f64,
    pub communities: usize,
    /// Σ over communities of (weight inside − γ · mass² / 2), by the weight of all edges; larger is better.
    pub quality: f64,
    /// Per node, from 0 to the largest id.
    pub membership: Vec<usize>,
}

impl Detected {
    /// On one line: the membership is long.
    pub fn json(&self) -> Result<String, Failure> {
        let text = serde_json::to_string(self);
        text.map(|t| t + "\n")
            .map_err(|error| Failure::output("the result as JSON", error.into()))
    }
}

pub fn detect(
    path: &Path,
    named: Named,
    resolution: Option<f64>,
    seed: u64,
) -> Result<Detected, Failure> {
    let network = read(path)?;
    let (objective, gamma) = (named.objective(), resolution.unwrap_or(named.resolution()));
    let start = Instant::now();
    let membership = leiden(&network, objective, gamma, &mut Random::new(seed));
    let seconds = start.elapsed().as_secs_f64();
    let total = network.total();
    let quality = quality(&network, objective, gamma, &membership);
    Ok(Detected {
        seconds,
        communities: membership.iter().max().map_or(0, |m| m + 1),
        quality: if total > 0.0 {
            quality / total
        } else {
            quality
        },
        membership,
    })
}

/// An edge list: `u v` or `u v weight` a line, ids from 0; blank lines and what follows `#` or `%` are free.
fn read(path: &Path) -> Result<Network, Failure> {
    let bytes = board::bytes(path)?;
    let name = board::name(path);
    let mut edges: Vec<(usize, usize, f64)> = Vec::new();
    let mut nodes = 0;
    for (i, line) in bytes.split(|&b| b == b'\n').enumerate() {
        let wrong = |message: String| Failure::input(format!("{name}:{}", i + 1), message);
        let line = std::str::from_utf8(line).map_err(|_| wrong("not UTF-8 text".into()))?;
        let line = line.split(['#', '%']).next().unwrap_or_default();
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        let id = |word: Option<&str>| {
            let word = word.ok_or_else(|| wrong("an edge is `u v` or `u v weight`".into()))?;
            match word.parse::<usize>() {
                Ok(id) if id <= MAX_NODE => Ok(id),
                Ok(id) => Err(wrong(format!(
                    "{id} is too large an id: at most {MAX_NODE}"
                ))),
                Err(_) => Err(wrong(format!("{word:?} is no id: a whole number from 0"))),
            }
        };
        let (u, v) = (id(Some(first))?, id(words.next())?);
        let weight = match words.next() {
            None => 1.0,
            Some(word) => match word.parse::<f64>() {
                Ok(weight) if weight.is_finite() && weight >= 0.0 => weight,
                _ => return Err(wrong(format!("{word:?} is no weight: a number, 0 or more"))),
            },
        };
        if let Some(more) = words.next() {
            return Err(wrong(format!(
                "{more:?} is too much: an edge is `u v` or `u v weight`"
            )));
        }
        nodes = nodes.max(u.max(v) + 1);
        edges.push((u, v, weight));
    }
    Ok(Network::new(vec![1.0; nodes], edges))
}
