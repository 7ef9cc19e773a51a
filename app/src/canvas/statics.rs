//! The static layer: everything that nobody holds, on a canvas larger than the view that moves under it.
//!
//! Panning moves the canvas; when the view is about to leave it, what is there is shifted and only the new strips are
//! painted. A change repaints the rectangles it touched. Another zoom is shown by scaling what there is, until a second
//! canvas has been painted at that zoom in small parts, so that no frame waits for a whole wall.

use editor::{Area, Camera, Editor};
use model::{Point, Rect, Size};

use super::draw::Drawing;
use super::faces::Faces;
use super::palette::Palette;
use super::paper::Paper;
use super::surface::Surface;
use super::view::{View, whole_pixels};
use crate::browser;

/// How far the canvas reaches beyond the view on each side, as a share of the view.
const MARGIN: f64 = 0.25;
/// Time for painting in parts, each frame.
const SLICE_MS: f64 = 7.0;
/// Shadows and strokes reach beyond what changed, canvas units.
const REACH: f64 = 16.0;

/// What painters share.
pub struct Tools {
    pub faces: Faces,
    pub paper: Paper,
    pub palette: Palette,
}

/// A wall that is being painted on the hidden canvas.
struct Job {
    view: View,
    drawing: Drawing,
}

pub struct Statics {
    shown: Surface,
    hidden: Surface,
    /// What the shown canvas shows; none before the first painting.
    view: Option<View>,
    size: Size,
    ratio: f64,
    job: Option<Job>,
    stale: bool,
    dirty: Vec<Rect>,
}

impl Statics {
    /// Two canvases that lie in the page one above the other.
    pub fn new(shown: Surface, hidden: Surface) -> Statics {
        hidden.style("visibility", "hidden");
        Statics {
            shown,
            hidden,
            view: None,
            size: Size::default(),
            ratio: 1.0,
            job: None,
            stale: true,
            dirty: Vec::new(),
        }
    }

    /// The view has this many CSS pixels.
    pub fn resize(&mut self, size: Size, ratio: f64) {
        (self.size, self.ratio) = (size, ratio);
        let pixels = |css: f64| (css * (1.0 + 2.0 * MARGIN) * ratio).round().max(1.0);
        let (width, height) = (pixels(size.width), pixels(size.height));
        for surface in [&self.shown, &self.hidden] {
            surface.resize(width as u32, height as u32);
            surface.style("width", &format!("{}px", width / ratio));
            surface.style("height", &format!("{}px", height / ratio));
        }
        (self.view, self.job) = (None, None);
    }

    /// The next frame paints everything at once: another theme, another font, another wall.
    pub fn forget(&mut self) {
        (self.view, self.job) = (None, None);
    }

    pub fn invalidate(&mut self, area: Area) {
        match area {
            Area::Anew => self.forget(),
            Area::All => {
                self.stale = true;
                self.job = None;
                self.dirty.clear();
            }
            Area::Rects(rects) => self.dirty.extend(rects),
        }
    }

    /// Paints what has to be painted now and puts the canvas where the camera wants it. `resting`: the zoom has not
    /// changed for a moment. Says whether there is more to do in the next frame.
    pub fn frame(
        &mut self,
        editor: &mut Editor,
        camera: &Camera,
        resting: bool,
        tools: &mut Tools,
    ) -> bool {
        if self.size.width < 1.0 || self.size.height < 1.0 {
            return false;
        }
        match self.view {
            None => self.paint_at_once(editor, camera, tools),
            Some(view) if view.zoom == camera.zoom => self.follow(view, editor, camera, tools),
            Some(view) => {
                // A painting for a zoom that has passed is finished only while the zoom goes on.
                let fits = |job: &Job| job.view.zoom == camera.zoom;
                let due = match &self.job {
                    Some(job) => !fits(job) && (resting || self.stale),
                    None => resting || self.stale || !covers(&view, camera, self.canvas()),
                };
                if due {
                    self.begin(editor, camera);
                }
            }
        }
        self.paint_dirty(editor, tools);
        let busy = self.advance(editor, tools);
        self.place(camera);
        busy
    }

    /// The same zoom: shift what is there.
    fn follow(&mut self, view: View, editor: &mut Editor, camera: &Camera, tools: &mut Tools) {
        self.job = self.job.take().filter(|job| job.view.zoom == camera.zoom);
        if self.stale {
            self.begin(editor, camera);
        } else if !covers(&view, camera, self.canvas()) {
            self.shift(view, editor, camera, tools);
        }
    }

    fn paint_dirty(&mut self, editor: &mut Editor, tools: &mut Tools) {
        let Some(view) = self.view.filter(|_| !self.dirty.is_empty()) else {
            return;
        };
        let rects = std::mem::take(&mut self.dirty);
        for rect in &rects {
            self.paint(rect.inflate(REACH), view, editor, tools);
        }
        if self.job.is_some() {
            // The hidden canvas may have passed these places already.
            self.dirty = rects;
        }
    }

    /// Whether everything in view is shown as it is, at the camera's own zoom.
    pub fn shows(&self, camera: &Camera) -> bool {
        let sharp = self.view.is_some_and(|view| view.zoom == camera.zoom);
        sharp && self.job.is_none() && !self.stale && self.dirty.is_empty()
    }

    fn canvas(&self) -> Size {
        Size::new(
            f64::from(self.shown.width()) / self.ratio,
            f64::from(self.shown.height()) / self.ratio,
        )
    }

    /// The view of a canvas around what the camera sees.
    fn around(&self, camera: &Camera) -> View {
        let margin = |v: f64| v * MARGIN / camera.zoom;
        View {
            origin: camera
                .origin
                .offset(-margin(self.size.width), -margin(self.size.height)),
            zoom: camera.zoom,
            ratio: self.ratio,
        }
        .snapped()
    }

    fn whole(&self) -> Rect {
        let (w, h) = (self.shown.width(), self.shown.height());
        Rect::new(0.0, 0.0, f64::from(w), f64::from(h))
    }

    /// The first painting: there is nothing yet to look at meanwhile.
    fn paint_at_once(&mut self, editor: &mut Editor, camera: &Camera, tools: &mut Tools) {
        let view = self.around(camera);
        (self.view, self.stale, self.job) = (Some(view), false, None);
        self.dirty.clear();
        self.paint(view.to_world(self.whole()), view, editor, tools);
    }

    /// Begins to paint the hidden canvas.
    fn begin(&mut self, editor: &mut Editor, camera: &Camera) {
        let view = self.around(camera);
        let items = editor.static_items(view.to_world(self.whole()), view.zoom);
        self.job = Some(Job {
            view,
            drawing: Drawing::new(items),
        });
        self.stale = false;
        self.dirty.clear();
    }

    /// Paints a part of the hidden canvas; when all is painted the two change places.
    fn advance(&mut self, editor: &mut Editor, tools: &mut Tools) -> bool {
        let Some(mut job) = self.job.take() else {
            return false;
        };
        let pen = &self.hidden.pen;
        let until = browser::steady() + SLICE_MS;
        if job.drawing.is_fresh() {
            let whole = self.whole();
            tools
                .paper
                .fill(pen, &job.view, whole, self.hidden.width(), &tools.palette);
        }
        while !job
            .drawing
            .step(pen, &job.view, &tools.palette, &mut tools.faces)
        {
            if browser::steady() >= until {
                self.job = Some(job);
                return true;
            }
        }
        std::mem::swap(&mut self.shown, &mut self.hidden);
        self.shown.style("visibility", "visible");
        self.hidden.style("visibility", "hidden");
        self.view = Some(job.view);
        for rect in std::mem::take(&mut self.dirty) {
            self.paint(rect.inflate(REACH), job.view, editor, tools);
        }
        false
    }

    /// Moves what is painted so that the canvas lies around the view again, and paints the strips that come into it.
    fn shift(&mut self, view: View, editor: &mut Editor, camera: &Camera, tools: &mut Tools) {
        let next = self.around(camera);
        let moved = next.to_device(view.origin);
        let (dx, dy) = (moved.x.round(), moved.y.round());
        let whole = self.whole();
        self.view = Some(next);
        let kept = whole_pixels(
            whole.translate(dx, dy),
            self.shown.width(),
            self.shown.height(),
        );
        let Some(kept) = kept else {
            return self.paint(next.to_world(whole), next, editor, tools);
        };
        let pen = &self.shown.pen;
        let _ = pen.set_global_composite_operation("copy");
        let _ = pen.draw_image_with_html_canvas_element(&self.shown.element, dx, dy);
        let _ = pen.set_global_composite_operation("source-over");
        for strip in strips(whole, kept) {
            self.paint(next.to_world(strip), next, editor, tools);
        }
    }

    /// Paints a part of the wall on the shown canvas.
    fn paint(&self, world: Rect, view: View, editor: &mut Editor, tools: &mut Tools) {
        let (width, height) = (self.shown.width(), self.shown.height());
        let Some(area) = whole_pixels(view.rect_to_device(world), width, height) else {
            return;
        };
        let pen = &self.shown.pen;
        pen.save();
        pen.begin_path();
        pen.rect(area.x, area.y, area.width, area.height);
        pen.clip();
        tools.paper.fill(pen, &view, area, width, &tools.palette);
        let items = editor.static_items(view.to_world(area), view.zoom);
        Drawing::new(items).finish(pen, &view, &tools.palette, &mut tools.faces);
        pen.restore();
    }

    /// Puts the shown canvas where the camera wants it.
    fn place(&self, camera: &Camera) {
        let Some(view) = self.view else { return };
        let k = camera.zoom / view.zoom;
        let at = camera.to_screen(view.origin);
        let snap = |v: f64| {
            if k == 1.0 {
                (v * self.ratio).round() / self.ratio
            } else {
                v
            }
        };
        let Point { x, y } = Point::new(snap(at.x), snap(at.y));
        self.shown
            .style("transform", &format!("translate({x}px,{y}px) scale({k})"));
    }
}

/// Whether the canvas, moved and scaled, still fills the view.
fn covers(view: &View, camera: &Camera, canvas: Size) -> bool {
    let at = camera.to_screen(view.origin);
    let k = camera.zoom / view.zoom;
    at.x <= 0.5
        && at.y <= 0.5
        && at.x + canvas.width * k >= camera.view.width - 0.5
        && at.y + canvas.height * k >= camera.view.height - 0.5
}

/// What of `whole` lies outside `kept`, which touches one of its corners or sides.
fn strips(whole: Rect, kept: Rect) -> Vec<Rect> {
    let mut strips = Vec::new();
    let mut add = |x: f64, y: f64, right: f64, bottom: f64| {
        if right > x && bottom > y {
            strips.push(Rect::new(x, y, right - x, bottom - y));
        }
    };
    add(whole.x, whole.y, whole.right(), kept.y);
    add(whole.x, kept.bottom(), whole.right(), whole.bottom());
    add(whole.x, kept.y, kept.x, kept.bottom());
    add(kept.right(), kept.y, whole.right(), kept.bottom());
    strips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_and_what_is_kept_make_the_whole() {
        let whole = Rect::new(0.0, 0.0, 100.0, 60.0);
        for kept in [
            Rect::new(0.0, 0.0, 80.0, 60.0),
            Rect::new(10.0, 20.0, 90.0, 40.0),
            Rect::new(0.0, 0.0, 100.0, 60.0),
        ] {
            let area = |r: &Rect| r.width * r.height;
            let sum: f64 = strips(whole, kept).iter().map(area).sum();
            assert_eq!(sum + area(&kept), 6000.0);
        }
    }
}
