//! One function for each [`Command`]; all write through the [`Recorder`].
//!
//! A command is checked before anything is written, so that a transaction is never left half done. Who moves or deletes
//! many things passes over those that somebody else has deleted meanwhile; a lock is courtesy and stops nobody here.

mod check;
mod contexts;
mod frames;
mod knowledge;
mod links;
mod meta;
mod notes;

use model::Command;

pub use check::check;

use crate::recorder::Recorder;

/// Carries out a command that [`check`] has let pass.
pub fn run(command: &Command, to: &mut Recorder) {
    match command {
        Command::Place {
            notes,
            links,
            frames,
        } => notes::place(to, notes, links, frames),
        Command::Move { to: places } => notes::move_to(to, places),
        Command::Resize { to: rects } => notes::resize(to, rects),
        Command::EditText { note, text } => notes::edit_text(to, note, text),
        Command::ChangeKind { notes, kind } => notes::change_kind(to, notes, *kind),
        Command::SetNote { notes, change } => notes::set(to, notes, change),
        Command::Restack { notes, to_top } => notes::restack(to, notes, *to_top),
        Command::DrawLink { link } => links::draw(to, link),
        Command::SettleLink {
            from,
            to: end,
            status,
        } => links::settle(to, from, end, *status),
        Command::LabelLink { link, label } => links::label(to, link, label),
        Command::SetFrame { frame, title } => frames::set_title(to, frame, title),
        Command::Delete { ids } => notes::delete(to, ids),
        Command::AddContexts { contexts } => contexts::add(to, contexts),
        Command::SetContext { context } => contexts::set(to, context),
        Command::DeleteContexts { contexts } => contexts::delete(to, contexts),
        Command::Assign { notes, context } => contexts::assign(to, notes, context.as_ref()),
        Command::AcceptProposal { replaced, contexts } => {
            contexts::accept(to, replaced, contexts);
        }
        Command::SetRelations { relations } => knowledge::set_relations(to, relations),
        Command::SetTeam { team } => knowledge::set_team(to, team),
        Command::SetTerm { term } => knowledge::set_term(to, term),
        Command::Decide { decision } => knowledge::decide(to, decision),
        Command::Answer { answer } => knowledge::answer(to, answer),
        Command::SetTitle { title } => meta::set_title(to, title),
        Command::SetDescription { description } => meta::set_description(to, description),
        Command::SetStage { stage } => meta::set_stage(to, *stage),
        Command::SetLanguage { language } => meta::set_language(to, language),
        Command::SetSetting { key, value } => meta::set_setting(to, key, value),
        Command::Compound { commands } => commands.iter().for_each(|command| run(command, to)),
    }
}
