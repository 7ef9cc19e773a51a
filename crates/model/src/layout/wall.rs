//! The whole wall: blocks in layers along the flow, folded into bands; walls that do not meet are packed.

use std::collections::BTreeMap;

use super::bands::bands;
use super::block::block;
use super::flow::Flow;
use super::pack::pack;
use super::{ASPECT, BLOCK_GAP, GAP, Layouted, ROW_GAP};
use crate::geometry::{Point, Size};
use crate::note::NOTE_KINDS;
use crate::order::Order;

/// Top left corners of all notes, by rank.
pub(super) fn arrange(flow: &Flow) -> Vec<Point> {
    let mut groups: Vec<(Vec<usize>, Layouted)> = Vec::new();
    let units = super::units::units(flow);
    let mut unit_of: Vec<Option<usize>> = vec![None; flow.notes.len()];
    for (u, notes) in units.iter().enumerate() {
        for &n in notes {
            unit_of[n] = Some(u);
        }
    }
    let blocks: Vec<Layouted> = units.iter().map(|notes| block(flow, notes)).collect();
    let mut next: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); units.len()];
    for (from, targets) in flow.next.iter().enumerate() {
        for &to in targets {
            if let (Some(a), Some(b)) = (unit_of[from], unit_of[to])
                && a != b
            {
                *next[a].entry(b).or_default() += 1;
            }
        }
    }
    for members in components(&next) {
        let laid = bands(&members, &blocks, &next);
        let mut notes = Vec::new();
        let mut places = Vec::new();
        for (&unit, at) in members.iter().zip(&laid.places) {
            notes.extend(&units[unit]);
            places.extend(blocks[unit].places.iter().map(|p| p.offset(at.x, at.y)));
        }
        groups.push((notes, Layouted { places, ..laid }));
    }
    let loose: Vec<usize> = (0..flow.notes.len())
        .filter(|&n| unit_of[n].is_none())
        .collect();
    if !loose.is_empty() {
        groups.push(grid(flow, loose));
    }
    let sizes: Vec<Size> = groups
        .iter()
        .map(|(_, l)| Size::new(l.width, l.height))
        .collect();
    let packed = pack(&sizes, wished_width(&sizes));
    let mut places = vec![Point::default(); flow.notes.len()];
    for ((notes, laid), corner) in groups.iter().zip(packed.places) {
        for (&note, place) in notes.iter().zip(&laid.places) {
            places[note] = place.offset(corner.x, corner.y);
        }
    }
    places
}

/// The width at which rectangles with gaps fill an area of the wished aspect.
fn wished_width(sizes: &[Size]) -> f64 {
    let area: f64 = sizes
        .iter()
        .map(|s| (s.width + BLOCK_GAP) * (s.height + BLOCK_GAP))
        .sum();
    let widest = sizes.iter().map(|s| s.width).fold(0.0, f64::max);
    (area * ASPECT).sqrt().max(widest)
}

/// Connected components, each ascending, by their first.
fn components(next: &[BTreeMap<usize, u32>]) -> Vec<Vec<usize>> {
    let mut both: Vec<Vec<usize>> = vec![Vec::new(); next.len()];
    for (from, targets) in next.iter().enumerate() {
        for &to in targets.keys() {
            both[from].push(to);
            both[to].push(from);
        }
    }
    let mut seen = vec![false; next.len()];
    let mut components = Vec::new();
    for start in 0..next.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut members = vec![start];
        let mut i = 0;
        while let Some(&unit) = members.get(i) {
            for &other in &both[unit] {
                if !std::mem::replace(&mut seen[other], true) {
                    members.push(other);
                }
            }
            i += 1;
        }
        members.order();
        components.push(members);
    }
    components
}

/// Notes without links, in rows: by kind, then by text.
fn grid(flow: &Flow, mut notes: Vec<usize>) -> (Vec<usize>, Layouted) {
    let kind = |n: &usize| NOTE_KINDS.iter().position(|row| row.kind == flow.kind(*n));
    notes.order_by_key(|n| (kind(n), *n));
    let area: f64 = notes
        .iter()
        .map(|&n| flow.notes[n].size)
        .map(|s| (s.width + GAP) * (s.height + ROW_GAP))
        .sum();
    let wide = (area * ASPECT).sqrt();
    let mut laid = Layouted::default();
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0f64);
    for &n in &notes {
        let size = flow.notes[n].size;
        if x > 0.0 && x + size.width > wide {
            y += row + ROW_GAP;
            (x, row) = (0.0, 0.0);
        }
        laid.places.push(Point::new(x, y));
        laid.width = laid.width.max(x + size.width);
        laid.height = laid.height.max(y + size.height);
        x += size.width + GAP;
        row = row.max(size.height);
    }
    (notes, laid)
}
