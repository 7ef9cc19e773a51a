//! The menu of the wall: what can be done with what is selected, or with the wall itself. From the one registry of actions.

use editor::{Action, Group, actions};
use leptos::{html, prelude::*};
use model::Point;

use super::selection_bar;
use super::shortcuts::{Face, key_of};
use crate::browser;
use crate::components::menu::{ends, is_left, step};
use crate::session::Session;

/// Least distance from the edges of the window, CSS pixels.
const EDGE: f64 = 8.0;

#[component]
pub fn ContextMenu() -> impl IntoView {
    let session = expect_context::<Session>();
    move || session.menu.get().map(|at| view! { <Open at=at/> })
}

#[component]
fn Open(at: Point) -> impl IntoView {
    let session = expect_context::<Session>();
    let root = NodeRef::<html::Div>::new();
    let close = move || {
        let _ = session.menu.try_set(None);
    };
    Effect::new(move |_| {
        if let Some(menu) = root.get() {
            place(&menu, at);
            step(root, 1);
        }
    });
    let back_to_wall = move || {
        close();
        browser::focus_wall();
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if ends(root, &event) {
            back_to_wall();
        }
    };
    let on_leave = move |event: web_sys::FocusEvent| {
        if is_left(root, &event) {
            close();
        }
    };
    let item = move |action: &'static Action| {
        let run = move |_| {
            // First, so that a text area that the action opens keeps the focus.
            back_to_wall();
            session.act(&action.id);
        };
        view! {
            <button role="menuitem" class:danger=action.id == "delete" on:click=run>
                <Face action=action/>
                {action.label.clone()}
                <small>{key_of(action)}</small>
            </button>
        }
    };
    let groups = offered(session);
    view! {
        <div
            class="menu-list wall-menu"
            role="menu"
            aria-label="What to do here"
            node_ref=root
            on:keydown=on_key
            on:focusout=on_leave
            on:contextmenu=|e| e.prevent_default()
        >
            {groups
                .into_iter()
                .enumerate()
                .map(|(i, group)| {
                    view! {
                        {(i > 0).then(|| view! { <hr/> })}
                        {group.into_iter().map(item).collect_view()}
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

/// Enabled actions in their groups: of what is selected, else of the wall.
fn offered(session: Session) -> Vec<Vec<&'static Action>> {
    let offered = session.with_core(|core| {
        let editor = &core.editor;
        let chosen = !editor.selection().is_empty();
        let groups: &[Group] = if chosen {
            &[Group::Edit, Group::Arrange]
        } else {
            &[Group::Edit, Group::View]
        };
        let of = |group: &Group| -> Vec<&'static Action> {
            actions()
                .iter()
                .filter(|a| a.group == *group && a.is_enabled(editor))
                .filter(|a| !is_for_keys(a) && !selection_bar::has(a))
                .filter(|a| chosen != is_of_the_wall(a))
                .collect()
        };
        groups.iter().map(of).collect::<Vec<_>>()
    });
    let mut groups = offered.unwrap_or_default();
    groups.retain(|group| !group.is_empty());
    groups
}

/// Of use with keys, or by buttons that are always in view.
fn is_for_keys(action: &Action) -> bool {
    let id = action.id.as_str();
    id.starts_with("nudge") || ["undo", "redo", "zoom-in", "zoom-out"].contains(&id)
}

/// About the whole wall, whatever is selected.
fn is_of_the_wall(action: &Action) -> bool {
    action.group == Group::View
        || ["paste", "paste-one", "select-all", "template"].contains(&action.id.as_str())
}

/// Puts the menu at a point of the wall, inside the window.
fn place(menu: &web_sys::HtmlDivElement, at: Point) {
    let Some(window) = browser::window() else {
        return;
    };
    let inner = |side: Result<wasm_bindgen::JsValue, _>| {
        side.ok().and_then(|v| v.as_f64()).unwrap_or_default()
    };
    let corner = wall().map(|w| w.get_bounding_client_rect());
    let (left, top) = corner.map_or((0.0, 0.0), |r| (r.left(), r.top()));
    let most_x = inner(window.inner_width()) - f64::from(menu.offset_width()) - EDGE;
    let most_y = inner(window.inner_height()) - f64::from(menu.offset_height()) - EDGE;
    let (x, y) = ((left + at.x).min(most_x), (top + at.y).min(most_y));
    let style = web_sys::HtmlElement::style(menu);
    let _ = style.set_property("left", &format!("{}px", x.max(EDGE)));
    let _ = style.set_property("top", &format!("{}px", y.max(EDGE)));
}

fn wall() -> Option<web_sys::Element> {
    browser::document()?.query_selector(".wall").ok()?
}
