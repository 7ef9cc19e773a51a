//! How the wall is put on paper: the size of a page, and what goes on each.

/// A sheet of ISO 216.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    A3,
    A2,
    A1,
    A0,
}

impl Paper {
    pub const ALL: [Paper; 5] = [Paper::A4, Paper::A3, Paper::A2, Paper::A1, Paper::A0];

    /// As on the command line and in the URL: `a4`.
    pub fn name(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::A3 => "a3",
            Paper::A2 => "a2",
            Paper::A1 => "a1",
            Paper::A0 => "a0",
        }
    }

    pub fn from_name(name: &str) -> Option<Paper> {
        let wanted = name.to_lowercase();
        Paper::ALL.into_iter().find(|p| p.name() == wanted)
    }

    /// The shorter and the longer side, millimetres.
    pub fn sides(self) -> (f64, f64) {
        match self {
            Paper::A4 => (210.0, 297.0),
            Paper::A3 => (297.0, 420.0),
            Paper::A2 => (420.0, 594.0),
            Paper::A1 => (594.0, 841.0),
            Paper::A0 => (841.0, 1189.0),
        }
    }
}

/// What one page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// The whole wall on one page.
    #[default]
    Whole,
    /// A page for each frame, from the top and from the left; a wall without frames is one page.
    Frames,
}

impl Pages {
    pub const ALL: [Pages; 2] = [Pages::Whole, Pages::Frames];

    pub fn name(self) -> &'static str {
        match self {
            Pages::Whole => "whole",
            Pages::Frames => "frames",
        }
    }

    pub fn from_name(name: &str) -> Option<Pages> {
        Pages::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// How pictures of the wall are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// None: as large as the wall, a canvas unit being a CSS pixel.
    pub paper: Option<Paper>,
    pub pages: Pages,
}
