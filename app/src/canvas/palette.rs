//! The colours of the wall, taken from the style sheet's tokens so that both themes are said in one place.

use editor::item::Ink;
use model::NoteKind;

use crate::browser;

/// As many as `editor` takes turns with.
const HUES: usize = 8;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    pub paper: String,
    pub dot: String,
    pub surface: String,
    pub line: String,
    pub ink: String,
    pub ink_soft: String,
    pub ink_faint: String,
    pub accent: String,
    pub accent_soft: String,
    pub note_ink: String,
    pub hues: Vec<String>,
    pub dark: bool,
}

impl Palette {
    /// As the page is painted now.
    pub fn now() -> Palette {
        let styles = browser::window().and_then(|w| {
            let root = w.document()?.document_element()?;
            w.get_computed_style(&root).ok()?
        });
        let token = |name: &str| {
            styles
                .as_ref()
                .and_then(|s| s.get_property_value(name).ok())
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
                .unwrap_or_else(|| "#888".into())
        };
        Palette {
            paper: token("--paper"),
            dot: token("--dot"),
            surface: token("--surface"),
            line: token("--line-2"),
            ink: token("--ink"),
            ink_soft: token("--ink-2"),
            ink_faint: token("--ink-3"),
            accent: token("--accent"),
            accent_soft: token("--accent-soft"),
            note_ink: token("--note-ink"),
            hues: (0..HUES).map(|i| token(&format!("--hue-{i}"))).collect(),
            dark: crate::components::theme::is_dark(),
        }
    }

    pub fn ink<'a>(&'a self, ink: &'a Ink) -> &'a str {
        match ink {
            Ink::Accent => &self.accent,
            Ink::AccentSoft => &self.accent_soft,
            Ink::Line => &self.line,
            Ink::Ink => &self.ink,
            Ink::InkSoft => &self.ink_soft,
            Ink::InkFaint => &self.ink_faint,
            Ink::Paper => &self.paper,
            Ink::Surface => &self.surface,
            Ink::Context(hue) => self
                .hues
                .get(usize::from(*hue) % HUES)
                .map_or(&self.accent, |hue| hue),
            Ink::Person(colour) => colour,
        }
    }

    /// The paper of a note; plain text has none.
    pub fn paper_of<'a>(&self, kind: NoteKind, recoloured: Option<&'a str>) -> Option<&'a str> {
        match (kind, recoloured) {
            (NoteKind::Text, _) => None,
            (_, Some(colour)) => Some(colour),
            (kind, None) => Some(kind.row().colour),
        }
    }
}
