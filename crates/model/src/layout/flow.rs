//! The notes that need a place and the links between them, in an order that does not depend on the board's.

use std::collections::{BTreeSet, HashMap};

use crate::geometry::Size;
use crate::link::LinkStatus;
use crate::note::{Note, NoteKind};
use crate::order::Order;
use crate::snapshot::BoardSnapshot;
use crate::words;

pub(super) struct FlowNote {
    /// Place in `board.notes`.
    pub row: usize,
    pub kind: NoteKind,
    pub size: Size,
    /// Stems of its words.
    pub stems: BTreeSet<String>,
}

/// Notes by rank: by text, kind and what they are linked to.
pub(super) struct Flow {
    pub notes: Vec<FlowNote>,
    /// By rank, ascending, without repetition.
    pub next: Vec<Vec<usize>>,
    pub before: Vec<Vec<usize>>,
}

impl Flow {
    pub fn of(board: &BoardSnapshot) -> Flow {
        let rows: Vec<usize> = (0..board.notes.len())
            .filter(|&i| board.notes.at(i).is_some_and(|n| n.position().is_none()))
            .collect();
        let known: HashMap<usize, usize> =
            rows.iter().enumerate().map(|(i, &row)| (row, i)).collect();
        let place = |id: &crate::Id| known.get(&board.notes.position(id.as_str())?).copied();
        let links: BTreeSet<(usize, usize)> = board
            .links
            .iter()
            .filter(|l| l.status != LinkStatus::Refused && l.from != l.to)
            .filter_map(|l| Some((place(&l.from)?, place(&l.to)?)))
            .collect();
        let notes: Vec<&Note> = rows
            .iter()
            .filter_map(|&r| board.notes.at(r))
            .map(|n| &**n)
            .collect();
        let ranks = ranks(&notes, &links);

        let mut flow = Flow {
            notes: Vec::with_capacity(rows.len()),
            next: vec![Vec::new(); rows.len()],
            before: vec![Vec::new(); rows.len()],
        };
        let mut ranked: Vec<usize> = (0..rows.len()).collect();
        ranked.order_by_key(|&i| ranks[i]);
        for i in ranked {
            flow.notes.push(FlowNote {
                row: rows[i],
                kind: notes[i].kind,
                size: notes[i].size(),
                stems: words::tokens(&notes[i].text)
                    .iter()
                    .map(|w| words::stem(w))
                    .collect(),
            });
        }
        for (from, to) in links {
            flow.next[ranks[from]].push(ranks[to]);
            flow.before[ranks[to]].push(ranks[from]);
        }
        for list in flow.next.iter_mut().chain(&mut flow.before) {
            list.order();
        }
        flow
    }

    pub fn kind(&self, note: usize) -> NoteKind {
        self.notes[note].kind
    }

    /// Notes linked to this one, either way.
    pub fn neighbours(&self, note: usize) -> impl Iterator<Item = usize> + '_ {
        self.next[note].iter().chain(&self.before[note]).copied()
    }
}

/// Ranks of notes: by text and kind; notes alike in both by what surrounds them (colour refinement after Weisfeiler and
/// Leman); notes alike in everything by id, which changes nothing but which of the two is which.
fn ranks(notes: &[&Note], links: &BTreeSet<(usize, usize)>) -> Vec<usize> {
    const ROUNDS: usize = 8;
    let mut colours: Vec<u64> = notes
        .iter()
        .map(|n| {
            let size = n.size();
            let numbers = [
                n.kind as u64,
                size.width.to_bits(),
                size.height.to_bits(),
                u64::from(n.pivotal),
            ];
            let text = n.text.bytes().map(u64::from);
            mix(numbers.into_iter().chain(text))
        })
        .collect();
    for _ in 0..ROUNDS {
        let mut around: Vec<[Vec<u64>; 2]> = vec![Default::default(); notes.len()];
        for &(from, to) in links {
            around[from][0].push(colours[to]);
            around[to][1].push(colours[from]);
        }
        for (colour, sides) in colours.iter_mut().zip(&mut around) {
            let mut seen = vec![*colour];
            for side in sides {
                side.order();
                seen.push(side.len() as u64);
                seen.append(side);
            }
            *colour = mix(seen);
        }
    }
    let mut order: Vec<usize> = (0..notes.len()).collect();
    let keys: Vec<_> = notes
        .iter()
        .zip(&colours)
        .map(|(n, colour)| (words::key(&n.text), n.kind, *colour, &n.id))
        .collect();
    order.order_by(|&a, &b| keys[a].cmp(&keys[b]));
    let mut ranks = vec![0; notes.len()];
    for (rank, note) in order.into_iter().enumerate() {
        ranks[note] = rank;
    }
    ranks
}

/// FNV-1a over words.
fn mix(words: impl IntoIterator<Item = u64>) -> u64 {
    words.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, word| {
        (hash ^ word ^ (word >> 29))
            .wrapping_mul(0x0000_0100_0000_01b3)
            .rotate_left(17)
    })
}
