//! The wall as it was: any moment of the board on the same wall, to look at and not to change, while the present goes on
//! behind it. The history panel shows moments; a replay shows one after the other.

use board::{Board, BoardError, Change};
use leptos::prelude::*;
use model::{BoardSnapshot, Id, Table};

use super::{Session, core};

/// A moment of the board's log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The last update that the board had then.
    pub sequence: u64,
    /// When it was made, RFC 3339, and by whom; empty where nobody has said.
    pub at: String,
    pub author: String,
}

impl Moment {
    /// “22 Nov, 14:32, by Mira”.
    pub fn said(&self) -> String {
        match (self.at.as_str(), self.author.as_str()) {
            ("", _) => "The beginning".to_owned(),
            (at, "") => crate::browser::said_moment(at),
            (at, author) => format!("{}, by {author}", crate::browser::said_moment(at)),
        }
    }
}

/// Shows the wall as it is in `document`, an update (v1) from an empty board. What others do meanwhile is taken in, and shown
/// after [`leave`].
pub fn show(session: Session, moment: Moment, document: &[u8]) -> Result<(), BoardError> {
    let past = Board::load(1, [document])?;
    let shown = past.snapshot();
    session.with_core(|core| core.past = Some(past));
    put(session, shown, None);
    enter(session, moment);
    Ok(())
}

/// Goes on from the moment that is shown, by the updates (v1) that followed it: costs what they change, not the board.
pub fn advance(session: Session, moment: Moment, updates: &[Vec<u8>]) -> Result<(), BoardError> {
    let advanced = session.with_core(|core| {
        let past = core.past.as_mut()?;
        let mut touched = Vec::new();
        for update in updates {
            match past.apply_remote(update) {
                Ok(change) => touched.extend(ids(&change)),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok((past.snapshot(), touched)))
    });
    if let Some((shown, touched)) = advanced.flatten().transpose()? {
        put(session, shown, Some(touched));
        enter(session, moment);
    }
    Ok(())
}

/// Back to now.
pub fn leave(session: Session) {
    let now = session.with_core(|core| {
        core.past.take()?;
        Some(core.board.snapshot())
    });
    let Some(now) = now.flatten() else { return };
    session.moment.set(None);
    put(session, now, None);
    let read_only = !session.role.get_untracked().may_edit();
    let effects = session.with_core(|core| core.editor.set_read_only(read_only));
    core::carry_out(session, effects.unwrap_or_default());
}

fn enter(session: Session, moment: Moment) {
    if session.moment.get_untracked().is_none() {
        let effects = session.with_core(|core| core.editor.set_read_only(true));
        core::carry_out(session, effects.unwrap_or_default());
    }
    session.moment.set(Some(moment));
}

/// Has the editor and the signals show a board; without `touched` whatever differs from what they show now.
fn put(session: Session, shown: BoardSnapshot, touched: Option<Vec<Id>>) {
    let effects = session.with_core(|core| {
        let touched = touched.unwrap_or_else(|| differing(core.editor.board(), &shown));
        core.editor.set_snapshot(shown.clone(), &touched)
    });
    core::carry_out(session, effects.unwrap_or_default());
    session.board.set(shown);
    super::settle::soon(session);
}

/// The ids of notes, links, frames and contexts that came, went or are another.
fn differing(before: &BoardSnapshot, after: &BoardSnapshot) -> Vec<Id> {
    let mut ids = Vec::new();
    between(&before.notes, &after.notes, &mut ids);
    between(&before.links, &after.links, &mut ids);
    between(&before.frames, &after.frames, &mut ids);
    between(&before.contexts, &after.contexts, &mut ids);
    ids
}

fn between<T: model::table::Keyed + PartialEq>(
    before: &Table<T>,
    after: &Table<T>,
    ids: &mut Vec<Id>,
) {
    let gone = before
        .iter()
        .filter(|row| !after.contains(row.id().as_str()));
    let other = after
        .iter()
        .filter(|row| before.get(row.id().as_str()) != Some(row));
    ids.extend(gone.chain(other).map(|row| row.id().clone()));
}

/// What a change is about.
pub fn ids(change: &Change) -> Vec<Id> {
    [
        &change.notes,
        &change.links,
        &change.frames,
        &change.contexts,
    ]
    .into_iter()
    .flatten()
    .cloned()
    .collect()
}
