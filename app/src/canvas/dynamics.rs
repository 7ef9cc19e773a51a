//! The dynamic layer: only what is held, chosen or pointed at, drawn anew in each frame in which something moves.

use editor::{Camera, Editor};
use model::Size;

use super::draw::Drawing;
use super::statics::Tools;
use super::surface::Surface;
use super::view::View;

pub struct Dynamics {
    surface: Surface,
    ratio: f64,
    empty: bool,
}

impl Dynamics {
    pub fn new(surface: Surface) -> Dynamics {
        Dynamics {
            surface,
            ratio: 1.0,
            empty: true,
        }
    }

    /// The view has this many CSS pixels.
    pub fn resize(&mut self, size: Size, ratio: f64) {
        self.ratio = ratio;
        let pixels = |css: f64| (css * ratio).round().max(1.0) as u32;
        self.surface.resize(pixels(size.width), pixels(size.height));
        self.surface.style("width", &format!("{}px", size.width));
        self.surface.style("height", &format!("{}px", size.height));
        self.empty = true;
    }

    pub fn frame(&mut self, editor: &mut Editor, camera: &Camera, tools: &mut Tools) {
        let items = editor.dynamic_items();
        if items.is_empty() && self.empty {
            return;
        }
        self.empty = items.is_empty();
        let pen = &self.surface.pen;
        let (width, height) = (self.surface.width(), self.surface.height());
        pen.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        let view = View {
            origin: camera.origin,
            zoom: camera.zoom,
            ratio: self.ratio,
        };
        Drawing::new(items).finish(pen, &view, &tools.palette, &mut tools.faces);
    }
}
