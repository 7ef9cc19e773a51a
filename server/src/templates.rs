//! Boards to begin with: frames, lanes and a few words on how to go about it. A new one is a board file in
//! `boards/templates` and its line in [`TEMPLATES`].

mod picture;

pub use picture::Picture;

/// A board to begin with.
pub struct Template {
    /// As in the URL: `big-picture`.
    pub name: &'static str,
    /// The board file; its title and description say what it is for.
    pub file: &'static str,
}

macro_rules! template {
    ($name:literal) => {
        Template {
            name: $name,
            file: include_str!(concat!("../../boards/templates/", $name, ".board.json")),
        }
    };
}

/// All templates, in the order in which they are offered.
pub const TEMPLATES: &[Template] = &[
    template!("big-picture"),
    template!("process"),
    template!("software-design"),
    template!("context-map"),
    template!("bounded-context-canvas"),
    template!("aggregate-canvas"),
];

/// The template of this name.
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|t| t.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::NoteKind;

    #[test]
    fn every_template_is_a_board_with_frames_and_says_what_to_do() {
        for template in TEMPLATES {
            let board = model::file::read(template.file.as_bytes())
                .unwrap_or_else(|e| panic!("{}: {e}", template.name));
            assert!(!board.meta.title.is_empty(), "{}", template.name);
            assert!(!board.meta.description.is_empty(), "{}", template.name);
            assert!(board.meta.stage.is_some(), "{}", template.name);
            assert!(board.frames.iter().count() > 1, "{}", template.name);
            let says = |n: &model::Note| n.kind == NoteKind::Text && n.text.contains("1. ");
            assert!(board.notes.iter().any(|n| says(n)), "{}", template.name);
            let outside = board.notes.iter().find(|n| {
                let inside = |f: &model::Frame| f.rect().encloses(&n.rect());
                !board.frames.iter().any(|f| inside(f))
            });
            let outside = outside.map(|n| n.line());
            assert_eq!(outside, None, "{}: lies in no frame", template.name);
            let picture = Picture::of(&board);
            let things = board.notes.iter().count()
                + board.frames.iter().count()
                + board.contexts.iter().count();
            assert_eq!(picture.shapes.len(), things, "{}", template.name);
            for shape in &picture.shapes {
                let inside = shape.x >= 0.0
                    && shape.y >= 0.0
                    && shape.x + shape.width <= picture.width
                    && shape.y + shape.height <= picture.height;
                assert!(inside, "{}: {shape:?}", template.name);
                let is_drawn = shape.path.as_ref().is_some_and(|d| d.starts_with('M'));
                assert_eq!(is_drawn, shape.kind == "context", "{shape:?}");
            }
        }
    }
}
