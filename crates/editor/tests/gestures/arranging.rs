//! Aligning, spreading, tidying, groups and locks.

use editor::InputEvent;
use model::{Frame, FrameKind, Link, Note, NoteKind};

use crate::desk::{CTRL, Desk, SHIFT, board, event, id, note};

const CTRL_SHIFT: editor::Modifiers = editor::Modifiers {
    ctrl: true,
    shift: true,
    alt: false,
};

fn act(d: &mut Desk, action: &str) {
    d.send(InputEvent::Action(action.into()));
}

fn three() -> Desk {
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        event("b", 300.0, 150.0),
        event("c", 700.0, 500.0),
    ]));
    d.with(CTRL, |d| d.key("a"));
    d
}

#[test]
fn aligns_edges_and_middles() {
    for (action, x) in [
        ("align.left", [100.0; 3]),
        ("align.center", [400.0; 3]),
        ("align.right", [700.0; 3]),
    ] {
        let mut d = three();
        act(&mut d, action);
        assert_eq!(["a", "b", "c"].map(|n| d.place(n).0), x, "{action}");
        assert_eq!(["a", "b", "c"].map(|n| d.place(n).1), [100.0, 150.0, 500.0]);
        assert_eq!(d.steps(), 1);
    }
    for (action, y) in [
        ("align.top", [100.0; 3]),
        ("align.middle", [300.0; 3]),
        ("align.bottom", [500.0; 3]),
    ] {
        let mut d = three();
        act(&mut d, action);
        assert_eq!(["a", "b", "c"].map(|n| d.place(n).1), y, "{action}");
    }
}

#[test]
fn spreads_evenly_between_the_first_and_the_last() {
    let mut d = three();
    act(&mut d, "distribute.across");
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).0), [100.0, 400.0, 700.0]);
    act(&mut d, "distribute.down");
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).1), [100.0, 300.0, 500.0]);
    d.editor.select(&[id("a"), id("b")], false);
    d.forget();
    act(&mut d, "distribute.across");
    assert!(d.commands().is_empty());
}

#[test]
fn a_group_and_a_frame_are_arranged_as_one() {
    let grouped = |name, x, y| Note {
        group: Some(id("g")),
        ..event(name, x, y)
    };
    let mut b = board([
        grouped("a", 100.0, 300.0),
        grouped("b", 300.0, 350.0),
        event("c", 700.0, 100.0),
        event("in", 1020.0, 520.0),
    ]);
    let frame = Frame {
        id: id("f"),
        kind: FrameKind::Section,
        title: String::new(),
        x: 1000.0,
        y: 500.0,
        width: 300.0,
        height: 200.0,
    };
    b.frames.upsert(frame.into());
    let mut d = Desk::new(b);
    d.with(CTRL, |d| d.key("a"));
    act(&mut d, "align.top");
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).1), [100.0, 150.0, 100.0]);
    assert_eq!(d.place("in"), (1020.0, 120.0));
    assert_eq!(d.editor.board().frames.get("f").unwrap().y, 100.0);
    // Within one group its notes are lined up.
    d.editor.select(&[id("a"), id("b")], false);
    act(&mut d, "align.top");
    assert_eq!(["a", "b"].map(|n| d.place(n).1), [100.0, 100.0]);
}

#[test]
fn a_flow_is_tidied_along_time_from_one_of_its_notes() {
    let mut b = board([
        note("c", NoteKind::Command, 100.0, 100.0),
        note("g", NoteKind::Aggregate, 230.0, 120.0),
        event("e", 440.0, 90.0),
        event("later", 900.0, 130.0),
        event("other", 100.0, 700.0),
    ]);
    b.links.upsert(Link::new(id("e"), id("later")).into());
    let mut d = Desk::new(b);
    d.editor.settle();
    d.editor.select(&[id("g")], false);
    let before = d.editor.reading().links().len();
    d.with(SHIFT, |d| d.key("T"));
    d.editor.settle();
    let flow = ["c", "g", "e", "later"];
    let rects = flow.map(|n| d.editor.note_rect(&id(n)).unwrap());
    assert!(rects.windows(2).all(|w| w[0].center().y == w[1].center().y));
    assert!(
        rects.windows(2).all(|w| w[1].x - w[0].right() == 24.0),
        "{rects:?}"
    );
    assert_eq!(d.place("other"), (100.0, 700.0));
    assert_eq!(d.steps(), 1);
    assert!(d.editor.reading().links().len() >= before);
    d.with(SHIFT, |d| d.key("T"));
    assert!(d.said("tidy already"));
}

#[test]
fn a_group_is_chosen_and_moved_as_one_and_dissolved() {
    let mut d = three();
    d.editor.select(&[id("a"), id("b")], false);
    d.with(CTRL, |d| d.key("g"));
    d.click(750.0, 550.0);
    d.click(150.0, 150.0);
    assert_eq!(d.selected(), ["a", "b"]);
    d.with(SHIFT, |d| d.click(350.0, 200.0));
    assert!(d.selected().is_empty(), "taken away as one, too");
    d.drag((150.0, 150.0), (150.0, 800.0));
    assert_eq!(d.place("b").1 - d.place("a").1, 50.0);
    d.with(CTRL, |d| {
        d.click(d.place("a").0 + 50.0, d.place("a").1 + 50.0)
    });
    assert_eq!(d.selected(), ["a"], "with Ctrl one of it");
    d.with(CTRL_SHIFT, |d| d.key("G"));
    assert!(d.editor.board().notes.iter().all(|n| n.group.is_none()));
    d.with(CTRL_SHIFT, |d| d.key("G"));
    assert_eq!(d.steps(), 3, "nothing to dissolve");
}

#[test]
fn a_marquee_and_a_long_press_take_the_whole_group() {
    let grouped = |name, x| Note {
        group: Some(id("g")),
        ..event(name, x, 100.0)
    };
    let mut d = Desk::new(board([grouped("a", 100.0), grouped("b", 900.0)]));
    d.drag((50.0, 50.0), (150.0, 150.0));
    assert_eq!(d.selected(), ["a", "b"]);
    d.key("Escape");
    d.touch = true;
    d.down(150.0, 150.0);
    d.long_press(150.0, 150.0);
    d.up(150.0, 150.0);
    assert_eq!(d.selected(), ["a", "b"]);
}

#[test]
fn a_copied_group_is_a_group_of_its_own() {
    let mut d = three();
    d.with(CTRL, |d| {
        d.key("g");
        d.key("d");
    });
    let groups: std::collections::BTreeSet<_> = d
        .editor
        .board()
        .notes
        .iter()
        .map(|n| n.group.clone().unwrap())
        .collect();
    assert_eq!(groups.len(), 2);
}

#[test]
fn what_is_locked_stays_as_it_is() {
    let mut d = three();
    d.editor.select(&[id("a")], false);
    d.with(CTRL_SHIFT, |d| d.key("L"));
    assert!(d.editor.board().note(&id("a")).unwrap().locked);
    d.forget();
    d.key("ArrowRight");
    d.key("Delete");
    assert_eq!(d.selected(), ["a"], "and is still chosen");
    d.key("Enter");
    d.drag((150.0, 150.0), (400.0, 400.0));
    d.double_click(150.0, 150.0);
    d.with(CTRL, |d| d.key("a"));
    for action in ["align.bottom", "distribute.down", "tidy"] {
        act(&mut d, action);
    }
    assert_eq!(d.place("a"), (100.0, 100.0));
    assert_eq!(d.texts().len(), 3);
    assert_eq!(d.editing(), None);
    // Some are locked: all are then; all are: none is.
    d.with(CTRL_SHIFT, |d| d.key("L"));
    assert!(d.editor.board().notes.iter().all(|n| n.locked));
    d.with(CTRL_SHIFT, |d| d.key("L"));
    assert!(d.editor.board().notes.iter().all(|n| !n.locked));
}

#[test]
fn events_become_pivotal_and_hotspots_settled() {
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        note("h", NoteKind::Hotspot, 300.0, 100.0),
    ]));
    d.with(CTRL, |d| d.key("a"));
    d.with(SHIFT, |d| d.key("P"));
    act(&mut d, "resolve");
    let flags = |d: &Desk| {
        ["a", "h"].map(|n| {
            let n = d.editor.board().note(&id(n)).unwrap();
            (n.pivotal, n.resolved)
        })
    };
    assert_eq!(flags(&d), [(true, false), (false, true)]);
    d.with(SHIFT, |d| d.key("P"));
    act(&mut d, "resolve");
    assert_eq!(flags(&d), [(false, false); 2]);
}

#[test]
fn notes_that_say_the_same_become_one_with_all_their_links() {
    let mut twin = event("twin", 600.0, 100.0);
    twin.tags = vec!["late".into()];
    twin.description = "What it means".into();
    let mut b = board([
        event("e", 300.0, 100.0),
        twin,
        note("g", NoteKind::Aggregate, 100.0, 100.0),
        note("p", NoteKind::Policy, 900.0, 100.0),
    ]);
    for (from, to) in [("g", "e"), ("g", "twin"), ("twin", "p"), ("e", "twin")] {
        b.links.upsert(Link::new(id(from), id(to)).into());
    }
    let mut d = Desk::new(b);
    d.editor.select(&[id("e"), id("g")], false);
    act(&mut d, "merge");
    assert!(d.commands().is_empty(), "of two kinds");
    d.editor.select(&[id("twin"), id("e")], false);
    act(&mut d, "merge");
    let board = d.editor.board();
    let mut links: Vec<_> = board
        .links
        .iter()
        .map(|l| format!("{}>{}", l.from, l.to))
        .collect();
    links.sort();
    assert_eq!(links, ["e>p", "g>e"]);
    let kept = board.note(&id("e")).unwrap();
    assert_eq!(
        (kept.tags.len(), kept.description.as_str()),
        (1, "What it means")
    );
    assert!(board.note(&id("twin")).is_none());
    assert_eq!((d.steps(), d.selected()), (1, vec!["e"]));
}
