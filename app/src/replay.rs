//! How the wall came to be: the log of changes, played on the wall while the present goes on behind it.
//!
//! Whoever offers a way here sets [`Replaying::from`].

mod tape;

use leptos::{prelude::*, task::spawn_local};

use crate::api;
use crate::browser;
use crate::components::control::{Busy, Choice, Failure};
use crate::components::icon::{self, Icon};
use crate::components::keys;
use crate::components::loadable::Loadable;
use crate::parts::{self, Part};
use crate::session::{Session, past};
use tape::Tape;

/// Changes a second at the speed 1.
const PACE: f64 = 4.0;
const TICK_MS: f64 = 60.0;
const SPEEDS: [u32; 6] = [1, 2, 4, 8, 16, 32];

/// From which moment a replay is open; None: it is not.
#[derive(Clone, Copy)]
pub struct Replaying {
    pub from: RwSignal<Option<Start>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The empty wall; it plays at once.
    Beginning,
    /// The wall as it was after the change of this sequence, at rest.
    Moment(u64),
}

impl Replaying {
    pub fn new() -> Replaying {
        Replaying {
            from: RwSignal::new(None),
        }
    }
}

impl Default for Replaying {
    fn default() -> Replaying {
        Replaying::new()
    }
}

#[component]
pub fn Replay() -> impl IntoView {
    let replaying = expect_context::<Replaying>();
    move || {
        replaying
            .from
            .get()
            .map(|_| view! { <Part of=parts::replay/> })
    }
}

/// Fetches the log, then plays it.
#[component]
pub fn Fetched() -> impl IntoView {
    let live = expect_context::<Session>();
    let replaying = expect_context::<Replaying>();
    let from = replaying.from.get_untracked().unwrap_or(Start::Beginning);
    let tape = RwSignal::new_local(Loadable::<Tape>::Idle);
    let so_far = RwSignal::new((0u64, 0u64));
    let fetch = move || {
        let Some((board, token)) = live.address() else {
            return tape.set(Loadable::Failed(
                "This board is only in this browser; the server keeps the history of those that it has.".into(),
            ));
        };
        tape.set(Loadable::Busy(None));
        spawn_local(async move {
            let told = move |read, head| {
                let _ = so_far.try_set((read, head));
            };
            let fetched = api::changes::all(&board, &token, told).await;
            let _ = tape.try_set(match fetched {
                Ok(changes) => Loadable::Ready(Tape::of(changes)),
                Err(error) => Loadable::Failed(error.to_string()),
            });
        });
    };
    Effect::new(move |_| fetch());
    let close = move || replaying.from.set(None);
    keys::take_first(move |event| {
        let ends = event.key() == "Escape";
        if ends {
            close();
        }
        ends
    });
    on_cleanup(move || {
        past::leave(live);
        browser::focus_wall();
    });
    view! {
        <section class="replay-bar" role="toolbar" aria-label="Replay of the storm">
            {move || match tape.get() {
                Loadable::Ready(tape) if tape.is_empty() => view! { <p class="replay-word">"Nothing has happened on this board yet."</p> }.into_any(),
                Loadable::Ready(tape) => view! { <Player tape from/> }.into_any(),
                Loadable::Failed(why) => view! { <Failure text=why again=Callback::new(move |()| fetch())/> }.into_any(),
                _ => view! {
                    <div class="replay-word">
                        {move || {
                            let (read, head) = so_far.get();
                            let text = if head == 0 { "Loading the history".to_owned() } else { format!("Loading the history: {read} of {head} changes") };
                            view! { <Busy text/> }
                        }}
                    </div>
                }
                .into_any(),
            }}
            <button class="icon-button" aria-label="End the replay" title="End (Esc)" on:click=move |_| close()>
                <Icon of=icon::CLOSE/>
            </button>
        </section>
    }
    .into_any()
}

#[component]
fn Player(tape: Tape, from: Start) -> impl IntoView {
    let length = tape.len();
    let begin = match from {
        Start::Beginning => 0,
        Start::Moment(sequence) => tape.at(sequence),
    };
    let session = expect_context::<Session>();
    let before = session.camera.get_untracked();
    let tape = StoredValue::new_local(tape);
    // How many changes are on the wall; the clock counts in parts of them.
    let at = RwSignal::new(begin);
    let clock = StoredValue::new(begin as f64);
    let playing = RwSignal::new(from == Start::Beginning);
    let speed = RwSignal::new(fitting(length));
    let go = move |to: usize| {
        let to = to.min(length);
        let played = tape.with_value(|tape| tape.play(session, at.get_untracked(), to));
        if let Err(error) = played {
            session.toasts.fail(error.to_string());
        }
        at.set(to);
    };
    let entered = tape.with_value(|tape| tape.enter(session, begin));
    if let Err(error) = entered {
        session.toasts.fail(error.to_string());
    }
    let seek = move |to: usize| {
        clock.set_value(to.min(length) as f64);
        go(to);
    };
    let tick = set_interval_with_handle(
        move || {
            if !playing.get_untracked() {
                return;
            }
            let by = PACE * f64::from(speed.get_untracked()) * TICK_MS / 1000.0;
            clock.update_value(|c| *c = (*c + by).min(length as f64));
            let to = clock.get_value() as usize;
            if to > at.get_untracked() {
                go(to);
            }
            if to >= length {
                playing.set(false);
            }
        },
        std::time::Duration::from_millis(TICK_MS as u64),
    );
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
        session.set_camera(before);
    });
    let toggle = move || {
        if !playing.get_untracked() && at.get_untracked() >= length {
            seek(0);
        }
        playing.update(|p| *p = !*p);
    };
    keys::take_first(move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || keys::is_for_field(event) {
            return false;
        }
        let now = at.get_untracked();
        match event.key().as_str() {
            " " => toggle(),
            "ArrowRight" => seek(now + 1),
            "ArrowLeft" => seek(now.saturating_sub(1)),
            "Home" => seek(0),
            "End" => seek(length),
            "Escape" | "Tab" => return false,
            _ => {}
        }
        true
    });
    // Once the wall knows its size all that will come is in view.
    let whole = tape.with_value(Tape::bounds);
    let view = Memo::new(move |_| session.camera.get().view);
    Effect::new(move |_| {
        view.track();
        if let Some(whole) = whole {
            let mut camera = session.camera.get_untracked();
            camera.fit(whole, 1.0);
            session.set_camera(camera);
        }
    });
    let words = move || tape.with_value(|tape| tape.words(at.get()));
    let speeds: Vec<(String, String)> = SPEEDS.map(|s| (s.to_string(), format!("{s} ×"))).into();
    view! {
            <button
                class="icon-button"
                aria-label=move || if playing.get() { "Pause" } else { "Play" }
                title="Play or pause (Space)"
                on:click=move |_| toggle()
            >
                {move || view! { <Icon of=if playing.get() { icon::PAUSE } else { icon::PLAY }/> }}
            </button>
            <input
                type="range"
                min="0"
                max=length
                aria-label="Moment"
                aria-valuetext=words
                prop:value=move || at.get().to_string()
                on:input=move |event| {
                    if let Ok(to) = event_target_value(&event).parse() {
                        playing.set(false);
                        seek(to);
                    }
                }
            />
            <span class="replay-words">{words}</span>
            <Choice
                label="Speed"
                value=Signal::derive(move || speed.get().to_string())
                choices=speeds
                none=""
                commit=Callback::new(move |typed: String| {
                    if let Ok(times) = typed.parse() {
                        speed.set(times);
                    }
                })
            />
    }
    .into_any()
}

/// The least speed at which a storm of so many changes takes less than a minute.
fn fitting(changes: usize) -> u32 {
    let fits = |speed: &u32| changes as f64 / (PACE * f64::from(*speed)) <= 60.0;
    let most = SPEEDS[SPEEDS.len() - 1];
    SPEEDS.into_iter().find(fits).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn long_storms_begin_fast() {
        for (changes, speed) in [(0, 1), (240, 1), (241, 2), (2_000, 16), (1_000_000, 32)] {
            assert_eq!(fitting(changes), speed, "{changes}");
        }
    }
}
