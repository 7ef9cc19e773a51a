//! What earlier exports left in a folder. A file is ours where its beginning says so; nothing else is ever touched.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use export::{ExportFile, origin};

/// So many bytes of a file are looked at: the line that says what it was made from stands among them.
const HEAD: u64 = 4096;
/// Formats whose files say what they were made from.
const ENDINGS: &[&str] = &["md", "mmd", "png", "proto", "storm", "svg", "yaml"];

/// Files below `root` that an export of ours wrote and that are not among `written`; by path.
pub fn left(root: &Path, written: &[ExportFile]) -> io::Result<Vec<PathBuf>> {
    let kept: BTreeSet<PathBuf> = written.iter().map(|f| root.join(&f.path)).collect();
    // no deeper than this export goes: the folder may be somebody's whole project
    let depth = written.iter().map(|f| f.path.split('/').count()).max();
    let mut left = Vec::new();
    if root.is_dir() {
        look(root, depth.unwrap_or(1), &kept, &mut left)?;
    }
    left.sort();
    Ok(left)
}

fn look(
    folder: &Path,
    depth: usize,
    kept: &BTreeSet<PathBuf>,
    left: &mut Vec<PathBuf>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        if kind.is_dir() && depth > 1 {
            look(&path, depth - 1, kept, left)?;
        } else if kind.is_file()
            && ENDINGS.contains(&ending)
            && !kept.contains(&path)
            && is_ours(&path)?
        {
            left.push(path);
        }
    }
    Ok(())
}

fn is_ours(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(origin::is_signed(&head))
}

/// Removes files, and folders that are empty then.
pub fn remove(root: &Path, files: &[PathBuf]) -> io::Result<()> {
    for file in files {
        fs::remove_file(file)?;
        let above = file.ancestors().skip(1).take_while(|f| *f != root);
        for folder in above {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
    Ok(())
}
