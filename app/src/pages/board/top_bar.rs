//! The bar at the top: whose board, which stage, is it safe, who is here, what to take away.

use leptos::prelude::*;

use super::people::People;
use super::saved::SaveState;
use super::share::Share;
use super::stages::{self, Stages};
use super::title::Title;
use crate::components::icon::{self, Icon};
use crate::components::mark::Mark;
use crate::components::menu::Menu;
use crate::components::theme::{self, ThemeSwitch};
use crate::panels::{PanelState, Tab};
use crate::session::Session;

#[component]
pub fn TopBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let panel = expect_context::<PanelState>();
    view! {
        <header class="top-bar">
            <Mark/>
            <span class="slash" aria-hidden="true">"/"</span>
            <Title/>
            <Stages/>
            <div class="top-end">
                <SaveState/>
                <div class="undo-pair">
                    <button
                        class="icon-button undo"
                        aria-label="Undo"
                        title="Undo"
                        disabled=move || !session.can_undo.get()
                        on:click=move |_| session.act("undo")
                    >
                        <Icon of=icon::UNDO/>
                    </button>
                    <button
                        class="icon-button"
                        aria-label="Redo"
                        title="Redo"
                        disabled=move || !session.can_redo.get()
                        on:click=move |_| session.act("redo")
                    >
                        <Icon of=icon::REDO/>
                    </button>
                </div>
                <People/>
                <Aside tab=Tab::Comments icon=icon::COMMENT label="Comments"/>
                <Aside tab=Tab::Votes icon=icon::VOTE label="Votes"/>
                <Aside tab=Tab::History icon=icon::HISTORY label="History"/>
                <ThemeSwitch/>
                <button class="button export" on:click=move |_| panel.show(Tab::Contracts)>"Export"</button>
                <Share/>
                <button
                    class="icon-button"
                    aria-label="Panel"
                    title="Panel"
                    aria-pressed=move || panel.open.get().to_string()
                    on:click=move |_| panel.open.update(|o| *o = !*o)
                >
                    <Icon of=icon::PANEL_RIGHT/>
                </button>
                <Overflow/>
            </div>
        </header>
    }
    .into_any()
}

/// Opens what lies beside the tabs of the panel.
#[component]
fn Aside(tab: Tab, icon: &'static str, label: &'static str) -> impl IntoView {
    let session = expect_context::<Session>();
    let panel = expect_context::<PanelState>();
    let open = move || panel.open.get() && panel.tab.get() == tab;
    let unread = move || tab == Tab::Comments && session.comments.unread() > 0;
    let said = move || match unread() {
        true => said_of_comments(session),
        false => label.to_owned(),
    };
    view! {
        <button class="icon-button aside" aria-label=said title=said aria-pressed=move || open().to_string() on:click=move |_| panel.toggle(tab)>
            <Icon of=icon/>
            {move || unread().then(|| view! { <i class="unread-mark"></i> })}
        </button>
    }
}

fn said_of_comments(session: Session) -> String {
    match session.comments.unread() {
        0 => "Comments".to_owned(),
        count => format!("Comments, {count} unread"),
    }
}

/// What a narrow window has no room for in the bar.
#[component]
fn Overflow() -> impl IntoView {
    let session = expect_context::<Session>();
    let panel = expect_context::<PanelState>();
    let unread = move || session.comments.unread() > 0;
    let label = Signal::derive(move || match unread() {
        true => format!("More: {}", said_of_comments(session)),
        false => "More".to_owned(),
    });
    let face = move || {
        view! {
            <Icon of=icon::MORE/>
            {move || unread().then(|| view! { <i class="unread-mark when-small"></i> })}
        }
    };
    view! {
        <div class="overflow">
            <Menu label face=ViewFn::from(face)>
                <div class="when-small">
                    <button role="menuitem" disabled=move || !session.can_redo.get() on:click=move |_| session.act("redo")>
                        <Icon of=icon::REDO/>
                        "Redo"
                    </button>
                    <button role="menuitem" on:click=move |_| session.act("find")>
                        <Icon of=icon::SEARCH/>
                        "Find"
                    </button>
                    <button role="menuitem" on:click=move |_| session.act("palette")>
                        <Icon of=icon::COMMAND/>
                        "All actions"
                    </button>
                    <button role="menuitem" on:click=move |_| panel.show(Tab::Comments)>
                        <Icon of=icon::COMMENT/>
                        {move || said_of_comments(session)}
                    </button>
                    <button role="menuitem" on:click=move |_| panel.show(Tab::Votes)>
                        <Icon of=icon::VOTE/>
                        "Votes"
                    </button>
                    <button role="menuitem" on:click=move |_| panel.show(Tab::History)>
                        <Icon of=icon::HISTORY/>
                        "History"
                    </button>
                    <button role="menuitem" on:click=move |_| panel.show(Tab::Contracts)>
                        <Icon of=icon::DOWNLOAD/>
                        "Export"
                    </button>
                    <button role="menuitem" on:click=|_| theme::switch()>
                        <Icon of=icon::MOON/>
                        {theme::next()}
                    </button>
                    <hr/>
                </div>
                <stages::MenuItems/>
            </Menu>
        </div>
    }
    .into_any()
}
