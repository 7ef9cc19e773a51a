//! Moving about without a pointer: nudging, going from note to note, zooming to things.

use model::link::LinkStatus;
use model::{Command, Id, Point, Rect};

use crate::overview::Way;
use crate::wall::Wall;

impl Wall {
    /// Moves the selection; without one takes hold of the note in the middle of the view.
    pub fn nudge(&mut self, dx: f64, dy: f64) {
        if self.selection.movable().next().is_none() {
            let central = self.central_note();
            return self.go_to(central);
        }
        let to: Vec<(Id, Point)> = self
            .movable()
            .into_iter()
            .map(|(id, r)| (id, Point::new(r.x + dx, r.y + dy)))
            .collect();
        if to.is_empty() {
            return;
        }
        match std::mem::replace(&mut self.nudged, true) && self.repeating {
            true => self.amend(Command::Move { to }),
            false => self.execute(Command::Move { to }),
        }
    }

    /// Selects the next note in a direction.
    pub fn go(&mut self, way: Way) {
        let next = self.next_note(way);
        self.go_to(next);
    }

    /// Adds the next note in a direction to the selection.
    pub fn extend(&mut self, way: Way) {
        let before = self.selection.clone();
        let next = self.next_note(way);
        self.go_to(next);
        let mut selection = self.selection.clone();
        selection.notes.extend(before.notes);
        selection.frames.extend(before.frames);
        self.select(selection);
    }

    /// From the note that was reached last, when it is still selected.
    fn next_note(&self, way: Way) -> Option<Id> {
        let notes = &self.selection.notes;
        let reached = self.reached.as_ref().filter(|id| notes.contains(*id));
        match reached.or(notes.first()) {
            Some(id) => self.neighbour(id, way),
            None => self.central_note(),
        }
    }

    fn go_to(&mut self, note: Option<Id>) {
        let Some(id) = note else { return };
        self.reached = Some(id.clone());
        let Some(note) = self.board().note(&id).cloned() else {
            return;
        };
        if let Some(rect) = self.scene.rect(&id) {
            self.reveal(rect);
        }
        self.select_notes([id]);
        let label = self.scene.names.name(note.kind).to_owned();
        let lacks = self.missing().into_iter().next();
        let lacks = lacks.map(|m| format!(". {} Tab adds it.", m.why));
        self.announce(format!(
            "{label}: {}{}",
            note.line(),
            lacks.unwrap_or_default()
        ));
    }

    pub fn restack(&mut self, to_top: bool) {
        let notes = self.scene.notes_in_order(&self.selection.notes);
        let notes = notes.iter().map(|n| n.id.clone()).collect();
        self.execute(Command::Restack { notes, to_top });
    }

    /// Confirms or refuses the selected link that was read from the wall.
    pub fn settle_selected(&mut self, status: LinkStatus) {
        if let Some((from, to)) = self.selection.inferred.clone() {
            self.execute(Command::SettleLink { from, to, status });
            self.select_notes([]);
        }
    }

    /// Zooms about the middle of the view.
    pub fn zoom_by(&mut self, factor: f64) {
        let middle = Point::new(self.camera.view.width / 2.0, self.camera.view.height / 2.0);
        self.zoom_about(middle, factor);
    }

    pub fn show_all(&mut self) {
        if let Some(bounds) = self.scene.bounds() {
            self.camera.fit(bounds, 1.0);
            self.camera_moved();
        }
    }

    pub fn show_selection(&mut self) {
        let rects = self
            .selection
            .movable()
            .filter_map(|id| self.scene.rect(id));
        if let Some(bounds) = Rect::around(rects) {
            self.camera.fit(bounds, 2.0);
            self.camera_moved();
        }
    }
}
