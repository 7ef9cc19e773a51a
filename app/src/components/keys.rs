//! Keys for what lies over the whole page, as slides do.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::KeyboardEvent;

use crate::browser;

/// Whether a key is for a field that has the focus: it is typed there, or moves it.
pub fn is_for_field(event: &KeyboardEvent) -> bool {
    let field = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    let field =
        field.is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA"));
    field || (event.key() == " " && on_button(event))
}

fn on_button(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|e| e.tag_name() == "BUTTON")
}

/// Until the owner goes `take` sees every key before the page does; those it answers with true go no further.
pub fn take_first(take: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if take(&event) {
            event.stop_immediate_propagation();
            event.prevent_default();
        }
    });
    let Some(window) = browser::window() else {
        return;
    };
    let function = || listener.as_ref().unchecked_ref::<js_sys::Function>();
    let _ = window.add_event_listener_with_callback_and_bool("keydown", function(), true);
    let kept = StoredValue::new_local(listener);
    on_cleanup(move || {
        let _ = kept.try_with_value(|listener| {
            let function = listener.as_ref().unchecked_ref();
            window.remove_event_listener_with_callback_and_bool("keydown", function, true)
        });
    });
}
