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
