//! Who may do what: capability links and the origin of browsers.

pub mod origin;
pub mod token;

pub use token::Token;
