//! Commands about the board as a whole.

use model::Stage;
use serde_json::{Value, json};

use crate::place::Place;
use crate::recorder::Recorder;
use crate::schema::{self, Root};

pub fn set_title(to: &mut Recorder, title: &str) {
    set(to, &["title"], Some(json!(title)));
}

pub fn set_description(to: &mut Recorder, description: &str) {
    set(to, &[schema::DESCRIPTION], Some(json!(description)));
}

pub fn set_stage(to: &mut Recorder, stage: Stage) {
    set(to, &["stage"], Some(json!(stage.name())));
}

pub fn set_language(to: &mut Recorder, language: &str) {
    set(to, &["language"], Some(json!(language)));
}

/// Sets one key of the settings; null removes it.
pub fn set_setting(to: &mut Recorder, key: &str, value: &Value) {
    let value = (!value.is_null()).then(|| value.clone());
    set(to, &[schema::SETTINGS, key], value);
}

fn set(to: &mut Recorder, path: &[&str], value: Option<Value>) {
    to.set(Place::new(Root::Meta, path), value);
}
