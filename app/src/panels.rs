//! The panel at the right: one tab for each thing that can be asked of the wall.

pub mod boundaries;
pub mod canvas;
pub mod comments;
pub mod context;
pub mod contracts;
pub mod findings;
pub mod history;
pub mod note;
pub mod study;
pub mod team;
pub mod votes;

use editor::ProposedContext;
use leptos::prelude::*;
use model::Id;

use crate::components::icon::{self, Icon};
use crate::panels::note::NotePanel;
use crate::panels::study::Study;
use crate::parts::{self, Part};
use crate::session::Session;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Note,
    Boundaries,
    Findings,
    Contracts,
    /// Not in the row of tabs: opened from the bar, and closed to where one was.
    Comments,
    Votes,
    History,
}

impl Tab {
    /// The tabs in their row.
    pub const ALL: [Tab; 4] = [Tab::Note, Tab::Boundaries, Tab::Findings, Tab::Contracts];

    fn label(self) -> &'static str {
        match self {
            Tab::Note => "Note",
            Tab::Boundaries => "Boundaries",
            Tab::Findings => "Findings",
            Tab::Contracts => "Contracts",
            Tab::Comments => "Comments",
            Tab::Votes => "Votes",
            Tab::History => "History",
        }
    }

    fn id(self) -> &'static str {
        match self {
            Tab::Note => "tab-note",
            Tab::Boundaries => "tab-boundaries",
            Tab::Findings => "tab-findings",
            Tab::Contracts => "tab-contracts",
            Tab::Comments => "tab-comments",
            Tab::Votes => "tab-votes",
            Tab::History => "tab-history",
        }
    }

    fn is_in_row(self) -> bool {
        Tab::ALL.contains(&self)
    }

    fn step(self, by: isize) -> Tab {
        let at = Tab::ALL.iter().position(|t| *t == self).unwrap_or_default() as isize;
        Tab::ALL[(at + by).rem_euclid(Tab::ALL.len() as isize) as usize]
    }
}

/// Widths of the panel, CSS pixels.
const LEAST: f64 = 300.0;
const USUAL: f64 = 372.0;
const MOST: f64 = 720.0;
/// The element under the tabs.
const BODY: &str = "panel-body";

/// Whether the panel is open, and where.
#[derive(Clone, Copy)]
pub struct PanelState {
    pub open: RwSignal<bool>,
    pub tab: RwSignal<Tab>,
    /// The tab of the row that was open last.
    last: RwSignal<Tab>,
    /// CSS pixels.
    pub width: RwSignal<f64>,
    /// The wall shows a proposal in place of its contexts.
    pub previewing: RwSignal<bool>,
}

impl PanelState {
    pub fn new() -> PanelState {
        PanelState {
            open: RwSignal::new(true),
            tab: RwSignal::new(Tab::Note),
            last: RwSignal::new(Tab::Note),
            width: RwSignal::new(USUAL),
            previewing: RwSignal::new(false),
        }
    }

    pub fn show(self, tab: Tab) {
        // What is open in a tab stays as it is when the tab is asked for again.
        if self.tab.get_untracked() != tab {
            self.tab.set(tab);
        }
        self.open.set(true);
    }

    /// From what is not in the row back to the tab before.
    pub fn back(self) {
        let last = self.last.get_untracked();
        self.tab.set(last);
        crate::browser::focus(last.id());
    }

    /// Opens what is not in the row, or goes back from it.
    pub fn toggle(self, tab: Tab) {
        if self.open.get_untracked() && self.tab.get_untracked() == tab {
            self.back();
        } else {
            self.enter(tab);
        }
    }

    /// Shows a proposal on the wall.
    pub fn preview(self, session: Session, proposal: Vec<ProposedContext>) {
        session.preview(Some(proposal));
        self.previewing.set(true);
    }

    /// Shows the wall as it is.
    pub fn end_preview(self, session: Session) {
        session.preview(None);
        let _ = self.previewing.try_set(false);
    }

    pub fn is_wide(self) -> bool {
        self.width.get() > (USUAL + MOST) / 2.0
    }

    /// Gives what is in the panel as much room as there is, or takes it back.
    pub fn toggle_width(self) {
        let wide = untrack(move || self.is_wide());
        self.width.set(if wide { USUAL } else { MOST });
    }

    /// Shows what the panel begins with.
    pub fn to_top(self) {
        let body = crate::browser::document().and_then(|d| d.get_element_by_id(BODY));
        if let Some(body) = body {
            body.set_scroll_top(0);
        }
    }

    /// Opens the panel and gives its first control the keys.
    pub fn enter(self, tab: Tab) {
        self.show(tab);
        // What is typed at once is not meant for the wall, though the panel may have to be fetched.
        request_animation_frame(move || {
            if parts::is_coming(BODY) {
                crate::browser::focus(tab.id());
            }
        });
        self.focus_into(tab);
    }

    fn focus_into(self, tab: Tab) {
        request_animation_frame(move || {
            if self.tab.try_get_untracked() != Some(tab) {
                return;
            }
            if parts::is_coming(BODY) {
                self.focus_into(tab);
            } else if !crate::browser::focus_first(BODY) {
                crate::browser::focus(tab.id());
            }
        });
    }

    /// Shows things on the wall: selects them, brings them into view, and gives the wall the keys. A context opens its form.
    pub fn lead_to(self, session: Session, ids: &[Id]) {
        let of_context = session
            .board
            .with_untracked(|b| ids.len() == 1 && b.context(&ids[0]).is_some());
        session.select(ids, true);
        if of_context {
            self.show(Tab::Note);
        } else if crate::browser::matches_media("(max-width: 720px)") {
            // The panel lies over the wall there.
            self.open.set(false);
        }
        crate::browser::focus_wall();
    }
}

impl Default for PanelState {
    fn default() -> PanelState {
        PanelState::new()
    }
}

/// The panel. Its state and the session come from the context.
#[component]
pub fn Panel() -> impl IntoView {
    let state = expect_context::<PanelState>();
    let study = Study::watching();
    provide_context(study);
    let node = NodeRef::<leptos::html::Aside>::new();
    // By script and not as an attribute: the page's policy allows no inline styles.
    Effect::new(move |_| {
        let width = format!("{}px", state.width.get());
        if let Some(node) = node.get() {
            let _ = web_sys::HtmlElement::style(&node).set_property("width", &width);
        }
    });
    Effect::new(move |_| {
        let tab = state.tab.get();
        if tab.is_in_row() {
            state.last.set(tab);
        }
        state.to_top();
    });
    let warnings = move || study.findings_to_mend();
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        let next = state.tab.get_untracked().step(by);
        state.tab.set(next);
        crate::browser::focus(next.id());
    };
    view! {
        <aside class="panel" class:closed=move || !state.open.get() aria-label="Panel"
            node_ref=node>
            <ResizeHandle state/>
            <div class="panel-tabs">
                {move || {
                    let tab = state.tab.get();
                    if tab.is_in_row() {
                        return view! { <h2 class="visually-hidden">"Panel"</h2> }.into_any();
                    }
                    view! {
                        <button class="icon-button" aria-label="Back to the tabs" title="Back" on:click=move |_| state.back()>
                            <Icon of=icon::ARROW_LEFT small=true/>
                        </button>
                        <h2 id=tab.id() tabindex="-1">{tab.label()}</h2>
                    }
                    .into_any()
                }}
                <div role="tablist" aria-label="Panel" on:keydown=on_key hidden=move || !state.tab.get().is_in_row()>
                    {Tab::ALL
                        .map(|tab| {
                            view! {
                                <button
                                    role="tab"
                                    id=tab.id()
                                    aria-controls=BODY
                                    aria-selected=move || (state.tab.get() == tab).to_string()
                                    tabindex=move || if state.tab.get() == tab { "0" } else { "-1" }
                                    on:click=move |_| state.tab.set(tab)
                                >
                                    {tab.label()}
                                    {move || {
                                        (tab == Tab::Findings)
                                            .then(warnings)
                                            .filter(|n| *n > 0)
                                            .map(|n| view! { <em aria-label=format!("{n} to look at")>{n}</em> })
                                    }}
                                </button>
                            }
                        })
                        .collect_view()}
                </div>
                <button class="icon-button" aria-label="Close the panel" on:click=move |_| state.open.set(false)>
                    <Icon of=icon::CLOSE small=true/>
                </button>
            </div>
            <div class="panel-body" id=BODY role=move || if state.tab.get().is_in_row() { "tabpanel" } else { "region" } aria-labelledby=move || state.tab.get().id()>
                {move || match state.tab.get() {
                    Tab::Note => view! { <NotePanel/> }.into_any(),
                    Tab::Boundaries => view! { <Part of=parts::boundaries/> }.into_any(),
                    Tab::Findings => view! { <Part of=parts::findings/> }.into_any(),
                    Tab::Contracts => view! { <Part of=parts::contracts/> }.into_any(),
                    Tab::Comments => view! { <Part of=parts::comments/> }.into_any(),
                    Tab::Votes => view! { <Part of=parts::votes/> }.into_any(),
                    Tab::History => view! { <Part of=parts::history/> }.into_any(),
                }}
            </div>
        </aside>
    }
}

/// The panel's left edge: drag it, or use the arrow keys.
#[component]
fn ResizeHandle(state: PanelState) -> impl IntoView {
    let dragging = RwSignal::new(false);
    let on_move = move |event: web_sys::PointerEvent| {
        if dragging.get_untracked() {
            let right = crate::browser::width();
            state
                .width
                .set((right - f64::from(event.client_x())).clamp(LEAST, MOST));
        }
    };
    let on_down = move |event: web_sys::PointerEvent| {
        dragging.set(true);
        crate::browser::capture(&event);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => 24.0,
            "ArrowRight" => -24.0,
            _ => return,
        };
        state.width.update(|w| *w = (*w + by).clamp(LEAST, MOST));
    };
    view! {
        <div
            class="panel-edge"
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the panel"
            aria-valuemin=LEAST
            aria-valuemax=MOST
            aria-valuenow=move || state.width.get()
            tabindex="0"
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:keydown=on_key
        ></div>
    }
}

/// Whether the controls only show: for viewers.
pub fn read_only(session: Session) -> Signal<bool> {
    Signal::derive(move || !session.may_edit())
}
