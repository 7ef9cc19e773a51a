//! Notes that seem to say the same: made one, or said to be two, with a click.

use leptos::prelude::*;
use model::decision::{Decision, DecisionStatus};
use model::{Command, Id};

use crate::browser;
use crate::panels::PanelState;
use crate::panels::study::Study;
use crate::session::use_session;

pub const RULE: &str = "F-FLOW-DUPLICATE";

/// What can be done about a finding of [`RULE`].
#[component]
pub fn Settle(notes: Vec<Id>) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let study = expect_context::<Study>();
    let notes = StoredValue::new(notes);
    let merge = move |_| {
        state.lead_to(session, &notes.get_value());
        let may = session.with_core(|core| {
            editor::action("merge").is_some_and(|merge| merge.is_enabled(&core.editor))
        });
        if may == Some(true) {
            session.act("merge");
        } else {
            session
                .toasts
                .say("One of these notes is locked, or is of another kind: they stay as they are.");
        }
        study.check_now();
    };
    let keep = move |_| {
        let decision = Decision {
            rule: RULE.into(),
            subjects: notes.get_value(),
            status: DecisionStatus::Rejected,
            choice: None,
            reason: "They are different things.".into(),
            by: None,
            at: Some(browser::timestamp()),
        };
        session.execute(Command::Decide { decision });
        study.check_now();
    };
    let disabled = move || !session.may_edit();
    view! {
        <p class="row">
            <button class="button" disabled=disabled on:click=merge>"Merge into one"</button>
            <button class="button quiet" disabled=disabled on:click=keep>"They differ"</button>
        </p>
    }
    .into_any()
}
