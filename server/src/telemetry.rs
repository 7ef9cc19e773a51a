//! What operators read of a running server beside its metrics. Logs: structured, on stderr, with dotted fields. Traces: to
//! an OpenTelemetry collector, when one is named. Tokens never reach either: only paths are told, never queries.

mod collector;

use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};
use url::Url;

use collector::Collector;

/// What others say on the way is their own affair, unless something is wrong.
const DEFAULT: &str = "info,sqlx=warn,async_nats=error";

/// What runs for as long as the server.
#[derive(Debug)]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

/// Starts logging. `ISOBAR_LOG` filters as `RUST_LOG` does elsewhere (default `info`); `ISOBAR_LOG_FORMAT=json` writes a
/// JSON object a line. With the address of a collector traces go there, whatever is logged; they are sent by tasks of
/// `runtime`.
pub fn start(collector: Option<&Url>, runtime: &Handle) -> Result<Telemetry, ExporterBuildError> {
    let filter = EnvFilter::try_from_env("ISOBAR_LOG").unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let logs = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let json = std::env::var("ISOBAR_LOG_FORMAT").is_ok_and(|format| format == "json");
    let logs = if json {
        logs.json().boxed()
    } else {
        logs.boxed()
    };
    let traces = match collector {
        Some(address) => Some(exporting(address, runtime.clone())?),
        None => None,
    };
    let tracing = traces.as_ref().map(|provider| {
        // Our own spans only: that of sending them would be one more to send.
        let ours = Targets::new()
            .with_target("server", LevelFilter::INFO)
            .with_target("store", LevelFilter::DEBUG);
        tracing_opentelemetry::layer()
            .with_tracer(provider.tracer("isobar"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(ours)
    });
    // A second start, in tests, changes nothing.
    let _ = tracing_subscriber::registry()
        .with(logs.with_filter(filter))
        .with(tracing)
        .try_init();
    Ok(Telemetry { traces })
}

impl Telemetry {
    /// Sends what has not been sent. Not on a thread of the runtime: it waits for that.
    pub fn stop(self) {
        if let Some(Err(error)) = self.traces.map(|provider| provider.shutdown()) {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Spans are sent in batches, every five seconds or when there are many; when too many wait, new ones are left out.
fn exporting(address: &Url, runtime: Handle) -> Result<SdkTracerProvider, ExporterBuildError> {
    let address = address.as_str().trim_end_matches('/');
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Collector::over(runtime))
        .with_endpoint(format!("{address}/v1/traces"))
        .build()?;
    let us = Resource::builder()
        .with_service_name("isobar")
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build();
    Ok(SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_resource(us)
        .build())
}
