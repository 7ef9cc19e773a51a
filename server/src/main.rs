//! `isobar`: one binary that serves the product and works on board files.

mod cli;

use std::io;
use std::process::ExitCode;

use clap::Parser;

/// EventStorming walls that know where their boundaries are.
#[derive(Parser)]
#[command(name = "isobar", version, about, arg_required_else_help = true)]
struct Isobar {
    #[command(subcommand)]
    command: cli::Command,
}

fn main() -> ExitCode {
    let Isobar { command } = Isobar::parse();
    cli::run(&command, &mut io::stdout().lock(), &mut io::stderr())
}
