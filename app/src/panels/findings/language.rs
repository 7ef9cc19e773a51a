//! The language that the notes are written in: rules about words are silent where they do not know it.

use leptos::prelude::*;
use model::Command;

use crate::components::control::{Choice, Labelled};
use crate::panels::read_only;
use crate::session::use_session;

/// As people call them; what is not here is kept and shown by its code.
const LANGUAGES: [(&str, &str); 16] = [
    ("en", "English"),
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("hi", "हिन्दी"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("zh", "中文"),
];

#[component]
pub fn Language() -> impl IntoView {
    let session = use_session();
    let now = Memo::new(move |_| {
        session
            .board
            .with(|b| b.meta.language.clone().unwrap_or_else(|| "en".into()))
    });
    let choices = Signal::derive(move || {
        let own = LANGUAGES.map(|(code, name)| (code.to_owned(), name.to_owned()));
        let mut choices = own.to_vec();
        if !choices.iter().any(|(code, _)| *code == now.get()) {
            choices.push((now.get(), now.get()));
        }
        choices
    });
    let help = move || match now.get().split(['-', '_']).next() {
        Some("en") => "Tense and mood of the notes are judged.",
        _ => {
            "Rules about tense, mood and nouns know English only: they are silent here. All others apply."
        }
    };
    let commit = Callback::new(move |language| session.execute(Command::SetLanguage { language }));
    view! {
        <Labelled label="Language of the notes">
            <Choice value=now choices none="" disabled=read_only(session) commit/>
        </Labelled>
        <p class="muted language-help">{help}</p>
    }
}
