//! The shipped font (Inter, see `fonts/`): its bytes, and its metrics as the measure of text.

use model::text_fit::MeasureText;
use ttf_parser::Face;

/// The tables of [`MEDIUM`] that say how wide text is: a fifteenth of it, and all that the browser module needs.
const METRICS: &[u8] = include_bytes!("../../fonts/Inter-Medium.metrics.ttf");
#[cfg(any(feature = "pictures", test))]
pub(super) const MEDIUM: &[u8] = include_bytes!("../../fonts/Inter-Medium.ttf");
#[cfg(feature = "pictures")]
pub(super) const SEMI_BOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.ttf");

/// Families in the order in which they are asked; named for scripts that Inter does not write.
pub(super) const FAMILIES: &str = "Inter, system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'Noto Sans Arabic', 'Noto Color Emoji', sans-serif";

/// Measures by the medium weight.
pub(super) struct Metrics {
    face: Option<Face<'static>>,
}

impl Metrics {
    pub fn new() -> Metrics {
        Metrics {
            face: Face::parse(METRICS, 0).ok(),
        }
    }

    /// In ems.
    fn advance(&self, c: char) -> f64 {
        let known = self.face.as_ref().and_then(|face| {
            let glyph = face.glyph_index(c)?;
            let advance = face.glyph_hor_advance(glyph)?;
            Some(f64::from(advance) / f64::from(face.units_per_em()))
        });
        // ideographs and emoji are square; other scripts are about as wide as Latin
        known.unwrap_or(if u32::from(c) >= 0x1100 { 1.0 } else { 0.62 })
    }
}

impl MeasureText for Metrics {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|c| self.advance(c)).sum::<f64>() * size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_metrics_are_those_of_the_font() {
        let font = Metrics {
            face: Face::parse(MEDIUM, 0).ok(),
        };
        assert!(font.face.is_some());
        for c in (0x20..0x2600).filter_map(char::from_u32) {
            assert_eq!(Metrics::new().advance(c), font.advance(c), "{c:?}");
        }
    }
}
