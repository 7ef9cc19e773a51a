//! The wall as a PNG picture: the SVG, drawn by resvg with the shipped font.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use super::font::{self, Metrics};
use super::svg;
use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};

pub struct Png;

/// Pixels per canvas unit of a wall that is not too large for it.
const SCALE: f32 = 2.0;
const MAX_SIDE: f32 = 8192.0;
const MAX_PIXELS: f32 = 24_000_000.0;

impl Exporter for Png {
    fn name(&self) -> &'static str {
        "png"
    }

    fn title(&self) -> &'static str {
        "Wall (PNG)"
    }

    fn about(&self) -> &'static str {
        "The wall as a picture for slides and documents."
    }

    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let unavailable = |why: String| ExportError::Unavailable { format: "png", why };
        let picture = svg::draw(architecture);
        let options = usvg::Options {
            font_family: "Inter".into(),
            fontdb: Arc::new(fonts(&picture)),
            ..usvg::Options::default()
        };
        let tree =
            usvg::Tree::from_str(&picture, &options).map_err(|e| unavailable(e.to_string()))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        let scale = SCALE
            .min(MAX_SIDE / width.max(height))
            .min((MAX_PIXELS / (width * height)).sqrt());
        let pixels = |length: f32| ((length * scale).floor() as u32).max(1);
        let mut pixmap = Pixmap::new(pixels(width), pixels(height))
            .ok_or_else(|| unavailable("the wall is too large".into()))?;
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut pixmap.as_mut(),
        );
        let bytes = pixmap
            .encode_png()
            .map_err(|e| unavailable(e.to_string()))?;
        Ok(vec![ExportFile {
            path: "wall.png".into(),
            media_type: "image/png".into(),
            bytes,
        }])
    }
}

/// The shipped font; the system's too where the wall has characters that it does not write.
fn fonts(text: &str) -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font::MEDIUM.to_vec());
    fonts.load_font_data(font::SEMI_BOLD.to_vec());
    if !Metrics::new().writes(text) {
        fonts.load_system_fonts();
    }
    for set in [
        fontdb::Database::set_sans_serif_family,
        fontdb::Database::set_serif_family,
        fontdb::Database::set_monospace_family,
    ] {
        set(&mut fonts, "Inter");
    }
    fonts
}
