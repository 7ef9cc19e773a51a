//! A PostgreSQL server of a test's own, in a temporary folder; it ends with the value.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct PostgresServer {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
    url: String,
}

impl PostgresServer {
    /// None when the programs are not installed.
    pub fn start() -> Option<PostgresServer> {
        let programs = programs()?;
        let folder = tempfile::tempdir().unwrap();
        // The server refuses to run as root: then it runs as the user whom its package made.
        if let Some((user, group)) = other_user() {
            chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .unwrap()
            .port();
        let server = PostgresServer {
            port,
            url: format!("postgres://postgres@127.0.0.1:{port}/postgres"),
            folder,
            programs,
        };
        let data = server.data();
        server.run(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                "postgres",
                "--auth=trust",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C",
            ],
        );
        server.go_on();
        Some(server)
    }

    /// As a crash ends it: nothing is written any more.
    pub fn kill(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
    }

    /// Starts with the data that are there.
    pub fn go_on(&self) {
        let (data, folder) = (self.data(), self.folder.path().display());
        let options = format!("-p {} -k {folder} -c listen_addresses=127.0.0.1", self.port);
        let log = self.folder.path().join("log").display().to_string();
        self.run(
            "pg_ctl",
            &["-D", &data, "-w", "-l", &log, "-o", &options, "start"],
        );
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = match other_user() {
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command
                    .args([format!("--reuid={user}"), format!("--regid={group}")])
                    .arg("--clear-groups")
                    .arg(program);
                command
            }
            None => Command::new(program),
        };
        let output = command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            // The server inherits what its starter holds: a pipe would never end.
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .unwrap();
        assert!(output.success(), "{arguments:?}");
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The folder with initdb and pg_ctl: Debian keeps them out of PATH, by version.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    folders.extend([
        PathBuf::from("/opt/homebrew/bin"),
        PathBuf::from("/usr/local/bin"),
    ]);
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        let mut versions: Vec<PathBuf> = versions.flatten().map(|v| v.path().join("bin")).collect();
        versions.sort();
        folders.extend(versions.into_iter().rev());
    }
    folders.into_iter().find(|folder| {
        ["initdb", "pg_ctl"]
            .iter()
            .all(|p| folder.join(p).is_file())
    })
}

/// User and group of `postgres` when this process is root.
fn other_user() -> Option<(u32, u32)> {
    let me = std::fs::metadata(format!("/proc/{}", std::process::id())).ok()?;
    if me.uid() != 0 {
        return None;
    }
    let users = std::fs::read_to_string(Path::new("/etc/passwd")).ok()?;
    let row = users.lines().find(|row| row.starts_with("postgres:"))?;
    let mut fields = row.split(':').skip(2).map_while(|n| n.parse().ok());
    Some((fields.next()?, fields.next()?))
}
