//! Long computations off the threads that serve sockets, a few at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::Error;

/// Who waits longer for their turn is sent away.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Debug)]
pub struct Work {
    turns: Arc<Semaphore>,
}

impl Work {
    /// As many at a time as the machine has cores.
    pub fn new() -> Work {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Work {
            turns: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Runs a computation when it is its turn.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned());
        let turn = turn.await.map_err(|_| Error::Busy)?;
        let turn = turn.map_err(|_| Error::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        done.await.map_err(|e| Error::Internal(e.to_string()))
    }
}

impl Default for Work {
    fn default() -> Work {
        Work::new()
    }
}
