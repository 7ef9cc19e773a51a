//! Putting a template on the wall.

use editor::InputEvent;
use leptos::prelude::*;

use super::Shown;
use crate::components::dialog::Dialog;
use crate::components::templates::Templates;
use crate::session::Session;

#[component]
pub fn Insert() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let session = expect_context::<Session>();
    let chosen = Callback::new(move |file: String| {
        shown.templates.set(false);
        session.handle(InputEvent::Paste {
            text: file,
            one_note: false,
        });
    });
    view! {
        <Dialog open=shown.templates title="Insert a template">
            <Templates chosen=chosen/>
        </Dialog>
    }
    .into_any()
}
