//! The whole board in words, beside the wall and in step with it: for the keyboard, for screen readers, for small screens.
//!
//! What is chosen here is selected on the wall, and every key that means nothing here goes to the wall's actions. Only the
//! rows in view are in the page, so that a board of any size scrolls as a small one.

mod rows;

use leptos::attr::custom::custom_attribute;
use leptos::{html, prelude::*};
use model::{Command, Id};

use crate::browser;
use crate::components::icon::{self, Icon};
use crate::panels::PanelState;
use crate::parts::{self, Part};
use crate::session::Session;
use rows::Row;

/// Height of a row, CSS pixels; the style says the same.
const ROW: f64 = 30.0;
/// Rows kept above and below those in view.
const SPARE: usize = 8;
/// Rows kept in view before and after the active one: what comes is seen, and a bar at the foot covers nothing.
const AHEAD: f64 = 2.0;

#[component]
pub fn Outline(open: RwSignal<bool>) -> impl IntoView {
    provide_context(Open(open));
    move || open.get().then(|| view! { <Part of=parts::outline/> })
}

/// The part of the list that is in view.
#[derive(Clone, Copy, PartialEq)]
struct Window {
    first: usize,
    count: usize,
}

/// Whether the outline is open.
#[derive(Clone, Copy)]
struct Open(RwSignal<bool>);

#[component]
pub fn Drawer() -> impl IntoView {
    let Open(open) = expect_context::<Open>();
    let session = expect_context::<Session>();
    let tree = NodeRef::<html::Div>::new();
    let list = Memo::new(move |_| {
        let reading = session.reading();
        session.board.with(|board| rows::rows(board, &reading))
    });
    let active = RwSignal::new(0usize);
    let editing = RwSignal::new(None::<Id>);
    let scrolled = RwSignal::new(Window {
        first: 0,
        count: 40,
    });
    let look = move || {
        if let Some(tree) = tree.get_untracked() {
            let first = (f64::from(tree.scroll_top()) / ROW) as usize;
            let count = (f64::from(tree.client_height()) / ROW) as usize + 1;
            let now = Window { first, count };
            if scrolled.get_untracked() != now {
                scrolled.set(now);
            }
        }
    };
    let reveal = move |at: usize, ahead: f64| {
        if let Some(tree) = tree.get_untracked() {
            let (top, height) = (at as f64 * ROW, f64::from(tree.client_height()));
            let seen = f64::from(tree.scroll_top());
            // In a very low list the row itself comes first.
            let ahead = (ahead * ROW).min((height - ROW) / 2.0).max(0.0);
            if top - ahead < seen {
                tree.set_scroll_top((top - ahead) as i32);
            } else if top + ROW + ahead > seen + height {
                tree.set_scroll_top((top + ROW + ahead - height) as i32);
            }
        }
        look();
    };
    let choose = move |at: usize, ahead: f64| {
        let at = at.min(list.with_untracked(Vec::len).saturating_sub(1));
        active.set(at);
        reveal(at, ahead);
        let ids = list.with_untracked(|rows| members(rows, at));
        session.select(&ids, true);
    };
    // What is selected on the wall is the active row here.
    Effect::new(move |_| {
        let selected = session.selection.with(|s| s.single_note().cloned());
        let Some(selected) = selected else { return };
        let is_it = |row: &Row| row.note() == Some(&selected);
        let at = list.with(|rows| {
            // Whoever goes through the rows is there already.
            let here = rows.get(active.get_untracked()).is_some_and(is_it);
            (!here).then(|| rows.iter().position(is_it)).flatten()
        });
        if let Some(at) = at {
            active.set(at);
            reveal(at, AHEAD);
        }
    });
    Effect::new(move |_| {
        if let Some(tree) = tree.get() {
            // On a phone it comes by itself, whatever one is about.
            if !browser::is_engaged() {
                let _ = tree.focus();
            }
            look();
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || resized.remove());
    // On a phone the panel takes the lower part.
    let panel = expect_context::<PanelState>();
    Effect::new(move |first: Option<()>| {
        panel.open.track();
        if first.is_some() {
            request_animation_frame(move || {
                if let Some(at) = active.try_get_untracked() {
                    reveal(at, AHEAD);
                }
            });
        }
    });
    let begin_edit = move || {
        let note = list.with_untracked(|rows| rows.get(active.get_untracked())?.note().cloned());
        if untrack(move || session.may_edit()) {
            editing.set(note);
        }
    };
    let end_edit = move |text: Option<String>| {
        let note = editing.try_get_untracked().flatten();
        let _ = editing.try_set(None);
        if let (Some(note), Some(text)) = (note, text) {
            session.execute(Command::EditText { note, text });
        }
        if let Some(tree) = tree.get_untracked() {
            let _ = tree.focus();
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if editing.with_untracked(Option::is_some)
            || event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
            || event.shift_key()
        {
            return;
        }
        let (at, last) = (active.get_untracked(), list.with_untracked(Vec::len));
        let page = scrolled.get_untracked().count.max(2) - 1;
        let go = |at| choose(at, AHEAD);
        match event.key().as_str() {
            "ArrowDown" => go(at + 1),
            "ArrowUp" => go(at.saturating_sub(1)),
            "PageDown" => go(at + page),
            "PageUp" => go(at.saturating_sub(page)),
            "Home" => go(0),
            "End" => go(last),
            "Enter" | "F2" => begin_edit(),
            _ => return,
        }
        event.prevent_default();
    };
    let shown = move || {
        let Window { first, count } = scrolled.get();
        let from = first.saturating_sub(SPARE);
        list.with(|rows| {
            let to = (first + count + SPARE).min(rows.len());
            let part = rows.get(from.min(to)..to).unwrap_or_default();
            part.iter()
                .enumerate()
                .map(|(i, row)| (from + i, row.clone()))
                .collect::<Vec<_>>()
        })
    };
    let shown = Memo::new(move |_| shown());
    // Under a pointer nothing moves: a second click is for the same row. On a phone the bar would cover the row.
    let point = Callback::new(move |at| {
        let is_phone = browser::matches_media("(max-width: 760px)");
        choose(at, if is_phone { AHEAD } else { 0.0 });
    });
    view! {
        <nav class="outline" aria-label="Outline">
            <header>
                <h2>"Outline"</h2>
                <button class="icon-button" aria-label="Close the outline" on:click=move |_| open.set(false)>
                    <Icon of=icon::CLOSE small=true/>
                </button>
            </header>
            <div
                class="outline-rows"
                role="tree"
                aria-label="Notes by lane and flow"
                tabindex="0"
                node_ref=tree
                aria-activedescendant=move || format!("outline-{}", active.get())
                on:keydown=on_key
                on:scroll=move |_| look()
            >
                <div style:height=move || format!("{}px", list.with(Vec::len) as f64 * ROW)>
                    // Rows that stay in view stay in the page.
                    <For each=move || shown.get() key=Clone::clone let((at, row))>
                        <Line at row active editing choose=point begin_edit=Callback::new(move |()| begin_edit()) end_edit=Callback::new(end_edit)/>
                    </For>
                </div>
                {move || {
                    list.with(Vec::is_empty)
                        .then(|| view! { <p class="muted">"What is on the wall is listed here, lane by lane and flow by flow."</p> })
                }}
            </div>
        </nav>
    }
    .into_any()
}

/// The notes of a row: its own, or those below a heading.
fn members(rows: &[Row], at: usize) -> Vec<Id> {
    let Some(row) = rows.get(at) else {
        return Vec::new();
    };
    match row.note() {
        Some(note) => vec![note.clone()],
        None => rows[at + 1..]
            .iter()
            .take_while(|below| below.level() > row.level())
            .filter_map(|below| below.note().cloned())
            .collect(),
    }
}

#[component]
fn Line(
    at: usize,
    row: Row,
    active: RwSignal<usize>,
    editing: RwSignal<Option<Id>>,
    choose: Callback<usize>,
    begin_edit: Callback<()>,
    end_edit: Callback<Option<String>>,
) -> impl IntoView {
    let level = row.level();
    let note = row.note().cloned();
    let is_edited = {
        let note = note.clone();
        Memo::new(move |_| note.is_some() && editing.get() == note)
    };
    view! {
        <div
            id=format!("outline-{at}")
            class=format!("outline-row level-{level}")
            role="treeitem"
            {..custom_attribute("aria-level", level.to_string())}
            aria-selected=move || (active.get() == at).to_string()
            style:top=format!("{}px", at as f64 * ROW)
            on:click=move |_| {
                if !is_edited.get_untracked() {
                    choose.run(at);
                }
            }
            on:dblclick=move |_| begin_edit.run(())
        >
            {move || {
                match note.clone().filter(|_| is_edited.get()) {
                    Some(note) => view! { <Edit note end_edit/> }.into_any(),
                    None => words(row.clone()),
                }
            }}
        </div>
    }
    .into_any()
}

fn words(row: Row) -> AnyView {
    match row {
        Row::Lane { title, notes } | Row::Flow { title, notes } => {
            view! { <b>{title}</b> <small>{notes}</small> }.into_any()
        }
        Row::Note {
            id,
            kind,
            text,
            context,
        } => {
            let session = expect_context::<Session>();
            let open = move || match session.comments.open_on(&id) {
                0 => None,
                1 => Some("1 comment".to_owned()),
                n => Some(format!("{n} comments")),
            };
            let token = kind.row().token;
            let said = if text.is_empty() {
                "nothing written yet".to_owned()
            } else {
                text
            };
            view! {
                <span class=format!("chip tiny kind-{token}") aria-hidden="true"></span>
                <span class="visually-hidden">{format!("{}: ", kind.label())}</span>
                <span class="words">{said}</span>
                {context.map(|name| view! { <small>{name}</small> })}
                {move || open().map(|said| view! { <small class="commented">{said}</small> })}
            }
            .into_any()
        }
    }
}

/// The text of a note, written in its row.
#[component]
fn Edit(note: Id, end_edit: Callback<Option<String>>) -> impl IntoView {
    let session = expect_context::<Session>();
    let area = NodeRef::<html::Textarea>::new();
    let now = move || {
        session
            .board
            .with_untracked(|b| b.note(&note).map(|n| n.text.clone()))
    };
    let before = now().unwrap_or_default();
    let shown = before.clone();
    let done = StoredValue::new(false);
    let end = move |keep: bool| {
        // Taking the text area away blurs it once more.
        if done.try_get_value().unwrap_or(true) {
            return;
        }
        done.set_value(true);
        let typed = area.get_untracked().map(|a| a.value());
        let said = typed.filter(|typed| keep && *typed != before);
        // Somebody else may have written on it meanwhile.
        let said = said.zip(now()).filter(|(typed, now)| typed != now);
        let merged = said.map(|(typed, now)| board::text::merge(&before, &typed, &now).text);
        end_edit.run(merged);
    };
    let end = StoredValue::new(end);
    let end = move |keep: bool| end.with_value(|end| end(keep));
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            area.set_value(&shown);
            let _ = area.focus();
            area.select();
        }
    });
    view! {
        <textarea
            class="field"
            rows="1"
            aria-label="Text of the note"
            maxlength="2000"
            node_ref=area
            on:keydown=move |event| {
                match event.key().as_str() {
                    "Enter" if !event.shift_key() => {
                        event.prevent_default();
                        end(true);
                    }
                    "Escape" => end(false),
                    _ => {}
                }
                event.stop_propagation();
            }
            on:blur=move |_| end(true)
        ></textarea>
    }
}
