//! Which rows a transaction touched, seen by observing the root maps.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use yrs::DeepObservable;
use yrs::types::PathSegment;

use crate::place::Roots;
use crate::schema::Root;

/// The name under which roots are observed.
const OBSERVER: &str = "board";

/// What the last transactions touched.
#[derive(Debug, Default)]
pub struct Touched {
    /// Rows in which something changed; in `meta` its members.
    pub rows: BTreeSet<(Root, Arc<str>)>,
    /// Roots in which rows came, went or were replaced.
    pub roots: BTreeSet<Root>,
}

/// Collects what transactions touch, from the moment it watches.
#[derive(Clone, Default)]
pub struct Watch(Arc<Mutex<Touched>>);

impl Watch {
    pub fn over(roots: &Roots) -> Watch {
        let watch = Watch::default();
        watch.begin(roots);
        watch
    }

    fn begin(&self, roots: &Roots) {
        for root in Root::ALL {
            let touched = self.clone();
            roots.get(root).observe_deep(OBSERVER, move |_, events| {
                touched.with(|touched| {
                    for event in events.iter() {
                        match event.path().front() {
                            Some(PathSegment::Key(key)) => {
                                touched.rows.insert((root, key.clone()));
                            }
                            // The keys themselves are found by looking at the root: the event's own account of them is
                            // not safe against content that no Yjs type would write.
                            None => {
                                touched.roots.insert(root);
                            }
                            Some(PathSegment::Index(_)) => {}
                        }
                    }
                });
            });
        }
    }

    /// Looks away while a document of which nothing is known yet fills up, and takes everything as touched then: an event for
    /// each text and map of thousands of notes costs more than reading them.
    pub fn look_away<R>(&self, roots: &Roots, f: impl FnOnce() -> R) -> R {
        for root in Root::ALL {
            roots.get(root).unobserve_deep(OBSERVER);
        }
        let result = f();
        self.with(|touched| touched.roots.extend(Root::ALL));
        self.begin(roots);
        result
    }

    /// What was touched since the last time.
    pub fn take(&self) -> Touched {
        self.with(std::mem::take)
    }

    fn with<R>(&self, f: impl FnOnce(&mut Touched) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
