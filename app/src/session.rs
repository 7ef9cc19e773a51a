//! The one place where the board, the connection and the editor meet. Everything else on the page reads its signals and
//! calls its functions.
//!
//! A gesture goes one way: event → `Editor::handle` → effects → `Board::execute` → snapshot → editor and signals, update
//! bytes → connection. A remote change comes in as a frame and takes the same way from the snapshot on.

pub mod clipboard;
pub mod comments;
pub mod connection;
pub mod core;
pub mod past;
pub mod settle;

use std::cell::RefCell;
use std::rc::Rc;

use editor::{
    Area, Camera, CursorStyle, Edit, InputEvent, LinkTip, Mark, Panel, ProposedContext, Selection,
    ToolId,
};
use leptos::prelude::*;
use model::reading::Reading;
use model::{BoardSnapshot, Command, Id, Point, Role};

use crate::components::toast::Toaster;
use crate::offline::Keeping;
use crate::person;
pub use comments::Comments;
pub use connection::Connection;
pub use core::{Core, new_id};
pub use past::Moment;

/// How safe the work is, as the server has said so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Saved {
    #[default]
    Connecting,
    Saved,
    Saving,
    /// No connection; `unsaved`: changes wait to be sent; `kept`: they outlive this page.
    Offline {
        unsaved: bool,
        kept: bool,
    },
    /// A viewer changes nothing.
    ReadOnly,
    /// An unsaved board of this browser only.
    Local,
}

/// Why a board cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// This browser knows no link to it.
    NoLink,
    /// The link opens nothing.
    NotAllowed,
    Trashed,
    /// The link was taken back, or has ended, while the board was open; `unsaved`: changes did not reach the server.
    Revoked {
        unsaved: bool,
    },
    Unreachable,
}

impl Trouble {
    /// What a status of the API means for the page; None: nothing that will stay so.
    pub fn of(status: u16) -> Option<Trouble> {
        match status {
            401 => Some(Trouble::NoLink),
            403 | 404 => Some(Trouble::NotAllowed),
            410 => Some(Trouble::Trashed),
            _ => None,
        }
    }
}

/// A text being typed on the wall; `opened` differs for each opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Typing {
    pub edit: Edit,
    pub opened: u64,
}

/// Who is here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    pub client: u64,
    pub name: String,
    pub colour: String,
}

impl Person {
    /// Somebody who gave no name has one to be called by.
    pub fn shown_name(&self) -> String {
        if self.name.is_empty() {
            person::UNNAMED.to_owned()
        } else {
            self.name.clone()
        }
    }
}

/// A board that is open in this page. A handle: cheap to copy, valid while the page lives.
#[derive(Clone, Copy)]
pub struct Session {
    /// The board as it stands, after every change of anybody.
    pub board: RwSignal<BoardSnapshot>,
    pub selection: RwSignal<Selection>,
    pub tool: RwSignal<ToolId>,
    pub camera: RwSignal<Camera>,
    pub link_tip: RwSignal<Option<LinkTip>>,
    pub cursor: RwSignal<CursorStyle>,
    pub typing: RwSignal<Option<Typing>>,
    /// For a polite live region.
    pub announcement: RwSignal<String>,
    pub saved: RwSignal<Saved>,
    /// What this browser keeps of it.
    pub keeping: RwSignal<Keeping>,
    /// The board has come, from the server or from this browser's own copy.
    pub loaded: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
    pub people: RwSignal<Vec<Person>>,
    /// The client whose view is followed.
    pub following: RwSignal<Option<u64>>,
    pub comments: Comments,
    /// What others call this person.
    pub name: RwSignal<String>,
    /// The earlier moment that is shown; none: now.
    pub moment: RwSignal<Option<Moment>>,
    pub role: RwSignal<Role>,
    pub can_undo: RwSignal<bool>,
    pub can_redo: RwSignal<bool>,
    /// Counts readings of the wall: ask [`Session::reading`] again when it changes.
    pub read: RwSignal<u64>,
    /// What an action asks the page to open; the number grows with each asking.
    pub asked: RwSignal<Option<(Panel, u64)>>,
    /// Where notes in hand would live if they were put down now, those that change their home.
    pub homes: RwSignal<Vec<(Id, Option<Id>)>>,
    /// Notes that were put elsewhere in the proposal that is shown: (note, proposed context).
    pub reproposed: RwSignal<Vec<(Id, Option<Id>)>>,
    /// Where a context menu is open, CSS pixels from the wall's corner.
    pub menu: RwSignal<Option<Point>>,
    pub toasts: Toaster,
    core: StoredValue<Rc<RefCell<Core>>, LocalStorage>,
}

impl Session {
    pub fn new(core: Core, role: Role, saved: Saved, toasts: Toaster) -> Session {
        Session {
            board: RwSignal::new(core.board.snapshot()),
            selection: RwSignal::default(),
            tool: RwSignal::new(core.editor.tool()),
            camera: RwSignal::new(*core.editor.camera()),
            link_tip: RwSignal::new(None),
            cursor: RwSignal::new(CursorStyle::default()),
            typing: RwSignal::new(None),
            announcement: RwSignal::default(),
            saved: RwSignal::new(saved),
            keeping: RwSignal::default(),
            loaded: RwSignal::new(saved == Saved::Local),
            trouble: RwSignal::new(None),
            people: RwSignal::default(),
            following: RwSignal::new(None),
            comments: Comments::new(),
            name: RwSignal::new(person::name()),
            moment: RwSignal::new(None),
            role: RwSignal::new(role),
            can_undo: RwSignal::new(false),
            can_redo: RwSignal::new(false),
            read: RwSignal::new(0),
            asked: RwSignal::new(None),
            homes: RwSignal::default(),
            reproposed: RwSignal::default(),
            menu: RwSignal::new(None),
            toasts,
            core: StoredValue::new_local(Rc::new(RefCell::new(core))),
        }
    }

    /// Whether this person may change the board that is shown.
    pub fn may_edit(self) -> bool {
        self.role.get().may_edit() && self.moment.with(Option::is_none)
    }

    /// Carries out a command: one undo step, live for everyone.
    pub fn execute(self, command: Command) {
        core::carry_out(self, vec![editor::Effect::Execute(command)]);
    }

    /// Gives an event to the editor and carries out what it asks.
    pub fn handle(self, event: InputEvent) {
        let effects = self.with_core(|core| core.editor.handle(event));
        core::carry_out(self, effects.unwrap_or_default());
    }

    /// Runs the editor's action of this id.
    pub fn act(self, action: &str) {
        self.handle(InputEvent::Action(action.to_owned()));
    }

    /// Selects notes, frames, links or contexts; `reveal` brings them into view.
    pub fn select(self, ids: &[Id], reveal: bool) {
        let effects = self.with_core(|core| core.editor.select(ids, reveal));
        core::carry_out(self, effects.unwrap_or_default());
    }

    /// Shows a proposal on the wall in place of the contexts; None ends it.
    pub fn preview(self, proposal: Option<Vec<ProposedContext>>) {
        let effects = self.with_core(|core| core.editor.set_proposal(proposal));
        core::carry_out(self, effects.unwrap_or_default());
    }

    /// Marks notes on the wall as different.
    pub fn mark(self, marks: Vec<Mark>) {
        let effects = self.with_core(|core| core.editor.set_marks(marks));
        core::carry_out(self, effects.unwrap_or_default());
    }

    pub fn set_camera(self, camera: Camera) {
        let effects = self.with_core(|core| core.editor.set_camera(camera));
        core::carry_out(self, effects.unwrap_or_default());
    }

    /// Gives this person another name.
    pub fn rename(self, name: &str) {
        self.with_core(|core| {
            if let Some(connection) = &mut core.connection {
                connection.set_name(name);
            }
        });
        self.name.set(person::name());
    }

    /// Looks where another person looks, until one moves; None ends it.
    pub fn follow(self, client: Option<u64>) {
        let effects = self.with_core(|core| core.editor.follow(client));
        core::carry_out(self, effects.unwrap_or_default());
    }

    /// The flow as last read; follows [`Session::read`].
    pub fn reading(self) -> Rc<Reading> {
        self.read.track();
        self.with_core(|core| core.editor.reading())
            .unwrap_or_default()
    }

    /// The hue in which the wall draws a context.
    pub fn context_hue(self, context: &Id) -> u8 {
        self.with_core(|core| core.editor.context_hue(context))
            .unwrap_or_default()
    }

    /// The board's id and this person's token; none for a board of this browser only.
    pub fn address(self) -> Option<(String, String)> {
        self.with_core(|core| core.connection.as_ref().map(Connection::address))
            .flatten()
    }

    /// A fresh id for something that this page makes.
    pub fn new_id(self) -> Id {
        core::new_id()
    }

    /// Looks at, or changes, what is behind the signals. None when the page is going away or the core is in use.
    pub fn with_core<T>(self, run: impl FnOnce(&mut Core) -> T) -> Option<T> {
        let core = self.core.try_get_value()?;
        let mut core = core.try_borrow_mut().ok()?;
        Some(run(&mut core))
    }
}

/// The session of the board page.
pub fn use_session() -> Session {
    expect_context::<Session>()
}

/// What the painter is asked for.
pub type Invalidate = Rc<dyn Fn(Option<Area>, bool)>;
