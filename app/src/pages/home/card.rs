//! One board on the shelf: its small picture, and what can be done with it.

use leptos::{prelude::*, task::spawn_local};

use super::shelf::Shelf;
use super::trash::restore;
use crate::api::{self, ApiError};
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::components::menu::Menu;
use crate::components::picture::WallPicture;
use crate::components::toast::{Toaster, toaster};
use crate::recent::{self, Recent};

#[component]
pub fn Card(board: Recent, renamed: RwSignal<Option<Recent>>) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let toasts = toaster();
    let title = board.title().to_owned();
    let (id, lost) = (board.id.clone(), board.lost);
    let (may_edit, may_manage) = (board.may_edit(), board.may_manage());
    let words = words(&board);
    let picture = board.picture.clone();
    let board = StoredValue::new(board);
    view! {
        <article class="board-card" class:lost=lost>
            <a class="card-open" href=format!("/b/{id}")>
                <span class="card-picture">
                    <WallPicture of=picture/>
                </span>
                <span class="card-words">
                    <b>{title.clone()}</b>
                    <small>{words}</small>
                </span>
            </a>
            <Menu label=format!("More for {title}")>
                {may_edit
                    .then(|| {
                        view! {
                            <button role="menuitem" on:click=move |_| renamed.set(Some(board.get_value()))>
                                <Icon of=icon::PENCIL/>
                                "Rename"
                            </button>
                        }
                    })}
                {(!lost)
                    .then(|| {
                        view! {
                            <button role="menuitem" on:click=move |_| duplicate(board.get_value(), shelf, toasts)>
                                <Icon of=icon::COPY/>
                                "Duplicate"
                            </button>
                            <hr/>
                        }
                    })}
                <button role="menuitem" on:click=move |_| remove(&board.get_value(), shelf, toasts)>
                    <Icon of=icon::CLOSE/>
                    "Remove from this list"
                </button>
                {may_manage
                    .then(|| {
                        view! {
                            <button role="menuitem" class="danger" on:click=move |_| delete(board.get_value(), shelf, toasts)>
                                <Icon of=icon::TRASH/>
                                "Delete"
                            </button>
                        }
                    })}
            </Menu>
        </article>
    }
    .into_any()
}

fn words(board: &Recent) -> String {
    if board.lost {
        return "its link opens nothing any more".to_owned();
    }
    let notes = match board.notes {
        0 => "empty".to_owned(),
        1 => "1 note".to_owned(),
        n => format!("{n} notes"),
    };
    let when = recent::ago(board.opened, browser::now());
    format!("{notes} · opened {when}")
}

/// Makes a second board of what the first one holds.
fn duplicate(board: Recent, shelf: Shelf, toasts: Toaster) {
    spawn_local(async move {
        match copy_of(&board).await {
            Ok(()) => shelf.refresh(),
            Err(error) => toasts.fail(error.to_string()),
        }
    });
}

async fn copy_of(board: &Recent) -> Result<(), ApiError> {
    let made = api::copy_board(&board.id, &board.token).await?;
    let link = made.links.facilitator.ok_or(ApiError::Unreadable)?;
    let token = api::token_of(&link).ok_or(ApiError::Unreadable)?;
    let about = api::about(&made.id, token).await?;
    recent::update(&made.id, |copy| {
        copy.token = token.to_owned();
        copy.role = Some(about.role);
        copy.title = about.title;
        (copy.picture, copy.notes) = (board.picture.clone(), board.notes);
    });
    Ok(())
}

/// Only from this browser's list: the board stays.
pub fn remove(board: &Recent, shelf: Shelf, toasts: Toaster) {
    let Some(entry) = recent::forget(&board.id) else {
        return shelf.refresh();
    };
    shelf.refresh();
    let said = if entry.lost {
        "Removed from your list."
    } else {
        "Removed from your list. The board stays, for everyone who has a link to it."
    };
    toasts.offer(said, "Undo", move || {
        recent::put_back(entry.clone());
        shelf.refresh();
    });
}

/// Into the trash, for everyone.
fn delete(board: Recent, shelf: Shelf, toasts: Toaster) {
    spawn_local(async move {
        match api::trash_board(&board.id, &board.token).await {
            // 410: somebody else was quicker.
            Ok(()) | Err(ApiError::Refused { status: 410, .. }) => {
                recent::change(&board.id, |b| b.deleted = Some(browser::now()));
                shelf.refresh();
                let said = format!("“{}” is in the trash, for everyone.", board.title());
                toasts.offer(said, "Undo", move || restore(&board, shelf, toasts));
            }
            Err(error) => toasts.fail(error.to_string()),
        }
    });
}
