//! `isobar decompose BOARD`, `isobar decompose --evaluate DIR` and `isobar decompose --graph FILE`

mod evaluate;
mod graph;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use decompose::{Alternative, Decomposition, Options, Strategy, propose};
use model::{BoardSnapshot, Id, NoteKind};

use super::failure::Failure;
use super::text::{counted, title};
use super::{Outcome, board, json, print};

#[derive(clap::Args)]
pub struct Args {
    /// A .storm or .board.json file; - is standard input
    #[arg(required_unless_present_any = ["evaluate", "graph"], conflicts_with_all = ["evaluate", "graph"])]
    board: Option<PathBuf>,
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
    /// What the recommended cut goes by
    #[arg(long, value_enum, default_value = "balanced")]
    strategy: By,
    /// Two notes that stay in one context; may be given several times
    #[arg(long, value_name = "ID,ID", value_parser = pair)]
    must_link: Vec<(Id, Id)>,
    /// Two notes that stay in different contexts; may be given several times
    #[arg(long, value_name = "ID,ID", value_parser = pair)]
    cannot_link: Vec<(Id, Id)>,
    /// Compare proposals with the contexts that the boards of a folder have, beside four simpler methods
    #[arg(long, value_name = "DIR", conflicts_with_all = ["graph", "contexts", "respect_contexts"])]
    evaluate: Option<PathBuf>,
    /// Find communities in an edge list, `u v` or `u v weight` a line
    #[arg(long, value_name = "FILE", conflicts_with_all = ["contexts", "respect_contexts"])]
    graph: Option<PathBuf>,
    /// What communities are judged by
    #[arg(long, value_enum, default_value = "cpm", requires = "graph")]
    objective: graph::Named,
    /// How fine communities are: 0.02 for cpm and 1 for rb unless given
    #[arg(long, value_name = "GAMMA", requires = "graph", value_parser = resolution, allow_negative_numbers = true)]
    resolution: Option<f64>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum By {
    /// All criteria
    Balanced,
    /// Every aggregate is a context
    Aggregate,
    /// Parts of the flow between pivotal events
    Capability,
    /// The teams entered for notes
    Team,
}

impl From<By> for Strategy {
    fn from(by: By) -> Strategy {
        match by {
            By::Balanced => Strategy::Balanced,
            By::Aggregate => Strategy::Aggregate,
            By::Capability => Strategy::Capability,
            By::Team => Strategy::Team,
        }
    }
}

fn pair(text: &str) -> Result<(Id, Id), String> {
    let (a, b) = text
        .split_once(',')
        .ok_or("two ids with a comma between them")?;
    let id = |text: &str| Id::new(text.trim()).map_err(|e| e.to_string());
    Ok((id(a)?, id(b)?))
}

fn resolution(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(gamma) if gamma.is_finite() && gamma >= 0.0 => Ok(gamma),
        _ => Err("a resolution is a number, 0 or more".into()),
    }
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    if let Some(path) = &args.graph {
        let found = graph::detect(path, args.objective, args.resolution, args.seed)?;
        print(out, &found.json()?)?;
        return Ok(Outcome::Good);
    }
    if let Some(folder) = &args.evaluate {
        let table = evaluate::table(folder)?;
        let text = match args.json {
            true => json(&table)?,
            false => evaluate::readable(&table),
        };
        print(out, &text)?;
        return Ok(Outcome::Good);
    }
    let path = args.board.as_deref().unwrap_or(Path::new("-"));
    let board = board::read(path)?;
    let options = Options {
        seed: args.seed,
        contexts: args.contexts.map(|n| n as usize),
        respect_contexts: args.respect_contexts,
        strategy: args.strategy.into(),
        must_link: args.must_link.clone(),
        cannot_link: args.cannot_link.clone(),
        ..Options::default()
    };
    let decomposition = propose(&board, &options);
    let text = if args.json {
        json(&decomposition)?
    } else {
        readable(&title(&board, path), &board, &decomposition)
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
    for wish in &decomposition.unmet {
        text += &format!("\n{wish}\n");
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
