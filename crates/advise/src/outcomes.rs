//! Which events a command leads to through an aggregate or an external system that handles several.
//!
//! The wall does not say; words do: an event belongs to the commands with which it shares the most words beyond the
//! handler's name ("Book cargo", "Cargo booked"). A command that no event speaks of leads to those that speak of none.

use std::collections::{BTreeSet, HashMap};

use model::{Id, Note, NoteKind};

use crate::english::stems;
use crate::wall::Wall;

/// Events by command and handler.
pub struct Outcomes(HashMap<(Id, Id), BTreeSet<Id>>);

impl Outcomes {
    pub fn of(wall: &Wall) -> Outcomes {
        let mut outcomes = HashMap::new();
        let handlers = [NoteKind::Aggregate, NoteKind::ExternalSystem];
        for handler in handlers.into_iter().flat_map(|kind| wall.notes(kind)) {
            let name = stems(&handler.text);
            let words = |note: &Note| -> BTreeSet<String> {
                let stems = stems(&note.text).into_iter();
                stems.filter(|s| !name.contains(s)).collect()
            };
            let commands: Vec<(&Id, BTreeSet<String>)> = wall
                .before(&handler.id)
                .into_iter()
                .filter(|(_, n)| n.kind == NoteKind::Command)
                .map(|(_, n)| (&n.id, words(n)))
                .collect();
            let mut told: Vec<BTreeSet<Id>> = vec![BTreeSet::new(); commands.len()];
            let mut untold = BTreeSet::new();
            for (_, event) in wall.after(&handler.id) {
                if event.kind != NoteKind::DomainEvent {
                    continue;
                }
                let said = words(event);
                let shared: Vec<usize> = commands
                    .iter()
                    .map(|(_, w)| w.intersection(&said).count())
                    .collect();
                let most = shared.iter().copied().max().unwrap_or_default();
                if most == 0 || commands.len() == 1 {
                    untold.insert(event.id.clone());
                }
                for (told, _) in told
                    .iter_mut()
                    .zip(&shared)
                    .filter(|(_, n)| most > 0 && **n == most)
                {
                    told.insert(event.id.clone());
                }
            }
            let single = commands.len() == 1;
            for ((command, _), told) in commands.into_iter().zip(told) {
                let events = if told.is_empty() || single {
                    untold.clone()
                } else {
                    told
                };
                outcomes.insert((command.clone(), handler.id.clone()), events);
            }
        }
        Outcomes(outcomes)
    }

    /// Whether `event`, which `handler` emits, may follow from `command`; anything may follow from what is no command.
    pub fn allow(&self, command: &Id, handler: &Id, event: &Id) -> bool {
        let events = self.0.get(&(command.clone(), handler.clone()));
        events.is_none_or(|events| events.contains(event))
    }
}

#[cfg(test)]
mod tests {
    use model::Stage;

    use super::*;
    use crate::fixture::board;

    /// The texts of the events that a command leads to.
    fn events(text: &str, command: &str) -> Vec<String> {
        let board = board(text);
        let wall = Wall::new(&board, Stage::Design);
        let outcomes = Outcomes::of(&wall);
        let find = |text: &str| {
            board
                .notes
                .iter()
                .find(|n| n.line() == text)
                .unwrap()
                .id
                .clone()
        };
        let (command, handler) = (find(command), wall.aggregates()[0].notes[0].clone());
        let events = wall
            .notes(NoteKind::DomainEvent)
            .filter(|e| outcomes.allow(&command, &handler, &e.id));
        events.map(|e| e.line()).collect()
    }

    const CARGO: &str = "command Book cargo > aggregate Cargo > event Cargo booked\ncommand Change destination > aggregate Cargo > event Destination changed\ncommand Inspect > aggregate Cargo > event Cargo misdirected";

    #[test]
    fn words_tell() {
        assert_eq!(events(CARGO, "Book cargo"), ["Cargo booked"]);
        assert_eq!(events(CARGO, "Change destination"), ["Destination changed"]);
    }

    #[test]
    fn what_words_do_not_tell_is_left_over() {
        assert_eq!(events(CARGO, "Inspect"), ["Cargo misdirected"]);
    }

    #[test]
    fn one_command_leads_to_all() {
        let text = "command Inspect > aggregate Cargo > event Cargo inspected\naggregate Cargo > event Customer told";
        assert_eq!(
            events(text, "Inspect"),
            ["Cargo inspected", "Customer told"]
        );
    }
}
