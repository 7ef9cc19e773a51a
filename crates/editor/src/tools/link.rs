//! Draws links: drag from one note to another, or click one and then the other.

use model::grammar::next_kinds;
use model::{Command, Id, Link, LinkStatus, Rect};

use crate::effect::CursorStyle;
use crate::scene::links::LinkKey;
use crate::tools::{Gesture, Tool, ToolId, is_drag};
use crate::wall::{Touch, Wall};
use model::order::Order;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum State {
    #[default]
    Idle,
    /// The first note is chosen.
    From { note: Id, start: Touch, down: bool },
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Link).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (std::mem::take(self), gesture) {
            (State::Idle, Gesture::Down(t)) => match wall.hit_note(t.world) {
                Some(note) => {
                    wall.draft_link(&note, &t);
                    State::From {
                        note,
                        start: t,
                        down: true,
                    }
                }
                None => State::Idle,
            },
            (State::From { note, start, down }, Gesture::Move(t)) => {
                wall.draft_link(&note, &t);
                State::From { note, start, down }
            }
            (State::From { note, .. }, Gesture::Down(t)) => {
                wall.draft_link(&note, &t);
                State::From {
                    note,
                    start: t,
                    down: true,
                }
            }
            (
                State::From {
                    note,
                    start,
                    down: true,
                },
                Gesture::Up(t),
            ) => {
                let over = wall.hit_note(t.world);
                if over.as_ref() == Some(&note) && !is_drag(&start, &t) {
                    State::From {
                        note,
                        start,
                        down: false,
                    }
                } else {
                    wall.let_go();
                    if let Some(to) = over {
                        wall.link(&note, &to);
                    }
                    State::Idle
                }
            }
            (State::From { note, .. }, Gesture::Changed) if wall.board().note(&note).is_none() => {
                wall.let_go();
                State::Idle
            }
            (State::From { .. }, Gesture::Escape | Gesture::Cancel) => {
                wall.let_go();
                State::Idle
            }
            (State::Idle, Gesture::Escape) => {
                wall.arm(ToolId::Select);
                State::Idle
            }
            (state, _) => state,
        };
    }

    fn is_busy(&self) -> bool {
        *self != State::Idle
    }

    fn cursor(&self, _: &Wall) -> CursorStyle {
        CursorStyle::Crosshair
    }
}

impl Wall {
    /// Shows the link from `note` to the note under the pointer, or to the pointer.
    pub fn draft_link(&mut self, note: &Id, t: &Touch) {
        let Some(from) = self.scene.rect(note) else {
            return;
        };
        let target = self.hit_note(t.world).filter(|id| id != note);
        let to = target.as_ref().and_then(|id| self.scene.rect(id));
        let to = to.unwrap_or(Rect::new(t.world.x, t.world.y, 0.0, 0.0));
        self.show(|preview| {
            preview.link = Some((from, to));
            preview.target = target;
        });
    }

    /// Ends a link dragged from a handle: on another note, or on paper, where the kind that may follow is placed.
    pub fn drop_link(&mut self, note: &Id, t: &Touch) {
        self.let_go();
        match self.hit_note(t.world) {
            Some(to) => self.link(note, &to),
            None => {
                let kind = self
                    .board()
                    .note(note)
                    .and_then(|n| next_kinds(n.kind).first().copied());
                let Some(kind) = kind else { return };
                let size = kind.default_size();
                let corner = t.world.offset(-size.width / 2.0, -size.height / 2.0);
                let context = self.context_at(t.world);
                self.place(kind, corner, context, Some(note.clone()));
            }
        }
    }

    pub fn link(&mut self, from: &Id, to: &Id) {
        if from == to {
            return;
        }
        match self.linking(from, to) {
            Some(command) => self.execute(command),
            None => self.tell("These two are linked already."),
        }
    }

    /// Links the selected notes one after the other along time, in one step.
    pub fn link_selected(&mut self) {
        let mut notes: Vec<(Rect, Id)> = self
            .selection
            .notes
            .iter()
            .filter_map(|id| Some((self.scene.rect(id)?, id.clone())))
            .collect();
        notes.order_by(|(a, _), (b, _)| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        let pairs: Vec<_> = notes
            .windows(2)
            .map(|w| (w[0].1.clone(), w[1].1.clone()))
            .collect();
        let commands: Vec<Command> = pairs
            .iter()
            .filter_map(|(from, to)| self.linking(from, to))
            .collect();
        match commands.len() {
            0 => self.tell("They are linked already."),
            1 => self.announce("Linked."),
            n => self.announce(format!("{n} links drawn.")),
        }
        self.execute_all(commands);
    }

    /// What links two notes; none where they are.
    fn linking(&mut self, from: &Id, to: &Id) -> Option<Command> {
        let is_said = |run: &crate::scene::links::Run| {
            matches!(run.key, LinkKey::Said(_)) && run.from == *from && run.to == *to
        };
        if self.scene.links.of_note(from).any(|(_, run)| is_said(run)) {
            return None;
        }
        let refused = |l: &Link| l.status == LinkStatus::Refused && l.from == *from && l.to == *to;
        if self.board().links.iter().any(|l| refused(l)) {
            return Some(Command::SettleLink {
                from: from.clone(),
                to: to.clone(),
                status: LinkStatus::Confirmed,
            });
        }
        let mut link = Link::new(from.clone(), to.clone());
        link.id = self.fresh_id();
        Some(Command::DrawLink { link })
    }
}
