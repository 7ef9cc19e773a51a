//! Text that fits a note: wrapped by the Unicode line breaking rules (UAX 14), shrunk to a floor; then the note grows.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::geometry::Size;

/// Size of text that fits easily, canvas units.
pub const LARGEST: f64 = 16.0;
/// Text is never set smaller.
pub const SMALLEST: f64 = 10.0;
/// Distance of two lines, as a multiple of the size.
pub const LEADING: f64 = 1.22;

/// Measures text: the canvas in the browser, the shipped font's metrics elsewhere.
pub trait MeasureText {
    /// Width of one line of text set at `size`, canvas units.
    fn width(&self, text: &str, size: f64) -> f64;
}

/// Text set into lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Without white space at their ends.
    pub lines: Vec<String>,
    pub size: f64,
    pub line_height: f64,
    /// Of all lines; more than was given where even the smallest size does not fit.
    pub height: f64,
}

/// Sets `text` into `area` (the paper without its padding) at the largest size that fits. Newlines are kept. A word wider
/// than the area first makes the text smaller and is broken between characters when it is smallest.
pub fn fit(text: &str, area: Size, measure: &dyn MeasureText) -> Fitted {
    let mut size = LARGEST;
    loop {
        let floor = size <= SMALLEST;
        let fitted = set(text, area.width, size, measure);
        if floor || (fitted.1 && fitted.0.height <= area.height) {
            return fitted.0;
        }
        size = (size - 1.0).max(SMALLEST);
    }
}

/// The text at one size, and whether no word had to be broken.
fn set(text: &str, width: f64, size: f64, measure: &dyn MeasureText) -> (Fitted, bool) {
    let mut lines = Vec::new();
    let mut whole = true;
    for paragraph in text.replace("\r\n", "\n").split(['\n', '\r']) {
        whole &= wrap(paragraph, width, size, measure, &mut lines);
    }
    let line_height = size * LEADING;
    let height = line_height * lines.len() as f64;
    let fitted = Fitted {
        lines,
        size,
        line_height,
        height,
    };
    (fitted, whole)
}

/// Adds the lines of one paragraph, an empty one for none; says whether no word had to be broken.
fn wrap(
    text: &str,
    width: f64,
    size: f64,
    measure: &dyn MeasureText,
    lines: &mut Vec<String>,
) -> bool {
    let mut whole = true;
    let mut line = String::new();
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let piece = &text[start..end];
        start = end;
        let joined = format!("{line}{piece}");
        if measure.width(joined.trim_end(), size) <= width {
            line = joined;
        } else {
            if !line.trim().is_empty() {
                lines.push(line.trim().to_owned());
            }
            line = piece.to_owned();
            if measure.width(line.trim_end(), size) > width {
                whole = false;
                line = break_word(piece, width, size, measure, lines);
            }
        }
        if opportunity == BreakOpportunity::Mandatory && end < text.len() {
            lines.push(std::mem::take(&mut line).trim().to_owned());
        }
    }
    lines.push(line.trim().to_owned());
    whole
}

/// Fills lines with as many characters as go in, at least one; what is left starts the next line.
fn break_word(
    word: &str,
    width: f64,
    size: f64,
    measure: &dyn MeasureText,
    lines: &mut Vec<String>,
) -> String {
    let mut line = String::new();
    for character in word.graphemes(true) {
        let longer = format!("{line}{character}");
        if !line.is_empty() && measure.width(longer.trim_end(), size) > width {
            lines.push(std::mem::replace(&mut line, character.to_owned()));
        } else {
            line = longer;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character is half as wide as high, ideographs are square.
    struct Half;

    impl MeasureText for Half {
        fn width(&self, text: &str, size: f64) -> f64 {
            text.chars()
                .map(|c| if c as u32 > 0x2e80 { size } else { size / 2.0 })
                .sum()
        }
    }

    fn lines(text: &str, width: f64, height: f64) -> Vec<String> {
        fit(text, Size::new(width, height), &Half).lines
    }

    #[test]
    fn wraps_between_words_at_the_largest_size() {
        let fitted = fit("Cargo booked", Size::new(60.0, 100.0), &Half);
        assert_eq!(fitted.lines, ["Cargo", "booked"]);
        assert_eq!(fitted.size, LARGEST);
        assert!((fitted.height - 2.0 * LARGEST * LEADING).abs() < 1e-9);
    }

    #[test]
    fn shrinks_before_it_breaks_a_word() {
        let fitted = fit("Acknowledgement", Size::new(90.0, 100.0), &Half);
        assert_eq!(fitted.lines, ["Acknowledgement"]);
        assert_eq!(fitted.size, 12.0);
    }

    #[test]
    fn breaks_a_word_at_the_floor_and_asks_for_height() {
        let fitted = fit(&"x".repeat(40), Size::new(50.0, 30.0), &Half);
        assert_eq!(fitted.size, SMALLEST);
        assert_eq!(fitted.lines, vec!["x".repeat(10); 4]);
        assert!(fitted.height > 30.0);
    }

    #[test]
    fn keeps_newlines_and_never_splits_a_grapheme() {
        assert_eq!(lines("a\n\nb", 100.0, 100.0), ["a", "", "b"]);
        assert_eq!(lines("", 100.0, 100.0), [""]);
        let broken = lines(&"e\u{301}".repeat(20), 50.0, 20.0);
        assert!(broken.iter().all(|l| l.starts_with('e')), "{broken:?}");
    }

    #[test]
    fn ideographs_break_anywhere() {
        assert_eq!(lines("貨物を予約する", 64.0, 100.0), ["貨物を予", "約する"]);
    }

    #[test]
    fn nothing_is_lost_and_no_line_is_too_wide() {
        let text = "Whenever a cargo is booked, draft-the-invoice (https://example.org/a/b?c=d) 貨物を予約する now";
        for width in [12.0, 30.0, 55.0, 140.0] {
            let fitted = fit(text, Size::new(width, 60.0), &Half);
            let flat = |s: &str| s.replace(char::is_whitespace, "");
            assert_eq!(flat(&fitted.lines.concat()), flat(text));
            for line in &fitted.lines {
                assert!(
                    Half.width(line, fitted.size) <= width,
                    "{line:?} at {width}"
                );
            }
        }
    }
}
