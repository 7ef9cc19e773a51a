//! The page's module in parts: what is shown seldom is fetched when it is first shown.
//!
//! `app/src/parts.rs` says where the module is cut. What only one part needs goes into that part's file, what several parts
//! need and the page itself does not into files that they share.

use std::path::{Path, PathBuf};

use crate::error::{Error, read};

/// Where the module takes its loaders from, before addresses are known.
pub const LOADER: &str = "./parts.js";
/// Where the loaders take the module from, before addresses are known.
pub const GLUE: &str = "./glue.js";

/// A module that was cut.
pub struct Parts {
    /// What is left, for wasm-bindgen.
    pub main: PathBuf,
    /// The script that loads parts: it imports [`GLUE`] and names each file of `files` as `./NAME`.
    pub loader: String,
    pub files: Vec<PathBuf>,
}

/// Cuts `binary`, linked with its relocations, into files of `folder`.
pub fn cut(binary: &Path, name: &str, folder: &Path) -> Result<Parts, Error> {
    let bytes = read(binary)?;
    let main = folder.join(format!("{name}.wasm"));
    let mut options = wasm_split_cli_support::Options::new(&bytes);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADER;
    options.main_module = GLUE;
    let cut =
        wasm_split_cli_support::transform(options).map_err(|e| Error::Split(format!("{e:#}")))?;
    let loader = read(&folder.join(LOADER))?;
    let mut files = cut.split_modules;
    files.sort();
    Ok(Parts {
        main,
        loader: String::from_utf8_lossy(&loader).into_owned(),
        files,
    })
}
