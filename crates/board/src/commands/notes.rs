//! Commands about notes (and about what lies beside them on the wall: moving, resizing and deleting take frames too).

use std::collections::BTreeSet;

use model::command::NoteChange;
use model::{Facts, Frame, Id, Link, Note, NoteKind, Point, Rect};
use serde_json::{Value, json};

use super::{frames, links};
use crate::content;
use crate::place::Place;
use crate::recorder::Recorder;
use crate::schema::{self, Root};
use crate::stacking;
use crate::value::number;
use model::order::Order;

/// Puts notes above all others, in the order given, with links and frames.
pub fn place(to: &mut Recorder, notes: &[Note], new_links: &[Link], new_frames: &[Frame]) {
    let mut z = to.view.notes.highest().map(str::to_owned);
    for note in notes {
        let next = stacking::above(z.as_deref());
        to.create(Root::Notes, note.id.as_str(), content::of_note(note, &next));
        z = Some(next);
    }
    frames::add(to, new_frames);
    links::add(to, new_links);
}

pub fn move_to(to: &mut Recorder, places: &[(Id, Point)]) {
    for (id, p) in places {
        if let Some(root) = lying(to, id) {
            to.together(root, id.as_str(), &[("x", number(p.x)), ("y", number(p.y))]);
        }
    }
}

pub fn resize(to: &mut Recorder, rects: &[(Id, Rect)]) {
    for (id, r) in rects {
        if let Some(root) = lying(to, id) {
            to.together(
                root,
                id.as_str(),
                &[
                    ("x", number(r.x)),
                    ("y", number(r.y)),
                    ("width", number(r.width)),
                    ("height", number(r.height)),
                ],
            );
        }
    }
}

pub fn edit_text(to: &mut Recorder, note: &Id, text: &str) {
    to.member(Root::Notes, note.as_str(), schema::TEXT, Some(json!(text)));
}

pub fn change_kind(to: &mut Recorder, notes: &[Id], kind: NoteKind) {
    for note in there(to, notes) {
        to.member(Root::Notes, note.as_str(), "kind", Some(json!(kind.name())));
    }
}

/// Makes one change of the inspector to each note.
pub fn set(to: &mut Recorder, notes: &[Id], change: &NoteChange) {
    for id in there(to, notes) {
        let key = id.as_str();
        let mut member = |name: &str, value| to.member(Root::Notes, key, name, value);
        let flag = |on: &bool| on.then_some(Value::Bool(true));
        match change {
            NoteChange::Pivotal(on) => member("pivotal", flag(on)),
            NoteChange::Resolved(on) => member("resolved", flag(on)),
            NoteChange::Locked(on) => member("locked", flag(on)),
            NoteChange::Description(text) => member(schema::DESCRIPTION, Some(json!(text))),
            NoteChange::Fields(fields) => member(schema::FIELDS, Some(json!(fields))),
            NoteChange::Group(group) => member("group", group.as_ref().map(|g| json!(g))),
            NoteChange::Extensions(all) => member(
                "extensions",
                (!all.is_empty()).then(|| Value::Object(all.clone())),
            ),
            NoteChange::Tags(tags) => set_entries(to, &[key, schema::TAGS], tags),
            NoteChange::Facts(facts) => set_facts(to, key, facts),
            NoteChange::Votes { voter, count } => vote(to, key, voter, *count),
            NoteChange::NoVotes => take_votes_away(to, key),
        }
    }
}

pub fn restack(to: &mut Recorder, notes: &[Id], to_top: bool) {
    let mut ranked: Vec<_> = there(to, notes)
        .into_iter()
        .filter_map(|id| to.view.notes.rank(id.as_str()).cloned())
        .collect();
    ranked.order();
    if to_top {
        let mut z = to.view.notes.highest().map(str::to_owned);
        for (_, id) in ranked {
            let next = stacking::above(z.as_deref());
            to.member(Root::Notes, id.as_str(), schema::Z, Some(json!(next)));
            z = Some(next);
        }
    } else {
        let mut z = to.view.notes.lowest().map(str::to_owned);
        for (_, id) in ranked.into_iter().rev() {
            let next = stacking::below(z.as_deref());
            to.member(Root::Notes, id.as_str(), schema::Z, Some(json!(next)));
            z = Some(next);
        }
    }
}

/// Marks notes, links and frames as deleted; a note takes its links along.
pub fn delete(to: &mut Recorder, ids: &[Id]) {
    let gone: BTreeSet<&str> = ids.iter().map(Id::as_str).collect();
    let mut links: BTreeSet<&str> = BTreeSet::new();
    let view = to.view;
    for id in &gone {
        links.extend(view.links_at(id).map(Id::as_str));
        if view.links.get(id).is_some() {
            links.insert(id);
        }
    }
    for link in links {
        to.delete(Root::Links, link);
    }
    for id in gone {
        if view.notes.get(id).is_some() {
            to.delete(Root::Notes, id);
        }
        if view.frames.get(id).is_some() {
            to.delete(Root::Frames, id);
        }
    }
}

/// Those of the notes that are still there, each once, in the order given.
pub fn there(to: &Recorder, notes: &[Id]) -> Vec<Id> {
    let mut seen = BTreeSet::new();
    notes
        .iter()
        .filter(|id| to.view.notes.get(id.as_str()).is_some() && seen.insert(id.as_str()))
        .cloned()
        .collect()
}

/// The root of a note or frame that is still there.
fn lying(to: &Recorder, id: &Id) -> Option<Root> {
    if to.view.notes.get(id.as_str()).is_some() {
        Some(Root::Notes)
    } else if to.view.frames.get(id.as_str()).is_some() {
        Some(Root::Frames)
    } else {
        None
    }
}

fn set_facts(to: &mut Recorder, key: &str, facts: &Facts) {
    let wanted = schema::facts_as_members(facts);
    for name in schema::PLAIN_FACTS {
        let place = Place::new(Root::Notes, &[key, schema::FACTS, name]);
        to.set(place, wanted.get(*name).cloned());
    }
    let path = [key, schema::FACTS, schema::INVARIANTS];
    match &facts.invariants {
        None => to.set(Place::new(Root::Notes, &path), None),
        Some(invariants) => {
            // The empty set first, as a step of its own: undo then leaves what others add.
            if to.read(&Place::new(Root::Notes, &path)).is_none() {
                to.set(Place::new(Root::Notes, &path), Some(json!({})));
            }
            set_entries(to, &path, invariants);
        }
    }
}

/// One entry of the map of votes: what others give at the same time stays.
fn vote(to: &mut Recorder, key: &str, voter: &str, count: u32) {
    let votes = || Place::new(Root::Notes, &[key, schema::VOTES]);
    match to.read(&votes()) {
        Some(Value::Object(_)) => {}
        // A plain sum of another client's is kept, as that of a file.
        Some(sum @ Value::Number(_)) => to.set(votes(), Some(json!({ schema::FILE_VOTER: sum }))),
        _ => to.set(votes(), Some(json!({}))),
    }
    let entry = Place::new(Root::Notes, &[key, schema::VOTES, voter]);
    to.set(entry, (count > 0).then(|| json!(count)));
}

fn take_votes_away(to: &mut Recorder, key: &str) {
    match to.read(&Place::new(Root::Notes, &[key, schema::VOTES])) {
        Some(Value::Object(counts)) => {
            for voter in counts.keys() {
                to.set(Place::new(Root::Notes, &[key, schema::VOTES, voter]), None);
            }
        }
        Some(Value::Number(_)) => {
            let none = Some(json!({}));
            to.set(Place::new(Root::Notes, &[key, schema::VOTES]), none);
        }
        _ => {}
    }
}

/// Turns a set into these names by adding and removing: what others add at the same time stays.
fn set_entries(to: &mut Recorder, path: &[&str], names: &[String]) {
    let set = || Place::new(Root::Notes, path);
    if let Some(Value::Array(plain)) = to.read(&set()) {
        // A plain list of another client's becomes a set first, which is a step of its own.
        let plain: Vec<String> = plain
            .iter()
            .filter_map(|name| Some(name.as_str()?.to_owned()))
            .collect();
        to.set(set(), Some(content::set_of(&plain)));
    }
    let now = match to.read(&set()) {
        Some(Value::Object(entries)) => entries,
        _ => Default::default(),
    };
    let entry = |name: &str| {
        let mut path = path.to_vec();
        path.push(name);
        Place::new(Root::Notes, &path)
    };
    for name in now.keys().filter(|name| !names.contains(name)) {
        to.set(entry(name), None);
    }
    // Names keep their ranks as long as these ascend in the order wanted.
    let mut floor = -1.0;
    for name in names {
        let rank = now.get(name).and_then(Value::as_f64);
        let rank = match rank {
            Some(rank) if rank > floor => rank,
            _ => f64::floor(floor) + 1.0,
        };
        to.set(entry(name), Some(number(rank)));
        floor = rank;
    }
}
