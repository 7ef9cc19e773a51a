//! Figures of a cut: each with its way, what it counts, and the one move that improves it most; beside them what was.

use decompose::metrics::figures::{Better, Figure};
use leptos::prelude::*;

use crate::panels::PanelState;
use crate::session::use_session;

/// So many are shown at first.
const FIRST: usize = 5;

/// The figures that are not as they were, in short.
#[component]
pub fn Moved(now: Vec<Figure>, before: Vec<Figure>) -> impl IntoView {
    let rows = now.into_iter().zip(before).filter_map(|(now, was)| {
        let good = improves(&now, &was)?;
        let words = format!("{}: {} → {}", now.label, was.shown, now.shown);
        let (tint, way) = match good {
            true => ("tag good", "better"),
            false => ("tag bad", "worse"),
        };
        Some(view! { <li>{words} " " <small class=tint>{way}</small></li> })
    });
    view! { <ul class="moved">{rows.collect_view()}</ul> }
}

/// Whether a change is for the better; none where nothing that can be seen changes.
fn improves(now: &Figure, before: &Figure) -> Option<bool> {
    if now.shown == before.shown {
        return None;
    }
    let rises = now.value > before.value;
    Some(rises == (now.better == Better::Higher))
}

#[component]
pub fn Figures(
    #[prop(into)] now: Signal<Vec<Figure>>,
    /// The same figures before what is being tried.
    #[prop(into)]
    before: Signal<Option<Vec<Figure>>>,
) -> impl IntoView {
    let all = RwSignal::new(false);
    view! {
        <section class="measures">
            <h3>"Figures" <small>"no grade: press one to read what moves it"</small></h3>
            {move || {
                let before = before.get();
                let shown = if all.get() || before.is_some() { usize::MAX } else { FIRST };
                now.get()
                    .into_iter()
                    .enumerate()
                    .take(shown)
                    .map(|(at, figure)| {
                        let was = before.as_ref().and_then(|b| b.get(at).cloned());
                        view! { <Row figure was/> }
                    })
                    .collect_view()
            }}
            {move || {
                (now.with(Vec::len) > FIRST && before.with(Option::is_none)).then(|| {
                    view! {
                        <button class="link more" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|a| *a = !*a)>
                            {move || if all.get() { "Fewer figures" } else { "All figures" }}
                        </button>
                    }
                })
            }}
        </section>
    }
}

#[component]
fn Row(figure: Figure, was: Option<Figure>) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let change = was.and_then(|was| Some((improves(&figure, &was)?, was.shown)));
    let way = match figure.better {
        Better::Lower => "Lower is better.",
        Better::Higher => "Higher is better.",
    };
    let best = figure.best.map(|best| {
        let line = session
            .board
            .with_untracked(|b| b.note(&best.note).map(|n| n.line()).unwrap_or_default());
        let words = format!("“{line}” into {}: {}", best.to, best.then);
        let show = move |_| state.lead_to(session, std::slice::from_ref(&best.note));
        view! { <p>"Best single move: " <button class="link" on:click=show>{words}</button></p> }
    });
    view! {
        <details class="measure">
            <summary>
                <span>{figure.label}</span>
                {change.map(|(good, was)| {
                    view! { <small class=if good { "tag good" } else { "tag bad" }>{format!("was {was}")}</small> }
                })}
                <b>{figure.shown}</b>
            </summary>
            <p>{figure.about} " " {way}</p>
            {best}
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_is_told_by_the_way_of_the_figure() {
        let figure = |value: f64, better| Figure {
            id: "x".into(),
            label: "x".into(),
            value,
            shown: format!("{value:.0}"),
            better,
            about: String::new(),
            best: None,
        };
        for (now, before, better, expected) in [
            (2.0, 1.0, Better::Lower, Some(false)),
            (2.0, 1.0, Better::Higher, Some(true)),
            (1.0, 2.0, Better::Lower, Some(true)),
            (1.0, 1.1, Better::Lower, None),
        ] {
            assert_eq!(
                improves(&figure(now, better), &figure(before, better)),
                expected
            );
        }
    }
}
