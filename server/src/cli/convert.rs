//! `isobar convert IN -o OUT`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::board::{self, Format, is_standard};
use super::failure::Failure;
use super::{Outcome, output, print};

#[derive(clap::Args)]
pub struct Args {
    /// A .storm or .board.json file; - is standard input
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// What IN is, where its name does not tell
    #[arg(long, value_name = "FORMAT")]
    from: Option<Format>,
    /// What OUT becomes, where its name does not tell
    #[arg(long, value_name = "FORMAT")]
    to: Option<Format>,
}

pub fn run(args: &Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let from = format(args.from, &args.input, "--from")?;
    let to = format(args.to, &args.output, "--to")?;
    let read = board::parse(&args.input, &board::bytes(&args.input)?, from)?;
    let mut lost = Vec::new();
    let text = match to {
        Format::Board if from == Format::Storm => model::file::write(&model::layout::placed(&read)),
        Format::Board => model::file::write(&read),
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

fn format(said: Option<Format>, path: &Path, flag: &str) -> Result<Format, Failure> {
    said.or_else(|| Format::of_name(path)).ok_or_else(|| {
        Failure::Usage(format!(
            "cannot tell the format of {}: name it .storm or .board.json, or say {flag} storm or {flag} board",
            path.display()
        ))
    })
}
