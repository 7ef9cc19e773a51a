//! The wall as a PDF document: the same SVG, its letters kept as text, at print size.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg;

use super::lettering::{Lettering, picture};
use super::sheet::sheets;
use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::origin::{self, ISOBAR_VERSION};

pub struct Pdf;

/// Points of a CSS pixel.
const POINT: f32 = 0.75;
/// Longest side of a page that every reader opens, points (200 inches; PDF 1.7, annex C).
const LONGEST: f32 = 14_400.0;

impl Exporter for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn title(&self) -> &'static str {
        "Wall (PDF)"
    }

    fn about(&self) -> &'static str {
        "The wall to print, A4 to A0, on one page or a page for each frame."
    }

    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let unavailable = |why: String| ExportError::Unavailable { format: "pdf", why };
        let mut document = Document::new();
        for sheet in sheets(architecture) {
            let tree = picture(&sheet.svg).map_err(|e| unavailable(e.to_string()))?;
            let size = of_page(&tree).ok_or_else(|| unavailable("the wall has no size".into()))?;
            let mut page = document.start_page_with(PageSettings::new(size));
            let mut surface = page.surface();
            surface
                .draw_svg(&tree, size, SvgSettings::default())
                .ok_or_else(|| unavailable("the wall cannot be drawn".into()))?;
            surface.finish();
            page.finish();
        }
        document.set_metadata(
            Metadata::new()
                .title(architecture.title.clone())
                .description(origin::line(architecture))
                .creator(format!("Isobar {ISOBAR_VERSION}")),
        );
        let bytes = document
            .finish()
            .map_err(|e| unavailable(format!("{e:?}")))?;
        Ok(vec![ExportFile {
            path: "wall.pdf".into(),
            media_type: "application/pdf".into(),
            bytes,
        }])
    }

    fn remarks(&self, architecture: &Architecture) -> Vec<String> {
        let drawn: String = sheets(architecture).into_iter().map(|s| s.svg).collect();
        Lettering::of(&drawn).remark().into_iter().collect()
    }
}

fn of_page(tree: &usvg::Tree) -> Option<Size> {
    let (width, height) = (tree.size().width() * POINT, tree.size().height() * POINT);
    let scale = (LONGEST / width.max(height)).min(1.0);
    Size::from_wh(width * scale, height * scale)
}
