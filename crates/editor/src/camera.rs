//! Where one looks at the wall from.

use model::{Point, Rect, Size};

/// Zoom by hand stays within these, unless fitting the board needs less.
pub const MIN_ZOOM: f64 = 0.02;
pub const MAX_ZOOM: f64 = 4.0;
/// Free border when fitting, CSS pixels: at the sides more, where the bar of tools lies.
const FIT_MARGIN: Size = Size::new(92.0, 48.0);
/// Around what is brought into view, and as high as the bar at the foot is, CSS pixels.
const AIR: f64 = 24.0;
const FOOT: f64 = 64.0;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The point of the wall at the view's top left corner, canvas units.
    pub origin: Point,
    /// CSS pixels per canvas unit.
    pub zoom: f64,
    /// CSS pixels.
    pub view: Size,
}

impl Default for Camera {
    fn default() -> Camera {
        Camera {
            origin: Point::default(),
            zoom: 1.0,
            view: Size::new(1280.0, 800.0),
        }
    }
}

impl Camera {
    pub fn to_world(&self, screen: Point) -> Point {
        self.origin
            .offset(screen.x / self.zoom, screen.y / self.zoom)
    }

    pub fn to_screen(&self, world: Point) -> Point {
        Point::new(
            (world.x - self.origin.x) * self.zoom,
            (world.y - self.origin.y) * self.zoom,
        )
    }

    pub fn rect_to_screen(&self, world: Rect) -> Rect {
        let p = self.to_screen(world.origin());
        Rect::new(p.x, p.y, world.width * self.zoom, world.height * self.zoom)
    }

    /// What is in view, canvas units.
    pub fn visible(&self) -> Rect {
        Rect::new(
            self.origin.x,
            self.origin.y,
            self.view.width / self.zoom,
            self.view.height / self.zoom,
        )
    }

    /// This many CSS pixels, in canvas units.
    pub fn px(&self, pixels: f64) -> f64 {
        pixels / self.zoom
    }

    /// Moves the wall under the view by CSS pixels.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.origin = self.origin.offset(-dx / self.zoom, -dy / self.zoom);
    }

    /// Zooms by `factor` so that the point under `screen` stays where it is. `floor` is the least zoom allowed.
    pub fn zoom_about(&mut self, screen: Point, factor: f64, floor: f64) {
        let fixed = self.to_world(screen);
        let least = MIN_ZOOM.min(floor).min(self.zoom);
        self.zoom = (self.zoom * factor).clamp(least, MAX_ZOOM);
        self.origin = fixed.offset(-screen.x / self.zoom, -screen.y / self.zoom);
    }

    /// The zoom at which `world` just fits, at most `most`.
    pub fn fit_zoom(&self, world: Rect, most: f64) -> f64 {
        let room = |view: f64, margin: f64| (view - 2.0 * margin.min(view * 0.1)).max(1.0);
        let zoom = (room(self.view.width, FIT_MARGIN.width) / world.width.max(1.0))
            .min(room(self.view.height, FIT_MARGIN.height) / world.height.max(1.0));
        zoom.min(most)
    }

    /// Shows all of `world`, however large, centred and never larger than `most`.
    pub fn fit(&mut self, world: Rect, most: f64) {
        self.zoom = self.fit_zoom(world, most);
        self.center_on(world.center());
    }

    pub fn center_on(&mut self, world: Point) {
        self.origin = world.offset(
            -self.view.width / 2.0 / self.zoom,
            -self.view.height / 2.0 / self.zoom,
        );
    }

    /// Pans by as little as brings `world` into view, with some air, and clear of the bars at the left and at the foot.
    pub fn reveal(&mut self, world: Rect) {
        let air = self.px(AIR);
        let left = self.px(FIT_MARGIN.width.min(self.view.width * 0.1).max(AIR));
        let foot = self.px(FOOT.min(self.view.height * 0.1).max(AIR));
        let seen = self.visible();
        let wanted = Rect::new(
            world.x - left,
            world.y - air,
            world.width + left + air,
            world.height + air + foot,
        );
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            if to - from > high - low {
                (from + to) / 2.0 - (low + high) / 2.0
            } else if from < low {
                from - low
            } else if to > high {
                to - high
            } else {
                0.0
            }
        };
        self.origin = self.origin.offset(
            shift(seen.x, seen.right(), wanted.x, wanted.right()),
            shift(seen.y, seen.bottom(), wanted.y, wanted.bottom()),
        );
    }
}
