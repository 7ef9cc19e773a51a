//! A board: the wall and everything around it.

mod arrival;
pub(crate) mod bench;
mod context_menu;
mod earlier;
pub(crate) mod find;
pub(crate) mod help;
mod hint;
pub(crate) mod insert;
pub(crate) mod legend;
mod minimap;
mod opening;
pub(crate) mod palette;
mod people;
pub(crate) mod present;
mod preview;
mod saved;
pub(crate) mod selection_bar;
pub(crate) mod share;
mod shortcuts;
mod skip;
mod stages;
mod title;
mod tools;
mod top_bar;
mod trouble;
mod voting;
mod zoom;

use editor::Panel as Asked;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::canvas::Wall;
use crate::outline::Outline;
use crate::page::Page;
use crate::pages::opening::OpeningPage;
use crate::panels::{Panel, PanelState, Tab};
use crate::parts;
use crate::replay::{Replay, Replaying, Start};
use crate::session::{Session, Trouble};
use arrival::Arrival;
use context_menu::ContextMenu;
use earlier::Earlier;
use find::Find;
use help::Help;
use hint::Hint;
use insert::Insert;
use legend::Legend;
use minimap::Map;
use palette::Palette;
use people::Following;
use present::Present;
use preview::Previewing;
use saved::Away;
use selection_bar::SelectionBar;
use skip::SkipLinks;
use tools::Tools;
use top_bar::TopBar;
use trouble::TroublePage;
use voting::Voting;
use zoom::ZoomBar;

/// How far the board has come.
#[derive(Clone, Copy)]
#[allow(
    clippy::large_enum_variant,
    reason = "one lives on a page, and a session is a handle of signals"
)]
enum Opening {
    Under,
    Open(Session),
    Failed(Trouble),
}

#[component]
pub fn BoardPage(page: Page) -> impl IntoView {
    let opening = RwSignal::new(Opening::Under);
    // On the server, and in the first picture here, a board is about to open.
    Effect::new({
        let page = page.clone();
        move |_| match &page {
            Page::Board(id) => opening::open(id.clone(), move |now| opening.set(now)),
            _ => spawn_local_scoped_with_cancellation(async move {
                let done = Box::new(move |session| opening.set(Opening::Open(session)));
                if parts::open_bench(done).await.is_err() {
                    opening.set(Opening::Failed(Trouble::Unreachable));
                }
            }),
        }
    });
    move || match opening.get() {
        Opening::Under => view! { <OpeningPage/> }.into_any(),
        Opening::Open(session) => view! { <OpenBoard session=session/> }.into_any(),
        Opening::Failed(trouble) => view! { <TroublePage trouble=trouble/> }.into_any(),
    }
}

#[component]
fn OpenBoard(session: Session) -> impl IntoView {
    provide_context(session);
    let panel = PanelState::new();
    panel
        .open
        .set(!crate::browser::matches_media("(max-width: 1100px)"));
    provide_context(panel);
    let replaying = Replaying::new();
    provide_context(replaying);
    let asked = Shown::new(session, panel, replaying);
    provide_context(asked);
    move || {
        match session.trouble.get() {
        Some(trouble) => view! { <TroublePage trouble=trouble/> }.into_any(),
        None => view! {
            <div
                class="board"
                class:with-panel=move || panel.open.get()
                class:with-outline=move || asked.outline.get()
                class:presenting=move || asked.presenting.get() || replaying.from.get().is_some()
                style:--panel-width=move || format!("{}px", panel.width.get())
            >
                <SkipLinks/>
                <TopBar/>
                <Outline open=asked.outline/>
                <main>
                    <h1 class="visually-hidden">{move || session.board.with(title::of)}</h1>
                    <Wall/>
                    <SelectionBar/>
                    <Hint/>
                    <Away/>
                    <Previewing/>
                    <Earlier/>
                    <Voting/>
                    <Following/>
                    <Arrival/>
                    <Tools/>
                    <div class="corner">
                        <Legend/>
                        <Map/>
                        <ZoomBar/>
                    </div>
                    <Find/>
                    <ContextMenu/>
                </main>
                <Panel/>
                <Help/>
                <Palette/>
                <Insert/>
                <Present/>
                <Replay/>
                <div class="visually-hidden" role="status" aria-live="polite">{move || session.announcement.get()}</div>
            </div>
        }
        .into_any(),
    }
    }
}

/// What is open besides the wall.
#[derive(Clone, Copy)]
struct Shown {
    find: RwSignal<bool>,
    help: RwSignal<bool>,
    palette: RwSignal<bool>,
    templates: RwSignal<bool>,
    legend: RwSignal<bool>,
    map: RwSignal<bool>,
    presenting: RwSignal<bool>,
    outline: RwSignal<bool>,
}

impl Shown {
    /// Follows what actions of the editor ask for.
    fn new(session: Session, panel: PanelState, replaying: Replaying) -> Shown {
        let shown = Shown {
            find: RwSignal::new(false),
            help: RwSignal::new(false),
            palette: RwSignal::new(false),
            templates: RwSignal::new(false),
            legend: RwSignal::new(false),
            map: RwSignal::new(!crate::browser::matches_media("(max-width: 760px)")),
            outline: RwSignal::new(false),
            presenting: RwSignal::new(false),
        };
        // On a phone the wall in words is the first view, once something stands on it.
        let is_phone = crate::browser::matches_media("(max-width: 760px)");
        Effect::new(move |opened: Option<bool>| {
            let something = || session.board.with_untracked(|b| !b.notes.is_empty());
            let first = is_phone && session.loaded.get() && opened != Some(true) && something();
            if first {
                shown.outline.set(true);
            }
            first || opened == Some(true)
        });
        // A proposal is shown on the wall, which the words would hide; the next one leaves words alone that came back.
        let previewing = Memo::new(move |_| panel.previewing.get());
        Effect::new(move |_| {
            if is_phone && previewing.get() {
                shown.outline.set(false);
            }
        });
        Effect::new(move |before: Option<Option<u64>>| {
            let asked = session.asked.get();
            let count = asked.map(|(_, n)| n);
            if before.is_some_and(|b| b == count) {
                return count;
            }
            match asked.map(|(what, _)| what) {
                Some(Asked::Find) => shown.find.set(true),
                Some(Asked::Help) => shown.help.set(true),
                Some(Asked::Palette) => shown.palette.set(true),
                Some(Asked::Templates) => shown.templates.set(true),
                Some(Asked::Present) => shown.presenting.set(true),
                Some(Asked::Replay) => replaying.from.set(Some(Start::Beginning)),
                Some(Asked::Legend) => shown.legend.update(|l| *l = !*l),
                Some(Asked::Note) => panel.enter(Tab::Note),
                Some(Asked::Boundaries) => panel.enter(Tab::Boundaries),
                Some(Asked::Comments) => panel.enter(Tab::Comments),
                Some(Asked::History) => panel.enter(Tab::History),
                Some(Asked::Wall) if is_phone => shown.outline.set(false),
                Some(Asked::Wall) | None => {}
            }
            count
        });
        shown
    }
}
