//! A note or frame being resized by a corner.

use std::collections::{HashMap, HashSet};

use model::{Command, Id, Point, Rect};

use crate::hit_test::Corner;
use crate::scene::held::Holder;
use crate::scene::notes::paper;
use crate::snapping::{Lines, Snap};
use crate::wall::{Touch, Wall};

/// Nothing is made smaller, canvas units.
const LEAST: f64 = 40.0;

#[derive(Debug)]
pub(crate) struct Resizing {
    id: Id,
    corner: Corner,
    start: Rect,
    now: Rect,
}

impl Resizing {
    pub fn begin(id: &Id, corner: Corner, wall: &mut Wall) -> Option<Resizing> {
        let start = wall.scene.rect(id)?;
        wall.may_edit().then(|| Resizing {
            id: id.clone(),
            corner,
            start,
            now: start,
        })
    }

    pub fn is_left(&self, wall: &Wall) -> bool {
        wall.scene.notes.rect(&self.id).is_some() || wall.board().frames.contains(self.id.as_str())
    }

    pub fn corner(&self) -> Corner {
        self.corner
    }

    pub fn drag(&mut self, t: &Touch, wall: &mut Wall) {
        let fixed = self.corner.opposite().of(self.start);
        let mut moved = t.world;
        if t.modifiers.shift {
            let scale = ((moved.x - fixed.x).abs() / self.start.width)
                .max((moved.y - fixed.y).abs() / self.start.height);
            let way = self.corner.of(self.start);
            moved = fixed.offset((way.x - fixed.x) * scale, (way.y - fixed.y) * scale);
        }
        let drawn = Rect::between(fixed, moved);
        let snap = if t.modifiers.ctrl || t.modifiers.shift {
            Snap::default()
        } else {
            let apart = HashSet::from([self.id.clone()]);
            wall.snap(drawn, lines_of(self.corner), &apart)
        };
        moved = moved.offset(snap.dx, snap.dy);
        self.now = spanned(self.corner, fixed, moved);
        let shown = match wall.board().note(&self.id) {
            Some(note) => {
                let mut note = (**note).clone();
                (note.x, note.y) = (Some(self.now.x), Some(self.now.y));
                (note.width, note.height) = (Some(self.now.width), Some(self.now.height));
                paper(&note, &note.text, wall.scene.measure())
            }
            None => self.now,
        };
        wall.scene
            .hold(Holder::Me, HashMap::from([(self.id.clone(), shown)]));
        wall.show(|p| p.guides = snap.guides);
    }

    pub fn put_down(self, wall: &mut Wall) {
        wall.let_go();
        if self.now != self.start {
            wall.execute(Command::Resize {
                to: vec![(self.id, self.now)],
            });
        }
    }
}

fn lines_of(corner: Corner) -> Lines {
    let (left, top) = match corner {
        Corner::TopLeft => (true, true),
        Corner::TopRight => (false, true),
        Corner::BottomLeft => (true, false),
        Corner::BottomRight => (false, false),
    };
    Lines {
        left,
        right: !left,
        top,
        bottom: !top,
        center: false,
        middle: false,
    }
}

/// From `fixed` towards the corner in hand, large enough.
fn spanned(corner: Corner, fixed: Point, moved: Point) -> Rect {
    let left = matches!(corner, Corner::TopLeft | Corner::BottomLeft);
    let up = matches!(corner, Corner::TopLeft | Corner::TopRight);
    let reach =
        |back: bool, from: f64, to: f64| (if back { from - to } else { to - from }).max(LEAST);
    let (w, h) = (reach(left, fixed.x, moved.x), reach(up, fixed.y, moved.y));
    Rect::new(
        if left { fixed.x - w } else { fixed.x },
        if up { fixed.y - h } else { fixed.y },
        w,
        h,
    )
}
