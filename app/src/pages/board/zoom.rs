//! How near one looks.

use leptos::prelude::*;

use super::Shown;
use crate::components::icon::{self, Icon};
use crate::session::Session;

#[component]
pub fn ZoomBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    let percent = Memo::new(move |_| (session.camera.get().zoom * 100.0).round());
    view! {
        <div class="zoom" role="group" aria-label="Zoom">
            <button class="icon-button" aria-label="Zoom out" title="Zoom out (−)" on:click=move |_| session.act("zoom-out")>
                <Icon of=icon::MINUS small=true/>
            </button>
            <button class="percent" title="Zoom to 100 % (Shift+0)" aria-label=move || format!("Zoom {} %. Set to 100 %", percent.get()) on:click=move |_| session.act("zoom-100")>
                {move || format!("{} %", percent.get())}
            </button>
            <button class="icon-button" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| session.act("zoom-in")>
                <Icon of=icon::PLUS small=true/>
            </button>
            <button class="fit" title="Show all (Shift+1)" on:click=move |_| session.act("zoom-all")>"Fit"</button>
            <span class="bar"></span>
            <Toggle of=icon::MAP label="Map of the wall" on=shown.map/>
            <Toggle of=icon::LIST label="Outline" title="Outline: the wall in words" on=shown.outline/>
            <Toggle of=icon::LAYERS label="Legend" on=shown.legend/>
            <button class="icon-button" aria-label="Shortcuts" title="Shortcuts (?)" on:click=move |_| shown.help.set(true)>
                <Icon of=icon::HELP small=true/>
            </button>
        </div>
    }
    .into_any()
}

/// Shows something, or puts it away.
#[component]
fn Toggle(
    of: &'static str,
    label: &'static str,
    /// The label, if none is given.
    #[prop(optional)]
    title: &'static str,
    on: RwSignal<bool>,
) -> impl IntoView {
    let title = if title.is_empty() { label } else { title };
    view! {
        <button
            class="icon-button"
            aria-label=label
            title=title
            aria-pressed=move || on.get().to_string()
            on:click=move |_| on.update(|o| *o = !*o)
        >
            <Icon of small=true/>
        </button>
    }
    .into_any()
}
