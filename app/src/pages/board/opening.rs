//! Opening a board: what the token allows, the type family, then the session and its connection.

use board::Board;
use editor::Editor;
use leptos::{prelude::*, task::spawn_local};
use model::{Id, Role};

use super::Opening;
use crate::api::{self, ApiError};
use crate::browser;
use crate::canvas::face::{WEIGHT, font};
use crate::canvas::measure::CanvasMeasure;
use crate::components::toast::toaster;
use crate::recent::{self, Picture};
use crate::session::connection::{self, Connection};
use crate::session::{Core, Saved, Session, Trouble, new_id};
use crate::session::{comments, person};
use crate::visit;

/// The small picture for the home page is taken this long after a change.
const PICTURE_MS: f64 = 1500.0;

/// Opens a board of the server.
pub fn open(id: Id, done: impl Fn(Opening) + Clone + 'static) {
    let Some(token) = visit::token(id.as_str()) else {
        return done(Opening::Failed(Trouble::NoLink));
    };
    let toasts = toaster();
    let owner = Owner::current();
    spawn_local(async move {
        let about = api::about(id.as_str(), &token).await;
        browser::fonts_ready(&font(WEIGHT, 16.0)).await;
        let role = match about {
            Ok(about) if about.trashed_at.is_some() => {
                visit::granted(id.as_str(), &token, about.role);
                recent::change(id.as_str(), |board| {
                    board.deleted = about.trashed_at.and_then(|at| browser::moment(&at));
                });
                return done(Opening::Failed(Trouble::Trashed));
            }
            Ok(about) => about.role,
            Err(ApiError::Refused { status, .. }) => {
                let trouble = Trouble::of(status).unwrap_or(Trouble::Unreachable);
                if matches!(trouble, Trouble::NoLink | Trouble::NotAllowed) {
                    visit::refused(id.as_str(), &token);
                }
                return done(Opening::Failed(trouble));
            }
            Err(_) => return done(Opening::Failed(Trouble::Unreachable)),
        };
        let begin = || {
            let client = client_number();
            let core = core(Board::new(client));
            let session = Session::new(core, role, Saved::Connecting, toasts);
            let read_only = !role.may_edit();
            let way = Connection::new(session, id.as_str(), &token, client, read_only);
            session.with_core(|core| {
                core.connection = Some(way);
                core.editor.set_read_only(read_only);
                core.editor.set_may_summon(role.may_manage());
            });
            connection::open(session);
            comments::begin(session);
            remember(session, &id, &token, role);
            show_all_once(session);
            done(Opening::Open(session));
        };
        match owner {
            Some(owner) => owner.with(begin),
            None => begin(),
        }
    });
}

/// A session of an empty board that lives in this page only.
pub fn local(done: impl FnOnce(Session) + 'static) {
    let toasts = toaster();
    let owner = Owner::current();
    spawn_local(async move {
        browser::fonts_ready(&font(WEIGHT, 16.0)).await;
        let begin = || {
            let core = core(Board::new(client_number()));
            done(Session::new(core, Role::Facilitator, Saved::Local, toasts));
        };
        match owner {
            Some(owner) => owner.with(begin),
            None => begin(),
        }
    });
}

fn core(board: Board) -> Core {
    let mut editor = Editor::new(Box::new(new_id), Box::new(CanvasMeasure::new()));
    editor.set_voter(&person::voter());
    Core {
        board,
        unwritten: None,
        editor,
        invalidate: None,
        drawn: false,
        past: None,
        connection: None,
        copied: None,
    }
}

/// A number of this session alone, below 2^53.
pub fn client_number() -> u64 {
    (browser::random() * 4_294_967_295.0) as u64 + 1
}

/// What is on the board is in view when it has come.
fn show_all_once(session: Session) {
    Effect::new(move |seen: Option<bool>| {
        let loaded = session.loaded.get();
        if loaded && seen != Some(true) && session.board.with_untracked(|b| !b.notes.is_empty()) {
            let show = move || session.act("zoom-all");
            // At once, so that the first frame shows it, unless the wall is not yet in the page.
            match session.camera.with_untracked(|c| c.view.width > 0.0) {
                true => show(),
                false => request_animation_frame(show),
            }
        }
        loaded
    });
}

/// Keeps the board's title and picture for the home page.
fn remember(session: Session, id: &Id, token: &str, role: Role) {
    let id = StoredValue::new(id.to_string());
    if !visit::granted(&id.get_value(), token, role) {
        session.toasts.fail(
            "This browser keeps nothing for this page: its storage is full or off. Keep the board's link, or it cannot be opened again.",
        );
    }
    let take = move || {
        let now = session
            .board
            .try_with_untracked(|b| (b.meta.title.clone(), b.notes.len(), Picture::of(b)));
        if let (Some((title, notes, picture)), Some(id)) = (now, id.try_get_value()) {
            recent::change(&id, |board| {
                (board.title, board.notes, board.picture) = (title, notes, picture);
            });
        }
    };
    let waiting = StoredValue::new(None::<i32>);
    Effect::new(move |_| {
        session.board.track();
        if !session.loaded.get() || session.moment.with(Option::is_some) {
            return;
        }
        if let Some(timer) = waiting.get_value() {
            browser::cancel(timer);
        }
        let later = browser::after(PICTURE_MS, move || {
            let _ = waiting.try_set_value(None);
            take();
        });
        waiting.set_value(later);
    });
    // Who goes home at once finds it as it was left.
    let leave = window_event_listener_untyped("pagehide", move |_| {
        if waiting.try_get_value().flatten().is_some() {
            take();
        }
    });
    on_cleanup(move || leave.remove());
}
