//! Phrases of time: the clock is a cause.

use model::words::tokens;

const UNITS: &str = "\
    second minute hour day night morning noon afternoon evening midnight week weekday weekend \
    fortnight month quarter year monday tuesday wednesday thursday friday saturday sunday";

const NUMBERS: &str = "\
    a an one two three four five six seven eight nine ten twelve fourteen fifteen twenty thirty \
    forty sixty ninety several some few n x";

const RECURRING: &str = "\
    hourly daily nightly weekly fortnightly monthly quarterly yearly annually";

/// What runs out.
const LIMITS: &str = "\
    deadline timer timeout countdown clock";

/// What a span of time does.
const PASSING: &str = "\
    passed passes elapsed elapses ended ends started starts began begun begins came comes \
    reached expired expires over fired fires closed struck fell";

/// Whether the text names a point in time that the clock brings: "every night", "at midnight", "after 30 days", "month ended".
pub fn names_moment(text: &str) -> bool {
    let words = tokens(text);
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    (0..words.len()).any(|i| match word(i) {
        w if is_in(RECURRING, w) => true,
        "every" | "each" => (i + 1..i + 4).any(|j| is_unit(word(j))),
        "at" | "by" => {
            matches!(word(i + 1), "midnight" | "noon" | "night")
                || is_clock_time(word(i + 1), word(i + 2))
        }
        "end" | "start" | "beginning" => {
            word(i + 1) == "of" && (i + 2..i + 5).any(|j| is_unit(word(j)))
        }
        "after" => span(&words, i + 1),
        w if is_in(LIMITS, w) => {
            (i + 1..i + 4).any(|j| is_in(PASSING, word(j)) || runs_out(word(j), word(j + 1)))
        }
        "time" => {
            (word(i + 1) == "limit" && is_in(PASSING, word(i + 2)))
                || matches!(word(i + 1), "passed" | "elapsed")
                || runs_out(word(i + 1), word(i + 2))
        }
        w if is_unit(w) => {
            is_in(PASSING, word(i + 1))
                || (matches!(word(i + 1), "has" | "have" | "is" | "are")
                    && is_in(PASSING, word(i + 2)))
                || (matches!(word(i + 1), "later" | "after" | "before" | "ago")
                    && i > 0
                    && is_number(word(i - 1)))
        }
        _ => false,
    })
}

/// Whether the text says how long something lasted, as in "unpaid for 30 days". A span needs something that starts it.
pub fn names_duration(text: &str) -> bool {
    const LASTING: &[&str] = &["for", "after", "than", "over", "since", "within"];
    let words = tokens(text);
    (1..words.len()).any(|i| LASTING.contains(&words[i - 1].as_str()) && span(&words, i))
}

/// A number and a unit stand at `i`.
fn span(words: &[String], i: usize) -> bool {
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    let unit_at = |j: usize| {
        is_unit(word(j))
            || (matches!(word(j), "business" | "working" | "calendar" | "full")
                && is_unit(word(j + 1)))
    };
    let joined = word(i).trim_start_matches(|c: char| c.is_ascii_digit());
    let glued = joined.len() < word(i).len()
        && matches!(
            joined,
            "s" | "m" | "min" | "h" | "d" | "w" | "days" | "hours" | "minutes"
        );
    (is_number(word(i)) && unit_at(i + 1)) || glued
}

fn runs_out(word: &str, next: &str) -> bool {
    matches!(word, "run" | "runs" | "ran") && next == "out"
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

fn is_number(word: &str) -> bool {
    is_in(NUMBERS, word) || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
}

fn is_unit(word: &str) -> bool {
    is_in(UNITS, word) || word.strip_suffix('s').is_some_and(|w| is_in(UNITS, w))
}

/// "18:00" (two words), "6pm", "6 am".
fn is_clock_time(word: &str, next: &str) -> bool {
    let digits = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit());
    let half = |w: &str| w == "am" || w == "pm" || w == "oclock";
    (digits(word) && (half(next) || (next.len() == 2 && digits(next))))
        || word
            .strip_suffix("am")
            .or(word.strip_suffix("pm"))
            .is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for text in [
            "Every night, settle accounts",
            "After 30 days, remind",
            "Nightly batch",
            "Month ended",
            "At midnight",
            "30 days later",
            "Each business day, reconcile",
            "Payment deadline passed",
            "End of the month",
            "At 18:00 close the till",
            "By 6pm",
            "Every first Monday",
            "Whenever the timer has expired",
            "After two working days",
            "15 minutes after check-in",
            "A year has passed",
            "Whenever the clock runs out, flag the player",
            "Time ran out",
        ] {
            assert!(names_moment(text), "{text}");
        }
    }

    #[test]
    fn no_moments() {
        for text in [
            "Whenever an invoice is unpaid for 30 days, remind",
            "Order placed",
            "After payment, ship",
            "Whenever every item is picked, pack",
            "Day pass sold",
            "Order of the day chosen",
            "Order delivered in 2 days",
            "Whenever a deadline is agreed, tell the team",
            "In stock",
            "Clock card handed out",
            "At 5 items, reorder",
        ] {
            assert!(!names_moment(text), "{text}");
        }
    }

    #[test]
    fn durations() {
        assert!(names_duration("Invoice unpaid for 30 days"));
        assert!(names_duration("No answer for two working days"));
        assert!(names_duration("Idle for 15min"));
        assert!(!names_duration("Invoice issued"));
        assert!(!names_duration("2 nights booked"));
    }
}
