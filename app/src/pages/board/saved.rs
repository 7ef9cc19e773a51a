//! Whether the work is safe: in a word in the bar that explains itself when it is pressed, and in a sentence over the wall
//! while there is no connection.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::offline::{Keeping, Lack, Start};
use crate::session::{Saved, Session};

/// Tint, word, sentence.
fn words(saved: Saved) -> (&'static str, &'static str, &'static str) {
    match saved {
        Saved::Connecting => ("wait", "Connecting", "The board is on its way."),
        Saved::Saved => ("good", "Saved", "The server has everything."),
        Saved::Saving => (
            "wait",
            "Saving",
            "The server has not yet said that it has everything.",
        ),
        Saved::Offline { unsaved: false, .. } => (
            "bad",
            "Offline",
            "No connection. Everything is saved; you can go on, and it is sent when the connection is back.",
        ),
        Saved::Offline { kept: true, .. } => (
            "bad",
            "Offline, unsaved",
            "No connection. You can go on: your changes are kept in this browser and sent when it is back.",
        ),
        Saved::Offline { kept: false, .. } => (
            "bad",
            "Offline, unsaved",
            "No connection, and this browser's storage is full or off. Keep this page open until it says Saved.",
        ),
        Saved::ReadOnly => (
            "quiet",
            "View only",
            "Your link lets you look and point, not change.",
        ),
        Saved::Local => ("quiet", "Not saved", "This board lives in this page only."),
    }
}

/// Whether the board can be opened without a network, and why not.
fn opens(keeping: Keeping) -> Result<&'static str, &'static str> {
    match (keeping.copy, keeping.start) {
        (Some(Err(Lack::Full)), _) => Err(
            "It cannot be opened without a connection: this browser's storage is full and keeps no copy of it. Make room there, or keep this page open.",
        ),
        (Some(Err(Lack::Off)), _) => Err(
            "It cannot be opened without a connection: this browser lets the page store nothing, as in some private windows. Keep this page open.",
        ),
        (_, Start::Insecure) => Err(
            "It cannot be opened without a connection: browsers start a page offline only over https, and this one came over plain http. Keep this page open.",
        ),
        (_, Start::Never) => Err(
            "It cannot be opened without a connection: this browser starts no page offline, as in some private windows. Keep this page open.",
        ),
        (_, Start::Refused) => Err(
            "It cannot be opened without a connection: this browser has not kept the page. Its storage may be full or off. Keep this page open.",
        ),
        (None, _) | (_, Start::Coming) => Ok("A copy for work without a connection is being made."),
        (Some(Ok(())), Start::Ready) => {
            Ok("This browser keeps a copy: the board opens without a connection too.")
        }
    }
}

#[component]
pub fn SaveState() -> impl IntoView {
    let session = expect_context::<Session>();
    let words = move || words(session.saved.get());
    let open = RwSignal::new(false);
    let kept = move || {
        let local = session.saved.get() == Saved::Local;
        (!local).then(|| match opens(session.keeping.get()) {
            Ok(words) | Err(words) => words,
        })
    };
    view! {
        <button
            class=move || format!("saved {}", words().0)
            aria-haspopup="dialog"
            title=move || words().2
            on:click=move |_| open.set(true)
        >
            <span role="status">{move || words().1}</span>
        </button>
        <Dialog open=open title="Is this board safe?">
            <p>{move || words().2}</p>
            {move || kept().map(|words| view! { <p>{words}</p> })}
        </Dialog>
    }
}

/// Says what no connection means for the work.
#[component]
pub fn Away() -> impl IntoView {
    let session = expect_context::<Session>();
    let away = Memo::new(move |_| {
        let saved = session.saved.get();
        let lack = opens(session.keeping.get()).err();
        matches!(saved, Saved::Offline { .. }).then(|| (words(saved).2, lack))
    });
    move || {
        away.get().map(|(sentence, lack)| {
            view! { <p class="away">{sentence} {lack.map(|lack| format!(" {lack}"))}</p> }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_a_board_from_opening_offline_is_said() {
        let check = |start, copy, words: Result<&str, &str>| {
            let said = opens(Keeping { start, copy });
            let (said, part) = match (said, words) {
                (Ok(said), Ok(part)) | (Err(said), Err(part)) => (said, part),
                (said, words) => panic!("{said:?} for {words:?}"),
            };
            assert!(said.contains(part), "{said}");
        };
        check(Start::Ready, Some(Ok(())), Ok("opens without"));
        check(Start::Ready, None, Ok("being made"));
        check(Start::Coming, Some(Ok(())), Ok("being made"));
        check(Start::Ready, Some(Err(Lack::Full)), Err("full"));
        check(Start::Ready, Some(Err(Lack::Off)), Err("store nothing"));
        check(Start::Insecure, Some(Ok(())), Err("plain http"));
        check(Start::Insecure, Some(Err(Lack::Full)), Err("full"));
        check(Start::Never, Some(Ok(())), Err("starts no page"));
        check(Start::Refused, Some(Ok(())), Err("not kept the page"));
    }
}
