//! The pieces that pages are made of.

pub mod control;
pub mod dialog;
pub mod icon;
pub mod keys;
pub mod loadable;
pub mod mark;
pub mod menu;
pub mod picture;
pub mod templates;
pub mod theme;
pub mod toast;
