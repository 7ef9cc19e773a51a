//! Rectangles packed into shelves, the highest first.

use super::{BLOCK_GAP, Layouted};
use crate::geometry::{Point, Size};
use crate::order::Order;

/// Packs into about `width`. Shelves are as high as their first; lower ones stand below each other in it.
pub(super) fn pack(sizes: &[Size], width: f64) -> Layouted {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.order_by(|&a, &b| sizes[b].height.total_cmp(&sizes[a].height).then(a.cmp(&b)));
    let mut packed = Layouted {
        places: vec![Point::default(); sizes.len()],
        ..Layouted::default()
    };
    // The shelf, and the pile that grows in it.
    let (mut shelf, mut shelf_height) = (0.0, 0.0);
    let (mut pile, mut pile_width, mut pile_height) = (0.0, 0.0f64, 0.0);
    for i in order {
        let size = sizes[i];
        let fits_on_pile = pile_height > 0.0
            && pile_height + size.height <= shelf_height
            && pile + size.width <= width.max(pile + pile_width);
        if !fits_on_pile {
            pile += if pile_height > 0.0 {
                pile_width + BLOCK_GAP
            } else {
                0.0
            };
            (pile_width, pile_height) = (0.0, 0.0);
            if pile > 0.0 && pile + size.width > width {
                shelf += shelf_height + BLOCK_GAP;
                (pile, shelf_height) = (0.0, 0.0);
            }
            if pile == 0.0 {
                shelf_height = size.height;
            }
        }
        packed.places[i] = Point::new(pile, shelf + pile_height);
        packed.width = packed.width.max(pile + size.width);
        packed.height = packed.height.max(shelf + pile_height + size.height);
        pile_width = pile_width.max(size.width);
        pile_height += size.height + BLOCK_GAP;
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    #[test]
    fn nothing_overlaps_and_little_is_wasted() {
        let sizes: Vec<Size> = (0..60)
            .map(|i| {
                Size::new(
                    100.0 + f64::from(i * 37 % 400),
                    80.0 + f64::from(i * 53 % 500),
                )
            })
            .collect();
        let packed = pack(&sizes, 3000.0);
        let rects: Vec<Rect> = packed
            .places
            .iter()
            .zip(&sizes)
            .map(|(p, s)| Rect::new(p.x, p.y, s.width, s.height))
            .collect();
        for (i, a) in rects.iter().enumerate() {
            assert!(a.right() <= 3000.0);
            for b in &rects[..i] {
                assert!(
                    !a.inflate(BLOCK_GAP / 2.0 - 1.0)
                        .intersects(&b.inflate(BLOCK_GAP / 2.0 - 1.0))
                );
            }
        }
        let used: f64 = sizes
            .iter()
            .map(|s| (s.width + BLOCK_GAP) * (s.height + BLOCK_GAP))
            .sum();
        assert!(used > 0.6 * packed.width * packed.height);
    }
}
