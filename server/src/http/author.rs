//! Who says something. There are no accounts: a browser that sends a secret of its own is known again by it.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use store::Comment;

use super::Shared;

/// The header with the secret: any text of 16 to 200 bytes, the same for all of one person's comments.
const HEADER: &str = "isobar-author";

/// The author of a request.
#[derive(Clone, Debug)]
pub struct Author(Option<[u8; 32]>);

impl Author {
    /// SHA-256 of their secret; None where they sent none.
    pub fn mark(&self) -> Option<&[u8; 32]> {
        self.0.as_ref()
    }

    /// Whether they wrote it.
    pub fn owns(&self, comment: &Comment) -> bool {
        self.0.is_some() && self.0 == comment.owner
    }
}

impl FromRequestParts<Shared> for Author {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Author, Infallible> {
        let secret = parts.headers.get(HEADER).map(|value| value.as_bytes());
        let secret = secret.filter(|secret| (16..=200).contains(&secret.len()));
        Ok(Author(secret.map(|secret| Sha256::digest(secret).into())))
    }
}
