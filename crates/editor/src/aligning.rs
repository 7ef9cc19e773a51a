//! Lining up what is selected, and spreading it evenly.

use std::collections::BTreeMap;

use model::{Command, Id, Point, Rect};

use crate::axis::Axis;
use crate::wall::Wall;
use model::order::Order;

/// Where things meet along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Middle,
    End,
}

/// What is arranged as one: a note, a group, or a frame with what lies in it.
struct Block {
    things: Vec<(Id, Rect)>,
    around: Rect,
}

impl Wall {
    /// Moves the selected things to a common line along `axis`.
    pub fn align(&mut self, axis: Axis, edge: Edge) {
        let blocks = self.blocks();
        let Some(all) = Rect::around(blocks.iter().map(|b| b.around)) else {
            return;
        };
        let by = |b: &Block| match edge {
            Edge::Start => axis.start(all) - axis.start(b.around),
            Edge::Middle => axis.of(all.center()) - axis.of(b.around.center()),
            Edge::End => axis.end(all) - axis.end(b.around),
        };
        let moves = blocks.iter().map(|b| (b, by(b))).collect();
        self.move_blocks(axis, moves);
    }

    /// Moves the selected things so that the gaps between them are equal; the first and the last stay.
    pub fn distribute(&mut self, axis: Axis) {
        let mut blocks = self.blocks();
        blocks.order_by(|a, b| axis.start(a.around).total_cmp(&axis.start(b.around)));
        let Some(all) = Rect::around(blocks.iter().map(|b| b.around)) else {
            return;
        };
        if blocks.len() < 3 {
            return self.tell("Select three or more things to spread them evenly.");
        }
        let taken: f64 = blocks.iter().map(|b| axis.length(b.around)).sum();
        let gap = (axis.length(all) - taken) / (blocks.len() - 1) as f64;
        let mut next = axis.start(all);
        let mut moves = Vec::new();
        for block in &blocks {
            moves.push((block, next - axis.start(block.around)));
            next += axis.length(block.around) + gap;
        }
        self.move_blocks(axis, moves);
    }

    fn move_blocks(&mut self, axis: Axis, moves: Vec<(&Block, f64)>) {
        let moved = moves.into_iter().filter(|(_, by)| by.abs() > 1e-6);
        let to: Vec<(Id, Point)> = moved
            .flat_map(|(block, by)| block.things.iter().map(move |thing| (thing, by)))
            .map(|((id, r), by)| (id.clone(), axis.moved(*r, by).origin()))
            .collect();
        if !to.is_empty() {
            self.execute(Command::Move { to });
        }
    }

    /// The selection in blocks; where all of it is one block, its notes.
    fn blocks(&self) -> Vec<Block> {
        let board = self.board();
        let things = self.movable();
        let frames: Vec<&(Id, Rect)> = things
            .iter()
            .filter(|(id, _)| board.frames.contains(id.as_str()))
            .collect();
        let block_of = |(id, rect): &(Id, Rect)| -> Id {
            let frame = frames
                .iter()
                .find(|(f, r)| f == id || r.contains(rect.center()));
            let group = || board.note(id)?.group.clone();
            let frame = frame.map(|(f, _)| f.clone());
            frame.or_else(group).unwrap_or_else(|| id.clone())
        };
        let mut blocks: BTreeMap<Id, Vec<(Id, Rect)>> = BTreeMap::new();
        for thing in &things {
            blocks
                .entry(block_of(thing))
                .or_default()
                .push(thing.clone());
        }
        let alone = blocks.len() == 1;
        let blocks: Vec<Vec<(Id, Rect)>> = match alone {
            true => {
                let is_note = |(id, _): &&(Id, Rect)| board.note(id).is_some();
                let notes = things.iter().filter(is_note);
                notes.map(|thing| vec![thing.clone()]).collect()
            }
            false => blocks.into_values().collect(),
        };
        let block = |things: Vec<(Id, Rect)>| {
            let around = Rect::around(things.iter().map(|(_, r)| *r))?;
            Some(Block { things, around })
        };
        blocks.into_iter().filter_map(block).collect()
    }
}
