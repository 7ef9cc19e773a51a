//! The text area that lies over the wall while somebody types: in the note's own font and size, so that input methods,
//! right-to-left scripts, spelling and screen readers work as the browser does them.

use editor::scene::face::text_area;
use editor::{Camera, EditEnd, EditTarget, InputEvent};
use leptos::{html, prelude::*};
use model::text_fit::{LARGEST, LEADING, SMALLEST, fit};
use model::{NoteKind, Rect, Size};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::measure::CanvasMeasure;
use crate::browser;
use crate::session::{Session, Typing};

/// Size of titles, names and labels while they are typed, CSS pixels.
const LINE_SIZE: f64 = 14.0;
/// Words on a note are typed no smaller than at this zoom: who sees the whole wall reads what they write.
const READABLE: f64 = 0.85;
/// Such a note keeps this far from the edges of the view, CSS pixels.
const EDGE: f64 = 8.0;
/// After this much rest what is written so far is sent.
const REST_MS: f64 = 300.0;

#[component]
pub fn Overlay() -> impl IntoView {
    let session = expect_context::<Session>();
    let opened = Memo::new(move |_| session.typing.with(|t| t.as_ref().map(|t| t.opened)));
    move || {
        let typing = opened.get().and_then(|_| session.typing.get_untracked());
        typing.map(|typing| view! { <Area typing=typing/> })
    }
}

#[component]
fn Area(typing: Typing) -> impl IntoView {
    let session = expect_context::<Session>();
    let node = NodeRef::<html::Textarea>::new();
    let opened = typing.opened;
    let target = typing.edit.target.clone();
    let kind = kind_of(session, &target);
    let several = target.is_multiline();
    let text = RwSignal::new(typing.edit.text.clone());
    let done = StoredValue::new(false);
    let rest = StoredValue::new(None::<i32>);

    let end = move |how: EditEnd| {
        // Taking the text area away blurs it once more.
        if done.try_get_value().unwrap_or(true) {
            return;
        }
        done.set_value(true);
        let text = text.try_get_untracked().unwrap_or_default();
        session.handle(InputEvent::EditDone { text, how });
    };
    // Somebody else changed the text, or the note grew.
    let edit = Memo::new(move |_| {
        session.typing.with(|t| {
            t.as_ref()
                .filter(|t| t.opened == opened)
                .map(|t| t.edit.clone())
        })
    });
    Effect::new(move |before: Option<String>| {
        let now = edit.get().map(|e| e.text).unwrap_or_default();
        if before.is_some_and(|b| b != now) && now != text.get_untracked() {
            let typed = text.get_untracked();
            text.set(now.clone());
            if let Some(area) = node.get_untracked() {
                let carry = |caret: Result<Option<u32>, _>| {
                    caret.ok().flatten().map(|c| carried(c, &typed, &now))
                };
                let (start, end) = (carry(area.selection_start()), carry(area.selection_end()));
                area.set_value(&now);
                let _ = area.set_selection_start(start);
                let _ = area.set_selection_end(end);
            }
        }
        now
    });
    Effect::new(move |first: Option<()>| {
        let Some(area) = node.get() else { return };
        if first.is_none() {
            area.set_value(&typing.edit.text);
            let _ = area.focus();
            if typing.edit.select_all {
                area.select();
            } else {
                let end = area.value().encode_utf16().count() as u32;
                let _ = area.set_selection_range(end, end);
            }
        }
    });

    let on_key = move |event: KeyboardEvent| {
        event.stop_propagation();
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let how = match event.key().as_str() {
            "Escape" => EditEnd::Escape,
            "Enter" if !event.shift_key() || !several => EditEnd::Next,
            "Tab" if !event.shift_key() => EditEnd::Tab,
            _ => return,
        };
        event.prevent_default();
        end(how);
    };
    let on_input = move |event: web_sys::Event| {
        let area = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        let Some(area) = area else { return };
        let typed = if several {
            area.value()
        } else {
            area.value().replace(['\n', '\r'], " ")
        };
        let _ = text.try_set(typed.clone());
        session.handle(InputEvent::TextChanged { text: typed });
        if let Some(timer) = rest.try_update_value(Option::take).flatten() {
            browser::cancel(timer);
        }
        rest.set_value(browser::after(REST_MS, move || {
            session.handle(InputEvent::TypingRest);
        }));
    };
    // A page that is closed or put aside keeps what is on it.
    let leaving = window_event_listener_untyped("pagehide", move |_| {
        session.handle(InputEvent::TypingRest);
    });
    let aside = window_event_listener_untyped("visibilitychange", move |_| {
        session.handle(InputEvent::TypingRest);
    });
    on_cleanup(move || {
        leaving.remove();
        aside.remove();
    });
    let measure = StoredValue::new_local(CanvasMeasure::new());
    let place = Memo::new(move |_| {
        let rect = edit.get().map_or(typing.edit.rect, |e| e.rect);
        let camera = session.camera.get();
        text.with(|text| match kind {
            Some(kind) => measure.with_value(|m| on_note(kind, rect, &camera, text, m)),
            None => on_line(camera.rect_to_screen(rect)),
        })
    });
    // A note that is enlarged for typing is typed on its own colour.
    let paper = kind.map(|kind| format!("typing kind-{}", kind.row().token));
    view! {
        <textarea
            class=paper.unwrap_or_else(|| "typing".to_owned())
            class:on-note=kind.is_some()
            class:on-wall=kind == Some(NoteKind::Text)
            class:enlarged=move || place.get().enlarged
            node_ref=node
            aria-label=label_of(&target)
            placeholder=if kind.is_none() { label_of(&target) } else { "" }
            maxlength=if several { "2000" } else { "200" }
            dir="auto"
            rows="1"
            spellcheck="true"
            style:left=move || px(place.get().left)
            style:top=move || px(place.get().top)
            style:width=move || px(place.get().width)
            style:height=move || px(place.get().height)
            style:font-size=move || px(place.get().size)
            style:line-height=move || px(place.get().line)
            style:padding=move || place.get().padding.map(|(x, y)| format!("{y}px {x}px"))
            style:transform=move || format!("scale({})", place.get().zoom)
            on:keydown=on_key
            on:input=on_input
            on:blur=move |_| end(EditEnd::Outside)
            on:pointerdown=|e| e.stop_propagation()
        ></textarea>
    }
    .into_any()
}

/// Where the text area lies. All but `left` and `top` are before scaling.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    size: f64,
    line: f64,
    zoom: f64,
    /// Between the edges of the note and its words, at the sides and above.
    padding: Option<(f64, f64)>,
    /// It shows the note larger than the wall does.
    enlarged: bool,
}

/// Over the text of a note, as large as the note sets it, or as one can read it.
fn on_note(
    kind: NoteKind,
    rect: Rect,
    camera: &Camera,
    text: &str,
    measure: &CanvasMeasure,
) -> Place {
    let area = text_area(kind, Size::new(rect.width, rect.height));
    let fitted = fit(text, area, measure);
    let size = fitted.size.clamp(SMALLEST, LARGEST);
    let line = size * LEADING;
    let height = line * fitted.lines.len().max(1) as f64;
    let (zoom, seen) = readable(camera, rect);
    let aside = (rect.width - area.width) / 2.0;
    let above = (rect.height - height).max(0.0) / 2.0;
    Place {
        left: seen.x,
        top: seen.y,
        width: rect.width,
        height: rect.height.max(height),
        size,
        line,
        zoom,
        padding: Some((aside, above)),
        enlarged: zoom > camera.zoom,
    }
}

/// At which zoom a note is typed on, and where it lies in the view then, CSS pixels: where it is on the wall, or about there
/// when it would be too small to read.
fn readable(camera: &Camera, note: Rect) -> (f64, Rect) {
    let seen = camera.rect_to_screen(note);
    if camera.zoom >= READABLE {
        return (camera.zoom, seen);
    }
    let (width, height) = (note.width * READABLE, note.height * READABLE);
    let middle = seen.center();
    let inside = |middle: f64, length: f64, view: f64| {
        (middle - length / 2.0).min(view - length - EDGE).max(EDGE)
    };
    let x = inside(middle.x, width, camera.view.width);
    let y = inside(middle.y, height, camera.view.height);
    (READABLE, Rect::new(x, y, width, height))
}

/// A title, a name or a label: one line at a readable size.
fn on_line(on_screen: Rect) -> Place {
    let middle = on_screen.center();
    let width = on_screen.width.max(160.0);
    Place {
        left: middle.x - width / 2.0,
        top: middle.y - LINE_SIZE,
        width,
        height: LINE_SIZE * 2.0,
        size: LINE_SIZE,
        line: LINE_SIZE * 2.0,
        zoom: 1.0,
        padding: None,
        enlarged: false,
    }
}

fn kind_of(session: Session, target: &EditTarget) -> Option<NoteKind> {
    match target {
        EditTarget::Note(id) => session
            .board
            .with_untracked(|b| b.note(id).map(|n| n.kind))
            .or(Some(NoteKind::DomainEvent)),
        _ => None,
    }
}

fn label_of(target: &EditTarget) -> &'static str {
    match target {
        EditTarget::Note(_) => "Text of the note",
        EditTarget::FrameTitle(_) => "Title of the frame",
        EditTarget::ContextName(_) | EditTarget::NewContext(_) => "Name of the context",
        EditTarget::LinkLabel(_) => "Label of the link",
    }
}

fn px(value: f64) -> String {
    format!("{value}px")
}

/// Where a caret stands when somebody else makes `after` of `before`, UTF-16 units.
fn carried(caret: u32, before: &str, after: &str) -> u32 {
    let before: Vec<u16> = before.encode_utf16().collect();
    let after: Vec<u16> = after.encode_utf16().collect();
    let same = |(a, b): &(&u16, &u16)| a == b;
    let head = before.iter().zip(&after).take_while(same).count();
    let ends = before[head..].iter().rev().zip(after[head..].iter().rev());
    let tail = ends.take_while(same).count();
    let caret = (caret as usize).min(before.len());
    let carried = if caret <= head {
        caret
    } else if caret >= before.len() - tail {
        caret + after.len() - before.len()
    } else {
        after.len() - tail
    };
    carried as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Point;

    #[test]
    fn a_note_is_typed_on_where_it_is_and_never_too_small_to_read() {
        let view = Size::new(400.0, 800.0);
        let seen = |zoom: f64, x: f64, y: f64| {
            let camera = Camera {
                origin: Point::new(0.0, 0.0),
                zoom,
                view,
            };
            readable(&camera, Rect::new(x, y, 120.0, 120.0))
        };
        assert_eq!(
            seen(2.0, 10.0, 20.0),
            (2.0, Rect::new(20.0, 40.0, 240.0, 240.0))
        );
        let (zoom, rect) = seen(0.1, 2000.0, 4000.0);
        assert_eq!(zoom, READABLE);
        assert_eq!(rect.center(), Point::new(206.0, 406.0));
        for (x, y) in [(0.0, 0.0), (3900.0, 7900.0)] {
            let rect = seen(0.1, x, y).1;
            let inside = Rect::new(0.0, 0.0, view.width, view.height);
            assert!(inside.encloses(&rect), "{rect:?}");
        }
    }

    #[test]
    fn the_caret_stays_between_its_letters() {
        let check = |caret: u32, before: &str, after: &str, then: u32| {
            assert_eq!(carried(caret, before, after), then, "{before} → {after}");
        };
        check(12, "Order placed", "Order placed twice", 12);
        check(12, "Order placed", "An order placed", 15);
        check(3, "Order placed", "Order was placed", 3);
        check(8, "Order placed", "Order", 5);
        check(0, "", "Order", 0);
    }
}
