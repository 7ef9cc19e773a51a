//! The aggregates of some services, by what they are called.

use std::collections::HashMap;

use super::field_type::FieldType;
use super::{Resource, ResourceKind, phrase};
use crate::naming::{plain, words};

/// Of aggregates with the same name the first one is meant.
#[derive(Default)]
pub(super) struct Known {
    aggregates: Vec<Aggregate>,
    by_title: HashMap<String, usize>,
    /// The words of its title in one.
    by_words: HashMap<String, usize>,
    /// The words of its name in the singular.
    by_name: HashMap<Vec<String>, usize>,
}

pub(super) struct Aggregate {
    pub title: String,
    /// The type of its identity.
    pub identity: FieldType,
}

impl Known {
    pub fn of<'a>(resources: impl IntoIterator<Item = &'a Resource>) -> Known {
        let mut known = Known::default();
        let aggregates = resources
            .into_iter()
            .filter(|r| r.kind == ResourceKind::Aggregate);
        for (at, resource) in aggregates.enumerate() {
            let said = words(&resource.title).concat();
            known.by_title.entry(resource.title.clone()).or_insert(at);
            if !said.is_empty() {
                known.by_words.entry(said).or_insert(at);
            }
            let name = phrase::singular(resource.name.words());
            known.by_name.entry(name).or_insert(at);
            known.aggregates.push(Aggregate {
                title: resource.title.clone(),
                identity: resource.identity.type_.clone(),
            });
        }
        known
    }

    /// The aggregate whose title this is, or whose title has the same words.
    pub fn titled(&self, name: &str) -> Option<&Aggregate> {
        let exact = self.by_title.get(&plain(name));
        let alike = self.by_words.get(&words(name).concat());
        self.aggregates.get(*exact.into_iter().chain(alike).min()?)
    }

    /// The aggregate whose name these words are, in the singular or the plural.
    pub fn named(&self, words: &[String]) -> Option<&Aggregate> {
        let at = self.by_name.get(&phrase::singular(words))?;
        self.aggregates.get(*at)
    }
}
