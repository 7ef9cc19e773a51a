//! Words of the board inside Markdown descriptions.

use crate::naming;

/// One line that no renderer takes for markup or script.
pub(super) fn line(text: &str) -> String {
    inert(&naming::plain(text))
}

/// [`line`], cut to `most` characters.
pub(super) fn brief(text: &str, most: usize) -> String {
    inert(&naming::brief(text, most))
}

fn inert(text: &str) -> String {
    text.replace('<', "‹")
        .replace('>', "›")
        .replace("eval(", "eval (")
        // generated clients keep descriptions in comments
        .replace("*/", "* /")
        .replace("/*", "/ *")
}

/// A sentence, with its full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = line(text);
    match text.chars().last() {
        None => text,
        Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => text,
        Some(_) => text + ".",
    }
}

/// Sentences, a space between those that say something.
pub(super) fn joined(parts: &[String]) -> String {
    parts
        .iter()
        .filter(|p| !p.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ")
}

/// “One”, “two” and “three”.
pub(super) fn listed(texts: &[String]) -> String {
    let quoted: Vec<String> = texts
        .iter()
        .map(|t| format!("“{}”", brief(t, 80)))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
