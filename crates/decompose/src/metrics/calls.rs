//! Calls across borders, for the whole cut and for one user action.

use model::NoteKind::{Actor, Command, DomainEvent, Query};

use crate::cut::Cut;
use crate::wall::Wall;

/// Whether a step is one that its sender waits for: all but what an event sets off.
fn is_call(wall: &Wall, step: usize) -> bool {
    wall.kind(wall.steps[step].from) != DomainEvent
}

/// Inter-partition call percentage, as a share 0 to 1: calls between contexts by all calls (Kalia et al., "Mono2Micro",
/// ESEC/FSE 2021); 0 where nothing calls.
pub fn between(wall: &Wall, cut: &Cut) -> f64 {
    let calls = cut.steps(wall).filter(|s| is_call(wall, s.2));
    let (mut all, mut crossing) = (0usize, 0usize);
    for (a, b, _) in calls {
        all += 1;
        crossing += usize::from(a != b);
    }
    crossing as f64 / all.max(1) as f64
}

/// Commands and queries that somebody issues, or that nothing on the wall leads to.
pub fn user_actions(wall: &Wall) -> impl Iterator<Item = usize> + '_ {
    wall.placed().filter(|&n| {
        matches!(wall.kind(n), Command | Query)
            && (wall.reaching[n].is_empty() || wall.previous(n).any(|(m, _)| wall.kind(m) == Actor))
    })
}

/// Calls between contexts until a user action is answered: the mean over the actions, and the most. An event ends the
/// waiting.
pub fn chattiness(wall: &Wall, cut: &Cut) -> (f64, usize) {
    let mut seen = vec![usize::MAX; wall.notes.len()];
    let (mut actions, mut all, mut most) = (0usize, 0usize, 0usize);
    for action in user_actions(wall) {
        let (mut crossing, mut open) = (0, vec![action]);
        seen[action] = action;
        while let Some(note) = open.pop() {
            for &step in wall.leaving[note].iter().filter(|&&s| is_call(wall, s)) {
                let next = wall.steps[step].to;
                if let (Some(a), Some(b)) = (cut.of[note], cut.of[next]) {
                    crossing += usize::from(a != b);
                }
                if wall.is_placed(next) && seen[next] != action {
                    seen[next] = action;
                    open.push(next);
                }
            }
        }
        actions += 1;
        all += crossing;
        most = most.max(crossing);
    }
    (all as f64 / actions.max(1) as f64, most)
}
