//! One file in colours, to copy or download; and everything in one archive.

use leptos::prelude::*;
use leptos::task::spawn_local;
use worker::message::File;

use crate::api;
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::highlight;
use crate::panels::PanelState;
use crate::panels::study::Study;
use crate::session::{Session, use_session};

/// Longest text that is shown in colours, in characters; what is longer is shown plain and in part.
const SHOWN: usize = 60_000;

/// `named`: says the file's path.
#[component]
pub fn Preview(file: File, named: bool) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let text = file.text.clone();
    let name = file
        .path
        .rsplit('/')
        .next()
        .unwrap_or(&file.path)
        .to_owned();
    let copy = {
        let text = text.clone();
        move |_| {
            let text = text.clone().unwrap_or_default();
            spawn_local(async move {
                if browser::copy(&text).await {
                    session.toasts.say("Copied.");
                } else {
                    session.toasts.fail("The browser did not let us use the clipboard. Select the text and copy it.");
                }
            });
        }
    };
    let has_text = text.is_some();
    let is_picture = file.media_type == "image/svg+xml";
    let download = {
        let file = file.clone();
        move |_| browser::download(&name, &file.media_type, &bytes_of(&file))
    };
    let picture = is_picture.then(|| {
        let address = format!(
            "data:image/svg+xml,{}",
            browser::percent_encoded(text.as_deref().unwrap_or_default())
        );
        view! { <img class="picture" alt="The wall as a picture" src=address/> }
    });
    let path = file.path.clone();
    let code = text.filter(|_| !is_picture).map(|text| {
        let cut: String = text.chars().take(SHOWN).collect();
        let rest = text.chars().count().saturating_sub(SHOWN);
        let coloured = highlight::of(&path, &cut);
        view! {
            <pre class="code" tabindex="0" aria-label=path.clone()><code>{move || match coloured.get() {
                Some(html) => view! { <span inner_html=html></span> }.into_any(),
                None => cut.clone().into_any(),
            }}</code></pre>
            {(rest > 0).then(|| view! { <p class="muted">{format!("{rest} more characters are in the download.")}</p> })}
        }
    });
    view! {
        <div class="row">
            <span class="path">{named.then(|| file.path.clone())}</span>
            {has_text.then(|| view! { <button class="button quiet" on:click=copy><Icon of=icon::COPY small=true/> "Copy"</button> })}
            <button class="button quiet" on:click=download><Icon of=icon::DOWNLOAD small=true/> "Download"</button>
            <button class="icon-button" title="Wide panel" aria-label="Wide panel" aria-pressed=move || state.is_wide().to_string()
                on:click=move |_| state.toggle_width()>
                <Icon of=icon::UNFOLD small=true/>
            </button>
        </div>
        {picture}
        {code}
    }
}

fn bytes_of(file: &File) -> Vec<u8> {
    match (&file.text, &file.base64) {
        (Some(text), _) => text.clone().into_bytes(),
        (None, Some(encoded)) => browser::base64_decoded(encoded),
        _ => Vec::new(),
    }
}

/// Downloads every format in one archive: from the server, which makes all of them; without it, what can be made here.
pub fn download_all(study: Study, session: Session, then: impl FnOnce() + 'static) {
    let title = session.board.with_untracked(|b| b.meta.title.clone());
    spawn_local(async move {
        if let Some((id, token)) = session.address()
            && let Ok((file, media_type, bytes)) = api::export(&id, &token, "all").await
        {
            browser::download(&file, &media_type, &bytes);
            return then();
        }
        study.export_all(move |files| {
            match files {
                Ok(files) => {
                    let zipped = files.iter().find(|f| f.media_type == "application/zip");
                    if let Some(zip) = zipped {
                        browser::download(&archive_name(&title), "application/zip", &bytes_of(zip));
                        session.toasts.say(
                            "Made without the server: the pictures PNG and PDF are not in it.",
                        );
                    }
                }
                Err(why) => session.toasts.fail(why),
            }
            then();
        });
    });
}

fn archive_name(title: &str) -> String {
    let name: String = title
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let name = name.trim_matches('-');
    format!("{}.zip", if name.is_empty() { "board" } else { name })
}
