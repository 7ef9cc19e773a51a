use model::NoteKind::DomainEvent;
use model::layout::is_derived;

use super::{Criterion, Tie};
use crate::phrase::quotes;
use crate::wall::Wall;

/// Events that follow each other on the timeline, unless one of them is pivotal and ends a part of it.
pub struct Time;

/// Canvas units after which nearness has faded to 1/e: a note's width.
const FADE: f64 = 120.0;

impl Criterion for Time {
    fn id(&self) -> &'static str {
        "time"
    }

    fn label(&self) -> &'static str {
        "Time"
    }

    fn about(&self) -> &'static str {
        "Events that follow each other closely on the timeline belong together, unless a pivotal event ends a part of it."
    }

    fn weight(&self) -> f64 {
        0.5
    }

    fn say(&self, wall: &Wall, _note: usize, with: &[usize]) -> String {
        format!("It lies next to {}.", quotes(wall, with, 2))
    }

    /// Each event and the next one to its right in the same row: exp(−gap / a note's width); 0 across a pivotal event,
    /// which belongs to what leads up to it.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut rows: Vec<(usize, model::Rect)> = wall
            .placed()
            .filter(|&n| wall.kind(n) == DomainEvent && wall.notes[n].position().is_some())
            .map(|n| (n, wall.notes[n].rect()))
            .collect();
        rows.sort_by(|a, b| a.1.x.total_cmp(&b.1.x).then(a.0.cmp(&b.0)));
        let mut ties = Vec::new();
        for (i, (a, left)) in rows.iter().enumerate() {
            if wall.notes[*a].pivotal {
                continue;
            }
            let end = left.x + left.width;
            let next = rows[i + 1..]
                .iter()
                .take_while(|(_, r)| r.x < end + 4.0 * FADE)
                .find(|(_, r)| {
                    r.x >= end - left.width / 2.0
                        && r.y < left.y + left.height / 2.0
                        && left.y < r.y + r.height / 2.0
                });
            // Neighbours that layout put side by side say nothing that their links do not say.
            let meant = next.filter(|(b, _)| !is_derived(&wall.notes[*a], &wall.notes[*b]));
            if let Some((b, right)) = meant {
                let strength = (-(right.x - end).max(0.0) / FADE).exp();
                ties.push(Tie {
                    a: *a,
                    b: *b,
                    strength,
                });
            }
        }
        ties
    }
}
