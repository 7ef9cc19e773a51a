//! What an operator does beside serving: back up, bring back, migrate, look for what is wrong.

mod backup;
mod doctor;

use std::io::{self, Write};
use std::path::PathBuf;

use store::StoreError;

use crate::config::StoreArgs;

#[derive(clap::Subcommand)]
pub enum Maintenance {
    /// Write all boards to one file; the server may go on meanwhile
    Backup(BackupArgs),
    /// Bring a backup back into an empty data folder
    Restore(RestoreArgs),
    /// Bring the database up to date, as serving does by itself
    Migrate(StoreArgs),
    /// Look for what is wrong with the data and where it lies
    Doctor(StoreArgs),
}

#[derive(clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The file to write; it must not be there yet.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(clap::Args)]
pub struct RestoreArgs {
    /// A file that `isobar backup` has written.
    backup: PathBuf,
    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, thiserror::Error)]
pub enum MaintenanceError {
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    #[error("there is no database {}", .0.display())]
    NoDatabase(PathBuf),
    #[error("{} is no backup of Isobar", .0.display())]
    NoBackup(PathBuf),
    #[error("{} is damaged: {faults}", path.display())]
    Damaged { path: PathBuf, faults: String },
    #[error("PostgreSQL brings its own backups back: use pg_restore or psql")]
    NotPostgres,
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Runs a command; what it says goes to `out`. False: something is wrong with the data.
pub fn run(command: Maintenance, out: &mut dyn Write) -> Result<bool, MaintenanceError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Maintenance::Backup(args) => {
                let bytes = backup::back_up(&args.store, &args.output).await?;
                writeln!(out, "{}: {bytes} bytes", args.output.display())?;
                Ok(true)
            }
            Maintenance::Restore(args) => {
                let boards = backup::restore(&args.backup, &args.store).await?;
                writeln!(out, "{boards} boards are back")?;
                Ok(true)
            }
            Maintenance::Migrate(args) => {
                let store = store::open(&args.url()).await?;
                store.close().await;
                writeln!(out, "the database is up to date")?;
                Ok(true)
            }
            Maintenance::Doctor(args) => doctor::examine(&args, out).await,
        }
    })
}
