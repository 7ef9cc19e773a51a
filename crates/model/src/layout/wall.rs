//! The whole wall: blocks in layers along the flow, folded into bands; walls that do not meet are packed.

use std::collections::{BTreeMap, HashMap};

use super::block::block;
use super::column::stack;
use super::flow::Flow;
use super::layers::layers;
use super::pack::pack;
use super::{ASPECT, BLOCK_GAP, GAP, Layouted, ROW_GAP};
use crate::geometry::{Point, Size};
use crate::note::NOTE_KINDS;

/// A wall is not folded before it is this wide.
const SCREEN: f64 = 2400.0;

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
        let laid = component(&members, &blocks, &next);
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
    (area * ASPECT).sqrt().max(widest).max(SCREEN)
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
        members.sort_unstable();
        components.push(members);
    }
    components
}

/// Blocks of one component, left to right by layer, in bands. Places come in the order of `members`.
fn component(members: &[usize], blocks: &[Layouted], next: &[BTreeMap<usize, u32>]) -> Layouted {
    let local: HashMap<usize, usize> = members.iter().enumerate().map(|(i, &u)| (u, i)).collect();
    let ahead: Vec<BTreeMap<usize, u32>> = members
        .iter()
        .map(|u| next[*u].iter().map(|(to, &w)| (local[to], w)).collect())
        .collect();
    let mut linked: Vec<Vec<(usize, f64)>> = vec![Vec::new(); members.len()];
    for (from, targets) in ahead.iter().enumerate() {
        for (&to, &weight) in targets {
            linked[from].push((to, f64::from(weight)));
            linked[to].push((from, f64::from(weight)));
        }
    }
    let sizes: Vec<Size> = members
        .iter()
        .map(|&u| Size::new(blocks[u].width, blocks[u].height))
        .collect();
    let width = wished_width(&sizes);
    let area: f64 = sizes
        .iter()
        .map(|s| (s.width + BLOCK_GAP) * (s.height + BLOCK_GAP))
        .sum();
    let tallest = sizes.iter().map(|s| s.height).fold(0.0, f64::max);
    let columns = columns(&layers(&ahead), &sizes, (area / width).max(tallest));

    let mut wall = Layouted {
        places: vec![Point::default(); members.len()],
        ..Layouted::default()
    };
    let mut band: Vec<usize> = Vec::new();
    let (mut x, mut top) = (0.0, 0.0);
    // Middles of the blocks that lie already, all bands on one level: neighbours in another band still give the order.
    let mut middles: Vec<Option<f64>> = vec![None; members.len()];
    for mut column in columns {
        let wide = column.iter().map(|&i| sizes[i].width).fold(0.0, f64::max);
        if !band.is_empty() && x + wide > width * 1.05 {
            top += close(&mut wall, &band, &sizes, top) + BLOCK_GAP;
            band.clear();
            x = 0.0;
        }
        let wish = |i: usize| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for &(other, weight) in &linked[i] {
                if let Some(middle) = middles[other] {
                    sum += middle * weight;
                    weights += weight;
                }
            }
            if weights > 0.0 { sum / weights } else { 0.0 }
        };
        column.sort_by(|&a, &b| wish(a).total_cmp(&wish(b)).then(a.cmp(&b)));
        let wishes: Vec<(f64, f64)> = column.iter().map(|&i| (wish(i), sizes[i].height)).collect();
        for (&i, y) in column.iter().zip(stack(&wishes, BLOCK_GAP)) {
            wall.places[i] = Point::new(x, y);
            middles[i] = Some(y + sizes[i].height / 2.0);
        }
        wall.width = wall.width.max(x + wide);
        x += wide + BLOCK_GAP;
        band.extend(column);
    }
    wall.height = top + close(&mut wall, &band, &sizes, top);
    wall
}

/// Blocks by layer; a layer that gets higher than `height` becomes several columns.
fn columns(layer: &[usize], sizes: &[Size], height: f64) -> Vec<Vec<usize>> {
    let mut by_layer: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, &layer) in layer.iter().enumerate() {
        by_layer.entry(layer).or_default().push(i);
    }
    let mut columns = Vec::new();
    for blocks in by_layer.into_values() {
        let mut column: Vec<usize> = Vec::new();
        let mut used = 0.0;
        for i in blocks {
            if !column.is_empty() && used + sizes[i].height > height {
                columns.push(std::mem::take(&mut column));
                used = 0.0;
            }
            used += sizes[i].height + BLOCK_GAP;
            column.push(i);
        }
        columns.push(column);
    }
    columns
}

/// Moves a band so that it starts at `top`; its height.
fn close(wall: &mut Layouted, band: &[usize], sizes: &[Size], top: f64) -> f64 {
    let highest = band
        .iter()
        .map(|&i| wall.places[i].y)
        .fold(f64::INFINITY, f64::min);
    let lowest = band
        .iter()
        .map(|&i| wall.places[i].y + sizes[i].height)
        .fold(f64::NEG_INFINITY, f64::max);
    for &i in band {
        wall.places[i].y += top - highest;
    }
    (lowest - highest).max(0.0)
}

/// Notes without links, in rows: by kind, then by text.
fn grid(flow: &Flow, mut notes: Vec<usize>) -> (Vec<usize>, Layouted) {
    let kind = |n: &usize| NOTE_KINDS.iter().position(|row| row.kind == flow.kind(*n));
    notes.sort_by_key(|n| (kind(n), *n));
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
