//! `isobar decompose BOARD`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use decompose::{Alternative, Decomposition, Options, propose};
use model::{BoardSnapshot, Id, NoteKind};

use super::failure::Failure;
use super::text::{counted, title};
use super::{Outcome, board, json, print};

#[derive(clap::Args)]
pub struct Args {
    /// A .storm or .board.json file; - is standard input
    board: PathBuf,
    /// As JSON, with every alternative and the reasons per note
    #[arg(long)]
    json: bool,
    /// The same seed gives the same result
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many contexts are wished for
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    contexts: Option<u32>,
    /// Keep locked contexts and start from those the board has
    #[arg(long)]
    respect_contexts: bool,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let board = board::open(&args.board)?;
    let options = Options {
        seed: args.seed,
        contexts: args.contexts.map(|n| n as usize),
        respect_contexts: args.respect_contexts,
    };
    let decomposition = propose(&board, &options);
    let text = if args.json {
        json(&decomposition)?
    } else {
        readable(&title(&board, &args.board), &board, &decomposition)
    };
    print(out, &text)?;
    Ok(Outcome::Good)
}

/// The alternatives, and the recommended one with its members and reasons.
fn readable(title: &str, board: &BoardSnapshot, decomposition: &Decomposition) -> String {
    let mut text = format!("{title}: ");
    if decomposition.alternatives.is_empty() {
        return text + "no notes that live in a context, so there are no boundaries to find.\n";
    }
    text += &format!(
        "{} from coarse to fine (seed {})\n\n",
        counted(decomposition.alternatives.len(), "alternative"),
        decomposition.seed
    );
    for alternative in &decomposition.alternatives {
        let names: Vec<&str> = alternative
            .contexts
            .iter()
            .map(|c| c.name.as_str())
            .collect();
        text += &format!(
            "{} {} ({:.0} % of the flow crosses a border)\n    {}\n",
            if alternative.recommended { "*" } else { " " },
            alternative.name,
            alternative.metrics.crossing * 100.0,
            names.join(", ")
        );
    }
    for alternative in decomposition.alternatives.iter().filter(|a| a.recommended) {
        text += &format!("\n* {}\n", alternative.name);
        text += &details(board, alternative);
    }
    text + "\n--json gives every alternative and the reasons for each note.\n"
}

fn details(board: &BoardSnapshot, alternative: &Alternative) -> String {
    let mut text = String::new();
    for context in &alternative.contexts {
        text += &format!(
            "\n  {} ({})\n",
            context.name,
            counted(context.members.len(), "note")
        );
        for reason in &context.because {
            text += &format!("    {reason}\n");
        }
        let mut kinds: BTreeMap<NoteKind, Vec<String>> = BTreeMap::new();
        for note in context.members.iter().filter_map(|id| board.note(id)) {
            kinds.entry(note.kind).or_default().push(note.line());
        }
        for (kind, texts) in kinds {
            text += &format!(
                "    {:13} {}\n",
                kind.label().to_lowercase(),
                texts.join(" · ")
            );
        }
        for (id, second) in undecided(alternative, &context.members) {
            let line = board.note(id).map(|n| n.line()).unwrap_or_default();
            text += &format!("    “{line}” could also live in {second}.\n");
        }
    }
    text
}

/// Members that hold on to their context by less than half.
fn undecided<'a>(alternative: &'a Alternative, members: &'a [Id]) -> Vec<(&'a Id, &'a str)> {
    let weak = members.iter().filter_map(|id| {
        let reason = alternative.notes.get(id).filter(|r| r.strength < 0.5)?;
        Some((id, reason.second.as_deref()?))
    });
    weak.collect()
}
