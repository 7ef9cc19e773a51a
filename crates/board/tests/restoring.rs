//! A board goes back to what it was, for everybody, and forward again.

#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use board::Board;
use common::id;
use model::command::NoteChange;
use model::{Command, Context, Note, NoteKind, Point};

fn place(name: &str) -> Command {
    let note = Note::new(id(name), NoteKind::DomainEvent, format!("{name} happened"));
    Command::Place {
        notes: vec![note.at(Point { x: 10.0, y: 20.0 })],
        links: vec![],
        frames: vec![],
    }
}

fn tags(note: &str, tags: &[&str]) -> Command {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Command::SetNote {
        notes: vec![id(note)],
        change: NoteChange::Tags(tags),
    }
}

fn text(note: &str, text: &str) -> Command {
    Command::EditText {
        note: id(note),
        text: text.into(),
    }
}

#[test]
fn a_board_goes_back_and_forward() {
    let mut board = Board::new(1);
    let mut log: Vec<Vec<u8>> = Vec::new();
    let mut act = |board: &mut Board, command: Command| {
        log.push(board.execute(&command).unwrap().update);
        log.len()
    };
    act(&mut board, place("stays"));
    act(&mut board, place("goes"));
    act(&mut board, tags("stays", &["a", "b"]));
    act(
        &mut board,
        Command::SetTitle {
            title: "Then".into(),
        },
    );
    let context = Context::new(id("k"), "Booking");
    let contexts = vec![(context, vec![id("stays")])];
    let moment = act(&mut board, Command::AddContexts { contexts });
    let then = board.snapshot();
    act(
        &mut board,
        Command::Delete {
            ids: vec![id("goes")],
        },
    );
    act(&mut board, place("later"));
    act(&mut board, text("stays", "Something else"));
    act(&mut board, tags("stays", &["c"]));
    act(
        &mut board,
        Command::SetTitle {
            title: "Now".into(),
        },
    );
    act(
        &mut board,
        Command::DeleteContexts {
            contexts: vec![id("k")],
        },
    );
    let now = board.snapshot();

    let past = Board::load(2, log[..moment].iter().map(Vec::as_slice)).unwrap();
    assert_eq!(past.snapshot(), then);
    let mut other = Board::load(3, log.iter().map(Vec::as_slice)).unwrap();
    let restored = board.restore(&past).unwrap();
    assert_eq!(board.snapshot(), then);
    // Somebody types meanwhile: it is kept.
    let typed = other.execute(&text("later", "Typed meanwhile")).unwrap();
    other.apply_remote(&restored.update).unwrap();
    board.apply_remote(&typed.update).unwrap();
    assert_eq!(other.snapshot(), then);
    assert_eq!(board.snapshot(), then);

    let again = board.restore(&past).unwrap();
    assert!(again.update.is_empty(), "it is there already");
    board.undo().unwrap();
    board.undo().unwrap();
    let back = board.snapshot();
    assert_eq!(back.meta.title, now.meta.title);
    let of = |notes: &model::BoardSnapshot| -> Vec<String> {
        notes.notes.iter().map(|n| n.id.to_string()).collect()
    };
    assert_eq!(of(&back), of(&now));
}
