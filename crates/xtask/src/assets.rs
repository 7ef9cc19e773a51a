//! The files of the site: named by their content, compressed ahead of time, listed in `site.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Profile;
use crate::error::{Error, read, say, update, write};
use crate::front::Module;
use crate::split::{self, Parts};

/// Where the server serves assets.
const PREFIX: &str = "/assets/";

pub struct Assets {
    site: PathBuf,
    profile: Profile,
    /// Files written by this build, below `assets/`.
    kept: BTreeSet<String>,
    /// Bytes of each as they travel.
    sent: BTreeMap<String, usize>,
}

/// The addresses of a browser module.
pub struct Served {
    /// The script that starts it.
    pub entry: String,
    /// What wasm-bindgen wrote.
    pub glue: String,
    pub wasm: String,
    /// What loads the module's parts.
    pub loader: String,
}

impl Assets {
    pub fn new(site: PathBuf, profile: Profile) -> Result<Assets, Error> {
        let folder = site.join("assets");
        std::fs::create_dir_all(&folder).map_err(|source| Error::Write {
            path: folder,
            source,
        })?;
        Ok(Assets {
            site,
            profile,
            kept: BTreeSet::new(),
            sent: BTreeMap::new(),
        })
    }

    /// Adds a file under a name that holds its hash; returns its address.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<String, Error> {
        self.add_as(name, &hash(&[bytes]), bytes)
    }

    fn add_as(&mut self, name: &str, hash: &str, bytes: &[u8]) -> Result<String, Error> {
        let hashed = match name.split_once('.') {
            Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
            None => format!("{name}.{hash}"),
        };
        self.put(&hashed, bytes)?;
        Ok(format!("{PREFIX}{hashed}"))
    }

    /// Adds a bound module and the script that starts it, in which `GLUE` and `MODULE` stand for the addresses.
    pub fn add_module(&mut self, module: &Module, entry: &str) -> Result<Served, Error> {
        let name = module.name;
        self.add_snippets(&module.folder.join("snippets"), "snippets")?;
        let wasm = read(&module.folder.join(format!("{name}_bg.wasm")))?;
        let wasm = self.add(&format!("{name}_bg.wasm"), &wasm)?;
        let glue = read(&module.folder.join(format!("{name}.js")))?;
        let (glue, loader) = self.add_parts(name, &glue, &module.parts)?;
        let script = entry.replace("GLUE", &glue).replace("MODULE", &wasm);
        let entry = self.add(&format!("{name}-start.js"), script.as_bytes())?;
        Ok(Served {
            entry,
            glue,
            wasm,
            loader,
        })
    }

    /// Adds the parts of a module, its glue and the script that loads the parts. These two name each other, so one hash of
    /// both is in both names.
    fn add_parts(
        &mut self,
        name: &str,
        glue: &[u8],
        parts: &Parts,
    ) -> Result<(String, String), Error> {
        let mut loader = parts.loader.clone();
        for path in &parts.files {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let address = self.add(&format!("{name}-{file}"), &read(path)?)?;
            loader = loader.replace(&format!("\"./{file}\""), &format!("\"{address}\""));
        }
        let hash = hash(&[glue, loader.as_bytes()]);
        let glue_address = format!("{PREFIX}{name}.{hash}.js");
        let loader_address = format!("{PREFIX}{name}-parts.{hash}.js");
        let loader = loader.replace(split::GLUE, &glue_address);
        // Inside the module the loader keeps its name.
        let from = |address: &str| format!("from \"{address}\"");
        let glue = String::from_utf8_lossy(glue);
        let glue = glue.replace(&from(split::LOADER), &from(&loader_address));
        self.add_as(&format!("{name}.js"), &hash, glue.as_bytes())?;
        self.add_as(&format!("{name}-parts.js"), &hash, loader.as_bytes())?;
        Ok((glue_address, loader_address))
    }

    /// Snippets lie in folders that wasm-bindgen names by their content already.
    fn add_snippets(&mut self, folder: &Path, below: &str) -> Result<(), Error> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Ok(());
        };
        for entry in entries.flatten() {
            let name = format!("{below}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.add_snippets(&entry.path(), &name)?;
            } else {
                self.put(&name, &read(&entry.path())?)?;
            }
        }
        Ok(())
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.site.join("assets").join(name);
        self.keep(name);
        if !path.exists() {
            write(&path, bytes)?;
        }
        if self.profile != Profile::Release || name.ends_with(".woff2") {
            self.sent.insert(format!("{PREFIX}{name}"), bytes.len());
            return Ok(());
        }
        let (br, gz) = (format!("{name}.br"), format!("{name}.gz"));
        for (variant, compress) in [(&br, brotli as fn(&[u8]) -> Vec<u8>), (&gz, gzip)] {
            let path = self.site.join("assets").join(variant);
            if !path.exists() {
                write(&path, &compress(bytes))?;
            }
            self.keep(variant);
        }
        let small = std::fs::metadata(self.site.join("assets").join(&br));
        let small = small.map_or(bytes.len(), |m| m.len() as usize);
        say(&format!(
            "    {name}: {} KB, {} KB brotli",
            bytes.len() / 1024,
            small.div_ceil(1024)
        ));
        self.sent.insert(format!("{PREFIX}{name}"), small);
        Ok(())
    }

    /// KB of these files as they travel.
    pub fn weight<'a>(&self, addresses: impl IntoIterator<Item = &'a String>) -> usize {
        let sent = addresses.into_iter().filter_map(|a| self.sent.get(a));
        sent.sum::<usize>().div_ceil(1024)
    }

    fn keep(&mut self, name: &str) {
        self.kept.insert(name.to_owned());
    }

    /// Writes the list and clears away what earlier builds left.
    pub fn finish(self, list: &Value) -> Result<(), Error> {
        let folder = self.site.join("assets");
        clear(&folder, &folder, &self.kept);
        update(&self.site.join("site.json"), &format!("{list:#}\n"))?;
        let sent: usize = self.sent.values().sum();
        say(&format!("==> Site built: {} KB", sent.div_ceil(1024)));
        Ok(())
    }
}

/// What names content in an address.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    let digest = hasher.finalize();
    digest.iter().take(6).map(|b| format!("{b:02x}")).collect()
}

fn clear(top: &Path, folder: &Path, kept: &BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            clear(top, &path, kept);
        } else if let Ok(name) = path.strip_prefix(top)
            && !kept.contains(&name.to_string_lossy().replace('\\', "/"))
        {
            let _ = std::fs::remove_file(&path);
        }
    }
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    match brotli::BrotliCompress(&mut &*bytes, &mut out, &params) {
        Ok(_) => out,
        Err(_) => bytes.to_vec(),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(out) => out,
        Err(_) => bytes.to_vec(),
    }
}
