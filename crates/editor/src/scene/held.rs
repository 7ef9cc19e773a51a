//! What is in somebody's hands: it leaves the static layer until it is put down.

use std::collections::{BTreeMap, HashMap};

use model::{Id, Rect};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holder {
    Me,
    /// The overlay stands on it: drawn without its text.
    Typing,
    Peer(u64),
}

#[derive(Debug, Default)]
pub(crate) struct Held {
    hands: BTreeMap<Holder, HashMap<Id, Rect>>,
    rects: HashMap<Id, Rect>,
}

impl Held {
    /// What `holder` holds from now on, with where it is now. Gives what left or joined the static layer.
    pub fn hold(&mut self, holder: Holder, things: HashMap<Id, Rect>) -> Vec<Id> {
        let same = self.hands.get(&holder).map_or(things.is_empty(), |before| {
            before.len() == things.len() && before.keys().all(|id| things.contains_key(id))
        });
        if same {
            for (id, rect) in &things {
                let mut before = self.hands.range(..holder);
                if !before.any(|(_, mine)| mine.contains_key(id)) {
                    self.rects.insert(id.clone(), *rect);
                }
            }
            if !things.is_empty() {
                self.hands.insert(holder, things);
            }
            return Vec::new();
        }
        if things.is_empty() {
            self.hands.remove(&holder);
        } else {
            self.hands.insert(holder, things);
        }
        // Mine win over those of others.
        let hands = self.hands.values().rev().flatten();
        let now: HashMap<Id, Rect> = hands.map(|(id, r)| (id.clone(), *r)).collect();
        let left = self.rects.keys().filter(|id| !now.contains_key(*id));
        let joined = now.keys().filter(|id| !self.rects.contains_key(*id));
        let changed = left.chain(joined).cloned().collect();
        self.rects = now;
        changed
    }

    pub fn rect(&self, id: &Id) -> Option<Rect> {
        self.rects.get(id).copied()
    }

    pub fn contains(&self, id: &Id) -> bool {
        self.rects.contains_key(id)
    }

    pub fn is_empty(&self) -> bool {
        self.rects.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Id, &Rect)> {
        self.rects.iter()
    }

    pub fn of(&self, holder: Holder) -> Option<&HashMap<Id, Rect>> {
        self.hands.get(&holder)
    }

    pub fn peers(&self) -> impl Iterator<Item = u64> {
        self.hands.keys().filter_map(|h| match h {
            Holder::Peer(client) => Some(*client),
            _ => None,
        })
    }
}
