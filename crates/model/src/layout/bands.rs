//! The blocks of one component, left to right by layer, in bands below each other like lines of text.

use std::collections::{BTreeMap, HashMap};

use super::layers::layers;
use super::{ASPECT, BLOCK_GAP, Layouted};
use crate::geometry::{Point, Size};
use crate::order::Order;

/// A wall is not folded before it is this wide.
const SCREEN: f64 = 2400.0;
/// How far from the evenest shape others are tried.
const TRIED: [f64; 5] = [0.7, 0.85, 1.0, 1.25, 1.6];

/// Places come in the order of `members`, units; `next` are the links between all units. Of several ways to fold, the one
/// that shows largest on a screen.
pub(super) fn bands(
    members: &[usize],
    blocks: &[Layouted],
    next: &[BTreeMap<usize, u32>],
) -> Layouted {
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
    let layers = layers(&ahead);
    let area: f64 = sizes
        .iter()
        .map(|s| (s.width + BLOCK_GAP) * (s.height + BLOCK_GAP))
        .sum();
    let widest = sizes.iter().map(|s| s.width).fold(0.0, f64::max);
    let tallest = sizes.iter().map(|s| s.height).fold(0.0, f64::max);
    let even = Size::new((area * ASPECT).sqrt(), (area / ASPECT).sqrt());
    let mut best: Option<(f64, Layouted)> = None;
    for wide in TRIED {
        let width = (even.width * wide).max(widest).max(SCREEN);
        for high in TRIED {
            let columns = columns(&layers, &sizes, (even.height * high).max(tallest));
            let wall = fold(columns, &sizes, &linked, width);
            let shown = wall.width.max(wall.height * ASPECT);
            if best.as_ref().is_none_or(|(least, _)| shown < *least) {
                best = Some((shown, wall));
            }
        }
    }
    best.map(|(_, wall)| wall).unwrap_or_default()
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

/// Columns side by side until a band is full.
fn fold(
    columns: Vec<Vec<usize>>,
    sizes: &[Size],
    linked: &[Vec<(usize, f64)>],
    width: f64,
) -> Layouted {
    let mut wall = Layouted {
        places: vec![Point::default(); sizes.len()],
        ..Layouted::default()
    };
    let mut band: Vec<Vec<usize>> = Vec::new();
    let mut used = 0.0;
    for column in columns {
        let wide = column.iter().map(|&i| sizes[i].width).fold(0.0, f64::max);
        if !band.is_empty() && used + wide > width {
            lay(&mut wall, std::mem::take(&mut band), sizes, linked);
            used = 0.0;
        }
        used += wide + BLOCK_GAP;
        band.push(column);
    }
    lay(&mut wall, band, sizes, linked);
    wall
}

/// Adds a band below the wall. Columns are piles without holes; blocks are ordered, and piles moved up or down, to be
/// level with what they are linked to in the band.
fn lay(wall: &mut Layouted, band: Vec<Vec<usize>>, sizes: &[Size], linked: &[Vec<(usize, f64)>]) {
    let top = if wall.height > 0.0 {
        wall.height + BLOCK_GAP
    } else {
        0.0
    };
    let pile = |column: &[usize]| {
        column
            .iter()
            .map(|&i| sizes[i].height + BLOCK_GAP)
            .sum::<f64>()
            - BLOCK_GAP
    };
    let height = band.iter().map(|column| pile(column)).fold(0.0, f64::max);
    let mut middles: HashMap<usize, f64> = HashMap::new();
    let mut x = 0.0;
    for mut column in band {
        let wish = |i: usize| -> Option<f64> {
            let near = linked[i]
                .iter()
                .filter_map(|&(other, weight)| Some((middles.get(&other)? * weight, weight)));
            let (sum, weights) =
                near.fold((0.0, 0.0), |(s, w), (sum, weight)| (s + sum, w + weight));
            (weights > 0.0).then(|| sum / weights)
        };
        let level = |i: usize| wish(i).unwrap_or(height);
        column.order_by(|&a, &b| level(a).total_cmp(&level(b)).then(a.cmp(&b)));
        let (mut y, mut off, mut count) = (0.0, 0.0, 0.0);
        for &i in &column {
            if let Some(wished) = wish(i) {
                off += wished - (y + sizes[i].height / 2.0);
                count += 1.0;
            }
            y += sizes[i].height + BLOCK_GAP;
        }
        let mut y = if count > 0.0 {
            (off / count).clamp(0.0, (height - pile(&column)).max(0.0))
        } else {
            0.0
        };
        let wide = column.iter().map(|&i| sizes[i].width).fold(0.0, f64::max);
        for &i in &column {
            wall.places[i] = Point::new(x, top + y);
            middles.insert(i, y + sizes[i].height / 2.0);
            y += sizes[i].height + BLOCK_GAP;
        }
        wall.width = wall.width.max(x + wide);
        x += wide + BLOCK_GAP;
    }
    wall.height = top + height;
}
