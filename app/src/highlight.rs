//! Colours for previews: a small script of the site, loaded at the first preview. Without it, texts stay plain.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::browser;

/// The coloured HTML of a file's text, as soon as there is one. The highlighter escapes the text.
pub fn of(path: &str, text: &str) -> RwSignal<Option<String>> {
    let coloured = RwSignal::new(None);
    if let Some(language) = language(path) {
        let text = text.to_owned();
        with_highlighter(move || {
            if let Some(html) = highlight(&text, language) {
                let _ = coloured.try_set(Some(html));
            }
        });
    }
    coloured
}

fn language(path: &str) -> Option<&'static str> {
    Some(match path.rsplit('.').next()? {
        "yaml" | "yml" => "yaml",
        "proto" => "protobuf",
        "json" => "json",
        "svg" | "xml" => "xml",
        "mmd" => "mermaid",
        "storm" => "storm",
        _ => return None,
    })
}

fn highlighter() -> Option<js_sys::Function> {
    let window = browser::window()?;
    js_sys::Reflect::get(&window, &"isobarHighlight".into())
        .ok()?
        .dyn_into()
        .ok()
}

fn highlight(text: &str, language: &str) -> Option<String> {
    highlighter()?
        .call2(&JsValue::NULL, &text.into(), &language.into())
        .ok()?
        .as_string()
}

/// Runs at once when the script is there, otherwise when it has loaded.
fn with_highlighter(run: impl FnOnce() + 'static) {
    if highlighter().is_some() {
        return run();
    }
    let load = || -> Option<()> {
        let document = browser::document()?;
        let address = document
            .document_element()?
            .get_attribute("data-highlight")?;
        let script = document.create_element("script").ok()?;
        script.set_attribute("type", "module").ok()?;
        script.set_attribute("src", &address).ok()?;
        let run = Closure::once_into_js(run);
        script
            .add_event_listener_with_callback("load", run.unchecked_ref())
            .ok()?;
        document.head()?.append_child(&script).ok()?;
        Some(())
    };
    let _ = load();
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn languages_by_name() {
        assert_eq!(language("booking/v1/booking.proto"), Some("protobuf"));
        assert_eq!(language("flow.mmd"), Some("mermaid"));
        assert_eq!(language("README"), None);
    }
}
