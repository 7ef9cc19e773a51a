//! A crate of the workspace as a browser module: cargo, then the cut into parts, then wasm-bindgen.

use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_bindgen_cli_support::Bindgen;

use crate::error::Error;
use crate::split;
use crate::{Profile, root};

const TARGET: &str = "wasm32-unknown-unknown";

/// What was made of a crate: `NAME.js`, `NAME_bg.wasm` and perhaps `snippets/` in one folder.
pub struct Module {
    pub name: &'static str,
    pub folder: PathBuf,
    /// Parts that are loaded when they are first needed, and the script that loads them.
    pub parts: split::Parts,
}

/// Builds `package` with `features` (to be released: by `cargo_profile`), cuts it where `wasm_split` says, binds it as `name`.
pub fn build(
    package: &str,
    name: &'static str,
    features: &[&str],
    cargo_profile: &str,
    profile: Profile,
) -> Result<Module, Error> {
    let target = target_dir();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(root())
        .args(["rustc", "--package", package, "--lib"])
        .args(["--crate-type", "cdylib", "--target", TARGET])
        .args(["--features", &features.join(",")])
        .arg("--target-dir")
        .arg(&target);
    let folder = match profile {
        Profile::Dev | Profile::Watched => {
            cargo.env("RUSTFLAGS", rustflags(&[]));
            "debug"
        }
        Profile::Release => {
            small(&mut cargo, cargo_profile);
            cargo_profile
        }
    };
    // What refers to what: a part takes along what nothing else needs.
    cargo.args(["--", "-Clink-arg=--emit-relocs"]);
    let status = cargo.status().map_err(|source| Error::Run {
        program: "cargo".into(),
        source,
    })?;
    if !status.success() {
        return Err(Error::Cargo {
            package: package.into(),
            hint: hint(),
        });
    }
    let bound = target.join("bound").join(folder).join(name);
    let binary = target
        .join(TARGET)
        .join(folder)
        .join(format!("{package}.wasm"));
    let _ = std::fs::remove_dir_all(&bound);
    let parts = split::cut(&binary, name, &bound.join("parts"), profile)?;
    bind(&parts.main, name, &bound, profile).map_err(|e| Error::Bindgen(format!("{e:#}")))?;
    Ok(Module {
        name,
        folder: bound,
        parts,
    })
}

fn bind(
    binary: &Path,
    name: &str,
    folder: &Path,
    profile: Profile,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    Bindgen::new()
        .input_path(binary)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .debug(profile != Profile::Release)
        .keep_debug(false)
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true)
        .omit_default_module_path(true)
        // Parts are linked with what the module exports under the linker's names.
        .keep_lld_exports(true)
        .generate(folder)?;
    Ok(())
}

/// What travels is built small: the standard library along with the rest and for size, and without the words of panics, which
/// nobody reads in a release. Both are options that the pinned compiler has and does not promise to keep, hence the switch.
/// A distribution's Rust comes without the library's sources; there the module is larger and works the same.
fn small(cargo: &mut Command, cargo_profile: &str) {
    cargo.args(["--profile", cargo_profile]);
    if !library_sources() {
        cargo.env("RUSTFLAGS", rustflags(&[]));
        return;
    }
    cargo
        .args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "RUSTFLAGS",
            rustflags(&["-Zunstable-options", "-Cpanic=immediate-abort"]),
        );
}

/// Whether the standard library can be built here (`rustup component add rust-src`).
pub fn library_sources() -> bool {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output();
    sysroot.is_ok_and(|o| {
        let sysroot = String::from_utf8_lossy(&o.stdout).trim().to_owned();
        Path::new(&sysroot)
            .join("lib/rustlib/src/rust/library/Cargo.lock")
            .exists()
    })
}

/// Views of erased types: quicker to build, and a far smaller module (Leptos, "erase_components").
fn rustflags(more: &[&str]) -> String {
    let given = std::env::var("RUSTFLAGS").unwrap_or_default();
    let flags = [&[given.as_str(), "--cfg erase_components"], more].concat();
    flags.join(" ").trim().to_owned()
}

/// Browser builds have a folder of their own, so that they and native builds do not wait for one another.
fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), PathBuf::from)
        .join("front")
}

/// What to do where the browser target is missing.
fn hint() -> &'static str {
    let installed = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .ok()
        .and_then(|o| String::from_utf8(o.stdout).ok())
        .is_some_and(|path| Path::new(path.trim()).exists());
    if installed {
        ""
    } else {
        "; the target is missing: run `rustup target add wasm32-unknown-unknown`, or install your distribution's Rust standard library for wasm32"
    }
}
