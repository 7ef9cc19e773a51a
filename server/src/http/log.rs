//! A line of log for each request: method, path, status, duration. Never the query, it may hold a token.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::TraceContextExt;
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{Instrument, Span, field};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use uuid::Uuid;

use super::Shared;

const CORRELATION: HeaderName = HeaderName::from_static("x-request-id");

/// Finds a request in the logs: the caller's own, or a new one; it stands in the answer.
#[derive(Clone, Debug)]
pub struct Correlation(pub String);

pub async fn request(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&CORRELATION);
    let correlation = given
        .and_then(|value| value.to_str().ok())
        .filter(|text| is_plain(text))
        .map_or_else(|| Uuid::now_v7().simple().to_string(), str::to_owned);
    request
        .extensions_mut()
        .insert(Correlation(correlation.clone()));
    let span = tracing::info_span!(
        "request",
        otel.name = %request.method(),
        otel.kind = "server",
        http.method = %request.method(),
        http.path = request.uri().path(),
        http.status = field::Empty,
        correlation.id = correlation,
    );
    join_trace(&span, request.headers());
    let started = Instant::now();
    async {
        let mut response = next.run(request).await;
        shared.counters.answered(response.status().as_u16());
        Span::current().record("http.status", response.status().as_u16());
        let duration_ms = started.elapsed().as_secs_f64() * 1000.0;
        tracing::info!(
            http.status = response.status().as_u16(),
            duration_ms,
            "answered"
        );
        if let Ok(value) = HeaderValue::from_str(&correlation) {
            response.headers_mut().insert(CORRELATION, value);
        }
        response
    }
    .instrument(span)
    .await
}

/// Whoever calls, a proxy mostly, may have begun a trace: `traceparent` says so.
fn join_trace(span: &Span, headers: &HeaderMap) {
    let caller = TraceContextPropagator::new().extract(&HeaderExtractor(headers));
    if caller.span().span_context().is_valid() {
        // An error says that nobody takes traces.
        let _ = span.set_parent(caller);
    }
}

fn is_plain(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b))
}
