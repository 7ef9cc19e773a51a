//! A NATS server of a test's own; it ends with the value.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

pub struct NatsServer {
    port: u16,
    process: Option<Child>,
}

impl NatsServer {
    /// None when the program is not installed.
    pub fn start() -> Option<NatsServer> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .unwrap()
            .port();
        let mut server = NatsServer {
            port,
            process: None,
        };
        let found = Command::new("nats-server").arg("--version").output();
        found.ok()?;
        server.go_on();
        Some(server)
    }

    pub fn url(&self) -> String {
        self.url_by(self.port)
    }

    /// By another port that leads here. The password has a letter that an address cannot hold as it is.
    pub fn url_by(&self, port: u16) -> String {
        format!("nats://isobar:s%40cret@127.0.0.1:{port}")
    }

    /// The port it listens on, of this machine.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Starts again, at the same port.
    pub fn go_on(&mut self) {
        let port = self.port.to_string();
        let process = Command::new("nats-server")
            .args(["-a", "127.0.0.1", "-p", &port])
            .args(["--user", "isobar", "--pass", "s@cret"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.process = Some(process.unwrap());
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            std::thread::yield_now();
        }
    }

    /// Connections stand, and nothing goes through them (`STOP`), or all of it at last (`CONT`).
    pub fn signal(&self, signal: &str) {
        let process = self.process.as_ref().unwrap().id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &process]).status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for NatsServer {
    fn drop(&mut self) {
        // A stopped process hears SIGKILL too.
        self.kill();
    }
}
