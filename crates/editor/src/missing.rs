//! What the flow around a note lacks, as a note that is not there yet: “this event has no command”. A click or Tab makes it
//! real.

use model::{Command, Id, Link, Note, NoteKind, Point, Rect, Stage};

use crate::scene::held::Holder;
use crate::scene::links::LinkKey;
use crate::wall::Wall;

/// Between a note and what it lacks, canvas units.
const GAP: f64 = 28.0;
/// Nearer than this notes can be read and ghosts help; further away they are only in the way.
const LEAST_ZOOM: f64 = 0.3;

/// A note that is missing beside another.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// The note that lacks it.
    pub beside: Id,
    /// It comes before that note in the flow, not after it.
    pub before: bool,
    pub kind: NoteKind,
    pub rect: Rect,
    /// “This event has no command.”
    pub why: String,
}

impl Missing {
    /// Names it among what is drawn.
    pub fn id(&self) -> Id {
        Id::derived("missing.", &[self.beside.as_str(), self.kind.name()])
    }
}

/// What notes of a kind cannot do without, from a stage on.
struct Need {
    of: NoteKind,
    before: bool,
    /// One of these does.
    one_of: &'static [NoteKind],
    /// The first that is proposed.
    propose: NoteKind,
    from: Stage,
}

const fn need(
    of: NoteKind,
    before: bool,
    one_of: &'static [NoteKind],
    propose: NoteKind,
    from: Stage,
) -> Need {
    Need {
        of,
        before,
        one_of,
        propose,
        from,
    }
}

use NoteKind::{
    Actor, Aggregate, Command as Order, DomainEvent, ExternalSystem, Policy, Query, ReadModel,
    Screen,
};

/// In the order in which they are told.
const NEEDS: &[Need] = &[
    need(
        DomainEvent,
        true,
        &[Aggregate, ExternalSystem],
        Aggregate,
        Stage::Design,
    ),
    need(
        DomainEvent,
        true,
        &[Order, Aggregate, ExternalSystem],
        Order,
        Stage::Process,
    ),
    need(
        Order,
        false,
        &[Aggregate, ExternalSystem],
        Aggregate,
        Stage::Design,
    ),
    need(
        Order,
        false,
        &[Aggregate, ExternalSystem, DomainEvent],
        DomainEvent,
        Stage::Process,
    ),
    need(
        Order,
        true,
        &[Actor, Screen, Policy, ReadModel],
        Actor,
        Stage::Process,
    ),
    need(Aggregate, true, &[Order], Order, Stage::Design),
    need(Aggregate, false, &[DomainEvent], DomainEvent, Stage::Design),
    need(
        Policy,
        true,
        &[DomainEvent, ReadModel],
        DomainEvent,
        Stage::Process,
    ),
    need(
        Policy,
        false,
        &[Order, ExternalSystem, Query],
        Order,
        Stage::Process,
    ),
    need(Query, false, &[ReadModel], ReadModel, Stage::Process),
    need(
        ReadModel,
        true,
        &[DomainEvent, Query],
        DomainEvent,
        Stage::Process,
    ),
];

impl Wall {
    /// What the one selected note lacks and there is room for; nothing in the big picture, for viewers, and in the middle of
    /// something else.
    pub fn missing(&self) -> Vec<Missing> {
        let idle = self.typing.is_none() && self.scene.held.of(Holder::Me).is_none();
        let stage = self.board().stage();
        if self.read_only || !idle || self.camera.zoom < LEAST_ZOOM || stage < Stage::Process {
            return Vec::new();
        }
        let Some(note) = self
            .selection
            .single_note()
            .and_then(|id| self.board().note(id))
        else {
            return Vec::new();
        };
        let Some(rect) = self.scene.rect(&note.id) else {
            return Vec::new();
        };
        let mut found: Vec<Missing> = Vec::new();
        for need in NEEDS
            .iter()
            .filter(|n| n.of == note.kind && n.from <= stage)
        {
            let told = found.iter().any(|m| m.before == need.before);
            if told || self.has_beside(&note.id, need) {
                continue;
            }
            let Some(place) = self.room_beside(rect, need) else {
                continue;
            };
            found.push(Missing {
                beside: note.id.clone(),
                before: need.before,
                kind: need.propose,
                rect: place,
                why: why(need),
            });
        }
        found
    }

    /// The missing note under a point of the wall.
    pub fn missing_at(&self, at: Point) -> Option<Missing> {
        self.missing().into_iter().find(|m| m.rect.contains(at))
    }

    pub fn is_over_missing(&self) -> bool {
        let at = self.pointer.map(|p| self.camera.to_world(p));
        at.is_some_and(|at| self.missing_at(at).is_some())
    }

    /// Puts a missing note on the wall, linked, and begins to write on it.
    pub fn make_real(&mut self, missing: Missing) {
        if !self.may_edit() {
            return;
        }
        let Some(beside) = self.board().note(&missing.beside).cloned() else {
            return;
        };
        let id = self.fresh_id();
        let mut note = Note::new(id.clone(), missing.kind, "").at(missing.rect.origin());
        let home = beside.context.clone();
        let home = home.or_else(|| self.context_at(missing.rect.center()));
        note.context = home.filter(|_| missing.kind.is_placed());
        let mut link = if missing.before {
            Link::new(id.clone(), beside.id.clone())
        } else {
            Link::new(beside.id.clone(), id.clone())
        };
        link.id = self.fresh_id();
        self.execute(Command::Place {
            notes: vec![note.clone()],
            links: vec![link],
            frames: Vec::new(),
        });
        self.last_placed = Some(id.clone());
        self.select_notes([id]);
        self.type_on(&note, true);
    }

    /// Makes the first missing note real.
    pub fn complete(&mut self) {
        if let Some(first) = self.missing().into_iter().next() {
            self.make_real(first);
        }
    }

    /// Whether a note that does is linked there, by people or by where it lies.
    fn has_beside(&self, note: &Id, need: &Need) -> bool {
        let kind = |id: &Id| self.board().note(id).map(|n| n.kind);
        self.scene.links.of_note(note).any(|(_, run)| {
            let is_refused = match &run.key {
                LinkKey::Said(id) => !self.board().links.contains(id.as_str()),
                LinkKey::Inferred(..) => false,
            };
            let other = match need.before {
                true if run.to == *note => &run.from,
                false if run.from == *note => &run.to,
                _ => return false,
            };
            !is_refused && kind(other).is_some_and(|k| need.one_of.contains(&k))
        })
    }

    /// A free place beside a note: straight, then below, then above.
    fn room_beside(&self, of: Rect, need: &Need) -> Option<Rect> {
        let size = need.propose.default_size();
        let x = if need.before {
            of.x - GAP - size.width
        } else {
            of.right() + GAP
        };
        let straight = of.center().y - size.height / 2.0;
        let step = size.height + GAP;
        [0.0, step, -step].into_iter().find_map(|down| {
            let place = Rect::new(x, straight + down, size.width, size.height);
            let free = self
                .scene
                .notes
                .meeting(place.inflate(4.0))
                .next()
                .is_none();
            free.then_some(place)
        })
    }
}

fn why(need: &Need) -> String {
    let word = |kind: NoteKind| kind.label().to_lowercase();
    let (of, lacks) = (need.of, word(need.propose));
    match (need.of, need.before) {
        (DomainEvent, _) => format!("This event has no {lacks}."),
        (Order, true) => "Nobody gives this command.".into(),
        (Order | Policy | Query, false) => format!("This {} leads to no {lacks}.", word(of)),
        _ => format!("This {} has no {lacks}.", word(of)),
    }
}
