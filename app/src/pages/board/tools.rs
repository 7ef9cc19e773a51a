//! The bar of tools: select, hand and laser, the kinds of notes with their keys, link, frames, lasso. The stage says which kinds
//! come first; the others wait behind "More".

use editor::{Action, Group, ToolId, actions};
use leptos::prelude::*;
use model::{BoardSnapshot, NoteKind, Stage};

use super::shortcuts::{Face, key_of};
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::components::menu::Menu;
use crate::session::Session;

#[component]
pub fn Tools() -> impl IntoView {
    let session = expect_context::<Session>();
    let stage = Memo::new(move |_| session.board.with(BoardSnapshot::stage));
    // A kind that waits behind "More" stands among the first while its key has armed it.
    let called = Memo::new(move |_| match session.tool.get() {
        ToolId::Place(kind) if !comes_first(kind, stage.get()) => Some(kind),
        _ => None,
    });
    move || {
        let (hands, others): (Vec<_>, Vec<_>) = armed()
            .partition(|a| matches!(a.tool, Some(ToolId::Select | ToolId::Hand | ToolId::Laser)));
        if !session.may_edit() {
            return view! {
                <div class="tools" role="toolbar" aria-label="Tools" aria-orientation="vertical">
                    {hands.into_iter().map(|a| view! { <ToolButton action=a/> }).collect_view()}
                    <hr/>
                    <FindButton/>
                </div>
            }
            .into_any();
        }
        let kinds = notes();
        let called = called.get();
        let (first, later): (Vec<_>, Vec<_>) = kinds
            .into_iter()
            .partition(|(kind, _)| comes_first(*kind, stage.get()) || called == Some(*kind));
        let more = StoredValue::new(later);
        view! {
            <div class="tools" role="toolbar" aria-label="Tools" aria-orientation="vertical">
                {hands.into_iter().map(|a| view! { <ToolButton action=a/> }).collect_view()}
                <hr/>
                {first.into_iter().map(|(_, a)| view! { <ToolButton action=a/> }).collect_view()}
                {more
                    .with_value(|m| !m.is_empty())
                    .then(|| {
                        view! {
                            <Menu label="More kinds of notes" class="tool more">
                                {more
                                    .get_value()
                                    .into_iter()
                                    .map(|(_, action)| {
                                        view! {
                                            <button role="menuitem" on:click=move |_| session.act(&action.id)>
                                                <Face action=action/>
                                                {action.label.clone()}
                                                <small>{key_of(action)}</small>
                                            </button>
                                        }
                                    })
                                    .collect_view()}
                            </Menu>
                        }
                    })}
                <hr/>
                {others.into_iter().map(|a| view! { <ToolButton action=a/> }).collect_view()}
                <hr/>
                <FindButton/>
            </div>
        }
        .into_any()
    }
}

#[component]
fn FindButton() -> impl IntoView {
    let session = expect_context::<Session>();
    view! {
        <button class="tool" aria-label="Find" title="Find (Ctrl+F)" on:click=move |_| session.act("find")>
            <Icon of=icon::SEARCH/>
        </button>
    }
}

#[component]
fn ToolButton(action: &'static Action) -> impl IntoView {
    let session = expect_context::<Session>();
    let pressed = move || action.tool == Some(session.tool.get());
    let key = key_of(action);
    let hint = match (&action.tool, &key) {
        (Some(ToolId::Place(kind)), Some(key)) => {
            format!("{} ({key}): {}", action.label, kind.row().wording)
        }
        (_, Some(key)) => format!("{} ({key})", action.label),
        _ => action.label.clone(),
    };
    view! {
        <button
            class="tool"
            class:place=matches!(action.tool, Some(ToolId::Place(_)))
            title=hint
            aria-label=action.label.clone()
            aria-keyshortcuts=key.clone()
            aria-pressed=move || pressed().to_string()
            on:click=move |_| {
                session.act(&action.id);
                // What the tool does next is done on the wall, by keyboard too.
                browser::focus_wall();
            }
        >
            <Face action=action/>
            <kbd aria-hidden="true">{key.as_deref().map(|key| key.replace("Shift+", "⇧"))}</kbd>
        </button>
    }
    .into_any()
}

fn armed() -> impl Iterator<Item = &'static Action> {
    actions()
        .iter()
        .filter(|a| a.group == Group::Tools && a.tool.is_some())
}

fn notes() -> Vec<(NoteKind, &'static Action)> {
    let of_kind = |a: &'static Action| match a.tool {
        Some(ToolId::Place(kind)) => Some((kind, a)),
        _ => None,
    };
    actions().iter().filter_map(of_kind).collect()
}

/// Kinds that have entered by this stage, but for the rarest.
fn comes_first(kind: NoteKind, stage: Stage) -> bool {
    let entered = kind.row().stage <= stage;
    let rare = stage > Stage::BigPicture
        && matches!(
            kind,
            NoteKind::Opportunity | NoteKind::Definition | NoteKind::Screen | NoteKind::Text
        );
    entered && !rare
}
