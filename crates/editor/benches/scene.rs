//! What the scene costs: building what to draw, a pointer move, a change. Prints medians.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use editor::bench_board::{bench_board, columns};
use editor::{Editor, InputEvent, MeasureText, Pointer};
use model::{BoardSnapshot, Context, Id, Note, Point, Rect, Size, Table};

struct Even;

impl MeasureText for Even {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().count() as f64 * size * 0.55
    }
}

fn editor(board: &BoardSnapshot) -> Editor {
    let mut n = 0;
    let ids = move || {
        n += 1;
        Id::derived("b", &[&n.to_string()])
    };
    let mut editor = Editor::new(Box::new(ids), Box::new(Even));
    editor.load(board.clone());
    editor.handle(InputEvent::Resize(Size::new(1920.0, 1080.0)));
    editor
}

/// Median of `runs`, in microseconds.
fn median(runs: usize, mut work: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|i| {
            let start = Instant::now();
            work(i);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    println!(
        "{:<44} {:>10} {:>10} {:>10}",
        "µs, median", "500", "5,000", "50,000"
    );
    let boards = [500, 5000, 50_000].map(bench_board);
    let row = |name: &str, cost: &dyn Fn(&BoardSnapshot) -> f64| {
        let [a, b, c] = [0, 1, 2].map(|i| cost(&boards[i]));
        println!("{name:<44} {a:>10.1} {b:>10.1} {c:>10.1}");
    };
    row("load", &|b| median(3, |_| drop(black_box(editor(b)))));
    row("read the whole wall (first settle)", &|b| {
        let mut e = editor(b);
        let start = Instant::now();
        e.settle();
        start.elapsed().as_secs_f64() * 1e6
    });
    row("read it again, one note moved", &|b| again(b, 1));
    row("read it again, 200 notes moved", &|b| again(b, 200));
    row("static items, 100 %", &|b| {
        let mut e = editor(b);
        let c = e.bounds().unwrap_or_default().center();
        let view = Rect::new(c.x - 1440.0, c.y - 810.0, 2880.0, 1620.0);
        e.static_items(view, 1.0);
        median(50, |_| drop(black_box(e.static_items(view, 1.0))))
    });
    row("static items, all in view", &|b| {
        let mut e = editor(b);
        let all = e.bounds().unwrap_or_default();
        e.static_items(all, 0.1);
        median(20, |_| drop(black_box(e.static_items(all, 0.1))))
    });
    row("pointer move over the wall", &|b| {
        let mut e = editor(b);
        median(200, |i| drop(black_box(e.handle(moved(i)))))
    });
    row("drag one note, a move and its frame", &|b| {
        let mut e = editor(b);
        e.handle(InputEvent::PointerDown(pointer(60.0, 60.0)));
        median(200, |i| {
            black_box(e.handle(moved(i)));
            black_box(e.dynamic_items());
        })
    });
    row("drag 200 notes, a move and its frame", &|b| {
        drag_many(b, 200)
    });
    row("drag all notes, a move and its frame", &|b| {
        drag_many(b, usize::MAX)
    });
    isobars();
    for size in [25, 100, 400, 5000] {
        let boards = [500, 5000].map(|n| with_contexts(&bench_board(n), size));
        let drag = |b: &BoardSnapshot| {
            let mut e = editor(b);
            let start = Instant::now();
            e.handle(InputEvent::PointerDown(pointer(60.0, 60.0)));
            e.handle(moved(0));
            let begin = start.elapsed().as_secs_f64() * 1e6;
            let each = median(40, |i| {
                black_box(e.handle(moved(i)));
                black_box(e.dynamic_items());
            });
            (begin, each)
        };
        let load = boards
            .each_ref()
            .map(|b| median(1, |_| drop(black_box(editor(b)))));
        println!(
            "contexts of {size}: load {load:.0?}, drag one note (begin, each) {:.0?}",
            drag(&boards[1])
        );
    }
    row("one note of another person moves", &|b| {
        let mut e = editor(b);
        let mut board = b.clone();
        let id = b.notes.at(b.notes.len() / 2).map(|n| n.id.clone());
        let Some(id) = id else { return 0.0 };
        median(100, |i| {
            if let Some(note) = board.note(&id) {
                let at = Point::new(i as f64 * 7.0, 40.0);
                board.notes.upsert(Note::clone(note).at(at).into());
            }
            black_box(e.set_snapshot(board.clone(), std::slice::from_ref(&id)));
        })
    });
}

/// Reading again after the first `count` notes moved.
fn again(board: &BoardSnapshot, count: usize) -> f64 {
    let mut e = editor(board);
    e.settle();
    let mut board = board.clone();
    let ids: Vec<Id> = board
        .notes
        .iter()
        .take(count)
        .map(|n| n.id.clone())
        .collect();
    let mut times: Vec<f64> = (1..=9)
        .map(|i| {
            for id in &ids {
                if let Some(note) = board.note(id) {
                    let mut note = Note::clone(note);
                    note.x = note.x.map(|x| x + 9.0 * f64::from(i));
                    board.notes.upsert(note.into());
                }
            }
            e.set_snapshot(board.clone(), &ids);
            let start = Instant::now();
            black_box(e.settle());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn drag_many(board: &BoardSnapshot, count: usize) -> f64 {
    let mut e = editor(board);
    e.settle();
    let ids: Vec<Id> = board
        .notes
        .iter()
        .take(count)
        .map(|n| n.id.clone())
        .collect();
    e.select(&ids, false);
    e.handle(InputEvent::PointerDown(pointer(60.0, 60.0)));
    median(20, |i| {
        black_box(e.handle(moved(i)));
        black_box(e.dynamic_items());
    })
}

/// The lines around a block of notes.
fn isobars() {
    for count in [25, 100, 400, 1600, 5000] {
        let side = (count as f64).sqrt().ceil() as usize;
        let note = |i: usize| {
            let (x, y) = ((i % side) as f64 * 164.0, (i / side) as f64 * 152.0);
            Rect::new(x, y, 120.0, 120.0)
        };
        let members: Vec<Rect> = (0..count).filter(|i| i % 7 != 3).map(note).collect();
        let others: Vec<Rect> = (0..count).filter(|i| i % 7 == 3).map(note).collect();
        let cost = median(15, |_| {
            drop(black_box(model::contour::isobar(&members, &others, 18.0)));
        });
        println!("isobar of {count:<34} {cost:>10.1}");
    }
}

/// Contexts of `size` notes, row by row.
fn with_contexts(board: &BoardSnapshot, size: usize) -> BoardSnapshot {
    let mut board = board.clone();
    let columns = columns(board.notes.len());
    let of = |i: usize| {
        let side = (size as f64).sqrt().ceil() as usize;
        let (x, y) = (i % columns / side, i / columns / side);
        Id::derived("c", &[&x.to_string(), &y.to_string()])
    };
    let notes = board.notes.iter().enumerate().map(|(i, n)| {
        let mut note = Note::clone(n);
        note.context = Some(of(i));
        note.into()
    });
    let notes: Vec<_> = notes.collect();
    for i in 0..notes.len() {
        board.contexts.upsert(Context::new(of(i), "Context").into());
    }
    board.notes = Table::from_rows(notes);
    board.normalised()
}

fn pointer(x: f64, y: f64) -> Pointer {
    Pointer {
        at: Point::new(x, y),
        ..Pointer::default()
    }
}

fn moved(i: usize) -> InputEvent {
    InputEvent::PointerMove(pointer(
        80.0 + (i * 37 % 900) as f64,
        80.0 + (i * 53 % 700) as f64,
    ))
}
