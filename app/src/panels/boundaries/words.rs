//! Words between contexts: one word of two meanings, and two contexts that talk alike.

use leptos::prelude::*;

use crate::panels::findings::Row;
use crate::panels::study::Study;

const RULES: [&str; 2] = ["F-CTX-POLYSEMY", "F-CTX-SHARED-TALK"];

#[component]
pub fn Words() -> impl IntoView {
    let study = expect_context::<Study>();
    let found = Memo::new(move |_| {
        study.check.with(|check| {
            let findings = check.value().map(|c| c.report.findings.iter());
            let own = findings.into_iter().flatten();
            let own = own.filter(|f| RULES.contains(&f.rule.as_str()));
            own.cloned().collect::<Vec<_>>()
        })
    });
    move || {
        found.with(|f| !f.is_empty()).then(|| {
            view! {
                <section>
                    <h3>"Words" <small>"one word, two meanings; or one language"</small></h3>
                    <ul class="findings">{found.get().into_iter().map(|finding| view! { <Row finding/> }).collect_view()}</ul>
                </section>
            }
        })
    }
}
