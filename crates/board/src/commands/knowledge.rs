//! Commands about what is known beside the wall: relations, teams, terms, decisions, answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::decision::{Answer, Decision};
use model::team::{Team, Term};
use model::{Id, Relation};
use serde::Serialize;

use crate::content;
use crate::keys;
use crate::recorder::Recorder;
use crate::rows::Row;
use crate::schema::Root;
use crate::stacking;

/// Makes these the relations of the board.
pub fn set_relations(to: &mut Recorder, relations: &[Relation]) {
    let wanted: BTreeSet<Id> = relations.iter().map(keys::of_relation).collect();
    let gone: Vec<Arc<str>> = to
        .view
        .lists
        .relations
        .iter()
        .filter(|(_, row)| !wanted.contains(&keys::of_relation(&row.value)))
        .map(|(key, _)| key.clone())
        .collect();
    for key in gone {
        to.delete(Root::Relations, &key);
    }
    let mut z = highest(&to.view.lists.relations);
    for relation in relations {
        let key = key_of(&to.view.lists.relations, keys::of_relation, relation);
        put(to, Root::Relations, &key, relation, &mut z);
    }
}

pub fn set_team(to: &mut Recorder, team: &Team) {
    let mut z = to.view.teams.highest().map(str::to_owned);
    put(to, Root::Teams, team.id.as_str(), team, &mut z);
}

pub fn set_term(to: &mut Recorder, term: &Term) {
    let key = key_of(&to.view.lists.terms, keys::of_term, term);
    let mut z = highest(&to.view.lists.terms);
    put(to, Root::Terms, &key, term, &mut z);
}

pub fn decide(to: &mut Recorder, decision: &Decision) {
    let key = key_of(&to.view.lists.decisions, keys::of_decision, decision);
    let mut z = highest(&to.view.lists.decisions);
    put(to, Root::Decisions, &key, decision, &mut z);
}

pub fn answer(to: &mut Recorder, answer: &Answer) {
    let key = key_of(&to.view.lists.answers, keys::of_answer, answer);
    let mut z = highest(&to.view.lists.answers);
    put(to, Root::Answers, &key, answer, &mut z);
}

/// Adds a row after all others, or gives one that is there the members of `value`.
fn put<R: Serialize>(
    to: &mut Recorder,
    root: Root,
    key: &str,
    value: &R,
    highest: &mut Option<String>,
) {
    let content = content::of_row(value);
    if to.read(&crate::place::Place::new(root, &[key])).is_none() {
        let next = stacking::above(highest.as_deref());
        to.create(root, key, content::with_z(content, &next));
        *highest = Some(next);
        return;
    }
    for name in root.plain().all() {
        to.member(root, key, name, content.get(name).cloned());
    }
}

/// The key under which the same thing stands already (the smallest, which is the one shown), or its own.
fn key_of<R>(rows: &BTreeMap<Arc<str>, Row<R>>, key: impl Fn(&R) -> Id, value: &R) -> Arc<str> {
    let own = key(value);
    rows.iter()
        .find(|(_, row)| key(&row.value) == own)
        .map_or_else(|| own.as_str().into(), |(key, _)| key.clone())
}

fn highest<R>(rows: &BTreeMap<Arc<str>, Row<R>>) -> Option<String> {
    rows.values().map(|row| row.z.clone()).max()
}
