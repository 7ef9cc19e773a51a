//! A board that cannot be shown: what happened, what is safe, what to do.

use leptos::{prelude::*, task::spawn_local};

use crate::api::{self, ApiError};
use crate::browser;
use crate::components::mark::Mark;
use crate::components::toast::toaster;
use crate::page::Page;
use crate::recent::{self, Recent};
use crate::session::{Session, Trouble};
use crate::visit;

/// How often a page asks whether its board is out of the trash again.
const LOOK_AGAIN_MS: f64 = 4000.0;

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
            "Nothing on it is lost. A facilitator can restore it for 30 days, here or from the trash on the home page.",
        ),
        Trouble::Revoked { unsaved: false } => (
            "Your link to this board has ended",
            "A facilitator has taken it back, or its time is over. Everything you did is saved on the board. Ask for a new link to go on.",
        ),
        Trouble::Revoked { unsaved: true } => (
            "Your link to this board has ended",
            "A facilitator has taken it back, or its time is over, and your last changes did not reach the server. Download the board as it is here, with them; a new board can be made of the file on the home page.",
        ),
        Trouble::Unreachable => (
            "The server cannot be reached",
            "Your boards are safe there. Check the connection, then try again.",
        ),
    };
    let again = trouble == Trouble::Unreachable;
    let restorable = known_board().filter(|b| trouble == Trouble::Trashed && b.may_manage());
    let unsaved = trouble == Trouble::Revoked { unsaved: true };
    let session = use_context::<Session>().filter(|_| unsaved);
    let one_way = again || restorable.is_some() || session.is_some();
    if trouble == Trouble::Trashed {
        Effect::new(|_| wait_for_return());
    }
    let toasts = toaster();
    let restore = move |board: Recent| {
        spawn_local(async move {
            match api::restore_board(&board.id, &board.token).await {
                // 409: somebody else was quicker.
                Ok(()) | Err(ApiError::Refused { status: 409, .. }) => {
                    recent::change(&board.id, |b| b.deleted = None);
                    browser::reload();
                }
                Err(error) => toasts.fail(error.to_string()),
            }
        });
    };
    view! {
        <div class="trouble">
            <Mark/>
            <main>
                <h1>{title}</h1>
                <p>{words}</p>
                <div class="row">
                    {again
                        .then(|| {
                            view! { <button class="button primary" on:click=|_| browser::reload()>"Try again"</button> }
                        })}
                    {restorable
                        .map(|board| {
                            view! {
                                <button class="button primary" on:click=move |_| restore(board.clone())>
                                    "Restore the board"
                                </button>
                            }
                        })}
                    {session
                        .map(|session| {
                            view! { <button class="button primary" on:click=move |_| save_as_file(session)>"Download the board"</button> }
                        })}
                    <a class="button" class:primary=!one_way href="/">"Go to your boards"</a>
                </div>
            </main>
        </div>
    }
    .into_any()
}

/// The board as this page has it, with what nobody else has.
fn save_as_file(session: Session) {
    let board = session.with_core(|core| core.board.snapshot());
    if let Some(board) = board {
        let title = board.meta.title.trim();
        let name = if title.is_empty() { "board" } else { title };
        let file = model::file::write(&board);
        browser::download(&format!("{name}.json"), "application/json", file.as_bytes());
    }
}

/// Opens the board again as soon as somebody has restored it.
fn wait_for_return() {
    let Page::Board(id) = Page::of(&browser::path(), "") else {
        return;
    };
    browser::after(LOOK_AGAIN_MS, move || {
        spawn_local(async move {
            let Some(token) = visit::token(id.as_str()) else {
                return;
            };
            match api::about(id.as_str(), &token).await {
                Ok(about) if about.trashed_at.is_none() => {
                    recent::change(id.as_str(), |b| b.deleted = None);
                    browser::reload();
                }
                // Gone for good: what the page says stays true.
                Err(ApiError::Refused { .. }) => {}
                _ => wait_for_return(),
            }
        });
    });
}

/// What this browser knows of the board of this page.
fn known_board() -> Option<Recent> {
    match Page::of(&browser::path(), "") {
        Page::Board(id) => recent::get(id.as_str()),
        _ => None,
    }
}
