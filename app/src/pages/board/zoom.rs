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
            <button
                class="icon-button"
                aria-label="Map of the wall"
                title="Map of the wall"
                aria-pressed=move || shown.map.get().to_string()
                on:click=move |_| shown.map.update(|m| *m = !*m)
            >
                <Icon of=icon::MAP small=true/>
            </button>
            <button
                class="icon-button"
                aria-label="Outline"
                title="Outline: the wall in words"
                aria-pressed=move || shown.outline.get().to_string()
                on:click=move |_| shown.outline.update(|o| *o = !*o)
            >
                <Icon of=icon::LIST small=true/>
            </button>
            <button
                class="icon-button"
                aria-label="Legend"
                title="Legend"
                aria-pressed=move || shown.legend.get().to_string()
                on:click=move |_| shown.legend.update(|l| *l = !*l)
            >
                <Icon of=icon::LAYERS small=true/>
            </button>
            <button class="icon-button" aria-label="Shortcuts" title="Shortcuts (?)" on:click=move |_| shown.help.set(true)>
                <Icon of=icon::HELP small=true/>
            </button>
        </div>
    }
    .into_any()
}
