//! Where one begins: what Isobar is, a new board, and the boards this browser knows.

mod boards;
mod hero;
mod start;

use leptos::prelude::*;

use crate::components::mark::Mark;
use crate::components::theme::ThemeSwitch;
use crate::recent::{self, Recent};
use boards::Boards;
use hero::HeroWall;
use start::Start;

/// The boards of this browser, as the page shows them.
#[derive(Clone, Copy)]
pub struct Shelf(RwSignal<Option<Vec<Recent>>>);

impl Shelf {
    /// Reads storage again.
    fn refresh(self) {
        self.0.set(Some(recent::all()));
    }
}

#[component]
pub fn Home() -> impl IntoView {
    let shelf = Shelf(RwSignal::new(None));
    provide_context(shelf);
    // Storage exists in the browser only; the server's page and the first picture here are the same.
    Effect::new(move |_| shelf.refresh());
    view! {
        <div class="home">
            <header class="home-head">
                <Mark/>
                <ThemeSwitch/>
            </header>
            <main>
                <section class="hero">
                    <div>
                        <h1>"Storm together. See where your services part."</h1>
                        <p>
                            "Isobar is a wall for EventStorming: your team tells the story in sticky notes, and Isobar finds the boundaries in it, says why, sizes every service and writes its contracts."
                        </p>
                        <Start/>
                    </div>
                    <HeroWall/>
                </section>
                <Boards/>
            </main>
            <footer class="home-foot">
                "Your boards stay on this server. Everyone with a link can open its board; nobody else can."
            </footer>
        </div>
    }
    .into_any()
}
