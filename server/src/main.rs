//! `isobar`: one binary that serves the product and works on board files.

mod cli;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::config::ServeArgs;
use server::maintenance::{self, Maintenance};

/// EventStorming walls that know where their boundaries are.
#[derive(Parser)]
#[command(name = "isobar", version, about, arg_required_else_help = true)]
struct Isobar {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the product to browsers
    Serve(Box<ServeArgs>),
    #[command(flatten)]
    File(cli::Command),
    #[command(flatten)]
    Maintain(Maintenance),
}

fn main() -> ExitCode {
    let Isobar { command } = Isobar::parse();
    match command {
        Command::Serve(args) => serve(*args),
        Command::File(command) => cli::run(&command, &mut io::stdout().lock(), &mut io::stderr()),
        Command::Maintain(command) => maintain(command),
    }
}

fn maintain(command: Maintenance) -> ExitCode {
    match maintenance::run(command, &mut io::stdout().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            // Nothing is left to do where even the message cannot be written.
            let _ = writeln!(io::stderr(), "isobar: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(args: ServeArgs) -> ExitCode {
    match server::serve::run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do where even the message cannot be written.
            let _ = writeln!(io::stderr(), "isobar: {error}");
            ExitCode::from(if error.is_usage() { 2 } else { 1 })
        }
    }
}
