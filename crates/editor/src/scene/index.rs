//! Where everything lies: rectangles of slots in an R*-tree.

use model::Rect;
use rstar::{AABB, RTree, RTreeObject};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Boxed {
    slot: u32,
    low: [f64; 2],
    high: [f64; 2],
}

impl Boxed {
    fn new(slot: u32, rect: Rect) -> Boxed {
        Boxed {
            slot,
            low: [rect.x, rect.y],
            high: [rect.right(), rect.bottom()],
        }
    }
}

impl RTreeObject for Boxed {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners(self.low, self.high)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Index {
    tree: RTree<Boxed>,
}

impl Index {
    /// Much faster than inserting one by one.
    pub fn load(boxes: impl IntoIterator<Item = (u32, Rect)>) -> Index {
        let boxes = boxes.into_iter().map(|(slot, r)| Boxed::new(slot, r));
        Index {
            tree: RTree::bulk_load(boxes.collect()),
        }
    }

    pub fn insert(&mut self, slot: u32, rect: Rect) {
        self.tree.insert(Boxed::new(slot, rect));
    }

    /// `rect` is the one it was inserted with.
    pub fn remove(&mut self, slot: u32, rect: Rect) {
        self.tree.remove(&Boxed::new(slot, rect));
    }

    /// Around everything.
    pub fn bounds(&self) -> Option<Rect> {
        let root = self.tree.root().envelope();
        let ([l, t], [r, b]) = (root.lower(), root.upper());
        (self.tree.size() > 0).then(|| Rect::new(l, t, r - l, b - t))
    }

    /// All slots whose rectangle meets `rect`, in no order.
    pub fn meeting(&self, rect: Rect) -> impl Iterator<Item = u32> {
        let area = AABB::from_corners([rect.x, rect.y], [rect.right(), rect.bottom()]);
        self.tree
            .locate_in_envelope_intersecting(area)
            .map(|b| b.slot)
    }
}
