//! What the caller of a board may do; asked before anything else is looked at.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use model::{Id, Role};
use store::{AuditEntry, BoardRecord, Capability};

use super::{Correlation, Error, Shared};
use crate::auth::Token;
use crate::clock::now_ms;

/// A caller with a token that opens the board of the path. An unknown board and a wrong token look the same.
#[derive(Debug, Clone)]
pub struct Access {
    pub board: Id,
    pub role: Role,
    /// The link that was used.
    pub link: Capability,
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

    /// A line of the board's audit log, about what this caller does now.
    pub fn audit(&self, what: impl Into<String>, correlation: &Correlation) -> AuditEntry {
        AuditEntry {
            at_ms: now_ms(),
            who: format!("{} {}", self.role.name(), self.link.name()),
            what: what.into(),
            correlation: correlation.0.clone(),
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
        let link = token.among(&capabilities, now_ms());
        let link = link.ok_or(Error::NotAllowed)?;
        let record = shared.store.board(&board).await?;
        let record = record.ok_or(Error::NotAllowed)?;
        Ok(Access {
            board,
            role: link.role,
            link,
            record,
        })
    }
}
