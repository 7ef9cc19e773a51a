//! Probes: alive is the process only; ready is what it cannot work without, its own store.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use store::StoreError;
use tokio::sync::Mutex;

use super::{Error, Shared};

/// An answer of the store holds this long: to ask it is a write to the disk.
const FRESH: Duration = Duration::from_secs(1);

/// A store that takes longer is away.
const PATIENCE: Duration = Duration::from_secs(3);

/// When the store was last asked, and whether it took a change.
#[derive(Clone, Debug, Default)]
pub struct Readiness {
    asked: Arc<Mutex<Option<(Instant, bool)>>>,
}

pub async fn live() -> &'static str {
    "alive\n"
}

pub async fn ready(State(shared): State<Shared>) -> Result<&'static str, Error> {
    // Who asks at the same time waits for the same answer.
    let mut asked = shared.readiness.asked.lock().await;
    let fresh = asked.filter(|(at, _)| at.elapsed() < FRESH);
    let takes_changes = match fresh {
        Some((_, takes_changes)) => takes_changes,
        None => {
            let answer = tokio::time::timeout(PATIENCE, shared.store.ping()).await;
            let answer = answer.unwrap_or(Err(StoreError::Silent));
            if let Err(error) = &answer {
                tracing::warn!(%error, "the store takes no changes");
            }
            *asked = Some((Instant::now(), answer.is_ok()));
            answer.is_ok()
        }
    };
    if !takes_changes || shared.hub.is_closing() {
        return Err(Error::NotReady);
    }
    // Every node would say so at once, and none is of less use: what others change is read from the store.
    let alone = shared.hub.relay().is_some_and(|relay| !relay.live);
    Ok(if alone {
        "ready, but other nodes are heard by way of the database only\n"
    } else {
        "ready\n"
    })
}
