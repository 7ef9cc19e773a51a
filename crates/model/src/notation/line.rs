//! One line of notation: what it is, its parts, and the escapes.

use super::{MAX_NAME, MAX_TITLE};
use crate::note::{MAX_TEXT, NOTE_KINDS, NoteKind};

#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// Blank, or a remark.
    Nothing,
    Title(String),
    Heading(String),
    Flow(Vec<Part>),
}

/// A mention of a note.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    /// Written with `^`: it lives under another heading.
    pub elsewhere: bool,
    pub kind: NoteKind,
    pub pivotal: bool,
    pub text: String,
    /// From 1.
    pub ordinal: u32,
}

/// Reads one line; the error says what is wrong.
pub(super) fn read(line: &str) -> Result<Line, String> {
    let pieces = split(line)?;
    let first = pieces[0].trim_matches(is_blank);
    if let Some(rest) = first.strip_prefix('#') {
        if pieces.len() > 1 {
            return Err("a heading holds no ` > `: write `\\>`".into());
        }
        return match rest.strip_prefix('!') {
            Some(title) => name(title, "title", MAX_TITLE).map(Line::Title),
            None => name(rest, "heading", MAX_NAME).map(Line::Heading),
        };
    }
    if pieces.len() == 1 && first.is_empty() {
        return Ok(Line::Nothing);
    }
    pieces
        .into_iter()
        .map(part)
        .collect::<Result<_, _>>()
        .map(Line::Flow)
}

/// White space that may stand around parts.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\u{feff}')
}

/// Cuts the remark off and splits at ` > `.
fn split(line: &str) -> Result<Vec<&str>, String> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        match c {
            '\\' => {
                chars.next();
            }
            '/' if next == Some('/') && is_blank(before) => {
                pieces.push(&line[start..i]);
                return Ok(pieces);
            }
            '>' if is_blank(before) && next.is_some_and(is_blank) => {
                pieces.push(&line[start..i]);
                start = i + 1;
            }
            '>' => {
                return Err(
                    "`>` stands only as ` > ` between two parts: write `\\>` in a text".into(),
                );
            }
            _ => {}
        }
        before = c;
    }
    pieces.push(&line[start..]);
    Ok(pieces)
}

fn name(raw: &str, what: &str, max: usize) -> Result<String, String> {
    let name = unescape(raw.trim_matches(is_blank));
    match name.chars().count() {
        0 => Err(format!("the {what} is empty")),
        n if n > max => Err(format!("the {what} has {n} characters, {max} are allowed")),
        _ => Ok(name),
    }
}

fn part(raw: &str) -> Result<Part, String> {
    let raw = raw.trim_matches(is_blank);
    let elsewhere = raw.starts_with('^');
    let raw = raw.strip_prefix('^').unwrap_or(raw);
    let (word, rest) = raw.split_once(is_blank).unwrap_or((raw, ""));
    if word.is_empty() {
        return Err("a part is empty: write a kind word and a text".into());
    }
    let pivotal = word.ends_with('!');
    let plain = word.strip_suffix('!').unwrap_or(word);
    let kind = NoteKind::from_word(plain).ok_or_else(|| {
        let words: Vec<&str> = NOTE_KINDS.iter().map(|row| row.word).collect();
        format!("unknown kind word `{word}`: use {}", words.join(", "))
    })?;
    if pivotal && kind != NoteKind::DomainEvent {
        return Err(format!("only an event can be pivotal: write `{plain}`"));
    }
    let (text, ordinal) = ordinal(rest.trim_matches(is_blank))?;
    let text = unescape(text);
    match text.chars().count() {
        0 => Err(format!("the {plain} has no text")),
        n if n > MAX_TEXT => Err(format!(
            "the text has {n} characters, {MAX_TEXT} are allowed"
        )),
        _ => Ok(Part {
            elsewhere,
            kind,
            pivotal,
            text,
            ordinal,
        }),
    }
}

/// Splits `~2` off the end of a text that is not unescaped yet.
fn ordinal(text: &str) -> Result<(&str, u32), String> {
    let Some((before, digits)) = text.rsplit_once('~') else {
        return Ok((text, 1));
    };
    let escaped = before.chars().rev().take_while(|&c| c == '\\').count() % 2 == 1;
    if escaped || digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok((text, 1));
    }
    match digits.parse() {
        Ok(n) if n > 0 => Ok((before.trim_end_matches(is_blank), n)),
        _ => Err(format!("`~{digits}` tells no notes apart: count from ~1")),
    }
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => text.push('\n'),
            Some(c @ ('>' | '^' | '#' | '~' | '/' | '\\')) => text.push(c),
            Some(c) => text.extend(['\\', c]),
            None => text.push('\\'),
        }
    }
    text
}

/// Writes a text so that [`read`] gives it back; it must neither start nor end with white space.
pub(super) fn escape(text: &str) -> String {
    let mut raw = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let of_remark = c == '/' && (before == '/' || chars.peek() == Some(&'/'));
        match c {
            '\n' => raw.push_str("\\n"),
            '>' | '~' | '\\' => raw.extend(['\\', c]),
            '#' | '^' if raw.is_empty() => raw.extend(['\\', c]),
            '/' if of_remark => raw.push_str("\\/"),
            _ => raw.push(c),
        }
        before = c;
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Part {
        match read(line) {
            Ok(Line::Flow(mut parts)) if parts.len() == 1 => parts.remove(0),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn kinds_of_lines() {
        assert_eq!(read("  // # no heading > here"), Ok(Line::Nothing));
        assert_eq!(read(" \t"), Ok(Line::Nothing));
        assert_eq!(
            read("#! My board // ours"),
            Ok(Line::Title("My board".into()))
        );
        assert_eq!(read("# !Booking"), Ok(Line::Heading("!Booking".into())));
        assert_eq!(read("# Q\\#1 \\> 2"), Ok(Line::Heading("Q#1 > 2".into())));
        assert!(matches!(read("event A > policy B"), Ok(Line::Flow(p)) if p.len() == 2));
    }

    #[test]
    fn parts() {
        let part = one("^event! Cargo booked ~2");
        assert!(part.elsewhere && part.pivotal);
        assert_eq!((part.text.as_str(), part.ordinal), ("Cargo booked", 2));
        assert_eq!(one("event Cargo booked~1").ordinal, 1);
        assert_eq!(one("event Cargo\\~2").text, "Cargo~2");
        assert_eq!(one("event Cargo\\\\~2").text, "Cargo\\");
        assert_eq!(one("event Cargo ~ 2").text, "Cargo ~ 2");
        assert_eq!(one("text a\\nb\\/\\/c\\^\\q\\").text, "a\nb//c^\\q\\");
        assert_eq!(
            one("definition https://example.org // see there").text,
            "https://example.org"
        );
    }

    #[test]
    fn errors() {
        for (line, say) in [
            ("event A >", "stands only as"),
            ("event A>policy B", "stands only as"),
            ("> event A", "stands only as"),
            ("event A >> policy B", "stands only as"),
            ("event A > > policy B", "part is empty"),
            ("evnt A", "unknown kind word `evnt`"),
            ("Event A", "unknown kind word `Event`"),
            ("command! A", "only an event can be pivotal"),
            ("event", "the event has no text"),
            ("event ~2", "the event has no text"),
            ("event A~0", "count from ~1"),
            ("^", "part is empty"),
            ("#", "the heading is empty"),
            ("#! ", "the title is empty"),
            ("# A > B", "holds no ` > `"),
        ] {
            // The separator needs white space on both sides, so one at the very start is a part that is empty.
            let error = read(line).expect_err(line);
            let say = if line == "> event A" {
                "part is empty"
            } else {
                say
            };
            assert!(error.contains(say), "{line}: {error}");
        }
    }

    #[test]
    fn escapes_come_back() {
        for text in [
            "a > b", "~2", "a~2", "^x", "#x", "\\", "\\n", "a\nb", "// x", "a///b", "x \\> y", "!",
        ] {
            assert_eq!(one(&format!("event {}", escape(text))).text, text);
        }
    }
}
