//! Group commit: one task appends the updates of many boards in one transaction, one fsync for all.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tracing::{Instrument, field};

use crate::commits::Commits;
use crate::record::NewUpdate;
use crate::{BoardStore, StoreError};

/// Updates that wait for their transaction at most; then who submits waits too.
const QUEUE: usize = 4_096;
/// The KiB of all of them at most.
const QUEUE_KIB: u32 = 64 * 1024;
/// Updates in one transaction at most.
const BATCH: usize = 1_000;
/// Transactions begin this long after each other at least: who comes meanwhile shares the next one and its fsync. After
/// a silence the first begins at once, and so does a full one.
const PACE: Duration = Duration::from_millis(40);

/// A transaction that takes longer has failed, as far as anybody can wait: the way to the database may be cut. It may be
/// stored all the same; who sends it again changes nothing by that.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why an update was not stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    #[error("the board does not exist any more, or lies in the trash")]
    Gone,
    #[error("the store failed: {0}")]
    Store(String),
}

/// What became of a submitted update.
#[derive(Debug)]
pub struct Appended {
    /// As given to [`Writer::submit`].
    pub ticket: u64,
    /// The sequence in the board's log; the update is durable.
    pub result: Result<u64, AppendError>,
}

#[derive(Debug)]
struct Request {
    update: NewUpdate,
    ticket: u64,
    done: mpsc::UnboundedSender<Vec<Appended>>,
    /// The room it takes in the queue, given back when it is stored.
    room: OwnedSemaphorePermit,
}

/// Hands updates to the task that stores them. Updates of one board are stored in the order of their submission.
#[derive(Debug, Clone)]
pub struct Writer {
    queue: mpsc::Sender<Request>,
    room: Arc<Semaphore>,
    commits: Arc<Commits>,
}

impl Writer {
    /// Starts the task; it ends, with everything stored, when the last `Writer` is dropped.
    pub fn start(store: Arc<dyn BoardStore>) -> (Writer, JoinHandle<()>) {
        let (queue, requests) = mpsc::channel(QUEUE);
        let room = Arc::new(Semaphore::new(QUEUE_KIB as usize));
        let commits = Arc::new(Commits::default());
        let task = tokio::spawn(run(store, requests, commits.clone()));
        let writer = Writer {
            queue,
            room,
            commits,
        };
        (writer, task)
    }

    /// Updates that wait for their transaction.
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    pub fn commits(&self) -> &Arc<Commits> {
        &self.commits
    }

    /// Queues an update, waiting while the queue is full. The answer comes through `done`, together with the others of
    /// the same transaction. False: the task has ended.
    pub async fn submit(
        &self,
        update: NewUpdate,
        ticket: u64,
        done: mpsc::UnboundedSender<Vec<Appended>>,
    ) -> bool {
        let kib = u32::try_from(update.bytes.len() / 1024 + 1)
            .unwrap_or(QUEUE_KIB)
            .min(QUEUE_KIB);
        let Ok(room) = self.room.clone().acquire_many_owned(kib).await else {
            return false;
        };
        let request = Request {
            update,
            ticket,
            done,
            room,
        };
        self.queue.send(request).await.is_ok()
    }
}

async fn run(
    store: Arc<dyn BoardStore>,
    mut requests: mpsc::Receiver<Request>,
    commits: Arc<Commits>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut next = Instant::now();
    while requests.recv_many(&mut batch, BATCH).await > 0 {
        if batch.len() < BATCH {
            tokio::time::sleep_until(next).await;
        }
        next = Instant::now() + PACE;
        while batch.len() < BATCH
            && let Ok(request) = requests.try_recv()
        {
            batch.push(request);
        }
        let (updates, waiting): (Vec<NewUpdate>, Vec<_>) = batch
            .drain(..)
            .map(|r| (r.update, (r.ticket, r.done, r.room)))
            .unzip();
        let committing = tracing::debug_span!(
            parent: None,
            "commit",
            store.updates = updates.len(),
            correlation.ids = field::Empty
        );
        // Finds the transaction of a request or a connection; gathered only where somebody takes it.
        if !committing.is_disabled() {
            committing.record("correlation.ids", correlations(&updates));
        }
        let results = append(&*store, &updates, &commits)
            .instrument(committing)
            .await;
        let mut answers: Vec<(mpsc::UnboundedSender<Vec<Appended>>, Vec<Appended>)> = Vec::new();
        for ((ticket, done, _room), result) in waiting.into_iter().zip(results) {
            let appended = Appended { ticket, result };
            match answers.iter_mut().find(|(to, _)| to.same_channel(&done)) {
                Some((_, answer)) => answer.push(appended),
                None => answers.push((done, vec![appended])),
            }
        }
        for (done, answer) in answers {
            // Who asked may have gone; the update is stored all the same.
            let _ = done.send(answer);
        }
    }
}

async fn append(
    store: &dyn BoardStore,
    updates: &[NewUpdate],
    commits: &Commits,
) -> Vec<Result<u64, AppendError>> {
    let started = Instant::now();
    let appended = tokio::time::timeout(PATIENCE, store.append(updates));
    match appended.await.unwrap_or(Err(StoreError::Silent)) {
        Ok(sequences) => {
            commits.committed(started.elapsed(), updates.len());
            let sequences = sequences.into_iter();
            sequences.map(|s| s.ok_or(AppendError::Gone)).collect()
        }
        Err(error) => {
            commits.failed();
            tracing::error!(store.updates = updates.len(), %error, "updates were not stored");
            updates.iter().map(|_| Err(failure(&error))).collect()
        }
    }
}

/// Who had updates in a transaction, each once.
fn correlations(updates: &[NewUpdate]) -> String {
    let all: BTreeSet<&str> = updates.iter().map(|u| u.correlation.as_str()).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

fn failure(error: &StoreError) -> AppendError {
    AppendError::Store(error.to_string())
}
