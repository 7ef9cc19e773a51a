//! A button that opens a list of actions. Arrow keys move, Esc and a press elsewhere close.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::{self, Icon};

/// The children are buttons with `role="menuitem"`.
#[component]
pub fn Menu(
    #[prop(into)] label: Signal<String>,
    /// The button's inside; an ellipsis if none is given.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] above: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let on_leave = move |event: web_sys::FocusEvent| {
        if is_left(root, &event) {
            open.set(false);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if open.get_untracked() && ends(root, &event) {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    let flipped = RwSignal::new(above);
    Effect::new(move |_| {
        if open.get() {
            flipped.set(above || reaches_out(root));
            step(root, 1);
        }
    });
    let class = if class.is_empty() {
        "icon-button"
    } else {
        class
    };
    let face = face.unwrap_or_else(|| ViewFn::from(|| view! { <Icon of=icon::MORE/> }));
    view! {
        <div class="menu" node_ref=root on:focusout=on_leave on:keydown=on_key>
            <button
                node_ref=button
                class=class
                aria-label=label
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|o| *o = !*o)
            >
                {face.run()}
            </button>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <div class="menu-list" class:above=flipped role="menu" on:click=move |_| open.set(false)>
                                {children()}
                            </div>
                        }
                    })
            }}
        </div>
    }
}

/// Whether the list ends below the window.
fn reaches_out(root: NodeRef<html::Div>) -> bool {
    let list = root
        .get_untracked()
        .and_then(|root| root.query_selector(".menu-list").ok()?);
    let window = web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64());
    let bottom = list.map(|list| list.get_bounding_client_rect().bottom());
    bottom
        .zip(window)
        .is_some_and(|(bottom, height)| bottom > height)
}

/// What keys do in an open menu: arrows move the focus. True where the key ends the menu. No key goes any
/// further.
pub fn ends(root: NodeRef<html::Div>, event: &web_sys::KeyboardEvent) -> bool {
    event.stop_propagation();
    let key = event.key();
    match key.as_str() {
        "ArrowDown" => step(root, 1),
        "ArrowUp" => step(root, -1),
        "Escape" | "Tab" => {}
        _ => return false,
    }
    event.prevent_default();
    matches!(key.as_str(), "Escape" | "Tab")
}

/// Whether the focus goes elsewhere.
pub fn is_left(root: NodeRef<html::Div>, event: &web_sys::FocusEvent) -> bool {
    let next = event
        .related_target()
        .and_then(|t| t.dyn_into::<web_sys::Node>().ok());
    !root
        .get_untracked()
        .is_some_and(|r| next.is_some_and(|n| r.contains(Some(&n))))
}

/// Moves the focus to the next or the previous item.
pub fn step(root: NodeRef<html::Div>, by: i32) {
    let Some(root) = root.get_untracked() else {
        return;
    };
    let Ok(items) = root.query_selector_all("[role^=menuitem]") else {
        return;
    };
    let count = items.length() as i32;
    let active = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.active_element());
    let now = (0..count).find(|i| {
        let item = items.item(*i as u32);
        item.is_some_and(|n| active.as_ref().is_some_and(|a| a.is_same_node(Some(&n))))
    });
    let next = match now {
        Some(i) => (i + by).rem_euclid(count.max(1)),
        None if by < 0 => count - 1,
        None => 0,
    };
    let item = items.item(next.max(0) as u32);
    if let Some(item) = item.and_then(|n| n.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
