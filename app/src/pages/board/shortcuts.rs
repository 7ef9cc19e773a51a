//! Actions as the page shows them, from the editor's one registry: icon or paper, label, key.

use editor::{Action, ToolId};
use leptos::prelude::*;
use model::NoteKind;
use model::note::Shape;

use crate::browser;
use crate::components::icon::{self, Icon};

/// The key to show for an action, if it has one.
pub fn key_of(action: &Action) -> Option<String> {
    let mac = browser::is_mac();
    action.shortcuts.first().map(|s| s.label(mac))
}

/// The paper of a kind, small.
#[component]
pub fn Chip(kind: NoteKind) -> impl IntoView {
    let row = kind.row();
    let shape = match row.shape {
        Shape::Square => "",
        Shape::Wide => " wide",
        Shape::Small => " small",
        Shape::Tilted => " tilted",
        Shape::Free => " free",
    };
    view! {
        <span class=format!("chip kind-{}{shape}", row.token) aria-hidden="true">
            {(kind == NoteKind::Text).then(|| view! { <Icon of=icon::TYPE/> })}
        </span>
    }
}

/// What stands for an action.
#[component]
pub fn Face(action: &'static Action) -> impl IntoView {
    match action.tool {
        Some(ToolId::Place(kind)) => view! { <Chip kind=kind/> }.into_any(),
        _ => view! { <Icon of=drawing(action.icon.unwrap_or_default())/> }.into_any(),
    }
}

/// The drawing of a lucide name.
fn drawing(name: &str) -> &'static str {
    match name {
        "mouse-pointer-2" => icon::POINTER,
        "hand" => icon::HAND,
        "move-up-right" => icon::ARROW,
        "frame" => icon::SECTION,
        "rows-2" => icon::LANES,
        "lasso" => icon::LASSO,
        "message-square" => icon::COMMENT,
        "circle-dot" => icon::VOTE,
        "wand" => icon::WAND,
        "megaphone" => icon::MEGAPHONE,
        "undo-2" => icon::UNDO,
        "redo-2" => icon::REDO,
        "pencil" => icon::PENCIL,
        "copy" | "copy-plus" => icon::COPY,
        "trash-2" => icon::TRASH,
        "search" => icon::SEARCH,
        "plus" => icon::PLUS,
        "minus" => icon::MINUS,
        "maximize" | "focus" | "scan" => icon::MAXIMIZE,
        "panel-right" => icon::PANEL_RIGHT,
        "circle-help" => icon::HELP,
        "list" => icon::LIST,
        "check" => icon::CHECK,
        "x" => icon::CLOSE,
        "circle-dot-dashed" | "circle-dashed" => icon::CONTEXT,
        "scissors" => icon::SCISSORS,
        "clipboard-paste" | "clipboard-type" => icon::CLIPBOARD,
        "bring-to-front" | "send-to-back" => icon::LAYERS,
        "square-dashed-mouse-pointer" => icon::MARQUEE,
        "arrow-left" => icon::ARROW_LEFT,
        "arrow-right" | "arrow-right-to-line" => icon::ARROW_RIGHT,
        "arrow-up" => icon::ARROW_UP,
        "arrow-down" => icon::ARROW_DOWN,
        "unfold-horizontal" => icon::UNFOLD,
        "sparkles" => icon::SPARKLES,
        "group" => icon::GROUP,
        "ungroup" => icon::UNGROUP,
        "lock" => icon::LOCK,
        "flag" => icon::FLAG,
        "merge" => icon::MERGE,
        "layout-template" => icon::TEMPLATE,
        "presentation" => icon::PRESENTATION,
        "history" => icon::HISTORY,
        "align-start-vertical" => icon::ALIGN_LEFT,
        "align-center-vertical" => icon::ALIGN_CENTER,
        "align-end-vertical" => icon::ALIGN_RIGHT,
        "align-start-horizontal" => icon::ALIGN_TOP,
        "align-center-horizontal" => icon::ALIGN_MIDDLE,
        "align-end-horizontal" => icon::ALIGN_BOTTOM,
        "align-horizontal-space-between" => icon::SPREAD_ACROSS,
        "align-vertical-space-between" => icon::SPREAD_DOWN,
        _ => icon::DOT,
    }
}
