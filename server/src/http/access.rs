//! What the caller of a board may do; asked before anything else is looked at.

use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use model::{Id, Role};
use store::{AFTER_NAME, AuditEntry, BoardRecord, Capability};

use super::{Correlation, Error, Shared};
use crate::auth::Token;
use crate::clock::now_ms;

/// A name is cut after this many characters.
const NAME: usize = 100;

/// A caller with a token that opens the board of the path. An unknown board and a wrong token look the same.
#[derive(Debug, Clone)]
pub struct Access {
    pub board: Id,
    pub role: Role,
    /// The link that was used.
    pub link: Capability,
    pub record: BoardRecord,
    /// As a trusted proxy says.
    pub name: Option<String>,
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
            who: self.who(),
            what: what.into(),
            correlation: correlation.0.clone(),
        }
    }

    /// For the record: the name where it is known, role and link.
    pub fn who(&self) -> String {
        who(self.name.as_deref(), &self.link)
    }

    /// What the log says of changes that come over HTTP.
    pub fn author(&self) -> &str {
        self.name.as_deref().unwrap_or(self.role.name())
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
            name: name_in(&parts.headers, shared),
        })
    }
}

/// Who somebody is for the record, where their name is known and where it is not.
pub fn who(name: Option<&str>, link: &Capability) -> String {
    let link = format!("{} {}", link.role.name(), link.name());
    match name {
        Some(name) => format!("{name}{AFTER_NAME}{link}"),
        None => link,
    }
}

/// What a trusted proxy calls the caller.
pub fn name_in(headers: &HeaderMap, shared: &Shared) -> Option<String> {
    let header = shared.name_header.as_ref()?;
    named(headers.get(header)?)
}

/// A name that can stand in a log: of some length, without what moves the cursor.
fn named(value: &HeaderValue) -> Option<String> {
    let text = String::from_utf8_lossy(value.as_bytes());
    let name: String = text
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME)
        .collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
