//! A small HTTP client: one request a connection.

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// The problem details; checks that they are some, with the status of the answer.
    pub fn problem(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        for member in ["type", "title", "detail"] {
            assert!(!problem[member].as_str().unwrap().is_empty(), "{problem}");
        }
        problem
    }
}

#[derive(Clone)]
pub struct Call {
    address: SocketAddr,
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

pub fn call(address: SocketAddr, method: &'static str, path: &str) -> Call {
    Call {
        address,
        method,
        path: path.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    }
}

pub fn get(address: SocketAddr, path: &str) -> Call {
    call(address, "GET", path)
}

impl Call {
    pub fn header(mut self, name: &'static str, value: &str) -> Call {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn token(self, token: &str) -> Call {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub fn json(self, body: &Value) -> Call {
        let body = body.to_string();
        self.header("content-type", "application/json")
            .body(body.as_bytes())
    }

    pub fn body(mut self, body: &[u8]) -> Call {
        self.body = body.to_vec();
        self
    }

    pub async fn send(self) -> Answer {
        let socket = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(socket))
            .await
            .unwrap();
        let connection = tokio::spawn(connection);
        let mut request = Request::builder().method(self.method).uri(&self.path);
        if !self.headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", self.address.to_string());
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(self.body)).unwrap();
        let response = sender.send_request(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        connection.abort();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

/// A board that was made over HTTP, with its tokens.
#[derive(Clone, Debug)]
pub struct Made {
    pub id: String,
    pub facilitator: String,
    pub editor: String,
    pub viewer: String,
}

impl Made {
    pub fn of(answer: &Answer) -> Made {
        assert_eq!(
            answer.status,
            201,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        let made = answer.json();
        let token = |role: &str| {
            let link = made["links"][role].as_str().unwrap();
            link.split_once("?access=").unwrap().1.to_owned()
        };
        Made {
            id: made["id"].as_str().unwrap().to_owned(),
            facilitator: token("facilitator"),
            editor: token("editor"),
            viewer: token("viewer"),
        }
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/api/v1/boards/{}{rest}", self.id)
    }
}

/// An empty board.
pub async fn new_board(address: SocketAddr) -> Made {
    Made::of(&call(address, "POST", "/api/v1/boards").send().await)
}
