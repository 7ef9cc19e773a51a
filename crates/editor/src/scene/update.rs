//! The scene follows the board: what a change costs is what it touched.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::{BoardSnapshot, Id, Link, LinkStatus};

use super::links::{LinkKey, Run};
use super::{SPILL, Scene, statics};

/// So many notes on a wall on which nothing lay are laid out together: much faster than one by one.
const MANY: usize = 200;

impl Scene {
    /// Takes the board after a change of these ids.
    pub fn update(&mut self, board: BoardSnapshot, touched: &[Id]) {
        let bare = self.board.notes.is_empty() && self.board.frames.is_empty();
        if bare && board.notes.len() >= MANY {
            return self.load(board);
        }
        let before = std::mem::replace(&mut self.board, board);
        self.followed.clear();
        self.resting.clear();
        if !Arc::ptr_eq(&before.meta, &self.board.meta)
            && before.meta.settings != self.board.meta.settings
        {
            self.rebuild();
        }
        let mut contexts: BTreeSet<Id> = BTreeSet::new();
        for id in touched {
            self.update_note(id, &before, &mut contexts);
            if before.frames.get(id.as_str()) != self.board.frames.get(id.as_str()) {
                let both = before.frames.get(id.as_str()).into_iter();
                for frame in both.chain(self.board.frames.get(id.as_str())) {
                    self.dirty
                        .rect(statics::with_title(frame.rect(), self.scale));
                }
                self.unread.thing(id);
            }
            if before.contexts.get(id.as_str()) != self.board.contexts.get(id.as_str()) {
                contexts.insert(id.clone());
            }
        }
        for id in touched {
            let (old, new) = (
                before.links.get(id.as_str()),
                self.board.links.get(id.as_str()),
            );
            if old != new {
                self.update_link(id, old, new.cloned().as_ref());
            }
        }
        if !before.contexts.same(&self.board.contexts) {
            self.contours
                .choose_hues(self.board.contexts.iter().map(|c| &c.id));
        }
        for id in contexts {
            // The name may have changed where the lines did not.
            self.repaint_context(&id, before.context(&id));
            let now = self.board.context(&id).cloned();
            self.contours.update(&id, now.as_deref(), &self.notes);
            self.repaint_context(&id, now.as_ref());
        }
        if self.proposal.is_some() && !before.notes.same(&self.board.notes) {
            self.shape_proposal();
            self.dirty.everything();
        }
    }

    fn update_note(&mut self, id: &Id, before: &BoardSnapshot, contexts: &mut BTreeSet<Id>) {
        let old = before.note(id);
        let now = self.board.note(id);
        let unchanged = match (old, now) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let z = |b: &BoardSnapshot| b.notes.position(id.as_str());
        if unchanged && z(before) == z(&self.board) {
            return;
        }
        let now = now.cloned();
        let now = now.as_ref();
        self.unread.note(id);
        let (was, is) = self.notes.update(id, now, &*self.measure);
        for rect in was.into_iter().chain(is) {
            self.dirty.rect(rect.inflate(SPILL));
        }
        let home = |n: Option<&Arc<model::Note>>| n.and_then(|n| n.context.clone());
        let (from, to) = (home(old), home(now));
        let kind = |n: Option<&Arc<model::Note>>| n.map(|n| n.kind);
        if was != is || kind(old) != kind(now) {
            for rect in was.into_iter().chain(is) {
                contexts.extend(self.contours.near(rect));
            }
            contexts.extend(from.iter().chain(&to).cloned());
            let (notes, dirty) = (&self.notes, &mut self.dirty);
            self.links
                .note_moved(id, |n| notes.rect(n), |r| dirty.rect(r));
        } else if from != to {
            contexts.extend(from.into_iter().chain(to));
        }
        if now.is_none() {
            self.forget_inferred_of(id);
        }
    }

    fn update_link(&mut self, id: &Id, old: Option<&Arc<Link>>, new: Option<&Arc<Link>>) {
        self.unread.thing(id);
        let (notes, dirty) = (&self.notes, &mut self.dirty);
        let rect_of = |n: &Id| notes.rect(n);
        let key = LinkKey::Said(id.clone());
        self.links
            .update(&key, new.and_then(|l| said(l)), rect_of, |r| dirty.rect(r));
        // What people said replaces what was read, at once.
        for link in old.into_iter().chain(new) {
            let key = LinkKey::Inferred(link.from.clone(), link.to.clone());
            self.links.update(&key, None, rect_of, |r| dirty.rect(r));
            self.unread.hidden(&link.from, &link.to);
        }
    }

    fn forget_inferred_of(&mut self, note: &Id) {
        let gone: Vec<LinkKey> = self
            .links
            .of_note(note)
            .map(|(_, run)| run.key.clone())
            .filter(|k| matches!(k, LinkKey::Inferred(..)))
            .collect();
        for key in gone {
            let dirty = &mut self.dirty;
            self.links.update(&key, None, |_| None, |r| dirty.rect(r));
            if let LinkKey::Inferred(from, to) = key {
                self.unread.hidden(&from, &to);
            }
        }
    }
}

pub(super) fn said(link: &Link) -> Option<Run> {
    (link.status != LinkStatus::Refused).then(|| Run {
        key: LinkKey::Said(link.id.clone()),
        from: link.from.clone(),
        to: link.to.clone(),
        label: link.label.clone(),
        route: None,
        seam: None,
    })
}

pub(super) fn inferred(from: &Id, to: &Id) -> Run {
    Run {
        key: LinkKey::Inferred(from.clone(), to.clone()),
        from: from.clone(),
        to: to.clone(),
        label: String::new(),
        route: None,
        seam: None,
    }
}
