//! The slider from coarse to fine: every cut that was found is a stop, with how many contexts it has and how steady it is.

use decompose::proposal::{Metrics, ProposedContext, Stop};
use decompose::{Alternative, Decomposition};
use leptos::prelude::*;

/// Repeated runs agree so much on what is steady, and on what is fairly so.
const STEADY: f64 = 0.9;
const FAIRLY: f64 = 0.7;
/// And it lasts over such a range of resolutions, in doublings.
const LASTS: f64 = 0.5;

/// How sure one can be of a cut, in a word or two.
pub fn steadiness(stop: &Stop) -> &'static str {
    match stop.stability {
        None => "made, not found",
        Some(s) if s >= STEADY && stop.lasts >= LASTS => "steady",
        Some(s) if s >= FAIRLY => "fairly steady",
        Some(_) => "shaky",
    }
}

/// The same in a sentence.
fn why(stop: &Stop) -> String {
    match stop.stability {
        None => "Made by joining parts or by the strategy: no look at the wall finds it by itself."
            .into(),
        Some(s) => {
            let lasts = match stop.lasts {
                l if l < 0.1 => "and it holds at one grain only".to_owned(),
                l => format!(
                    "and it holds while the grain gets {:.1} times as fine",
                    2f64.powf(l)
                ),
            };
            format!("Repeated looks agree {:.0} %, {lasts}.", s * 100.0)
        }
    }
}

pub fn contexts(n: usize) -> String {
    format!("{n} {}", if n == 1 { "context" } else { "contexts" })
}

/// The place of the stop to begin with: that of the recommended alternative, or the one nearest to a wanted number.
pub fn first(found: &Decomposition, grain: Option<usize>) -> usize {
    let stops = found.stops.iter().enumerate();
    let at = match grain {
        Some(wanted) => stops
            .min_by_key(|(_, s)| (s.contexts.abs_diff(wanted), s.alternative.is_none()))
            .map(|s| s.0),
        None => {
            let best = found.alternatives.iter().position(|a| a.recommended);
            let mut stops = stops.filter(|(_, s)| s.alternative.is_some() && s.alternative == best);
            stops.next().map(|s| s.0)
        }
    };
    at.unwrap_or_default()
}

/// A stop until it is told: its contexts without names, reasons and figures.
pub fn untold(found: &Decomposition, at: usize) -> Option<Alternative> {
    let members = found.stops.get(at)?.members(&found.notes);
    let contexts = members.into_iter().map(|members| ProposedContext {
        name: String::new(),
        members,
        because: Vec::new(),
        subdomain: String::new(),
        subdomain_because: String::new(),
        named_because: String::new(),
    });
    Some(Alternative {
        name: String::new(),
        recommended: false,
        contexts: contexts.collect(),
        notes: Default::default(),
        metrics: Metrics::default(),
        figures: Vec::new(),
        borders: Vec::new(),
        changes: Default::default(),
    })
}

#[component]
pub fn Slider(stops: StoredValue<Vec<Stop>>, chosen: RwSignal<usize>) -> impl IntoView {
    let count = stops.with_value(Vec::len);
    if count < 2 {
        return view! { <p class="muted only">"There is one way to cut this wall so far."</p> }
            .into_any();
    }
    let now = move || stops.with_value(|s| s.get(chosen.get()).cloned());
    let short = move || now().map(|s| format!("{}, {}", contexts(s.contexts), steadiness(&s)));
    let marks = stops.with_value(|all| {
        all.iter()
            .enumerate()
            .map(|(at, stop)| {
                let height = format!("{:.0}%", stop.stability.unwrap_or(0.0).max(0.12) * 100.0);
                view! { <i class:now=move || chosen.get() == at class:told=stop.alternative.is_some() style:height=height></i> }
            })
            .collect_view()
    });
    view! {
        <div class="slider">
            <p><b>{move || now().map(|s| contexts(s.contexts))}</b> <span class="tag">{move || now().map(|s| steadiness(&s))}</span></p>
            <input type="range" min="0" max=count - 1 step="1" aria-label="Coarse to fine" aria-valuetext=short
                prop:value=move || chosen.get().to_string()
                on:input=move |event| {
                    if let Ok(at) = event_target_value(&event).parse::<usize>() { chosen.set(at) }
                }/>
            <span class="marks" aria-hidden="true">{marks}</span>
            <span class="ends" aria-hidden="true"><small>"coarse"</small><small>"fine"</small></span>
            <p class="muted">{move || now().map(|s| why(&s))}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(
        contexts: usize,
        stability: Option<f64>,
        lasts: f64,
        alternative: Option<usize>,
    ) -> Stop {
        Stop {
            contexts,
            stability,
            lasts,
            alternative,
            of: vec![contexts - 1],
        }
    }

    #[test]
    fn a_cut_is_as_steady_as_runs_and_resolutions_say() {
        for (stability, lasts, words) in [
            (Some(1.0), 2.0, "steady"),
            (Some(1.0), 0.25, "fairly steady"),
            (Some(0.8), 2.0, "fairly steady"),
            (Some(0.5), 2.0, "shaky"),
            (None, 0.0, "made, not found"),
        ] {
            assert_eq!(steadiness(&stop(3, stability, lasts, None)), words);
        }
    }

    #[test]
    fn the_slider_begins_at_what_is_recommended_or_was_wanted() {
        let mut found = Decomposition {
            stops: vec![
                stop(1, Some(1.0), 1.0, None),
                stop(3, Some(1.0), 1.0, Some(0)),
                stop(5, Some(1.0), 1.0, None),
                stop(5, Some(1.0), 1.0, Some(1)),
            ],
            ..Decomposition::default()
        };
        assert_eq!(first(&found, Some(4)), 1);
        assert_eq!(first(&found, Some(6)), 3);
        assert_eq!(first(&found, Some(1)), 0);
        found.notes = vec![model::Id::new("a").unwrap()];
        let untold = untold(&found, 1).unwrap();
        let members: Vec<usize> = untold.contexts.iter().map(|c| c.members.len()).collect();
        assert_eq!(members, [0, 0, 1]);
    }
}
