//! Context Mapper's language (CML, contextmapper.org): contexts, aggregates, flows and relations.
//!
//! A `BoundedContext` becomes a context with its aggregates; commands, events and operations of flows become notes with
//! their links: `command C delegates to A emits event E` is command → aggregate → event, `event E triggers command C`
//! is event → policy → command. Operations of services are commands, or queries by their name. A `UseCase` that only
//! reads is a query of what it reads, any other a command. Teams become teams; other statements are passed over.

mod flow;
mod map;
mod model;
mod tokens;
mod tree;

use super::draft::Draft;
use super::{ImportError, readable};
use crate::snapshot::BoardSnapshot;
use tree::Statement;

/// Reads a CML file.
pub fn read(source: &str) -> Result<BoardSnapshot, ImportError> {
    let file = tree::statements(&tokens::tokens(source)?)?;
    let of = |keyword: &'static str| file.iter().filter(move |s| s.word(0) == keyword);
    let is_team = |s: &Statement| {
        let mut types = s.statements().iter().filter(|t| t.word(0) == "type");
        types.any(|t| t.head.iter().any(|w| w.text == "TEAM"))
    };
    let (teams, contexts): (Vec<&Statement>, Vec<&Statement>) =
        of("BoundedContext").partition(|s| is_team(s));
    if contexts.is_empty() {
        return Err(ImportError::at_line(
            file.first().map_or(1, Statement::line),
            "there is no BoundedContext: is this a CML file?",
        ));
    }
    let mut draft = Draft::default();
    let mut known = model::Known::default();
    for team in &teams {
        map::team(&mut draft, team.word(1));
    }
    let subdomains = map::subdomains(&file);
    for context in &contexts {
        map::context(&mut draft, context, &subdomains);
        known.context(&mut draft, context);
    }
    // Flows speak of aggregates and events of any context.
    for context in &contexts {
        flow::application(&mut draft, &mut known, context);
    }
    for case in of("UseCase") {
        flow::use_case(&mut draft, &known, case);
    }
    let mut title = String::new();
    for relations in of("ContextMap") {
        if title.is_empty() && !relations.word(1).is_empty() {
            title = readable(relations.word(1));
        }
        map::relations(&mut draft, relations);
    }
    Ok(draft.board(&title))
}
