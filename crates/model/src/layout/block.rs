//! One unit laid out in columns: actors, policies, commands, the aggregate, events, read models, whom they serve.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::column::stack;
use super::flow::Flow;
use super::{GAP, Layouted, ROW_GAP};
use crate::geometry::Point;
use crate::note::NoteKind::*;
use crate::order::Order;

/// A column higher than this is folded.
const TALL: f64 = 2600.0;
/// Two notes share a word that tells something: few others have it.
const TELLING: f64 = 0.3;
const COMMANDS: usize = 2;
const EVENTS: usize = 4;
/// Below all columns: what is said about the unit.
const REMARKS: usize = 7;

/// Lays out a unit; places come in the order of `notes`.
pub(super) fn block(flow: &Flow, notes: &[usize]) -> Layouted {
    let inside: BTreeSet<usize> = notes.iter().copied().collect();
    let mut columns: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &note in notes {
        columns
            .entry(column(flow, &inside, note))
            .or_default()
            .push(note);
    }
    let remarks = columns.remove(&REMARKS).unwrap_or_default();
    let mut middles = rows(flow, &inside, &columns);
    let mut parts: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    // Outwards from commands and events: each note wishes to be level with what it is linked to.
    for at in [COMMANDS, EVENTS, 3, 1, 0, 5, 6] {
        let Some(column) = columns.remove(&at) else {
            continue;
        };
        for &note in column.iter().filter(|_| at != COMMANDS && at != EVENTS) {
            let linked: Vec<f64> = flow
                .neighbours(note)
                .filter_map(|n| middles.get(&n).copied())
                .collect();
            if !linked.is_empty() {
                middles.insert(note, linked.iter().sum::<f64>() / linked.len() as f64);
            }
        }
        parts.insert(at, settle(flow, column, &mut middles));
    }
    let mut places: HashMap<usize, Point> = HashMap::new();
    let mut x = 0.0;
    for part in parts.values().flatten() {
        let width = part
            .iter()
            .map(|&n| flow.notes[n].size.width)
            .fold(0.0, f64::max);
        for note in part {
            let size = flow.notes[*note].size;
            places.insert(
                *note,
                Point::new(
                    x + (width - size.width) / 2.0,
                    middles[note] - size.height / 2.0,
                ),
            );
        }
        x += width + GAP;
    }
    finish(flow, notes, remarks, places)
}

fn column(flow: &Flow, inside: &BTreeSet<usize>, note: usize) -> usize {
    let leads_to = |kind| {
        flow.next[note]
            .iter()
            .any(|n| inside.contains(n) && flow.kind(*n) == kind)
    };
    let comes_from = |kind| {
        flow.before[note]
            .iter()
            .any(|n| inside.contains(n) && flow.kind(*n) == kind)
    };
    match flow.kind(note) {
        Actor if leads_to(Command) || leads_to(Query) || leads_to(Screen) => 0,
        Actor => 6,
        Screen => 1,
        Policy if leads_to(Command) => 1,
        ReadModel
            if !comes_from(DomainEvent)
                && !comes_from(Query)
                && (leads_to(Command) || leads_to(Policy)) =>
        {
            1
        }
        Command | Query => COMMANDS,
        Aggregate => 3,
        ExternalSystem if comes_from(Command) || leads_to(DomainEvent) => 3,
        DomainEvent => EVENTS,
        Policy | ReadModel => 5,
        ExternalSystem => 6,
        Hotspot | Opportunity | Definition | Text => REMARKS,
    }
}

/// Wished middles of commands and events: a row for each command, in the order of the flow, with the events that speak
/// of the same thing beside it.
fn rows(
    flow: &Flow,
    inside: &BTreeSet<usize>,
    columns: &BTreeMap<usize, Vec<usize>>,
) -> HashMap<usize, f64> {
    let none = Vec::new();
    let commands = columns.get(&COMMANDS).unwrap_or(&none);
    let events = columns.get(&EVENTS).unwrap_or(&none);
    let causes = causes(flow, commands, events);
    let mut caused: HashMap<usize, Vec<usize>> = HashMap::new();
    for (&event, &command) in &causes {
        caused.entry(command).or_default().push(event);
    }
    let mut middles = HashMap::new();
    let mut y = 0.0;
    let height = |list: &[usize]| {
        list.iter()
            .map(|&n| flow.notes[n].size.height + ROW_GAP)
            .sum::<f64>()
    };
    for command in in_time(flow, inside, commands, &causes) {
        let own = caused.get(&command).unwrap_or(&none);
        let row = height(&[command]).max(height(own));
        middles.insert(command, y + row / 2.0);
        let mut top = y + (row - height(own)) / 2.0;
        for &event in own {
            let step = height(&[event]);
            middles.insert(event, top + step / 2.0);
            top += step;
        }
        y += row;
    }
    for &event in events.iter().filter(|e| !causes.contains_key(e)) {
        let step = height(&[event]);
        middles.insert(event, y + step / 2.0);
        y += step;
    }
    middles
}

/// The command that brings about an event: the one before it, or the one that speaks most of the same (words count less
/// the more notes of the unit use them); the events that are left go to the commands that are left.
fn causes(flow: &Flow, commands: &[usize], events: &[usize]) -> BTreeMap<usize, usize> {
    let mut uses: HashMap<&str, f64> = HashMap::new();
    for &note in commands.iter().chain(events) {
        for stem in &flow.notes[note].stems {
            *uses.entry(stem).or_default() += 1.0;
        }
    }
    let mut speaking: HashMap<&str, Vec<usize>> = HashMap::new();
    for &command in commands {
        for stem in &flow.notes[command].stems {
            speaking.entry(stem).or_default().push(command);
        }
    }
    let cause = |event: usize| {
        let drawn = flow.before[event]
            .iter()
            .find(|n| commands.binary_search(n).is_ok());
        drawn.copied().or_else(|| {
            let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
            for stem in &flow.notes[event].stems {
                for &command in speaking.get(stem.as_str()).into_iter().flatten() {
                    *scores.entry(command).or_default() += 1.0 / uses[stem.as_str()];
                }
            }
            let best = scores.values().copied().fold(0.0, f64::max);
            scores.retain(|_, score| *score >= TELLING);
            scores
                .into_iter()
                .find(|&(_, score)| score == best)
                .map(|(command, _)| command)
        })
    };
    events
        .iter()
        .filter_map(|&e| Some((e, cause(e)?)))
        .collect()
}

/// Commands in the order in which the flow comes to them: one that follows from another's event comes after it.
fn in_time(
    flow: &Flow,
    inside: &BTreeSet<usize>,
    commands: &[usize],
    causes: &BTreeMap<usize, usize>,
) -> Vec<usize> {
    let mut after: HashMap<usize, BTreeSet<usize>> = HashMap::new();
    for (event, &first) in causes {
        for &middle in flow.next[*event].iter().filter(|n| inside.contains(n)) {
            for &then in flow.next[middle]
                .iter()
                .filter(|&&n| n != first && commands.binary_search(&n).is_ok())
            {
                after.entry(first).or_default().insert(then);
            }
        }
    }
    super::layers::topological(commands, &after)
}

/// Orders a column by wished middles and pushes its notes apart. A column that is too high is folded into several.
fn settle(
    flow: &Flow,
    mut column: Vec<usize>,
    middles: &mut HashMap<usize, f64>,
) -> Vec<Vec<usize>> {
    let last = column
        .iter()
        .filter_map(|n| middles.get(n).copied())
        .fold(0.0, f64::max);
    let wish = |note: &usize| middles.get(note).copied().unwrap_or(last);
    column.order_by(|a, b| wish(a).total_cmp(&wish(b)).then(a.cmp(b)));
    let height = |n: &usize| flow.notes[*n].size.height;
    let total: f64 = column.iter().map(|n| height(n) + ROW_GAP).sum();
    let wishes: Vec<(f64, f64)> = column
        .iter()
        .map(|n| (if total > TALL { 0.0 } else { wish(n) }, height(n)))
        .collect();
    // A very long column becomes a square of parts.
    let count = (total / TALL).min((total / 170.0).sqrt()).ceil().max(1.0) as usize;
    let rows = column.len().div_ceil(count);
    for (part, wishes) in column.chunks(rows).zip(wishes.chunks(rows)) {
        for (note, top) in part.iter().zip(stack(wishes, ROW_GAP)) {
            middles.insert(*note, top + height(note) / 2.0);
        }
    }
    column.chunks(rows).map(<[usize]>::to_vec).collect()
}

/// Adds remarks in rows below, and moves all so that the top left corner is the origin.
fn finish(
    flow: &Flow,
    notes: &[usize],
    remarks: Vec<usize>,
    mut places: HashMap<usize, Point>,
) -> Layouted {
    let size = |n: &usize| flow.notes[*n].size;
    let top = places.values().map(|p| p.y).fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top } else { 0.0 };
    let mut bottom = places
        .iter()
        .map(|(n, p)| p.y + size(n).height + ROW_GAP)
        .fold(top, f64::max);
    let mut width = places
        .iter()
        .map(|(n, p)| p.x + size(n).width)
        .fold(0.0, f64::max);
    let wide = width.max(600.0);
    let (mut x, mut row) = (0.0, 0.0f64);
    for note in &remarks {
        if x > 0.0 && x + size(note).width > wide {
            bottom += row + ROW_GAP;
            (x, row) = (0.0, 0.0);
        }
        places.insert(*note, Point::new(x, bottom));
        width = width.max(x + size(note).width);
        x += size(note).width + GAP;
        row = row.max(size(note).height);
    }
    let bottom = if remarks.is_empty() {
        bottom - ROW_GAP
    } else {
        bottom + row
    };
    let corner = |n: &usize| places.get(n).copied().unwrap_or_default().offset(0.0, -top);
    Layouted {
        places: notes.iter().map(corner).collect(),
        width,
        height: bottom - top,
    }
}
