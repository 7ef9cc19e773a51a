//! A round of voting, over the wall: how many dots one has left, the way to place them, and its end.

use editor::ToolId;
use leptos::prelude::*;
use model::voting::{Round, SETTING};
use model::{BoardSnapshot, Command};

use crate::browser;
use crate::panels::{PanelState, Tab};
use crate::person;
use crate::session::Session;

/// The round that is open.
pub fn open_round(board: &BoardSnapshot) -> Option<Round> {
    Round::of(&board.meta).filter(|round| round.open)
}

#[component]
pub fn Voting() -> impl IntoView {
    let session = expect_context::<Session>();
    let panel = expect_context::<PanelState>();
    let round = Memo::new(move |_| session.board.with(open_round));
    let left = Memo::new(move |_| {
        let me = person::voter();
        round.with(|r| r.as_ref().map(|r| session.board.with(|b| r.left(b, &me))))
    });
    let end = move |_| {
        let Some(round) = round.get_untracked() else {
            return;
        };
        let value = Round {
            open: false,
            ..round
        }
        .value();
        let key = SETTING.to_owned();
        session.execute(Command::SetSetting { key, value });
        session.act("tool.select");
        panel.show(Tab::Votes);
    };
    move || {
        round.get().map(|round| {
            let total = round.dots;
            let dots = move || {
                let left = left.get().unwrap_or_default().min(total);
                format!("{}{}", "●".repeat(left as usize), "○".repeat((total - left) as usize))
            };
            let said = move || match left.get().unwrap_or_default() {
                1 => "1 dot left".to_owned(),
                n => format!("{n} dots left"),
            };
            let may = move || session.may_edit();
            view! {
                <section class="voting" aria-label="Voting">
                    {move || {
                        if may() {
                            view! {
                                <span class="dots" aria-hidden="true">{dots}</span>
                                <span role="status">{said}</span>
                                <button
                                    class="button"
                                    class:primary=move || session.tool.get() != ToolId::Vote
                                    aria-pressed=move || (session.tool.get() == ToolId::Vote).to_string()
                                    title="Click a note to give it a dot, with Shift to take one back"
                                    on:click=move |_| {
                                        let voting = session.tool.get_untracked() == ToolId::Vote;
                                        session.act(if voting { "tool.select" } else { "tool.vote" });
                                        browser::focus_wall();
                                    }
                                >
                                    {move || if session.tool.get() == ToolId::Vote { "Done" } else { "Place dots" }}
                                </button>
                            }
                                .into_any()
                        } else {
                            view! { <span role="status">"A vote is on"</span> }.into_any()
                        }
                    }}
                    {round.hidden.then(|| view! { <small>"Others’ dots show at the end"</small> })}
                    {move || {
                        session.role.get().may_manage()
                            .then(|| view! { <button class="button" on:click=end>"End the vote"</button> })
                    }}
                </section>
            }
        })
    }
}
