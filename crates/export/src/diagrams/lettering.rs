//! Fonts for a picture: the shipped one, the system's where it does not write everything, and a box for what none draws.

use std::collections::BTreeSet;
use std::sync::Arc;

use resvg::usvg::{self, fontdb};
use ttf_parser::{Face, OutlineBuilder};

use super::font;

/// Stands for a character that no font draws.
const BOX: char = '□';

pub(super) struct Lettering {
    pub fonts: fontdb::Database,
    /// What no font draws.
    unwritten: BTreeSet<char>,
}

impl Lettering {
    /// The system is asked for fonts only where the shipped one does not do.
    pub fn of(text: &str) -> Lettering {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(font::MEDIUM.to_vec());
        fonts.load_font_data(font::SEMI_BOLD.to_vec());
        let mut unwritten: BTreeSet<char> = text.chars().filter(|c| is_drawn(*c)).collect();
        strike(&mut unwritten, &fonts);
        if !unwritten.is_empty() {
            fonts.load_system_fonts();
            strike(&mut unwritten, &fonts);
        }
        for set in [
            fontdb::Database::set_sans_serif_family,
            fontdb::Database::set_serif_family,
            fontdb::Database::set_monospace_family,
        ] {
            set(&mut fonts, "Inter");
        }
        Lettering { fonts, unwritten }
    }

    /// The text with a box for each character that would stay blank.
    pub fn boxed(&self, text: &str) -> String {
        if self.unwritten.is_empty() {
            return text.to_owned();
        }
        text.chars()
            .filter(|c| is_drawn(*c) || !is_modifier(*c))
            .map(|c| if self.unwritten.contains(&c) { BOX } else { c })
            .collect()
    }

    /// What is said of the characters that no font draws.
    pub fn remark(&self) -> Option<String> {
        const SHOWN: usize = 12;
        let shown: String = self.unwritten.iter().take(SHOWN).collect();
        let more = if self.unwritten.len() > SHOWN {
            " …"
        } else {
            ""
        };
        (!self.unwritten.is_empty()).then(|| {
            format!(
                "No font on this machine draws {} of the characters ({shown}{more}): each is a box, {BOX}. Install a font that \
                 has them (Noto Sans CJK, Noto Sans Arabic, an emoji font with outlines), or take the SVG.",
                self.unwritten.len()
            )
        })
    }
}

/// Reads an SVG with fonts for all that it says.
pub(super) fn picture(svg: &str) -> Result<usvg::Tree, usvg::Error> {
    let lettering = Lettering::of(svg);
    let svg = lettering.boxed(svg);
    let options = usvg::Options {
        font_family: "Inter".into(),
        fontdb: Arc::new(lettering.fonts),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(&svg, &options)
}

/// Takes away what one of the fonts draws.
fn strike(characters: &mut BTreeSet<char>, fonts: &fontdb::Database) {
    for face in fonts.faces() {
        if characters.is_empty() {
            return;
        }
        let draws = |data: &[u8], index: u32| {
            let face = Face::parse(data, index).ok()?;
            characters.retain(|c| !has_outline(&face, *c));
            Some(())
        };
        let _ = fonts.with_face_data(face.id, draws);
    }
}

/// A glyph that is only a bitmap stays blank: the renderer reads no pictures.
fn has_outline(face: &Face, c: char) -> bool {
    let drawn =
        |glyph| face.is_color_glyph(glyph) || face.outline_glyph(glyph, &mut Nothing).is_some();
    face.glyph_index(c).is_some_and(drawn)
}

fn is_drawn(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_modifier(c)
}

/// Joins or colours what stands before it, and is nothing alone.
fn is_modifier(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}'
    )
}

struct Nothing;

impl OutlineBuilder for Nothing {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_itself_is_drawn() {
        assert!(Lettering::of(&BOX.to_string()).unwritten.is_empty());
    }

    #[test]
    fn what_the_shipped_font_draws_stays() {
        let text = "Größe “42” → é\n";
        let lettering = Lettering::of(text);
        assert_eq!(lettering.boxed(text), text);
        assert_eq!(lettering.remark(), None);
    }

    #[test]
    fn what_no_font_draws_is_a_box() {
        // a private character: no font of the system gives it a shape
        let text = "a\u{10ff00}\u{fe0f}b";
        let lettering = Lettering::of(text);
        assert_eq!(lettering.boxed(text), format!("a{BOX}b"));
        assert!(
            lettering
                .remark()
                .is_some_and(|r| r.contains("1 of the characters"))
        );
    }
}
