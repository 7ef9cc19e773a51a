//! The wall in the page: canvases, the input they take, and the text area that lies over them while somebody types.

pub mod face;
pub mod measure;
pub mod palette;

mod draw;
mod dynamics;
mod faces;
mod input;
mod painter;
mod paper;
mod statics;
mod surface;
mod tip;
mod typing;
mod view;

use std::rc::Rc;

use editor::InputEvent;
use leptos::{html, prelude::*};
use model::Size;
use wasm_bindgen::prelude::*;

use crate::browser;
use crate::session::Session;
use input::Input;
use painter::Painter;
pub use surface::Surface;
use tip::LinkTip;
use typing::Overlay;

/// The wall of the session in the context.
#[component]
pub fn Wall() -> impl IntoView {
    let session = expect_context::<Session>();
    let wall = NodeRef::<html::Div>::new();
    let canvases = [(); 3].map(|()| NodeRef::<html::Canvas>::new());
    let painter = StoredValue::new_local(None::<Rc<Painter>>);
    Effect::new(move |_| {
        let elements = canvases.map(|c| c.get());
        let ([Some(first), Some(second), Some(above)], Some(wall)) = (elements, wall.get()) else {
            return;
        };
        if painter.with_value(Option::is_some) {
            return;
        }
        let surfaces = (
            Surface::of(first, true),
            Surface::of(second, true),
            Surface::of(above, false),
        );
        let (Some(first), Some(second), Some(above)) = surfaces else {
            session
                .toasts
                .fail("This browser gives us no canvas to draw on. Your board is safe; try another browser.");
            return;
        };
        let made = Painter::new(session, [first, second], above);
        session.with_core(|core| core.invalidate = Some(made.ear()));
        watch_size(session, &made, wall);
        watch_theme(&made);
        painter.set_value(Some(made));
    });
    on_cleanup(move || {
        session.with_core(|core| core.invalidate = None);
    });
    let input = Input::new(session, wall);
    input.listen_to_window();
    // A ring is for those who come by keyboard, and not for those who typed a note and went on with the mouse.
    let by_hand = RwSignal::new(false);
    let tabbed = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Tab" && by_hand.get_untracked() {
            by_hand.set(false);
        }
    });
    on_cleanup(move || tabbed.remove());
    view! {
        <div
            class="wall"
            class:by-hand=by_hand
            node_ref=wall
            tabindex="0"
            role="application"
            aria-roledescription="wall"
            aria-label="The wall. Press ? for shortcuts, arrow keys with Alt to go from note to note."
            style:cursor=move || session.cursor.get().css()
            on:pointerdown=move |e| {
                by_hand.set(true);
                input.down(&e);
            }
            on:pointermove=move |e| input.moved(&e)
            on:pointerup=move |e| input.up(&e)
            on:pointercancel=move |e| input.cancelled(&e)
            on:pointerleave=move |e| input.left(&e)
            on:dblclick=move |e| input.double_click(&e)
            on:contextmenu=move |e| input.menu(&e)
            on:dragover=|e| e.prevent_default()
            on:drop=move |e| input.dropped(&e)
        >
            {canvases.map(|node| view! { <canvas class="layer" node_ref=node aria-hidden="true"></canvas> }).collect_view()}
            <Overlay/>
            <LinkTip/>
        </div>
    }
    .into_any()
}

/// Follows the size of the wall in the page.
fn watch_size(session: Session, painter: &Rc<Painter>, wall: web_sys::HtmlDivElement) {
    let weak = Rc::downgrade(painter);
    let element = wall.clone();
    let resized = move || {
        let Some(painter) = weak.upgrade() else {
            return;
        };
        let size = Size::new(
            f64::from(element.client_width()),
            f64::from(element.client_height()),
        );
        let ratio = browser::window().map_or(1.0, |w| w.device_pixel_ratio());
        session.handle(InputEvent::Resize(size));
        painter.resize(size, ratio);
    };
    resized();
    let listener = Closure::<dyn Fn()>::new(resized);
    if let Ok(observer) = web_sys::ResizeObserver::new(listener.as_ref().unchecked_ref()) {
        observer.observe(&wall);
    }
    // The browser keeps the observer for as long as the wall is in the page.
    listener.forget();
}

fn watch_theme(painter: &Rc<Painter>) {
    let weak = Rc::downgrade(painter);
    let handle = window_event_listener_untyped("themechange", move |_| {
        if let Some(painter) = weak.upgrade() {
            painter.restyle();
        }
    });
    on_cleanup(move || handle.remove());
}
