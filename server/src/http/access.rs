//! What the caller of a board may do; asked before anything else is looked at.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use model::{Id, Role};
use store::BoardRecord;

use super::{Error, Shared};
use crate::auth::Token;

/// A caller with a token that opens the board of the path. An unknown board and a wrong token look the same.
#[derive(Debug, Clone)]
pub struct Access {
    pub board: Id,
    pub role: Role,
    pub record: BoardRecord,
}

impl Access {
    /// Goes on only where the board is not in the trash.
    pub fn open(self) -> Result<Access, Error> {
        match self.record.trashed_ms {
            None => Ok(self),
            Some(_) => Err(Error::Trashed),
        }
    }

    pub fn at_least(self, needed: Role) -> Result<Access, Error> {
        if self.role >= needed {
            Ok(self)
        } else {
            Err(Error::RoleTooLow {
                needed,
                given: self.role,
            })
        }
    }
}

impl FromRequestParts<Shared> for Access {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Access, Error> {
        let token = Token::of(parts).ok_or(Error::NoToken)?;
        let Path(path) = Path::<HashMap<String, String>>::from_request_parts(parts, shared)
            .await
            .map_err(|_| Error::NotAllowed)?;
        let board = path.get("board").and_then(|text| Id::new(text).ok());
        let board = board.ok_or(Error::NotAllowed)?;
        let capabilities = shared.store.capabilities(&board).await?;
        let role = token.role(&capabilities).ok_or(Error::NotAllowed)?;
        let record = shared.store.board(&board).await?;
        let record = record.ok_or(Error::NotAllowed)?;
        Ok(Access {
            board,
            role,
            record,
        })
    }
}
