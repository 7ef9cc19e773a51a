//! A canvas element with its pen.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::browser;

pub struct Surface {
    pub element: HtmlCanvasElement,
    pub pen: CanvasRenderingContext2d,
}

impl Surface {
    /// A canvas that is not in the page, of device pixels. `opaque` ones are cheaper to show.
    pub fn new(width: u32, height: u32, opaque: bool) -> Option<Surface> {
        let element = browser::document()?.create_element("canvas").ok()?;
        let surface = Surface::of(element.dyn_into().ok()?, opaque)?;
        surface.resize(width, height);
        Some(surface)
    }

    /// A canvas of the page.
    pub fn of(element: HtmlCanvasElement, opaque: bool) -> Option<Surface> {
        let options = js_sys::Object::new();
        let set = |key: &str, value: bool| {
            let _ = js_sys::Reflect::set(&options, &key.into(), &JsValue::from_bool(value));
        };
        set("alpha", !opaque);
        let pen = element
            .get_context_with_context_options("2d", &options)
            .ok()??
            .dyn_into()
            .ok()?;
        Some(Surface { element, pen })
    }

    /// Also clears it.
    pub fn resize(&self, width: u32, height: u32) {
        self.element.set_width(width);
        self.element.set_height(height);
    }

    pub fn width(&self) -> u32 {
        self.element.width()
    }

    pub fn height(&self) -> u32 {
        self.element.height()
    }

    /// Sets a CSS property of the element.
    pub fn style(&self, property: &str, value: &str) {
        let _ = self.element.style().set_property(property, value);
    }
}
