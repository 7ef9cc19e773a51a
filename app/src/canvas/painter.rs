//! Paints in animation frames, and only when there is something to paint.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use editor::{Area, Camera};
use model::Size;
use wasm_bindgen::prelude::*;

use super::dynamics::Dynamics;
use super::faces::Faces;
use super::palette::Palette;
use super::paper::Paper;
use super::statics::{Statics, Tools};
use super::surface::Surface;
use crate::browser;
use crate::session::Session;

/// After the last step of a zoom the wall is painted at that zoom.
const REST_MS: f64 = 120.0;

pub struct Painter {
    session: Session,
    layers: RefCell<Layers>,
    frame: RefCell<Option<Closure<dyn FnMut()>>>,
    asked: Cell<bool>,
    dynamic: Cell<bool>,
    /// When the zoom last changed.
    zoomed: Cell<f64>,
    waking: Cell<Option<i32>>,
    camera: Cell<Option<Camera>>,
}

struct Layers {
    statics: Statics,
    dynamics: Dynamics,
    tools: Tools,
}

impl Painter {
    /// On three canvases of the page: two for the static layer, one above them.
    pub fn new(session: Session, statics: [Surface; 2], dynamic: Surface) -> Rc<Painter> {
        let palette = Palette::now();
        let mut faces = Faces::default();
        faces.clear(palette.clone());
        let [shown, hidden] = statics;
        let painter = Rc::new(Painter {
            session,
            layers: RefCell::new(Layers {
                statics: Statics::new(shown, hidden),
                dynamics: Dynamics::new(dynamic),
                tools: Tools {
                    faces,
                    paper: Paper::default(),
                    palette,
                },
            }),
            frame: RefCell::new(None),
            asked: Cell::new(false),
            dynamic: Cell::new(true),
            zoomed: Cell::new(0.0),
            waking: Cell::new(None),
            camera: Cell::new(None),
        });
        let weak = Rc::downgrade(&painter);
        *painter.frame.borrow_mut() = Some(Closure::new(move || {
            if let Some(painter) = weak.upgrade() {
                painter.paint();
            }
        }));
        painter
    }

    /// The ear that the session is given.
    pub fn ear(self: &Rc<Painter>) -> Rc<dyn Fn(Option<Area>, bool)> {
        let weak: Weak<Painter> = Rc::downgrade(self);
        Rc::new(move |statics, dynamic| {
            if let Some(painter) = weak.upgrade() {
                painter.invalidate(statics, dynamic);
            }
        })
    }

    fn invalidate(&self, statics: Option<Area>, dynamic: bool) {
        if let Some(area) = statics {
            self.layers.borrow_mut().statics.invalidate(area);
        }
        if dynamic {
            self.dynamic.set(true);
        }
        self.ask();
    }

    pub fn resize(&self, size: Size, ratio: f64) {
        {
            let mut layers = self.layers.borrow_mut();
            layers.statics.resize(size, ratio);
            layers.dynamics.resize(size, ratio);
        }
        self.dynamic.set(true);
        // A resized canvas is blank: paint before the browser shows it.
        self.paint();
    }

    /// The theme or the font has changed.
    pub fn restyle(&self) {
        {
            let mut layers = self.layers.borrow_mut();
            let palette = Palette::now();
            layers.tools.faces.clear(palette.clone());
            layers.tools.paper.clear();
            layers.tools.palette = palette;
            layers.statics.forget();
        }
        self.dynamic.set(true);
        self.ask();
    }

    /// Asks for a frame.
    pub fn ask(&self) {
        if self.asked.replace(true) {
            return;
        }
        let frame = self.frame.borrow();
        if let (Some(window), Some(frame)) = (browser::window(), frame.as_ref()) {
            let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    fn paint(&self) {
        self.asked.set(false);
        let more = self.session.with_core(|core| {
            let camera = *core.editor.camera();
            let before = self.camera.replace(Some(camera));
            let now = browser::steady();
            if before.is_some_and(|b| b.zoom != camera.zoom) {
                self.zoomed.set(now);
                self.wake_after_rest();
            }
            let moved = before.as_ref() != Some(&camera);
            let resting = now - self.zoomed.get() >= REST_MS;
            let Layers {
                statics,
                dynamics,
                tools,
            } = &mut *self.layers.borrow_mut();
            let more = statics.frame(&mut core.editor, &camera, resting, tools);
            if self.dynamic.replace(false) || moved {
                dynamics.frame(&mut core.editor, &camera, tools);
            }
            core.drawn = statics.shows(&camera);
            more
        });
        if more.unwrap_or(true) {
            self.ask();
        }
    }

    fn wake_after_rest(&self) {
        let session = self.session;
        if let Some(waiting) = self.waking.take() {
            browser::cancel(waiting);
        }
        let waking = browser::after(REST_MS + 8.0, move || {
            let ear = session.with_core(|core| core.invalidate.clone()).flatten();
            if let Some(ear) = ear {
                ear(None, false);
            }
        });
        self.waking.set(waking);
    }
}
