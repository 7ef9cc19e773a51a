//! The tip of a link that was read from the wall.

use model::{Id, Point, Rect};

use crate::editor::Editor;
use crate::effect::Effect;
use crate::hit_test::Hit;

/// What a hover over a link read from the wall shows.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkTip {
    pub from: Id,
    pub to: Id,
    /// Why, in plain words.
    pub reason: String,
    pub confidence: f64,
    /// Where to show it, CSS pixels.
    pub at: Point,
}

/// Room of a tip beside its link, and how near to it the pointer keeps it open, CSS pixels.
const TIP: (f64, f64) = (280.0, 150.0);
const TIP_REACH: f64 = 16.0;

impl Editor {
    /// The inferred link under the pointer, or selected. The tip stays while the pointer is on its way there.
    pub fn link_tip(&self) -> Option<LinkTip> {
        let (from, to) = self
            .tip
            .clone()
            .or_else(|| self.wall.selection.inferred.clone())?;
        let read = self.wall.scene.reason(&from, &to)?;
        Some(LinkTip {
            reason: read.reason,
            confidence: read.confidence,
            at: self
                .wall
                .camera
                .to_screen(self.wall.scene.middle_of(&from, &to)?),
            from,
            to,
        })
    }

    /// Follows hover, selection and camera with the tip.
    pub(super) fn follow_tip(&mut self) {
        let hovered = match &self.wall.hover {
            Hit::Inferred(from, to) => Some((from.clone(), to.clone())),
            _ => None,
        };
        let near = |at: Point| {
            let room = Rect::new(at.x, at.y, TIP.0, TIP.1).inflate(TIP_REACH);
            self.wall.pointer.is_some_and(|p| room.contains(p))
        };
        let busy = self.tool.is_busy() || self.wall.typing.is_some();
        let kept = self
            .tip
            .clone()
            .filter(|_| self.link_tip().is_some_and(|t| near(t.at)));
        self.tip = hovered.or(kept).filter(|_| !busy);
        let at = self.link_tip().map(|t| t.at);
        if at != self.tip_at {
            self.tip_at = at;
            self.wall.effect(Effect::HoverChanged);
        }
    }
}
