//! Commands carried out on a plain snapshot.

use model::command::NoteChange;
use model::{BoardSnapshot, Command, Id, Note, Table};

fn change(now: &mut BoardSnapshot, touched: &mut Vec<Id>, id: &Id, with: impl Fn(&mut Note)) {
    let mut note = Note::clone(now.note(id).unwrap());
    with(&mut note);
    now.notes.upsert(note.into());
    touched.push(id.clone());
}

/// What a board does with a command, as far as gestures give it.
pub fn executed(board: &BoardSnapshot, command: &Command) -> (BoardSnapshot, Vec<Id>) {
    let mut now = board.clone();
    let mut touched: Vec<Id> = Vec::new();
    match command.clone() {
        Command::Place {
            notes,
            links,
            frames,
        } => {
            for n in notes {
                touched.push(n.id.clone());
                now.notes.upsert(n.into());
            }
            for l in links {
                touched.push(l.id.clone());
                now.links.upsert(l.into());
            }
            for f in frames {
                touched.push(f.id.clone());
                now.frames.upsert(f.into());
            }
        }
        Command::Move { to } => {
            for (id, p) in to {
                if let Some(frame) = now.frames.get(id.as_str()) {
                    let mut frame = (**frame).clone();
                    (frame.x, frame.y) = (p.x, p.y);
                    now.frames.upsert(frame.into());
                    touched.push(id);
                } else {
                    change(&mut now, &mut touched, &id, |n| {
                        (n.x, n.y) = (Some(p.x), Some(p.y))
                    });
                }
            }
        }
        Command::Resize { to } => {
            for (id, r) in to {
                if let Some(frame) = now.frames.get(id.as_str()) {
                    let mut frame = (**frame).clone();
                    (frame.x, frame.y) = (r.x, r.y);
                    (frame.width, frame.height) = (r.width, r.height);
                    now.frames.upsert(frame.into());
                    touched.push(id);
                    continue;
                }
                change(&mut now, &mut touched, &id, |n| {
                    (n.x, n.y) = (Some(r.x), Some(r.y));
                    (n.width, n.height) = (Some(r.width), Some(r.height));
                });
            }
        }
        Command::EditText { note, text } => {
            change(&mut now, &mut touched, &note, |n| n.text.clone_from(&text))
        }
        Command::Delete { ids } => {
            let gone = |id: &Id| ids.contains(id);
            let notes = now.notes.iter().filter(|n| !gone(&n.id)).cloned();
            now.notes = Table::from_rows(notes.collect::<Vec<_>>());
            now.frames = Table::from_rows(
                now.frames
                    .iter()
                    .filter(|f| !gone(&f.id))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            let cut = |l: &model::Link| gone(&l.id) || gone(&l.from) || gone(&l.to);
            touched.extend(now.links.iter().filter(|l| cut(l)).map(|l| l.id.clone()));
            now.links = Table::from_rows(
                now.links
                    .iter()
                    .filter(|l| !cut(l))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            touched.extend(ids);
        }
        Command::DrawLink { link } => {
            touched.push(link.id.clone());
            now.links.upsert(link.into());
        }
        Command::AddContexts { contexts } => {
            for (context, members) in contexts {
                for m in &members {
                    change(&mut now, &mut touched, m, |n| {
                        n.context = Some(context.id.clone())
                    });
                }
                touched.push(context.id.clone());
                now.contexts.upsert(context.into());
            }
        }
        Command::Assign { notes, context } => {
            for n in &notes {
                let left = now.note(n).unwrap().context.clone();
                change(&mut now, &mut touched, n, |n| {
                    n.context.clone_from(&context)
                });
                touched.extend(left);
            }
            touched.extend(context);
        }
        Command::SetContext { context } => {
            touched.push(context.id.clone());
            now.contexts.upsert(context.into());
        }
        Command::SetSetting { key, value } => {
            let meta = std::sync::Arc::make_mut(&mut now.meta);
            meta.settings.insert(key, value);
        }
        Command::SetFrame { frame, title } => {
            let mut f = (**now.frames.get(frame.as_str()).unwrap()).clone();
            f.title = title;
            now.frames.upsert(f.into());
            touched.push(frame);
        }
        Command::SettleLink { from, to, status } => {
            let mut link = model::Link::new(from, to);
            link.status = status;
            touched.push(link.id.clone());
            now.links.upsert(link.into());
        }
        Command::DeleteContexts { contexts } => {
            let rest: Vec<_> = now
                .contexts
                .iter()
                .filter(|c| !contexts.contains(&c.id))
                .cloned()
                .collect();
            now.contexts = Table::from_rows(rest);
            touched.extend(contexts);
        }
        Command::LabelLink { link, label } => {
            let mut l = (**now.links.get(link.as_str()).unwrap()).clone();
            l.label = label;
            now.links.upsert(l.into());
            touched.push(link);
        }
        Command::SetNote {
            notes,
            change: said,
        } => {
            for n in &notes {
                change(&mut now, &mut touched, n, |n| match &said {
                    NoteChange::Group(group) => n.group.clone_from(group),
                    NoteChange::Locked(on) => n.locked = *on,
                    NoteChange::Votes { voter, count: 0 } => drop(n.voters.remove(voter)),
                    NoteChange::Votes { voter, count } => {
                        n.voters.insert(voter.clone(), *count);
                    }
                    NoteChange::Pivotal(on) => n.pivotal = *on,
                    NoteChange::Resolved(on) => n.resolved = *on,
                    NoteChange::Tags(tags) => n.tags.clone_from(tags),
                    NoteChange::Fields(fields) => n.fields.clone_from(fields),
                    NoteChange::Description(text) => n.description.clone_from(text),
                    other => panic!("gestures do not give {other:?}"),
                });
            }
        }
        Command::ChangeKind { notes, kind } => {
            for n in &notes {
                change(&mut now, &mut touched, n, |n| n.kind = kind);
            }
        }
        Command::Restack { .. } => {}
        Command::Compound { commands } => {
            for command in &commands {
                let (next, more) = executed(&now, command);
                now = next;
                touched.extend(more);
            }
        }
        other => panic!("gestures do not give {other:?}"),
    }
    (now.normalised(), touched)
}
