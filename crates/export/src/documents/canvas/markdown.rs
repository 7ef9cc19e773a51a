//! A canvas as a page of Markdown.

use super::{Canvas, Entry, Input};
use crate::architecture::Architecture;
use crate::naming::plain;
use crate::origin;

pub(super) fn page(architecture: &Architecture, canvas: &Canvas) -> String {
    let mut page = format!(
        "<!-- {} -->\n\n# {}\n\n{}\n",
        origin::line(architecture),
        escaped(&canvas.name),
        canvas.title
    );
    for section in &canvas.sections {
        page += &format!("\n## {}\n\n", section.title);
        let written: Vec<String> = section.entries.iter().flat_map(lines).collect();
        if section.known.is_empty() && written.is_empty() {
            page += &format!("_Not known yet. {}_\n", section.help);
            continue;
        }
        for line in &section.known {
            page += &format!("- {}\n", escaped(line));
        }
        for line in written {
            page += &format!("- {line}\n");
        }
    }
    page
}

/// What people wrote, a line each; choices in words.
fn lines(entry: &Entry) -> Vec<String> {
    let label = match (entry.label.as_str(), &entry.input) {
        ("", _) | ("Also", _) => String::new(),
        (label, _) => format!("{label}: "),
    };
    let in_words = |value: &str| match &entry.input {
        Input::One(rows) | Input::Some(rows) => {
            let row = rows.iter().find(|(v, _)| v == value);
            row.map_or_else(|| value.to_owned(), |(_, words)| words.clone())
        }
        Input::Line | Input::Lines => value.to_owned(),
    };
    let lines = entry.value.lines().map(plain).filter(|l| !l.is_empty());
    lines
        .map(|l| format!("{label}{}", escaped(&in_words(&l))))
        .collect()
}

/// What people wrote stays what it says: no heading, no link, no markup.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::canvas::{KEY, of};
    use model::{BoardSnapshot, Context, notation};
    use serde_json::json;

    fn sales() -> BoardSnapshot {
        notation::parse(
            "# Sales\nactor Customer > command Place order > aggregate Order > event Order placed\n\
             event Order placed > policy Whenever nobody pays, cancel > command Cancel order > aggregate Order > event Order cancelled\n\
             # Shipping\n^event Order placed > policy Whenever an order is placed, ship it > command Ship > system Carrier",
        )
        .expect("a board")
    }

    fn context<'a>(board: &'a BoardSnapshot, name: &str) -> &'a Context {
        board
            .contexts
            .iter()
            .find(|c| c.name == name)
            .expect("the context")
    }

    fn known(canvas: &Canvas, title: &str) -> Vec<String> {
        let section = canvas.sections.iter().find(|s| s.title == title);
        section.expect("the section").known.clone()
    }

    #[test]
    fn a_context_knows_who_it_talks_with() {
        let board = sales();
        let canvas = of(&board, &context(&board, "Sales").id).expect("a canvas");
        assert_eq!(
            known(&canvas, "Inbound communication"),
            ["Command Place order, from the actor Customer"]
        );
        assert_eq!(
            known(&canvas, "Outbound communication"),
            ["Event Order placed, to the context Shipping"]
        );
        assert_eq!(known(&canvas, "Ubiquitous language"), ["Order"]);
        assert_eq!(
            known(&canvas, "Business decisions"),
            ["Whenever nobody pays, cancel"]
        );
        let canvas = of(&board, &context(&board, "Shipping").id).expect("a canvas");
        assert_eq!(
            known(&canvas, "Inbound communication"),
            ["Event Order placed, from the context Sales"]
        );
        assert_eq!(
            known(&canvas, "Outbound communication"),
            ["Command Ship, to the external system Carrier"]
        );
    }

    #[test]
    fn an_aggregate_knows_what_it_handles() {
        let board = sales();
        let order = board
            .notes
            .iter()
            .find(|n| n.text == "Order")
            .expect("the aggregate");
        let canvas = of(&board, &order.id).expect("a canvas");
        assert_eq!(
            known(&canvas, "Handled commands"),
            ["Place order", "Cancel order"]
        );
        assert_eq!(
            known(&canvas, "Created events"),
            ["Order placed", "Order cancelled"]
        );
        assert_eq!(
            known(&canvas, "Corrective policies"),
            ["Whenever nobody pays, cancel"]
        );
        let event = board
            .notes
            .iter()
            .find(|n| n.text == "Order placed")
            .expect("the event");
        assert_eq!(of(&board, &event.id), None);
    }

    #[test]
    fn what_people_wrote_is_on_the_page_and_stays_text() {
        let mut board = sales();
        let mut sales = context(&board, "Sales").clone();
        let wrote = json!({ "assumptions": "# Nobody *cancels*\n\nTwice", "domainRoles": ["gateway", "own"], "evolution": "product" });
        sales.extensions.insert(KEY.into(), wrote);
        board.contexts.upsert(sales.clone().into());
        let canvas = of(&board, &sales.id).expect("a canvas");
        let page = page(&Architecture::of(&board), &canvas);
        for line in [
            "- \\# Nobody \\*cancels\\*\n- Twice\n",
            "- Gateway: minds the border to the outside\n- own\n",
            "- Evolution: Product: off the shelf, with differences\n",
            "## Verification metrics\n\n_Not known yet. ",
        ] {
            assert!(page.contains(line), "{line}\n{page}");
        }
    }
}
