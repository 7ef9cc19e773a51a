//! Logs: structured, on stderr, with dotted fields. Tokens never reach them: only paths are logged, never queries.

use tracing_subscriber::EnvFilter;

/// Starts logging. `ISOBAR_LOG` filters as `RUST_LOG` does elsewhere (default `info`); `ISOBAR_LOG_FORMAT=json` writes a
/// JSON object a line.
pub fn start() {
    let filter =
        EnvFilter::try_from_env("ISOBAR_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let json = std::env::var("ISOBAR_LOG_FORMAT").is_ok_and(|format| format == "json");
    // A second start, in tests, changes nothing.
    let _ = if json {
        logs.json().try_init()
    } else {
        logs.try_init()
    };
}
