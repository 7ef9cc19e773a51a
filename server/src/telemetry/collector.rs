//! The way to an OpenTelemetry collector: OTLP over plain HTTP, a request a batch.

use std::time::Duration;

use async_trait::async_trait;
use axum::body::Body;
use axum::http::header::{HOST, HeaderValue};
use axum::http::uri::{PathAndQuery, Uri};
use http_body_util::{BodyExt, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use tokio::net::TcpStream;
use tokio::runtime::Handle;

/// A collector that takes longer to answer is away.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer.
const ANSWER: usize = 1 << 20;

#[derive(Debug)]
pub struct Collector {
    runtime: Handle,
}

impl Collector {
    /// Speaks in tasks of this runtime: the exporter has a thread of its own, without one.
    pub fn over(runtime: Handle) -> Collector {
        Collector { runtime }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let sending = async { tokio::time::timeout(PATIENCE, send(request)).await };
        let answer = self.runtime.spawn(sending).await?;
        let answer = answer.map_err(HttpError::from).and_then(|answer| answer);
        match &answer {
            Ok(answer) if !answer.status().is_success() => {
                tracing::warn!(
                    http.status = answer.status().as_u16(),
                    "traces were refused"
                );
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "traces were not sent"),
        }
        answer
    }
}

async fn send(request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
    let (mut parts, body) = request.into_parts();
    let to = parts.uri.authority().cloned().ok_or("no host to send to")?;
    let host = to.host().trim_start_matches('[').trim_end_matches(']');
    let socket = TcpStream::connect((host, to.port_u16().unwrap_or(80))).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(socket)).await?;
    tokio::spawn(connection);
    let path = parts.uri.path_and_query().cloned();
    parts.uri = Uri::from(path.unwrap_or(PathAndQuery::from_static("/")));
    parts
        .headers
        .insert(HOST, HeaderValue::from_str(to.as_str())?);
    let answer = sender
        .send_request(Request::from_parts(parts, Body::from(body)))
        .await?;
    let (parts, body) = answer.into_parts();
    let body = Limited::new(body, ANSWER).collect().await?.to_bytes();
    Ok(Response::from_parts(parts, body))
}
