//! What an operator may set: flags, or variables of the environment.

use std::path::PathBuf;

use axum::http::HeaderName;
use url::Url;

use crate::live::pace::Rates;

/// `isobar serve`.
#[derive(Clone, Debug, clap::Args)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(
        long,
        value_name = "ADDR",
        env = "ISOBAR_LISTEN",
        default_value = "127.0.0.1:4600",
        value_parser = address
    )]
    pub listen: String,

    #[command(flatten)]
    pub store: StoreArgs,

    /// The address by which people reach the server when it stands behind a proxy: https://storm.example.org
    #[arg(long, value_name = "URL", env = "ISOBAR_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<Url>,

    /// Several nodes serve the same boards and tell each other what is new over NATS: nats://HOST:PORT, several of a cluster
    /// parted by commas. They keep boards in one PostgreSQL.
    #[arg(
        long,
        value_name = "URL",
        env = "ISOBAR_NATS_URL",
        hide_env_values = true
    )]
    pub nats_url: Option<String>,

    /// Another address, for those who watch the server: Prometheus metrics at /metrics. None without it.
    #[arg(long, value_name = "ADDR", env = "ISOBAR_METRICS_LISTEN", value_parser = address)]
    pub metrics_listen: Option<String>,

    /// An OpenTelemetry collector that takes traces, as OTLP over HTTP: http://127.0.0.1:4318. None without it.
    #[arg(
        long,
        value_name = "URL",
        env = "ISOBAR_OTLP_ENDPOINT",
        value_parser = collector_url
    )]
    pub otlp_endpoint: Option<Url>,

    #[command(flatten)]
    pub people: PeopleArgs,

    #[command(flatten)]
    pub limits: Limits,
}

/// Who may do what, beyond the links of boards.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PeopleArgs {
    /// Who may make boards: anyone, or who knows the token of --create-token.
    #[arg(long, value_enum, env = "ISOBAR_CREATE", default_value_t)]
    pub create: Create,

    /// What has to be known for making boards, with --create token; the page asks for it.
    #[arg(
        long,
        value_name = "TOKEN",
        env = "ISOBAR_CREATE_TOKEN",
        hide_env_values = true
    )]
    pub create_token: Option<String>,

    /// A header in which a proxy says who somebody is, as x-forwarded-user. Only behind a proxy that sets it itself:
    /// anybody else could say anything.
    #[arg(
        long,
        value_name = "HEADER",
        env = "ISOBAR_TRUST_NAME_HEADER",
        value_parser = header_name
    )]
    pub trust_name_header: Option<HeaderName>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Create {
    #[default]
    Anyone,
    Token,
}

#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Limits {
    /// Largest body of a request, in bytes.
    #[arg(long, value_name = "BYTES", env = "ISOBAR_MAX_BODY", default_value_t = 16 << 20)]
    pub max_body: usize,

    /// Largest message of a live connection, in bytes.
    #[arg(long, value_name = "BYTES", env = "ISOBAR_MAX_MESSAGE", default_value_t = 16 << 20)]
    pub max_message: usize,

    /// Most notes of a board that is imported.
    #[arg(
        long,
        value_name = "N",
        env = "ISOBAR_MAX_NOTES",
        default_value_t = 20_000
    )]
    pub max_notes: usize,

    /// Longest text of a note that is imported, in characters; a board file holds 2,000 at most.
    #[arg(
        long,
        value_name = "N",
        env = "ISOBAR_MAX_TEXT",
        default_value_t = model::note::MAX_TEXT
    )]
    pub max_text: usize,

    /// Live messages a connection may send in a second, in the long run; more are read later, never dropped.
    #[arg(
        long,
        value_name = "N",
        env = "ISOBAR_MESSAGE_RATE",
        default_value_t = 200
    )]
    pub message_rate: u32,

    /// Live bytes a connection may send in a second, in the long run; more are read later, never dropped.
    #[arg(long, value_name = "BYTES", env = "ISOBAR_BYTE_RATE", default_value_t = 4 << 20)]
    pub byte_rate: u32,

    /// Live messages that all people of a board may send in a second together, in the long run; more are read later.
    #[arg(
        long,
        value_name = "N",
        env = "ISOBAR_BOARD_MESSAGE_RATE",
        default_value_t = 10_000
    )]
    pub board_message_rate: u32,

    /// Live bytes that all people of a board may send in a second together, in the long run; more are read later.
    #[arg(long, value_name = "BYTES", env = "ISOBAR_BOARD_BYTE_RATE", default_value_t = 32 << 20)]
    pub board_byte_rate: u32,

    /// Connections at once; more wait until one ends.
    #[arg(
        long,
        value_name = "N",
        env = "ISOBAR_MAX_CONNECTIONS",
        default_value_t = 10_000
    )]
    pub max_connections: usize,
}

impl Limits {
    pub fn of_a_connection(&self) -> Rates {
        Rates {
            messages: self.message_rate,
            bytes: self.byte_rate,
        }
    }

    /// Of all connections to a board together.
    pub fn of_a_board(&self) -> Rates {
        Rates {
            messages: self.board_message_rate,
            bytes: self.board_byte_rate,
        }
    }
}

/// Where boards are kept.
#[derive(Clone, Debug, clap::Args)]
pub struct StoreArgs {
    /// Folder of the SQLite file isobar.db.
    #[arg(
        long,
        value_name = "DIR",
        env = "ISOBAR_DATA",
        default_value = "./data"
    )]
    pub data: PathBuf,

    /// Keep boards elsewhere: postgres://USER@HOST/DATABASE, or sqlite://PATH.
    #[arg(
        long,
        value_name = "URL",
        env = "ISOBAR_DATABASE_URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
}

impl StoreArgs {
    /// The store's URL: `--database-url`, or the SQLite file in `--data`.
    pub fn url(&self) -> String {
        match &self.database_url {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", self.data.join("isobar.db").display()),
        }
    }

    /// Whether several nodes can keep boards there.
    pub fn is_shared(&self) -> bool {
        self.url().starts_with("postgres")
    }

    /// The file of an SQLite store; None for another.
    pub fn file(&self) -> Option<PathBuf> {
        let url = self.url();
        let path = url.strip_prefix("sqlite:")?;
        Some(PathBuf::from(path.trim_start_matches("//")))
    }
}

fn header_name(text: &str) -> Result<HeaderName, String> {
    HeaderName::try_from(text).map_err(|_| "give the name of a header: x-forwarded-user".into())
}

fn collector_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|e| format!("{e}; give it as http://127.0.0.1:4318"))?;
    if url.scheme() != "http" || url.host().is_none() {
        return Err(
            "give it as http://127.0.0.1:4318: a collector beside the server, which may speak https to others".into(),
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("give it without a query: /v1/traces is appended".into());
    }
    Ok(url)
}

/// Host and port, as the operating system's resolver takes them.
fn address(text: &str) -> Result<String, String> {
    match text.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {
            Ok(text.to_owned())
        }
        _ => Err("give an address and a port: 127.0.0.1:4600".into()),
    }
}

fn public_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|e| format!("{e}; give it as https://storm.example.org"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err("give it as https://storm.example.org".into());
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(
            "the server does not live below a path: give scheme, host and port only".into(),
        );
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin() {
        assert!(public_url("https://storm.example.org").is_ok());
        assert!(public_url("http://10.0.0.1:8080/").is_ok());
        for bad in [
            "storm.example.org",
            "ftp://x",
            "https://x/y",
            "https://x/?a",
            "mailto:a@b",
        ] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_has_a_port() {
        for good in ["127.0.0.1:0", "localhost:4600", "[::1]:80"] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in ["nope", "4600", ":4600", "127.0.0.1:", "127.0.0.1:70000"] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_collector_is_reached_over_plain_http() {
        for good in ["http://127.0.0.1:4318", "http://otel/some/path"] {
            assert!(collector_url(good).is_ok(), "{good}");
        }
        for bad in [
            "https://otel",
            "127.0.0.1:4318",
            "http://otel/?a",
            "grpc://otel",
        ] {
            assert!(collector_url(bad).is_err(), "{bad}");
        }
    }
}
