//! The stage of the storm.

use leptos::prelude::*;
use model::{BoardSnapshot, Command, Stage};

use crate::components::icon::{self, Icon};
use crate::session::Session;

#[component]
pub fn Stages() -> impl IntoView {
    let session = expect_context::<Session>();
    let now = Memo::new(move |_| session.board.with(BoardSnapshot::stage));
    let step = move |by: isize| {
        let at = Stage::ALL.iter().position(|s| *s == now.get_untracked());
        let next = at.unwrap_or_default().checked_add_signed(by);
        if let Some(stage) = next.and_then(|i| Stage::ALL.get(i)) {
            session.execute(Command::SetStage { stage: *stage });
        }
    };
    view! {
        <div
            class="stages"
            role="radiogroup"
            aria-label="Stage"
            on:keydown=move |event| {
                let by = match event.key().as_str() {
                    "ArrowRight" | "ArrowDown" => 1,
                    "ArrowLeft" | "ArrowUp" => -1,
                    _ => return,
                };
                event.prevent_default();
                event.stop_propagation();
                if session.may_edit() {
                    step(by);
                    crate::browser::focus(id(now.get_untracked()));
                }
            }
        >
            {Stage::ALL
                .map(|stage| {
                    view! {
                        <button
                            id=id(stage)
                            role="radio"
                            aria-checked=move || (now.get() == stage).to_string()
                            tabindex=move || if now.get() == stage { "0" } else { "-1" }
                            disabled=move || !session.may_edit()
                            on:click=move |_| session.execute(Command::SetStage { stage })
                        >
                            {move || (stage < now.get()).then(|| view! { <Icon of=icon::CHECK small=true/> })}
                            {stage.label()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

/// The stages in a menu.
#[component]
pub fn MenuItems() -> impl IntoView {
    let session = expect_context::<Session>();
    let now = Memo::new(move |_| session.board.with(BoardSnapshot::stage));
    view! {
        <div role="group" aria-label="Stage">
            {Stage::ALL
                .map(|stage| {
                    view! {
                        <button
                            role="menuitemradio"
                            aria-checked=move || (now.get() == stage).to_string()
                            disabled=move || !session.may_edit()
                            on:click=move |_| session.execute(Command::SetStage { stage })
                        >
                            <Icon of=if now.get_untracked() == stage { icon::CHECK } else { "" }/>
                            {stage.label()}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

fn id(stage: Stage) -> &'static str {
    match stage {
        Stage::BigPicture => "stage-big-picture",
        Stage::Process => "stage-process",
        Stage::Design => "stage-design",
        Stage::Boundaries => "stage-boundaries",
        Stage::Review => "stage-review",
    }
}
