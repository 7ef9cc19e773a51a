//! Which rows a transaction touched, seen by observing the root maps.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use yrs::DeepObservable;
use yrs::types::PathSegment;

use crate::place::Roots;
use crate::schema::Root;

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
        for root in Root::ALL {
            let touched = watch.clone();
            roots.get(root).observe_deep("board", move |_, events| {
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
        watch
    }

    /// What was touched since the last time.
    pub fn take(&self) -> Touched {
        self.with(std::mem::take)
    }

    fn with<R>(&self, f: impl FnOnce(&mut Touched) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
