//! Contexts as isobars: one shape a context, made anew only when its members or what lies among them moved.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use model::contour::{self, Contour, Segment};
use model::{Context, Id, Point, Rect};

use super::item::{ContextItem, Ink, Path, Step};
use super::notes::Notes;
use super::polygon::{distance_to_segment, encloses};
use model::order::Order;

/// Number of hues that contexts take turns with.
pub const HUES: u8 = 8;
/// Between the members and the innermost line, canvas units.
pub(crate) const MARGIN: f64 = 18.0;
/// How far the outer lines reach beyond the innermost, with some air.
const OUTER: f64 = 24.0;
/// Name of a context: size at 100 %, and the least on screen, CSS pixels.
const NAME_SIZE: f64 = 13.0;
const NAME_LEAST: f64 = 11.0;

/// How far the lines and the name of a context may reach beyond its notes, canvas units.
pub(crate) fn reach(scale: f64) -> f64 {
    /// Half of a long name, in letters.
    const HALF_NAME: f64 = 30.0;
    MARGIN + OUTER + NAME_SIZE.max(NAME_LEAST / scale.max(1e-9)) * HALF_NAME
}

/// The lines around a set of notes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    pub rings: Rc<[Path]>,
    /// The innermost line as polygons; inside by the even-odd rule.
    loops: Rc<[Vec<Point>]>,
    /// The middle of the name.
    label: Point,
    pub bounds: Rect,
}

impl Shape {
    /// None around nothing.
    pub fn around(members: &[Rect], others: &[Rect]) -> Option<Shape> {
        let bounds = Rect::around(members.iter().copied())?;
        let Contour { path, outer, label } = contour::isobar(members, others, MARGIN);
        let drawn = outer.iter().flatten().chain(&path).filter_map(|s| match s {
            Segment::Move(p) | Segment::Cubic(_, _, p) => Some(Rect::new(p.x, p.y, 0.0, 0.0)),
            Segment::Close => None,
        });
        let bounds = Rect::around(drawn)
            .unwrap_or(bounds)
            .union(&bounds.inflate(MARGIN + OUTER));
        let loops = flattened(&path).into();
        Some(Shape {
            rings: [&path, &outer[0], &outer[1]].map(|p| steps(p)).into(),
            loops,
            label,
            bounds,
        })
    }

    /// The same lines elsewhere.
    pub fn translated(&self, dx: f64, dy: f64) -> Shape {
        let moved = |p: Point| p.offset(dx, dy);
        let step = |s: &Step| match *s {
            Step::Move(p) => Step::Move(moved(p)),
            Step::Line(p) => Step::Line(moved(p)),
            Step::Cubic(c, d, p) => Step::Cubic(moved(c), moved(d), moved(p)),
            Step::Close => Step::Close,
        };
        let rings = self.rings.iter().map(|r| r.iter().map(step).collect());
        let corners = |line: &Vec<Point>| line.iter().map(|p| moved(*p)).collect();
        Shape {
            rings: rings.collect(),
            loops: self.loops.iter().map(corners).collect(),
            label: moved(self.label),
            bounds: self.bounds.translate(dx, dy),
        }
    }

    pub fn contains(&self, p: Point) -> bool {
        let around = self.loops.iter().filter(|corners| encloses(corners, p));
        around.count() % 2 == 1
    }

    /// From a point to the innermost line.
    pub fn distance(&self, p: Point) -> f64 {
        let edges = self.loops.iter().flat_map(|corners| {
            (0..corners.len()).map(move |i| (corners[i], corners[(i + 1) % corners.len()]))
        });
        edges
            .map(|(a, b)| distance_to_segment(p, a, b))
            .fold(f64::INFINITY, f64::min)
    }

    /// `name_width`: at a size of 1.
    pub fn item(
        &self,
        id: Option<Id>,
        name: &str,
        ink: Ink,
        name_width: f64,
        scale: f64,
    ) -> ContextItem {
        let (name_at, name_size) = self.name_box(name_width, scale);
        ContextItem {
            id,
            name: name.to_owned(),
            ink,
            rings: self.rings.clone(),
            name_at,
            name_size,
            bounds: self.bounds.union(&name_at),
        }
    }

    /// Where the name stands and how large it is at this scale, canvas units.
    pub fn name_box(&self, name_width: f64, scale: f64) -> (Rect, f64) {
        let size = NAME_SIZE.max(NAME_LEAST / scale.max(1e-9));
        let (w, h) = (name_width * size + size * 1.6, size * 1.8);
        let c = self.label;
        // A name that is large from afar rises, so that the members below it do not cover it.
        let rise = (h / 2.0 - MARGIN * 0.8).max(0.0);
        (Rect::new(c.x - w / 2.0, c.y - h / 2.0 - rise, w, h), size)
    }
}

/// All contexts of a board.
#[derive(Debug, Default)]
pub(crate) struct Contours {
    shapes: HashMap<Id, Shape>,
    hues: HashMap<Id, u8>,
}

impl Contours {
    pub fn get(&self, context: &Id) -> Option<&Shape> {
        self.shapes.get(context)
    }

    pub fn ink(&self, context: &Id) -> Ink {
        Ink::Context(self.hue(context))
    }

    pub fn hue(&self, context: &Id) -> u8 {
        self.hues.get(context).copied().unwrap_or_default()
    }

    /// Contexts whose lines come near `rect`.
    pub fn near(&self, rect: Rect) -> Vec<Id> {
        let mut ids: Vec<Id> = self
            .shapes
            .iter()
            .filter(|(_, s)| s.bounds.intersects(&rect))
            .map(|(id, _)| id.clone())
            .collect();
        ids.order();
        ids
    }

    /// Makes a context's shape anew, or drops it.
    pub fn update(&mut self, id: &Id, now: Option<&Context>, notes: &Notes) {
        match now.and_then(|c| shape_of(&c.members, notes)) {
            Some(shape) => self.shapes.insert(id.clone(), shape),
            None => self.shapes.remove(id),
        };
    }

    /// Gives each context a hue: its own by its id, or the next that is free.
    pub fn choose_hues<'a>(&mut self, contexts: impl Iterator<Item = &'a Id>) {
        self.hues = hues(contexts);
    }
}

/// Around the members' papers; notes that lie among them and are none push the lines back.
pub(crate) fn shape_of(members: &[Id], notes: &Notes) -> Option<Shape> {
    let rects: Vec<Rect> = members.iter().filter_map(|id| notes.rect(id)).collect();
    let inside: HashSet<&Id> = members.iter().collect();
    shape_among(&rects, notes, |id| !inside.contains(id))
}

/// Around `rects`, pushed back by the notes that are `apart` from them.
pub(crate) fn shape_among(
    rects: &[Rect],
    notes: &Notes,
    apart: impl Fn(&Id) -> bool,
) -> Option<Shape> {
    let bounds = Rect::around(rects.iter().copied())?;
    Shape::around(rects, &others(bounds, notes, apart))
}

/// Notes that live in contexts, near `bounds` and `apart`.
pub(crate) fn others(bounds: Rect, notes: &Notes, apart: impl Fn(&Id) -> bool) -> Vec<Rect> {
    notes
        .meeting(bounds.inflate(MARGIN + OUTER))
        .filter(|p| p.note.kind.is_placed() && apart(&p.note.id))
        .map(|p| p.rect)
        .collect()
}

/// The hue that a context has wherever fewer than [`HUES`] others want another place.
pub fn own_hue(context: &Id) -> u8 {
    let hash = |h: u32, b: u8| h.wrapping_mul(31).wrapping_add(u32::from(b));
    let hash = context.as_str().bytes().fold(7, hash);
    (hash % u32::from(HUES)) as u8
}

fn hues<'a>(contexts: impl Iterator<Item = &'a Id>) -> HashMap<Id, u8> {
    let mut chosen = HashMap::new();
    let mut taken = [0usize; HUES as usize];
    for id in contexts {
        let wanted = usize::from(own_hue(id));
        let least = taken.iter().min().copied().unwrap_or_default();
        let turn = (0..HUES as usize).map(|i| (wanted + i) % HUES as usize);
        let hue = turn
            .into_iter()
            .find(|&h| taken[h] == least)
            .unwrap_or_default();
        taken[hue] += 1;
        chosen.insert(id.clone(), hue as u8);
    }
    chosen
}

fn steps(path: &[Segment]) -> Path {
    path.iter()
        .map(|s| match *s {
            Segment::Move(p) => Step::Move(p),
            Segment::Cubic(c, d, p) => Step::Cubic(c, d, p),
            Segment::Close => Step::Close,
        })
        .collect()
}

fn flattened(path: &[Segment]) -> Vec<Vec<Point>> {
    const PIECES: usize = 6;
    let mut loops: Vec<Vec<Point>> = Vec::new();
    for segment in path {
        match *segment {
            Segment::Move(p) => loops.push(vec![p]),
            Segment::Cubic(c, d, end) => {
                let Some(corners) = loops.last_mut() else {
                    continue;
                };
                let Some(&start) = corners.last() else {
                    continue;
                };
                let run = super::route::Route {
                    start,
                    end,
                    bend: Some((c, d)),
                };
                corners.extend((1..=PIECES).map(|i| run.at(i as f64 / PIECES as f64)));
            }
            Segment::Close => {}
        }
    }
    loops
}
