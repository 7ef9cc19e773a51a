//! The wall as a PNG picture: the SVG, drawn by resvg with the shipped font.

use resvg::tiny_skia::{Pixmap, Transform};

use super::lettering::{Lettering, picture};
use super::sheet::{Sheet, sheets};
use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::origin::{self, ISOBAR_VERSION};

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
        let sheets = sheets(architecture);
        sheets
            .iter()
            .map(|sheet| drawn(sheet, architecture))
            .collect()
    }

    fn remarks(&self, architecture: &Architecture) -> Vec<String> {
        let drawn: String = sheets(architecture).into_iter().map(|s| s.svg).collect();
        Lettering::of(&drawn).remark().into_iter().collect()
    }
}

fn drawn(sheet: &Sheet, architecture: &Architecture) -> Result<ExportFile, ExportError> {
    let unavailable = |why: String| ExportError::Unavailable { format: "png", why };
    let tree = picture(&sheet.svg).map_err(|e| unavailable(e.to_string()))?;
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
    Ok(ExportFile {
        path: format!("{}.png", sheet.name),
        media_type: "image/png".into(),
        bytes: signed(bytes, &origin::line(architecture)),
    })
}

/// The text chunks of a file: what it was made from, and by what.
fn signed(png: Vec<u8>, origin: &str) -> Vec<u8> {
    /// Signature and header chunk.
    const HEAD: usize = 8 + 25;
    let mut file = png[..HEAD].to_vec();
    let software = format!("Isobar {ISOBAR_VERSION}");
    for (key, text) in [("Description", origin), ("Software", &software)] {
        // iTXt: not packed, no language, no translated key
        let mut chunk = b"iTXt".to_vec();
        chunk.extend(key.as_bytes());
        chunk.extend([0, 0, 0, 0, 0]);
        chunk.extend(text.as_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&chunk);
        file.extend(((chunk.len() - 4) as u32).to_be_bytes());
        file.extend(chunk);
        file.extend(crc.sum().to_be_bytes());
    }
    file.extend(&png[HEAD..]);
    file
}
