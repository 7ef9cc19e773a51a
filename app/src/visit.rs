//! The link by which this tab looks at a board. Somebody who tries a weaker link, or a broken one, keeps their own: it is
//! what [`crate::recent`] keeps, and what the home page opens.

use model::Role;
use serde::{Deserialize, Serialize};

use crate::recent::Recent;
use crate::{api, browser, recent};

/// Where the tab keeps it.
const KEY: &str = "isobar.visit";

#[derive(Serialize, Deserialize)]
struct Visit {
    board: String,
    token: String,
    /// What it allows, as the server has said.
    #[serde(default)]
    role: Option<Role>,
}

/// The token of this visit: the link's in the address, which then shows it no more, or else the tab's, or else the
/// browser's own. A browser that keeps nothing keeps the address.
pub fn token(board: &str) -> Option<String> {
    if let Some(token) = api::token_of(&browser::query()).filter(|t| !t.is_empty()) {
        let token = token.to_owned();
        if keep(board, &token, None) {
            browser::replace_address(&format!("/b/{board}"));
        }
        return Some(token);
    }
    current(board)
        .map(|visit| visit.token)
        .or_else(|| own(board))
}

/// What this token allows, as far as this browser knows.
pub fn role(board: &str, token: &str) -> Option<Role> {
    let known = recent::get(board).filter(|entry| entry.token == token);
    let visit = current(board).filter(|visit| visit.token == token);
    visit
        .and_then(|visit| visit.role)
        .or_else(|| known.and_then(|entry| entry.role))
}

/// The server has opened the board with this token. Says whether the browser remembers a link to it.
pub fn granted(board: &str, token: &str, role: Role) -> bool {
    if is_current(board, token) {
        keep(board, token, Some(role));
    }
    recent::update(board, |entry| {
        if replaces(entry, token, role) {
            entry.token = token.to_owned();
            entry.role = Some(role);
            entry.lost = false;
        }
        entry.opened = browser::now();
        entry.deleted = None;
    })
}

/// The server has refused this token: the tab forgets it, and the next visit is by the browser's own link.
pub fn refused(board: &str, token: &str) {
    if is_current(board, token) {
        end();
    }
    if is_own(board, token) {
        recent::change(board, |entry| entry.lost = true);
    }
}

/// Whether the browser remembers the board by this token.
pub fn is_own(board: &str, token: &str) -> bool {
    own(board).as_deref() == Some(token)
}

/// The next visit is by the browser's own link.
pub fn end() {
    browser::forget_in_tab(KEY);
}

fn keep(board: &str, token: &str, role: Option<Role>) -> bool {
    let visit = Visit {
        board: board.to_owned(),
        token: token.to_owned(),
        role,
    };
    serde_json::to_string(&visit).is_ok_and(|text| browser::remember_in_tab(KEY, &text))
}

fn current(board: &str) -> Option<Visit> {
    let visit: Visit = serde_json::from_str(&browser::remembered_in_tab(KEY)?).ok()?;
    (visit.board == board).then_some(visit)
}

fn is_current(board: &str, token: &str) -> bool {
    current(board).is_some_and(|visit| visit.token == token)
}

fn own(board: &str) -> Option<String> {
    recent::get(board)
        .map(|entry| entry.token)
        .filter(|token| !token.is_empty())
}

/// Whether a token that grants `role` is worth more than what the entry holds.
fn replaces(entry: &Recent, token: &str, role: Role) -> bool {
    entry.token.is_empty()
        || entry.token == token
        || entry.lost
        || entry.role.is_some_and(|own| role >= own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(token: &str, role: Option<Role>, lost: bool) -> Recent {
        Recent {
            token: token.into(),
            role,
            lost,
            ..Recent::default()
        }
    }

    #[test]
    fn a_weaker_link_never_takes_the_place_of_a_stronger_one() {
        let own = entry("own", Some(Role::Facilitator), false);
        assert!(!replaces(&own, "theirs", Role::Viewer));
        assert!(!replaces(&own, "theirs", Role::Editor));
        assert!(replaces(&own, "theirs", Role::Facilitator));
        assert!(!replaces(
            &entry("own", None, false),
            "theirs",
            Role::Facilitator
        ));
    }

    #[test]
    fn a_link_that_opens_nothing_any_more_gives_way() {
        assert!(replaces(&entry("", None, false), "theirs", Role::Viewer));
        let revoked = entry("own", Some(Role::Facilitator), true);
        assert!(replaces(&revoked, "theirs", Role::Viewer));
    }
}
