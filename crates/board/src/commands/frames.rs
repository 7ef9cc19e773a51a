//! Commands about frames. Moving, resizing and deleting are with the notes.

use model::{Frame, Id};
use serde_json::json;

use crate::content;
use crate::recorder::Recorder;
use crate::schema::Root;
use crate::stacking;

/// Adds frames whose ids are free.
pub fn add(to: &mut Recorder, frames: &[Frame]) {
    let mut z = to.view.frames.highest().map(str::to_owned);
    for frame in frames {
        let next = stacking::above(z.as_deref());
        let content = content::with_z(content::of_row(frame), &next);
        to.create(Root::Frames, frame.id.as_str(), content);
        z = Some(next);
    }
}

pub fn set_title(to: &mut Recorder, frame: &Id, title: &str) {
    let value = (!title.is_empty()).then(|| json!(title));
    to.member(Root::Frames, frame.as_str(), "title", value);
}
