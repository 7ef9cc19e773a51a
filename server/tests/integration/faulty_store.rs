//! A store that is slow, refuses, or has stored and says that it has not, as a test wishes.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use model::Id;
use store::{
    Activity, AuditEntry, BoardRecord, BoardStore, Capability, Comment, CommentStore, LogEntry,
    NewBoard, NewUpdate, Resolved, Snapshot, StoreError, Stored, Thread, Version,
};
use tokio::sync::watch;

/// What becomes of a transaction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fate {
    Stored,
    Refused,
    /// As when the connection breaks while the commit is under way.
    StoredAndDenied,
}

type Fates = Mutex<Box<dyn FnMut() -> Fate + Send>>;

pub struct FaultyStore {
    inner: Arc<dyn BoardStore>,
    fates: Fates,
    open: watch::Sender<bool>,
    refused: AtomicU64,
    denied: AtomicU64,
}

impl FaultyStore {
    /// Works as the other does.
    pub fn over(inner: Arc<dyn BoardStore>) -> Arc<FaultyStore> {
        Arc::new(FaultyStore {
            inner,
            fates: Mutex::new(Box::new(|| Fate::Stored)),
            open: watch::Sender::new(true),
            refused: AtomicU64::new(0),
            denied: AtomicU64::new(0),
        })
    }

    /// Decides from now on over transactions of updates and snapshots.
    pub fn decide(&self, fate: impl FnMut() -> Fate + Send + 'static) {
        *self.fates.lock().unwrap() = Box::new(fate);
    }

    /// Transactions wait from now on, or go on.
    pub fn set_open(&self, open: bool) {
        self.open.send_replace(open);
    }

    /// Transactions that were refused, and those that were stored and denied.
    pub fn counts(&self) -> (u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        (read(&self.refused), read(&self.denied))
    }

    /// What is to become of the next transaction, as soon as there may be one.
    async fn fate(&self) -> Fate {
        let mut open = self.open.subscribe();
        open.wait_for(|open| *open).await.unwrap();
        (self.fates.lock().unwrap())()
    }

    async fn meet<T>(
        &self,
        doing: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        match self.fate().await {
            Fate::Stored => doing.await,
            Fate::Refused => {
                self.refused.fetch_add(1, Ordering::Relaxed);
                Err(StoreError::NotHere("refused by the test"))
            }
            Fate::StoredAndDenied => {
                doing.await?;
                self.denied.fetch_add(1, Ordering::Relaxed);
                Err(StoreError::NotHere("stored, and denied by the test"))
            }
        }
    }
}

/// A trait of the store: what is listed goes to the store inside as it is.
macro_rules! passing_on {
    ($trait:ident { $(fn $name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)* } $($own:item)*) => {
        #[async_trait]
        impl $trait for FaultyStore {
            $(async fn $name(&self, $($arg: $type),*) -> Result<$answer, StoreError> {
                self.inner.$name($($arg),*).await
            })*
            $($own)*
        }
    };
}

passing_on! {
    CommentStore {
        fn open_thread(board: &Id, thread: &Thread) -> bool;
        fn threads(board: &Id) -> Vec<Thread>;
        fn add_comment(board: &Id, thread: &Id, comment: &Comment) -> bool;
        fn settle_thread(board: &Id, thread: &Id, resolved: Option<Resolved>) -> bool;
        fn edit_comment(board: &Id, thread: &Id, comment: &Id, text: &str, at_ms: i64) -> bool;
        fn remove_comment(board: &Id, thread: &Id, comment: &Id) -> bool;
    }
}

passing_on! {
    BoardStore {
        fn create(board: NewBoard) -> ();
        fn board(board: &Id) -> Option<BoardRecord>;
        fn set_title(board: &Id, title: &str) -> ();
        fn set_trashed(board: &Id, at_ms: Option<i64>) -> ();
        fn may_empty_trash(now_ms: i64) -> bool;
        fn purge(before_ms: i64) -> Vec<Id>;
        fn erase(board: &Id) -> bool;
        fn erase_name(board: &Id, name: &str, instead: &str) -> u64;
        fn grant(board: &Id, capability: Capability, entry: AuditEntry) -> ();
        fn revoke(board: &Id, hash: &[u8; 32], entry: AuditEntry) -> bool;
        fn used(board: &Id, hash: &[u8; 32], at_ms: i64) -> ();
        fn capabilities(board: &Id) -> Vec<Capability>;
        fn note(board: &Id, entry: AuditEntry) -> ();
        fn audit(board: &Id, limit: u32) -> Vec<AuditEntry>;
        fn load_at(board: &Id, sequence: u64) -> Stored;
        fn name_version(board: &Id, version: Version) -> ();
        fn versions(board: &Id) -> Vec<Version>;
        fn log(board: &Id, after: u64, limit: u32) -> Vec<LogEntry>;
        fn activity(board: &Id, interval_ms: i64, limit: u32) -> Vec<Activity>;
        fn ping() -> ();
        fn boards() -> Vec<Id>;
        fn back_up(to: &Path) -> ();
        fn faults() -> Vec<String>;
    }

    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Option<u64>>, StoreError> {
        self.meet(self.inner.append(updates)).await
    }

    async fn put_snapshot(&self, board: &Id, snapshot: Snapshot) -> Result<(), StoreError> {
        self.meet(self.inner.put_snapshot(board, snapshot)).await
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}
