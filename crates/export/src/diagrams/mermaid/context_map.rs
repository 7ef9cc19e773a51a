//! The context map as a flowchart.

use std::collections::{BTreeMap, HashMap};

use model::{Id, context_map};

use super::{MAX_EDGES, MAX_TEXT, quoted};
use crate::architecture::{Architecture, LinkKind};
use crate::origin;

/// Contexts, and what flows between them.
pub(super) fn map(architecture: &Architecture) -> String {
    let told = [3, 1, 0].map(|most| draw(architecture, most));
    let fits = told.iter().position(|text| text.len() <= MAX_TEXT);
    let [.., least] = &told;
    fits.map_or(least, |i| &told[i]).clone()
}

/// With at most so many of the things that cross each border by name.
fn draw(architecture: &Architecture, most: usize) -> String {
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
        let mut says: Vec<String> = crossing.iter().take(most).map(|w| quoted(w, 48)).collect();
        match crossing.len() {
            n if n <= most => {}
            n if most == 0 => says.push(format!("{n} steps")),
            n => says.push(format!("and {} more", n - most)),
        }
        says.splice(0..0, named.get(&(*from, *to)).map(|p| format!("«{p}»")));
        let waits = architecture
            .links
            .iter()
            .any(|l| (l.from, l.to) == (*from, *to) && l.kind != LinkKind::Event);
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
