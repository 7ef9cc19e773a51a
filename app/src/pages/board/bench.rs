//! A board that is saved nowhere, driven from outside by `window.__bench`: for measuring.
//!
//! `?n=5000` fills it with the board of the measurements; `load` takes any interchange file.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use board::{Board, Filling};
use editor::bench_board::bench_board;
use leptos::prelude::*;
use model::snapshot::Meta;
use model::{BoardSnapshot, Id, Rect, Stage, file};
use wasm_bindgen::prelude::*;

use super::opening;
use crate::browser;
use crate::session::{Session, core};

/// Member of the window, milliseconds of `performance.now()`.
const READY: &str = "__benchReady";
/// Time for writing the document, each frame, and rows that are written together.
const SLICE_MS: f64 = 6.0;
const ROWS: usize = 100;

pub fn open(done: Box<dyn FnOnce(Session)>) {
    opening::local(move |session| {
        install(session);
        done(session);
        show(session, &wanted().map_or_else(begun, bench_board));
    });
}

/// Shows a board; its document is written once all is drawn, or when it is needed before.
fn show(session: Session, snapshot: &BoardSnapshot) {
    let filling = Filling::of(snapshot, opening::client_number());
    let shown = filling.shown().clone();
    let filling = Rc::new(RefCell::new(Some(filling)));
    let rest = filling.clone();
    let unwritten = move || match rest.take() {
        Some(filling) => filling.finish(),
        None => Board::new(opening::client_number()),
    };
    core::replace(session, shown, Box::new(unwritten));
    announce(session, move || write(filling));
}

/// Writes the document of a board in slices between frames, until all is written or somebody has taken it.
fn write(filling: Rc<RefCell<Option<Filling>>>) {
    let until = browser::steady() + SLICE_MS;
    // Alone with it: another board was loaded meanwhile.
    while Rc::strong_count(&filling) > 1 {
        let more = filling
            .borrow_mut()
            .as_mut()
            .is_some_and(|f| f.write_some(ROWS));
        if !more {
            return;
        }
        if browser::steady() >= until {
            browser::after(0.0, move || write(filling));
            return;
        }
    }
}

/// An empty board as it is begun: in the big picture.
fn begun() -> BoardSnapshot {
    let meta = Meta {
        stage: Some(Stage::BigPicture),
        ..Meta::default()
    };
    BoardSnapshot {
        meta: Arc::new(meta),
        ..BoardSnapshot::default()
    }
}

fn wanted() -> Option<usize> {
    let query = browser::query();
    let pairs = query.trim_start_matches('?').split('&');
    pairs
        .filter_map(|pair| pair.strip_prefix("n="))
        .find_map(|n| n.parse().ok())
}

thread_local!(static LOADED: Cell<u64> = const { Cell::new(0) });

/// Shows the whole board, sets `__benchReady` when all of it is drawn, and goes on with `then`.
fn announce(session: Session, then: impl FnOnce() + 'static) {
    LOADED.set(LOADED.get() + 1);
    let load = LOADED.get();
    let _ = js_sys::Reflect::delete_property(&js_sys::global(), &READY.into());
    if session.camera.get_untracked().view.width > 0.0 {
        session.act("zoom-all");
        when_drawn(session, load, then);
    } else {
        // The wall is not yet in the page.
        request_animation_frame(move || announce(session, then));
    }
}

/// `load`: nothing is said of a board that another one has replaced.
fn when_drawn(session: Session, load: u64, then: impl FnOnce() + 'static) {
    let Some(drawn) = session.with_core(|core| core.drawn) else {
        return;
    };
    if load != LOADED.get() {
        return;
    }
    request_animation_frame(move || {
        if drawn {
            let _ =
                js_sys::Reflect::set(&js_sys::global(), &READY.into(), &browser::steady().into());
            then();
        } else {
            when_drawn(session, load, then);
        }
    });
}

/// Puts `__bench` on the window.
fn install(session: Session) {
    let bench = js_sys::Object::new();
    let set = |name: &str, function: JsValue| {
        let _ = js_sys::Reflect::set(&bench, &name.into(), &function);
    };
    set(
        "load",
        Closure::<dyn Fn(JsValue) -> Result<(), JsValue>>::new(move |given| load(session, &given))
            .into_js_value(),
    );
    set(
        "counts",
        Closure::<dyn Fn() -> JsValue>::new(move || counts(session)).into_js_value(),
    );
    set(
        "fit",
        Closure::<dyn Fn()>::new(move || session.act("zoom-all")).into_js_value(),
    );
    set(
        "zoom",
        Closure::<dyn Fn() -> f64>::new(move || session.camera.get_untracked().zoom)
            .into_js_value(),
    );
    set(
        "mid",
        Closure::<dyn Fn() -> f64>::new(move || middle(session).unwrap_or_default() as f64)
            .into_js_value(),
    );
    set(
        "zoom100",
        Closure::<dyn Fn()>::new(move || zoom_100(session)).into_js_value(),
    );
    set(
        "noteRect",
        Closure::<dyn Fn(f64) -> JsValue>::new(move |i: f64| note_rect(session, i as usize))
            .into_js_value(),
    );
    set(
        "allRects",
        Closure::<dyn Fn() -> JsValue>::new(move || all_rects(session)).into_js_value(),
    );
    set(
        "select",
        Closure::<dyn Fn(Vec<f64>)>::new(move |notes: Vec<f64>| {
            let ids: Vec<Id> = session.board.with_untracked(|b| {
                let id = |i: &f64| b.notes.at(*i as usize).map(|n| n.id.clone());
                notes.iter().filter_map(id).collect()
            });
            session.select(&ids, false);
        })
        .into_js_value(),
    );
    set(
        "clear",
        Closure::<dyn Fn()>::new(move || session.select(&[], false)).into_js_value(),
    );
    let _ = js_sys::Reflect::set(&js_sys::global(), &"__bench".into(), &bench);
}

/// Takes an interchange file as text or as an object.
fn load(session: Session, given: &JsValue) -> Result<(), JsValue> {
    let text = match given.as_string() {
        Some(text) => text,
        None => String::from(js_sys::JSON::stringify(given)?),
    };
    let snapshot = file::read(text.as_bytes()).map_err(|e| JsValue::from_str(&e.to_string()))?;
    show(session, &snapshot);
    Ok(())
}

fn counts(session: Session) -> JsValue {
    let (notes, arrows) = session
        .board
        .with_untracked(|b| (b.notes.len(), b.links.len()));
    object(&[("notes", notes as f64), ("arrows", arrows as f64)])
}

fn object(members: &[(&str, f64)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        let _ = js_sys::Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

/// Index of the note nearest the middle of the board.
fn middle(session: Session) -> Option<usize> {
    session.board.with_untracked(|b: &BoardSnapshot| {
        let center = Rect::around(b.notes.iter().map(|n| n.rect()))?.center();
        let distances = b
            .notes
            .iter()
            .enumerate()
            .map(|(i, n)| (i, n.rect().center().distance(center)));
        distances.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    })
}

fn zoom_100(session: Session) {
    let rect = middle(session).and_then(|i| rect_of(session, i));
    let Some(rect) = rect else { return };
    let mut camera = session.camera.get_untracked();
    camera.zoom = 1.0;
    camera.center_on(rect.center());
    session.set_camera(camera);
}

/// Where a note is drawn, canvas units.
fn rect_of(session: Session, index: usize) -> Option<Rect> {
    let id = session
        .board
        .with_untracked(|b| b.notes.at(index).map(|n| n.id.clone()))?;
    session.with_core(|core| core.editor.note_rect(&id))?
}

/// The wall's top left corner, client pixels.
fn corner() -> (f64, f64) {
    let wall = browser::document().and_then(|d| d.query_selector(".wall").ok()?);
    wall.map(|w| w.get_bounding_client_rect())
        .map_or((0.0, 0.0), |r| (r.left(), r.top()))
}

fn note_rect(session: Session, index: usize) -> JsValue {
    let Some(rect) = rect_of(session, index) else {
        return JsValue::UNDEFINED;
    };
    let on_screen = session.camera.get_untracked().rect_to_screen(rect);
    let (left, top) = corner();
    object(&[
        ("x", on_screen.x + left),
        ("y", on_screen.y + top),
        ("w", on_screen.width),
        ("h", on_screen.height),
    ])
}

fn all_rects(session: Session) -> JsValue {
    let camera = session.camera.get_untracked();
    let (left, top) = corner();
    let rows = js_sys::Array::new();
    let rects = session.with_core(|core| {
        let ids: Vec<Id> = core
            .editor
            .board()
            .notes
            .iter()
            .map(|n| n.id.clone())
            .collect();
        ids.iter()
            .filter_map(|id| core.editor.note_rect(id))
            .collect::<Vec<Rect>>()
    });
    for rect in rects.unwrap_or_default() {
        let r = camera.rect_to_screen(rect);
        let row = js_sys::Array::of3(&(r.x + left).into(), &(r.y + top).into(), &r.width.into());
        rows.push(&row);
    }
    rows.into()
}
