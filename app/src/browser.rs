//! The little of the browser that many parts need, without its ceremony. On the server every answer is empty.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

pub fn window() -> Option<web_sys::Window> {
    cfg!(target_arch = "wasm32").then(web_sys::window).flatten()
}

pub fn document() -> Option<web_sys::Document> {
    window()?.document()
}

pub fn path() -> String {
    location(web_sys::Location::pathname)
}

/// With its `?`.
pub fn query() -> String {
    location(web_sys::Location::search)
}

/// `https://host:port`.
pub fn origin() -> String {
    location(web_sys::Location::origin)
}

fn location(part: fn(&web_sys::Location) -> Result<String, JsValue>) -> String {
    window()
        .and_then(|w| part(&w.location()).ok())
        .unwrap_or_default()
}

/// Goes to another page.
pub fn go(address: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_href(address);
    }
}

/// Loads this page again.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Milliseconds since 1970.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Now, as RFC 3339.
pub fn timestamp() -> String {
    String::from(js_sys::Date::new_0().to_iso_string())
}

/// Milliseconds since 1970 of a moment in RFC 3339.
pub fn moment(text: &str) -> Option<f64> {
    Some(js_sys::Date::parse(text)).filter(|ms| ms.is_finite())
}

pub fn is_fullscreen() -> bool {
    document().is_some_and(|d| d.fullscreen_element().is_some())
}

/// Gives the page the whole screen, or takes it back; a browser that does not want to is not asked twice.
pub fn toggle_fullscreen() {
    if is_fullscreen() {
        leave_fullscreen();
    } else if let Some(root) = document().and_then(|d| d.document_element()) {
        let _ = root.request_fullscreen();
    }
}

pub fn leave_fullscreen() {
    if let Some(document) = document().filter(|d| d.fullscreen_element().is_some()) {
        document.exit_fullscreen();
    }
}

/// A moment in RFC 3339 as people say it: “22 Nov, 14:32”.
pub fn said_moment(text: &str) -> String {
    if window().is_none() {
        return String::new();
    }
    let options = js_sys::Object::new();
    for (name, value) in [
        ("day", "numeric"),
        ("month", "short"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ] {
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let date = js_sys::Date::new(&text.into());
    date.to_locale_string("en-GB", &options).into()
}

/// Milliseconds of a clock that never jumps.
pub fn steady() -> f64 {
    window()
        .and_then(|w| w.performance())
        .map_or_else(now, |p| p.now())
}

/// From 0 to 1.
pub fn random() -> f64 {
    js_sys::Math::random()
}

/// An id that nobody else makes: 21 characters of `A-Za-z0-9_-`, 126 bits.
pub fn new_id() -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    let mut bytes = [0u8; 21];
    if let Some(crypto) = window().and_then(|w| w.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
        .iter()
        .map(|b| char::from(LETTERS[usize::from(b & 63)]))
        .collect()
}

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok()?
}

/// What this browser remembers under a key.
pub fn remembered(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Says whether the browser took it: storage may be full or off.
pub fn remember(key: &str, value: &str) -> bool {
    storage().is_some_and(|s| s.set_item(key, value).is_ok())
}

pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

fn tab_storage() -> Option<web_sys::Storage> {
    window()?.session_storage().ok()?
}

/// As [`remembered`], for this tab alone and until it closes.
pub fn remembered_in_tab(key: &str) -> Option<String> {
    tab_storage()?.get_item(key).ok()?
}

/// As [`remember`], for this tab alone and until it closes.
pub fn remember_in_tab(key: &str, value: &str) -> bool {
    tab_storage().is_some_and(|s| s.set_item(key, value).is_ok())
}

pub fn forget_in_tab(key: &str) {
    if let Some(storage) = tab_storage() {
        let _ = storage.remove_item(key);
    }
}

pub fn remembered_keys() -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or_default();
    (0..count).filter_map(|i| storage.key(i).ok()?).collect()
}

/// Puts text on the clipboard; says whether it worked.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    JsFuture::from(window.navigator().clipboard().write_text(text))
        .await
        .is_ok()
}

/// Hands a file to the person.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) {
    let save = || -> Result<(), JsValue> {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let document = document().ok_or(JsValue::NULL)?;
        let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&address)
    };
    let _ = save();
}

/// Calls `run` once after `delay` milliseconds, and gives the timer's number.
pub fn after(delay: f64, run: impl FnOnce() + 'static) -> Option<i32> {
    let run = Closure::once_into_js(run);
    window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            run.unchecked_ref(),
            delay.clamp(0.0, f64::from(i32::MAX)) as i32,
        )
        .ok()
}

async fn pause(delay: f64) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        after(delay, move || drop(resolve.call0(&JsValue::NULL)));
    });
    let _ = JsFuture::from(promise).await;
}

/// What the future gives within `delay` milliseconds; one that takes longer can be waited for on.
pub async fn within<F: Future + Unpin>(delay: f64, future: &mut F) -> Option<F::Output> {
    let mut over = pin!(pause(delay));
    poll_fn(|context| match Pin::new(&mut *future).poll(context) {
        Poll::Ready(given) => Poll::Ready(Some(given)),
        Poll::Pending => over.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Stops a timer of [`after`] that has not run.
pub fn cancel(timer: i32) {
    if let Some(window) = window() {
        window.clear_timeout_with_handle(timer);
    }
}

/// Whether a media query holds now.
pub fn matches_media(query: &str) -> bool {
    window()
        .and_then(|w| w.match_media(query).ok().flatten())
        .is_some_and(|m| m.matches())
}

/// Puts the focus on the element of this id.
pub fn focus(id: &str) {
    let element = document().and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Puts the focus on the first control inside the element of this id; says whether there was one.
pub fn focus_first(id: &str) -> bool {
    let controls = ":is(input, textarea, select, button, summary):not(:disabled)";
    let first = document()
        .and_then(|d| d.get_element_by_id(id))
        .and_then(|e| e.query_selector(controls).ok()?)
        .and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok());
    first.is_some_and(|e| e.focus().is_ok())
}

/// Puts the focus on the control of the panel that has this label.
pub fn focus_labelled(label: &str) {
    let labels = document().and_then(|d| d.query_selector_all(".panel .labelled").ok());
    let labels = labels
        .into_iter()
        .flat_map(|list| (0..list.length()).filter_map(move |i| list.item(i)));
    let mut labels = labels.filter_map(|n| n.dyn_into::<web_sys::Element>().ok());
    let is_it = |e: &web_sys::Element| {
        let said = e.query_selector(".label").ok().flatten();
        said.and_then(|l| l.text_content())
            .is_some_and(|l| l == label)
    };
    let control = labels
        .find(is_it)
        .and_then(|e| e.query_selector("input, textarea, select").ok()?);
    if let Some(control) = control.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = control.focus();
    }
}

/// Whether nothing has the focus.
pub fn focus_is_lost() -> bool {
    document().is_some_and(|d| d.active_element().is_none_or(|e| e.tag_name() == "BODY"))
}

/// Whether somebody types, or is in a list or dialog that is open: the focus is not to be taken from them.
pub fn is_engaged() -> bool {
    let active = document().and_then(|d| d.active_element());
    active.is_some_and(|e| {
        e.closest("dialog, .menu, input, textarea, select")
            .is_ok_and(|found| found.is_some())
    })
}

/// Puts the focus on the wall: from here on keys are its own.
pub fn focus_wall() {
    let wall = document().and_then(|d| d.query_selector(".wall").ok()?);
    if let Some(wall) = wall.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = wall.focus();
    }
}

/// Whether words of the page are marked.
pub fn has_marked() -> bool {
    let marked = window().and_then(|w| w.get_selection().ok().flatten());
    marked.is_some_and(|s| !s.is_collapsed())
}

/// Width of the window, CSS pixels.
pub fn width() -> f64 {
    window()
        .and_then(|w| w.inner_width().ok()?.as_f64())
        .unwrap_or_default()
}

/// Sends a pointer's further events to the element that it pressed.
pub fn capture(event: &web_sys::PointerEvent) {
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    if let Some(target) = target {
        let _ = target.set_pointer_capture(event.pointer_id());
    }
}

/// For use in a `data:` address.
pub fn percent_encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The bytes of a base64 text; none where it is no such text.
pub fn base64_decoded(text: &str) -> Vec<u8> {
    let decoded = window().and_then(|w| w.atob(text).ok()).unwrap_or_default();
    decoded.chars().map(|c| c as u8).collect()
}

/// Puts another address into the address bar, without going there.
pub fn replace_address(address: &str) {
    let history = window().and_then(|w| w.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// The title of the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Whether keys are named as on a Mac.
pub fn is_mac() -> bool {
    window()
        .and_then(|w| w.navigator().user_agent().ok())
        .is_some_and(|agent| agent.contains("Mac OS") || agent.contains("iPhone"))
}

/// Resolves when the type family of notes is there, or could not be loaded.
pub async fn fonts_ready(font: &str) {
    if let Some(document) = document() {
        let _ = JsFuture::from(document.fonts().load(font)).await;
    }
}
