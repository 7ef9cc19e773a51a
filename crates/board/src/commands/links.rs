//! Commands about links.

use model::{Id, Link, LinkStatus};
use serde_json::{Value, json};

use crate::content;
use crate::recorder::Recorder;
use crate::schema::Root;
use crate::stacking;

/// Adds links whose ids are free.
pub fn add(to: &mut Recorder, links: &[Link]) {
    let mut z = to.view.links.highest().map(str::to_owned);
    for link in links {
        let next = stacking::above(z.as_deref());
        let content = content::with_z(content::of_row(link), &next);
        to.create(Root::Links, link.id.as_str(), content);
        z = Some(next);
    }
}

/// Draws a link; one with the same id takes the label and status.
pub fn draw(to: &mut Recorder, link: &Link) {
    if to.view.links.get(link.id.as_str()).is_none() {
        return add(to, std::slice::from_ref(link));
    }
    set_status(to, &link.id, link.status);
    label(to, &link.id, &link.label);
}

/// Confirms or refuses the link between two notes, whether or not it has a row yet.
pub fn settle(to: &mut Recorder, from: &Id, end: &Id, status: LinkStatus) {
    let there: Vec<Id> = to
        .view
        .links_at(from.as_str())
        .filter_map(|id| to.view.links.get(id.as_str()))
        .filter(|link| (&link.from, &link.to) == (from, end))
        .map(|link| link.id.clone())
        .collect();
    if there.is_empty() {
        let link = Link {
            status,
            ..Link::new(from.clone(), end.clone())
        };
        return add(to, &[link]);
    }
    for id in there {
        set_status(to, &id, status);
    }
}

pub fn label(to: &mut Recorder, link: &Id, label: &str) {
    let value = (!label.is_empty()).then(|| json!(label));
    to.member(Root::Links, link.as_str(), "label", value);
}

fn set_status(to: &mut Recorder, link: &Id, status: LinkStatus) {
    let value: Option<Value> = match status {
        LinkStatus::Drawn => None,
        settled => Some(json!(settled)),
    };
    to.member(Root::Links, link.as_str(), "status", value);
}
