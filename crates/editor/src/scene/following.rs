//! Contexts follow the notes in my hands: what of them rests is looked up once, not in every frame.

use std::collections::HashSet;

use model::{Context, Id, Rect};

use super::Scene;
use super::contours::{self, Shape};
use super::held::Holder;
use model::order::Order;

/// A context while I move some of its notes; as long as I hold the same ones.
#[derive(Debug)]
pub(super) struct Resting {
    /// All that would live in it if everything were put down now.
    members: HashSet<Id>,
    /// Those in my hands.
    moving: Vec<Id>,
    /// Where the others lie.
    rects: Vec<Rect>,
    around: Option<Rect>,
    /// Notes among these that do not belong to it.
    others: Vec<Rect>,
}

impl Scene {
    /// The context as it would be if everything were put down now. None where it is not in view, and need not be known.
    pub(super) fn follow(&mut self, id: &Id, area: Rect, scale: f64) -> Option<Option<Shape>> {
        let context = self.board.context(id)?.clone();
        if let Some(moved) = self.moved_whole(&context) {
            return Some(Some(moved));
        }
        let resting = match self.resting.remove(id) {
            Some(resting) => resting,
            None => self.at_rest(&context),
        };
        let shape = self.around(&resting, area, scale);
        self.resting.insert(id.clone(), resting);
        shape
    }

    fn at_rest(&self, context: &Context) -> Resting {
        let here = Some(&context.id);
        let stays = |m: &&Id| self.homes.get(*m).is_none_or(|home| home.as_ref() == here);
        let mut joining: Vec<&Id> = self
            .homes
            .iter()
            .filter(|(m, home)| home.as_ref() == here && !context.members.contains(m))
            .map(|(m, _)| m)
            .collect();
        joining.order();
        let all = context.members.iter().filter(stays).chain(joining);
        let (moving, still): (Vec<&Id>, Vec<&Id>) = all.partition(|m| self.is_mine(m));
        let rects: Vec<Rect> = still.iter().filter_map(|m| self.notes.rect(m)).collect();
        let members: HashSet<Id> = moving.iter().chain(&still).map(|m| (*m).clone()).collect();
        let around = Rect::around(rects.iter().copied());
        let others = around.map(|r| self.strangers(r, &members));
        Resting {
            moving: moving.into_iter().cloned().collect(),
            others: others.unwrap_or_default(),
            members,
            rects,
            around,
        }
    }

    /// Notes near `around` that belong elsewhere and lie still.
    fn strangers(&self, around: Rect, members: &HashSet<Id>) -> Vec<Rect> {
        let apart = |m: &Id| !members.contains(m) && !self.is_mine(m);
        contours::others(around, &self.notes, apart)
    }

    fn is_mine(&self, note: &Id) -> bool {
        let mine = self.held.of(Holder::Me);
        mine.is_some_and(|held| held.contains_key(note))
    }

    fn around(&self, resting: &Resting, area: Rect, scale: f64) -> Option<Option<Shape>> {
        let mine = self.held.of(Holder::Me);
        let place = |m: &Id| mine?.get(m).copied();
        let mut rects: Vec<Rect> = resting.moving.iter().filter_map(place).collect();
        let reach = Rect::around(rects.iter().copied().chain(resting.around))?;
        if !reach.inflate(contours::reach(scale)).intersects(&area) {
            return None;
        }
        rects.extend(&resting.rects);
        let shape = match resting.around {
            Some(around) if around.encloses(&reach) => Shape::around(&rects, &resting.others),
            // Beyond what rests the moving ones meet other notes.
            _ => Shape::around(&rects, &self.strangers(reach, &resting.members)),
        };
        Some(shape)
    }

    /// The lines of a context whose notes I hold all, none of them turned to another home.
    fn moved_whole(&self, context: &Context) -> Option<Shape> {
        let mine = self.held.of(Holder::Me)?;
        let by = |m: &Id| {
            let (now, was) = (mine.get(m)?, self.notes.rect(m)?);
            let same = now.width == was.width && now.height == was.height;
            (same && !self.homes.contains_key(m)).then_some((now.x - was.x, now.y - was.y))
        };
        let (dx, dy) = by(context.members.first()?)?;
        let alike = |m: &Id| by(m).is_some_and(|b| (b.0 - dx).abs() + (b.1 - dy).abs() < 1e-6);
        let joined = self
            .homes
            .values()
            .flatten()
            .any(|home| *home == context.id);
        let whole = !joined && context.members.iter().all(alike);
        Some(
            whole
                .then(|| self.contours.get(&context.id))??
                .translated(dx, dy),
        )
    }
}
