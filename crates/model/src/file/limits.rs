//! What the schema says of single values beyond their types: lengths, ranges, patterns, nulls.

use serde_json::Value;

use super::FileError;
use super::json::{is_free, join};
use crate::facts::Field;
use crate::note::MAX_TEXT;

/// Checks every value of a file.
pub(super) fn check(file: &Value) -> Result<(), FileError> {
    walk(file, &mut Vec::new()).map_err(|wrong| FileError::new(wrong.pointer, wrong.message))
}

/// What is wrong, and how to get there from where one stands: most values are right and need no pointer.
struct Wrong {
    pointer: String,
    message: String,
}

impl Wrong {
    /// Seen from the value around it.
    fn inside(self, step: &str) -> Wrong {
        let pointer = join("", step) + &self.pointer;
        Wrong { pointer, ..self }
    }
}

/// `path` is the place without its indices: `["notes", "facts", "rate"]`.
fn walk<'a>(value: &'a Value, path: &mut Vec<&'a str>) -> Result<(), Wrong> {
    if let Some(message) = wrong(value, path) {
        let pointer = String::new();
        return Err(Wrong { pointer, message });
    }
    match value {
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                walk(item, path).map_err(|wrong| wrong.inside(&i.to_string()))?;
            }
        }
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| !is_free(key)) {
                path.push(key);
                walk(member, path).map_err(|wrong| wrong.inside(key))?;
                path.pop();
            }
        }
        _ => {}
    }
    Ok(())
}

fn wrong(value: &Value, path: &[&str]) -> Option<String> {
    match (value, path) {
        (Value::Null, _) => Some("null is no value here: leave the member out".into()),
        (Value::String(text), path) => wrong_text(text, path),
        (Value::Number(number), path) => wrong_number(number.as_f64()?, path),
        _ => None,
    }
}

fn wrong_text(text: &str, path: &[&str]) -> Option<String> {
    let max = match path {
        ["title"] => 200,
        ["notes", "text"] => MAX_TEXT,
        ["contexts", "name"] => 100,
        ["notes", "fields", "name"] => {
            let wrong = !Field::is_name(text);
            return wrong.then(|| {
                format!("{text:?} is no field name: use letters, digits and _, no digit first")
            });
        }
        ["decisions", "rule"] => {
            return (!is_rule(text))
                .then(|| format!("{text:?} is no rule id, such as F-SIZE-NANO"));
        }
        ["decisions", "at"] => {
            return (!is_date_time(text)).then(|| format!("{text:?} is no RFC 3339 date and time"));
        }
        _ => return None,
    };
    let length = text.chars().count();
    if path == ["contexts", "name"] && length == 0 {
        return Some("a context has a name of at least 1 character".into());
    }
    (length > max).then(|| format!("{length} characters are too many: at most {max}"))
}

fn wrong_number(n: f64, path: &[&str]) -> Option<String> {
    let member = path.last()?;
    match *member {
        "width" | "height" | "latencyMs" if n <= 0.0 => {
            Some(format!("{n} is too small: more than 0"))
        }
        "availability" if !(0.0..=1.0).contains(&n) => {
            Some(format!("{n} is no availability: 0 to 1"))
        }
        "rate" | "peakRate" | "stalenessSeconds" | "retentionDays" | "instances"
        | "growthPerDay" | "votes" | "startupSeconds" | "people" | "budget"
            if n < 0.0 =>
        {
            Some(format!("{n} is too small: 0 or more"))
        }
        _ => None,
    }
}

/// Whether a text is the id of a rule: `^[AFC]-[A-Z0-9-]+$`
pub fn is_rule(text: &str) -> bool {
    text.strip_prefix(['A', 'F', 'C'])
        .and_then(|rest| rest.strip_prefix('-'))
        .is_some_and(|rest| {
            let known = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-';
            !rest.is_empty() && rest.bytes().all(known)
        })
}

/// Whether a text has the form of RFC 3339, section 5.6; months have up to 31 days, minutes up to 60 seconds.
pub fn is_date_time(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>, min: u32, max: u32| {
        text.get(range)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .is_some_and(|n: u32| (min..=max).contains(&n))
    };
    let sign = |place: usize, signs: &[u8]| {
        text.as_bytes()
            .get(place)
            .is_some_and(|b| signs.contains(b))
    };
    let date = number(0..4, 0, 9999)
        && sign(4, b"-")
        && number(5..7, 1, 12)
        && sign(7, b"-")
        && number(8..10, 1, 31);
    let time = number(11..13, 0, 23)
        && sign(13, b":")
        && number(14..16, 0, 59)
        && sign(16, b":")
        && number(17..19, 0, 60);
    if !(date && sign(10, b"Tt ") && time) {
        return false;
    }
    let mut zone = 19;
    if sign(zone, b".") {
        zone += 1 + text[20..].bytes().take_while(u8::is_ascii_digit).count();
        if zone == 20 {
            return false;
        }
    }
    let offset = sign(zone, b"+-")
        && number(zone + 1..zone + 3, 0, 23)
        && sign(zone + 3, b":")
        && number(zone + 4..zone + 6, 0, 59);
    (sign(zone, b"Zz") && text.len() == zone + 1) || (offset && text.len() == zone + 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for good in ["2026-07-01T10:00:00Z", "2026-07-01t10:00:60.25+02:00"] {
            assert!(is_date_time(good), "{good}");
        }
        for bad in [
            "",
            "yesterday",
            "2026-07-01",
            "2026-13-01T10:00:00Z",
            "2026-07-01T10:00:00",
            "2026-07-01T10:00:00.Z",
            "2026-07-01T10:00:00Zé",
        ] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }

    #[test]
    fn rules() {
        assert!(is_rule("F-SIZE-NANO") && is_rule("C-PRE"));
        for bad in ["", "F-", "X-SIZE", "F-size", "FSIZE"] {
            assert!(!is_rule(bad), "{bad}");
        }
    }
}
