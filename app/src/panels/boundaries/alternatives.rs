//! The alternatives as cards with small pictures; the one that is chosen is previewed on the wall.

use std::collections::{BTreeMap, BTreeSet};

use decompose::{Alternative, Decomposition};
use editor::ProposedContext;
use editor::scene::contours::{HUES, own_hue};
use leptos::prelude::*;
use model::{BoardSnapshot, Command, Context, Id, Rect};

use crate::panels::PanelState;
use crate::panels::boundaries::proposed::Proposed;
use crate::panels::study::Study;
use crate::session::{Session, use_session};

#[component]
pub fn Alternatives(found: Decomposition, find: Callback<()>) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    let recommended = found
        .alternatives
        .iter()
        .position(|a| a.recommended)
        .unwrap_or(0);
    let chosen = RwSignal::new(recommended);
    let count = found.alternatives.len();
    let found = StoredValue::new(found);
    let alternative = move || {
        let at = chosen.get();
        found.with_value(|f| f.alternatives.get(at).cloned())
    };
    let taken = RwSignal::new(Vec::<bool>::new());
    Effect::new(move |_| {
        if let Some(alternative) = alternative() {
            taken.set(vec![true; alternative.contexts.len()]);
        }
    });
    // As the wall would be if what is ticked were accepted now.
    Effect::new(move |_| {
        let (alternative, taken) = (alternative(), taken.get());
        let Some(alternative) = alternative.filter(|a| a.contexts.len() == taken.len()) else {
            return;
        };
        let shown = session.board.with_untracked(|board| {
            let command = accepted(board, &alternative, &taken, |at| id_of_hue(session, at));
            outcome(board, &command, |id| session.context_hue(id))
        });
        state.preview(session, shown);
    });
    let accept = move |_| {
        let Some(alternative) = alternative() else {
            return;
        };
        let command = session.board.with_untracked(|board| {
            accepted(board, &alternative, &taken.get_untracked(), |at| {
                id_of_hue(session, at)
            })
        });
        state.end_preview(session);
        session.execute(command);
        study.forget_boundaries();
        state.to_top();
        session.announcement.set("Boundaries accepted".into());
        session.toasts.offer(
            "Boundaries accepted, for everyone on this board.",
            "Undo",
            move || session.act("undo"),
        );
    };
    let label = move || {
        let n = taken.with(|t| t.iter().filter(|on| **on).count());
        if n == taken.with(Vec::len) {
            format!("Accept all {n}")
        } else {
            format!("Accept {n}")
        }
    };
    let none_taken = move || taken.with(|t| !t.iter().any(|on| *on));
    view! {
        {move || {
            study.boundaries_are_old().then(|| {
                view! {
                    <p class="notice">
                        "The wall has changed since. "
                        <button class="link" on:click=move |_| find.run(())>"Look again"</button>
                    </p>
                }
            })
        }}
        <div class="alternatives" role="radiogroup" aria-label="Alternatives, from coarse to fine">
            {found.with_value(|f| f.alternatives.clone())
                .into_iter()
                .enumerate()
                .map(|(at, alternative)| {
                    let contexts = alternative.contexts.len();
                    // "Finer: 5 contexts": the number stands above.
                    let words = alternative.name.split(':').next().unwrap_or_default().to_owned();
                    let picture = session.board.with_untracked(|b| miniature(b, &alternative));
                    view! {
                        <button class="alternative" role="radio" aria-checked=move || (chosen.get() == at).to_string()
                            on:click=move |_| chosen.set(at)>
                            {picture}
                            <b>{format!("{contexts} {}", if contexts == 1 { "context" } else { "contexts" })}</b>
                            <small>{words}</small>
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <label class="slider">
            <span class="visually-hidden">"Coarse to fine"</span>
            <input type="range" min="0" max=count.saturating_sub(1) step="1" prop:value=move || chosen.get().to_string()
                on:input=move |event| {
                    if let Ok(at) = event_target_value(&event).parse::<usize>() { chosen.set(at) }
                }/>
            <span class="ends" aria-hidden="true"><small>"coarse"</small><small>"fine"</small></span>
        </label>
        {move || alternative().map(|a| view! { <Proposed alternative=a taken/> })}
        <footer class="panel-foot">
            <button class="button" on:click=move |_| find.run(())>"Look again"</button>
            <button class="button primary" disabled=move || !session.may_edit() || none_taken() on:click=accept>{label}</button>
        </footer>
    }
}

/// A fresh id whose hue is that of the preview, so that nothing changes its colour when it is accepted.
fn id_of_hue(session: Session, at: usize) -> Id {
    let wanted = at % usize::from(HUES);
    // One in eight fits.
    let mut fresh = std::iter::repeat_with(|| session.new_id()).take(200);
    fresh
        .find(|id| usize::from(own_hue(id)) == wanted)
        .unwrap_or_else(|| session.new_id())
}

/// The command that takes over those contexts of an alternative that are `taken`: in whole, it replaces all that are not
/// locked; in part, the board's contexts stay with the notes that are not taken out of them, and go when they are empty.
/// `new_id` is given the place of the context in the alternative.
fn accepted(
    board: &BoardSnapshot,
    alternative: &Alternative,
    taken: &[bool],
    mut new_id: impl FnMut(usize) -> Id,
) -> Command {
    let whole = taken.iter().all(|on| *on);
    let free = |id: &Id| board.context_of(id).is_none_or(|c| !c.locked);
    let mut contexts = Vec::new();
    let mut moving = BTreeSet::new();
    let chosen = alternative.contexts.iter().zip(taken).enumerate();
    for (at, (proposed, _)) in chosen.filter(|(_, (_, on))| **on) {
        let members: Vec<Id> = proposed
            .members
            .iter()
            .filter(|id| free(id))
            .cloned()
            .collect();
        if members.is_empty() {
            continue;
        }
        moving.extend(members.iter().cloned());
        let context = Context::new(
            new_id(at),
            proposed.name.chars().take(100).collect::<String>(),
        );
        contexts.push((context, members));
    }
    let replaced = board
        .contexts
        .iter()
        .filter(|c| !c.locked)
        .filter(|c| {
            whole || (!c.members.is_empty() && c.members.iter().all(|m| moving.contains(m)))
        })
        .map(|c| c.id.clone())
        .collect();
    Command::AcceptProposal { replaced, contexts }
}

/// The contexts as they will be once a proposal is accepted: those that it adds, and those that stay in their hues.
fn outcome(
    board: &BoardSnapshot,
    accepted: &Command,
    hue: impl Fn(&Id) -> u8,
) -> Vec<ProposedContext> {
    let Command::AcceptProposal { replaced, contexts } = accepted else {
        return Vec::new();
    };
    let moving: BTreeSet<&Id> = contexts.iter().flat_map(|(_, members)| members).collect();
    let stay = board.contexts.iter().filter(|c| !replaced.contains(&c.id));
    let stay = stay.map(|c| ProposedContext {
        name: c.name.clone(),
        hue: hue(&c.id),
        members: c
            .members
            .iter()
            .filter(|m| !moving.contains(m))
            .cloned()
            .collect(),
    });
    let added = contexts.iter().map(|(c, members)| ProposedContext {
        name: c.name.clone(),
        hue: own_hue(&c.id),
        members: members.clone(),
    });
    added.chain(stay).collect()
}

/// The wall in small, a box for each context around where most of its notes lie.
fn miniature(board: &BoardSnapshot, alternative: &Alternative) -> impl IntoView + use<> {
    const WIDTH: f64 = 96.0;
    const HEIGHT: f64 = 52.0;
    let all = board
        .bounds()
        .unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0))
        .inflate(60.0);
    let scale = (WIDTH / all.width).min(HEIGHT / all.height);
    let (dx, dy) = (
        (WIDTH - all.width * scale) / 2.0,
        (HEIGHT - all.height * scale) / 2.0,
    );
    let mut hue_of: BTreeMap<&Id, usize> = BTreeMap::new();
    for (at, context) in alternative.contexts.iter().enumerate() {
        for member in &context.members {
            hue_of.insert(member, at % usize::from(HUES));
        }
    }
    let marks = board
        .notes
        .iter()
        .filter_map(|n| {
            let hue = hue_of.get(&n.id)?;
            let r = n.rect();
            Some((*hue, (r.x - all.x) * scale + dx, (r.y - all.y) * scale + dy, r.width * scale, r.height * scale))
        })
        .take(600)
        .map(|(hue, x, y, w, h)| {
            view! { <rect class=format!("hue-{hue}") x=x y=y width=w.max(1.5) height=h.max(1.5) rx="1"/> }
        })
        .collect_view();
    view! { <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">{marks}</svg> }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use decompose::proposal::{Metrics, ProposedContext as Proposal};
    use model::{Note, NoteKind, Table};

    use super::*;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    /// Notes a b c d; `old` holds a and b, `kept` (locked) holds c.
    fn board() -> BoardSnapshot {
        let note = |name: &str, context: Option<&str>| {
            let mut note = Note::new(id(name), NoteKind::Command, name);
            note.context = context.map(id);
            Arc::new(note)
        };
        let mut kept = Context::new(id("kept"), "Kept");
        kept.locked = true;
        BoardSnapshot {
            notes: Table::from_rows([
                note("a", Some("old")),
                note("b", Some("old")),
                note("c", Some("kept")),
                note("d", None),
            ]),
            contexts: Table::from_rows([Arc::new(Context::new(id("old"), "Old")), Arc::new(kept)]),
            ..BoardSnapshot::default()
        }
        .normalised()
    }

    fn alternative(contexts: &[&[&str]]) -> Alternative {
        Alternative {
            name: "x".into(),
            recommended: true,
            contexts: contexts
                .iter()
                .enumerate()
                .map(|(i, members)| Proposal {
                    name: format!("P{i}"),
                    members: members.iter().map(|m| id(m)).collect(),
                    because: Vec::new(),
                })
                .collect(),
            notes: BTreeMap::new(),
            metrics: Metrics::default(),
        }
    }

    fn check(proposal: &[&[&str]], taken: &[bool], replaced: &[&str], members: &[&[&str]]) {
        let mut n = 0;
        let command = accepted(&board(), &alternative(proposal), taken, |_| {
            n += 1;
            id(&format!("new{n}"))
        });
        let Command::AcceptProposal {
            replaced: gone,
            contexts,
        } = command
        else {
            panic!("not a proposal")
        };
        assert_eq!(gone, replaced.iter().map(|r| id(r)).collect::<Vec<_>>());
        let got: Vec<Vec<Id>> = contexts.into_iter().map(|(_, m)| m).collect();
        let wanted: Vec<Vec<Id>> = members
            .iter()
            .map(|m| m.iter().map(|i| id(i)).collect())
            .collect();
        assert_eq!(got, wanted);
    }

    #[test]
    fn the_whole_replaces_what_is_not_locked() {
        check(
            &[&["a", "c"], &["b", "d"]],
            &[true, true],
            &["old"],
            &[&["a"], &["b", "d"]],
        );
    }

    #[test]
    fn a_part_leaves_the_rest_where_it_is() {
        check(&[&["a"], &["b", "d"]], &[true, false], &[], &[&["a"]]);
    }

    #[test]
    fn the_preview_is_the_wall_as_it_would_be() {
        let alternative = alternative(&[&["a"], &["b", "d"]]);
        let mut ids = ["x", "y"].into_iter().cycle();
        let mut shown = |taken: [bool; 2]| -> Vec<(String, Vec<Id>)> {
            let board = board();
            let command = accepted(&board, &alternative, &taken, |_| id(ids.next().unwrap()));
            let contexts = outcome(&board, &command, |_| 3).into_iter();
            contexts.map(|c| (c.name, c.members)).collect()
        };
        let context = |name: &str, members: &[&str]| {
            (name.to_owned(), members.iter().map(|m| id(m)).collect())
        };
        assert_eq!(
            shown([true, false]),
            [
                context("P0", &["a"]),
                context("Old", &["b"]),
                context("Kept", &["c"])
            ]
        );
        assert_eq!(
            shown([true, true]),
            [
                context("P0", &["a"]),
                context("P1", &["b", "d"]),
                context("Kept", &["c"])
            ]
        );
    }

    #[test]
    fn a_context_that_a_part_empties_goes() {
        check(
            &[&["a", "b"], &["d"]],
            &[true, false],
            &["old"],
            &[&["a", "b"]],
        );
    }
}
