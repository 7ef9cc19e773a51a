//! The faces of notes as bitmaps, kept at the scales in use, several to a page.
//!
//! A page is never written while it is read from: [`Faces::prepare`] draws all faces that a list of items needs, then
//! [`Faces::get`] only looks them up.

use std::collections::HashMap;

use editor::Face;
use editor::item::Detail;

use super::face::{self, SPILL};
use super::palette::Palette;
use super::surface::Surface;

/// Side of a page, device pixels.
const PAGE: u32 = 1024;
/// Pages kept; more are used only while one list of items needs them.
const PAGES: usize = 10;
/// Larger faces are drawn where they stand, there are few in view.
const LARGEST: f64 = 480.0;

/// A face at a scale (device pixels per canvas unit, as bits) and detail.
type Key = (u64, u32, u8, bool);

/// Where a face lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    page: usize,
    pub x: f64,
    pub y: f64,
    /// Device pixels, shadow included.
    pub width: f64,
    pub height: f64,
    /// Device pixels per canvas unit.
    pub scale: f64,
}

struct Page {
    surface: Surface,
    /// The shelf that is being filled: its top, its height, the next free place on it.
    top: u32,
    tall: u32,
    next: u32,
}

#[derive(Default)]
pub struct Faces {
    pages: Vec<Page>,
    slots: HashMap<Key, Slot>,
    shadows: HashMap<(u64, u64, u32, bool), Option<Surface>>,
    palette: Palette,
}

impl Faces {
    /// Forgets everything: another theme, or another font.
    pub fn clear(&mut self, palette: Palette) {
        *self = Faces {
            palette,
            ..Faces::default()
        };
    }

    /// Draws what is missing of these faces. `scale`: device pixels per canvas unit.
    pub fn prepare<'a>(
        &mut self,
        faces: impl Iterator<Item = (&'a Face, Detail, bool)> + Clone,
        scale: f64,
    ) {
        let missing = |this: &Faces| {
            faces
                .clone()
                .any(|(f, d, l)| fits(f, scale) && !this.slots.contains_key(&key(f, scale, d, l)))
        };
        if self.pages.len() >= PAGES && missing(self) {
            self.slots.clear();
            self.pages.truncate(1);
            for page in &mut self.pages {
                (page.top, page.tall, page.next) = (0, 0, 0);
                page.surface
                    .pen
                    .clear_rect(0.0, 0.0, f64::from(PAGE), f64::from(PAGE));
            }
        }
        for (face, detail, lifted) in faces {
            let key = key(face, scale, detail, lifted);
            if fits(face, scale)
                && !self.slots.contains_key(&key)
                && let Some(slot) = self.place(face, detail, lifted, scale)
            {
                self.slots.insert(key, slot);
            }
        }
    }

    /// The page and the place of a face that was prepared.
    pub fn get(
        &self,
        face: &Face,
        scale: f64,
        detail: Detail,
        lifted: bool,
    ) -> Option<(&Surface, Slot)> {
        let slot = *self.slots.get(&key(face, scale, detail, lifted))?;
        Some((&self.pages[slot.page].surface, slot))
    }

    fn place(&mut self, face: &Face, detail: Detail, lifted: bool, scale: f64) -> Option<Slot> {
        let width = ((face.size.width + 2.0 * SPILL) * scale).ceil() as u32;
        let height = ((face.size.height + 2.0 * SPILL) * scale).ceil() as u32;
        let (page, x, y) = self.find_room(width, height)?;
        let (x, y) = (f64::from(x), f64::from(y));
        self.prepare_shadow(face, lifted, scale);
        let pen = &self.pages[page].surface.pen;
        pen.save();
        pen.begin_path();
        pen.rect(x, y, f64::from(width), f64::from(height));
        pen.clip();
        if let Some(shadow) = self.shadow(face, lifted, scale) {
            let _ = pen.draw_image_with_html_canvas_element(&shadow.element, x, y);
        }
        let _ = pen.set_transform(scale, 0.0, 0.0, scale, x + SPILL * scale, y + SPILL * scale);
        face::draw(pen, face, detail, &self.palette);
        pen.restore();
        Some(Slot {
            page,
            x,
            y,
            width: f64::from(width),
            height: f64::from(height),
            scale,
        })
    }

    fn find_room(&mut self, width: u32, height: u32) -> Option<(usize, u32, u32)> {
        let last = self.pages.len().checked_sub(1);
        if let Some(i) = last
            && let Some((x, y)) = self.pages[i].room(width, height)
        {
            return Some((i, x, y));
        }
        self.pages.push(Page {
            surface: Surface::new(PAGE, PAGE, false)?,
            top: 0,
            tall: 0,
            next: 0,
        });
        let i = self.pages.len() - 1;
        let (x, y) = self.pages[i].room(width, height)?;
        Some((i, x, y))
    }

    /// Papers of one size share a shadow.
    fn prepare_shadow(&mut self, face: &Face, lifted: bool, scale: f64) {
        if !has_shadow(face) {
            return;
        }
        let (w, h) = (face.size.width, face.size.height);
        let dark = self.palette.dark;
        self.shadows
            .entry(shadow_key(face, scale, lifted))
            .or_insert_with_key(|_| {
                let pixels = |v: f64| ((v + 2.0 * SPILL) * scale).ceil() as u32;
                let surface = Surface::new(pixels(w), pixels(h), false);
                if let Some(s) = &surface {
                    let _ =
                        s.pen
                            .set_transform(scale, 0.0, 0.0, scale, SPILL * scale, SPILL * scale);
                    face::shadow(&s.pen, w, h, scale, dark, lifted);
                }
                surface
            });
    }

    fn shadow(&self, face: &Face, lifted: bool, scale: f64) -> Option<&Surface> {
        self.shadows.get(&shadow_key(face, scale, lifted))?.as_ref()
    }
}

impl Page {
    fn room(&mut self, width: u32, height: u32) -> Option<(u32, u32)> {
        if self.next + width > PAGE {
            (self.top, self.tall, self.next) = (self.top + self.tall + 1, 0, 0);
        }
        if self.top + height > PAGE || width > PAGE {
            return None;
        }
        let place = (self.next, self.top);
        self.next += width + 1;
        self.tall = self.tall.max(height);
        Some(place)
    }
}

fn key(face: &Face, scale: f64, detail: Detail, lifted: bool) -> Key {
    (face.key, (scale as f32).to_bits(), detail as u8, lifted)
}

fn shadow_key(face: &Face, scale: f64, lifted: bool) -> (u64, u64, u32, bool) {
    let Face { size, .. } = face;
    (
        size.width.to_bits(),
        size.height.to_bits(),
        (scale as f32).to_bits(),
        lifted,
    )
}

pub fn has_shadow(face: &Face) -> bool {
    face.kind != model::NoteKind::Text
}

/// Whether a face is kept as a bitmap at this scale.
pub fn fits(face: &Face, scale: f64) -> bool {
    (face.size.width.max(face.size.height) + 2.0 * SPILL) * scale <= LARGEST
}
