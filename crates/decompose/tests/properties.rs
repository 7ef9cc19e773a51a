//! What holds for every board.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use decompose::random::Random;
use decompose::{Decomposition, Options, propose};
use model::{BoardSnapshot, Context, Id, Link, Note, NoteKind, Point, Table};
use proptest::prelude::*;

const KINDS: [NoteKind; 8] = [
    NoteKind::DomainEvent,
    NoteKind::Command,
    NoteKind::Aggregate,
    NoteKind::Policy,
    NoteKind::ReadModel,
    NoteKind::Query,
    NoteKind::Actor,
    NoteKind::ExternalSystem,
];
const WORDS: [&str; 8] = [
    "order", "invoice", "cargo", "voyage", "place", "paid", "route", "",
];

fn id(prefix: &str, n: usize) -> Id {
    Id::new(&format!("{prefix}{n}")).unwrap()
}

fn board(notes: Vec<Note>, links: Vec<Link>, contexts: Vec<Context>) -> BoardSnapshot {
    BoardSnapshot {
        notes: Table::from_rows(notes.into_iter().map(Arc::new)),
        links: Table::from_rows(links.into_iter().map(Arc::new)),
        contexts: Table::from_rows(contexts.into_iter().map(Arc::new)),
        ..BoardSnapshot::default()
    }
    .normalised()
}

/// Boards of up to 40 notes: few words, so that many notes are alike; some with positions.
fn boards() -> impl Strategy<Value = BoardSnapshot> {
    let note = (0..KINDS.len(), 0..WORDS.len(), 0..WORDS.len());
    let notes = prop::collection::vec(note, 0..40);
    let links = prop::collection::vec((0..40usize, 0..40usize), 0..60);
    (notes, links, any::<bool>()).prop_map(|(notes, links, lies)| {
        let notes: Vec<Note> = notes
            .iter()
            .enumerate()
            .map(|(i, &(kind, a, b))| {
                let text = format!("{} {}", WORDS[a], WORDS[b]);
                let mut note = Note::new(id("n", i), KINDS[kind], text.trim().to_owned());
                if lies {
                    note = note.at(Point::new((i % 8) as f64 * 200.0, (i / 8) as f64 * 160.0));
                }
                note.context = (i % 3 > 0).then(|| id("c", i % 3));
                note
            })
            .collect();
        let links = links
            .into_iter()
            .filter(|&(a, b)| a < notes.len() && b < notes.len())
            .map(|(a, b)| Link::new(id("n", a), id("n", b)))
            .collect();
        board(
            notes,
            links,
            vec![
                Context::new(id("c", 1), "One"),
                Context::new(id("c", 2), "Two"),
            ],
        )
    })
}

/// The same board under other ids, in another order, with other contexts.
fn disguised(original: &BoardSnapshot, seed: u64) -> BoardSnapshot {
    let mut random = Random::new(seed);
    let mut notes: Vec<Note> = original.notes.iter().map(|n| Note::clone(n)).collect();
    random.shuffle(&mut notes);
    let mut numbers: Vec<usize> = (0..notes.len()).collect();
    random.shuffle(&mut numbers);
    let names: BTreeMap<Id, Id> = notes
        .iter()
        .zip(&numbers)
        .map(|(n, &k)| (n.id.clone(), id("x", k)))
        .collect();
    for note in &mut notes {
        note.id = names[&note.id].clone();
        note.context = (random.below(2) == 0).then(|| id("d", 1));
    }
    let mut links: Vec<Link> = original
        .links
        .iter()
        .map(|l| Link::new(names[&l.from].clone(), names[&l.to].clone()))
        .collect();
    random.shuffle(&mut links);
    board(notes, links, vec![Context::new(id("d", 1), "Another")])
}

/// A proposal without ids: per alternative, the contexts with what their notes say.
fn said(board: &BoardSnapshot, found: &Decomposition) -> String {
    let mut text = String::new();
    for alternative in &found.alternatives {
        text.push_str(&format!(
            "{} {} {:?}\n",
            alternative.name, alternative.recommended, alternative.metrics
        ));
        for context in &alternative.contexts {
            let mut notes: Vec<String> = context
                .members
                .iter()
                .map(|id| {
                    let note = board.note(id).unwrap();
                    format!("{:?} {} {:?}", note.kind, note.text, alternative.notes[id])
                })
                .collect();
            notes.sort();
            text.push_str(&format!(
                "  {} {:?} {notes:#?}\n",
                context.name, context.because
            ));
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_placed_note_is_in_exactly_one_context(board in boards(), seed in 0..5u64, contexts in prop::option::of(1..9usize)) {
        let found = propose(&board, &Options { seed, contexts, ..Options::default() });
        let placed: BTreeSet<Id> = board.notes.iter().filter(|n| n.kind.is_placed()).map(|n| n.id.clone()).collect();
        prop_assert_eq!(found.alternatives.is_empty(), placed.is_empty());
        let recommended = found.alternatives.iter().filter(|a| a.recommended).count();
        prop_assert_eq!(recommended, usize::from(!placed.is_empty()));
        let mut cuts = BTreeSet::new();
        for alternative in &found.alternatives {
            let members: Vec<Id> = alternative.contexts.iter().flat_map(|c| c.members.clone()).collect();
            prop_assert_eq!(members.len(), placed.len());
            prop_assert_eq!(&members.iter().cloned().collect::<BTreeSet<_>>(), &placed);
            prop_assert_eq!(&alternative.notes.keys().cloned().collect::<BTreeSet<_>>(), &placed);
            let names: BTreeSet<String> = alternative.contexts.iter().map(|c| c.name.to_lowercase()).collect();
            prop_assert_eq!(names.len(), alternative.contexts.len(), "names are alike");
            for context in &alternative.contexts {
                prop_assert!(!context.because.is_empty() && !context.members.is_empty());
                prop_assert!((1..=100).contains(&context.name.chars().count()));
            }
            prop_assert!(alternative.notes.values().all(|n| !n.because.is_empty() && (0.0..=1.0).contains(&n.strength)));
            let mut cut: Vec<Vec<Id>> = alternative.contexts.iter().map(|c| c.members.clone()).collect();
            cut.sort();
            prop_assert!(cuts.insert(cut), "two alternatives are the same cut");
        }
        let counts: Vec<usize> = found.alternatives.iter().map(|a| a.contexts.len()).collect();
        prop_assert!(counts.is_sorted(), "not coarse to fine: {:?}", counts);
    }

    #[test]
    fn the_same_seed_gives_the_same(board in boards(), seed in 0..5u64) {
        let options = Options { seed, ..Options::default() };
        prop_assert_eq!(propose(&board, &options), propose(&board, &options));
    }

    #[test]
    fn ids_order_and_contexts_say_nothing(board in boards(), seed in any::<u64>()) {
        let other = disguised(&board, seed);
        let options = Options::default();
        prop_assert_eq!(said(&board, &propose(&board, &options)), said(&other, &propose(&other, &options)));
    }

    #[test]
    fn locked_contexts_stay_as_they_are(board in boards(), contexts in prop::option::of(1..6usize)) {
        let mut board = board;
        let mut locked = Context::new(id("c", 1), "One");
        locked.locked = true;
        board.contexts.upsert(Arc::new(locked));
        let board = board.normalised();
        let members = board.context(&id("c", 1)).unwrap().members.clone();
        let found = propose(&board, &Options { contexts, respect_contexts: true, ..Options::default() });
        for alternative in &found.alternatives {
            let kept = alternative.contexts.iter().find(|c| c.name == "One");
            prop_assert_eq!(kept.map(|c| c.members.clone()).unwrap_or_default(), members.clone());
        }
    }

    #[test]
    fn wishes_are_kept(board in boards(), pairs in prop::collection::vec((0..40usize, 0..40usize, any::<bool>()), 0..8), contexts in prop::option::of(1..6usize)) {
        let ids: Vec<Id> = board.notes.iter().map(|n| n.id.clone()).collect();
        let known = |p: &&(usize, usize, bool)| p.0 < ids.len() && p.1 < ids.len();
        let wished = |apart: bool| -> Vec<(Id, Id)> {
            let of_kind = pairs.iter().filter(known).filter(|p| p.2 == apart);
            of_kind.map(|p| (ids[p.0].clone(), ids[p.1].clone())).collect()
        };
        let options = Options { contexts, must_link: wished(false), cannot_link: wished(true), ..Options::default() };
        let found = propose(&board, &options);
        for alternative in &found.alternatives {
            let home = |id: &Id| alternative.contexts.iter().position(|c| c.members.contains(id));
            for (a, b) in &options.cannot_link {
                let both = home(a).is_some() && home(b).is_some() && a != b;
                prop_assert!(!both || home(a) != home(b), "{a} and {b} share a context");
            }
            let broken = options.must_link.iter().filter(|(a, b)| home(a).is_some() && home(b).is_some() && home(a) != home(b)).count();
            prop_assert!(broken <= found.unmet.len(), "a wish is broken without a word");
            if options.cannot_link.is_empty() {
                prop_assert_eq!(broken, 0);
            }
        }
    }

    #[test]
    fn our_own_layout_says_nothing(board in boards(), seed in any::<u64>()) {
        let mut bare = board.clone();
        bare.notes = Table::from_rows(board.notes.iter().map(|n| {
            let mut note = Note::clone(n);
            (note.x, note.y) = (None, None);
            Arc::new(note)
        }));
        // Laid out with other contexts, in another order and under other ids.
        let laid = model::layout::placed(&disguised(&bare, seed));
        let options = Options::default();
        prop_assert_eq!(said(&bare, &propose(&bare, &options)), said(&laid, &propose(&laid, &options)));
    }

    #[test]
    fn figures_stay_in_their_bounds(board in boards()) {
        for alternative in propose(&board, &Options::default()).alternatives {
            let m = &alternative.metrics;
            for share in [m.crossing, m.conductance, m.shared_terms, m.evenness] {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&share), "{m:?}");
            }
            prop_assert!((-0.5..=1.0).contains(&m.modularity) && m.cohesion >= 0.0);
            prop_assert!(m.cyclic <= m.contexts && m.cyclic != 1);
            for c in &m.by_context {
                prop_assert!(c.instability.is_none_or(|i| (0.0..=1.0).contains(&i)));
            }
        }
    }
}
