//! Keys and pasting. What is typed into a field, a menu or a dialog is none of the wall's business.

use editor::{InputEvent, Key, Modifiers};
use leptos::prelude::*;
use web_sys::{ClipboardEvent, KeyboardEvent};

use super::{Input, closest};
use crate::browser;
use crate::session::clipboard;

/// Where keys are typed, not pressed.
const TYPED_INTO: &str = "input:not([type=checkbox], [type=range]), textarea, [contenteditable], dialog, [role=menu], [role=listbox]";
/// Where what one types into is on its way: words wait for it, other keys are the wall's as ever.
const COMING: &str = ".panel:has([data-coming])";
/// What Enter and Space press themselves.
const PRESSED: &str = "button, a, summary, input, select, [role=tab]";
/// What moves, or scrolls, by keys that would move notes.
const MOVED: &str = "input, select, [role=tab], [role=radio], [role=separator], .panel";

impl Input {
    pub(super) fn key_down(self, event: &KeyboardEvent) {
        if event.default_prevented()
            || event.is_composing()
            || closest(event, TYPED_INTO)
            || is_for_control(event)
        {
            return;
        }
        let key = key(event);
        if key.modifiers.ctrl && key.key.eq_ignore_ascii_case("v") {
            self.one_note.set_value(key.modifiers.shift);
        }
        let wanted = self
            .session
            .with_core(|core| core.editor.wants(&key))
            .unwrap_or_default();
        if wanted {
            event.prevent_default();
            self.session.handle(InputEvent::Key(key));
        }
    }

    pub(super) fn key_up(self, event: &KeyboardEvent) {
        if !closest(event, TYPED_INTO) {
            self.session.handle(InputEvent::KeyUp(key(event)));
        }
    }

    pub(super) fn pasted(self, event: &ClipboardEvent) {
        if closest(event, TYPED_INTO) || closest(event, COMING) {
            return;
        }
        let Some(data) = event.clipboard_data() else {
            return;
        };
        let text = data.get_data("text/plain").unwrap_or_default();
        event.prevent_default();
        let one_note = self.one_note.get_value();
        self.one_note.set_value(false);
        if text.is_empty() {
            if data.files().is_some_and(|files| files.length() > 0) {
                clipboard::refuse_files(self.session);
            }
            return;
        }
        clipboard::paste(self.session, &text, one_note);
    }
}

/// Whether the control that has the focus takes this key itself.
fn is_for_control(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    if plain && closest(event, COMING) {
        return true;
    }
    match key.as_str() {
        "Enter" | " " | "Tab" => closest(event, PRESSED),
        "Home" | "End" | "PageUp" | "PageDown" => closest(event, MOVED),
        arrow if arrow.starts_with("Arrow") => closest(event, MOVED),
        // Words that are marked on the page are what is copied.
        "c" if !plain => browser::has_marked() && !closest(event, ".wall"),
        // A list goes to the choice that begins with the letter.
        letter if letter.chars().count() == 1 => plain && closest(event, "select"),
        _ => false,
    }
}

fn key(event: &KeyboardEvent) -> Key {
    Key {
        key: event.key(),
        code: event.code(),
        modifiers: Modifiers {
            shift: event.shift_key(),
            ctrl: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
        },
        repeat: event.repeat(),
    }
}
