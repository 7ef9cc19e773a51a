//! Models of other tools as boards, so that known systems can be tried.

pub mod cml;
mod draft;
pub mod service_cutter;

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ImportError {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl ImportError {
    fn at_line(line: usize, message: impl Into<String>) -> ImportError {
        ImportError {
            line,
            message: message.into(),
        }
    }
}

/// `createBooking`, `BookCargo` and `insurance_quote_requests` as people write it: “Create booking”.
fn readable(name: &str) -> String {
    let words = crate::words::tokens(name);
    match words.is_empty() {
        true => name.trim().to_owned(),
        false => crate::words::capitalised(&words.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_become_words() {
        assert_eq!(super::readable("createBooking"), "Create booking");
        assert_eq!(
            super::readable("CQRS_Infrastructure"),
            "Cqrs infrastructure"
        );
        assert_eq!(super::readable("***"), "***");
    }
}
