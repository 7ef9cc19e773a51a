//! The ways to begin: a new board, a template, the sample, a file.

use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::permission::Permission;
use crate::api::{self, ApiError, Created};
use crate::browser;
use crate::components::dialog::Dialog;
use crate::components::icon::{self, Icon};
use crate::components::templates::Templates;
use crate::components::toast::toaster;
use crate::files;

/// Carried in the product.
const SAMPLE: &str = include_str!("../../../../boards/cargo-shipping.storm");

#[component]
pub fn Start() -> impl IntoView {
    // Until the page is alive its buttons wait.
    let busy = RwSignal::new(cfg!(feature = "ssr"));
    let toasts = toaster();
    let picker = NodeRef::<html::Input>::new();
    // A file that waits for the operator's token.
    let wanted = RwSignal::new(None);
    let make = move |file: String| {
        busy.set(true);
        spawn_local(async move {
            let Err(error) = open_new(&file).await else {
                return;
            };
            busy.set(false);
            if matches!(error, ApiError::Refused { status: 401, .. }) {
                wanted.set(Some(file));
            } else {
                toasts.fail(error.to_string());
            }
        });
    };
    let begin = move |file: Result<String, String>| match file {
        Ok(file) => make(file),
        Err(message) => toasts.fail(message),
    };
    let import = move |file: web_sys::File| {
        spawn_local(async move {
            let name = file.name();
            let text = JsFuture::from(file.text()).await.ok();
            match text.and_then(|t| t.as_string()) {
                Some(text) => begin(files::board_file(&name, &text)),
                None => toasts.fail(format!("{name} could not be read.")),
            }
        });
    };
    let on_file = move |_| {
        let Some(input) = picker.get_untracked() else {
            return;
        };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            import(file);
        }
        input.set_value("");
    };
    // A file may be dropped anywhere on the page.
    Effect::new(move |_| {
        let over = window_event_listener(leptos::ev::dragover, |e| e.prevent_default());
        let drop = window_event_listener(leptos::ev::drop, move |event| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                import(file);
            }
        });
        on_cleanup(move || {
            over.remove();
            drop.remove();
        });
    });
    let choosing = RwSignal::new(false);
    let chosen = Callback::new(move |file: String| {
        choosing.set(false);
        begin(Ok(file));
    });
    view! {
        <Permission wanted=wanted again=make/>
        <div class="hero-actions">
            <button class="button primary large" disabled=busy on:click=move |_| begin(Ok(files::new_board()))>
                <Icon of=icon::PLUS/>
                "New board"
            </button>
            <button class="button large" disabled=busy on:click=move |_| choosing.set(true)>
                <Icon of=icon::TEMPLATE/>
                "From a template"
            </button>
            <button
                class="button large"
                disabled=busy
                on:click=move |_| begin(files::board_file("cargo-shipping.storm", SAMPLE))
            >
                <Icon of=icon::SAMPLE/>
                "Open the cargo shipping sample"
            </button>
            <button
                class="button large"
                disabled=busy
                on:click=move |_| {
                    if let Some(input) = picker.get_untracked() {
                        input.unchecked_ref::<web_sys::HtmlElement>().click();
                    }
                }
            >
                <Icon of=icon::IMPORT/>
                "Import a file"
            </button>
            <input
                node_ref=picker
                type="file"
                accept=".json,.storm,.txt,application/json,text/plain"
                aria-label="A board file or storm notation"
                hidden
                on:change=on_file
            />
            <Dialog open=choosing title="Begin with a template" wide=true>
                <Templates chosen=chosen/>
            </Dialog>
        </div>
    }
}

/// Makes a board of the file and goes there with its strongest link.
async fn open_new(file: &str) -> Result<(), ApiError> {
    let Created { id, links } = api::create_board(file).await?;
    let link = links.facilitator.ok_or(ApiError::Unreadable)?;
    let token = api::token_of(&link).ok_or(ApiError::Unreadable)?;
    // The board's page keeps the token and takes it out of the address.
    browser::go(&format!("/b/{id}?access={token}"));
    Ok(())
}
