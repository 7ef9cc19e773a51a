//! Looks at everything that a server needs from its data, and says a line of each.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use board::Board;
use store::BoardStore;

use super::MaintenanceError;
use crate::config::StoreArgs;

/// Syncs of a small file that are timed.
const SYNCS: u32 = 20;
/// A disk that takes longer makes people wait for "saved".
const SLOW: Duration = Duration::from_millis(50);

/// Examines the store; false when something is wrong.
pub async fn examine(args: &StoreArgs, out: &mut dyn Write) -> Result<bool, MaintenanceError> {
    let mut sound = true;
    if let Some(file) = args.file() {
        if !file.exists() {
            return Err(MaintenanceError::NoDatabase(file));
        }
        if let Some(folder) = file.parent() {
            sound &= disk(folder, out)?;
        }
    }
    let store = store::open(&args.url()).await?;
    let examined = database(&*store, out).await;
    store.close().await;
    Ok(sound & examined?)
}

fn disk(folder: &Path, out: &mut dyn Write) -> io::Result<bool> {
    let shown = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    match sync_time(shown) {
        Ok(time) => {
            let verdict = if time > SLOW { "slow " } else { "ok   " };
            let ms = time.as_secs_f64() * 1_000.0;
            writeln!(
                out,
                "{verdict} {} is written; a sync takes {ms:.1} ms",
                shown.display()
            )?;
            Ok(true)
        }
        Err(error) => {
            writeln!(out, "wrong {} is not written: {error}", shown.display())?;
            Ok(false)
        }
    }
}

/// The mean time of a small write until it is on the disk.
fn sync_time(folder: &Path) -> io::Result<Duration> {
    let path = folder.join(format!(".isobar-doctor-{}", std::process::id()));
    let timed = File::create_new(&path).and_then(|mut file| {
        let started = Instant::now();
        for _ in 0..SYNCS {
            file.write_all(&[0; 512])?;
            file.sync_data()?;
        }
        Ok(started.elapsed() / SYNCS)
    });
    let removed = std::fs::remove_file(&path);
    let time = timed?;
    removed?;
    Ok(time)
}

async fn database(store: &dyn BoardStore, out: &mut dyn Write) -> Result<bool, MaintenanceError> {
    let mut sound = true;
    let faults = store.faults().await?;
    if faults.is_empty() {
        writeln!(out, "ok    the database is sound")?;
    }
    for fault in &faults {
        sound = false;
        writeln!(out, "wrong the database: {fault}")?;
    }
    match store.ping().await {
        Ok(()) => writeln!(out, "ok    the database takes changes")?,
        Err(error) => {
            sound = false;
            writeln!(out, "wrong the database takes no changes: {error}")?;
        }
    }
    let boards = store.boards().await?;
    let mut trashed = 0;
    for id in &boards {
        let record = store.board(id).await?;
        trashed += usize::from(record.as_ref().is_some_and(|r| r.trashed_ms.is_some()));
        let head = record.map_or(0, |record| record.head);
        if let Err(why) = readable(store, id, head).await {
            sound = false;
            writeln!(out, "wrong board {id}: {why}")?;
        }
    }
    let count = boards.len();
    writeln!(
        out,
        "ok    {count} boards were read, {trashed} of them from the trash"
    )?;
    Ok(sound)
}

/// Whether a board's log has all its entries, and makes a document.
async fn readable(store: &dyn BoardStore, id: &model::Id, head: u64) -> Result<(), String> {
    let stored = store.load(id).await.map_err(|e| e.to_string())?;
    if stored.head() != head {
        return Err(format!("the log ends at {}, not at {head}", stored.head()));
    }
    let first = stored.snapshot.as_ref().map_or(0, |s| s.sequence) + 1;
    let gap = (first..).zip(&stored.tail).find(|(n, e)| e.sequence != *n);
    if let Some((missing, _)) = gap {
        return Err(format!("entry {missing} of its log is missing"));
    }
    let read = Board::load(0, stored.updates());
    read.map(drop).map_err(|e| e.to_string())
}
