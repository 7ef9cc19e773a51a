//! The tokens of a CML file.

use crate::import::ImportError;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A name or keyword; `^` before a name that would be a keyword is dropped.
    Word,
    /// A string without its quotes.
    Text,
    Sign,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub text: String,
    /// From 1.
    pub line: usize,
}

const ARROWS: [&str; 3] = ["<->", "->", "<-"];

/// Cuts a file into tokens; comments are dropped.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, ImportError> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let first = line;
        let (kind, length) = if c == '\n' || c.is_whitespace() || c == '\u{feff}' {
            (None, c.len_utf8())
        } else if rest.starts_with("//") {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if let Some(after) = rest.strip_prefix("/*") {
            let end = after.find("*/");
            let end = end.ok_or_else(|| ImportError::at_line(first, "a comment has no end"))?;
            (None, end + 4)
        } else if c == '"' || c == '\'' {
            (
                Some(Kind::Text),
                text(rest, c).ok_or_else(|| ImportError::at_line(first, "a string has no end"))?,
            )
        } else if is_word(c) || c == '^' {
            let end = rest[1..].find(|c| !is_word(c) && c != '.' && c != '$');
            (Some(Kind::Word), end.map_or(rest.len(), |end| end + 1))
        } else {
            let arrow = ARROWS.iter().find(|a| rest.starts_with(**a));
            (Some(Kind::Sign), arrow.map_or(c.len_utf8(), |a| a.len()))
        };
        let (raw, after) = rest.split_at(length);
        line += raw.matches('\n').count();
        rest = after;
        if let Some(kind) = kind {
            let text = match kind {
                Kind::Text => raw[1..raw.len() - 1].replace("\\\"", "\""),
                Kind::Word => raw.trim_start_matches('^').trim_end_matches('.').to_owned(),
                Kind::Sign => raw.to_owned(),
            };
            tokens.push(Token {
                kind,
                text,
                line: first,
            });
        }
    }
    Ok(tokens)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Length of the string that `rest` starts with, quotes included.
fn text(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(i + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_strings_and_arrows() {
        let found = tokens("A [U]->[D] B // x\n/* y\n */ type = \"C \\\"d\\\"\" ^size").unwrap();
        let texts: Vec<&str> = found.iter().map(|t| t.text.as_str()).collect();
        let expected = [
            "A", "[", "U", "]", "->", "[", "D", "]", "B", "type", "=", "C \"d\"", "size",
        ];
        assert_eq!(texts, expected);
        assert_eq!(found[9].line, 3);
        assert_eq!(tokens("a\n\"b").unwrap_err().line, 2);
        assert_eq!(tokens("/* b").unwrap_err().line, 1);
    }
}
