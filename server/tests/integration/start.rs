//! Servers of a test's own, on a free port, over SQLite in a temporary folder.

use std::path::Path;

use clap::Parser;
use server::config::ServeArgs;
use server::serve::Server;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    serve: ServeArgs,
}

/// The arguments of `isobar serve`, with more of them.
pub fn arguments(data: &Path, more: &[&str]) -> ServeArgs {
    let data = data.to_str().unwrap();
    let given = ["isobar", "--listen", "127.0.0.1:0", "--data", data];
    Arguments::parse_from(given.iter().chain(more)).serve
}

pub struct Running {
    pub server: Server,
    pub folder: tempfile::TempDir,
}

pub async fn start(more: &[&str]) -> Running {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(arguments(folder.path(), more)).await.unwrap();
    Running { server, folder }
}

impl Running {
    /// Stops in good order, and serves the same data again.
    pub async fn restart(self) -> Running {
        self.server.stop().await;
        let server = Server::start(arguments(self.folder.path(), &[]))
            .await
            .unwrap();
        Running {
            server,
            folder: self.folder,
        }
    }
}
