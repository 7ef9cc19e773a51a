//! The dynamic layer above what is held: previews, selection, handles, guides, other people.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use model::{Id, Note, Point, Rect};

use crate::hit_test::{Corner, HANDLE_OUT, Hit, Side};
use crate::presence::MarkKind;
use crate::scene::item::{
    CursorItem, Ink, Item, LinkItem, LinkStyle, Path, ShapeItem, Step, TagItem,
};
use crate::scene::links::LinkKey;
use crate::scene::polygon::{boxed, disc};
use crate::scene::route::{Route, route};
use crate::scene::statics::knob;
use crate::wall::Wall;

/// How far outside a note its outline runs, CSS pixels.
const OUTLINE_OUT: f64 = 3.0;
/// Half the size of a resize handle and of a link handle, CSS pixels.
const CORNER: f64 = 4.0;
const KNOB: f64 = 4.5;
/// Marks say their names from this zoom on.
const NAMED: f64 = 0.35;
/// From this many selected notes on, those in view are looked up by place.
const MANY: usize = 500;

impl Wall {
    pub fn dynamic_items(&mut self) -> Vec<Item> {
        let (visible, scale) = (self.camera.visible(), self.camera.zoom);
        let mut items = self.scene.held_items(visible, scale);
        for (note, rect) in &self.preview.ghosts {
            if rect.intersects(&visible) {
                items.push(self.scene.ghost(note, *rect, scale));
            }
        }
        self.missing_notes(visible, scale, &mut items);
        self.drafts(&mut items);
        self.selected_links(&mut items);
        self.selected_things(visible, &mut items);
        self.handles(&mut items);
        self.differences(visible, &mut items);
        self.lasers(&mut items);
        self.peers_items(visible, &mut items);
        self.chosen_bubbles(visible, &mut items);
        items
    }

    /// The bubbles of chosen notes once more: no outline runs through them.
    fn chosen_bubbles(&self, visible: Rect, items: &mut Vec<Item>) {
        let others = self.peers.iter().flat_map(|p| &p.selection);
        let chosen: BTreeSet<&Id> = self
            .selection
            .notes
            .iter()
            .chain(others)
            .take(MANY)
            .collect();
        items.extend(self.scene.bubbles_of(chosen, visible));
    }

    /// What the selected note lacks, pale, with the reason on it.
    fn missing_notes(&self, visible: Rect, scale: f64, items: &mut Vec<Item>) {
        for missing in self.missing() {
            if !missing.rect.intersects(&visible) {
                continue;
            }
            let mut note = Note::new(missing.id(), missing.kind, missing.why);
            (note.width, note.height) = (Some(missing.rect.width), Some(missing.rect.height));
            items.push(self.scene.ghost(&note, missing.rect, scale));
            let mut veil = shape(boxed(missing.rect.inflate(1.0)));
            veil.fill = Some((Ink::Paper, 0.55));
            veil.stroke = Some((Ink::Accent, 0.9));
            veil.dash = Some([5.0, 4.0]);
            items.push(Item::Shape(veil));
        }
    }

    fn drafts(&self, items: &mut Vec<Item>) {
        let p = &self.preview;
        if let Some((from, to)) = p.link {
            let run =
                route(from, to).unwrap_or_else(|| Route::straight(from.center(), to.center()));
            items.push(line(run_path(&run), Ink::Accent, 1.6, None));
            let [tip, a, b] = run.head(9.0);
            items.push(line(
                vec![Step::Move(a), Step::Line(tip), Step::Line(b)],
                Ink::Accent,
                1.6,
                None,
            ));
        }
        if let Some(rect) = p.target.as_ref().and_then(|id| self.scene.rect(id)) {
            items.push(line(
                boxed(rect.inflate(self.camera.px(OUTLINE_OUT))),
                Ink::Accent,
                2.0,
                None,
            ));
        }
        if let Some(rect) = p.frame {
            items.push(area(boxed(rect), Ink::Accent, 0.05));
        }
        if let Some(rect) = p.marquee {
            items.push(area(boxed(rect), Ink::Accent, 0.08));
        }
        if let Some((first, rest)) = p.lasso.split_first() {
            let mut path = vec![Step::Move(*first)];
            path.extend(rest.iter().map(|p| Step::Line(*p)));
            path.push(Step::Close);
            let mut lasso = shape(path);
            lasso.fill = Some((Ink::Accent, 0.06));
            lasso.stroke = Some((Ink::Accent, 0.9));
            lasso.dash = Some([5.0, 4.0]);
            items.push(Item::Shape(lasso));
        }
        let guides: Path = p
            .guides
            .iter()
            .flat_map(|g| [Step::Move(g.from), Step::Line(g.to)])
            .collect();
        if !guides.is_empty() {
            items.push(line(guides, Ink::Accent, 1.0, None));
        }
    }

    /// Selected and hovered links, drawn over themselves in the accent.
    fn selected_links(&self, items: &mut Vec<Item>) {
        let inferred = |(a, b): &(Id, Id)| LinkKey::Inferred(a.clone(), b.clone());
        let selected = self.selection.links.iter().cloned().map(LinkKey::Said);
        let mut keys: BTreeSet<LinkKey> = selected
            .chain(self.selection.inferred.as_ref().map(inferred))
            .collect();
        match &self.hover {
            Hit::Link(id) => keys.extend([LinkKey::Said(id.clone())]),
            Hit::Inferred(a, b) => keys.extend([LinkKey::Inferred(a.clone(), b.clone())]),
            _ => {}
        }
        for key in keys {
            let Some(run) = self.scene.links.get(&key) else {
                continue;
            };
            if let Some(seam) = run.seam {
                items.push(knob(seam, Ink::Accent, Ink::Accent));
            }
            let Some(route) = run.route else { continue };
            items.push(Item::Link(LinkItem {
                from: run.from.clone(),
                to: run.to.clone(),
                style: LinkStyle::Chosen,
                start: route.start,
                end: route.end,
                bend: route.bend,
                head: Some(route.head(9.0)),
                label: None,
            }));
        }
    }

    fn selected_things(&self, visible: Rect, items: &mut Vec<Item>) {
        let out = self.camera.px(OUTLINE_OUT);
        let s = &self.selection;
        let mut path = Path::new();
        if s.notes.len() > MANY {
            let seen = self.scene.notes.meeting(visible).map(|n| &n.note.id);
            let held = self.scene.held.iter().map(|(id, _)| id);
            let seen: BTreeSet<&Id> = seen
                .chain(held)
                .filter(|id| s.notes.contains(*id))
                .collect();
            let rects = seen.into_iter().filter_map(|id| self.scene.rect(id));
            path.extend(rects.flat_map(|r| boxed(r.inflate(out))));
        } else {
            let rects = s.movable().filter_map(|id| self.scene.rect(id));
            let rects = rects.filter(|r| r.intersects(&visible));
            path.extend(rects.flat_map(|r| boxed(r.inflate(out))));
        }
        if !path.is_empty() {
            items.push(line(path, Ink::Accent, 2.0, None));
        }
        let groups: Path = self
            .selected_groups()
            .flat_map(|r| boxed(r.inflate(3.0 * out)))
            .collect();
        if !groups.is_empty() {
            items.push(line(groups, Ink::Accent, 1.0, Some([5.0, 4.0])));
        }
        if let Some(id) = &s.context
            && self.scene.proposal().is_none()
            && let Some(shape) = self.scene.contours.get(id)
        {
            items.push(line(shape.rings[0].clone(), Ink::Accent, 2.0, None));
            let name = self.scene.context_name(id, shape, self.camera.zoom);
            items.extend(name.map(|name| Item::Context(Rc::new(name))));
        }
    }

    /// Around the groups of selected notes, as long as these are not many.
    fn selected_groups(&self) -> impl Iterator<Item = Rect> {
        let mut groups: BTreeMap<Id, Rect> = BTreeMap::new();
        let few = self.selection.notes.iter().take(MANY);
        for id in few.filter(|_| self.selection.notes.len() <= MANY) {
            let group = self.board().note(id).and_then(|n| n.group.clone());
            if let Some((group, rect)) = group.zip(self.scene.rect(id)) {
                groups
                    .entry(group)
                    .and_modify(|r| *r = r.union(&rect))
                    .or_insert(rect);
            }
        }
        groups.into_values()
    }

    fn handles(&self, items: &mut Vec<Item>) {
        if self.scene.held.of(crate::scene::held::Holder::Me).is_some()
            || self.preview.link.is_some()
        {
            return;
        }
        let (half, knob) = (self.camera.px(CORNER), self.camera.px(KNOB));
        if let Some((_, rect)) = self.resizable() {
            let path: Path = Corner::ALL
                .iter()
                .flat_map(|c| boxed(around(c.of(rect), half)))
                .collect();
            items.push(plate(path, Ink::Surface, Ink::Accent));
        }
        let out = self.camera.px(HANDLE_OUT);
        for (id, rect) in self.handle_owners() {
            let hot = |s: &Side| self.hover == Hit::LinkHandle(id.clone(), *s);
            let (hot, cold): (Vec<Side>, Vec<Side>) = Side::ALL.into_iter().partition(hot);
            for (sides, ink) in [(cold, Ink::Surface), (hot, Ink::Accent)] {
                let path: Path = sides
                    .iter()
                    .flat_map(|s| disc(s.of(rect, out), knob))
                    .collect();
                if !path.is_empty() {
                    items.push(plate(path, ink, Ink::Accent));
                }
            }
        }
    }

    /// What differs between two moments: an outline for each kind of difference, and its name.
    fn differences(&self, visible: Rect, items: &mut Vec<Item>) {
        let mut outlines: BTreeMap<&Id, f64> = BTreeMap::new();
        let named = self.camera.zoom >= NAMED;
        for mark in &self.marks {
            let on_wall = self.scene.rect(&mark.note);
            let Some(rect) = on_wall.or(mark.place).filter(|r| r.intersects(&visible)) else {
                continue;
            };
            // A note that differs in several ways has an outline for each, one around the other.
            let out = outlines.entry(&mark.note).or_insert(OUTLINE_OUT);
            let around = rect.inflate(self.camera.px(*out));
            *out += 4.0;
            let ink = person(mark.kind.colour());
            let dash = (mark.kind == MarkKind::Removed).then_some([6.0, 4.0]);
            items.push(line(boxed(around), ink.clone(), 3.0, dash));
            if named && *out < 2.0 * OUTLINE_OUT + 4.0 {
                items.push(Item::Tag(TagItem {
                    at: Point::new(rect.x, rect.y - self.camera.px(26.0)),
                    text: mark.kind.name().to_owned(),
                    ink: person("#ffffff"),
                    plate: ink,
                }));
            }
        }
    }

    /// Glowing trails, brighter and wider towards their tips.
    fn lasers(&self, items: &mut Vec<Item>) {
        let own: Vec<Point> = self.laser.points().collect();
        trail(&own, &Ink::Accent, items);
        for peer in &self.peers {
            trail(&peer.laser, &person(&peer.colour), items);
        }
    }

    fn peers_items(&self, visible: Rect, items: &mut Vec<Item>) {
        let out = self.camera.px(OUTLINE_OUT);
        for peer in &self.peers {
            let ink = person(&peer.colour);
            let shown = peer.selection.iter().chain(&peer.editing).take(MANY);
            let rects: Vec<Rect> = shown
                .filter_map(|id| self.scene.rect(id))
                .filter(|r| r.intersects(&visible))
                .collect();
            let path: Path = rects.iter().flat_map(|r| boxed(r.inflate(out))).collect();
            if !path.is_empty() {
                items.push(line(path, ink.clone(), 1.6, None));
            }
            if let Some(rect) = peer.editing.as_ref().and_then(|id| self.scene.rect(id)) {
                items.push(Item::Tag(TagItem {
                    at: Point::new(rect.x, rect.y - self.camera.px(22.0)),
                    text: format!("{} is writing", peer.name),
                    ink: Ink::Surface,
                    plate: ink.clone(),
                }));
            }
        }
        for peer in &self.peers {
            if let Some(at) = peer.cursor.filter(|p| visible.contains(*p)) {
                items.push(Item::Cursor(CursorItem {
                    at,
                    ink: person(&peer.colour),
                    name: peer.name.clone(),
                }));
            }
        }
    }
}

fn person(colour: &str) -> Ink {
    Ink::Person(Rc::from(colour))
}

/// Widths of a laser's trail where it begins and at its tip, CSS pixels.
const TRAIL: (f64, f64) = (1.5, 7.0);

fn trail(points: &[Point], ink: &Ink, items: &mut Vec<Item>) {
    // A point alone is seen as a dot.
    let dot = points.first().filter(|_| points.len() == 1);
    let pairs = points.windows(2).map(|pair| (pair[0], pair[1]));
    let pairs: Vec<(Point, Point)> = pairs
        .chain(dot.map(|p| (*p, p.offset(0.01, 0.0))))
        .collect();
    let count = pairs.len() as f64;
    for (i, (from, to)) in pairs.into_iter().enumerate() {
        let part = (i as f64 + 1.0) / count;
        let mut glow = shape(vec![Step::Move(from), Step::Line(to)]);
        glow.stroke = Some((ink.clone(), 0.15 + 0.75 * part));
        glow.width = TRAIL.0 + (TRAIL.1 - TRAIL.0) * part;
        items.push(Item::Shape(glow));
    }
}

fn shape(path: Path) -> ShapeItem {
    ShapeItem {
        path,
        fill: None,
        stroke: None,
        width: 1.0,
        dash: None,
    }
}

fn line(path: Path, ink: Ink, width: f64, dash: Option<[f64; 2]>) -> Item {
    Item::Shape(ShapeItem {
        stroke: Some((ink, 1.0)),
        width,
        dash,
        ..shape(path)
    })
}

fn area(path: Path, ink: Ink, opacity: f64) -> Item {
    Item::Shape(ShapeItem {
        fill: Some((ink.clone(), opacity)),
        stroke: Some((ink, 0.7)),
        ..shape(path)
    })
}

fn plate(path: Path, fill: Ink, stroke: Ink) -> Item {
    Item::Shape(ShapeItem {
        fill: Some((fill, 1.0)),
        stroke: Some((stroke, 1.0)),
        width: 1.5,
        ..shape(path)
    })
}

fn around(p: Point, half: f64) -> Rect {
    Rect::new(p.x, p.y, 0.0, 0.0).inflate(half)
}

fn run_path(run: &Route) -> Path {
    let to = match run.bend {
        Some((c, d)) => Step::Cubic(c, d, run.end),
        None => Step::Line(run.end),
    };
    vec![Step::Move(run.start), to]
}
