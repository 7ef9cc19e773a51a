//! What has to be painted again.

use model::Rect;

use crate::effect::{Area, Effect};

/// More rectangles than these are joined into one.
const MOST: usize = 48;

#[derive(Debug, Default)]
pub(crate) struct Dirty {
    anew: bool,
    all: bool,
    rects: Vec<Rect>,
    dynamic: bool,
}

impl Dirty {
    /// Another wall lies here.
    pub fn anew(&mut self) {
        self.anew = true;
        self.everything();
    }

    pub fn everything(&mut self) {
        self.all = true;
        self.dynamic = true;
    }

    pub fn dynamic(&mut self) {
        self.dynamic = true;
    }

    /// A part of the static layer.
    pub fn rect(&mut self, rect: Rect) {
        self.dynamic = true;
        if self.all || self.rects.iter().any(|r| r.encloses(&rect)) {
            return;
        }
        self.rects.retain(|r| !rect.encloses(r));
        self.rects.push(rect);
        if self.rects.len() > MOST {
            self.rects = Rect::around(self.rects.drain(..)).into_iter().collect();
        }
    }

    /// What has gathered, and nothing from then on.
    pub fn take(&mut self) -> Option<Effect> {
        let Dirty {
            anew,
            all,
            rects,
            dynamic,
        } = std::mem::take(self);
        let statics = match (all, rects.is_empty()) {
            (true, _) if anew => Some(Area::Anew),
            (true, _) => Some(Area::All),
            (false, true) => None,
            (false, false) => Some(Area::Rects(rects)),
        };
        (statics.is_some() || dynamic).then_some(Effect::Invalidate { statics, dynamic })
    }
}
