//! Measures text with the very font that draws it.

use std::cell::RefCell;
use std::collections::HashMap;

use editor::MeasureText;

use super::face::{WEIGHT, font};
use super::surface::Surface;

/// Widths are measured once, at this size, and scaled.
const SIZE: f64 = 32.0;
const KEPT: usize = 20_000;
/// Where there is no canvas: a middling advance, em.
const GUESS: f64 = 0.56;

pub struct CanvasMeasure {
    surface: Option<Surface>,
    known: RefCell<HashMap<String, f64>>,
}

impl CanvasMeasure {
    pub fn new() -> CanvasMeasure {
        let surface = Surface::new(1, 1, false);
        if let Some(s) = &surface {
            s.pen.set_font(&font(WEIGHT, SIZE));
        }
        CanvasMeasure {
            surface,
            known: RefCell::default(),
        }
    }

    fn measure(&self, text: &str) -> f64 {
        self.surface
            .as_ref()
            .and_then(|s| s.pen.measure_text(text).ok())
            .map_or_else(|| text.chars().count() as f64 * GUESS, |m| m.width() / SIZE)
    }
}

impl Default for CanvasMeasure {
    fn default() -> CanvasMeasure {
        CanvasMeasure::new()
    }
}

impl MeasureText for CanvasMeasure {
    fn width(&self, text: &str, size: f64) -> f64 {
        if let Some(width) = self.known.borrow().get(text) {
            return width * size;
        }
        let width = self.measure(text);
        let mut known = self.known.borrow_mut();
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.to_owned(), width);
        width * size
    }
}
