//! Fingers: one works like a pointer, two pan and pinch, one that rests presses long.

use std::collections::BTreeMap;

use editor::{InputEvent, Modifiers, Pointer, PointerKind};
use model::Point;

pub const LONG_PRESS_MS: f64 = 480.0;
/// A finger that rests still trembles by this much, CSS pixels.
const TREMBLE: f64 = 8.0;

#[derive(Default)]
pub struct Touches {
    /// Where fingers are now, and where they came down.
    fingers: BTreeMap<i32, (Point, Point)>,
    pinching: bool,
}

impl Touches {
    pub fn down(&mut self, pointer: Pointer) -> Vec<InputEvent> {
        if pointer.kind != PointerKind::Touch {
            return vec![InputEvent::PointerDown(pointer)];
        }
        let first = self.fingers.keys().next().copied();
        self.fingers.insert(pointer.id, (pointer.at, pointer.at));
        match first {
            None => vec![InputEvent::PointerDown(pointer)],
            Some(id) if !self.pinching => {
                self.pinching = true;
                vec![InputEvent::PointerCancel(Pointer { id, ..pointer })]
            }
            Some(_) => Vec::new(),
        }
    }

    pub fn moved(&mut self, pointer: Pointer) -> Vec<InputEvent> {
        if !self.pinching {
            if let Some(finger) = self.fingers.get_mut(&pointer.id) {
                finger.0 = pointer.at;
            }
            return vec![InputEvent::PointerMove(pointer)];
        }
        let before = self.span();
        if let Some(finger) = self.fingers.get_mut(&pointer.id) {
            finger.0 = pointer.at;
        }
        let (Some((from, was)), Some((to, is))) = (before, self.span()) else {
            return Vec::new();
        };
        let mut events = vec![InputEvent::Wheel {
            at: to,
            delta: Point::new(from.x - to.x, from.y - to.y),
            modifiers: Modifiers::default(),
        }];
        if was > 0.0 && is > 0.0 {
            events.push(InputEvent::Pinch {
                at: to,
                scale: is / was,
            });
        }
        events
    }

    pub fn up(&mut self, pointer: Pointer) -> Vec<InputEvent> {
        self.fingers.remove(&pointer.id);
        if self.pinching {
            self.pinching = !self.fingers.is_empty();
            return Vec::new();
        }
        vec![InputEvent::PointerUp(pointer)]
    }

    /// Whether this finger still lies where it came down, alone.
    pub fn is_long_press(&self, pointer: Pointer) -> bool {
        let still = self
            .fingers
            .get(&pointer.id)
            .is_some_and(|(now, then)| now.distance(*then) <= TREMBLE && *then == pointer.at);
        still && self.fingers.len() == 1 && !self.pinching
    }

    /// The middle of the first two fingers and the distance between them.
    fn span(&self) -> Option<(Point, f64)> {
        let mut fingers = self.fingers.values().map(|(now, _)| *now);
        let (a, b) = (fingers.next()?, fingers.next()?);
        Some((
            Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0),
            a.distance(b),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finger(id: i32, x: f64) -> Pointer {
        Pointer {
            id,
            kind: PointerKind::Touch,
            at: Point::new(x, 0.0),
            ..Pointer::default()
        }
    }

    #[test]
    fn a_second_finger_turns_a_drag_into_a_pinch() {
        let mut touches = Touches::default();
        assert!(matches!(touches.down(finger(1, 0.0))[..], [InputEvent::PointerDown(_)]));
        assert!(matches!(touches.down(finger(2, 100.0))[..], [InputEvent::PointerCancel(p)] if p.id == 1));
        match touches.moved(finger(2, 200.0))[..] {
            [InputEvent::Wheel { delta, .. }, InputEvent::Pinch { at, scale }] => {
                assert_eq!((delta.x, at.x, scale), (-50.0, 100.0, 2.0));
            }
            ref other => panic!("{other:?}"),
        }
        assert!(touches.up(finger(2, 200.0)).is_empty());
        assert!(touches.up(finger(1, 0.0)).is_empty());
        assert!(matches!(touches.down(finger(3, 0.0))[..], [InputEvent::PointerDown(_)]));
    }

    #[test]
    fn a_finger_that_moved_away_does_not_press_long() {
        let mut touches = Touches::default();
        touches.down(finger(1, 0.0));
        assert!(touches.is_long_press(finger(1, 0.0)));
        touches.moved(finger(1, 30.0));
        assert!(!touches.is_long_press(finger(1, 0.0)));
    }
}
