//! The size of a context in figures, with the reasons.

use decompose::sizing::{ContextSize, ENDPOINTS, Verdict};
use leptos::prelude::*;

use crate::panels::findings::label;

/// The words of a verdict, and how they are tinted.
pub fn verdict(size: &ContextSize) -> (&'static str, &'static str) {
    match size.verdict {
        // Neither so small that it is a fault, nor of the size that is aimed at.
        Verdict::Right if size.endpoints < ENDPOINTS.0 => ("rather small", ""),
        Verdict::Right => ("right size", "good"),
        Verdict::Nano => ("too small?", "warn"),
        Verdict::Large => ("too large?", "warn"),
        Verdict::Empty => ("empty", ""),
    }
}

fn range((low, high): (f64, f64), digits: usize) -> String {
    let (low, high) = (format!("{low:.digits$}"), format!("{high:.digits$}"));
    if low == high {
        low
    } else {
        format!("{low}–{high}")
    }
}

#[component]
pub fn SizeFigures(size: ContextSize, #[prop(optional)] with_reasons: bool) -> impl IntoView {
    let dependence = size
        .instability
        .map_or_else(|| "–".to_owned(), |i| format!("{:.0} %", i * 100.0));
    let figures = [
        (
            size.endpoints.to_string(),
            if size.endpoints == 1 {
                "endpoint"
            } else {
                "endpoints"
            },
            "Commands and queries offered; 5 to 15 is right",
        ),
        (
            size.tables.to_string(),
            if size.tables == 1 { "table" } else { "tables" },
            "Aggregates and read models; 1 to 5 is right",
        ),
        (
            dependence,
            "leans on others",
            "Instability, Ce / (Ca + Ce): at 0 % only others depend on it, at 100 % it only depends on others",
        ),
        (
            format!("about {}", range(size.lines, 0)),
            "lines of code",
            "Business logic, an estimate; 100 to 1,000 is right",
        ),
        (
            format!("about {}", range(size.weeks, 1)),
            "weeks to rewrite",
            "An estimate; 2 to 4 is right",
        ),
    ];
    let list = |title: &'static str, all: Vec<String>| {
        (!all.is_empty()).then(|| {
            view! {
                <h4>{title}</h4>
                <ul class="why">{all.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            }
        })
    };
    view! {
        <dl class="figures">
            {figures
                .into_iter()
                .map(|(value, name, help)| {
                    view! {
                        <div title=help>
                            <dd>{value}</dd>
                            <dt>{name}</dt>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
        {with_reasons
            .then(|| {
                view! {
                    {list("Why", size.because)}
                    {list("Assumed", size.assumptions)}
                    {list("Not known", size.unknown.iter().map(|fact| label(fact)).collect())}
                }
            })}
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_range_of_one_value_is_one_value() {
        assert_eq!(range((2.0, 2.0), 0), "2");
        assert_eq!(range((420.4, 680.0), 0), "420–680");
        assert_eq!(range((0.5, 1.25), 1), "0.5–1.2");
    }
}
