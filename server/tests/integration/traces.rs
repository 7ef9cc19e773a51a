//! Traces: an OpenTelemetry collector hears what was asked, what came of it, and by whose request.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::client::{get, new_board};
use super::peer::Peer;
use super::process::Process;

type Batches = mpsc::UnboundedSender<ExportTraceServiceRequest>;

/// A collector on this machine, and what it hears.
async fn collector() -> (
    SocketAddr,
    mpsc::UnboundedReceiver<ExportTraceServiceRequest>,
) {
    async fn take(State(to): State<Batches>, headers: HeaderMap, body: Bytes) -> StatusCode {
        assert_eq!(headers["content-type"], "application/x-protobuf");
        to.send(ExportTraceServiceRequest::decode(body).unwrap())
            .unwrap();
        StatusCode::OK
    }
    let (to, heard) = mpsc::unbounded_channel();
    let router = Router::new().route("/v1/traces", post(take)).with_state(to);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, router).await });
    (address, heard)
}

fn text(attributes: &[KeyValue]) -> BTreeMap<String, String> {
    let text = |value: &Option<AnyValue>| match value.as_ref().and_then(|v| v.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        other => format!("{other:?}"),
    };
    let attributes = attributes.iter();
    attributes
        .map(|a| (a.key.clone(), text(&a.value)))
        .collect()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_hears_requests_and_what_came_of_them() {
    let (address, mut heard) = collector().await;
    let folder = tempfile::tempdir().unwrap();
    let endpoint = format!("http://{address}");
    let process = Process::start_with(folder.path(), &["--otlp-endpoint", &endpoint]);
    let made = new_board(process.address).await;
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let asked = get(process.address, &made.path(""))
        .token(&made.viewer)
        .header("x-request-id", "find-me")
        .header("traceparent", &format!("00-{trace}-b7ad6b7169203331-01"));
    assert_eq!(asked.send().await.status, 200);
    let mut ann = Peer::join(process.address, &made.id, &made.editor, 1).await;
    ann.place("n1").await;
    ann.until_acked().await;
    ann.leave().await;
    process.stop();

    let mut spans: Vec<Span> = Vec::new();
    while let Ok(batch) = heard.try_recv() {
        for of_resource in batch.resource_spans {
            let us = text(&of_resource.resource.unwrap().attributes);
            assert_eq!(us["service.name"], "isobar");
            let scopes = of_resource.scope_spans.into_iter();
            spans.extend(scopes.flat_map(|scope| scope.spans));
        }
    }
    let named = |name: &'static str| spans.iter().filter(move |span| span.name == name);
    let find = named("GET")
        .find(|span| text(&span.attributes).get("correlation.id") == Some(&"find-me".into()))
        .expect("the request");
    assert_eq!(hex(&find.trace_id), trace, "the caller's trace goes on");
    assert_eq!(hex(&find.parent_span_id), "b7ad6b7169203331");
    let said = text(&find.attributes);
    assert_eq!(said["http.status"], "200");
    assert_eq!(said["http.path"], made.path(""));

    // Coming in is a part of the request that asked for it, and loading the room a part of that.
    let join = named("join").next().expect("who came in");
    let upgrade = spans.iter().find(|s| s.span_id == join.parent_span_id);
    assert_eq!(text(&upgrade.unwrap().attributes)["http.status"], "101");
    let load = named("load").next().expect("the room");
    assert_eq!(load.parent_span_id, join.span_id);
    let correlation = &text(&join.attributes)["correlation.id"];
    let commits = named("commit").map(|span| text(&span.attributes));
    let hers = commits.filter(|commit| &commit["correlation.ids"] == correlation);
    assert_eq!(hers.count(), 1, "her note's transaction");
    assert!(named("snapshot").next().is_some(), "when she left");
    let secret = |span: &Span| format!("{span:?}").contains(&made.viewer);
    assert!(!spans.iter().any(secret), "no token leaves the server");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_or_silent_disturbs_nobody() {
    // Takes connections and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = "127.0.0.1:1".parse().unwrap();
    for address in [silent.local_addr().unwrap(), away] {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = format!("http://{address}");
        let process = Process::start_with(folder.path(), &["--otlp-endpoint", &endpoint]);
        let made = new_board(process.address).await;
        let mut ann = Peer::join(process.address, &made.id, &made.editor, 1).await;
        for n in 0..20 {
            ann.place(&format!("n{n}")).await;
        }
        ann.until_acked().await;
        let stopping = tokio::task::spawn_blocking(move || process.stop());
        let stopped = tokio::time::timeout(Duration::from_secs(30), stopping).await;
        stopped.expect("it waits for the collector").unwrap();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
