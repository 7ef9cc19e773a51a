//! One module a page.

pub mod home;
