//! Says over the wall that what it shows is only a proposal.

use leptos::prelude::*;

use crate::panels::PanelState;

#[component]
pub fn Previewing() -> impl IntoView {
    let panel = expect_context::<PanelState>();
    move || {
        panel.previewing.get().then(|| {
            view! { <p class="previewing" role="status">"Preview: nothing changes until you accept."</p> }
        })
    }
}
