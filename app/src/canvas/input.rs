//! Browser events become the editor's events; nothing else of the browser reaches it.

mod keys;

use editor::{Button, Hit, InputEvent, Modifiers, Pointer, PointerKind};
use leptos::{html, prelude::*};
use model::Point;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::browser;
use crate::session::{Session, clipboard};

/// Height of a line where a wheel counts in lines, CSS pixels.
const LINE: f64 = 20.0;
/// A finger that rests this long presses long …
const LONG_PRESS_MS: f64 = 480.0;
/// … though it trembles by this much, CSS pixels.
const TREMBLE: f64 = 8.0;

#[derive(Clone, Copy)]
pub struct Input {
    session: Session,
    wall: NodeRef<html::Div>,
    /// The finger that has come down last and still rests.
    resting: StoredValue<Option<Pointer>>,
    /// The editor was asked to paste everything as one note.
    one_note: StoredValue<bool>,
}

impl Input {
    pub fn new(session: Session, wall: NodeRef<html::Div>) -> Input {
        Input {
            session,
            wall,
            resting: StoredValue::new(None),
            one_note: StoredValue::new(false),
        }
    }

    /// Keys and the clipboard belong to the page, not to the wall alone.
    pub fn listen_to_window(self) {
        use leptos::ev;
        let handles = [
            window_event_listener(ev::keydown, move |e| self.key_down(&e)),
            window_event_listener(ev::keyup, move |e| self.key_up(&e)),
            window_event_listener(ev::blur, move |_| self.session.handle(InputEvent::Blur)),
            window_event_listener(ev::paste, move |e| self.pasted(e.unchecked_ref())),
        ];
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
        // Leptos listens passively to wheels; we have to keep the browser from zooming the page.
        let wall = self.wall;
        Effect::new(move |_| {
            let Some(wall) = wall.get() else { return };
            let listener = wasm_bindgen::closure::Closure::<dyn Fn(WheelEvent)>::new(
                move |event: WheelEvent| self.wheel(&event),
            );
            let options = web_sys::AddEventListenerOptions::new();
            options.set_passive(false);
            let _ = wall.add_event_listener_with_callback_and_add_event_listener_options(
                "wheel",
                listener.as_ref().unchecked_ref(),
                &options,
            );
            listener.forget();
        });
    }

    /// CSS pixels from the wall's corner.
    fn at(self, event: &MouseEvent) -> Point {
        let corner = self
            .wall
            .get_untracked()
            .map(|wall| wall.get_bounding_client_rect())
            .map_or((0.0, 0.0), |r| (r.left(), r.top()));
        Point::new(
            f64::from(event.client_x()) - corner.0,
            f64::from(event.client_y()) - corner.1,
        )
    }

    fn pointer(self, event: &PointerEvent) -> Pointer {
        Pointer {
            id: event.pointer_id(),
            kind: match event.pointer_type().as_str() {
                "touch" => PointerKind::Touch,
                "pen" => PointerKind::Pen,
                _ => PointerKind::Mouse,
            },
            button: match event.button() {
                1 => Button::Middle,
                2 => Button::Secondary,
                _ => Button::Primary,
            },
            at: self.at(event),
            modifiers: modifiers(event),
            time: event.time_stamp(),
        }
    }

    pub fn down(self, event: &PointerEvent) {
        if on_control(event) {
            return;
        }
        let pointer = self.pointer(event);
        if let Some(wall) = self.wall.get_untracked() {
            // Typing ends when the focus leaves its text area.
            let _ = wall.focus();
            let _ = wall.set_pointer_capture(event.pointer_id());
        }
        if pointer.button == Button::Middle {
            event.prevent_default();
        }
        self.watch_for_long_press(pointer);
        self.session.handle(InputEvent::PointerDown(pointer));
    }

    pub fn moved(self, event: &PointerEvent) {
        let pointer = self.pointer(event);
        self.resting.update_value(|resting| {
            resting.take_if(|r| r.id == pointer.id && r.at.distance(pointer.at) > TREMBLE);
        });
        self.session.handle(InputEvent::PointerMove(pointer));
    }

    pub fn up(self, event: &PointerEvent) {
        self.resting.set_value(None);
        self.session
            .handle(InputEvent::PointerUp(self.pointer(event)));
    }

    pub fn cancelled(self, event: &PointerEvent) {
        self.resting.set_value(None);
        self.session
            .handle(InputEvent::PointerCancel(self.pointer(event)));
    }

    pub fn left(self, event: &PointerEvent) {
        if event.buttons() == 0 {
            self.session.handle(InputEvent::PointerLeave);
        }
    }

    pub fn double_click(self, event: &MouseEvent) {
        if on_control(event) {
            return;
        }
        self.session.handle(InputEvent::DoubleClick(Pointer {
            at: self.at(event),
            modifiers: modifiers(event),
            time: event.time_stamp(),
            ..Pointer::default()
        }));
    }

    /// A menu for what lies under a pointer, or, asked for by key, for what is selected.
    pub fn menu(self, event: &MouseEvent) {
        if on_control(event) {
            return;
        }
        event.prevent_default();
        let pointer = event
            .dyn_ref::<PointerEvent>()
            .map(PointerEvent::pointer_type);
        match pointer.as_deref() {
            // A long press selects.
            Some("touch") => {}
            Some("mouse" | "pen") => {
                let at = self.at(event);
                self.select_for_menu(at);
                self.session.menu.set(Some(at));
            }
            _ => self.session.menu.set(self.beside_selection()),
        }
    }

    /// A menu is about the selection when it is opened on it, else about what lies there.
    fn select_for_menu(self, at: Point) {
        let Some(hit) = self.session.with_core(|core| core.editor.hit(at)) else {
            return;
        };
        let selection = self.session.selection.get_untracked();
        match hit {
            Hit::Note(id) if selection.notes.contains(&id) => {}
            Hit::Link(id) if selection.links.contains(&id) => {}
            Hit::FrameTitle(id) | Hit::FrameBorder(id) if selection.frames.contains(&id) => {}
            Hit::Note(id)
            | Hit::Link(id)
            | Hit::FrameTitle(id)
            | Hit::FrameBorder(id)
            | Hit::ContextName(id)
            | Hit::ContextLine(id) => self.session.select(&[id], false),
            Hit::Paper => self.session.select(&[], false),
            Hit::Bubble(..) | Hit::Inferred(..) | Hit::LinkHandle(..) | Hit::Corner(..) => {}
        }
    }

    /// The lower right corner of the first selected note, or the middle of the view.
    fn beside_selection(self) -> Option<Point> {
        let camera = self.session.camera.get_untracked();
        let middle = Point::new(camera.view.width / 2.0, camera.view.height / 2.0);
        self.session.with_core(|core| {
            let first = core.editor.selection().movable().next();
            let rect = first.and_then(|id| core.editor.note_rect(id));
            rect.map_or(middle, |r| {
                camera.to_screen(Point::new(r.right(), r.bottom()))
            })
        })
    }

    fn wheel(self, event: &WheelEvent) {
        if over_scrollable(event) {
            return;
        }
        event.prevent_default();
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => LINE,
            WheelEvent::DOM_DELTA_PAGE => 800.0,
            _ => 1.0,
        };
        self.session.handle(InputEvent::Wheel {
            at: self.at(event),
            delta: Point::new(event.delta_x() * unit, event.delta_y() * unit),
            modifiers: modifiers(event),
        });
    }

    pub fn dropped(self, event: &DragEvent) {
        event.prevent_default();
        let Some(data) = event.data_transfer() else {
            return;
        };
        if data.files().is_some_and(|files| files.length() > 0) {
            clipboard::refuse_files(self.session);
        } else if let Ok(text) = data.get_data("text/plain")
            && !text.is_empty()
        {
            clipboard::paste(self.session, &text, false);
        }
    }

    /// A second finger makes it a pinch.
    fn watch_for_long_press(self, pointer: Pointer) {
        let alone = self.resting.with_value(Option::is_none);
        let finger = pointer.kind == PointerKind::Touch && alone;
        self.resting.set_value(finger.then_some(pointer));
        if finger {
            browser::after(LONG_PRESS_MS, move || {
                if self.resting.try_get_value().flatten() == Some(pointer) {
                    self.session.handle(InputEvent::LongPress(pointer));
                }
            });
        }
    }
}

pub fn modifiers(event: &MouseEvent) -> Modifiers {
    Modifiers {
        shift: event.shift_key(),
        ctrl: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
    }
}

fn closest(event: &web_sys::Event, selector: &str) -> bool {
    event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|e| e.closest(selector).ok().flatten().is_some())
}

/// Whether the event is about something that lies over the wall.
fn on_control(event: &web_sys::Event) -> bool {
    closest(event, "button, input, textarea, select, a, .tip")
}

fn over_scrollable(event: &web_sys::Event) -> bool {
    closest(event, ".tip")
}
