//! The second WebAssembly module: decompose, advise and export behind messages, off the page's thread.

pub mod message;
