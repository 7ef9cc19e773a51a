//! Deleted boards, which can be brought back for a while.

use leptos::{prelude::*, task::spawn_local};

use super::card::remove;
use super::shelf::Shelf;
use crate::api::{self, ApiError};
use crate::browser;
use crate::components::dialog::Dialog;
use crate::components::icon::{self, Icon};
use crate::components::picture::WallPicture;
use crate::components::toast::{Toaster, toaster};
use crate::recent::{self, Recent, TRASH_DAYS};

#[component]
pub fn Trash(boards: Signal<Vec<Recent>>) -> impl IntoView {
    let some = Memo::new(move |_| boards.with(|b| !b.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <section class="trash" aria-labelledby="trash-title">
                    <div class="boards-head">
                        <h2 id="trash-title">
                            <Icon of=icon::TRASH small=true/>
                            "Trash"
                        </h2>
                        <p>{format!("Deleted boards stay here for {TRASH_DAYS} days, then they are gone for good.")}</p>
                    </div>
                    <div class="boards">
                        {move || boards.get().into_iter().map(|board| view! { <Gone board=board/> }).collect_view()}
                    </div>
                </section>
            }
        })
    }
}

#[component]
fn Gone(board: Recent) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let toasts = toaster();
    let left = match board.days_left(browser::now()) {
        1 => "1 day left".to_owned(),
        n => format!("{n} days left"),
    };
    let title = board.title().to_owned();
    let picture = board.picture.clone();
    let may_manage = board.may_manage();
    let board = StoredValue::new(board);
    let sure = RwSignal::new(false);
    view! {
        <article class="board-card gone">
            <span class="card-picture">
                <WallPicture of=picture/>
            </span>
            <span class="card-words">
                <b>{title.clone()}</b>
                <small>{left}</small>
            </span>
            <div class="card-actions">
                {if may_manage {
                    view! {
                        <button
                            class="button"
                            aria-label=format!("Restore {title}")
                            on:click=move |_| restore(&board.get_value(), shelf, toasts)
                        >
                            <Icon of=icon::RESTORE small=true/>
                            "Restore"
                        </button>
                        <button
                            class="button quiet danger"
                            aria-label=format!("Erase {title} for good")
                            on:click=move |_| sure.set(true)
                        >
                            "Erase for good"
                        </button>
                        <Dialog open=sure title="Erase the board for good?">
                            <p>
                                {format!("“{}” goes with its history and its links, for everyone, and nobody can bring it back.",
                                    board.with_value(|b| b.title().to_owned()))}
                            </p>
                            <div class="dialog-foot">
                                <button class="button" on:click=move |_| sure.set(false)>"Keep it"</button>
                                <button
                                    class="button danger"
                                    on:click=move |_| {
                                        sure.set(false);
                                        erase(&board.get_value(), shelf, toasts);
                                    }
                                >
                                    "Erase for good"
                                </button>
                            </div>
                        </Dialog>
                    }
                    .into_any()
                } else {
                    view! { <small class="muted">"A facilitator can restore it."</small> }.into_any()
                }}
                <button
                    class="button quiet"
                    aria-label=format!("Remove {title} from this list")
                    on:click=move |_| remove(&board.get_value(), shelf, toasts)
                >
                    "Remove from this list"
                </button>
            </div>
        </article>
    }
    .into_any()
}

/// Takes a board out of the trash, for everyone.
pub fn restore(board: &Recent, shelf: Shelf, toasts: Toaster) {
    let board = board.clone();
    spawn_local(async move {
        match api::restore_board(&board.id, &board.token).await {
            // 409: it is not in the trash, somebody else was quicker.
            Ok(()) | Err(ApiError::Refused { status: 409, .. }) => {
                recent::change(&board.id, |b| b.deleted = None);
                shelf.refresh();
                toasts.say(format!("“{}” is back, for everyone.", board.title()));
            }
            Err(error) => toasts.fail(error.to_string()),
        }
    });
}

/// Away for good, for everyone.
fn erase(board: &Recent, shelf: Shelf, toasts: Toaster) {
    let board = board.clone();
    spawn_local(async move {
        match api::erase_board(&board.id, &board.token).await {
            // 403: somebody else was quicker.
            Ok(()) | Err(ApiError::Refused { status: 403, .. }) => {
                recent::forget(&board.id);
                shelf.refresh();
                toasts.say(format!("“{}” is erased for good.", board.title()));
            }
            Err(error) => toasts.fail(error.to_string()),
        }
    });
}
