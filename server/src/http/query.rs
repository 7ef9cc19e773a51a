//! The query of a request, by its names.

use super::Error;

pub type Parameters = Vec<(String, String)>;

/// The query without the token.
pub fn parameters(query: Option<String>) -> Parameters {
    let query = query.unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .filter(|(name, _)| name != "access")
        .collect()
}

/// A whole number.
pub fn number<T: std::str::FromStr>(name: &str, value: &str) -> Result<T, Error> {
    value
        .parse()
        .map_err(|_| bad(name, &format!("{value:?} is no whole number from 0 on")))
}

/// A parameter that makes no sense.
pub fn bad(name: &str, message: &str) -> Error {
    Error::Query {
        name: name.to_owned(),
        message: format!("{name}: {message}"),
    }
}

/// A parameter that means nothing here; `known` says which do.
pub fn unknown(name: &str, known: &str) -> Error {
    bad(name, &format!("there is no such parameter; known: {known}"))
}
