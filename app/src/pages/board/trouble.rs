//! A board that cannot be shown: what happened, what is safe, what to do.

use leptos::prelude::*;

use crate::components::mark::Mark;
use crate::session::Trouble;

#[component]
pub fn TroublePage(trouble: Trouble) -> impl IntoView {
    let (title, words) = match trouble {
        Trouble::NoLink => (
            "You need a link to this board",
            "This browser has not opened the board before. Ask somebody who has it for a link: it ends in a long token, which is the key to the board.",
        ),
        Trouble::NotAllowed => (
            "This link opens no board",
            "The link may be cut, or the board may be gone. Nothing was changed. Ask for a new link, or copy the whole of it again.",
        ),
        Trouble::Trashed => (
            "This board is in the trash",
            "Nothing on it is lost. A facilitator can restore it from the trash on the home page for 30 days.",
        ),
        Trouble::Unreachable => (
            "The server cannot be reached",
            "Your boards are safe there. Check the connection, then try again.",
        ),
    };
    let again = trouble == Trouble::Unreachable;
    view! {
        <div class="trouble">
            <Mark/>
            <main>
                <h1>{title}</h1>
                <p>{words}</p>
                <div class="row">
                    {again
                        .then(|| {
                            view! {
                                <button
                                    class="button primary"
                                    on:click=|_| {
                                        if let Some(window) = crate::browser::window() {
                                            let _ = window.location().reload();
                                        }
                                    }
                                >
                                    "Try again"
                                </button>
                            }
                        })}
                    <a class="button" class:primary=!again href="/">"Go to your boards"</a>
                </div>
            </main>
        </div>
    }
    .into_any()
}
