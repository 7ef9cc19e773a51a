//! Plain sentences: lists, counts and quotes.

use crate::wall::Wall;

/// "A", "A and B", "A, B and 3 more".
pub fn list(items: &[String], most: usize) -> String {
    let shown = if items.len() > most {
        most.max(1)
    } else {
        items.len()
    };
    let rest = items.len() - shown;
    let mut parts: Vec<String> = items[..shown].to_vec();
    if rest > 0 {
        parts.push(format!("{rest} more"));
    }
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// "“A”, “B” and 3 more": the texts of notes.
pub fn quotes(wall: &Wall, notes: &[usize], most: usize) -> String {
    let shown = notes.len().min(most.max(1));
    let rest = notes.len() - shown;
    let mut text = String::new();
    for (i, &n) in notes[..shown].iter().enumerate() {
        text.push_str(match i {
            0 => "",
            _ if i + 1 == shown && rest == 0 => " and ",
            _ => ", ",
        });
        text.push_str(&quote(wall.text(n)));
    }
    if rest > 0 {
        text.push_str(&format!(" and {rest} more"));
    }
    text
}

/// "1 command", "3 commands".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The text of a note in a sentence, shortened.
pub fn quote(text: &str) -> String {
    const MOST: usize = 60;
    if text.len() <= MOST || text.chars().count() <= MOST {
        ["“", text, "”"].concat()
    } else {
        let short: String = text.chars().take(MOST - 1).collect();
        format!("“{}…”", short.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let items = |n: usize| -> Vec<String> {
            ["A", "B", "C", "D"][..n]
                .iter()
                .map(|s| s.to_string())
                .collect()
        };
        assert_eq!(list(&items(0), 3), "");
        assert_eq!(list(&items(1), 3), "A");
        assert_eq!(list(&items(2), 3), "A and B");
        assert_eq!(list(&items(3), 3), "A, B and C");
        assert_eq!(list(&items(4), 2), "A, B and 2 more");
    }

    #[test]
    fn counts_and_quotes() {
        assert_eq!(count(1, "query", "queries"), "1 query");
        assert_eq!(count(0, "query", "queries"), "0 queries");
        assert_eq!(quote("Cargo booked"), "“Cargo booked”");
        assert_eq!(quote(&"x".repeat(80)).chars().count(), 62);
    }
}
