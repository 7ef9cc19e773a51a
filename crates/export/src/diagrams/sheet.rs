//! The pages of a wall: which part of the board each shows, and how large it is.

use model::{BoardSnapshot, Frame, Rect, Table};

use super::svg;
use crate::architecture::Architecture;
use crate::naming::{Name, Names, plain};
use crate::print::{Pages, Paper};

/// A picture of the wall or of a frame.
pub(super) struct Sheet {
    /// Unique among the pages, without an ending: `wall`, `02-review`.
    pub name: String,
    pub svg: String,
}

/// The pages, in their order; at least one.
pub(super) fn sheets(architecture: &Architecture) -> Vec<Sheet> {
    let frames = match architecture.print.pages {
        Pages::Whole => Vec::new(),
        Pages::Frames => Frame::in_order(architecture.board.frames.iter().map(|f| &**f)),
    };
    if frames.is_empty() {
        return vec![Sheet {
            name: "wall".into(),
            svg: svg::draw(architecture),
        }];
    }
    let mut names = Names::default();
    let page = |(i, frame): (usize, &Frame)| {
        let title = plain(&frame.title);
        let name = names.claim(&[Name::of(&title, "frame")]).kebab();
        Sheet {
            name: format!("{:02}-{name}", i + 1),
            svg: svg::draw(&part(architecture, frame)),
        }
    };
    frames.into_iter().enumerate().map(page).collect()
}

/// The board with what lies in a frame, and nothing else.
fn part(architecture: &Architecture, frame: &Frame) -> Architecture {
    let board = &architecture.board;
    let area = frame.rect();
    let within = |r: Rect| area.contains(r.center());
    let notes = board.notes.iter().filter(|n| within(n.rect())).cloned();
    let frames = board.frames.iter().filter(|f| within(f.rect())).cloned();
    let inside = BoardSnapshot {
        notes: Table::from_rows(notes),
        frames: Table::from_rows(frames),
        ..board.clone()
    };
    let title = plain(&frame.title);
    Architecture {
        board: inside.normalised(),
        title: if title.is_empty() {
            architecture.title.clone()
        } else {
            format!("{}: {title}", architecture.title)
        },
        ..architecture.clone()
    }
}

/// The page around what is on it, widened to the sides of the paper; and the attributes `width` and `height`.
pub(super) fn page(content: Rect, paper: Option<Paper>) -> (Rect, String, String) {
    let number = super::xml::number;
    let Some(paper) = paper else {
        return (content, number(content.width), number(content.height));
    };
    let (short, long) = paper.sides();
    let (width, height) = if content.width >= content.height {
        (long, short)
    } else {
        (short, long)
    };
    let scale = (content.width / width).max(content.height / height);
    let (w, h) = (width * scale, height * scale);
    let page = Rect::new(
        content.x - (w - content.width) / 2.0,
        content.y - (h - content.height) / 2.0,
        w,
        h,
    );
    (page, format!("{width}mm"), format!("{height}mm"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Print;
    use model::{FrameKind, Id};

    fn framed(places: &[(&str, f64, f64)]) -> Architecture {
        let frame = |(title, x, y): &(&str, f64, f64)| Frame {
            id: Id::derived(title, &[&x.to_string()]),
            kind: FrameKind::Section,
            title: (*title).into(),
            x: *x,
            y: *y,
            width: 400.0,
            height: 300.0,
        };
        let board = BoardSnapshot {
            frames: Table::from_rows(places.iter().map(|p| frame(p).into())),
            ..model::notation::parse("event A happened\nevent B happened").expect("a board")
        };
        let mut board = model::layout::placed(&board);
        let mut moved = model::Note::clone(&board.notes.iter().next().expect("a note").clone());
        (moved.x, moved.y) = (Some(2050.0), Some(60.0));
        board.notes.upsert(moved.into());
        let mut architecture = Architecture::of(&board);
        architecture.print = Print {
            paper: None,
            pages: Pages::Frames,
        };
        architecture
    }

    #[test]
    fn frames_are_pages_row_by_row() {
        let architecture = framed(&[
            ("Below", 2000.0, 900.0),
            ("Second", 2500.0, 10.0),
            ("First", 2000.0, 40.0),
            ("First", 3000.0, 60.0),
        ]);
        let names: Vec<String> = sheets(&architecture).into_iter().map(|s| s.name).collect();
        assert_eq!(names, ["01-first", "02-second", "03-first2", "04-below"]);
    }

    #[test]
    fn a_page_shows_what_lies_in_its_frame() {
        let sheets = sheets(&framed(&[("First", 2000.0, 40.0)]));
        assert!(sheets[0].svg.contains("A happened"));
        assert!(!sheets[0].svg.contains("B happened"));
    }

    #[test]
    fn paper_lies_as_the_wall_does_and_holds_all_of_it() {
        for (content, sides) in [
            (Rect::new(0.0, 0.0, 1000.0, 100.0), ("420mm", "297mm")),
            (Rect::new(0.0, 0.0, 100.0, 1000.0), ("297mm", "420mm")),
        ] {
            let (page, width, height) = page(content, Some(Paper::A3));
            assert_eq!((width.as_str(), height.as_str()), sides);
            assert!(page.width >= content.width && page.height >= content.height);
            assert_eq!(page.center(), content.center());
        }
    }
}
