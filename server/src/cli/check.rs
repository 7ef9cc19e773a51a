//! `isobar check BOARD`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use advise::{Judgement, RULES, Report, Severity, checklist};
use clap::ValueEnum;
use model::{BoardSnapshot, Id, Stage};

use super::failure::Failure;
use super::text::{counted, named, title};
use super::{Outcome, board, json, print};

#[derive(clap::Args)]
pub struct Args {
    /// A .storm or .board.json file; - is standard input
    board: PathBuf,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Judge the board as if it were at this stage; without it at its own, or at design where it names none
    #[arg(long, value_name = "STAGE")]
    stage: Option<StageName>,
}

#[derive(Clone, Copy, ValueEnum)]
enum StageName {
    BigPicture,
    Process,
    Design,
    Boundaries,
    Review,
}

impl From<StageName> for Stage {
    fn from(name: StageName) -> Stage {
        match name {
            StageName::BigPicture => Stage::BigPicture,
            StageName::Process => Stage::Process,
            StageName::Design => Stage::Design,
            StageName::Boundaries => Stage::Boundaries,
            StageName::Review => Stage::Review,
        }
    }
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let board = board::open(&args.board)?;
    let stage = args.stage.map_or(board.stage(), Stage::from);
    let judgement = advise::judge(&board, stage);
    let text = if args.json {
        json(&judgement.report)?
    } else {
        readable(&title(&board, &args.board), &board, stage, &judgement)
    };
    print(out, &text)?;
    Ok(if judgement.report.has_fault() {
        Outcome::Faulty
    } else {
        Outcome::Good
    })
}

/// Findings by rule, then what could not be judged and what decisions set aside, then whether to split, then the count.
fn readable(title: &str, board: &BoardSnapshot, stage: Stage, judgement: &Judgement) -> String {
    let Judgement { report, rejected } = judgement;
    let mut text = format!("{}, judged at the stage “{}”\n", title, stage.label());
    let mut rule = "";
    for finding in &report.findings {
        if finding.rule != rule {
            rule = &finding.rule;
            text += &format!("\n{} {rule}\n", finding.severity.name());
        }
        text += &format!("  {}\n    {}\n", finding.message, finding.advice);
    }
    if !report.unknown.is_empty() {
        text += "\nunknown: the board lacks the facts to judge\n";
        let mut missing: BTreeMap<(&str, String), Vec<&Id>> = BTreeMap::new();
        for unknown in &report.unknown {
            let key = (unknown.rule.as_str(), unknown.missing.join(", "));
            missing.entry(key).or_default().extend(&unknown.subjects);
        }
        for ((rule, facts), subjects) in missing {
            let of = if subjects.is_empty() {
                String::new()
            } else {
                format!(" of {}", named(board, &subjects))
            };
            text += &format!("  {rule}: {facts}{of}\n");
        }
    }
    if !rejected.is_empty() {
        text += "\nset aside by decisions on the board\n";
        for finding in rejected {
            text += &format!("  {}: {}\n", finding.rule, finding.message);
        }
    }
    if !board.contexts.is_empty() {
        let split = checklist::split(board);
        text += &format!("\nShould this be split? {}\n", split.because);
    }
    text + "\n" + &summary(report) + "\n"
}

fn summary(report: &Report) -> String {
    let count = |severity| {
        report
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    let quiet = RULES.iter().filter(|rule| {
        let found = report.findings.iter().any(|f| f.rule == rule.id());
        !found && !report.unknown.iter().any(|u| u.rule == rule.id())
    });
    format!(
        "{}, {}, {}; {} of {} rules found nothing to say.",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Hint), "hint"),
        quiet.count(),
        RULES.len()
    )
}
