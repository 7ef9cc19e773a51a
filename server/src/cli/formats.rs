//! `isobar formats`

use std::io::Write;

use export::{EXPORTERS, Scope};
use serde::Serialize;

use super::failure::Failure;
use super::{Outcome, json, print};

#[derive(clap::Args)]
pub struct Args {
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Formats {
    formats: Vec<Format>,
}

#[derive(Serialize)]
struct Format {
    name: &'static str,
    title: &'static str,
    about: &'static str,
    scope: Scope,
}

pub fn run(args: &Args, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let formats: Vec<Format> = EXPORTERS
        .iter()
        .map(|e| Format {
            name: e.name(),
            title: e.title(),
            about: e.about(),
            scope: e.scope(),
        })
        .collect();
    if args.json {
        print(out, &json(&Formats { formats })?)?;
        return Ok(Outcome::Good);
    }
    let width = |text: fn(&Format) -> &'static str| {
        formats
            .iter()
            .map(|f| text(f).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (names, titles) = (width(|f| f.name), width(|f| f.title));
    let mut text = String::new();
    for f in &formats {
        let each = match f.scope {
            Scope::Context => "per context",
            Scope::Board => "for the board",
        };
        text += &format!(
            "{:names$}  {:titles$}  {each:13}  {}\n",
            f.name, f.title, f.about
        );
    }
    print(out, &text)?;
    Ok(Outcome::Good)
}
