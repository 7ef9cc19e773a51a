//! Following others, being asked to come, and the laser pointer.

use editor::{Effect, InputEvent, Modifiers, Panel, Peer, ToolId};
use model::{Point, Rect};

use crate::desk::{Desk, board, event, id};

fn mira(view: Rect) -> Peer {
    Peer {
        client: 7,
        name: "Mira".into(),
        view: Some(view),
        ..Peer::default()
    }
}

/// Frames until nothing asks for another; how many.
fn run(d: &mut Desk, still: bool) -> usize {
    for frame in 0..1_000 {
        let animate = d.effects.iter().any(|e| matches!(e, Effect::Animate));
        d.effects.clear();
        if !animate {
            return frame;
        }
        let now = 1_000.0 + 16.0 * frame as f64;
        d.send(InputEvent::Tick { now, still });
    }
    panic!("it never rests");
}

fn follow(d: &mut Desk, client: Option<u64>) {
    let effects = d.editor.follow(client);
    d.carry_out(effects);
}

fn peers(d: &mut Desk, peers: Vec<Peer>) {
    let effects = d.editor.set_peers(peers);
    d.carry_out(effects);
}

#[test]
fn the_camera_goes_where_the_followed_one_looks() {
    let mut d = Desk::new(board([event("a", 0.0, 0.0)]));
    let there = Rect::new(3_000.0, -200.0, 600.0, 400.0);
    peers(&mut d, vec![mira(there)]);
    follow(&mut d, Some(7));
    assert_eq!(d.editor.following(), Some(7));
    // A phone shows the wall in words first.
    assert!(d.effects.contains(&Effect::Open(Panel::Wall)));
    assert!(run(&mut d, false) > 10);
    assert_eq!(d.editor.camera().zoom, 2.0);
    assert_eq!(d.editor.camera().visible(), there);
    // At once where less motion is wanted.
    peers(&mut d, vec![mira(Rect::new(0.0, 0.0, 1_200.0, 800.0))]);
    assert!(run(&mut d, true) <= 2);
    assert_eq!(d.editor.camera().zoom, 1.0);
    // A window of another size shows all of it.
    d.send(InputEvent::Resize(model::Size::new(600.0, 800.0)));
    run(&mut d, false);
    assert_eq!(d.editor.camera().zoom, 0.5);
    assert_eq!(d.editor.following(), Some(7));
}

#[test]
fn own_moves_escape_and_leaving_end_it() {
    let view = Rect::new(500.0, 500.0, 1_200.0, 800.0);
    let check = |end: fn(&mut Desk), stops: bool| {
        let mut d = Desk::new(board([event("a", 0.0, 0.0)]));
        peers(&mut d, vec![mira(view)]);
        follow(&mut d, Some(7));
        run(&mut d, true);
        end(&mut d);
        assert_eq!(d.editor.following().is_none(), stops);
        let told = d.effects.contains(&Effect::FollowingChanged);
        assert_eq!(told, stops);
    };
    check(
        |d| {
            d.send(InputEvent::Wheel {
                at: Point::new(5.0, 5.0),
                delta: Point::new(0.0, 40.0),
                modifiers: Modifiers::default(),
            });
        },
        true,
    );
    check(|d| d.key("+"), true);
    check(|d| d.key("Escape"), true);
    check(|d| peers(d, Vec::new()), true);
    check(|d| follow(d, None), true);
    check(|d| d.go(300.0, 300.0), false);
    check(|d| d.click(900.0, 700.0), false);
}

#[test]
fn nobody_unknown_is_followed() {
    let mut d = Desk::new(board([]));
    follow(&mut d, Some(3));
    assert_eq!(d.editor.following(), None);
}

#[test]
fn who_is_asked_to_come_is_there_at_once() {
    let mut d = Desk::new(board([]));
    let effects = d.editor.go_to(Rect::new(100.0, 100.0, 2_400.0, 800.0));
    assert!(effects.contains(&Effect::Open(Panel::Wall)));
    d.carry_out(effects);
    assert_eq!(d.editor.camera().zoom, 0.5);
    assert_eq!(
        d.editor.camera().visible().center(),
        Point::new(1_300.0, 500.0)
    );
}

#[test]
fn only_with_the_right_and_others_there_everyone_is_asked() {
    let mut d = Desk::new(board([]));
    d.send(InputEvent::Action("summon".into()));
    peers(&mut d, vec![mira(Rect::new(0.0, 0.0, 9.0, 9.0))]);
    d.send(InputEvent::Action("summon".into()));
    assert!(!d.effects.contains(&Effect::Summon));
    d.editor.set_may_summon(true);
    d.send(InputEvent::Action("summon".into()));
    assert!(d.effects.contains(&Effect::Summon));
}

#[test]
fn the_laser_leaves_a_trail_that_fades_and_nothing_else() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.editor.set_read_only(true);
    d.key("k");
    assert_eq!(d.editor.tool(), ToolId::Laser);
    d.down(100.0, 100.0);
    d.go(150.0, 150.0);
    d.go(200.0, 100.0);
    let trail = |d: &Desk| {
        let shown = d.effects.iter().rev().find_map(|e| match e {
            Effect::Presence(p) => Some(p.laser.clone()),
            _ => None,
        });
        shown.unwrap_or_default()
    };
    assert_eq!(trail(&d).len(), 3);
    // The tip stays for as long as the pointer is down.
    d.send(InputEvent::Tick {
        now: 5_000.0,
        still: false,
    });
    assert_eq!(trail(&d), [Point::new(200.0, 100.0)]);
    d.up(200.0, 100.0);
    d.send(InputEvent::Tick {
        now: 5_001.0,
        still: false,
    });
    assert_eq!(trail(&d), []);
    run(&mut d, false);
    assert!(d.commands().is_empty());
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
    assert!(d.editor.selection().is_empty());
    // Others' trails are drawn.
    let before = d.editor.dynamic_items().len();
    let mut other = mira(Rect::new(0.0, 0.0, 9.0, 9.0));
    other.laser = vec![Point::new(1.0, 1.0), Point::new(20.0, 1.0)];
    peers(&mut d, vec![other]);
    assert_eq!(d.editor.dynamic_items().len(), before + 1);
    assert!(d.editor.note_rect(&id("a")).is_some());
}

#[test]
fn dots_are_placed_and_taken_back_as_far_as_they_go() {
    use model::command::NoteChange;
    use model::voting::{Round, SETTING, Scope};
    let round = Round {
        dots: 1,
        scope: Scope::Notes(vec![id("a")]),
        hidden: true,
        open: true,
    };
    let mut wall = board([event("a", 100.0, 100.0), event("b", 400.0, 100.0)]);
    let vote = |d: &mut Desk| d.send(InputEvent::Action("tool.vote".into()));
    let mut d = Desk::new(wall.clone());
    vote(&mut d);
    assert_eq!(d.editor.tool(), ToolId::Select, "no round is on");
    let mut meta = model::snapshot::Meta::default();
    meta.settings.insert(SETTING.into(), round.value());
    wall.meta = meta.into();
    let mut d = Desk::new(wall);
    d.editor.set_voter("me");
    vote(&mut d);
    assert_eq!(d.editor.tool(), ToolId::Vote);
    d.click(450.0, 150.0);
    assert!(d.commands().is_empty(), "another note is not voted for");
    d.click(150.0, 150.0);
    d.click(150.0, 150.0);
    let votes = |d: &Desk| {
        let board = d.editor.board();
        board.note(&id("a")).unwrap().voters.get("me").copied()
    };
    assert_eq!(votes(&d), Some(1), "one dot is all there is");
    d.with(crate::desk::SHIFT, |d| d.click(150.0, 150.0));
    assert_eq!(votes(&d), None);
    let last = d.commands().last().map(|c| (*c).clone());
    let taken = NoteChange::Votes {
        voter: "me".into(),
        count: 0,
    };
    let expected = model::Command::SetNote {
        notes: vec![id("a")],
        change: taken,
    };
    assert_eq!(last, Some(expected));
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
}

#[test]
fn no_outline_runs_through_the_bubble_of_a_chosen_note() {
    use editor::Bubble;
    use editor::item::Item;
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    let bubble = Bubble {
        count: 1,
        unread: true,
    };
    d.editor.set_bubbles([(id("a"), bubble)].into());
    let bubbles = |d: &mut Desk| {
        let items = d.editor.dynamic_items();
        items
            .iter()
            .filter(|i| matches!(i, Item::Bubble(_)))
            .count()
    };
    assert_eq!(bubbles(&mut d), 0);
    d.click(150.0, 150.0);
    assert_eq!(bubbles(&mut d), 1);
    d.down(150.0, 150.0);
    d.go(250.0, 150.0);
    assert_eq!(bubbles(&mut d), 1, "in hand it goes along, once");
}
