//! Copy, cut, paste and duplicate.
//!
//! Boards exchange their own file format as text; text from elsewhere becomes one note a line, or a storm when it is
//! written in the storm notation.

mod lines;
mod pasted;

use std::collections::{HashMap, HashSet};

use model::file;
use model::note::MAX_TEXT;
use model::{BoardSnapshot, Command, Context, Frame, Id, Link, Note, Point, Rect, Table};

use crate::effect::Effect;
use crate::selection::Selection;
use crate::wall::Wall;
use model::order::Order;
pub use pasted::Pasted;

/// A list as a board: one note a line, or a row of a spreadsheet; None where each line begins as the storm notation does.
pub fn board_of_list(text: &str, fresh: impl FnMut() -> Id) -> Option<BoardSnapshot> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if lines::is_notation(&text) {
        return None;
    }
    let notes = lines::notes(&text, model::NoteKind::DomainEvent, fresh);
    (!notes.is_empty()).then(|| BoardSnapshot {
        notes: Table::from_rows(notes.into_iter().map(Into::into)),
        ..BoardSnapshot::default()
    })
}

/// How far a copy lies from what it was made of when nobody said where, canvas units.
const BESIDE: f64 = 24.0;

/// Notes, links, frames and contexts to be put on the wall.
#[derive(Debug, Default)]
struct Load {
    notes: Vec<Note>,
    links: Vec<Link>,
    frames: Vec<Frame>,
    /// Contexts that the notes name.
    contexts: Vec<Context>,
}

impl Wall {
    /// Puts the selection on the clipboard; says whether there was anything.
    pub fn copy(&mut self) -> bool {
        let load = self.selected();
        if load.notes.is_empty() && load.frames.is_empty() {
            return false;
        }
        let mut by_place: Vec<&Note> = load.notes.iter().collect();
        by_place.order_by(|a, b| {
            let (a, b) = (a.rect(), b.rect());
            a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x))
        });
        let text = by_place
            .iter()
            .map(|n| n.line())
            .collect::<Vec<_>>()
            .join("\n");
        // A file names nothing that it does not hold.
        let ids: HashSet<Id> = load.notes.iter().map(|n| n.id.clone()).collect();
        let mut load = load;
        for note in &mut load.notes {
            note.facts.undone_by.take_if(|id| !ids.contains(id));
        }
        let board = BoardSnapshot {
            notes: Table::from_rows(load.notes.into_iter().map(Into::into)),
            links: Table::from_rows(load.links.into_iter().map(Into::into)),
            frames: Table::from_rows(load.frames.into_iter().map(Into::into)),
            contexts: Table::from_rows(load.contexts.into_iter().map(Into::into)),
            teams: self.board().teams.clone(),
            ..BoardSnapshot::default()
        };
        let json = file::write(&board.normalised());
        self.effect(Effect::Copy { json, text });
        true
    }

    /// Copies of these notes and frames, moved by `by`, with the links among them; those of `homes` live elsewhere then.
    pub fn duplicate(&mut self, ids: Vec<Id>, by: Point, homes: &HashMap<Id, Option<Id>>) {
        let (frames, notes) = ids
            .into_iter()
            .partition(|id| self.board().frames.contains(id.as_str()));
        let mut load = self.load_of(&Selection {
            notes,
            frames,
            ..Selection::default()
        });
        for note in &mut load.notes {
            if let Some(home) = homes.get(&note.id) {
                note.context.clone_from(home);
            }
        }
        let joined = homes.values().flatten();
        let joined = joined.filter_map(|id| self.board().context(id));
        load.contexts.extend(joined.map(|c| Context::clone(c)));
        self.put(load, by);
    }

    pub fn duplicate_selection(&mut self) {
        let load = self.selected();
        self.put(load, Point::new(BESIDE, BESIDE));
    }

    pub fn paste(&mut self, pasted: Pasted) {
        if !self.may_edit() {
            return;
        }
        match pasted {
            Pasted::OneNote(text) | Pasted::Lines { text, .. } if text.trim().is_empty() => {}
            Pasted::OneNote(text) => {
                let text: String = text.trim().chars().take(MAX_TEXT).collect();
                let note = Note::new(self.fresh_id(), self.kind_for_text(), text);
                self.put_in_view(Load {
                    notes: vec![note],
                    ..Load::default()
                });
            }
            Pasted::Lines { text, refused } => {
                if let Some(why) = refused {
                    self.tell(format!("Pasted as lines, for as a storm: {why}"));
                }
                let notes = lines::notes(&text, self.kind_for_text(), || self.fresh_id());
                self.put_in_view(Load {
                    notes,
                    ..Load::default()
                });
            }
            Pasted::Board(board) => self.put_in_view(Load::of(&board)),
            Pasted::Unreadable(why) => self.tell(format!("This board cannot be pasted: {why}")),
        }
    }

    /// Text that does not say becomes notes like the one that is selected, else events.
    fn kind_for_text(&self) -> model::NoteKind {
        let selected = self
            .selection
            .single_note()
            .and_then(|id| self.board().note(id));
        selected.map_or(model::NoteKind::DomainEvent, |n| n.kind)
    }

    fn selected(&self) -> Load {
        self.load_of(&self.selection)
    }

    fn load_of(&self, selection: &Selection) -> Load {
        let board = self.board();
        let notes: Vec<Note> = self
            .scene
            .notes_in_order(&selection.notes)
            .iter()
            .map(|n| Note::clone(n))
            .collect();
        let within = |id: &Id| selection.notes.contains(id);
        let mut links: Vec<Link> = notes
            .iter()
            .flat_map(|n| self.scene.links.of_note(&n.id))
            .filter(|(_, run)| within(&run.from) && within(&run.to))
            .filter_map(|(_, run)| match &run.key {
                crate::scene::links::LinkKey::Said(id) => board.links.get(id.as_str()),
                crate::scene::links::LinkKey::Inferred(..) => None,
            })
            .map(|l| Link::clone(l))
            .collect();
        links.order_by(|a, b| a.id.cmp(&b.id));
        links.dedup_by(|a, b| a.id == b.id);
        let frames = selection
            .frames
            .iter()
            .filter_map(|id| board.frames.get(id.as_str()));
        let named = |c: &Context| notes.iter().any(|n| n.context.as_ref() == Some(&c.id));
        Load {
            links,
            frames: frames.map(|f| Frame::clone(f)).collect(),
            contexts: board
                .contexts
                .iter()
                .filter(|c| named(c))
                .map(|c| Context::clone(c))
                .collect(),
            notes,
        }
    }

    /// Puts a load where the pointer is, or in the middle of the view.
    fn put_in_view(&mut self, mut load: Load) {
        let rects = load
            .notes
            .iter()
            .map(|n| n.rect())
            .chain(load.frames.iter().map(|f| f.rect()));
        let Some(around) = Rect::around(rects) else {
            return;
        };
        let seen = self.camera.visible();
        let pointer = self
            .pointer
            .map(|p| self.camera.to_world(p))
            .filter(|p| seen.contains(*p));
        let (to, from) = (pointer.unwrap_or(seen.center()), around.center());
        let wanted = around.translate(to.x - from.x, to.y - from.y);
        let there = self.free_area(wanted, !load.frames.is_empty());
        let by = Point::new(there.x - around.x, there.y - around.y);
        let count = load.notes.len();
        self.settle_in(&mut load, by);
        self.put(load, by);
        self.show_whole(there);
        self.announce(match count {
            1 => "Pasted a note.".to_owned(),
            n => format!("Pasted {n} notes."),
        });
    }

    /// Notes without a home live in the context into which they fall.
    fn settle_in(&self, load: &mut Load, by: Point) {
        for note in &mut load.notes {
            if note.context.is_none() && note.kind.is_placed() {
                let middle = note.rect().center().offset(by.x, by.y);
                note.context = self.context_at(middle);
            }
        }
        let named: HashSet<Id> = load
            .notes
            .iter()
            .filter_map(|n| n.context.clone())
            .collect();
        let known: HashSet<Id> = load.contexts.iter().map(|c| c.id.clone()).collect();
        let joined = named
            .difference(&known)
            .filter_map(|id| self.board().context(id));
        load.contexts.extend(joined.map(|c| Context::clone(c)));
    }

    /// Puts a load on the wall under fresh ids, moved by `by`, and selects it.
    fn put(&mut self, load: Load, by: Point) {
        if load.notes.is_empty() && load.frames.is_empty() || !self.may_edit() {
            return;
        }
        let mut fresh: HashMap<Id, Id> = HashMap::new();
        let named = load
            .notes
            .iter()
            .map(|n| &n.id)
            .chain(load.frames.iter().map(|f| &f.id));
        for id in named.chain(load.notes.iter().filter_map(|n| n.group.as_ref())) {
            fresh.insert(id.clone(), (self.ids)());
        }
        let (homes, new_contexts) = self.homes_of(&load.contexts);
        let notes: Vec<Note> = load
            .notes
            .into_iter()
            .map(|mut n| {
                n.id = fresh[&n.id].clone();
                n.group = n.group.map(|g| fresh[&g].clone());
                n.votes = 0;
                n.voters.clear();
                n.facts.team = n
                    .facts
                    .team
                    .filter(|t| self.board().teams.contains(t.as_str()));
                n.facts.undone_by = n
                    .facts
                    .undone_by
                    .map(|c| fresh.get(&c).cloned().unwrap_or(c));
                n.context = n.context.and_then(|c| homes.get(&c).cloned());
                let at = n.position().unwrap_or_default();
                n.at(at.offset(by.x, by.y))
            })
            .collect();
        let mut links = Vec::new();
        for mut link in load.links {
            if let Some((from, to)) = fresh.get(&link.from).zip(fresh.get(&link.to)) {
                (link.from, link.to) = (from.clone(), to.clone());
                link.id = (self.ids)();
                links.push(link);
            }
        }
        let frames: Vec<Frame> = load
            .frames
            .into_iter()
            .map(|f| Frame {
                id: fresh[&f.id].clone(),
                x: f.x + by.x,
                y: f.y + by.y,
                ..f
            })
            .collect();
        let selection = Selection {
            notes: notes.iter().map(|n| n.id.clone()).collect(),
            frames: frames.iter().map(|f| f.id.clone()).collect(),
            ..Selection::default()
        };
        let mut commands = Vec::new();
        if !new_contexts.is_empty() {
            let contexts = new_contexts.into_iter().map(|c| (c, Vec::new()));
            commands.push(Command::AddContexts {
                contexts: contexts.collect(),
            });
        }
        commands.push(Command::Place {
            notes,
            links,
            frames,
        });
        self.execute_all(commands);
        self.hovered_note = None;
        self.select(selection);
    }

    /// Contexts of a load on this board: the same one, one of that name, or a new one.
    fn homes_of(&mut self, contexts: &[Context]) -> (HashMap<Id, Id>, Vec<Context>) {
        let mut homes = HashMap::new();
        let mut new = Vec::new();
        for context in contexts {
            let board = self.board();
            let same = board.context(&context.id);
            let named = || board.contexts.iter().find(|c| c.name == context.name);
            let home = match same.or_else(named) {
                Some(c) => c.id.clone(),
                None => {
                    let mut added = context.clone();
                    added.id = self.fresh_id();
                    added.members.clear();
                    added.team = None;
                    let id = added.id.clone();
                    new.push(added);
                    id
                }
            };
            homes.insert(context.id.clone(), home);
        }
        (homes, new)
    }
}

impl Load {
    fn of(board: &BoardSnapshot) -> Load {
        Load {
            notes: board.notes.iter().map(|n| Note::clone(n)).collect(),
            links: board.links.iter().map(|l| Link::clone(l)).collect(),
            frames: board.frames.iter().map(|f| Frame::clone(f)).collect(),
            contexts: board.contexts.iter().map(|c| Context::clone(c)).collect(),
        }
    }
}
