//! The same from a terminal: convert, decompose, check, export, formats.
//!
//! Exit codes: 0 good; 1 unreadable input, output that cannot be written, or a check with an error or warning; 2 usage, an
//! unknown format or flag. Messages go to stderr, and stdout is then empty.

mod board;
mod check;
mod convert;
mod decompose;
mod export;
mod failure;
mod formats;
mod output;
mod stale;
mod text;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use failure::Failure;

#[derive(Subcommand)]
pub enum Command {
    /// Convert between storm notation (.storm) and board files (.board.json)
    Convert(convert::Args),
    /// Propose boundaries: alternatives from coarse to fine, with reasons
    Decompose(decompose::Args),
    /// Check a board against the guidance catalogue
    Check(check::Args),
    /// Export contracts, diagrams and documents
    Export(export::Args),
    /// List what can be exported
    Formats(formats::Args),
}

/// What a command leaves behind when it worked.
enum Outcome {
    Good,
    /// The board was read, and something is wrong with it.
    Faulty,
}

/// Runs a command; results go to `out`, messages to `err`.
pub fn run(command: &Command, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    let result = match command {
        Command::Convert(args) => convert::run(args, out, err),
        Command::Decompose(args) => decompose::run(args, out),
        Command::Check(args) => check::run(args, out),
        Command::Export(args) => export::run(args, out, err),
        Command::Formats(args) => formats::run(args, out),
    };
    match result {
        Ok(Outcome::Good) => ExitCode::SUCCESS,
        Ok(Outcome::Faulty) => ExitCode::from(1),
        // Whoever read the output has seen enough.
        Err(Failure::Output { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            // Nothing is left to do where even the message cannot be written.
            let _ = writeln!(err, "{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

/// Writes a result to stdout, whole.
fn print(out: &mut dyn Write, text: &str) -> Result<(), Failure> {
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::output("standard output", error))
}

/// As indented JSON.
fn json<T: serde::Serialize>(value: &T) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value);
    text.map(|t| t + "\n")
        .map_err(|error| Failure::output("the result as JSON", error.into()))
}
