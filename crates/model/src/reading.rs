//! Reading the wall: positions and drawn links become the flow, each inferred link with a confidence and a reason.

mod arrangement;
mod phrase;
mod reader;
mod steps;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::ids::Id;
use crate::link::LinkStatus;
use crate::snapshot::BoardSnapshot;

pub use reader::{Reader, Reread};

/// Notes side by side with at most this gap may be read as linked, canvas units.
pub const NEAR: f64 = 36.0;
/// Notes below each other, or corner to corner, with at most this gap.
pub const BELOW: f64 = 24.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkSource {
    Drawn,
    Confirmed,
    Inferred,
}

/// One step of the flow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadLink {
    pub from: Id,
    pub to: Id,
    pub source: LinkSource,
    /// 0 to 1; 1 for what people drew or confirmed.
    pub confidence: f64,
    /// Why, in plain words.
    pub reason: String,
    /// The row in `links`, where there is one.
    pub link: Option<Id>,
}

/// The flow of a board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    links: Vec<ReadLink>,
    outgoing: HashMap<Id, Vec<usize>>,
    incoming: HashMap<Id, Vec<usize>>,
}

impl Reading {
    pub fn new(links: Vec<ReadLink>) -> Reading {
        let mut reading = Reading::default();
        for (i, link) in links.iter().enumerate() {
            reading
                .outgoing
                .entry(link.from.clone())
                .or_default()
                .push(i);
            reading.incoming.entry(link.to.clone()).or_default().push(i);
        }
        reading.links = links;
        reading
    }

    /// All steps, in a fixed order.
    pub fn links(&self) -> &[ReadLink] {
        &self.links
    }

    /// Steps that leave a note.
    pub fn leaving(&self, note: &Id) -> impl Iterator<Item = &ReadLink> {
        self.outgoing
            .get(note)
            .into_iter()
            .flatten()
            .map(|&i| &self.links[i])
    }

    /// Steps that reach a note.
    pub fn reaching(&self, note: &Id) -> impl Iterator<Item = &ReadLink> {
        self.incoming
            .get(note)
            .into_iter()
            .flatten()
            .map(|&i| &self.links[i])
    }
}

/// Reads the wall: drawn and confirmed links in the order of the board, then those that positions give. What people drew
/// or refused is never inferred. Reads nothing of contexts.
pub fn read(board: &BoardSnapshot) -> Reading {
    Reader::new(board).reading(board)
}

/// The steps that people drew or confirmed, in the order of the board.
fn settled(board: &BoardSnapshot) -> Vec<ReadLink> {
    board
        .links
        .iter()
        .filter(|l| l.status != LinkStatus::Refused)
        .map(|l| {
            let (source, reason) = match l.status {
                LinkStatus::Confirmed => {
                    (LinkSource::Confirmed, "Read from the wall and confirmed.")
                }
                _ => (LinkSource::Drawn, "Drawn on the wall."),
            };
            ReadLink {
                from: l.from.clone(),
                to: l.to.clone(),
                source,
                confidence: 1.0,
                reason: reason.into(),
                link: Some(l.id.clone()),
            }
        })
        .collect()
}
