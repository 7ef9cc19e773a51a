//! Other people on the wall, as their presence says.

use model::{Id, Point, Rect};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Peer {
    /// Their client id.
    pub client: u64,
    pub name: String,
    /// Any CSS colour.
    pub colour: String,
    /// Canvas units.
    pub cursor: Option<Point>,
    pub selection: Vec<Id>,
    /// Notes and frames in their hands, with top left corners now.
    pub dragging: Vec<(Id, Point)>,
    pub editing: Option<Id>,
    /// The part of the wall that they look at, canvas units.
    pub view: Option<Rect>,
    /// The trail of their laser pointer, oldest first.
    pub laser: Vec<Point>,
}

/// How a note differs from what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Added,
    /// It lay here and is gone.
    Removed,
    Moved,
    Reworded,
    /// It lives in another context.
    Rebounded,
    Refined,
}

impl MarkKind {
    pub fn name(self) -> &'static str {
        match self {
            MarkKind::Added => "added",
            MarkKind::Removed => "removed",
            MarkKind::Moved => "moved",
            MarkKind::Reworded => "reworded",
            MarkKind::Rebounded => "rebounded",
            MarkKind::Refined => "refined",
        }
    }

    /// Of outlines on the paper; the names beside them say the same without colour.
    pub(crate) fn colour(self) -> &'static str {
        match self {
            MarkKind::Added => "#1d7f55",
            MarkKind::Removed => "#b3261e",
            MarkKind::Moved => "#7a4fb0",
            MarkKind::Reworded => "#b5540f",
            MarkKind::Rebounded => "#22728f",
            MarkKind::Refined => "#566475",
        }
    }
}

/// A note that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub note: Id,
    pub kind: MarkKind,
    /// Where it lay, canvas units; needed where it is not on the wall.
    pub place: Option<Rect>,
}

/// A proposed context, shown over the wall before anybody accepts it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedContext {
    /// That of the board's context that it stays, or its own: no other of the proposal has it.
    pub id: Id,
    pub name: String,
    /// Below [`HUES`](crate::scene::contours::HUES).
    pub hue: u8,
    pub members: Vec<Id>,
    /// Those of the members that come from elsewhere: they are marked.
    pub moved: Vec<Id>,
}
