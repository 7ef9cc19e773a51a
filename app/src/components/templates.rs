//! The boards to begin with, to choose from.

mod layout;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::templates::{self, Template};
use crate::components::control::{Busy, Failure};
use crate::components::loadable::Loadable;
use crate::components::toast::toaster;
use layout::Layout;

/// `chosen` gets the board file of a template.
#[component]
pub fn Templates(chosen: Callback<String>) -> impl IntoView {
    let toasts = toaster();
    let known = RwSignal::new(Loadable::<Vec<Template>>::Idle);
    let ask = move || {
        known.update(Loadable::asked);
        spawn_local(async move {
            let listed = templates::list().await;
            let _ = known.try_set(match listed {
                Ok(listed) => Loadable::Ready(listed),
                Err(error) => Loadable::Failed(error.to_string()),
            });
        });
    };
    Effect::new(move |_| ask());
    let fetching = RwSignal::new(None::<String>);
    let choose = move |name: String| {
        fetching.set(Some(name.clone()));
        spawn_local(async move {
            let file = templates::file(&name).await;
            let _ = fetching.try_set(None);
            match file {
                Ok(file) => chosen.run(file),
                Err(error) => toasts.fail(error.to_string()),
            }
        });
    };
    let row = move |template: Template| {
        let name = StoredValue::new(template.name);
        let busy = move || fetching.with(|f| f.as_deref() == Some(&*name.read_value()));
        view! {
            <li>
                <button
                    class="template"
                    aria-busy=move || busy().to_string()
                    disabled=move || fetching.with(Option::is_some)
                    on:click=move |_| choose(name.get_value())
                >
                    <Layout of=template.picture/>
                    <span class="template-words">
                        <b>{template.title}</b>
                        <small>{template.about}</small>
                    </span>
                </button>
            </li>
        }
    };
    move || match known.get() {
        Loadable::Ready(listed) => view! {
            <ul class="templates">{listed.into_iter().map(row).collect_view()}</ul>
        }
        .into_any(),
        Loadable::Failed(why) => {
            view! { <Failure text=why again=Callback::new(move |()| ask())/> }.into_any()
        }
        _ => view! { <Busy text="Loading the templates"/> }.into_any(),
    }
}
