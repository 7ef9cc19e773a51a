//! What can go wrong while building the site, and how it is said.

use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read {path}: {source}")]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("cannot write {path}: {source}")]
    Write {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("cannot run {program}: {source}")]
    Run {
        program: String,
        source: std::io::Error,
    },
    #[error("building {package} for the browser failed{hint}")]
    Cargo { package: String, hint: &'static str },
    #[error("cutting the page's module into parts: {0}")]
    Split(String),
    #[error("wasm-bindgen: {0}")]
    Bindgen(String),
    #[error("{what} is {weight} KB, more than its {budget}")]
    Heavy {
        what: &'static str,
        weight: usize,
        budget: usize,
    },
    #[error("{path}: {message}")]
    Styles { path: PathBuf, message: String },
}

pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error::Read {
        path: path.into(),
        source,
    })
}

pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let done = path
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, bytes));
    done.map_err(|source| Error::Write {
        path: path.into(),
        source,
    })
}

/// A file that is as it should be stays untouched, so that the server is not compiled again for it.
pub fn update(path: &Path, text: &str) -> Result<(), Error> {
    if std::fs::read(path).ok().as_deref() == Some(text.as_bytes()) {
        return Ok(());
    }
    write(path, text.as_bytes())
}

/// A line of progress.
#[expect(clippy::print_stderr, reason = "this program talks to a terminal")]
pub fn say(line: &str) {
    eprintln!("{line}");
}
