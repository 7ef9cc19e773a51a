//! The clipboard. Notes travel as JSON inside the browser and as plain text elsewhere: pasting the plain text of the last
//! copy brings the notes themselves.

use editor::{InputEvent, Pasted};
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::Session;
use crate::browser;
use crate::parts;

/// Between tabs of this browser.
const KEY: &str = "isobar.clipboard";

/// Puts what was copied on the clipboard.
pub fn offer(session: Session) {
    let Some((json, text)) = session.with_core(|core| core.copied.take()).flatten() else {
        return;
    };
    if let Ok(kept) = serde_json::to_string(&(&text, &json)) {
        browser::remember(KEY, &kept);
    }
    let toasts = session.toasts;
    spawn_local(async move {
        if !browser::copy(&text).await {
            toasts.fail("The browser did not let us use the clipboard. Copying between boards of this browser works.");
        }
    });
}

/// Reads the clipboard for the editor.
pub fn request(session: Session, one_note: bool) {
    spawn_local(async move {
        let Some(window) = browser::window() else {
            return;
        };
        let read = JsFuture::from(window.navigator().clipboard().read_text()).await;
        match read.ok().and_then(|text| text.as_string()) {
            Some(text) => paste(session, &text, one_note),
            None => session
                .toasts
                .fail("The browser did not let us read the clipboard. Use Ctrl+V instead."),
        }
    });
}

/// Pastes text, or the notes whose text it is.
pub fn paste(session: Session, text: &str, one_note: bool) {
    if one_note {
        return session.handle(InputEvent::Paste(Pasted::one_note(text)));
    }
    let kept = browser::remembered(KEY)
        .and_then(|kept| serde_json::from_str::<(String, String)>(&kept).ok())
        .filter(|(of, _)| normal(of) == normal(text));
    put(
        session,
        kept.map_or_else(|| text.to_owned(), |(_, json)| json),
    );
}

/// Puts what a text says on the wall: a board, a storm, or notes.
pub fn put(session: Session, text: String) {
    spawn_local(async move {
        match parts::read_pasted(text).await {
            Ok(pasted) => session.handle(InputEvent::Paste(pasted)),
            Err(_) => session
                .toasts
                .fail("What reads pasted text did not load. Check the connection and paste again."),
        }
    });
}

/// Systems change line ends on the way.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

/// A wall takes words.
pub fn refuse_files(session: Session) {
    session
        .toasts
        .say("A wall takes words: pictures and files are not kept on it. Paste text, or import a board file from the home page.");
}
