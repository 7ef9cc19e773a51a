//! How a canvas looks at the wall.

use model::{Point, Rect};

/// Which point of the wall is at the canvas's top left corner, and how large a canvas unit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub origin: Point,
    /// CSS pixels per canvas unit.
    pub zoom: f64,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

impl View {
    /// Device pixels per canvas unit.
    pub fn scale(&self) -> f64 {
        self.zoom * self.ratio
    }

    /// Device pixels.
    pub fn to_device(self, p: Point) -> Point {
        let k = self.scale();
        Point::new((p.x - self.origin.x) * k, (p.y - self.origin.y) * k)
    }

    pub fn rect_to_device(&self, r: Rect) -> Rect {
        let (p, k) = (self.to_device(r.origin()), self.scale());
        Rect::new(p.x, p.y, r.width * k, r.height * k)
    }

    /// The part of the wall under these device pixels.
    pub fn to_world(self, device: Rect) -> Rect {
        let k = self.scale();
        Rect::new(
            self.origin.x + device.x / k,
            self.origin.y + device.y / k,
            device.width / k,
            device.height / k,
        )
    }

    /// The same view with its origin on a whole device pixel of the wall, so that what is drawn stays sharp.
    pub fn snapped(self) -> View {
        let k = self.scale();
        let whole = |v: f64| (v * k).round() / k;
        View {
            origin: Point::new(whole(self.origin.x), whole(self.origin.y)),
            ..self
        }
    }

    /// Width of a line that is `width` CSS pixels wide at 100 %, canvas units: from afar and from near it stays a line.
    pub fn line(&self, width: f64) -> f64 {
        self.px(width * self.zoom.clamp(0.6, 1.5))
    }

    /// This many CSS pixels, in canvas units.
    pub fn px(&self, pixels: f64) -> f64 {
        pixels / self.zoom
    }
}

/// The whole device pixels that a rectangle touches, within a canvas of this size.
pub fn whole_pixels(r: Rect, width: u32, height: u32) -> Option<Rect> {
    let (x, y) = (r.x.floor().max(0.0), r.y.floor().max(0.0));
    let right = r.right().ceil().min(f64::from(width));
    let bottom = r.bottom().ceil().min(f64::from(height));
    (right > x && bottom > y).then(|| Rect::new(x, y, right - x, bottom - y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let view = View {
            origin: Point::new(10.0, -20.0),
            zoom: 0.5,
            ratio: 2.0,
        };
        let r = Rect::new(30.0, 0.0, 8.0, 4.0);
        assert_eq!(view.rect_to_device(r), Rect::new(20.0, 20.0, 8.0, 4.0));
        assert_eq!(view.to_world(view.rect_to_device(r)), r);
    }

    #[test]
    fn pixels_are_whole_and_inside() {
        let check = |r: Rect, wanted: Option<Rect>| assert_eq!(whole_pixels(r, 100, 50), wanted);
        check(
            Rect::new(-3.2, 4.4, 10.0, 2.0),
            Some(Rect::new(0.0, 4.0, 7.0, 3.0)),
        );
        check(Rect::new(120.0, 0.0, 5.0, 5.0), None);
    }
}
