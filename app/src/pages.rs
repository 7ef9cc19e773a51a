//! One module a page.

#[cfg(any(test, not(feature = "ssr")))]
pub mod board;
pub mod home;
pub mod lost;
pub mod opening;
