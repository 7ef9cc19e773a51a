//! What a board of 5,000 notes costs: to join, to change by one note, to move 200, to find what a peer lacks.
//!
//! `cargo bench -p board` prints the median of each. It has its own clock so that it needs nothing beside the crate.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that prints figures"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use board::{Board, wire};
use model::{BoardSnapshot, Command, Context, Id, Link, NOTE_KINDS, Note, Point, Table};

const NOTES: usize = 5_000;

/// The command of a run.
type Make = Box<dyn Fn(usize) -> Command>;

fn id(prefix: &str, i: usize) -> Id {
    Id::new(&format!("{prefix}{i}")).unwrap()
}

/// Notes of all kinds with a name of four words, a third of them linked, in 40 contexts.
fn large() -> BoardSnapshot {
    let notes = (0..NOTES).map(|i| {
        let kind = NOTE_KINDS[i % NOTE_KINDS.len()].kind;
        let at = Point::new((i % 100) as f64 * 164.0, (i / 100) as f64 * 152.0);
        let mut note = Note::new(id("n", i), kind, format!("Cargo {i} was handled")).at(at);
        note.context = kind.is_placed().then(|| id("c", i % 40));
        Arc::new(note)
    });
    let links = (0..NOTES / 3).map(|i| Arc::new(Link::new(id("n", i), id("n", i + 1))));
    let contexts = (0..40).map(|i| Arc::new(Context::new(id("c", i), format!("Context {i}"))));
    BoardSnapshot {
        notes: Table::from_rows(notes),
        links: Table::from_rows(links),
        contexts: Table::from_rows(contexts),
        ..BoardSnapshot::default()
    }
    .normalised()
}

/// Runs `f` on what `prepare` makes, and prints the median time of `f`.
fn measure<S, R>(
    name: &str,
    runs: usize,
    mut prepare: impl FnMut(usize) -> S,
    mut f: impl FnMut(S) -> R,
) {
    let mut times: Vec<Duration> = (0..runs)
        .map(|i| {
            let input = prepare(i);
            let start = Instant::now();
            let result = f(input);
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    println!(
        "{name:<52} {:>10.3} ms",
        times[runs / 2].as_secs_f64() * 1e3
    );
}

fn main() {
    let snapshot = large();
    let stored = Board::of(&snapshot, 1).encode();
    println!("{NOTES} notes: {} KB as one update", stored.len() / 1024);

    measure(
        "join: load the document and read the snapshot",
        9,
        |_| (),
        |()| Board::load(2, [stored.as_slice()]).unwrap(),
    );
    measure(
        "write a file into a document",
        9,
        |_| (),
        |()| Board::of(&snapshot, 1),
    );

    let mut author = Board::load(2, [stored.as_slice()]).unwrap();
    let mut reader = Board::load(3, [stored.as_slice()]).unwrap();
    // Readers hold on to the snapshot, as a page does.
    let mut held = reader.snapshot();
    let some = |i: usize| id("n", (i * 37) % NOTES);
    let commands: Vec<(&str, Make)> = vec![
        (
            "move one note",
            Box::new(move |i| Command::Move {
                to: vec![(some(i), Point::new(i as f64 + 0.5, 1.0))],
            }),
        ),
        (
            "change one text",
            Box::new(move |i| Command::EditText {
                note: some(i),
                text: format!("Cargo was handled {i} times"),
            }),
        ),
        (
            "assign one note",
            Box::new(move |i| Command::Assign {
                notes: vec![some(i)],
                context: Some(id("c", (i + 7) % 40)),
            }),
        ),
        (
            "place one note",
            Box::new(|i| Command::Place {
                notes: vec![
                    Note::new(id("fresh", i), model::NoteKind::Policy, "Whenever")
                        .at(Point::default()),
                ],
                links: vec![],
                frames: vec![],
            }),
        ),
        (
            "delete one note",
            Box::new(|i| Command::Delete {
                ids: vec![id("fresh", i)],
            }),
        ),
        (
            "move 200 notes",
            Box::new(move |i| Command::Move {
                to: (0..200)
                    .map(|n| (id("n", n), Point::new(n as f64, i as f64 + 0.25)))
                    .collect(),
            }),
        ),
    ];
    for (name, command) in &commands {
        let mut updates = Vec::new();
        measure(&format!("{name}, here"), 101, command, |command| {
            let done = author.execute(&command).unwrap();
            if !done.update.is_empty() {
                updates.push(done.update);
            }
        });
        let runs = updates.len();
        let mut updates = updates.into_iter();
        measure(
            &format!("{name}, from somebody else"),
            runs,
            |_| updates.next().unwrap(),
            |update| {
                let change = reader.apply_remote(&update).unwrap();
                held = reader.snapshot();
                change
            },
        );
    }
    measure("undo one command", 101, |_| (), |()| author.undo().unwrap());

    let vector = reader.state_vector();
    measure(
        "what a peer lacks, from the document",
        21,
        |_| (),
        |()| author.diff(&vector).unwrap(),
    );
    measure(
        "what a peer lacks, from stored updates",
        9,
        |_| (),
        |()| wire::diff_of([stored.as_slice()], &vector).unwrap(),
    );
    measure(
        "look at an update before it is stored",
        9,
        |_| (),
        |()| {
            wire::is_well_formed(&stored).unwrap();
        },
    );
    drop(held);
}
