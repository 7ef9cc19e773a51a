//! The dynamic layer: only what is held, chosen or pointed at, drawn anew in each frame in which something moves.
//!
//! Its canvas is no larger than what is on it: what a frame costs follows the hand, not the screen.

use editor::{Camera, Editor};
use model::{Point, Rect, Size};

use super::draw::{self, Drawing};
use super::statics::Tools;
use super::surface::Surface;
use super::view::{View, whole_pixels};

/// Canvases grow and shrink in steps of this many device pixels.
const STEP: f64 = 128.0;

pub struct Dynamics {
    surface: Surface,
    view: Size,
    ratio: f64,
    shown: bool,
}

impl Dynamics {
    pub fn new(surface: Surface) -> Dynamics {
        surface.style("visibility", "hidden");
        Dynamics {
            surface,
            view: Size::default(),
            ratio: 1.0,
            shown: false,
        }
    }

    /// The view has this many CSS pixels.
    pub fn resize(&mut self, size: Size, ratio: f64) {
        (self.view, self.ratio) = (size, ratio);
    }

    pub fn frame(&mut self, editor: &mut Editor, camera: &Camera, tools: &mut Tools) {
        let items = editor.dynamic_items();
        let view = View {
            origin: camera.origin,
            zoom: camera.zoom,
            ratio: self.ratio,
        };
        let pixels = |css: f64| (css * self.ratio).round().max(1.0) as u32;
        let (width, height) = (pixels(self.view.width), pixels(self.view.height));
        let area = draw::bounds(&items, &view).and_then(|r| whole_pixels(r, width, height));
        self.show(area.is_some());
        let Some(area) = area else { return };
        self.put(area);
        let here = View {
            origin: view.to_world(area).origin(),
            ..view
        };
        Drawing::new(items).finish(&self.surface.pen, &here, &tools.palette, &mut tools.faces);
    }

    fn show(&mut self, shown: bool) {
        if self.shown != shown {
            self.shown = shown;
            let visibility = if shown { "visible" } else { "hidden" };
            self.surface.style("visibility", visibility);
        }
    }

    /// Clears the canvas and puts it where `area` (device pixels) is, large enough for it and not much larger.
    fn put(&self, area: Rect) {
        let wanted = (stepped(area.width), stepped(area.height));
        let now = (
            f64::from(self.surface.width()),
            f64::from(self.surface.height()),
        );
        let small = wanted.0 > now.0 || wanted.1 > now.1;
        let large = wanted.0 * wanted.1 * 4.0 < now.0 * now.1;
        if small || large {
            self.surface.resize(wanted.0 as u32, wanted.1 as u32);
            let css = |device: f64| format!("{}px", device / self.ratio);
            self.surface.style("width", &css(wanted.0));
            self.surface.style("height", &css(wanted.1));
        } else {
            self.surface.pen.clear_rect(0.0, 0.0, now.0, now.1);
        }
        let Point { x, y } = area.origin();
        let (x, y) = (x / self.ratio, y / self.ratio);
        self.surface
            .style("transform", &format!("translate({x}px,{y}px)"));
    }
}

fn stepped(pixels: f64) -> f64 {
    (pixels / STEP).ceil().max(1.0) * STEP
}
