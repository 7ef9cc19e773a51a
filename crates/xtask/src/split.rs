//! Modules in parts: what is needed seldom is fetched when it is first needed.
//!
//! `app/src/parts.rs` and `crates/worker/src/engine/contracts.rs` say where they are cut. What only one part needs goes into that part's file, what several parts
//! need and the page itself does not into files that they share.

use std::path::{Path, PathBuf};

use crate::Profile;
use crate::error::{Error, read, write};

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
pub fn cut(binary: &Path, name: &str, folder: &Path, profile: Profile) -> Result<Parts, Error> {
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
    if profile == Profile::Release {
        for file in &files {
            let named = read(file)?;
            let bare = without_custom(&named)
                .ok_or_else(|| Error::Split(format!("{} is no WebAssembly", file.display())))?;
            write(file, &bare)?;
        }
    }
    Ok(Parts {
        main,
        loader: String::from_utf8_lossy(&loader).into_owned(),
        files,
    })
}

/// A module without its custom sections: names of functions and who made it, of no use to those who load it.
fn without_custom(module: &[u8]) -> Option<Vec<u8>> {
    const HEADER: usize = 8;
    const CUSTOM: u8 = 0;
    let mut kept = module.get(..HEADER)?.to_vec();
    let mut rest = &module[HEADER..];
    while let Some(kind) = rest.first() {
        let (size, digits) = leb128(&rest[1..])?;
        let (section, after) = rest.split_at_checked(1 + digits + size)?;
        if *kind != CUSTOM {
            kept.extend_from_slice(section);
        }
        rest = after;
    }
    Some(kept)
}

/// A number and how many bytes say it.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let digits = 1 + bytes.iter().take(5).position(|b| b & 0x80 == 0)?;
    let number = bytes[..digits].iter().rev();
    Some((
        number.fold(0, |n, b| n << 7 | usize::from(b & 0x7f)),
        digits,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let header = b"\0asm\x01\0\0\0";
        let kept = [&[1u8, 0x83, 0x00, 7, 8, 9][..], &[3, 1, 0]];
        let named = [
            &header[..],
            kept[0],
            &[0, 5, 4, b'n', b'a', b'm', b'e'],
            kept[1],
        ]
        .concat();
        let bare = [&header[..], kept[0], kept[1]].concat();
        assert_eq!(without_custom(&named), Some(bare));
        assert_eq!(without_custom(&named[..named.len() - 1]), None);
        assert_eq!(without_custom(b"\0as"), None);
    }
}
