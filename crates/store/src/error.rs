//! What can go wrong with a store.

use std::path::PathBuf;

use model::Id;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("no store for {0:?}: use sqlite://PATH, postgres://… or memory:")]
    Scheme(String),
    #[error("cannot make the folder {}: {source}", path.display())]
    Folder {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("the database does not answer: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the database does not answer in time")]
    Silent,
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("{0}")]
    NotHere(&'static str),
    #[error("a board {0} exists already")]
    Taken(Id),
    #[error("the database holds what this version cannot read: {0}")]
    Unreadable(String),
}
