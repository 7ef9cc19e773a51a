//! Who may make boards.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::{Error, Shared};
use crate::auth::Token;
use crate::config::{Create, PeopleArgs};

/// Where a caller says the operator's token; `authorization` says a board's.
const HEADER: &str = "x-create-token";
/// A shorter token could be guessed.
const SHORTEST: usize = 16;

#[derive(Clone, Copy, Debug)]
pub enum Creation {
    Anyone,
    /// SHA-256 of the operator's token.
    Token([u8; 32]),
}

impl Creation {
    /// None where the operator wants a token and gives none, or one that is too short.
    pub fn of(args: &PeopleArgs) -> Option<Creation> {
        match args.create {
            Create::Anyone => Some(Creation::Anyone),
            Create::Token => {
                let token = args.create_token.as_deref();
                let token = token.filter(|token| token.len() >= SHORTEST)?;
                Some(Creation::Token(Token::given(token).hash()))
            }
        }
    }
}

/// A caller who may make a board.
pub struct MayCreate;

impl FromRequestParts<Shared> for MayCreate {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<MayCreate, Error> {
        let Creation::Token(hash) = shared.creation else {
            return Ok(MayCreate);
        };
        let given = parts.headers.get(HEADER).and_then(|v| v.to_str().ok());
        let known = given.is_some_and(|given| Token::given(given).is(&hash));
        known.then_some(MayCreate).ok_or(Error::MayNotCreate)
    }
}
