//! `isobar convert IN -o OUT`

mod source;

use std::io::Write;
use std::path::{Path, PathBuf};

use source::Source;

use super::board::{Format, is_standard};
use super::failure::Failure;
use super::{Outcome, output, print};

#[derive(clap::Args)]
pub struct Args {
    /// A .storm, .board.json or .cml file; - is standard input
    #[arg(value_name = "IN", required = true, num_args = 1..=2)]
    inputs: Vec<PathBuf>,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// What IN is, where its name does not tell
    #[arg(long, value_name = "FORMAT")]
    from: Option<Source>,
    /// What OUT becomes, where its name does not tell
    #[arg(long, value_name = "FORMAT")]
    to: Option<Format>,
}

pub fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let input = args.inputs.first().map_or(Path::new("-"), |i| i);
    let from = args.from.or_else(|| Source::of_name(input));
    let to = args.to.or_else(|| Format::of_name(&args.output));
    // Where one side is a stream without a name, the other side says what is meant.
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) if is_standard(&args.output) => {
            (from, from.format().map_or(Format::Board, Format::other))
        }
        (None, Some(to)) if is_standard(input) => (Source::of(to.other()), to),
        (None, _) => return Err(untold(input, "--from")),
        (_, None) => return Err(untold(&args.output, "--to")),
    };
    let read = source::read(from, &args.inputs)?;
    let mut lost = Vec::new();
    let text = match to {
        Format::Board if from == Source::Board => model::file::write(&read),
        Format::Board => model::file::write(&model::layout::placed(&read)),
        Format::Storm => {
            let printed = model::notation::print(&read);
            lost = printed.lost;
            printed.text
        }
    };
    if is_standard(&args.output) {
        print(out, &text)?;
    } else {
        output::write(&args.output, text.as_bytes())?;
    }
    if !lost.is_empty() {
        // The conversion worked; a closed stderr takes nothing from it.
        let _ = writeln!(
            err,
            "Storm notation cannot say, and leaves out: {}.",
            lost.join(", ")
        );
    }
    Ok(Outcome::Good)
}

fn untold(path: &Path, flag: &str) -> Failure {
    Failure::Usage(format!(
        "cannot tell the format of {}: name it .storm or .board.json, or say {flag} (see --help)",
        path.display()
    ))
}
