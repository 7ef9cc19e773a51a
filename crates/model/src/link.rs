//! Links between notes, and the frames that lie under them.

use serde::{Deserialize, Serialize};

use crate::facts::words;
use crate::geometry::Rect;
use crate::ids::Id;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkStatus {
    #[default]
    Drawn,
    /// Read from the wall, and said to be right.
    Confirmed,
    /// Read from the wall, and said to be wrong.
    Refused,
}

impl LinkStatus {
    pub(crate) fn is_drawn(&self) -> bool {
        *self == LinkStatus::Drawn
    }
}

/// An arrow from one note to another. A link without an id in its file gets [`Link::derived_id`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Link {
    pub id: Id,
    pub from: Id,
    pub to: Id,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    #[serde(default, skip_serializing_if = "LinkStatus::is_drawn")]
    pub status: LinkStatus,
}

impl Link {
    /// A drawn link with the id that its ends give.
    pub fn new(from: Id, to: Id) -> Link {
        Link {
            id: Link::derived_id(&from, &to, 0),
            from,
            to,
            label: String::new(),
            status: LinkStatus::Drawn,
        }
    }

    /// The id of the `ordinal`-th (from 0) link without an id of its own between these ends.
    pub fn derived_id(from: &Id, to: &Id, ordinal: usize) -> Id {
        Id::derived("l.", &[from.as_str(), to.as_str(), &ordinal.to_string()])
    }
}

words!(FrameKind { Swimlane = "swimlane", Timeline = "timeline", Section = "section" });

/// A titled area of the wall; it holds what lies in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Frame {
    pub id: Id,
    pub kind: FrameKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    pub fn rect(&self) -> Rect {
        Rect::new(self.x, self.y, self.width, self.height)
    }

    /// Frames as they are shown one after the other: row by row, each from the left. What begins above the middle of a
    /// row's first frame is in its row.
    pub fn in_order<'a>(frames: impl IntoIterator<Item = &'a Frame>) -> Vec<&'a Frame> {
        let mut rest: Vec<&Frame> = frames.into_iter().collect();
        rest.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        let mut ordered = Vec::new();
        while let Some(first) = rest.first() {
            let middle = first.y + first.height / 2.0;
            let (mut row, below): (Vec<&Frame>, Vec<&Frame>) =
                rest.into_iter().partition(|f| f.y < middle);
            row.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
            ordered.extend(row);
            rest = below;
        }
        ordered
    }
}
