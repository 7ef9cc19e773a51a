//! Voting: a click on a note gives it a dot, with Shift takes one back.

use model::voting::Round;
use model::{Command, Id};

use crate::effect::CursorStyle;
use crate::hit_test::Hit;
use crate::tools::{Gesture, Tool, ToolId};
use crate::wall::Wall;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum State {
    #[default]
    Idle,
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Vote).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        match gesture {
            Gesture::Down(t) => {
                if let Some(note) = wall.hit_note(t.world) {
                    wall.vote(&note, !t.modifiers.shift);
                }
            }
            Gesture::Move(t) => {
                let hit = wall.hit_note(t.world).map_or(Hit::Paper, Hit::Note);
                wall.set_hover(hit);
            }
            Gesture::Enter => match wall.selection.single_note().cloned() {
                Some(note) => wall.vote(&note, true),
                None => wall.tell("Select a note to vote for it."),
            },
            Gesture::Escape => wall.arm(ToolId::Select),
            _ => {}
        }
    }

    fn is_busy(&self) -> bool {
        false
    }

    fn cursor(&self, wall: &Wall) -> CursorStyle {
        match &wall.hover {
            Hit::Note(id) if wall.may_vote_for(id) => CursorStyle::Pointer,
            Hit::Note(_) => CursorStyle::NotAllowed,
            _ => CursorStyle::Crosshair,
        }
    }
}

impl Wall {
    fn may_vote_for(&self, note: &Id) -> bool {
        let round = Round::of(&self.board().meta);
        let note = self.board().note(note);
        note.zip(round)
            .is_some_and(|(note, round)| round.open && round.takes(note))
    }

    /// Gives a note a dot of this person, or takes one back.
    pub fn vote(&mut self, note: &Id, give: bool) {
        if !self.may_vote_for(note) {
            return self.tell("This note is not voted for.");
        }
        let board = self.board();
        let (Some(round), Some(found)) = (Round::of(&board.meta), board.note(note)) else {
            return;
        };
        let mine = found.voters.get(&self.voter).copied().unwrap_or(0);
        let left = round.left(board, &self.voter);
        if give && left == 0 {
            return self.tell("You have no dots left. Take one back with Shift and a click.");
        }
        if !give && mine == 0 {
            return;
        }
        let (count, left) = if give {
            (mine + 1, left - 1)
        } else {
            (mine - 1, left + 1)
        };
        self.announce(format!("{count} of your dots on this note, {left} left."));
        self.execute(Command::SetNote {
            notes: vec![note.clone()],
            change: model::command::NoteChange::Votes {
                voter: self.voter.clone(),
                count,
            },
        });
    }
}
