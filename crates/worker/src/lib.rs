//! The second WebAssembly module: decompose, advise and export behind messages, off the page's thread.
//!
//! The page names [`message`] alone; what answers is behind the feature `engine`, which is on by default and which
//! `app` leaves out.

pub mod message;

#[cfg(feature = "engine")]
pub mod engine;

#[cfg(feature = "engine")]
pub use engine::handle;

/// The module's one function: a [`message::Request`] in, a [`message::Response`] out. To cancel, end the worker.
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen(js_name = handle)]
pub async fn entry(request: String) -> String {
    engine::handle(&request).await
}
