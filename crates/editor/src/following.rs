//! Looking at the wall through somebody else's eyes, until one moves oneself.

use model::Rect;

use crate::camera::{Camera, MAX_ZOOM};
use crate::editor::Editor;
use crate::effect::{Effect, Panel};
use crate::wall::Wall;

/// In this time two thirds of the way to where the other looks are gone, milliseconds.
const EASE_MS: f64 = 90.0;
/// Closer than this there is nothing left to go: CSS pixels, and a part of the zoom.
const THERE: (f64, f64) = (0.5, 0.002);

/// Whom one follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Following {
    pub client: u64,
    /// When the last step was taken; none while there is nothing left to go.
    stepped: Option<f64>,
}

impl Editor {
    /// Looks where this person looks, from now on and until the own camera is moved; None ends it.
    pub fn follow(&mut self, client: Option<u64>) -> Vec<Effect> {
        let known = client.filter(|c| self.wall.peers.iter().any(|p| p.client == *c));
        self.wall.set_following(known);
        self.wall.keep_following();
        if known.is_some() {
            self.wall.effect(Effect::Open(Panel::Wall));
        }
        self.finish()
    }

    /// The client whose view is followed.
    pub fn following(&self) -> Option<u64> {
        self.wall.following.map(|f| f.client)
    }

    /// Goes to a part of the wall at once, as somebody asks for.
    pub fn go_to(&mut self, view: Rect) -> Vec<Effect> {
        self.wall.set_following(None);
        self.wall.camera = showing(&self.wall.camera, view);
        self.wall.camera_moved();
        self.wall.effect(Effect::Open(Panel::Wall));
        self.finish()
    }

    /// Whether this person may ask everyone to come.
    pub fn set_may_summon(&mut self, may_summon: bool) {
        self.wall.may_summon = may_summon;
    }
}

impl Wall {
    pub fn set_following(&mut self, client: Option<u64>) {
        if self.following.map(|f| f.client) != client {
            self.following = client.map(|client| Following {
                client,
                stepped: None,
            });
            self.effect(Effect::FollowingChanged);
        }
    }

    /// Others have moved, or left.
    pub fn keep_following(&mut self) {
        let Some(client) = self.following.map(|f| f.client) else {
            return;
        };
        match self.peers.iter().find(|p| p.client == client) {
            None => self.set_following(None),
            Some(_) if self.goal().is_some() => self.effect(Effect::Animate),
            Some(_) => {}
        }
    }

    /// Where the camera is going; None when it is there.
    fn goal(&self) -> Option<Camera> {
        let client = self.following?.client;
        let view = self.peers.iter().find(|p| p.client == client)?.view?;
        let goal = showing(&self.camera, view);
        let off = self.camera.to_screen(goal.visible().center());
        let middle = self.camera.to_screen(self.camera.visible().center());
        let near =
            off.distance(middle) < THERE.0 && (self.camera.zoom / goal.zoom - 1.0).abs() < THERE.1;
        (!near).then_some(goal)
    }

    /// A step after the one who is followed. `still`: at once.
    pub fn step_after(&mut self, now: f64, still: bool) {
        let Some(following) = self.following else {
            return;
        };
        let Some(goal) = self.goal() else {
            self.following = Some(Following {
                stepped: None,
                ..following
            });
            return;
        };
        let elapsed = following.stepped.map_or(16.0, |before| now - before);
        let part = if still {
            1.0
        } else {
            1.0 - (-elapsed.max(0.0) / EASE_MS).exp()
        };
        let (from, to) = (self.camera.visible().center(), goal.visible().center());
        self.camera.zoom *= (goal.zoom / self.camera.zoom).powf(part);
        self.camera
            .center_on(from.offset((to.x - from.x) * part, (to.y - from.y) * part));
        if self.goal().is_none() {
            self.camera = goal;
        }
        self.camera_moved();
        self.following = Some(Following {
            stepped: Some(now),
            ..following
        });
        self.effect(Effect::Animate);
    }
}

/// This camera, where all of a view is seen and no more than needs be.
fn showing(camera: &Camera, view: Rect) -> Camera {
    let zoom = (camera.view.width / view.width).min(camera.view.height / view.height);
    let mut there = Camera {
        zoom: zoom.clamp(f64::MIN_POSITIVE, MAX_ZOOM),
        ..*camera
    };
    there.center_on(view.center());
    there
}

#[cfg(test)]
mod tests {
    use model::Size;

    use super::*;

    #[test]
    fn another_window_shows_all_of_a_view_in_its_middle() {
        let check = |view: Rect, zoom: f64| {
            let camera = Camera {
                view: Size::new(800.0, 400.0),
                ..Camera::default()
            };
            let there = showing(&camera, view);
            assert_eq!(there.zoom, zoom, "{view:?}");
            assert_eq!(there.visible().center(), view.center());
            assert!(there.visible().inflate(1e-9).encloses(&view));
        };
        check(Rect::new(0.0, 0.0, 800.0, 400.0), 1.0);
        check(Rect::new(-50.0, 10.0, 400.0, 400.0), 1.0);
        check(Rect::new(0.0, 0.0, 1600.0, 100.0), 0.5);
        let tiny = Rect::new(5.0, 5.0, 1e-9, 1e-9);
        assert_eq!(showing(&Camera::default(), tiny).zoom, MAX_ZOOM);
    }
}
