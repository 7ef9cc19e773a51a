//! Where notes are put: at a point, after another note, into free room.

use model::grammar::next_kinds;
use model::{Command, Id, Link, Note, NoteKind, Point, Rect};

use crate::wall::Wall;
use model::order::Order;

/// Between a note and the next, canvas units.
pub(crate) const GAP: f64 = 24.0;

impl Wall {
    /// Puts an empty note of this kind on the wall with its middle at `center`, and begins to type on it.
    pub fn place_at(&mut self, kind: NoteKind, center: Point) {
        let size = kind.default_size();
        let corner = center.offset(-size.width / 2.0, -size.height / 2.0);
        self.place(kind, corner, self.context_at(center), None);
    }

    /// Puts a note where a person without a pointer expects it: after the selected note or the one placed last, if it is in
    /// view, else in the middle of the view.
    pub fn place_here(&mut self, kind: NoteKind) {
        let seen = self.camera.visible();
        let size = kind.default_size();
        let before = self.selection.single_note().or(self.last_placed.as_ref());
        let rect = before
            .and_then(|id| self.scene.rect(id))
            .filter(|r| r.intersects(&seen));
        let start = match rect {
            Some(r) => Rect::new(r.right() + GAP, r.y, size.width, size.height),
            None => {
                let c = seen.center();
                Rect::new(
                    c.x - size.width / 2.0,
                    c.y - size.height / 2.0,
                    size.width,
                    size.height,
                )
            }
        };
        let room = self.free_room(start);
        self.place(kind, room.origin(), self.context_at(room.center()), None);
    }

    /// Puts the next note to the right of `id`: the same kind, or, linked, the kind that the grammar lets follow.
    pub fn place_next(&mut self, id: &Id, paper: Option<Rect>, linked: bool) {
        let Some(note) = self.board().note(id).cloned() else {
            return;
        };
        let kind = match (linked, next_kinds(note.kind).first()) {
            (false, _) => note.kind,
            (true, Some(kind)) => *kind,
            (true, None) => {
                self.tell(format!(
                    "Nothing follows a note of the kind “{}”.",
                    note.kind.label()
                ));
                self.select_notes([id.clone()]);
                return;
            }
        };
        let from = paper
            .or_else(|| self.scene.rect(id))
            .unwrap_or_else(|| note.rect());
        let size = kind.default_size();
        let start = Rect::new(from.right() + GAP, from.y, size.width, size.height);
        let room = self.free_room(start);
        let context = note
            .context
            .clone()
            .or_else(|| self.context_at(room.center()));
        self.place(kind, room.origin(), context, linked.then(|| id.clone()));
        if let Some(typing) = self.typing.as_mut().filter(|_| linked) {
            let others = next_kinds(note.kind).iter().skip(1);
            typing.kinds = others.copied().collect();
        }
    }

    /// Puts an empty note on the wall, linked from `before` when there is one, and begins to type on it.
    pub fn place(
        &mut self,
        kind: NoteKind,
        corner: Point,
        context: Option<Id>,
        before: Option<Id>,
    ) {
        if !self.may_edit() {
            return;
        }
        let mut note = Note::new(self.fresh_id(), kind, "").at(corner);
        note.context = context.filter(|_| kind.is_placed());
        let links = before.map(|from| {
            let mut link = Link::new(from, note.id.clone());
            link.id = self.fresh_id();
            link
        });
        self.execute(Command::Place {
            notes: vec![note.clone()],
            links: links.into_iter().collect(),
            frames: Vec::new(),
        });
        self.last_placed = Some(note.id.clone());
        self.select_notes([note.id.clone()]);
        self.type_on(&note, true);
    }

    /// The place nearest to `wanted` where an area of this size covers no note; beside everything where there is none near.
    /// `framed`: frames come along, which lie in no other frame.
    pub fn free_area(&self, wanted: Rect, framed: bool) -> Rect {
        const RINGS: i32 = 24;
        /// Room for the title above a frame.
        const FRAME_GAP: f64 = 40.0;
        let is_free = |r: &Rect| {
            let around = r.inflate(GAP / 2.0);
            let beside = |f: &model::Frame| !f.rect().inflate(FRAME_GAP).intersects(r);
            self.scene.notes.meeting(around).next().is_none()
                && (!framed || self.board().frames.iter().all(|f| beside(f)))
        };
        let (dx, dy) = (
            (wanted.width / 2.0).clamp(48.0, 480.0),
            (wanted.height / 2.0).clamp(48.0, 480.0),
        );
        let near = (0..=RINGS).find_map(|ring| {
            let mut places: Vec<Rect> = ring_of(ring)
                .map(|(i, j)| wanted.translate(f64::from(i) * dx, f64::from(j) * dy))
                .collect();
            let away = |r: &Rect| r.origin().distance(wanted.origin());
            places.order_by(|a, b| away(a).total_cmp(&away(b)).then(b.x.total_cmp(&a.x)));
            places.into_iter().find(is_free)
        });
        near.unwrap_or_else(|| {
            let right = self
                .scene
                .bounds()
                .map_or(wanted.x, |all| all.right() + GAP);
            Rect::new(right, wanted.y, wanted.width, wanted.height)
        })
    }

    /// The first place at or right of `start` where a note covers no other.
    pub fn free_room(&self, start: Rect) -> Rect {
        let mut room = start;
        loop {
            let wanted = room.inflate(GAP / 2.0 - 0.5);
            let in_the_way = self.scene.notes.meeting(wanted).map(|n| n.rect.right());
            let Some(right) = in_the_way.reduce(f64::max) else {
                return room;
            };
            let next = (right + GAP).max(room.x + 1.0);
            // Beyond this a number no longer grows by one: such a wall is full.
            if next > 1e12 {
                return start;
            }
            room.x = next;
        }
    }
}

/// The places of a square ring around the middle.
fn ring_of(ring: i32) -> impl Iterator<Item = (i32, i32)> {
    let all = (-ring..=ring).flat_map(move |i| (-ring..=ring).map(move |j| (i, j)));
    all.filter(move |(i, j)| i.abs().max(j.abs()) == ring)
}
