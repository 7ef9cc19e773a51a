//! What a running server does, as Prometheus reads it. Served at an address of its own, for those who watch, not for
//! those who work.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use store::{BOUNDS_MS, CommitFigures};

use crate::live::hub::Hub;
use crate::live::relay::RelayFigures;

/// What is counted on the way; the rest is asked when somebody reads.
#[derive(Debug, Default)]
pub struct Counters {
    /// Requests answered, by the first digit of their status, from 1 to 5.
    answered: [AtomicU64; 5],
    /// Live connections that are open.
    connections: AtomicU64,
    /// Those that the server has closed, by close code.
    closed: Mutex<BTreeMap<u16, u64>>,
}

/// An open live connection: counted until it is dropped.
#[derive(Debug)]
pub struct Counted(Arc<Counters>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Counters {
    pub fn answered(&self, status: u16) {
        let class = usize::from(status / 100);
        if let Some(counter) = self.answered.get(class.wrapping_sub(1)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub fn connected(self: &Arc<Counters>) -> Counted {
        self.connections.fetch_add(1, Ordering::Relaxed);
        Counted(self.clone())
    }

    pub fn closed(&self, code: u16) {
        // Nothing here panics half-way through a change.
        let closed = self.closed.lock();
        let mut closed = closed.unwrap_or_else(PoisonError::into_inner);
        *closed.entry(code).or_default() += 1;
    }
}

/// `GET /metrics` and nothing else.
pub fn router(hub: Hub, counters: Arc<Counters>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state((hub, counters))
}

async fn metrics(State((hub, counters)): State<(Hub, Arc<Counters>)>) -> Response {
    let text = render(&hub.figures(), &counters);
    let text_type = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, text_type)], text).into_response()
}

/// The live side at one moment.
#[derive(Debug, Clone)]
pub struct LiveFigures {
    pub rooms: u64,
    /// Updates that wait for their transaction.
    pub waiting_updates: u64,
    /// KiB of frames that wait to be heard.
    pub waiting_kib: u64,
    pub commits: CommitFigures,
    /// None where there is but one node.
    pub relay: Option<RelayFigures>,
}

fn render(live: &LiveFigures, counters: &Counters) -> String {
    let mut page = Page::default();
    page.one(
        "isobar_connections",
        "gauge",
        "Live connections.",
        counters.connections.load(Ordering::Relaxed),
    );
    page.one(
        "isobar_rooms",
        "gauge",
        "Boards that are loaded because somebody is there.",
        live.rooms,
    );
    page.one(
        "isobar_waiting_updates",
        "gauge",
        "Updates that wait for their transaction.",
        live.waiting_updates,
    );
    page.one(
        "isobar_waiting_kibibytes",
        "gauge",
        "Frames that wait to be heard.",
        live.waiting_kib,
    );
    page.one(
        "isobar_updates_stored_total",
        "counter",
        "Updates that are durable.",
        live.commits.updates,
    );
    page.one(
        "isobar_commits_failed_total",
        "counter",
        "Transactions that failed.",
        live.commits.failed,
    );
    page.head(
        "isobar_closed_total",
        "counter",
        "Live connections closed by the server, by close code.",
    );
    let closed = counters.closed.lock();
    for (code, count) in &*closed.unwrap_or_else(PoisonError::into_inner) {
        page.line(&format!("isobar_closed_total{{code=\"{code}\"}}"), count);
    }
    page.head(
        "isobar_requests_total",
        "counter",
        "Requests answered, by the class of their status.",
    );
    for (class, counter) in (1..).zip(&counters.answered) {
        let count = counter.load(Ordering::Relaxed);
        page.line(
            &format!("isobar_requests_total{{class=\"{class}xx\"}}"),
            &count,
        );
    }
    let name = "isobar_commit_seconds";
    page.head(name, "histogram", "How long transactions of updates take.");
    for (bound, count) in BOUNDS_MS.iter().zip(&live.commits.within) {
        let bound = Duration::from_millis(*bound).as_secs_f64();
        page.line(&format!("{name}_bucket{{le=\"{bound}\"}}"), count);
    }
    page.line(
        &format!("{name}_bucket{{le=\"+Inf\"}}"),
        &live.commits.committed,
    );
    page.line(&format!("{name}_sum"), &live.commits.time.as_secs_f64());
    page.line(&format!("{name}_count"), &live.commits.committed);
    if let Some(relay) = &live.relay {
        page.relay(relay);
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn one(&mut self, name: &str, kind: &str, about: &str, value: u64) {
        self.head(name, kind, about);
        self.line(name, &value);
    }

    fn relay(&mut self, relay: &RelayFigures) {
        self.one(
            "isobar_relay_live",
            "gauge",
            "Whether this node hears over NATS what it says.",
            u64::from(relay.live),
        );
        let name = "isobar_relay_lag_seconds";
        let about =
            "How long a word takes over NATS and back, or for how long one has been awaited.";
        self.head(name, "gauge", about);
        self.line(name, &relay.lag_seconds);
        for (name, about, value) in [
            ("said", "Words to other nodes.", relay.said),
            ("heard", "Words that were heard, own ones too.", relay.heard),
            ("dropped", "Words that were lost here.", relay.dropped),
            (
                "found",
                "Updates read from the store that no word had brought.",
                relay.found,
            ),
        ] {
            self.one(
                &format!("isobar_relay_{name}_total"),
                "counter",
                about,
                value,
            );
        }
    }

    fn head(&mut self, name: &str, kind: &str, about: &str) {
        // Writing to a text does not fail.
        let _ = writeln!(self.text, "# HELP {name} {about}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, value: &impl std::fmt::Display) {
        let _ = writeln!(self.text, "{name} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_prometheus_reads() {
        let live = LiveFigures {
            rooms: 2,
            waiting_updates: 0,
            waiting_kib: 0,
            commits: CommitFigures {
                within: vec![4, 5, 5, 5, 5, 5, 5, 5, 5],
                committed: 6,
                time: Duration::from_millis(1_500),
                updates: 60,
                failed: 0,
            },
            relay: Some(RelayFigures {
                live: true,
                lag_seconds: 0.002,
                said: 7,
                heard: 8,
                dropped: 0,
                found: 1,
            }),
        };
        let counters = Arc::new(Counters::default());
        let open = [counters.connected(), counters.connected()];
        drop(counters.connected());
        counters.closed(1013);
        for status in [101, 200, 204, 404, 999] {
            counters.answered(status);
        }
        let text = render(&live, &counters);
        for line in [
            "# TYPE isobar_connections gauge",
            "isobar_connections 2",
            "isobar_closed_total{code=\"1013\"} 1",
            "isobar_requests_total{class=\"2xx\"} 2",
            "isobar_commit_seconds_bucket{le=\"0.001\"} 4",
            "isobar_commit_seconds_bucket{le=\"+Inf\"} 6",
            "isobar_commit_seconds_sum 1.5",
            "isobar_commit_seconds_count 6",
            "isobar_relay_live 1",
            "isobar_relay_lag_seconds 0.002",
            "isobar_relay_found_total 1",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
        drop(open);
    }
}
