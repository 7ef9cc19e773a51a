//! The boards that this browser knows, newest first, and the trash.

use leptos::{prelude::*, task::spawn_local};

use super::Shelf;
use crate::api::{self, ApiError};
use crate::browser;
use crate::components::dialog::Dialog;
use crate::components::icon::{self, Icon};
use crate::components::menu::Menu;
use crate::components::picture::WallPicture;
use crate::components::toast::{Toaster, toaster};
use crate::recent::{self, DAY, Recent, TRASH_DAYS};

#[component]
pub fn Boards() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let renamed = RwSignal::new(None::<Recent>);
    let split = move |gone: bool| {
        let all = shelf.0.get().unwrap_or_default();
        all.into_iter()
            .filter(|b| b.deleted.is_some() == gone)
            .collect::<Vec<_>>()
    };
    let kept = Memo::new(move |_| split(false));
    let gone = Memo::new(move |_| split(true));
    view! {
        <section aria-labelledby="boards-title">
            <div class="boards-head">
                <h2 id="boards-title">"Your boards"</h2>
            </div>
            <div class="boards">
                {move || {
                    kept.get()
                        .into_iter()
                        .map(|board| view! { <Card board=board renamed=renamed/> })
                        .collect_view()
                }}
                {move || {
                    (shelf.0.get().is_some() && kept.get().is_empty())
                        .then(|| {
                            view! {
                                <div class="no-boards">
                                    <b>"No boards here yet"</b>
                                    "Boards that you make or open in this browser are kept here. Begin with a new one, or look at the sample."
                                </div>
                            }
                        })
                }}
            </div>
            {move || {
                let boards = gone.get();
                (!boards.is_empty())
                    .then(|| {
                        view! {
                            <details class="trash">
                                <summary>
                                    <Icon of=icon::TRASH small=true/>
                                    {format!("Trash ({})", boards.len())}
                                </summary>
                                <div class="boards">
                                    {boards.into_iter().map(|b| view! { <Gone board=b/> }).collect_view()}
                                </div>
                            </details>
                        }
                    })
            }}
        </section>
        <Rename board=renamed/>
    }
    .into_any()
}

fn title_of(board: &Recent) -> String {
    if board.title.is_empty() {
        "Untitled board".into()
    } else {
        board.title.clone()
    }
}

#[component]
fn Card(board: Recent, renamed: RwSignal<Option<Recent>>) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let toasts = toaster();
    let title = title_of(&board);
    let notes = match board.notes {
        0 => "empty".to_owned(),
        1 => "1 note".to_owned(),
        n => format!("{n} notes"),
    };
    let when = recent::ago(board.opened, browser::now());
    let board = StoredValue::new(board);
    let id = board.with_value(|b| b.id.clone());
    let duplicate = move || {
        let Recent { id, token, .. } = board.get_value();
        spawn_local(async move {
            match copy_of(&id, &token).await {
                Ok(()) => shelf.refresh(),
                Err(error) => toasts.fail(error.to_string()),
            }
        });
    };
    let delete = move || {
        let Recent { id, token, .. } = board.get_value();
        spawn_local(async move {
            let said = match api::trash_board(&id, &token).await {
                Ok(()) => "Moved to the trash for everyone",
                Err(ApiError::Refused { .. }) => {
                    "Taken off your list. The board stays: only a facilitator can delete it."
                }
                Err(error) => return toasts.fail(error.to_string()),
            };
            recent::update(&id, |b| b.deleted = Some(browser::now()));
            shelf.refresh();
            toasts.offer(said, "Undo", move || restore(&id, &token, shelf, toasts));
        });
    };
    view! {
        <article class="board-card">
            <a class="card-open" href=format!("/b/{id}")>
                <span class="card-picture">
                    <WallPicture of=board.with_value(|b| b.picture.clone())/>
                </span>
                <span class="card-words">
                    <b>{title.clone()}</b>
                    <small>{format!("{notes} · opened {when}")}</small>
                </span>
            </a>
            <Menu label=format!("More for {title}")>
                <button role="menuitem" on:click=move |_| renamed.set(Some(board.get_value()))>
                    <Icon of=icon::PENCIL/>
                    "Rename"
                </button>
                <button role="menuitem" on:click=move |_| duplicate()>
                    <Icon of=icon::COPY/>
                    "Duplicate"
                </button>
                <hr/>
                <button role="menuitem" class="danger" on:click=move |_| delete()>
                    <Icon of=icon::TRASH/>
                    "Delete"
                </button>
            </Menu>
        </article>
    }
    .into_any()
}

#[component]
fn Gone(board: Recent) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let since = board.deleted.unwrap_or_default();
    let left = (TRASH_DAYS - (browser::now() - since) / DAY)
        .ceil()
        .max(1.0);
    let title = title_of(&board);
    let (id, token, forgotten) = (board.id.clone(), board.token.clone(), board.id.clone());
    let toasts = toaster();
    view! {
        <article class="board-card gone">
            <span class="card-picture">
                <WallPicture of=board.picture/>
            </span>
            <span class="card-words">
                <b>{title}</b>
                <small>{format!("{left} days left")}</small>
            </span>
            <div class="card-actions">
                <button
                    class="button"
                    on:click=move |_| restore(&id, &token, shelf, toasts)
                >
                    <Icon of=icon::RESTORE small=true/>
                    "Restore"
                </button>
                <button
                    class="button quiet danger"
                    on:click=move |_| {
                        recent::forget(&forgotten);
                        shelf.refresh();
                    }
                >
                    "Forget now"
                </button>
            </div>
        </article>
    }
    .into_any()
}

#[component]
fn Rename(board: RwSignal<Option<Recent>>) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let open = RwSignal::new(false);
    let title = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(board) = board.get() {
            title.set(board.title);
            open.set(true);
        }
    });
    let toasts = toaster();
    let done = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        let (Some(board), title) = (board.get_untracked(), title.get_untracked()) else {
            return;
        };
        spawn_local(async move {
            match api::rename_board(&board.id, &board.token, &title).await {
                Ok(()) => {
                    recent::update(&board.id, |b| b.title = title.trim().to_owned());
                    shelf.refresh();
                }
                Err(error) => toasts.fail(error.to_string()),
            }
        });
    };
    view! {
        <Dialog open=open title="Rename the board">
            <form class="dialog-body" on:submit=done>
                <label>
                    <span class="visually-hidden">"Title"</span>
                    <input class="field" maxlength="200" autofocus bind:value=title/>
                </label>
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
                    <button class="button primary">"Rename"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Takes a board out of the trash, here and on the server.
fn restore(id: &str, token: &str, shelf: Shelf, toasts: Toaster) {
    let (id, token) = (id.to_owned(), token.to_owned());
    spawn_local(async move {
        match api::restore_board(&id, &token).await {
            // Refused: it was only off this list.
            Ok(()) | Err(ApiError::Refused { .. }) => {
                recent::update(&id, |b| b.deleted = None);
                shelf.refresh();
            }
            Err(error) => toasts.fail(error.to_string()),
        }
    });
}

/// Makes a second board of what the first one holds.
async fn copy_of(id: &str, token: &str) -> Result<(), ApiError> {
    let made = api::copy_board(id, token).await?;
    let link = made.links.facilitator.unwrap_or_default();
    let known = recent::get(id).unwrap_or_default();
    recent::update(&made.id, |board| {
        board.token = api::token_of(&link).unwrap_or_default().to_owned();
        board.title = format!("{} (copy)", title_of(&known));
        (board.picture, board.notes) = (known.picture, known.notes);
    });
    Ok(())
}
