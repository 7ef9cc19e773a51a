//! The boards that this browser knows, newest first, and the trash.

use leptos::prelude::*;

use super::card::Card;
use super::rename::Rename;
use super::shelf::Shelf;
use super::trash::Trash;
use crate::recent::Recent;

#[component]
pub fn Boards() -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let renamed = RwSignal::new(None::<Recent>);
    let split = move |gone: bool| {
        let all = shelf.0.get().unwrap_or_default();
        all.into_iter()
            .filter(|b| b.deleted.is_some() == gone)
            .collect::<Vec<_>>()
    };
    let kept = Memo::new(move |_| split(false));
    let gone = Memo::new(move |_| split(true));
    let none = move || shelf.0.with(Option::is_some) && kept.with(Vec::is_empty);
    view! {
        <section aria-labelledby="boards-title">
            <div class="boards-head">
                <h2 id="boards-title">"Your boards"</h2>
            </div>
            <div class="boards">
                {move || {
                    kept.get()
                        .into_iter()
                        .map(|board| view! { <Card board=board renamed=renamed/> })
                        .collect_view()
                }}
                {move || {
                    none()
                        .then(|| {
                            view! {
                                <div class="no-boards">
                                    <b>"No boards here yet"</b>
                                    "Boards that you make or open in this browser are kept here. Begin with a new one, or look at the sample."
                                </div>
                            }
                        })
                }}
            </div>
        </section>
        <Trash boards=gone.into()/>
        <Rename board=renamed/>
    }
    .into_any()
}
