//! The paper: its colour and a faint grid of dots, which grows and shrinks in steps so that it never crowds.

use model::Rect;
use web_sys::CanvasRenderingContext2d as Pen;

use super::palette::Palette;
use super::surface::Surface;
use super::view::View;

/// Between dots at 100 %, canvas units.
const GRID: f64 = 24.0;
/// Between dots on screen, CSS pixels: at least this, under twice as much.
const LEAST: f64 = 18.0;
const RADIUS: f64 = 1.1;

/// Keeps one row of dots, from which the whole grid is stamped.
#[derive(Default)]
pub struct Paper {
    row: Option<(View, u32, Surface)>,
}

impl Paper {
    /// Forgets the row: another theme.
    pub fn clear(&mut self) {
        self.row = None;
    }

    /// Fills these device pixels of a canvas `width` pixels wide.
    pub fn fill(&mut self, pen: &Pen, view: &View, area: Rect, width: u32, palette: &Palette) {
        pen.set_fill_style_str(&palette.paper);
        pen.fill_rect(area.x, area.y, area.width, area.height);
        let step = spacing(view.zoom) * view.scale();
        let Some(row) = self.row(view, width, step, palette) else {
            return;
        };
        let tall = f64::from(row.height());
        let phase = -view.origin.y * view.scale();
        let first = ((area.y - tall - phase) / step).ceil() as i64;
        let last = ((area.bottom() - phase) / step).floor() as i64;
        for i in first..=last {
            let y = (phase + i as f64 * step).round() - (tall / 2.0).floor();
            let _ = pen
                .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    &row.element,
                    area.x,
                    0.0,
                    area.width,
                    tall,
                    area.x,
                    y,
                    area.width,
                    tall,
                );
        }
    }

    fn row(&mut self, view: &View, width: u32, step: f64, palette: &Palette) -> Option<&Surface> {
        let same = |(of, w, _): &(View, u32, Surface)| {
            *w == width && of.origin.x == view.origin.x && of.scale() == view.scale()
        };
        if !self.row.as_ref().is_some_and(same) {
            let radius = RADIUS * view.ratio;
            let tall = (2.0 * radius).ceil() as u32 + 1;
            let surface = Surface::new(width, tall, false)?;
            let pen = &surface.pen;
            pen.set_fill_style_str(&palette.dot);
            let phase = (-view.origin.x * view.scale()).rem_euclid(step);
            let middle = f64::from(tall) / 2.0;
            let mut x = phase - step;
            pen.begin_path();
            while x < f64::from(width) + step {
                let at = x.round() + 0.5;
                pen.move_to(at + radius, middle);
                let _ = pen.arc(at, middle, radius, 0.0, std::f64::consts::TAU);
                x += step;
            }
            pen.fill();
            self.row = Some((*view, width, surface));
        }
        self.row.as_ref().map(|(_, _, surface)| surface)
    }
}

/// Between dots, canvas units.
fn spacing(zoom: f64) -> f64 {
    let doublings = (LEAST / (GRID * zoom)).log2().ceil().max(0.0);
    GRID * doublings.exp2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_keep_their_distance() {
        for zoom in [0.02, 0.1, 0.3, 0.75] {
            let on_screen = spacing(zoom) * zoom;
            assert!(
                (LEAST..2.0 * LEAST).contains(&on_screen),
                "{zoom}: {on_screen}"
            );
        }
        assert_eq!(spacing(1.0), GRID);
        assert_eq!(spacing(4.0), GRID);
    }
}
