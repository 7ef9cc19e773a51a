//! `cargo xtask build [--release]` builds the site that the server carries; `cargo xtask dev` keeps building and serving it;
//! `cargo xtask analysis` builds the analysis module alone.
//!
//! The site is two browser modules (the page; the analysis behind it), one style sheet and one font, named by their content.

mod assets;
mod dev;
mod error;
mod front;
mod split;
mod styles;

use std::path::PathBuf;
use std::process::ExitCode;

use error::Error;

const USAGE: &str =
    "usage: cargo xtask build [--release]\n       cargo xtask analysis\n       cargo xtask dev";

/// What a first visit of a board may load, and what the analysis may, KB as they travel: what has been reached (616, 408) and
/// little more. To be lowered with it; of the board's page 400 are wanted.
const BOARD: usize = 620;
const ANALYSIS: usize = 420;

/// How much care a build takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build; nothing is compressed.
    Dev,
    /// As [`Profile::Dev`]; the page loads again when another build is served.
    Watched,
    /// Small to send.
    Release,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["build"] => build(Profile::Dev),
        ["build", "--release"] => build(Profile::Release),
        // As it is released, alone: for its bench.
        ["analysis"] => {
            front::build("worker", "analysis", &[], "analysis", Profile::Release).map(|_| ())
        }
        ["dev"] => dev::run(),
        _ => {
            error::say(USAGE);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error::say(&format!("xtask: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Builds everything into [`site`].
fn build(profile: Profile) -> Result<(), Error> {
    let mut assets = assets::Assets::new(site(), profile)?;
    error::say("==> Page module (wasm)");
    let page = front::build("app", "isobar", &["browser"], "wasm", profile)?;
    error::say("==> Analysis module (wasm)");
    let worker = front::build("worker", "analysis", &[], "analysis", profile)?;
    error::say("==> Styles and type");
    let font = assets.add(
        "inter.woff2",
        &error::read(&root().join("style/fonts/inter-latin-wght-normal.woff2"))?,
    )?;
    let styles = styles::build(&root().join("style"), |name| {
        (name == "inter.woff2").then(|| font.clone())
    })?;
    error::say("==> Hashing and compressing");
    let styles = assets.add("isobar.css", styles.as_bytes())?;
    let mark = assets.add("mark.svg", &error::read(&root().join("style/mark.svg"))?)?;
    let early = assets.add("early.js", &error::read(&root().join("app/web/early.js"))?)?;
    let kept = assets.add("kept.js", web("kept.js")?.as_bytes())?;
    let page = assets.add_module(&page, &page_script(profile)?.replace("KEPT", &kept))?;
    let worker = assets.add_module(&worker, &web("analysis.js")?)?;
    let colours = assets.add(
        "highlight-core.js",
        &error::read(&root().join("app/web/vendor/highlight.js"))?,
    )?;
    let highlight = error::read(&root().join("app/web/highlight.js"))?;
    let highlight = String::from_utf8_lossy(&highlight).replace("VENDOR", &colours);
    let highlight = assets.add("highlight.js", highlight.as_bytes())?;
    let first = [
        &styles,
        &font,
        &mark,
        &early,
        &kept,
        &page.entry,
        &page.glue,
        &page.loader,
        &page.wasm,
    ];
    let first = assets.weight(first);
    let analysis = [&worker.entry, &worker.glue, &worker.loader, &worker.wasm];
    let analysis = assets.weight(analysis);
    error::say(&format!(
        "==> A first visit of a board: {first} KB; the analysis, when it is first asked: {analysis} KB"
    ));
    if profile == Profile::Release && front::library_sources() {
        within("a first visit of a board", first, BOARD)?;
        within("the analysis", analysis, ANALYSIS)?;
    }
    // The server says in it what the site is made of.
    error::update(
        &site().join("service-worker.js"),
        &web("service-worker.js")?,
    )?;
    assets.finish(&serde_json::json!({
        "styles": styles,
        "font": font,
        "mark": mark,
        "early": early,
        "kept": kept,
        "page": page.entry,
        "pageGlue": page.glue,
        "pageModule": page.wasm,
        "analysis": worker.entry,
        "highlight": highlight,
    }))
}

fn within(what: &'static str, weight: usize, budget: usize) -> Result<(), Error> {
    if weight > budget {
        return Err(Error::Heavy {
            what,
            weight,
            budget,
        });
    }
    Ok(())
}

/// What starts the page.
fn page_script(profile: Profile) -> Result<String, Error> {
    let mut script = web("page.js")?;
    if profile == Profile::Watched {
        script.push_str(&web("reload.js")?);
    }
    Ok(script)
}

/// A script of `app/web`.
fn web(name: &str) -> Result<String, Error> {
    let bytes = error::read(&root().join("app/web").join(name))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The workspace.
fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest
        .ancestors()
        .nth(2)
        .map_or(manifest.clone(), PathBuf::from)
}

/// Where the built site lies, for the server to embed.
fn site() -> PathBuf {
    root().join("target/site")
}
