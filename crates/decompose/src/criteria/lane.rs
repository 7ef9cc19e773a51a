use model::FrameKind;

use super::{Criterion, Tie, group};
use crate::phrase::count;
use crate::wall::Wall;

/// Both lie in the same swimlane.
pub struct Lane;

impl Criterion for Lane {
    fn id(&self) -> &'static str {
        "lane"
    }

    fn label(&self) -> &'static str {
        "Swimlane"
    }

    fn about(&self) -> &'static str {
        "Notes in one swimlane belong to one actor, department or subject."
    }

    fn weight(&self) -> f64 {
        2.0
    }

    fn say(&self, _wall: &Wall, _note: usize, with: &[usize]) -> String {
        format!(
            "It lies in one swimlane with {} here.",
            count(with.len(), "note", "notes")
        )
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut ties = Vec::new();
        for lane in wall.frames.iter().filter(|f| f.kind == FrameKind::Swimlane) {
            let area = lane.rect();
            let members: Vec<usize> = wall
                .placed()
                .filter(|&n| {
                    let note = &wall.notes[n];
                    note.position().is_some() && area.contains(note.rect().center())
                })
                .collect();
            group(&members, &mut ties);
        }
        ties
    }
}
