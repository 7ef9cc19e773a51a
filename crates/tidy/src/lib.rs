//! The architecture's rules as tests: what ARCHITECTURE.md says of the house is held here, not hoped for.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files of the workspace's own source below `dir` with one of these extensions, sorted.
pub fn files(dir: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let own = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        !matches!(
            name.as_ref(),
            "target" | "node_modules" | "out" | ".git" | "data" | "snapshots"
        )
    };
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(root().join(dir))
        .into_iter()
        .filter_entry(own)
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            path.extension()
                .and_then(|e| e.to_str())
                .is_some_and(|e| extensions.contains(&e))
        })
        .collect();
    found.sort();
    found
}

/// A path as people write it: relative to the root.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
