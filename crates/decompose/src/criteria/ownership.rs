use std::collections::BTreeMap;

use super::{Criterion, Tie, group};
use crate::phrase::count;
use crate::wall::Wall;

/// The same team, release cadence or scaling profile was entered for both.
pub struct Ownership;

impl Criterion for Ownership {
    fn id(&self) -> &'static str {
        "ownership"
    }

    fn label(&self) -> &'static str {
        "Team, cadence, scaling"
    }

    fn about(&self) -> &'static str {
        "Notes with the same team, release cadence, scaling profile or technology belong together."
    }

    fn weight(&self) -> f64 {
        2.0
    }

    fn say(&self, _wall: &Wall, _note: usize, with: &[usize]) -> String {
        let others = count(with.len(), "note", "notes");
        format!("It has the team, cadence, scaling or technology of {others} here.")
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut groups: BTreeMap<(u8, String), Vec<usize>> = BTreeMap::new();
        for n in wall.placed() {
            let facts = &wall.notes[n].facts;
            let values = [
                facts.team.as_ref().map(|t| t.to_string()),
                facts.cadence.map(|c| c.name().to_owned()),
                facts.scaling.clone(),
                facts.technology.clone(),
            ];
            for (i, value) in (0u8..).zip(values) {
                if let Some(value) = value {
                    groups.entry((i, value)).or_default().push(n);
                }
            }
        }
        let mut ties = Vec::new();
        for members in groups.values() {
            group(members, &mut ties);
        }
        ties
    }
}
