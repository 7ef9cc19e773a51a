//! Mermaid: the flow of the board, and the context map.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::note::Shape;
use model::reading::LinkSource;
use model::{Id, NOTE_KINDS, Note, NoteKind, context_map};

use super::legend;
use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::{naming, origin};

pub struct Mermaid;

/// Mermaid refuses a diagram with more edges than 500, or with more than 50,000 characters.
const MAX_EDGES: usize = 480;
const MAX_TEXT: usize = 45_000;

impl Exporter for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn title(&self) -> &'static str {
        "Mermaid"
    }

    fn about(&self) -> &'static str {
        "The flow and the context map as text that many wikis draw."
    }

    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let file = |path: String, text: String| ExportFile {
            path,
            media_type: "text/vnd.mermaid".into(),
            bytes: text.into_bytes(),
        };
        let notes: Vec<&Note> = architecture.board.notes.iter().map(|n| &**n).collect();
        let whole = flow(architecture, &notes);
        let mut files = Vec::new();
        if whole.1 {
            // too much for one picture: one a context as well, each as much as Mermaid can draw
            for service in architecture.services.iter().filter(|s| s.context.is_some()) {
                let own: Vec<&Note> = notes
                    .iter()
                    .copied()
                    .filter(|n| near(architecture, n, service.context.as_ref()))
                    .collect();
                files.push(file(
                    format!("flow-{}.mmd", service.name.kebab()),
                    flow(architecture, &own).0,
                ));
            }
        }
        files.insert(0, file("flow.mmd".into(), whole.0));
        files.push(file("context-map.mmd".into(), map(architecture)));
        Ok(files)
    }
}

/// Whether a note lives in a context, or lives in none and is linked to one that does.
fn near(architecture: &Architecture, note: &Note, context: Option<&Id>) -> bool {
    let lives = |id: &Id| {
        architecture
            .board
            .note(id)
            .is_some_and(|n| n.context.as_ref() == context)
    };
    note.context.as_ref() == context
        || (note.context.is_none()
            && (architecture.reading.leaving(&note.id).any(|l| lives(&l.to))
                || architecture
                    .reading
                    .reaching(&note.id)
                    .any(|l| lives(&l.from))))
}

/// The flow between these notes, and whether something had to be left out.
fn flow(architecture: &Architecture, notes: &[&Note]) -> (String, bool) {
    let mut count = notes.len();
    loop {
        let (text, left_out) = flow_of(architecture, &notes[..count]);
        if text.len() <= MAX_TEXT || count == 0 {
            return (text, left_out || count < notes.len());
        }
        count = count * 9 / 10;
    }
}

fn flow_of(architecture: &Architecture, notes: &[&Note]) -> (String, bool) {
    let names: HashMap<&Id, String> = notes
        .iter()
        .enumerate()
        .map(|(i, n)| (&n.id, format!("n{}", i + 1)))
        .collect();
    let longest = (30_000 / notes.len().max(1)).clamp(24, 160);
    let mut text = format!("%% {}\nflowchart LR\n", origin::line(architecture));
    let mut groups: BTreeMap<Option<usize>, Vec<&Note>> = BTreeMap::new();
    for note in notes {
        let home = note
            .context
            .as_ref()
            .and_then(|c| architecture.board.contexts.position(c.as_str()));
        groups.entry(home).or_default().push(note);
    }
    for (home, members) in &groups {
        let context = home.and_then(|at| architecture.board.contexts.at(at));
        if let Some(context) = context {
            text.push_str(&format!(
                "  subgraph c{} [\"{}\"]\n",
                home.unwrap_or_default() + 1,
                quoted(&context.name, 80)
            ));
        }
        for note in members {
            let (open, close) = shape(note);
            let says = naming::brief(&note.text, longest);
            let says = if says.is_empty() {
                note.kind.label().to_owned()
            } else {
                says
            };
            let class = if note.pivotal {
                "pivotal"
            } else {
                note.kind.row().token
            };
            text.push_str(&format!(
                "    {}{open}\"{}\"{close}:::{class}\n",
                names[&note.id],
                quoted(&says, longest)
            ));
        }
        if context.is_some() {
            text.push_str("  end\n");
        }
    }
    if notes.is_empty() {
        text.push_str("  empty[\"Nothing on the wall yet\"]\n");
    }
    let mut seen = HashSet::new();
    let (mut said, mut read) = (Vec::new(), Vec::new());
    for link in architecture.reading.links() {
        if let (Some(from), Some(to)) = (names.get(&link.from), names.get(&link.to))
            && seen.insert((from, to))
        {
            match link.source {
                LinkSource::Inferred => read.push(format!("  {from} -.-> {to}\n")),
                _ => said.push(format!("  {from} --> {to}\n")),
            }
        }
    }
    let edges: Vec<String> = said.into_iter().chain(read).collect();
    text.extend(edges.iter().take(MAX_EDGES).map(String::as_str));
    if edges.len() > MAX_EDGES {
        text.push_str(&format!(
            "  %% {} of {} links: Mermaid draws no more\n",
            MAX_EDGES,
            edges.len()
        ));
    }
    text.push_str(&classes(architecture, notes));
    (text, edges.len() > MAX_EDGES)
}

fn classes(architecture: &Architecture, notes: &[&Note]) -> String {
    let mut text = String::new();
    for row in NOTE_KINDS
        .iter()
        .filter(|row| notes.iter().any(|n| n.kind == row.kind && !n.pivotal))
    {
        let fill = match row.kind {
            NoteKind::Text => "none".to_owned(),
            kind => legend::colour(&architecture.board.meta, kind),
        };
        let stroke = if row.kind == NoteKind::Text {
            "none"
        } else {
            "#8d877d"
        };
        text.push_str(&format!(
            "  classDef {} fill:{fill},stroke:{stroke},color:#211d14\n",
            row.token
        ));
    }
    if notes.iter().any(|n| n.pivotal) {
        let fill = legend::colour(&architecture.board.meta, NoteKind::DomainEvent);
        text.push_str(&format!(
            "  classDef pivotal fill:{fill},stroke:#783200,stroke-width:3px,color:#211d14\n"
        ));
    }
    text
}

fn shape(note: &Note) -> (&'static str, &'static str) {
    match (note.kind, note.kind.row().shape) {
        (NoteKind::Actor, _) => ("([", "])"),
        (NoteKind::ExternalSystem, _) => ("[[", "]]"),
        (NoteKind::Policy, _) => ("{{", "}}"),
        (NoteKind::Hotspot, Shape::Tilted) => (">", "]"),
        (NoteKind::ReadModel | NoteKind::Screen, _) => ("(", ")"),
        _ => ("[", "]"),
    }
}

/// Contexts, and what flows between them.
fn map(architecture: &Architecture) -> String {
    let mut text = format!("%% {}\nflowchart LR\n", origin::line(architecture));
    for (i, service) in architecture.services.iter().enumerate() {
        let kind = service
            .subdomain
            .map(|s| format!("<br/>{}", s.name()))
            .unwrap_or_default();
        text.push_str(&format!(
            "  s{}([\"{}{kind}\"])\n",
            i + 1,
            quoted(&service.title, 80)
        ));
    }
    let mut edges: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    for link in &architecture.links {
        let crossing = edges.entry((link.from, link.to)).or_default();
        if !crossing.contains(&link.what) {
            crossing.push(link.what.clone());
        }
    }
    let patterns = context_map::context_map(&architecture.board, &architecture.reading);
    let at = |id: &Id| {
        architecture
            .services
            .iter()
            .position(|s| s.context.as_ref() == Some(id))
    };
    let mut named: HashMap<(usize, usize), &'static str> = HashMap::new();
    for edge in &patterns.edges {
        if let (Some(pattern), Some(from), Some(to)) =
            (edge.pattern, at(&edge.upstream), at(&edge.downstream))
        {
            named.insert((from, to), pattern.name());
            edges.entry((from, to)).or_default();
        }
    }
    for ((from, to), crossing) in edges.iter().take(MAX_EDGES) {
        let mut says: Vec<String> = crossing.iter().take(3).map(|w| quoted(w, 48)).collect();
        if crossing.len() > 3 {
            says.push(format!("and {} more", crossing.len() - 3));
        }
        says.splice(0..0, named.get(&(*from, *to)).map(|p| format!("«{p}»")));
        let waits = architecture.links.iter().any(|l| {
            (l.from, l.to) == (*from, *to) && l.kind != crate::architecture::LinkKind::Event
        });
        let arrow = if waits { "-->" } else { "-.->" };
        text.push_str(&format!(
            "  s{} {arrow}|\"{}\"| s{}\n",
            from + 1,
            says.join("<br/>"),
            to + 1
        ));
    }
    text.push_str("  classDef default fill:#f6f4f0,stroke:#22728f,color:#1f1d1a\n");
    text
}

/// Text inside double quotes: whatever is not plainly a letter, a digit or harmless is an entity.
fn quoted(text: &str, most: usize) -> String {
    let mut quoted = String::new();
    for c in naming::brief(text, most).chars() {
        match c {
            c if c.is_alphanumeric() || " .,:!?…–—’‘“”()+/-_%€$".contains(c) => {
                quoted.push(c)
            }
            c if !c.is_ascii() => quoted.push(c),
            c => quoted.push_str(&format!("#{};", u32::from(c))),
        }
    }
    // Mermaid refuses an empty text
    if quoted.trim().is_empty() {
        "–".into()
    } else {
        quoted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_quotes() {
        assert_eq!(
            quoted("a \"b\" <c> #1; `d`", 80),
            "a #34;b#34; #60;c#62; #35;1#59; #96;d#96;"
        );
    }
}
