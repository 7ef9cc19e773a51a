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

    /// SIGKILL to all of its processes: nothing is written any more, nobody is told.
    pub fn kill(&self) {
        let lock = format!("{}/postmaster.pid", self.data());
        let locked = std::fs::read_to_string(&lock).unwrap();
        let first = locked.lines().next().unwrap().trim().to_owned();
        let mut all = children_of(&first);
        all.insert(0, first);
        let killed = Command::new("kill")
            .args(["-s", "KILL"])
            .args(&all)
            .status();
        assert!(killed.is_ok());
        let folder = |id: &String| Path::new("/proc").join(id);
        while all.iter().any(|id| is_running(&folder(id))) {
            std::thread::yield_now();
        }
        // Where nobody has asked for the dead one's name yet, the next one would take it to be alive.
        std::fs::remove_file(lock).unwrap();
    }

    /// Starts with the data that are there.
    pub fn go_on(&self) {
        self.go_on_with("");
    }

    /// Starts with more settings, as `-c fsync=off`.
    pub fn go_on_with(&self, settings: &str) {
        let data = self.data();
        let options = format!(
            "-p {} -c unix_socket_directories='' -c listen_addresses=127.0.0.1 {settings}",
            self.port
        );
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
        let log = || std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        assert!(
            self.succeeds(program, arguments),
            "{arguments:?}\n{}",
            log()
        );
    }

    fn succeeds(&self, program: &str, arguments: &[&str]) -> bool {
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
        let status = command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            // The server inherits what its starter holds: a pipe would never end.
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // It may have been killed by the test.
        self.succeeds("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
    }
}

/// The processes that a process has started.
fn children_of(id: &str) -> Vec<String> {
    let found = Command::new("ps")
        .args(["-o", "pid=", "--ppid", id])
        .output();
    let found = String::from_utf8(found.unwrap().stdout).unwrap();
    found.split_whitespace().map(str::to_owned).collect()
}

/// Not gone, and no mere name that nobody has asked for.
fn is_running(process: &Path) -> bool {
    let state = std::fs::read_to_string(process.join("stat")).unwrap_or_default();
    let state = state.rsplit(") ").next().unwrap_or_default();
    !state.is_empty() && !state.starts_with('Z')
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
