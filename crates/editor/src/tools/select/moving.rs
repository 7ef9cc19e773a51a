//! Notes and frames in hand; with Alt copies of them.

use std::collections::{HashMap, HashSet};

use model::{Command, Id, Point, Rect};

use crate::homing::Homes;
use crate::scene::held::Holder;
use crate::snapping::{Lines, Snap};
use crate::wall::{Touch, Wall};
use model::order::Order;

/// With more notes than these in hand, contexts do not follow before they are put down.
const MOST_HOMED: usize = 200;

#[derive(Debug)]
pub(crate) struct Moving {
    from: Point,
    /// Where they lay, by id.
    start: Vec<(Id, Rect)>,
    ids: HashSet<Id>,
    around: Rect,
    homes: Homes,
    by: Point,
    copies: bool,
}

impl Moving {
    /// Takes up the selection: not what is locked, and with a frame what lies in it. None where there is nothing to move.
    pub fn begin(touch: &Touch, wall: &mut Wall) -> Option<Moving> {
        if !wall.may_edit() {
            return None;
        }
        let start = wall.movable();
        let Some(around) = Rect::around(start.iter().map(|(_, r)| *r)) else {
            // Nothing was chosen, so nothing needs to be said.
            wall.selection.movable().next()?;
            wall.tell("What is locked stays where it is.");
            return None;
        };
        let ids: HashSet<Id> = start.iter().map(|(id, _)| id.clone()).collect();
        Some(Moving {
            from: touch.world,
            homes: wall.homes_without(&ids),
            start,
            ids,
            around,
            by: Point::default(),
            copies: false,
        })
    }

    pub fn copies(&self) -> bool {
        self.copies
    }

    pub fn drag(&mut self, t: &Touch, wall: &mut Wall) {
        let (mut dx, mut dy) = (t.world.x - self.from.x, t.world.y - self.from.y);
        if t.modifiers.shift {
            if dx.abs() >= dy.abs() {
                dy = 0.0
            } else {
                dx = 0.0
            }
        }
        self.copies = t.modifiers.alt;
        let nobody = HashSet::new();
        let apart = if self.copies { &nobody } else { &self.ids };
        let snap = if t.modifiers.ctrl {
            Snap::default()
        } else {
            let free = Lines::ALL;
            let lines = if !t.modifiers.shift {
                free
            } else if dy == 0.0 {
                Lines {
                    top: false,
                    middle: false,
                    bottom: false,
                    ..free
                }
            } else {
                Lines {
                    left: false,
                    center: false,
                    right: false,
                    ..free
                }
            };
            wall.snap(self.around.translate(dx, dy), lines, apart)
        };
        self.by = Point::new(dx + snap.dx, dy + snap.dy);
        let now = self.now();
        if self.copies {
            let places: HashMap<&Id, Rect> = now.iter().map(|(id, r)| (id, *r)).collect();
            let notes = wall.scene.notes_in_order(now.iter().map(|(id, _)| id));
            let ghosts = notes
                .into_iter()
                .filter_map(|n| Some(((*n).clone(), *places.get(&n.id)?)))
                .collect();
            wall.scene.set_homes(HashMap::new());
            wall.scene.hold(Holder::Me, HashMap::new());
            wall.show(|p| p.ghosts = ghosts);
        } else {
            let homes = if now.len() <= MOST_HOMED {
                wall.moves_of_home(&self.homes, &now)
            } else {
                HashMap::new()
            };
            wall.scene.hold(Holder::Me, now.into_iter().collect());
            wall.scene.set_homes(homes);
            wall.show(|p| p.ghosts.clear());
        }
        wall.show(|p| p.guides = snap.guides);
    }

    /// Lets go of what somebody else has deleted; says whether anything is left in hand.
    pub fn is_left(&mut self, wall: &mut Wall) -> bool {
        let is_there = |id: &Id| wall.has(id);
        let before = self.start.len();
        self.start.retain(|(id, _)| is_there(id));
        if self.start.len() < before {
            self.ids.retain(|id| is_there(id));
            let held = self.now().into_iter().collect();
            if !self.copies {
                wall.scene.hold(Holder::Me, held);
            }
            wall.tell("Somebody deleted what you were moving.");
        }
        !self.start.is_empty()
    }

    pub fn put_down(mut self, t: &Touch, wall: &mut Wall) {
        self.drag(t, wall);
        let now = self.now();
        let homes = wall.moves_of_home(&self.homes, &now);
        wall.let_go();
        if self.by == Point::default() {
            return;
        }
        if self.copies {
            let ids = self.start.into_iter().map(|(id, _)| id).collect();
            let homes = wall.homes_without(&HashSet::new());
            let homes = wall.moves_of_home(&homes, &now);
            wall.duplicate(ids, self.by, &homes);
        } else {
            let to = now.into_iter().map(|(id, r)| (id, r.origin())).collect();
            let mut commands = vec![Command::Move { to }];
            commands.extend(wall.move_homes(homes));
            wall.execute_all(commands);
        }
    }

    fn now(&self) -> Vec<(Id, Rect)> {
        let moved = |(id, r): &(Id, Rect)| (id.clone(), r.translate(self.by.x, self.by.y));
        self.start.iter().map(moved).collect()
    }
}

impl Wall {
    /// What of the selection moves, by id, with its place: not what is locked, and with a frame the notes in it.
    pub fn movable(&self) -> Vec<(Id, Rect)> {
        let mut found: HashMap<Id, Rect> = HashMap::new();
        for id in &self.selection.frames {
            if let Some(frame) = self.board().frames.get(id.as_str()) {
                found.insert(id.clone(), frame.rect());
                let inside = self.scene.notes.meeting(frame.rect());
                let inside = inside.filter(|n| frame.rect().contains(n.rect.center()));
                found.extend(inside.map(|n| (n.note.id.clone(), n.rect)));
            }
        }
        for id in &self.selection.notes {
            if let Some(rect) = self.scene.notes.rect(id) {
                found.insert(id.clone(), rect);
            }
        }
        let locked = |id: &Id| self.board().note(id).is_some_and(|n| n.locked);
        let mut found: Vec<(Id, Rect)> = found.into_iter().filter(|(id, _)| !locked(id)).collect();
        found.order_by(|a, b| a.0.cmp(&b.0));
        found
    }
}
