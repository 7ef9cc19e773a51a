//! A backup is a database of its own: consistent, whole, and checked before it takes the place of anything.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use store::{BoardStore, SqliteStore};

use super::MaintenanceError;
use crate::config::StoreArgs;

/// Writes everything to a new file, on the disk when this returns; its size in bytes.
pub async fn back_up(from: &StoreArgs, to: &Path) -> Result<u64, MaintenanceError> {
    if let Some(file) = from.file().filter(|file| !file.exists()) {
        return Err(MaintenanceError::NoDatabase(file));
    }
    if to.exists() {
        return Err(MaintenanceError::Exists(to.to_owned()));
    }
    let store = store::open(&from.url()).await?;
    let written = store.back_up(to).await;
    store.close().await;
    written?;
    let synced = File::open(to).and_then(|file| {
        file.sync_all()?;
        file.metadata()
    });
    let metadata = synced.map_err(|source| file_error(to, source))?;
    Ok(metadata.len())
}

/// Puts a backup where there is no database yet, after it was found to be sound; the number of its boards.
pub async fn restore(backup: &Path, to: &StoreArgs) -> Result<usize, MaintenanceError> {
    let target = to.file().ok_or(MaintenanceError::NotPostgres)?;
    if target.exists() {
        return Err(MaintenanceError::Exists(target));
    }
    File::open(backup).map_err(|source| file_error(backup, source))?;
    if !SqliteStore::is_ours(backup).await.unwrap_or(false) {
        return Err(MaintenanceError::NoBackup(backup.to_owned()));
    }
    // Looked at and brought up to date as a copy: the backup stays as it is, and the target is whole or not there.
    let mut copy = target.clone().into_os_string();
    copy.push(".restoring");
    let copy = PathBuf::from(copy);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(|source| file_error(folder, source))?;
    }
    fs::copy(backup, &copy).map_err(|source| file_error(&copy, source))?;
    let boards = sound(&copy, backup).await;
    let placed = boards.and_then(|boards| {
        File::open(&copy)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&copy, &target))
            .map_err(|source| file_error(&target, source))?;
        Ok(boards)
    });
    if placed.is_err() {
        // What is wrong was said; the copy is of no use.
        let _ = fs::remove_file(&copy);
    }
    placed
}

async fn sound(copy: &Path, backup: &Path) -> Result<usize, MaintenanceError> {
    let store = SqliteStore::open(copy).await?;
    let faults = store.faults().await;
    let boards = store.boards().await;
    store.close().await;
    let faults = faults?.join("; ");
    if faults.is_empty() {
        Ok(boards?.len())
    } else {
        let path = backup.to_owned();
        Err(MaintenanceError::Damaged { path, faults })
    }
}

fn file_error(path: &Path, source: std::io::Error) -> MaintenanceError {
    MaintenanceError::File {
        path: path.to_owned(),
        source,
    }
}
