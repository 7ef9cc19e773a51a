//! A bar at what is selected. Several things are lined up, spread, grouped and locked with it; a finger, which has no keys,
//! finds there what can be done with one thing.

use editor::{Action, ToolId};
use leptos::{html, prelude::*};
use model::{Point, Size};

use super::shortcuts::{Face, key_of};
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::parts::{self, Part};
use crate::session::Session;

/// From the bar to the selection, where the handles of links are, CSS pixels.
const GAP: f64 = 26.0;
/// Least distance from the edges of the wall, CSS pixels; at the left stands the bar of tools.
const EDGE: f64 = 8.0;
const LEFT: f64 = 84.0;
/// What stands at the foot of the wall, CSS pixels.
const FOOT: f64 = 60.0;

/// Ids of actions, in groups.
const OF_SEVERAL: &[&[&str]] = &[
    &[
        "align.left",
        "align.center",
        "align.right",
        "align.top",
        "align.middle",
        "align.bottom",
    ],
    &["distribute.across", "distribute.down", "tidy"],
    &["group", "ungroup", "merge", "lock"],
    &["duplicate", "delete"],
];
const OF_ONE: &[&[&str]] = &[
    &["edit", "next", "complete"],
    &["inspect", "comments"],
    &["lock", "duplicate", "delete"],
];

/// Whether an action stands in the bar and need not stand in the menu too.
pub fn has(action: &Action) -> bool {
    action.id.starts_with("align.") || action.id.starts_with("distribute.")
}

#[component]
pub fn SelectionBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let least = match browser::matches_media("(pointer: coarse)") {
        true => 1,
        false => 2,
    };
    let wanted = Memo::new(move |_| {
        // A finger finds here also what those can do who change nothing: read on, and comment.
        (least == 1 || session.may_edit())
            && session.tool.get() == ToolId::Select
            && session.typing.with(Option::is_none)
            && session
                .selection
                .with(|s| s.movable().nth(least - 1).is_some())
    });
    move || {
        wanted.get().then(|| {
            view! {
                <div class="over-wall">
                    <Part of=parts::selection_bar quiet=true/>
                </div>
            }
        })
    }
}

#[component]
pub fn Bar() -> impl IntoView {
    let session = expect_context::<Session>();
    let bar = NodeRef::<html::Div>::new();
    let size = RwSignal::new(None::<Size>);
    let offered = Memo::new(move |_| {
        session.board.track();
        let several = session.selection.with(|s| s.movable().nth(1).is_some());
        let groups = if several { OF_SEVERAL } else { OF_ONE };
        let enabled = |ids: &&[&'static str]| -> Vec<&'static str> {
            let is_enabled = |id: &&&str| {
                session.with_core(|core| {
                    editor::action(id).is_some_and(|a| a.is_enabled(&core.editor))
                })
            };
            ids.iter()
                .filter(|id| is_enabled(id) == Some(true))
                .copied()
                .collect()
        };
        let groups: Vec<Vec<&str>> = groups.iter().map(enabled).collect();
        groups
            .into_iter()
            .filter(|g| !g.is_empty())
            .collect::<Vec<_>>()
    });
    // Measured once it is laid out.
    Effect::new(move |_| {
        offered.track();
        request_animation_frame(move || {
            let laid = bar.try_get_untracked().flatten();
            let _ = size.try_set(
                laid.map(|b| Size::new(f64::from(b.offset_width()), f64::from(b.offset_height()))),
            );
        });
    });
    let around = Memo::new(move |_| {
        session.selection.track();
        session.board.track();
        session
            .with_core(|core| core.editor.selected_rect())
            .flatten()
    });
    let place = Memo::new(move |_| {
        let (camera, size) = (session.camera.get(), size.get()?);
        let (r, view) = (camera.rect_to_screen(around.get()?), camera.view);
        let in_view = r.right() > 0.0 && r.bottom() > 0.0 && r.x < view.width && r.y < view.height;
        let above = r.y - GAP - size.height;
        let below = r.bottom() + GAP;
        let y = if above >= EDGE {
            above
        } else if below + size.height <= view.height - FOOT {
            below
        } else {
            EDGE
        };
        let most = view.width - size.width - EDGE;
        let x = (r.center().x - size.width / 2.0)
            .min(most)
            .max(LEFT.min(most))
            .max(EDGE);
        in_view.then(|| Point::new(x.round(), y.round()))
    });
    let left = move || place.get().map(|p| format!("{}px", p.x));
    let top = move || place.get().map(|p| format!("{}px", p.y));
    let visibility = move || place.get().map_or("hidden", |_| "visible");
    let more = move |_| {
        let (place, size) = (place.get_untracked(), size.get_untracked());
        if let Some((place, size)) = place.zip(size) {
            let at = Point::new(place.x + size.width, place.y + size.height + EDGE);
            session.menu.set(Some(at));
        }
    };
    view! {
        <div
            class="selection-bar"
            role="toolbar"
            aria-label="Selection"
            node_ref=bar
            style:left=left
            style:top=top
            style:visibility=visibility
        >
            {move || {
                offered
                    .get()
                    .into_iter()
                    .map(|group| {
                        let buttons = group.into_iter().filter_map(editor::action);
                        view! {
                            {buttons.map(|action| view! { <ActionButton action/> }).collect_view()}
                            <span class="bar"></span>
                        }
                    })
                    .collect_view()
            }}
            <button class="icon-button" aria-label="More to do with it" title="More" aria-haspopup="menu" on:click=more>
                <Icon of=icon::MORE/>
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn ActionButton(action: &'static Action) -> impl IntoView {
    let session = expect_context::<Session>();
    let title = match key_of(action) {
        Some(key) => format!("{} ({key})", action.label),
        None => action.label.clone(),
    };
    let run = move |_| {
        // First, so that a text area that the action opens keeps the focus.
        browser::focus_wall();
        session.act(&action.id);
    };
    view! {
        <button class="icon-button" class:danger=action.id == "delete" aria-label=action.label.clone() title=title on:click=run>
            <Face action=action/>
        </button>
    }
    .into_any()
}
