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
use crate::offline;
use crate::person;
use crate::recent::{self, Picture};
use crate::session::comments;
use crate::session::connection::{self, Connection};
use crate::session::{Core, Saved, Session, Trouble, new_id};
use crate::visit;

/// The small picture for the home page is taken this long after a change.
const PICTURE_MS: f64 = 1500.0;

/// A browser that has not said by then what it keeps keeps nothing.
const COPY_MS: f64 = 1_000.0;
/// A server that has not answered by then is taken to be away.
const PATIENCE_MS: f64 = 5_000.0;

/// Opens a board of the server, or what this browser has of it while there is no server.
pub fn open(id: Id, done: impl Fn(Opening) + Clone + 'static) {
    let Some(token) = visit::token(id.as_str()) else {
        return done(Opening::Failed(Trouble::NoLink));
    };
    let toasts = toaster();
    let owner = Owner::current();
    spawn_local(async move {
        let found = find(&id, &token).await;
        browser::fonts_ready(&font(WEIGHT, 16.0)).await;
        let ended = matches!(found, Found::Left(_));
        let (role, board, known) = match found {
            Found::Served(role) => (role, Board::new(client_number()), None),
            Found::Kept(kept) | Found::Left(kept) => {
                let Kept {
                    role,
                    board,
                    unsaved,
                } = *kept;
                (role, board, Some(unsaved))
            }
            Found::Not(trouble) => return done(Opening::Failed(trouble)),
        };
        let begin = || {
            let client = board.client();
            let snapshot = board.snapshot();
            let mut core = core(board);
            let saved = match known {
                Some(unsaved) => {
                    core.editor.load(snapshot);
                    Saved::Offline {
                        unsaved,
                        kept: true,
                    }
                }
                None => Saved::Connecting,
            };
            let session = Session::new(core, role, saved, toasts);
            if ended {
                session
                    .trouble
                    .set(Some(Trouble::Revoked { unsaved: true }));
                session.with_core(|core| core.editor.set_read_only(true));
                show_all_once(session);
                session.loaded.set(true);
                return done(Opening::Open(session));
            }
            let read_only = !role.may_edit();
            let mut way = Connection::new(session, id.as_str(), &token, client, read_only);
            if let Some(unsaved) = known {
                way.begin_offline(unsaved);
            }
            session.with_core(|core| {
                core.connection = Some(way);
                core.editor.set_read_only(read_only);
                core.editor.set_may_summon(role.may_manage());
            });
            connection::open(session);
            comments::begin(session);
            remember(session, &id);
            if known.is_none() && !visit::granted(id.as_str(), &token, role) {
                session.toasts.fail(
                    "This browser keeps nothing for this page: its storage is full or off. Keep the board's link, or it cannot be opened again.",
                );
            }
            show_all_once(session);
            session.loaded.set(known.is_some());
            done(Opening::Open(session));
        };
        match owner {
            Some(owner) => owner.with(begin),
            None => begin(),
        }
    });
}

/// Where a board comes from.
enum Found {
    /// The server answers, and the link allows this.
    Served(Role),
    /// The server does not, and this browser has a copy.
    Kept(Box<Kept>),
    /// The link opens it no more, and this browser has work that nobody else has.
    Left(Box<Kept>),
    Not(Trouble),
}

struct Kept {
    role: Role,
    board: Board,
    /// The server may lack something of it.
    unsaved: bool,
}

/// Asks the server; one that does not answer is waited for only where there is nothing to show meanwhile.
async fn find(id: &Id, token: &str) -> Found {
    let mut asked = Box::pin(api::about(id.as_str(), token));
    let about = match browser::within(PATIENCE_MS, &mut asked).await {
        Some(about) => about,
        None => match kept(id, token).await {
            Some(kept) => return Found::Kept(kept),
            None => asked.await,
        },
    };
    match about {
        Ok(about) if about.trashed_at.is_some() => {
            visit::granted(id.as_str(), token, about.role);
            recent::change(id.as_str(), |board| {
                board.deleted = about.trashed_at.and_then(|at| browser::moment(&at));
            });
            let left = connection::left(id.as_str(), 0).await;
            if left.is_empty() && !offline::copy_is_unsaved(id.as_str()).await {
                offline::remove_copy(id.as_str());
            }
            Found::Not(Trouble::Trashed)
        }
        Ok(about) => match owed(id, token, about.role).await {
            Some(kept) => Found::Kept(kept),
            None => Found::Served(about.role),
        },
        Err(ApiError::Refused { status, .. }) if Trouble::of(status).is_some() => {
            let trouble = Trouble::of(status).unwrap_or(Trouble::Unreachable);
            if matches!(trouble, Trouble::NoLink | Trouble::NotAllowed) {
                let own = visit::is_own(id.as_str(), token);
                let left = kept(id, token).await.filter(|kept| own && kept.unsaved);
                visit::refused(id.as_str(), token);
                match left {
                    Some(left) => return Found::Left(left),
                    None if own => offline::remove_copy(id.as_str()),
                    None => {}
                }
            }
            Found::Not(trouble)
        }
        Err(_) => match kept(id, token).await {
            Some(kept) => Found::Kept(kept),
            None => Found::Not(Trouble::Unreachable),
        },
    }
}

/// The board as this browser knows it, where the server that answers may lack something of it.
async fn owed(id: &Id, token: &str, role: Role) -> Option<Box<Kept>> {
    let mut asked = std::pin::pin!(offline::copy_is_unsaved(id.as_str()));
    let owes = browser::within(COPY_MS, &mut asked).await?;
    if !owes || !role.may_edit() {
        return None;
    }
    visit::granted(id.as_str(), token, role);
    kept(id, token).await
}

/// The board as this browser knows it, with the changes that are kept here. Who came by a link that was never opened here
/// looks only.
async fn kept(id: &Id, token: &str) -> Option<Box<Kept>> {
    let copy = offline::copy(id.as_str()).await?;
    let mut board = Board::load(client_number(), [&copy.document[..]]).ok()?;
    let role = visit::role(id.as_str(), token).unwrap_or(Role::Viewer);
    let left = connection::left(id.as_str(), board.client()).await;
    let unsaved = role.may_edit() && (copy.unsaved || !left.is_empty());
    if role.may_edit() {
        for (_, update) in left {
            // One that cannot be read is let go when the server is back.
            let _ = board.apply_remote(&update);
        }
    }
    Some(Box::new(Kept {
        role,
        board,
        unsaved,
    }))
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
fn remember(session: Session, id: &Id) {
    let id = StoredValue::new(id.to_string());
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
