//! Putting a template on the wall.

use leptos::prelude::*;

use super::Shown;
use crate::components::dialog::Dialog;
use crate::components::templates::Templates;
use crate::parts::{self, Part};
use crate::session::{Session, clipboard};

#[component]
pub fn Insert() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <Dialog open=shown.templates title="Insert a template" wide=true>
            <Part of=parts::templates/>
        </Dialog>
    }
    .into_any()
}

#[component]
pub fn Choice() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let session = expect_context::<Session>();
    let chosen = Callback::new(move |file: String| {
        shown.templates.set(false);
        clipboard::put(session, file);
    });
    view! { <Templates chosen=chosen/> }
}
