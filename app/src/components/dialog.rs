//! A modal dialog. The browser keeps the focus inside and closes it on Esc.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::icon::{self, Icon};
use crate::browser;

/// Shows its children while `open` holds.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(optional)] wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // A press on the veil lands on the dialog element itself.
    let on_press = move |event: web_sys::MouseEvent| {
        let veil = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if veil.is_some() {
            open.set(false);
        }
    };
    let heading = title.clone();
    view! {
        <dialog
            node_ref=node
            class:wide=wide
            aria-label=title
            on:close=move |_| {
                open.set(false);
                if browser::focus_is_lost() {
                    browser::focus_wall();
                }
            }
            on:mousedown=on_press
            on:keydown=|event| event.stop_propagation()
        >
            <div class="dialog-head">
                <h2>{heading}</h2>
                <button class="icon-button" aria-label="Close" on:click=move |_| open.set(false)>
                    <Icon of=icon::CLOSE/>
                </button>
            </div>
            <div class="dialog-body">{move || open.get().then(|| children())}</div>
        </dialog>
    }
}
