//! From an HTTP request to a WebSocket whose buffers stay small.
//!
//! Done here and not by axum, whose WebSocket cannot say a message in pieces: the buffer behind it grows to the largest
//! message that was ever sent, and stays so for as long as the connection lasts.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use sync::message::SUBPROTOCOL;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::arriving::{Arrivals, Meter, Metered};
use crate::http::Error;

/// Bytes that each connection keeps for reading; most of what people say is smaller.
const READ_BUFFER: usize = 4 << 10;
/// Bytes that are gathered before they are written.
const WRITE_BUFFER: usize = 16 << 10;
/// A message is said in pieces of this size.
const PIECE: usize = 16 << 10;

pub type Socket = WebSocketStream<Metered<TokioIo<Upgraded>>>;

/// A request that asks for a WebSocket.
pub struct Upgrade {
    key: HeaderValue,
    /// Whether it asks for acknowledgements.
    pub acks: bool,
    upgraded: OnUpgrade,
}

impl<S: Sync> FromRequestParts<S> for Upgrade {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Upgrade, Error> {
        let headers = &parts.headers;
        let asks = says(headers, header::CONNECTION, "upgrade")
            && says(headers, header::UPGRADE, "websocket")
            && says(headers, header::SEC_WEBSOCKET_VERSION, "13");
        let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| asks);
        Ok(Upgrade {
            key: key.ok_or(Error::NoUpgrade)?.clone(),
            acks: says(headers, header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL),
            upgraded: parts.extensions.remove().ok_or(Error::NoUpgrade)?,
        })
    }
}

impl Upgrade {
    /// Agrees, and serves the socket. `max`: the largest message, in bytes; `arrivals`: the memory for what is not whole.
    pub fn serve<F>(
        self,
        max: usize,
        arrivals: &Arrivals,
        serve: impl FnOnce(Socket, Arc<Meter>) -> F + Send + 'static,
    ) -> Response
    where
        F: Future<Output = ()> + Send,
    {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_message_size(Some(max))
            .max_frame_size(Some(max));
        let upgraded = self.upgraded;
        let arrivals = arrivals.clone();
        tokio::spawn(async move {
            match upgraded.await {
                Ok(upgraded) => {
                    let (io, meter) = arrivals.meter(TokioIo::new(upgraded));
                    let socket = Socket::from_raw_socket(io, Role::Server, Some(config)).await;
                    serve(socket, meter).await;
                }
                Err(error) => tracing::debug!(%error, "no WebSocket came of it"),
            }
        });
        let agreed = [
            (header::CONNECTION, "upgrade".to_owned()),
            (header::UPGRADE, "websocket".to_owned()),
            (
                header::SEC_WEBSOCKET_ACCEPT,
                derive_accept_key(self.key.as_bytes()),
            ),
        ];
        let status = StatusCode::SWITCHING_PROTOCOLS;
        if self.acks {
            let protocol = [(header::SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL)];
            return (status, agreed, protocol, Body::empty()).into_response();
        }
        (status, agreed, Body::empty()).into_response()
    }
}

/// A message in pieces, which share its bytes.
pub fn in_pieces(message: Bytes) -> impl Iterator<Item = Message> {
    let count = message.len().div_ceil(PIECE).max(1);
    (0..count).map(move |n| {
        if count == 1 {
            return Message::Binary(message.clone());
        }
        let end = message.len().min((n + 1) * PIECE);
        let piece = message.slice(n * PIECE..end);
        let data = if n == 0 { Data::Binary } else { Data::Continue };
        Message::Frame(Frame::message(piece, OpCode::Data(data), n + 1 == count))
    })
}

/// Whether a header's list has a word.
fn says(headers: &HeaderMap, name: HeaderName, word: &str) -> bool {
    let values = headers.get_all(name).into_iter();
    let mut words = values
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','));
    words.any(|said| said.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_messages_go_in_pieces_and_small_ones_whole() {
        let small = Bytes::from(vec![1; PIECE]);
        let whole: Vec<Message> = in_pieces(small.clone()).collect();
        assert_eq!(whole, [Message::Binary(small)]);
        let large: Bytes = (0..=255).cycle().take(2 * PIECE + 1).collect();
        let mut said = Vec::new();
        for (n, piece) in in_pieces(large.clone()).enumerate() {
            let Message::Frame(frame) = piece else {
                panic!("no piece");
            };
            assert_eq!(frame.header().is_final, n == 2);
            let continues = frame.header().opcode == OpCode::Data(Data::Continue);
            assert_eq!(continues, n > 0);
            said.extend_from_slice(frame.payload());
        }
        assert_eq!(said, large);
        assert_eq!(in_pieces(Bytes::new()).count(), 1);
    }

    #[test]
    fn words_of_a_list_are_found() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONNECTION,
            HeaderValue::from_static("keep-alive, Upgrade"),
        );
        assert!(says(&headers, header::CONNECTION, "upgrade"));
        assert!(!says(&headers, header::CONNECTION, "up"));
        assert!(!says(&headers, header::UPGRADE, "websocket"));
    }
}
