//! Replicas that exchange updates in any order, twice, with undo and redo in between, end up equal; and what a replica
//! keeps in step is what a fresh load reads.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use std::collections::BTreeSet;

use board::{Board, BoardError};
use common::{id, note};
use model::command::NoteChange;
use model::facts::Field;
use model::{Command, Context, Facts, Frame, FrameKind, Id, Link, LinkStatus, NoteKind, Point};
use proptest::prelude::*;
use serde_json::json;

/// What one person does next.
#[derive(Clone, Debug)]
enum Act {
    Do(Box<Command>),
    Undo,
    Redo,
}

#[derive(Clone, Debug)]
enum Event {
    Act(usize, Act),
    /// The nth update made so far (modulo their number) reaches a replica, perhaps not for the first time.
    Deliver(usize, usize),
}

const PEOPLE: usize = 3;

fn name(prefix: &'static str, count: u8) -> impl Strategy<Value = Id> {
    (0..count).prop_map(move |i| id(&format!("{prefix}{i}")))
}

fn notes() -> impl Strategy<Value = Vec<Id>> {
    prop::collection::vec(name("n", 6), 1..4)
}

fn text() -> impl Strategy<Value = String> {
    "[ab 😀]{0,8}"
}

fn change() -> impl Strategy<Value = NoteChange> {
    prop_oneof![
        any::<bool>().prop_map(NoteChange::Pivotal),
        text().prop_map(NoteChange::Description),
        prop::collection::vec("[a-d]", 0..4).prop_map(|mut tags| {
            tags.sort();
            tags.dedup();
            NoteChange::Tags(tags)
        }),
        prop::collection::vec(("[a-d]", "string|uuid"), 0..4).prop_map(|fields| {
            let mut named: Vec<Field> = Vec::new();
            for (name, type_) in fields {
                if named.iter().all(|f| f.name != name) {
                    named.push(Field::new(name, type_));
                }
            }
            NoteChange::Fields(named)
        }),
        (
            prop::option::of(0.0..9.0f64),
            prop::option::of(prop::collection::btree_set("[a-c]", 0..3))
        )
            .prop_map(|(rate, invariants)| {
                NoteChange::Facts(Facts {
                    rate,
                    invariants: invariants.map(|set| set.into_iter().collect()),
                    ..Facts::default()
                })
            }),
        prop::option::of(name("g", 2)).prop_map(NoteChange::Group),
    ]
}

fn contexts() -> impl Strategy<Value = Vec<(Context, Vec<Id>)>> {
    (name("c", 3), notes(), "[xyz]{1,3}")
        .prop_map(|(c, notes, name)| vec![(Context::new(c, name), notes)])
}

fn command() -> impl Strategy<Value = Command> {
    let place = |links: Vec<Link>, names: Vec<Id>| Command::Place {
        notes: names
            .iter()
            .enumerate()
            .filter(|(i, id)| !names[..*i].contains(id))
            .map(|(_, id)| note(id.as_str()))
            .collect(),
        links,
        frames: vec![],
    };
    let kind = prop::sample::select(vec![
        NoteKind::Command,
        NoteKind::Actor,
        NoteKind::Policy,
        NoteKind::Text,
    ]);
    let status = prop::sample::select(vec![
        LinkStatus::Drawn,
        LinkStatus::Confirmed,
        LinkStatus::Refused,
    ]);
    prop_oneof![
        4 => notes().prop_map(move |names| place(vec![], names)),
        3 => (notes(), -9.0..9.0f64).prop_map(|(ids, x)| Command::Move {
            to: ids.into_iter().map(|id| (id, Point::new(x, x.floor()))).collect()
        }),
        4 => (name("n", 6), text()).prop_map(|(note, text)| Command::EditText { note, text }),
        1 => (notes(), kind).prop_map(|(notes, kind)| Command::ChangeKind { notes, kind }),
        4 => (notes(), change()).prop_map(|(notes, change)| Command::SetNote { notes, change }),
        1 => (notes(), any::<bool>()).prop_map(|(notes, to_top)| Command::Restack { notes, to_top }),
        2 => (name("n", 6), name("n", 6))
            .prop_map(|(from, to)| Command::DrawLink { link: Link::new(from, to) }),
        1 => (name("n", 6), name("n", 6), status)
            .prop_map(|(from, to, status)| Command::SettleLink { from, to, status }),
        3 => notes().prop_map(|ids| Command::Delete { ids }),
        1 => name("f", 2).prop_map(|id| Command::Place {
            notes: vec![],
            links: vec![],
            frames: vec![Frame {
                id, kind: FrameKind::Swimlane, title: "t".into(), x: 0.0, y: 0.0, width: 9.0, height: 9.0,
            }],
        }),
        2 => contexts().prop_map(|contexts| Command::AddContexts { contexts }),
        2 => (contexts(), prop::collection::vec(name("c", 3), 0..3))
            .prop_map(|(contexts, replaced)| Command::AcceptProposal { replaced, contexts }),
        1 => name("c", 3).prop_map(|c| Command::DeleteContexts { contexts: vec![c] }),
        2 => (notes(), prop::option::of(name("c", 3)))
            .prop_map(|(notes, context)| Command::Assign { notes, context }),
        1 => (name("c", 3), name("c", 3)).prop_map(|(upstream, downstream)| Command::SetRelations {
            relations: vec![model::Relation {
                upstream, downstream, pattern: model::Pattern::Conformist, note: String::new(),
            }]
        }),
        1 => "[ab]{0,4}".prop_map(|title| Command::SetTitle { title }),
        1 => text().prop_map(|description| Command::SetDescription { description }),
        1 => ("[ab]", 0..3i32).prop_map(|(key, n)| Command::SetSetting { key, value: json!(n) }),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => command().prop_map(|c| Act::Do(Box::new(c))),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        (0..PEOPLE, act()).prop_map(|(who, act)| Event::Act(who, act)),
        (0..PEOPLE, any::<usize>()).prop_map(|(to, which)| Event::Deliver(to, which)),
    ];
    prop::collection::vec(event, 1..40)
}

/// Acts; the update, if there is one. A command that cannot be done here is not done.
fn perform(board: &mut Board, act: &Act) -> Option<Vec<u8>> {
    let update = match act {
        Act::Do(command) => board.execute(command).ok()?.update,
        Act::Undo => board.undo()?.update,
        Act::Redo => board.redo()?.update,
    };
    (!update.is_empty()).then_some(update)
}

/// The snapshot that is kept in step is the one that a fresh replica reads, and dangles nowhere.
fn check(board: &Board) -> Result<(), TestCaseError> {
    let kept = board.snapshot();
    let fresh = Board::load(99, [board.encode().as_slice()]).unwrap();
    prop_assert_eq!(&kept, &fresh.snapshot());
    prop_assert_eq!(board.skipped(), fresh.skipped());
    prop_assert_eq!(board.skipped(), &[]);
    prop_assert_eq!(&kept, &kept.clone().normalised());
    Ok(())
}

/// An update and the updates its author had when making it: without those it may have to wait.
struct Made {
    update: Vec<u8>,
    after: BTreeSet<usize>,
}

/// Whether nothing that a replica has waits for something it lacks.
fn is_complete(seen: &BTreeSet<usize>, made: &[Made]) -> bool {
    seen.iter().all(|i| made[*i].after.is_subset(seen))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn replicas_converge(events in events(), gaps in any::<u64>()) {
        let mut boards: Vec<Board> = (0..PEOPLE).map(|i| Board::new(i as u64 + 1)).collect();
        let mut made: Vec<Made> = Vec::new();
        let mut seen = vec![BTreeSet::new(); PEOPLE];
        for event in &events {
            let who = match event {
                Event::Act(who, act) => {
                    let before = boards[*who].snapshot();
                    match perform(&mut boards[*who], act) {
                        Some(update) => {
                            let after = seen[*who].clone();
                            seen[*who].insert(made.len());
                            made.push(Made { update, after });
                        }
                        None => prop_assert_eq!(before, boards[*who].snapshot()),
                    }
                    *who
                }
                Event::Deliver(to, which) if !made.is_empty() => {
                    let which = which % made.len();
                    boards[*to].apply_remote(&made[which].update).unwrap();
                    seen[*to].insert(which);
                    *to
                }
                Event::Deliver(..) => continue,
            };
            if is_complete(&seen[who], &made) {
                check(&boards[who])?;
            }
        }
        // Each gets everything, in an order of its own, some of it again.
        let updates: Vec<&[u8]> = made.iter().map(|made| made.update.as_slice()).collect();
        for (i, board) in boards.iter_mut().enumerate() {
            let mut order: Vec<usize> = (0..updates.len()).collect();
            order.rotate_left((i * 7) % updates.len().max(1));
            if i % 2 == 1 {
                order.reverse();
            }
            for which in order {
                board.apply_remote(updates[which]).unwrap();
            }
            check(board)?;
        }
        for board in &boards[1..] {
            prop_assert_eq!(board.snapshot(), boards[0].snapshot());
        }
        // So does whoever loads a log of which a part was compacted, or catches up from a part with gaps.
        let part: BTreeSet<usize> =
            (0..made.len()).filter(|i| (gaps >> (i % 64)) & 1 == 0).collect();
        let early = part.iter().map(|i| updates[*i]);
        let late = (0..made.len()).filter(|i| !part.contains(i)).map(|i| updates[i]);
        let mut stored = vec![
            board::wire::merge(early.clone()).unwrap(),
            board::wire::diff_of(early.clone(), &[0]).unwrap(),
        ];
        match board::wire::compact(early) {
            Ok(compacted) => stored.push(compacted),
            Err(error) => {
                prop_assert_eq!(error, BoardError::Incomplete);
                prop_assert!(!is_complete(&part, &made));
            }
        }
        for stored in stored {
            let mut log: Vec<&[u8]> = vec![&stored];
            for update in late.clone() {
                log.push(update);
            }
            let loaded = Board::load(50, log).unwrap();
            prop_assert_eq!(loaded.snapshot(), boards[0].snapshot());
            prop_assert_eq!(loaded.compacted().unwrap(), loaded.encode());
        }
        let lacking = board::wire::diff_of(updates, &boards[0].state_vector()).unwrap();
        prop_assert!(boards[0].apply_remote(&lacking).unwrap().is_empty());
    }

    #[test]
    fn alone_undo_then_redo_is_identity(commands in prop::collection::vec(command(), 1..25)) {
        let mut board = Board::new(1);
        let mut states = vec![board.snapshot()];
        for command in &commands {
            let Ok(done) = board.execute(command) else { continue };
            // A step may leave the snapshot as it was: a label where nothing shows it.
            if !done.update.is_empty() {
                states.push(board.snapshot());
            }
        }
        for state in states.iter().rev().skip(1) {
            let undone = board.undo().unwrap();
            prop_assert_eq!(undone.passed_over, 0);
            prop_assert_eq!(&board.snapshot(), state);
        }
        prop_assert!(!board.can_undo());
        for state in states.iter().skip(1) {
            let redone = board.redo().unwrap();
            prop_assert_eq!(redone.passed_over, 0);
            prop_assert_eq!(&board.snapshot(), state);
        }
        prop_assert!(!board.can_redo());
        check(&board)?;
    }

    #[test]
    fn all_the_way_back_and_forth_with_compounds_and_amendments(
        gestures in prop::collection::vec((command(), prop::option::of(command()), any::<bool>()), 1..25),
    ) {
        let mut board = Board::new(1);
        let start = board.snapshot();
        for (first, then, amends) in gestures {
            let command = match then {
                Some(then) => Command::Compound { commands: vec![first, then] },
                None => first,
            };
            let _ = if amends { board.amend(&command) } else { board.execute(&command) };
        }
        let end = board.snapshot();
        while board.can_undo() {
            prop_assert_eq!(board.undo().unwrap().passed_over, 0);
        }
        prop_assert_eq!(board.snapshot(), start);
        while board.can_redo() {
            prop_assert_eq!(board.redo().unwrap().passed_over, 0);
        }
        prop_assert_eq!(board.snapshot(), end);
        check(&board)?;
    }
}
