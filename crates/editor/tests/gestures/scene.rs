//! What is drawn: order, detail, what is painted again, what others hold.

use editor::item::{Detail, Item, LinkStyle, Look};
use editor::{Area, Effect, Peer};
use model::{Frame, FrameKind, Link, Note, NoteKind, Point, Rect};

use crate::desk::{Desk, board, event, id, note};

const WHOLE: Rect = Rect::new(-5000.0, -5000.0, 10_000.0, 10_000.0);

fn names(items: &[Item]) -> Vec<String> {
    let name = |i: &Item| match i {
        Item::Note(n) => n.id.to_string(),
        Item::Link(l) => format!("{}>{}", l.from, l.to),
        Item::Frame(f) => f.id.to_string(),
        Item::Context(c) => c.name.clone(),
        Item::Cursor(c) => format!("@{}", c.name),
        Item::Bubble(b) => format!("{} said", b.bubble.count),
        Item::Shape(_) => "shape".into(),
        Item::Tag(t) => t.text.clone(),
    };
    items.iter().map(name).collect()
}

fn storm() -> Desk {
    let mut b = board([
        event("b", 300.0, 100.0),
        Note {
            context: Some(id("k")),
            ..event("a", 100.0, 100.0)
        },
        event("far", 3000.0, 3000.0),
    ]);
    b.links.upsert(Link::new(id("a"), id("b")).into());
    b.contexts
        .upsert(model::Context::new(id("k"), "Booking").into());
    b.frames.upsert(
        Frame {
            id: id("f"),
            kind: FrameKind::Swimlane,
            title: "L".into(),
            x: 0.0,
            y: 0.0,
            width: 600.0,
            height: 300.0,
        }
        .into(),
    );
    Desk::new(b)
}

#[test]
fn frames_contexts_links_notes_in_stacking_order_and_only_in_view() {
    let mut d = storm();
    let items = d
        .editor
        .static_items(Rect::new(0.0, 0.0, 1000.0, 1000.0), 1.0);
    assert_eq!(names(&items), ["f", "Booking", "a>b", "b", "a"]);
}

#[test]
fn detail_goes_with_scale() {
    let mut d = storm();
    for (scale, wanted) in [
        (0.1, Detail::Bars),
        (0.3, Detail::Text),
        (1.0, Detail::Full),
    ] {
        let items = d.editor.static_items(WHOLE, scale);
        let notes: Vec<_> = items
            .iter()
            .filter_map(|i| if let Item::Note(n) = i { Some(n) } else { None })
            .collect();
        assert!(notes.iter().all(|n| n.detail == wanted));
        assert!(
            notes
                .iter()
                .all(|n| matches!(n.look, Look::Bars(_)) == (wanted == Detail::Bars))
        );
    }
}

#[test]
fn equal_notes_share_a_face_key() {
    let mut d = Desk::new(board([
        Note {
            text: "x".into(),
            ..event("a", 0.0, 0.0)
        },
        Note {
            text: "x".into(),
            ..event("b", 200.0, 0.0)
        },
        Note {
            text: "x".into(),
            pivotal: true,
            ..event("c", 400.0, 0.0)
        },
    ]));
    let items = d.editor.static_items(WHOLE, 1.0);
    let keys: Vec<u64> = items
        .iter()
        .filter_map(|i| match i {
            Item::Note(n) => match &n.look {
                Look::Face(f) => Some(f.key),
                Look::Bars(_) => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], keys[2]);
}

#[test]
fn what_is_held_moves_to_the_dynamic_layer_with_its_links() {
    let mut d = storm();
    d.down(350.0, 150.0);
    d.effects.clear();
    d.go(350.0, 500.0);
    assert!(
        !names(&d.editor.static_items(WHOLE, 1.0))
            .iter()
            .any(|n| n == "b" || n == "a>b")
    );
    let held = names(&d.editor.dynamic_items());
    assert!(
        held.contains(&"b".into()) && held.contains(&"a>b".into()),
        "{held:?}"
    );
    assert!(painted(&d.effects).is_some(), "once without it");
    d.forget();
    d.go(350.0, 510.0);
    assert_eq!(painted(&d.effects), None, "then only the dynamic layer");
}

/// The static area to be painted again; None: none.
fn painted(effects: &[Effect]) -> Option<Area> {
    effects.iter().find_map(|e| match e {
        Effect::Invalidate { statics, .. } => statics.clone(),
        _ => None,
    })
}

#[test]
fn a_remote_edit_repaints_only_what_it_touched() {
    let mut d = storm();
    d.editor.static_items(WHOLE, 1.0);
    let mut b = d.editor.board().clone();
    b.notes.upsert(event("far", 3100.0, 3000.0).into());
    let effects = d.editor.set_snapshot(b, &[id("far")]);
    let Some(Area::Rects(rects)) = painted(&effects) else {
        panic!("{effects:?}");
    };
    let around = Rect::around(rects).unwrap();
    assert!(around.encloses(&Rect::new(3000.0, 3000.0, 220.0, 120.0)));
    assert!(around.x > 2900.0 && around.width < 400.0, "{around:?}");
}

#[test]
fn a_board_that_comes_to_an_empty_wall_is_painted_anew_and_lies_and_reads_as_one_that_was_loaded() {
    let kinds = [NoteKind::Command, NoteKind::Aggregate];
    let notes = (0..300).map(|i| {
        let (x, y) = (f64::from(i % 20), f64::from(i / 20));
        note(
            &format!("n{i}"),
            kinds[i as usize % 2],
            x * 140.0,
            y * 400.0,
        )
    });
    let mut b = board(notes);
    b.links.upsert(Link::new(id("n7"), id("n80")).into());
    let mut loaded = Desk::new(b.clone());
    let mut come = Desk::new(board([]));
    let ids: Vec<_> = b.notes.iter().map(|n| n.id.clone()).collect();
    let ids: Vec<_> = ids
        .into_iter()
        .chain(b.links.iter().map(|l| l.id.clone()))
        .collect();
    let effects = come.editor.set_snapshot(b.clone(), &ids);
    assert_eq!(painted(&effects), Some(Area::Anew));
    loaded.editor.settle();
    while !come.editor.is_settled() {
        come.editor.settle_some();
    }
    let drawn = |d: &mut Desk| {
        let mut names = names(&d.editor.static_items(WHOLE, 1.0));
        names.sort();
        names
    };
    assert!(drawn(&mut come).contains(&"n7>n80".into()));
    assert_eq!(drawn(&mut come), drawn(&mut loaded));
    assert_eq!(come.editor.reading(), loaded.editor.reading());
    // What comes after it is a change like any other.
    b.notes.upsert(event("n9", 9000.0, 0.0).into());
    let effects = come.editor.set_snapshot(b, &[id("n9")]);
    assert!(matches!(painted(&effects), Some(Area::Rects(_))));
}

#[test]
fn a_longer_text_moves_the_links_below() {
    let mut b = board([event("a", 0.0, 0.0), event("b", 0.0, 900.0)]);
    b.links.upsert(Link::new(id("a"), id("b")).into());
    let mut d = Desk::new(b.clone());
    let start = |d: &mut Desk| {
        d.editor
            .static_items(WHOLE, 1.0)
            .into_iter()
            .find_map(|i| match i {
                Item::Link(l) => Some(l.start.y),
                _ => None,
            })
    };
    assert_eq!(start(&mut d), Some(120.0));
    b.notes.upsert(
        Note {
            text: "a very long event ".repeat(20),
            ..event("a", 0.0, 0.0)
        }
        .into(),
    );
    d.editor.set_snapshot(b, &[id("a")]);
    assert!(start(&mut d).unwrap() > 150.0);
    assert!(d.editor.note_rect(&id("a")).unwrap().height > 150.0);
}

#[test]
fn others_are_seen_with_what_they_drag() {
    let mut d = storm();
    let mira = Peer {
        client: 7,
        name: "Mira".into(),
        colour: "#7b4bb3".into(),
        cursor: Some(Point::new(200.0, 300.0)),
        selection: vec![id("b")],
        dragging: vec![(id("b"), Point::new(500.0, 500.0))],
        ..Peer::default()
    };
    let effects = d.editor.set_peers(vec![mira.clone()]);
    assert!(painted(&effects).is_some());
    assert!(!names(&d.editor.static_items(WHOLE, 1.0)).contains(&"b".into()));
    let items = d.editor.dynamic_items();
    assert!(names(&items).contains(&"@Mira".into()));
    assert_eq!(d.editor.note_rect(&id("b")).unwrap().x, 500.0);

    let moved = Peer {
        dragging: vec![(id("b"), Point::new(510.0, 500.0))],
        ..mira
    };
    let effects = d.editor.set_peers(vec![moved]);
    assert_eq!(painted(&effects), None);
    let effects = d.editor.set_peers(Vec::new());
    assert!(painted(&effects).is_some());
    assert_eq!(d.editor.note_rect(&id("b")).unwrap().x, 300.0);
}

#[test]
fn what_is_read_from_the_wall_comes_with_settling_and_says_why() {
    let mut d = Desk::new(board([
        note("c", NoteKind::Command, 100.0, 100.0),
        note("g", NoteKind::Aggregate, 230.0, 100.0),
    ]));
    assert!(!names(&d.editor.static_items(WHOLE, 1.0)).contains(&"c>g".into()));
    let effects = d.editor.settle();
    let items = d.editor.static_items(WHOLE, 1.0);
    let link = items.iter().find_map(|i| match i {
        Item::Link(l) => Some(l.style),
        _ => None,
    });
    assert_eq!(link, Some(LinkStyle::Inferred));
    assert!(matches!(painted(&effects), Some(Area::Rects(_))));
    assert!(d.editor.settle().is_empty(), "nothing changed since");

    d.go(225.0, 160.0);
    let tip = d.editor.link_tip().unwrap();
    assert!(!tip.reason.is_empty());
    d.go(225.0 + 100.0, 160.0 + 80.0);
    assert!(
        d.editor.link_tip().is_some(),
        "the way to the tip keeps it open"
    );
    d.go(900.0, 700.0);
    assert_eq!(d.editor.link_tip(), None);
    d.click(225.0, 160.0);
    d.send(editor::InputEvent::Action("confirm-link".into()));
    let styles: Vec<_> = d
        .editor
        .static_items(WHOLE, 1.0)
        .into_iter()
        .filter_map(|i| {
            if let Item::Link(l) = i {
                Some(l.style)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(styles, [LinkStyle::Said]);
}

#[test]
fn kinds_are_renamed_and_recoloured_by_settings() {
    let mut b = board([event("a", 0.0, 0.0)]);
    let mut meta = (*b.meta).clone();
    meta.settings.insert(
        "legend.domain-event".into(),
        serde_json::json!({"name": "process", "colour": "#abcdef"}),
    );
    b.meta = meta.into();
    let mut d = Desk::new(b);
    let row = &d.editor.legend()[0];
    assert_eq!(
        (row.name.as_str(), row.colour.as_deref(), row.count),
        ("process", Some("#abcdef"), 1)
    );
    let face = d
        .editor
        .static_items(WHOLE, 1.0)
        .into_iter()
        .find_map(|i| match i {
            Item::Note(n) => match n.look {
                Look::Face(f) => Some(f),
                Look::Bars(_) => None,
            },
            _ => None,
        });
    assert_eq!(face.unwrap().label, "process");
}

#[test]
fn find_goes_row_by_row() {
    let d = Desk::new(board([
        Note {
            text: "Order paid".into(),
            ..event("second", 500.0, 10.0)
        },
        Note {
            text: "Order placed".into(),
            ..event("first", 10.0, 0.0)
        },
        Note {
            text: "Cargo".into(),
            tags: vec!["order".into()],
            ..event("third", 0.0, 600.0)
        },
    ]));
    let found: Vec<String> = d
        .editor
        .find("ORDER")
        .iter()
        .map(|i| i.to_string())
        .collect();
    assert_eq!(found, ["first", "second", "third"]);
    assert_eq!(d.editor.find("order pai").len(), 1);
    assert!(d.editor.find("  ").is_empty());
    assert_eq!(d.editor.find("#ord"), [id("third")]);
}

#[test]
fn a_large_wall_is_shown_in_few_marks() {
    let d = Desk::new(editor::bench_board::bench_board(5000));
    let map = d.editor.minimap(400).unwrap();
    assert!(
        (200..=400).contains(&map.marks.len()),
        "{}",
        map.marks.len()
    );
    let small = Desk::new(board([event("a", 0.0, 0.0)]));
    assert_eq!(small.editor.minimap(400).unwrap().marks.len(), 1);
}

#[test]
fn bubbles_hang_on_their_notes_and_open_the_comments() {
    use editor::{Bubble, Panel};
    let mut d = storm();
    let said = |count| Bubble {
        count,
        unread: true,
    };
    let bubbles = [(id("b"), said(3)), (id("gone"), said(1))];
    let effects = d.editor.set_bubbles(bubbles.into());
    assert!(painted(&effects).is_some());
    let shown = |d: &mut Desk| names(&d.editor.static_items(WHOLE, 1.0));
    assert!(shown(&mut d).contains(&"3 said".into()));
    let rect = d.editor.note_rect(&id("b")).unwrap();
    let at = d
        .editor
        .camera()
        .to_screen(Point::new(rect.right() - 20.0, rect.y - 5.0));
    d.click(at.x, at.y);
    assert!(d.effects.contains(&editor::Effect::Open(Panel::Comments)));
    assert_eq!(d.editor.selection().single_note(), Some(&id("b")));
    // Held, it goes along on the other layer.
    d.down(rect.center().x, rect.center().y);
    d.go(rect.center().x + 50.0, rect.center().y);
    assert!(!shown(&mut d).contains(&"3 said".into()));
    assert!(names(&d.editor.dynamic_items()).contains(&"3 said".into()));
}
