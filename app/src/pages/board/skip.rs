//! Ways past the bars, for those who go by keyboard; seen only while they have the focus.

use leptos::prelude::*;

use crate::browser;
use crate::panels::PanelState;

#[component]
pub fn SkipLinks() -> impl IntoView {
    let panel = expect_context::<PanelState>();
    let to_panel = move |_| panel.enter(panel.tab.get_untracked());
    view! {
        <div class="skip">
            <button class="button" on:click=|_| browser::focus_wall()>"Go to the wall"</button>
            <button class="button" on:click=to_panel>"Go to the panel"</button>
        </div>
    }
}
