//! What notation cannot say, in words.

use super::wording::{Wordings, keeps_context_id};
use super::{MAX_TITLE, note_id};
use crate::context::Context;
use crate::link::{Link, LinkStatus};
use crate::note::Note;
use crate::snapshot::BoardSnapshot;

/// One phrase for each kind of thing that is lost, with how many.
pub(super) fn lost(board: &BoardSnapshot, wordings: &Wordings) -> Vec<String> {
    let mut lost = Vec::new();
    let mut say = |what: &str, count: usize| {
        if count > 0 {
            lost.push(format!("{what} ({count})"));
        }
    };
    let notes = |has: &dyn Fn(&Note) -> bool| board.notes.iter().filter(|n| has(n)).count();
    let words = || board.notes.iter().zip(&wordings.notes);
    say(
        "notes without a text, and their links",
        words().filter(|(_, w)| w.is_none()).count(),
    );
    let altered = words().filter(|(n, w)| w.as_ref().is_some_and(|w| w.text != n.text));
    say(
        "white space around texts, or the end of overlong ones",
        altered.count(),
    );
    let renamed = words().filter(|(n, w)| {
        w.as_ref().is_some_and(|w| {
            note_id(&wordings.headings[w.home], w.kind, &w.text, w.ordinal) != n.id
        })
    });
    say("ids of notes that notation did not make", renamed.count());
    say(
        "positions of notes",
        notes(&|n| n.x.is_some() || n.y.is_some()),
    );
    say(
        "sizes of notes",
        notes(&|n| n.width.is_some() || n.height.is_some()),
    );
    say("fields", notes(&|n| !n.fields.is_empty()));
    say("facts", notes(&|n| !n.facts.is_empty()));
    say(
        "descriptions of notes",
        notes(&|n| !n.description.is_empty()),
    );
    say("tags", notes(&|n| !n.tags.is_empty()));
    say("votes", notes(&|n| n.votes > 0));
    say("groups", notes(&|n| n.group.is_some()));
    say("locks of notes", notes(&|n| n.locked));
    say("settled hotspots", notes(&|n| n.resolved));
    say(
        "pivotal marks on notes that are no events",
        notes(&|n| n.pivotal && n.kind != crate::NoteKind::DomainEvent),
    );
    // Where layout put a note, it can put it again.
    let own = |key: &String| key == crate::layout::LAID_OUT;
    say(
        "extensions of notes",
        notes(&|n| !n.extensions.keys().all(own)),
    );

    let links = |has: &dyn Fn(&Link) -> bool| board.links.iter().filter(|l| has(l)).count();
    say("labels of links", links(&|l| !l.label.is_empty()));
    say("refused links", links(&|l| l.status == LinkStatus::Refused));
    say(
        "confirmations of links",
        links(&|l| l.status == LinkStatus::Confirmed),
    );
    say(
        "ids of links",
        links(&|l| l.id != Link::derived_id(&l.from, &l.to, 0)),
    );

    let contexts = || board.contexts.iter().enumerate();
    let kept = |i: usize| keeps_context_id(board, &wordings.headings, i);
    say(
        "ids of contexts that notation did not make",
        contexts().filter(|(i, _)| !kept(*i)).count(),
    );
    let named = contexts().filter(|(i, c)| wordings.headings[i + 1] != c.name);
    say(
        "names of contexts that notation had to change",
        named.count(),
    );
    say(
        "facts of contexts",
        contexts().filter(|(_, c)| is_more_than_a_name(c)).count(),
    );

    say("frames", board.frames.len());
    say("relations of contexts", board.relations.len());
    say("teams", board.teams.len());
    say("terms", board.terms.len());
    say("decisions", board.decisions.len());
    say("answers", board.answers.len());
    let meta = &board.meta;
    let title = super::wording::sayable(&meta.title, MAX_TITLE).unwrap_or_default();
    for (what, is_lost) in [
        (
            "white space around the title, or its end",
            title != meta.title,
        ),
        ("the board's description", !meta.description.is_empty()),
        ("the stage", meta.stage.is_some()),
        ("the language", meta.language.is_some()),
        ("settings", !meta.settings.is_empty()),
        ("extensions of the board", !meta.extensions.is_empty()),
    ] {
        if is_lost {
            lost.push(what.to_owned());
        }
    }
    lost
}

fn is_more_than_a_name(context: &Context) -> bool {
    let bare = Context {
        members: context.members.clone(),
        ..Context::new(context.id.clone(), context.name.clone())
    };
    *context != bare
}
