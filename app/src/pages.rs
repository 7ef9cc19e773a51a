//! One module a page.

pub mod board;
pub mod home;
pub mod lost;
