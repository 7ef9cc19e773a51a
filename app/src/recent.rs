//! The boards that this browser has opened: kept in local storage, shown on the home page as small pictures of their walls.

use model::{BoardSnapshot, NOTE_KINDS, NoteKind, Rect, Role};
use serde::{Deserialize, Serialize};

use crate::{browser, offline};
use model::order::Order;

/// Where storage keeps the list.
pub const KEY: &str = "isobar.boards";
/// A deleted board can be brought back for this long.
pub const TRASH_DAYS: f64 = 30.0;
pub const DAY: f64 = 86_400_000.0;
/// Notes in a small picture.
const PICTURE_NOTES: usize = 240;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recent {
    pub id: String,
    pub title: String,
    /// The token of the link that allows most of those this browser has opened.
    pub token: String,
    /// What that link allows, as the server has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Milliseconds since 1970.
    pub opened: f64,
    #[serde(default)]
    pub notes: usize,
    #[serde(default)]
    pub picture: Picture,
    /// When it was put into the trash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<f64>,
    /// The link opens no board any more.
    #[serde(default)]
    pub lost: bool,
}

impl Recent {
    pub fn title(&self) -> &str {
        match self.title.trim() {
            "" => "Untitled board",
            title => title,
        }
    }

    /// Whether the link may rename the board.
    pub fn may_edit(&self) -> bool {
        self.role.is_some_and(Role::may_edit)
    }

    /// Whether the link may delete and restore the board.
    pub fn may_manage(&self) -> bool {
        self.role.is_some_and(Role::may_manage)
    }

    /// Whole days until it leaves the trash for good.
    pub fn days_left(&self, now: f64) -> u32 {
        let since = now - self.deleted.unwrap_or(now);
        (TRASH_DAYS - since / DAY).ceil().clamp(1.0, TRASH_DAYS) as u32
    }
}

/// A wall in few figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Width and height.
    pub size: (f64, f64),
    /// Row of NOTE_KINDS, x, y, width, height.
    pub notes: Vec<(usize, f64, f64, f64, f64)>,
}

impl Picture {
    /// Of a wall with very many notes, evenly chosen ones.
    pub fn of(board: &BoardSnapshot) -> Picture {
        let rows: Vec<(usize, Rect)> = board
            .notes
            .iter()
            .filter(|n| n.kind != NoteKind::Text)
            .map(|n| (row_of(n.kind), n.rect()))
            .collect();
        let Some(bounds) = Rect::around(rows.iter().map(|(_, r)| *r)) else {
            return Picture::default();
        };
        let step = rows.len().div_ceil(PICTURE_NOTES).max(1);
        Picture {
            size: (bounds.width.round(), bounds.height.round()),
            notes: rows
                .iter()
                .step_by(step)
                .map(|(kind, r)| {
                    let (x, y) = (r.x - bounds.x, r.y - bounds.y);
                    (
                        *kind,
                        x.round(),
                        y.round(),
                        r.width.round(),
                        r.height.round(),
                    )
                })
                .collect(),
        }
    }
}

fn row_of(kind: NoteKind) -> usize {
    NOTE_KINDS
        .iter()
        .position(|row| row.kind == kind)
        .unwrap_or_default()
}

/// Newest first; what lay in the trash for too long is gone.
pub fn all() -> Vec<Recent> {
    let mut boards: Vec<Recent> = browser::remembered(KEY)
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let now = browser::now();
    boards.retain(|b| b.deleted.is_none_or(|at| now - at < TRASH_DAYS * DAY));
    boards.order_by(|a, b| b.opened.total_cmp(&a.opened).then_with(|| a.id.cmp(&b.id)));
    boards
}

pub fn get(id: &str) -> Option<Recent> {
    all().into_iter().find(|b| b.id == id)
}

/// Changes the entry of a board, which is made if there is none. Says whether the browser took it.
pub fn update(id: &str, change: impl FnOnce(&mut Recent)) -> bool {
    let mut boards = all();
    match boards.iter_mut().find(|b| b.id == id) {
        Some(board) => change(board),
        None => {
            let mut board = Recent {
                id: id.to_owned(),
                opened: browser::now(),
                ..Recent::default()
            };
            change(&mut board);
            boards.push(board);
        }
    }
    save(&boards)
}

/// Changes the entry of a board that is on the list.
pub fn change(id: &str, change: impl FnOnce(&mut Recent)) {
    if get(id).is_some() {
        update(id, change);
    }
}

/// Puts an entry back on the list.
pub fn put_back(board: Recent) {
    let id = board.id.clone();
    update(&id, |entry| *entry = board);
}

/// Takes a board off the list, and gives its entry.
pub fn forget(id: &str) -> Option<Recent> {
    let mut boards = all();
    let at = boards.iter().position(|b| b.id == id)?;
    let gone = boards.remove(at);
    save(&boards);
    offline::remove_copy(id);
    Some(gone)
}

fn save(boards: &[Recent]) -> bool {
    serde_json::to_string(boards).is_ok_and(|text| browser::remember(KEY, &text))
}

/// When something was, in a word or two.
pub fn ago(then: f64, now: f64) -> String {
    let minutes = ((now - then) / 60_000.0).max(0.0);
    let count = |n: f64, unit: &str| {
        let n = n.floor() as i64;
        format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" })
    };
    match minutes {
        m if m < 1.0 => "just now".into(),
        m if m < 60.0 => count(m, "minute"),
        m if m < 1440.0 => count(m / 60.0, "hour"),
        m if m < 43_200.0 => count(m / 1440.0, "day"),
        m => count(m / 43_200.0, "month"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Id, Note, Point, Table};
    use std::sync::Arc;

    #[test]
    fn ages() {
        let check = |minutes: f64, words: &str| assert_eq!(ago(0.0, minutes * 60_000.0), words);
        check(0.5, "just now");
        check(1.2, "1 minute ago");
        check(125.0, "2 hours ago");
        check(3000.0, "2 days ago");
    }

    #[test]
    fn days_in_the_trash() {
        let check = |days: f64, left: u32| {
            let board = Recent {
                deleted: Some(0.0),
                ..Recent::default()
            };
            assert_eq!(board.days_left(days * DAY), left);
        };
        check(0.0, 30);
        check(0.5, 30);
        check(1.5, 29);
        check(29.9, 1);
    }

    #[test]
    fn a_picture_starts_at_the_corner_and_has_few_notes() {
        let notes = (0..1000).map(|i| {
            let id = Id::derived("n", &[&i.to_string()]);
            Arc::new(
                Note::new(id, NoteKind::Command, "x")
                    .at(Point::new(500.0 + f64::from(i) * 130.0, -40.0)),
            )
        });
        let board = BoardSnapshot {
            notes: Table::from_rows(notes),
            ..BoardSnapshot::default()
        };
        let picture = Picture::of(&board);
        assert!(picture.notes.len() <= PICTURE_NOTES);
        assert_eq!(picture.notes[0], (1, 0.0, 0.0, 120.0, 120.0));
        assert_eq!(picture.size.1, 120.0);
    }
}
