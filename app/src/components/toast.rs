//! Short messages at the foot of the page, spoken politely; they go by themselves, errors stay until closed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;

const STAYS_MS: f64 = 6000.0;

/// A button's label and what it does.
type Act = (&'static str, Arc<dyn Fn() + Send + Sync>);

#[derive(Clone)]
struct Toast {
    key: u64,
    text: String,
    bad: bool,
    act: Option<Act>,
}

/// Says things to the person, from anywhere below the page.
#[derive(Clone, Copy)]
pub struct Toaster(RwSignal<Vec<Toast>>);

impl Toaster {
    pub fn say(self, text: impl Into<String>) {
        self.show(text.into(), false, None);
    }

    /// What happened, what is safe, what to do.
    pub fn fail(self, text: impl Into<String>) {
        self.show(text.into(), true, None);
    }

    /// With a button, such as "Undo".
    pub fn offer(
        self,
        text: impl Into<String>,
        label: &'static str,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(text.into(), false, Some((label, Arc::new(act))));
    }

    fn show(self, text: String, bad: bool, act: Option<Act>) {
        let toasts = self.0;
        let key = toasts.with_untracked(|t| t.last().map_or(0, |t| t.key + 1));
        toasts.update(|all| {
            all.retain(|t| t.text != text);
            all.push(Toast {
                key,
                text,
                bad,
                act,
            });
        });
        if !bad {
            browser::after(STAYS_MS, move || {
                let _ = toasts.try_update(|all| all.retain(|t| t.key != key));
            });
        }
    }
}

pub fn provide_toasts() {
    provide_context(Toaster(RwSignal::new(Vec::new())));
}

pub fn toaster() -> Toaster {
    use_context().unwrap_or_else(|| Toaster(RwSignal::new(Vec::new())))
}

/// Where the messages appear.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = toaster().0;
    let close = move |key: u64| toasts.update(|all| all.retain(|t| t.key != key));
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.get() key=|t| t.key let(toast)>
                <div class="toast" class:bad=toast.bad>
                    <span>{toast.text.clone()}</span>
                    {toast
                        .act
                        .clone()
                        .map(|(label, act)| {
                            view! {
                                <button on:click=move |_| {
                                    act();
                                    close(toast.key);
                                }>{label}</button>
                            }
                        })}
                    <button aria-label="Close" on:click=move |_| close(toast.key)>"✕"</button>
                </div>
            </For>
        </div>
    }
}
