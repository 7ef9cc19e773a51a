//! What if a note lived elsewhere? A proposal with notes that people put into other parts of it.

use decompose::Alternative;
use decompose::metrics::figures::Figure;
use leptos::prelude::*;
use model::Id;

use crate::panels::boundaries::figures::Moved;

/// A cut with one note put into another of its contexts; the rest of what is said of it is as before.
pub fn moved(alternative: &Alternative, note: &Id, to: usize) -> Alternative {
    let mut tried = alternative.clone();
    for (at, context) in tried.contexts.iter_mut().enumerate() {
        if at == to {
            if !context.members.contains(note) {
                context.members.push(note.clone());
            }
        } else {
            context.members.retain(|m| m != note);
        }
    }
    tried
}

/// The notes that live elsewhere than was found.
fn strays(found: &Alternative, tried: &Alternative) -> usize {
    let home = |of: &Alternative, id: &Id| {
        let at = of.contexts.iter().find(|c| c.members.contains(id));
        at.map(|c| c.name.clone())
    };
    let all = found.contexts.iter().flat_map(|c| &c.members);
    all.filter(|id| home(found, id) != home(tried, id)).count()
}

/// Says what is tried out and which figures it moves, and ends it; before that, how to.
#[component]
pub fn WhatIf(
    found: Memo<Option<Alternative>>,
    tried: RwSignal<Option<Alternative>>,
    now: Signal<Vec<Figure>>,
    before: Signal<Option<Vec<Figure>>>,
    /// Whether notes are in hand that would live elsewhere.
    held: Signal<bool>,
) -> impl IntoView {
    let moved = move || {
        before
            .get()
            .map(|before| view! { <Moved now=now.get() before/> })
    };
    move || {
        if held.get() {
            return view! { <div class="notice what-if"><p>"If you let go here:"</p> {moved}</div> }
                .into_any();
        }
        match found.get().zip(tried.get()) {
            Some((found, tried_now)) => {
                let words = match strays(&found, &tried_now) {
                    1 => "What if: 1 note lives elsewhere. ".to_owned(),
                    n => format!("What if: {n} notes live elsewhere. "),
                };
                view! {
                    <div class="notice what-if">
                        <p role="status">
                            {words}
                            <button class="link" on:click=move |_| tried.set(None)>"Back to what was found"</button>
                        </p>
                        {moved}
                    </div>
                }
                .into_any()
            }
            None => view! {
                <p class="muted">"Drag a note into another contour to see what that would change. It stays where you put it; its context changes only when you accept."</p>
            }
            .into_any(),
        }
    }
}

#[cfg(test)]
mod tests {
    use decompose::proposal::{Metrics, ProposedContext};

    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    #[test]
    fn a_note_lives_in_one_place() {
        let context = |name: &str, members: &[&str]| ProposedContext {
            name: name.into(),
            members: members.iter().map(|m| id(m)).collect(),
            because: Vec::new(),
            subdomain: String::new(),
            subdomain_because: String::new(),
            named_because: String::new(),
        };
        let found = Alternative {
            name: "x".into(),
            recommended: true,
            contexts: vec![context("A", &["a", "b"]), context("B", &["c"])],
            notes: Default::default(),
            metrics: Metrics::default(),
            figures: Vec::new(),
            borders: Vec::new(),
            changes: Default::default(),
        };
        let tried = moved(&found, &id("b"), 1);
        assert_eq!(tried.contexts[0].members, [id("a")]);
        assert_eq!(tried.contexts[1].members, [id("c"), id("b")]);
        assert_eq!((strays(&found, &tried), strays(&found, &found)), (1, 0));
        assert_eq!(moved(&tried, &id("b"), 1), tried);
    }
}
