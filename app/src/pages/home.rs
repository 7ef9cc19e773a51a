//! Where one begins: what Isobar is, a new board, and the boards this browser knows.

mod boards;
mod card;
mod hero;
mod permission;
mod rename;
mod shelf;
mod start;
mod trash;

use leptos::prelude::*;

use crate::components::mark::Mark;
use crate::components::theme::ThemeSwitch;
use boards::Boards;
use hero::HeroWall;
use shelf::Shelf;
use start::Start;

#[component]
pub fn Home() -> impl IntoView {
    Shelf::provide();
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
