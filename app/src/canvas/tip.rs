//! The tip of a link that was read from the wall: why, and whether it is so.

use leptos::prelude::*;
use model::Command;
use model::link::LinkStatus;

use crate::session::Session;

/// The tip stays a little off the pointer, CSS pixels.
const OFF: f64 = 14.0;

#[component]
pub fn LinkTip() -> impl IntoView {
    let session = expect_context::<Session>();
    let line = move |id: &model::Id| {
        session
            .board
            .with_untracked(|b| b.note(id).map(|n| n.line()))
            .unwrap_or_default()
    };
    move || {
        let tip = session.link_tip.get()?;
        let title = format!("{} → {}", line(&tip.from), line(&tip.to));
        let settle = move |status: LinkStatus| {
            session.execute(Command::SettleLink {
                from: tip.from.clone(),
                to: tip.to.clone(),
                status,
            });
        };
        let settle = StoredValue::new(settle);
        let settle = move |status| settle.with_value(|s| s(status));
        Some(view! {
            <div
                class="tip"
                style:left=format!("{}px", tip.at.x + OFF)
                style:top=format!("{}px", tip.at.y + OFF)
                on:pointerdown=|e| e.stop_propagation()
                on:dblclick=|e| e.stop_propagation()
            >
                <b>{title}</b>
                <p>{tip.reason.clone()}</p>
                {move || {
                    session
                        .may_edit()
                        .then(|| {
                            view! {
                                <div class="tip-row">
                                    <button class="button" on:click=move |_| settle(LinkStatus::Confirmed)>"Confirm"</button>
                                    <button class="button" on:click=move |_| settle(LinkStatus::Refused)>"Not so"</button>
                                </div>
                            }
                        })
                }}
            </div>
        })
    }
}
