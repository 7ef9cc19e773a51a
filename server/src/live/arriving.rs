//! What arrives on live connections and is no whole message yet: beyond a little for each, all of it shares one memory.
//! Who finds none is read later; who says nothing more is sent away, and who ends a message slowly is waited for, for some
//! minutes.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures::{Stream, StreamExt};
use sync::room::Closing;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// Bytes that each connection may have for nothing: most of what people say is smaller.
const FREE: usize = 64 << 10;
/// Memory is taken in steps of so many bytes.
const STEP: usize = 256 << 10;
/// Steps of all connections together: 64 MiB.
const STEPS: usize = 256;

/// Who sends so many bytes of a message is not silent.
const PROGRESS: usize = 16 << 10;

/// How long a connection is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For anything at all, or for more of a message that has begun.
    pub silence: Duration,
    /// For the end of a message that has begun.
    pub message: Duration,
}

/// The memory of all that arrives.
#[derive(Clone, Debug)]
pub struct Arrivals {
    steps: Arc<Semaphore>,
}

impl Default for Arrivals {
    fn default() -> Arrivals {
        Arrivals {
            steps: Arc::new(Semaphore::new(STEPS)),
        }
    }
}

impl Arrivals {
    /// Counts what arrives by a way.
    pub fn meter<S>(&self, inner: S) -> (Metered<S>, Arc<Meter>) {
        let meter = Arc::new(Meter::default());
        let metered = Metered {
            inner,
            meter: meter.clone(),
            steps: self.steps.clone(),
            taking: None,
        };
        (metered, meter)
    }
}

/// How much of a message has arrived.
#[derive(Debug, Default)]
pub struct Meter {
    bytes: AtomicUsize,
    /// Since when a message is under way.
    began: Mutex<Option<Instant>>,
    taken: Mutex<Option<OwnedSemaphorePermit>>,
}

impl Meter {
    /// The next message of a stream. A slow line may take longer for a large message than anybody may be silent: no pong
    /// overtakes it.
    pub async fn next<S: Stream + Unpin>(
        &self,
        stream: &mut S,
        patience: Patience,
    ) -> Result<Option<S::Item>, Closing> {
        let mut before = self.bytes.load(Ordering::Relaxed);
        loop {
            let left = self.left(patience.message);
            let pause = patience.silence.min(left.unwrap_or(patience.silence));
            if let Ok(message) = tokio::time::timeout(pause, stream.next()).await {
                return Ok(message);
            }
            // Control frames among its parts begin no other message.
            if self.left(patience.message) == Some(Duration::ZERO) {
                let seconds = patience.message.as_secs();
                return Err(Closing::Endless { seconds });
            }
            let arrived = self.bytes.load(Ordering::Relaxed);
            if pause == patience.silence && arrived < before + PROGRESS {
                return Err(Closing::Silent);
            }
            before = arrived;
        }
    }

    /// How much of this time is left for the message that is under way.
    fn left(&self, message: Duration) -> Option<Duration> {
        let began = *lock(&self.began);
        began.map(|began| message.saturating_sub(began.elapsed()))
    }

    /// A message is whole and has been taken over: the next one begins.
    pub fn begin(&self) {
        self.bytes.store(0, Ordering::Relaxed);
        *lock(&self.began) = None;
        *lock(&self.taken) = None;
    }

    /// So many bytes have come.
    fn arrive(&self, bytes: usize) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        if bytes > 0 {
            lock(&self.began).get_or_insert_with(Instant::now);
        }
    }

    /// A control frame with so many bytes has been read: it is no part of a message.
    pub fn pass(&self, payload: usize) {
        // Two bytes of header and four of mask.
        let bytes = self.bytes.load(Ordering::Relaxed);
        let left = bytes.saturating_sub(payload + 6);
        self.bytes.store(left, Ordering::Relaxed);
        if left == 0 {
            *lock(&self.began) = None;
        }
        let needed = left.saturating_sub(FREE).div_ceil(STEP);
        if let Some(taken) = &mut *lock(&self.taken) {
            drop(taken.split(taken.num_permits().saturating_sub(needed)));
        }
    }

    /// Bytes that may arrive without more memory.
    fn room(&self) -> usize {
        let steps = lock(&self.taken)
            .as_ref()
            .map_or(0, |taken| taken.num_permits());
        (FREE + steps * STEP).saturating_sub(self.bytes.load(Ordering::Relaxed))
    }

    fn take(&self, more: OwnedSemaphorePermit) {
        let mut taken = lock(&self.taken);
        match &mut *taken {
            Some(taken) => taken.merge(more),
            None => *taken = Some(more),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing here panics half-way through a change.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

type Taking = Pin<Box<dyn Future<Output = Option<OwnedSemaphorePermit>> + Send>>;

/// A way of which all that arrives is counted.
pub struct Metered<S> {
    inner: S,
    meter: Arc<Meter>,
    steps: Arc<Semaphore>,
    /// One more step, while there is none.
    taking: Option<Taking>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        while this.meter.room() == 0 {
            let steps = this.steps.clone();
            let taking = this
                .taking
                .get_or_insert_with(|| Box::pin(async move { steps.acquire_owned().await.ok() }));
            let taken = ready!(taking.as_mut().poll(context));
            this.taking = None;
            // None would say that the semaphore is closed, which nobody does.
            taken.into_iter().for_each(|step| this.meter.take(step));
        }
        let room = this.meter.room().min(buffer.remaining());
        let mut part = ReadBuf::new(buffer.initialize_unfilled_to(room));
        ready!(Pin::new(&mut this.inner).poll_read(context, &mut part))?;
        let arrived = part.filled().len();
        buffer.advance(arrived);
        this.meter.arrive(arrived);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(context, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;
    use tokio::io::AsyncReadExt;

    use super::*;

    /// Reads so many bytes; None where there is no memory for them.
    fn read(from: &mut Metered<&[u8]>, bytes: usize) -> Option<()> {
        let mut buffer = vec![0; bytes];
        // Without the runtime's own limit of steps in a row.
        let reading = tokio::task::unconstrained(from.read_exact(&mut buffer));
        let read = reading.now_or_never()?;
        read.unwrap();
        Some(())
    }

    #[tokio::test]
    async fn what_is_not_whole_shares_a_memory() {
        let arrivals = Arrivals::default();
        let source = vec![7; 100 << 20];
        let (mut ann, hers) = arrivals.meter(&source[..]);
        let (mut ben, his) = arrivals.meter(&source[..]);
        // One takes all there is, and the other what is free.
        read(&mut ann, FREE + STEPS * STEP).unwrap();
        assert_eq!(read(&mut ann, 1), None);
        read(&mut ben, FREE).unwrap();
        assert_eq!(read(&mut ben, 1), None);
        // A whole message gives its memory back.
        hers.begin();
        read(&mut ben, 1 << 20).unwrap();
        his.begin();
        drop((ann, ben));
        assert_eq!(arrivals.steps.available_permits(), STEPS);
    }

    const MS: Duration = Duration::from_millis(1);

    /// What becomes of a message that ends after so many looks, each of which finds so many bytes more.
    async fn message_after(
        looks: u32,
        bytes: usize,
        message: Duration,
    ) -> Result<Option<&'static str>, Closing> {
        let meter = Meter::default();
        let mut polled = 0;
        let mut stream = futures::stream::poll_fn(|_| {
            polled += 1;
            meter.arrive(bytes);
            match polled > looks {
                true => Poll::Ready(Some("whole")),
                false => Poll::Pending,
            }
        });
        let patience = Patience {
            silence: MS,
            message,
        };
        meter.next(&mut stream, patience).await
    }

    #[tokio::test]
    async fn who_is_slow_is_waited_for_and_who_is_silent_is_not() {
        let check = async |looks, bytes, expected| {
            let said = message_after(looks, bytes, Duration::from_secs(600)).await;
            assert_eq!(said, expected);
        };
        check(0, 0, Ok(Some("whole"))).await;
        check(10, PROGRESS, Ok(Some("whole"))).await;
        check(10, 0, Err(Closing::Silent)).await;
        check(10, PROGRESS / 4, Err(Closing::Silent)).await;
    }

    #[tokio::test]
    async fn a_message_has_to_end_at_last() {
        let endless = Err(Closing::Endless { seconds: 0 });
        assert_eq!(message_after(u32::MAX, PROGRESS, 5 * MS).await, endless);

        // Pings among its parts are heard, and are no end of it.
        let arrivals = Arrivals::default();
        let source = vec![7; 1 << 20];
        let (mut ann, hers) = arrivals.meter(&source[..]);
        let mut nothing = futures::stream::pending::<()>();
        let patience = Patience {
            silence: MS,
            message: Duration::ZERO,
        };
        read(&mut ann, 131).unwrap();
        hers.pass(125);
        let silent = Err(Closing::Silent);
        assert_eq!(
            hers.next(&mut nothing, patience).await,
            silent,
            "it was a ping"
        );
        read(&mut ann, FREE / 2).unwrap();
        read(&mut ann, 131).unwrap();
        hers.pass(125);
        let endless = Err(Closing::Endless { seconds: 0 });
        assert_eq!(hers.next(&mut nothing, patience).await, endless);
        hers.begin();
        assert_eq!(hers.next(&mut nothing, patience).await, silent);
    }

    #[tokio::test]
    async fn control_frames_are_no_part_of_a_message() {
        let arrivals = Arrivals::default();
        let source = vec![7; 10 << 20];
        let (mut ann, hers) = arrivals.meter(&source[..]);
        for _ in 0..10_000 {
            read(&mut ann, 131).unwrap();
            hers.pass(125);
        }
        assert_eq!(arrivals.steps.available_permits(), STEPS);
        // Half a message keeps its memory through them.
        read(&mut ann, FREE + STEP).unwrap();
        read(&mut ann, 131).unwrap();
        hers.pass(125);
        assert_eq!(arrivals.steps.available_permits(), STEPS - 1);
    }

    #[tokio::test]
    async fn who_goes_gives_back_what_they_took() {
        let arrivals = Arrivals::default();
        let source = vec![7; 10 << 20];
        let (mut ann, hers) = arrivals.meter(&source[..]);
        read(&mut ann, 10 << 20).unwrap();
        assert!(arrivals.steps.available_permits() < STEPS);
        drop((ann, hers));
        assert_eq!(arrivals.steps.available_permits(), STEPS);
    }
}
