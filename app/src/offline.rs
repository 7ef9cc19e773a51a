//! What this browser keeps so that a board can be worked on without a network: `app/web/kept.js` in Rust's words.
//!
//! Changes that the server has not acknowledged, one record each; the board as it was last known; and, by the service
//! worker, the page itself. Native code keeps nothing.

use js_sys::{Array, Float64Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::browser;

/// Why the browser has not kept something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    #[error("this browser's storage is full")]
    Full,
    #[error("this browser lets the page store nothing")]
    Off,
}

/// Whether the page can be opened without a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The page is being kept.
    #[default]
    Coming,
    Ready,
    /// Plain http from another machine: there are no service workers.
    Insecure,
    /// This browser has no service workers.
    Never,
    /// The browser has not kept the page.
    Refused,
}

/// What is kept of the board that is open, and of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    pub start: Start,
    /// None: no copy was made yet.
    pub copy: Option<Result<(), Lack>>,
}

/// A change as it is kept: the session that made it, its number there, and an update (v1).
pub type Record = (u64, u64, Vec<u8>);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = isobarKept, js_name = add)]
    fn kept_add(board: &str, client: f64, number: f64, bytes: Uint8Array) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = remove)]
    fn kept_remove(board: &str, names: Float64Array) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = changes)]
    fn kept_changes(board: &str) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = copy)]
    fn kept_copy(board: &str) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = setCopy)]
    fn kept_set_copy(board: &str, bytes: Uint8Array, unsaved: bool) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = copyIsUnsaved)]
    fn kept_copy_is_unsaved(board: &str) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = removeCopy)]
    fn kept_remove_copy(board: &str) -> Promise;
    #[wasm_bindgen(js_namespace = isobarKept, js_name = start)]
    fn kept_start() -> Promise;
}

/// Has the browser keep the page; says whether it did.
pub async fn start() -> Start {
    let answer = done(kept_start).await.unwrap_or_default();
    match answer.as_string().as_deref() {
        Some("ready") => Start::Ready,
        Some("insecure") => Start::Insecure,
        Some("none") => Start::Never,
        _ => Start::Refused,
    }
}

/// Keeps a change. The call's order counts, not when it is awaited.
pub fn add(
    board: &str,
    client: u64,
    number: u64,
    update: &[u8],
) -> impl Future<Output = Result<(), Lack>> + use<> {
    // A copy: what the module's memory holds changes meanwhile.
    let asked = asked(|| {
        kept_add(
            board,
            client as f64,
            number as f64,
            Uint8Array::from(update),
        )
    });
    async move { settled(asked).await.map(drop) }
}

/// Lets changes go: client and number of each.
pub fn remove(board: &str, names: &[(u64, u64)]) {
    let names: Vec<f64> = names
        .iter()
        .flat_map(|(client, number)| [*client as f64, *number as f64])
        .collect();
    if !names.is_empty() {
        forget(asked(|| kept_remove(board, Float64Array::from(&names[..]))));
    }
}

/// The changes that are kept for a board, in their order.
pub async fn changes(board: &str) -> Result<Vec<Record>, Lack> {
    let all = done(|| kept_changes(board)).await?;
    let record = |row: JsValue| {
        let row: Array = row.dyn_into().ok()?;
        let bytes: Uint8Array = row.get(2).dyn_into().ok()?;
        let number = |at| row.get(at).as_f64().map(|n| n as u64);
        Some((number(0)?, number(1)?, bytes.to_vec()))
    };
    Ok(Array::from(&all).iter().filter_map(record).collect())
}

/// A board as it was last known.
pub struct Copied {
    /// An update (v1) from an empty one.
    pub document: Vec<u8>,
    /// The server may lack something of it.
    pub unsaved: bool,
}

pub async fn copy(board: &str) -> Option<Copied> {
    let found: Array = done(|| kept_copy(board)).await.ok()?.dyn_into().ok()?;
    Some(Copied {
        document: found.get(0).dyn_into::<Uint8Array>().ok()?.to_vec(),
        unsaved: found.get(1).is_truthy(),
    })
}

/// Whether the copy of a board has something that the server may lack.
pub async fn copy_is_unsaved(board: &str) -> bool {
    done(|| kept_copy_is_unsaved(board))
        .await
        .is_ok_and(|found| found.is_truthy())
}

/// Keeps a board as it is now, in place of what was known of it.
pub async fn set_copy(board: &str, copy: Copied) -> Result<(), Lack> {
    let document = Uint8Array::from(&copy.document[..]);
    done(|| kept_set_copy(board, document, copy.unsaved)).await?;
    Ok(())
}

/// Lets the copy of a board go, which this browser may open no more.
pub fn remove_copy(board: &str) {
    forget(asked(|| kept_remove_copy(board)));
}

fn asked(ask: impl FnOnce() -> Promise) -> Option<Promise> {
    browser::window().map(|_| ask())
}

fn forget(asked: Option<Promise>) {
    if asked.is_some() {
        // It cannot be shown either way: what stays is read, and let go, the next time.
        spawn_local(async move { drop(settled(asked).await) });
    }
}

async fn done(ask: impl FnOnce() -> Promise) -> Result<JsValue, Lack> {
    settled(asked(ask)).await
}

async fn settled(asked: Option<Promise>) -> Result<JsValue, Lack> {
    let asked = asked.ok_or(Lack::Off)?;
    JsFuture::from(asked).await.map_err(|error| {
        let name = js_sys::Reflect::get(&error, &"name".into()).ok();
        match name.and_then(|n| n.as_string()).as_deref() {
            Some("QuotaExceededError") => Lack::Full,
            _ => Lack::Off,
        }
    })
}
