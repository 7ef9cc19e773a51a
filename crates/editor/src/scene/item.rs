//! What painters draw. Geometry is in canvas units unless it says CSS pixels; colours are named, the theme resolves them.

use std::rc::Rc;

use model::{FrameKind, Id, NoteKind, Point, Rect};

use super::bubbles::Bubble;
use super::face::Face;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Move(Point),
    Line(Point),
    /// Two control points and the end.
    Cubic(Point, Point, Point),
    Close,
}

pub type Path = Vec<Step>;

/// A colour by its role.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    Accent,
    AccentSoft,
    /// Hairlines and frames.
    Line,
    Ink,
    InkSoft,
    InkFaint,
    Paper,
    Surface,
    /// One of [`super::contours::HUES`] hues of contexts.
    Context(u8),
    /// A person's colour, any CSS colour.
    Person(Rc<str>),
}

/// How much of a note there is to see at a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// A rectangle with bars for the lines of text.
    Bars,
    /// Text, without the label.
    Text,
    Full,
}

impl Detail {
    /// `scale`: CSS pixels per canvas unit.
    pub fn at(scale: f64) -> Detail {
        if scale < 0.12 {
            Detail::Bars
        } else if scale < 0.4 {
            Detail::Text
        } else {
            Detail::Full
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// A rectangle of the paper's colour with these bars on it, relative to the note's top left corner.
    Bars(Rc<[Rect]>),
    Face(Rc<Face>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct NoteItem {
    pub id: Id,
    pub kind: NoteKind,
    pub rect: Rect,
    /// Degrees, clockwise, about the middle.
    pub tilt: f64,
    pub look: Look,
    pub detail: Detail,
    /// In the hands of somebody: lift the shadow.
    pub lifted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FrameItem {
    pub id: Id,
    pub kind: FrameKind,
    pub rect: Rect,
    pub title: String,
    /// Where the title stands: above the frame's top left corner.
    pub title_at: Rect,
    /// Size of the title's text.
    pub title_size: f64,
}

/// A context as an isobar: the innermost line is filled faintly (even-odd), the outer ones grow fainter.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextItem {
    /// None: a preview of a proposal.
    pub id: Option<Id>,
    pub name: String,
    pub ink: Ink,
    /// From the inside out.
    pub rings: Rc<[Path]>,
    /// The plate of the name, in the gap of the line: paper, with the name in its middle.
    pub name_at: Rect,
    /// Size of the name's text.
    pub name_size: f64,
    /// Around everything drawn.
    pub bounds: Rect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkStyle {
    /// Drawn or confirmed by people: solid.
    Said,
    /// Read from the wall: pale and dotted.
    Inferred,
    /// Selected or under the pointer: in the accent, on the dynamic layer.
    Chosen,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LinkItem {
    pub from: Id,
    pub to: Id,
    pub style: LinkStyle,
    /// Where it leaves its first note and reaches its second.
    pub start: Point,
    pub end: Point,
    /// Control points of a cubic; none: straight.
    pub bend: Option<(Point, Point)>,
    /// The tip and the two barbs of the arrow head; none when too small to see.
    pub head: Option<[Point; 3]>,
    pub label: Option<(String, Point)>,
}

/// Somebody has commented on a note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BubbleItem {
    pub rect: Rect,
    pub bubble: Bubble,
}

/// A line or an area: selection, guides, marquee, lasso, handles.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeItem {
    pub path: Path,
    pub fill: Option<(Ink, f64)>,
    pub stroke: Option<(Ink, f64)>,
    /// CSS pixels.
    pub width: f64,
    /// Lengths of dash and gap, CSS pixels.
    pub dash: Option<[f64; 2]>,
}

/// A small text of a fixed size on screen, on a plate.
#[derive(Clone, Debug, PartialEq)]
pub struct TagItem {
    /// The plate's top left corner, canvas units.
    pub at: Point,
    pub text: String,
    pub ink: Ink,
    pub plate: Ink,
}

/// Somebody's pointer with their name.
#[derive(Clone, Debug, PartialEq)]
pub struct CursorItem {
    pub at: Point,
    pub ink: Ink,
    pub name: String,
}

/// One thing to draw. Lists are in the order in which to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Frame(FrameItem),
    Context(Rc<ContextItem>),
    Link(LinkItem),
    Note(NoteItem),
    Bubble(BubbleItem),
    Shape(ShapeItem),
    Tag(TagItem),
    Cursor(CursorItem),
}
