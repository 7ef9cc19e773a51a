//! The boards of this browser as the home page shows them, in step with other tabs and with the server.

use leptos::{prelude::*, task::spawn_local};

use crate::api::{self, ApiError};
use crate::browser;
use crate::recent::{self, Recent};

/// None until storage has been read: on the server, and in the first picture.
#[derive(Clone, Copy)]
pub struct Shelf(pub RwSignal<Option<Vec<Recent>>>);

impl Shelf {
    pub fn provide() -> Shelf {
        let shelf = Shelf(RwSignal::new(None));
        provide_context(shelf);
        // Storage exists in the browser only; the server's page and the first picture here are the same.
        Effect::new(move |_| {
            shelf.refresh();
            shelf.ask();
            // Another tab has changed the list, or this page comes back from the browser's own cache.
            let handles = ["storage", "pageshow"]
                .map(|name| window_event_listener_untyped(name, move |_| shelf.refresh()));
            on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
        });
        shelf
    }

    /// Reads storage again.
    pub fn refresh(self) {
        let now = recent::all();
        let _ = self.0.try_maybe_update(|shown| {
            let news = shown.as_ref() != Some(&now);
            *shown = Some(now);
            (news, ())
        });
    }

    /// Asks the server what has become of each board: others may have deleted or restored it.
    fn ask(self) {
        let boards = recent::all();
        spawn_local(async move {
            for board in boards {
                match api::about(&board.id, &board.token).await {
                    Ok(about) => {
                        let deleted = about
                            .trashed_at
                            .map(|at| browser::moment(&at).unwrap_or_else(browser::now));
                        recent::change(&board.id, |b| {
                            b.role = Some(about.role);
                            b.deleted = deleted;
                            b.lost = false;
                            if b.title.is_empty() {
                                b.title = about.title;
                            }
                        });
                    }
                    Err(ApiError::Refused {
                        status: 401 | 403 | 404,
                        ..
                    }) => {
                        recent::change(&board.id, |b| b.lost = true);
                    }
                    // The server is away: the list stays as it was last known.
                    Err(_) => return,
                }
                self.refresh();
            }
        });
    }
}
