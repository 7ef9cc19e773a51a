//! Every shortcut, from the registry, and the gestures that have no key.

use editor::{Group, actions};
use leptos::prelude::*;

use super::Shown;
use crate::browser;
use crate::components::dialog::Dialog;
use crate::parts::{self, Part};

const GESTURES: &[(&str, &str)] = &[
    ("Place an event", "Double-click on the paper"),
    ("Next note of the kind", "Enter while typing"),
    ("Next kind of the flow, linked", "Tab while typing"),
    ("New line", "Shift+Enter while typing"),
    ("Link two notes", "Drag from a note's edge handle"),
    ("Select many", "Drag a frame around them, Shift+click"),
    ("End what is going on, leave a tool", "Esc"),
    ("Duplicate", "Alt+drag"),
    ("Move the wall", "Space+drag, middle button, two fingers"),
    ("Zoom", "Ctrl+wheel, pinch"),
    (
        "One note a line",
        "Paste lines, a column, or storm notation",
    ),
    ("Without snapping", "Ctrl while dragging"),
    (
        "By finger",
        "One moves the wall, two zoom, a long press selects",
    ),
];

#[component]
pub fn Help() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <Dialog open=shown.help title="Shortcuts and gestures" wide=true>
            <Part of=parts::gestures/>
        </Dialog>
    }
    .into_any()
}

#[component]
pub fn Gestures() -> impl IntoView {
    let mac = browser::is_mac();
    view! {
        <div class="help">
            <section>
                <h3>"By hand"</h3>
                <dl>
                    {GESTURES
                        .iter()
                        .map(|(what, how)| view! { <div><dt>{*what}</dt><dd class="words">{*how}</dd></div> })
                        .collect_view()}
                </dl>
            </section>
            {Group::ALL
                .iter()
                .map(|group| {
                    let rows = actions()
                        .iter()
                        .filter(|a| a.group == *group && !a.shortcuts.is_empty())
                        .map(|action| {
                            let keys = action
                                .shortcuts
                                .iter()
                                .map(|s| view! { <kbd>{s.label(mac)}</kbd> })
                                .collect_view();
                            view! { <div><dt>{action.label.clone()}</dt><dd>{keys}</dd></div> }
                        })
                        .collect_view();
                    view! {
                        <section>
                            <h3>{group.label()}</h3>
                            <dl>{rows}</dl>
                        </section>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
