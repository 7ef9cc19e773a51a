//! Mermaid: the flow of the board, and the context map.

mod context_map;

use std::collections::{BTreeMap, HashMap, HashSet};

use model::note::Shape;
use model::reading::LinkSource;
use model::{Id, NOTE_KINDS, Note, NoteKind};

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
        let mut files = vec![file("flow.mmd".into(), whole(architecture).text)];
        for (name, pictures) in parts(architecture) {
            let several = pictures.len() > 1;
            for (i, picture) in pictures.into_iter().enumerate() {
                let part = if several {
                    format!(".part{}", i + 1)
                } else {
                    String::new()
                };
                files.push(file(format!("{name}{part}.mmd"), picture.text));
            }
        }
        files.push(file(
            "context-map.mmd".into(),
            context_map::map(architecture),
        ));
        Ok(files)
    }

    fn remarks(&self, architecture: &Architecture) -> Vec<String> {
        let mut pictures = vec![whole(architecture)];
        if pictures[0].is_whole {
            return Vec::new();
        }
        pictures.extend(parts(architecture).into_iter().flat_map(|(_, p)| p));
        let drawn: HashSet<&(Id, Id)> = pictures.iter().flat_map(|p| &p.links).collect();
        let all: HashSet<(Id, Id)> = architecture
            .reading
            .links()
            .iter()
            .map(|l| (l.from.clone(), l.to.clone()))
            .collect();
        let mut says = vec![
            "Mermaid cannot draw the whole flow in one picture: flow.mmd holds the beginning, the other files its parts."
                .to_owned(),
        ];
        let lost = all.iter().filter(|l| !drawn.contains(l)).count();
        if lost > 0 {
            says.push(format!(
                "{lost} links between notes of different parts are in no picture."
            ));
        }
        says
    }
}

/// A flowchart.
struct Picture {
    text: String,
    /// The links drawn in it: (from note, to note).
    links: Vec<(Id, Id)>,
    /// Whether nothing had to be left out.
    is_whole: bool,
}

/// As much of the board as Mermaid draws in one picture.
fn whole(architecture: &Architecture) -> Picture {
    let notes: Vec<&Note> = architecture.board.notes.iter().map(|n| &**n).collect();
    let mut count = notes.len();
    loop {
        let picture = flow(architecture, &notes[..count]);
        if picture.text.len() <= MAX_TEXT || count == 0 {
            let is_whole = picture.is_whole && count == notes.len();
            return Picture {
                is_whole,
                ..picture
            };
        }
        count = count * 9 / 10;
    }
}

/// What is too much for one picture, a context at a time, then what lies in none; by file name.
fn parts(architecture: &Architecture) -> Vec<(String, Vec<Picture>)> {
    if whole(architecture).is_whole {
        return Vec::new();
    }
    let all = || architecture.board.notes.iter().map(|n| &**n);
    let mut parts = Vec::new();
    let mut drawn: HashSet<&Id> = HashSet::new();
    for service in architecture.services.iter().filter(|s| s.context.is_some()) {
        let own = all().filter(|n| near(architecture, n, service.context.as_ref()));
        let own: Vec<&Note> = own.collect();
        drawn.extend(own.iter().map(|n| &n.id));
        parts.push((
            format!("flow-{}", service.name.kebab()),
            pictures(architecture, own),
        ));
    }
    let rest: Vec<&Note> = all().filter(|n| !drawn.contains(&n.id)).collect();
    if !rest.is_empty() {
        parts.push(("flow.outside".into(), pictures(architecture, rest)));
    }
    parts
}

/// These notes in as many pictures as it takes, along the time line.
fn pictures(architecture: &Architecture, mut notes: Vec<&Note>) -> Vec<Picture> {
    let picture = flow(architecture, &notes);
    if notes.len() < 2 || (picture.is_whole && picture.text.len() <= MAX_TEXT) {
        return vec![picture];
    }
    let time = |n: &Note| n.x.unwrap_or_default();
    notes.sort_by(|a, b| time(a).total_cmp(&time(b)));
    let late = notes.split_off(notes.len() / 2);
    let mut all = pictures(architecture, notes);
    all.extend(pictures(architecture, late));
    all
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

/// The flow between these notes.
fn flow(architecture: &Architecture, notes: &[&Note]) -> Picture {
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
            let ends = (link.from.clone(), link.to.clone());
            match link.source {
                LinkSource::Inferred => read.push((ends, format!("  {from} -.-> {to}\n"))),
                _ => said.push((ends, format!("  {from} --> {to}\n"))),
            }
        }
    }
    let (mut links, mut lines): (Vec<_>, Vec<_>) = said.into_iter().chain(read).unzip();
    let all = lines.len();
    links.truncate(MAX_EDGES);
    lines.truncate(MAX_EDGES);
    text.push_str(&lines.concat());
    if all > MAX_EDGES {
        text.push_str(&format!(
            "  %% {MAX_EDGES} of {all} links: Mermaid draws no more\n"
        ));
    }
    text.push_str(&classes(architecture, notes));
    Picture {
        text,
        links,
        is_whole: all <= MAX_EDGES,
    }
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
