//! Notes dragged into contexts and out of them, names, proposals.

use editor::item::Item;
use editor::{EditEnd, EditTarget, Effect, Hit, InputEvent, ProposedContext};
use model::{BoardSnapshot, Context, Note, NoteKind, Point};

use crate::desk::{CTRL, Desk, board, event, id, note};

fn booking() -> BoardSnapshot {
    let member = |name, x, y| Note {
        context: Some(id("k")),
        ..event(name, x, y)
    };
    let mut b = board([
        member("a", 100.0, 100.0),
        member("b", 300.0, 100.0),
        member("c", 100.0, 300.0),
        member("d", 300.0, 300.0),
        event("out", 800.0, 200.0),
        note("who", NoteKind::Actor, 800.0, 500.0),
    ]);
    b.contexts.upsert(Context::new(id("k"), "Booking").into());
    b
}

fn home(d: &Desk, name: &str) -> Option<String> {
    let context = d.editor.board().note(&id(name)).unwrap().context.clone();
    context.map(|c| c.to_string())
}

#[test]
fn a_note_put_down_inside_joins_and_one_taken_far_out_leaves() {
    let mut d = Desk::new(booking());
    d.modifiers = CTRL;
    d.drag((850.0, 250.0), (250.0, 260.0));
    assert_eq!(home(&d, "out").as_deref(), Some("k"));
    d.drag((250.0, 260.0), (900.0, 600.0));
    assert_eq!(home(&d, "out"), None);
}

#[test]
fn a_note_moved_about_inside_stays_and_so_does_a_context_moved_whole() {
    let mut d = Desk::new(booking());
    d.modifiers = CTRL;
    d.drag((150.0, 150.0), (180.0, 170.0));
    assert_eq!(home(&d, "a").as_deref(), Some("k"));
    d.modifiers = Default::default();
    d.drag((40.0, 40.0), (430.0, 430.0));
    assert_eq!(d.selected(), ["a", "b", "c", "d"]);
    d.modifiers = CTRL;
    d.drag((350.0, 350.0), (350.0, 900.0));
    assert!(
        ["a", "b", "c", "d"]
            .iter()
            .all(|n| home(&d, n).as_deref() == Some("k"))
    );
}

#[test]
fn what_lives_in_no_context_does_not_join() {
    let mut d = Desk::new(booking());
    d.with(CTRL, |d| d.drag((840.0, 530.0), (250.0, 260.0)));
    assert_eq!(home(&d, "who"), None);
}

#[test]
fn the_line_follows_while_a_note_is_in_hand_and_escape_undoes_it() {
    let mut d = Desk::new(booking());
    let whole = model::Rect::new(-2000.0, -2000.0, 5000.0, 5000.0);
    let lines = |items: Vec<Item>| {
        items.into_iter().find_map(|i| match i {
            Item::Context(c) => Some(c.bounds),
            _ => None,
        })
    };
    let before = lines(d.editor.static_items(whole, 1.0)).unwrap();
    d.down(850.0, 250.0);
    d.go(250.0, 260.0);
    assert_eq!(lines(d.editor.static_items(whole, 1.0)), None, "lifted off");
    assert!(lines(d.editor.dynamic_items()).is_some());
    d.key("Escape");
    d.up(250.0, 260.0);
    assert_eq!(lines(d.editor.static_items(whole, 1.0)), Some(before));
    assert!(lines(d.editor.dynamic_items()).is_none());
}

#[test]
fn a_new_note_lives_where_it_is_placed() {
    let mut d = Desk::new(booking());
    d.double_click(260.0, 260.0);
    d.type_text("Cargo routed", EditEnd::Escape);
    assert_eq!(home(&d, "new1").as_deref(), Some("k"));
    d.double_click(1000.0, 700.0);
    d.type_text("Port closed", EditEnd::Escape);
    assert_eq!(home(&d, "new2"), None);
}

#[test]
fn a_name_is_selected_and_written_anew() {
    let mut d = Desk::new(booking());
    let whole = model::Rect::new(-2000.0, -2000.0, 5000.0, 5000.0);
    let name = d
        .editor
        .static_items(whole, 1.0)
        .into_iter()
        .find_map(|i| match i {
            Item::Context(c) => Some(c.name_at.center()),
            _ => None,
        });
    let Point { x, y } = name.unwrap();
    assert_eq!(d.editor.hit(Point::new(x, y)), Hit::ContextName(id("k")));
    d.double_click(x, y);
    assert_eq!(d.editor.selection().context, Some(id("k")));
    assert_eq!(d.editing(), Some(EditTarget::ContextName(id("k"))));
    d.type_text("Reservation", EditEnd::Next);
    assert_eq!(d.editor.board().contexts.at(0).unwrap().name, "Reservation");
    d.key("Delete");
    assert!(d.editor.board().contexts.is_empty());
    assert_eq!(d.editor.board().notes.len(), 6);
}

#[test]
fn a_proposal_is_shown_in_place_of_the_contexts() {
    let mut d = Desk::new(booking());
    let whole = model::Rect::new(-2000.0, -2000.0, 5000.0, 5000.0);
    let names = |d: &mut Desk| -> Vec<String> {
        let items = d.editor.static_items(whole, 1.0).into_iter();
        items
            .filter_map(|i| match i {
                Item::Context(c) => Some(c.name.clone()),
                _ => None,
            })
            .collect()
    };
    let part = |name: &str, members: [&str; 2]| ProposedContext {
        id: id(name),
        name: name.into(),
        hue: 0,
        members: members.map(id).to_vec(),
        moved: Vec::new(),
    };
    d.editor.set_proposal(Some(vec![
        part("One", ["a", "c"]),
        part("Two", ["b", "out"]),
    ]));
    assert_eq!(names(&mut d), ["One", "Two"]);
    d.editor.set_proposal(None);
    assert_eq!(names(&mut d), ["Booking"]);
}

#[test]
fn in_a_proposal_a_note_is_put_into_another_part_and_the_board_keeps_its_contexts() {
    let mut d = Desk::new(booking());
    d.modifiers = CTRL;
    let part = |name: &str, members: [&str; 2]| ProposedContext {
        id: id(name),
        name: name.into(),
        hue: 0,
        members: members.map(id).to_vec(),
        moved: vec![id(members[1])],
    };
    let parts = vec![part("One", ["a", "c"]), part("Two", ["b", "d"])];
    d.editor.set_proposal(Some(parts));
    d.down(350.0, 150.0);
    d.go(150.0, 200.0);
    d.go(150.0, 250.0);
    let moved = vec![(id("b"), Some(id("One")))];
    assert!(
        d.effects.contains(&Effect::HomesChanged(moved.clone())),
        "{:?}",
        d.effects
    );
    d.up(150.0, 250.0);
    assert!(
        d.effects.contains(&Effect::Reproposed(moved)),
        "{:?}",
        d.effects
    );
    assert_eq!(home(&d, "b").as_deref(), Some("k"));
    let whole = model::Rect::new(-2000.0, -2000.0, 5000.0, 5000.0);
    let items = d.editor.static_items(whole, 1.0);
    let dashed = |i: &&Item| matches!(i, Item::Shape(s) if s.dash.is_some());
    assert_eq!(
        items.iter().filter(dashed).count(),
        2,
        "a mark for each that moves"
    );
}

#[test]
fn wishes_are_made_of_notes_that_live_in_contexts() {
    let mut d = Desk::new(booking());
    d.editor.select(&[id("a"), id("who")], false);
    d.send(InputEvent::Action("wish-together".into()));
    assert!(d.commands().is_empty());
    d.editor.select(&[id("a"), id("b"), id("who")], false);
    d.send(InputEvent::Action("wish-together".into()));
    d.send(InputEvent::Action("wish-apart".into()));
    let wishes = model::wish::wishes(d.editor.board());
    let found: Vec<(bool, usize)> = wishes.iter().map(|w| (w.together, w.notes.len())).collect();
    assert_eq!(found, [(false, 2), (true, 2)]);
}

#[test]
fn the_lines_of_a_large_context_follow_and_are_those_that_stay() {
    let member = |i: usize| Note {
        context: Some(id("k")),
        ..event(
            &format!("n{i}"),
            (i % 10) as f64 * 150.0,
            (i / 10) as f64 * 150.0,
        )
    };
    let mut notes: Vec<Note> = (0..100).map(member).collect();
    notes[55].context = None;
    let mut b = board(notes);
    b.contexts.upsert(Context::new(id("k"), "Booking").into());
    let mut d = Desk::new(b);
    let rings = |items: Vec<Item>| {
        items.into_iter().find_map(|i| match i {
            Item::Context(c) => Some(c.rings.clone()),
            _ => None,
        })
    };
    d.modifiers = CTRL;
    d.down(60.0, 60.0);
    let mut before = None;
    for to in [(90.0, 70.0), (40.0, 30.0), (95.0, 95.0)] {
        d.go(to.0, to.1);
        let now = rings(d.editor.dynamic_items());
        assert!(now.is_some() && now != before);
        before = now;
    }
    d.up(95.0, 95.0);
    let whole = model::Rect::new(-2000.0, -2000.0, 5000.0, 5000.0);
    assert_eq!(rings(d.editor.static_items(whole, 1.0)), before);
}

#[test]
fn notes_that_somebody_deletes_meanwhile_are_in_no_new_context() {
    let gather = |d: &mut Desk| d.send(InputEvent::Action("gather".into()));
    let mut d = Desk::new(board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]));
    d.editor.select(&[id("a"), id("b")], false);
    gather(&mut d);
    d.delete_remotely("a");
    d.type_text("Booking", EditEnd::Next);
    let context = d.editor.board().contexts.at(0).unwrap().clone();
    assert_eq!(context.members, [id("b")]);

    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.editor.select(&[id("a")], false);
    gather(&mut d);
    d.delete_remotely("a");
    d.type_text("Booking", EditEnd::Next);
    assert!(d.editor.board().contexts.is_empty());
    assert!(d.said("no context was made"));
}
