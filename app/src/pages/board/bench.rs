//! A board that is saved nowhere, driven from outside by `window.__bench`: for measuring.
//!
//! `?n=5000` fills it with the board of the measurements; `load` takes any interchange file.

use std::cell::Cell;

use board::Board;
use editor::bench_board::bench_board;
use leptos::prelude::*;
use model::{BoardSnapshot, Id, Rect, file};
use wasm_bindgen::prelude::*;

use super::opening;
use crate::browser;
use crate::session::{Session, core};

/// Member of the window, milliseconds of `performance.now()`.
const READY: &str = "__benchReady";

pub fn open(done: Box<dyn FnOnce(Session)>) {
    let snapshot = wanted().map(bench_board).unwrap_or_default();
    let board = Board::of(&snapshot, opening::client_number());
    opening::local(board, move |session| {
        install(session);
        done(session);
        announce(session);
    });
}

fn wanted() -> Option<usize> {
    let query = browser::query();
    let pairs = query.trim_start_matches('?').split('&');
    pairs
        .filter_map(|pair| pair.strip_prefix("n="))
        .find_map(|n| n.parse().ok())
}

thread_local!(static LOADED: Cell<u64> = const { Cell::new(0) });

/// Shows the whole board, and sets `__benchReady` when all of it is drawn.
fn announce(session: Session) {
    LOADED.set(LOADED.get() + 1);
    let load = LOADED.get();
    let _ = js_sys::Reflect::delete_property(&js_sys::global(), &READY.into());
    request_animation_frame(move || {
        session.act("zoom-all");
        request_animation_frame(move || when_drawn(session, load));
    });
}

/// `load`: nothing is said of a board that another one has replaced.
fn when_drawn(session: Session, load: u64) {
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
        } else {
            when_drawn(session, load);
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
    core::replace(session, Board::of(&snapshot, opening::client_number()));
    announce(session);
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
