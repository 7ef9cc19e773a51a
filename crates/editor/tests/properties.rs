//! What holds for any wall: the camera's way there and back, hits by index as by looking at all, an index kept by changes
//! as one built anew.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use editor::item::Item;
use editor::{Camera, Editor, Hit, MeasureText};
use model::{BoardSnapshot, Context, Id, Link, NOTE_KINDS, Note, Point, Rect, Size, Table};
use proptest::prelude::*;

struct Even;

impl MeasureText for Even {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().count() as f64 * size * 0.5
    }
}

fn editor(board: &BoardSnapshot) -> Editor {
    let mut editor = Editor::new(Box::new(|| Id::derived("", &[])), Box::new(Even));
    editor.load(board.clone());
    editor.settle();
    editor
}

fn id(kind: char, n: u8) -> Id {
    Id::new(&format!("{kind}{n}")).unwrap()
}

/// A change of one thing: what and how.
#[derive(Clone, Debug)]
enum Change {
    Note {
        n: u8,
        x: i16,
        y: i16,
        kind: usize,
        words: usize,
        context: Option<u8>,
    },
    NoteGone(u8),
    Link(u8, u8),
    LinkGone(u8),
    Context(u8),
    ContextGone(u8),
}

fn change() -> impl Strategy<Value = Change> {
    let note = (
        0..24u8,
        -900..900i16,
        -900..900i16,
        0..NOTE_KINDS.len(),
        0..60usize,
        prop::option::of(0..3u8),
    );
    prop_oneof![
        8 => note.prop_map(|(n, x, y, kind, words, context)| Change::Note { n, x, y, kind, words, context }),
        2 => (0..24u8).prop_map(Change::NoteGone),
        3 => (0..24u8, 0..24u8).prop_map(|(a, b)| Change::Link(a, b)),
        1 => (0..24u8).prop_map(Change::LinkGone),
        2 => (0..3u8).prop_map(Change::Context),
        1 => (0..3u8).prop_map(Change::ContextGone),
    ]
}

fn applied(board: &BoardSnapshot, change: &Change) -> (BoardSnapshot, Vec<Id>) {
    let mut b = board.clone();
    let mut touched = Vec::new();
    match change.clone() {
        Change::Note {
            n,
            x,
            y,
            kind,
            words,
            context,
        } => {
            let text = "cargo ".repeat(words);
            let mut note = Note::new(id('n', n), NOTE_KINDS[kind].kind, text)
                .at(Point::new(x.into(), y.into()));
            note.context = context.map(|c| id('c', c));
            touched.push(note.id.clone());
            b.notes.upsert(note.into());
        }
        Change::NoteGone(n) => {
            let gone = id('n', n);
            let ends = |l: &Link| l.from == gone || l.to == gone;
            touched.extend(b.links.iter().filter(|l| ends(l)).map(|l| l.id.clone()));
            b.notes = Table::from_rows(
                b.notes
                    .iter()
                    .filter(|n| n.id != gone)
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            touched.push(gone);
        }
        Change::Link(from, to) => {
            let mut link = Link::new(id('n', from), id('n', to));
            link.id = id('l', from);
            touched.push(link.id.clone());
            b.links.upsert(link.into());
        }
        Change::LinkGone(n) => {
            let gone = id('l', n);
            b.links = Table::from_rows(
                b.links
                    .iter()
                    .filter(|l| l.id != gone)
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            touched.push(gone);
        }
        Change::Context(n) => {
            touched.push(id('c', n));
            b.contexts
                .upsert(Context::new(id('c', n), "Some context").into());
        }
        Change::ContextGone(n) => {
            let gone = id('c', n);
            b.contexts = Table::from_rows(
                b.contexts
                    .iter()
                    .filter(|c| c.id != gone)
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            touched.push(gone);
        }
    }
    let b = b.normalised();
    // As a board says it: whose members changed, has changed; and so has a note that was freed.
    for c in b.contexts.iter().chain(&board.contexts) {
        let same = board.context(&c.id) == b.context(&c.id);
        touched.extend((!same).then(|| c.id.clone()));
    }
    for n in &b.notes {
        let same = board.note(&n.id).is_some_and(|o| o == n);
        touched.extend((!same).then(|| n.id.clone()));
    }
    (b, touched)
}

fn board(changes: &[Change]) -> BoardSnapshot {
    changes
        .iter()
        .fold(BoardSnapshot::default(), |b, c| applied(&b, c).0)
}

/// Everything that is drawn, in a comparable order: links may be listed in any.
fn drawn(editor: &mut Editor, area: Rect, scale: f64) -> (Vec<Item>, Vec<String>) {
    let (links, rest): (Vec<Item>, Vec<Item>) = editor
        .static_items(area, scale)
        .into_iter()
        .partition(|i| matches!(i, Item::Link(_)));
    let mut links: Vec<String> = links.iter().map(|l| format!("{l:?}")).collect();
    links.sort();
    (rest, links)
}

proptest! {
    #[test]
    fn camera_there_and_back(x in -1e6..1e6f64, y in -1e6..1e6f64, zoom in 0.001..4.0f64, px in -5e3..5e3f64, py in -5e3..5e3f64) {
        let camera = Camera { origin: Point::new(x, y), zoom, view: Size::new(1200.0, 800.0) };
        let there = camera.to_world(Point::new(px, py));
        let back = camera.to_screen(there);
        prop_assert!(back.distance(Point::new(px, py)) < 1e-4);
    }

    #[test]
    fn zoom_keeps_the_point_under_the_pointer(zoom in 0.02..4.0f64, factor in 0.1..10.0f64, px in 0.0..1200.0f64, py in 0.0..800.0f64) {
        let mut camera = Camera { origin: Point::new(17.0, -40.0), zoom, view: Size::new(1200.0, 800.0) };
        let before = camera.to_world(Point::new(px, py));
        camera.zoom_about(Point::new(px, py), factor, 0.02);
        prop_assert!(camera.to_world(Point::new(px, py)).distance(before) < 1e-6);
        prop_assert!((0.02..=4.0).contains(&camera.zoom));
    }

    #[test]
    fn fit_shows_all_of_any_board(x in -1e6..1e6f64, y in -1e6..1e6f64, w in 1.0..1e7f64, h in 1.0..1e7f64) {
        let mut camera = Camera::default();
        let world = Rect::new(x, y, w, h);
        camera.fit(world, 1.0);
        prop_assert!(camera.visible().inflate(1e-3).encloses(&world));
        prop_assert!(camera.zoom <= 1.0);
    }

    #[test]
    fn a_hit_is_the_topmost_note_there(changes in prop::collection::vec(change(), 1..60), x in -1000..1000i16, y in -1000..1000i16) {
        let board = board(&changes);
        let editor = editor(&board);
        let p = Point::new(x.into(), y.into());
        let expected = board.notes.iter().rev().find(|n| {
            let rect = editor.note_rect(&n.id).unwrap();
            let c = rect.center();
            let tilt = if n.kind == model::NoteKind::Hotspot { 5.0f64.to_radians() } else { 0.0 };
            let (dx, dy) = (p.x - c.x, p.y - c.y);
            let (sin, cos) = tilt.sin_cos();
            rect.contains(Point::new(c.x + dx * cos - dy * sin, c.y + dx * sin + dy * cos))
        });
        let hit = match editor.hit(p) {
            Hit::Note(id) => Some(id),
            _ => None,
        };
        prop_assert_eq!(hit, expected.map(|n| n.id.clone()));
    }

    #[test]
    fn a_scene_kept_by_changes_is_the_scene_built_anew(
        first in prop::collection::vec(change(), 0..20),
        then in prop::collection::vec(change(), 1..30),
        x in -800..400i16, y in -800..400i16, scale in prop::sample::select(vec![0.1, 0.3, 1.0]),
    ) {
        let mut now = board(&first);
        let mut kept = editor(&now);
        for (i, change) in then.iter().enumerate() {
            let (next, touched) = applied(&now, change);
            kept.set_snapshot(next.clone(), &touched);
            now = next;
            // Changes are read one by one, several at a time, and in parts.
            match i % 4 {
                1 => drop(kept.settle_some()),
                3 => drop(kept.settle()),
                _ => {}
            }
        }
        kept.settle();
        let mut anew = editor(&now);
        let area = Rect::new(x.into(), y.into(), 700.0, 500.0);
        prop_assert_eq!(drawn(&mut kept, area, scale), drawn(&mut anew, area, scale));
        prop_assert_eq!(kept.bounds(), anew.bounds());
        let (a, b) = (kept.reading(), anew.reading());
        prop_assert_eq!(a.links(), b.links());
    }
}
