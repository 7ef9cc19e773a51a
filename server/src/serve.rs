//! Starts and stops the server.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use model::Id;
use opentelemetry_otlp::ExporterBuildError;
use store::{BoardStore, StoreError, Writer};
use sync::room::Limits as RoomLimits;
use tokio::net::{TcpListener, TcpSocket, TcpStream, lookup_host};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::task::JoinHandle;
use tower::ServiceExt;

use crate::clock::now_ms;
use crate::config::ServeArgs;
use crate::http::{self, Bodies, Creation, Rates, Readiness, Shared, Work};
use crate::live::arriving::Arrivals;
use crate::live::hub::Hub;
use crate::live::relay::{Local, Nats, NatsError, Relay};
use crate::live::uses::Uses;
use crate::metrics::{self, Counters};
use crate::telemetry;

/// A request has to say its headers within this time.
const HEADERS: Duration = Duration::from_secs(15);
/// Requests under way have this long to end when the server stops.
const PARTING: Duration = Duration::from_secs(10);
/// One of the connections that the server takes at once.
#[derive(Clone, Debug)]
pub struct Place(#[expect(dead_code, reason = "held, not read")] Arc<OwnedSemaphorePermit>);

/// Connections that wait to be accepted: a workshop that comes in at once. Who finds no room asks again after a second.
const BACKLOG: u32 = 4_096;
/// Who reads metrics at once.
const WATCHERS: usize = 16;
/// How often the trash is looked through.
const TRASH: Duration = Duration::from_secs(6 * 60 * 60);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen on {address}: {source}")]
    Listen { address: String, source: io::Error },
    #[error(
        "several nodes cannot share an SQLite file: with --nats-url give --database-url postgres://USER@HOST/DATABASE too"
    )]
    OneNode,
    #[error("with --create token give --create-token too, of 16 characters at least")]
    NoCreateToken,
    #[error("{0}")]
    Relay(#[from] NatsError),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("traces cannot be sent: {0}")]
    Traces(#[from] ExporterBuildError),
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl ServeError {
    /// Whether the command line asks for what there is not, rather than something having gone wrong.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::OneNode | Self::NoCreateToken | Self::Store(StoreError::Scheme(_))
        )
    }
}

/// `isobar serve`: runs until the process is told to stop.
pub fn run(args: ServeArgs) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let telemetry = telemetry::start(args.otlp_endpoint.as_ref(), runtime.handle())?;
    let served = runtime.block_on(async {
        let server = Server::start(args).await?;
        writeln!(io::stdout(), "Isobar is at http://{}", server.address())?;
        told_to_stop().await?;
        tracing::info!("stopping");
        server.stop().await;
        Ok(())
    });
    telemetry.stop();
    served
}

/// A server that runs in tasks of the current runtime.
pub struct Server {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    sweeping: JoinHandle<()>,
    writing: JoinHandle<()>,
    hub: Hub,
    store: Arc<dyn BoardStore>,
    serving: mpsc::Receiver<std::convert::Infallible>,
}

impl Server {
    /// Opens the store and listens.
    pub async fn start(args: ServeArgs) -> Result<Server, ServeError> {
        if args.nats_url.is_some() && !args.store.is_shared() {
            return Err(ServeError::OneNode);
        }
        let store = store::open(&args.store.url()).await?;
        Server::start_over(store, args).await
    }

    /// Listens, and keeps boards in a store that is open already.
    pub async fn start_over(
        store: Arc<dyn BoardStore>,
        args: ServeArgs,
    ) -> Result<Server, ServeError> {
        let creation = Creation::of(&args.people).ok_or(ServeError::NoCreateToken)?;
        let relay: Arc<dyn Relay> = match &args.nats_url {
            Some(url) => Arc::new(Nats::connect(url).await?),
            None => Arc::new(Local),
        };
        let listener = listen(&args.listen).await?;
        let address = listener.local_addr()?;
        let watched = match &args.metrics_listen {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let work = Work::new();
        let (writer, writing) = Writer::start(store.clone());
        let limits = RoomLimits {
            update_bytes: args.limits.max_message,
            ..RoomLimits::default()
        };
        let pace = args.limits.of_a_board();
        let hub = Hub::new(store.clone(), writer, work.clone(), limits, pace, relay);
        let (alive, serving) = mpsc::channel(1);
        let counters = Arc::new(Counters::default());
        let shared = Shared {
            store: store.clone(),
            hub: hub.clone(),
            work,
            limits: args.limits,
            rates: Rates::default(),
            bodies: Bodies::default(),
            arrivals: Arrivals::default(),
            uses: Uses::default(),
            public_url: args.public_url,
            creation,
            name_header: args.people.trust_name_header,
            counters: counters.clone(),
            readiness: Readiness::default(),
            serving: alive,
        };
        let (stop, stopped) = watch::channel(false);
        let metrics_address = match watched {
            Some(listener) => {
                let address = listener.local_addr()?;
                let router = metrics::router(hub.clone(), counters);
                tokio::spawn(accept(listener, router, WATCHERS, stopped.clone()));
                tracing::info!(metrics.address = %address, "watched");
                Some(address)
            }
            None => None,
        };
        let connections = args.limits.max_connections;
        let accepting = tokio::spawn(accept(listener, http::router(shared), connections, stopped));
        let sweeping = tokio::spawn(sweep(store.clone()));
        tracing::info!(server.address = %address, "listening");
        Ok(Server {
            address,
            metrics_address,
            stop,
            accepting,
            sweeping,
            writing,
            hub,
            store,
            serving,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where metrics are read, when they were asked for.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Takes nobody in any more, hands live clients over, and returns when all is stored.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.hub.close().await;
        let _ = self.accepting.await;
        // Nobody sends on this channel: it ends with the last one who serves.
        let _ = tokio::time::timeout(PARTING, self.serving.recv()).await;
        self.sweeping.abort();
        drop(self.hub);
        if tokio::time::timeout(PARTING, self.writing).await.is_err() {
            tracing::warn!("the writer did not end in time");
        }
        self.store.close().await;
        tracing::info!("stopped");
    }
}

async fn listen(address: &str) -> Result<TcpListener, ServeError> {
    bind(address).await.map_err(|source| ServeError::Listen {
        address: address.to_owned(),
        source,
    })
}

/// Listens at the first address that can be had.
async fn bind(address: &str) -> io::Result<TcpListener> {
    let mut failed = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in lookup_host(address).await? {
        let socket = match address.is_ipv4() {
            true => TcpSocket::new_v4()?,
            false => TcpSocket::new_v6()?,
        };
        // A server that comes back takes the port of the one before at once; on Windows it would take that of a living one.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        match socket.bind(address).and_then(|()| socket.listen(BACKLOG)) {
            Ok(listener) => return Ok(listener),
            Err(error) => failed = error,
        }
    }
    Err(failed)
}

async fn accept(
    listener: TcpListener,
    router: Router,
    connections: usize,
    mut stopped: watch::Receiver<bool>,
) {
    let free = Arc::new(Semaphore::new(connections.max(1)));
    loop {
        let accepted = tokio::select! {
            () = told(&mut stopped) => break,
            accepted = next(&listener, &free) => accepted,
        };
        let Some((socket, place)) = accepted else {
            continue;
        };
        // Small frames go out at once.
        if let Err(error) = socket.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            // A live connection outlives its request and keeps its place.
            request.extensions_mut().insert(place.clone());
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS)
            .serve_connection(TokioIo::new(socket), service)
            .with_upgrades();
        let mut stopped = stopped.clone();
        tokio::spawn(async move {
            tokio::pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = told(&mut stopped) => {
                    // The request under way is answered, no other is taken.
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
}

async fn told(stopped: &mut watch::Receiver<bool>) {
    // An error says that who would tell is gone: the same.
    drop(stopped.wait_for(|stopped| *stopped).await);
}

/// The next connection, when there is place for one.
async fn next(listener: &TcpListener, free: &Arc<Semaphore>) -> Option<(TcpStream, Place)> {
    let place = free.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((socket, _)) => Some((socket, Place(Arc::new(place)))),
        Err(error) => {
            // Out of file descriptors, mostly: the listener is fine, but there is no use in hurrying.
            tracing::warn!(%error, "no connection accepted");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// Empties the trash of what has lain there long enough.
async fn sweep(store: Arc<dyn BoardStore>) {
    let mut look = tokio::time::interval(TRASH);
    loop {
        look.tick().await;
        match emptied(&*store, now_ms()).await {
            Ok(Some(gone)) if gone.is_empty() => {}
            Ok(Some(gone)) => tracing::info!(boards = gone.len(), "the trash was emptied"),
            Ok(None) => tracing::info!(
                "the trash is left alone until it has been looked through for a day, as at a first start or after a leap of the clock"
            ),
            Err(error) => tracing::warn!(%error, "the trash was not emptied"),
        }
    }
}

/// The boards that are gone for good; None where the clock may be wrong.
async fn emptied(store: &dyn BoardStore, now_ms: i64) -> Result<Option<Vec<Id>>, StoreError> {
    if !store.may_empty_trash(now_ms).await? {
        return Ok(None);
    }
    let before = now_ms - store::TRASH_DAYS * store::DAY_MS;
    store.purge(before).await.map(Some)
}

async fn told_to_stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
