//! What requests carry: not too large, not too slow, and all of them together within a memory of their own, for anybody
//! may send one.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Error;

/// A body has to be here within this time.
const ARRIVING: Duration = Duration::from_secs(30);
/// Of a body that is too large this many bytes more are read, and thrown away: many clients hear no answer before they
/// have said all.
const OVERFLOW: usize = 256 << 20;
/// KiB of all bodies that are here at once; who comes on top is asked to come later.
const MEMORY_KIB: usize = 128 * 1024;

/// The memory of all bodies together.
#[derive(Clone, Debug)]
pub struct Bodies {
    free_kib: Arc<Semaphore>,
}

impl Default for Bodies {
    fn default() -> Bodies {
        Bodies {
            free_kib: Arc::new(Semaphore::new(MEMORY_KIB)),
        }
    }
}

/// A whole body, and the memory it takes until it is dropped.
#[derive(Debug, Default)]
pub struct Whole {
    bytes: Vec<u8>,
    memory: Option<OwnedSemaphorePermit>,
}

impl Deref for Whole {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Bodies {
    /// The whole body, if it is not larger than `limit` bytes and comes in time.
    pub async fn receive(&self, body: Body, limit: usize) -> Result<Whole, Error> {
        let arrived = tokio::time::timeout(ARRIVING, self.gather(body, limit)).await;
        arrived.map_err(|_| Error::BodyTooSlow)?
    }

    async fn gather(&self, mut body: Body, limit: usize) -> Result<Whole, Error> {
        let mut whole = Whole::default();
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Error::BodyBroken)?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            if whole.bytes.len() + data.len() > limit {
                drop(whole);
                throw_away(body).await;
                return Err(Error::BodyTooLarge { limit });
            }
            self.add(&mut whole, &data)?;
        }
        Ok(whole)
    }

    /// Never waits for memory: of many that wait for each other with half a body each none would be done.
    fn add(&self, whole: &mut Whole, data: &[u8]) -> Result<(), Error> {
        let needed = (whole.bytes.len() + data.len()).div_ceil(1024);
        let held = whole.memory.as_ref().map_or(0, |m| m.num_permits());
        let more = u32::try_from(needed - held).map_err(|_| Error::Busy)?;
        let more = self.free_kib.clone().try_acquire_many_owned(more);
        let more = more.map_err(|_| Error::Busy)?;
        match &mut whole.memory {
            Some(memory) => memory.merge(more),
            None => whole.memory = Some(more),
        }
        whole.bytes.extend_from_slice(data);
        Ok(())
    }
}

async fn throw_away(mut body: Body) {
    let mut thrown = 0;
    while let Some(Ok(frame)) = body.frame().await {
        thrown += frame.data_ref().map_or(0, Bytes::len);
        if thrown > OVERFLOW {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn bodies_share_a_memory_and_give_it_back() {
        let bodies = Bodies::default();
        let send = |kib: usize| bodies.receive(Body::from(vec![b' '; kib << 10]), 100 << 20);
        let first = send(100 * 1024).await.unwrap();
        assert_eq!(first.len(), 100 << 20);
        assert!(matches!(send(64 * 1024).await, Err(Error::Busy)));
        let small = send(1).await.unwrap();
        let too_large = send(100 * 1024 + 1).await;
        assert!(matches!(too_large, Err(Error::BodyTooLarge { .. })));
        drop((first, small));
        assert_eq!(send(100 * 1024).await.unwrap().len(), 100 << 20);
        assert_eq!(bodies.free_kib.available_permits(), MEMORY_KIB);
        assert!(send(0).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_body_in_crumbs_takes_no_more_than_it_has() {
        let bodies = Bodies::default();
        let crumbs = (0..5_000).map(|_| Ok::<_, std::io::Error>(Bytes::from_static(b"x")));
        let body = Body::from_stream(futures::stream::iter(crumbs));
        let whole = bodies.receive(body, 10_000).await.unwrap();
        assert_eq!(whole.len(), 5_000);
        assert_eq!(bodies.free_kib.available_permits(), MEMORY_KIB - 5);
    }
}
