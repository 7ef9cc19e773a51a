//! Questions about the contexts as they are, as services, and as they might be.

use std::collections::BTreeMap;

use decompose::proposal::Named;
use decompose::{Alternative, Options};
use leptos::prelude::*;
use model::Id;
use worker::message::{Answer, Ask};

use super::{Study, unexpected};
use crate::analysis::Topic;
use crate::browser;
use crate::components::loadable::Loadable;

/// How long the board must be at rest before its contexts are judged again, milliseconds.
const REST_MS: f64 = 250.0;

impl Study {
    /// Keeps what is said of the contexts up to date for as long as the caller is on screen.
    pub fn follow_contexts(self) {
        let timer = StoredValue::new(None::<i32>);
        let ask = move || {
            self.judge();
            self.ask_services();
        };
        Effect::new(move |known: Option<()>| {
            self.session.board.track();
            if let Some(Some(waiting)) = timer.try_get_value() {
                browser::cancel(waiting);
            }
            match known {
                None => ask(),
                Some(()) => timer.set_value(browser::after(REST_MS, ask)),
            }
        });
        on_cleanup(move || {
            if let Some(Some(waiting)) = timer.try_get_value() {
                browser::cancel(waiting);
            }
        });
    }

    fn judge(self) {
        let Some(board) = self.text_of_contexts() else {
            return self.judgement.set(Loadable::Idle);
        };
        self.judgement.update(Loadable::asked);
        let ask = Ask::Judge { board };
        self.analysis.ask(Topic::Judgement, ask, move |answer| {
            let _ = self.judgement.try_set(match answer {
                Ok(Answer::Judgement { judgement }) => Loadable::Ready(*judgement),
                other => Loadable::Failed(unexpected(other)),
            });
        });
    }

    fn ask_services(self) {
        let Some(board) = self.text_of_contexts() else {
            return self.services.set(Loadable::Idle);
        };
        self.services.update(Loadable::asked);
        let ask = Ask::Services { board };
        self.analysis.ask(Topic::Services, ask, move |answer| {
            let _ = self.services.try_set(match answer {
                Ok(Answer::Services(services)) => Loadable::Ready(*services),
                other => Loadable::Failed(unexpected(other)),
            });
        });
    }

    fn text_of_contexts(self) -> Option<String> {
        let some = |b: &model::BoardSnapshot| !b.contexts.is_empty();
        let some = self.session.board.try_with_untracked(some)?;
        some.then(|| self.board_text())
    }

    /// What the criteria are, with the weights on this board.
    pub fn ask_criteria(self) {
        let ask = Ask::Criteria {
            board: self.board_text(),
        };
        self.analysis.ask(Topic::Criteria, ask, move |answer| {
            let _ = self.criteria.try_set(match answer {
                Ok(Answer::Criteria { criteria }) => Loadable::Ready(criteria),
                other => Loadable::Failed(unexpected(other)),
            });
        });
    }

    /// Shows a changed proposal at once, and with its figures and reasons as soon as they are known. `otherwise`: what it
    /// differs from where the board has no contexts.
    pub fn try_out(
        self,
        alternative: Alternative,
        otherwise: Vec<Named>,
        tried: RwSignal<Option<Alternative>>,
    ) {
        let contexts = named(&alternative);
        let order: Vec<String> = contexts.iter().map(|c| c.name.clone()).collect();
        tried.set(Some(alternative));
        self.weigh(
            Topic::WhatIf,
            contexts,
            self.options.get_untracked(),
            otherwise,
            move |answer| match answer {
                Ok(weighed) => {
                    // As it was before an older answer came: only what is still being tried.
                    let same = tried
                        .try_with_untracked(|t| t.as_ref().is_some_and(|t| same_cut(t, &weighed)));
                    if same == Some(true) {
                        tried.set(Some(in_order(weighed, &order)));
                    }
                }
                Err(why) => self.session.toasts.fail(why),
            },
        );
    }

    /// What is to be said of a proposal in which notes that are in hand live elsewhere.
    pub fn weigh_held(
        self,
        alternative: &Alternative,
        then: impl FnOnce(Result<Alternative, String>) + 'static,
    ) {
        let options = self.options.get_untracked();
        self.weigh(Topic::Held, named(alternative), options, Vec::new(), then);
    }

    /// Tells a cut that was found in full, as alternatives are.
    pub fn tell(
        self,
        members: Vec<Vec<Id>>,
        otherwise: Vec<Named>,
        then: impl FnOnce(Result<Alternative, String>) + 'static,
    ) {
        let contexts = members.into_iter().map(|members| Named {
            name: String::new(),
            members,
        });
        let options = self.options.get_untracked();
        self.weigh(Topic::Stop, contexts.collect(), options, otherwise, then);
    }

    /// What if notes lived elsewhere than they do now? `homes`: (note, context).
    pub fn weigh_homes(
        self,
        homes: &[(Id, Option<Id>)],
        then: impl FnOnce(Result<Alternative, String>) + 'static,
    ) {
        let homes: BTreeMap<&Id, Option<&Id>> =
            homes.iter().map(|(n, c)| (n, c.as_ref())).collect();
        let contexts = self.session.board.with_untracked(|b| {
            let of = |context: &model::Context| Named {
                name: context.name.clone(),
                members: b
                    .notes
                    .iter()
                    .filter(|n| {
                        let now = homes.get(&n.id).copied();
                        now.unwrap_or(n.context.as_ref()) == Some(&context.id)
                    })
                    .map(|n| n.id.clone())
                    .collect(),
            };
            b.contexts.iter().map(|c| of(c)).collect()
        });
        // Beside what is judged, which goes by what the board says alone.
        self.weigh(
            Topic::WhatIf,
            contexts,
            Options::default(),
            Vec::new(),
            then,
        );
    }

    fn weigh(
        self,
        topic: Topic,
        contexts: Vec<Named>,
        options: Options,
        otherwise: Vec<Named>,
        then: impl FnOnce(Result<Alternative, String>) + 'static,
    ) {
        let ask = Ask::Weigh {
            board: self.board_text(),
            contexts,
            options,
            otherwise,
        };
        self.analysis.ask(topic, ask, move |answer| {
            then(match answer {
                Ok(Answer::Weighed { alternative }) => Ok(*alternative),
                other => Err(unexpected(other)),
            });
        });
    }
}

/// The contexts of a proposal, by name.
pub fn named(of: &Alternative) -> Vec<Named> {
    let contexts = of.contexts.iter().map(|c| Named {
        name: c.name.clone(),
        members: c.members.clone(),
    });
    contexts.collect()
}

fn members(of: &Alternative) -> BTreeMap<&str, std::collections::BTreeSet<&Id>> {
    let contexts = of.contexts.iter().filter(|c| !c.members.is_empty());
    contexts
        .map(|c| (c.name.as_str(), c.members.iter().collect()))
        .collect()
}

fn same_cut(a: &Alternative, b: &Alternative) -> bool {
    members(a) == members(b)
}

/// With its contexts in the order that is on screen; those that are empty now keep their places, so that hues stay.
fn in_order(mut weighed: Alternative, order: &[String]) -> Alternative {
    let mut origins: BTreeMap<String, String> = BTreeMap::new();
    for (context, origin) in weighed.contexts.iter().zip(&weighed.changes.origins) {
        origins.insert(context.name.clone(), origin.clone());
    }
    let mut contexts = Vec::new();
    for name in order {
        let at = weighed.contexts.iter().position(|c| c.name == *name);
        contexts.push(match at {
            Some(at) => weighed.contexts.swap_remove(at),
            None => decompose::proposal::ProposedContext {
                name: name.clone(),
                members: Vec::new(),
                because: vec!["No note is left in it.".into()],
                subdomain: String::new(),
                subdomain_because: String::new(),
                named_because: String::new(),
            },
        });
    }
    weighed.changes.origins = order
        .iter()
        .map(|name| origins.get(name).cloned().unwrap_or_default())
        .collect();
    weighed.contexts = contexts;
    weighed
}
