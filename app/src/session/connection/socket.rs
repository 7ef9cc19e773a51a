//! A WebSocket with its listeners.

use sync::message::{ACCESS_SUBPROTOCOL, SUBPROTOCOL};
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

use super::life::{closed, heard, opened};
use crate::browser;
use crate::session::Session;

pub struct Socket {
    socket: WebSocket,
    _open: Closure<dyn FnMut()>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _close: Closure<dyn FnMut(CloseEvent)>,
}

/// `wss://host/api/v1/live/{board}`
fn address(board: &str) -> String {
    let origin = browser::origin().replacen("http", "ws", 1);
    format!("{origin}/api/v1/live/{board}")
}

impl Socket {
    /// The token goes with the subprotocols: browsers print the address of a connection that fails.
    pub fn open(session: Session, board: &str, token: &str) -> Option<Socket> {
        let access = format!("{ACCESS_SUBPROTOCOL}{token}");
        let protocols = js_sys::Array::of2(&SUBPROTOCOL.into(), &access.into());
        let socket = WebSocket::new_with_str_sequence(&address(board), &protocols).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let was_open = std::rc::Rc::new(std::cell::Cell::new(false));
        let open = {
            let (socket, was_open) = (socket.clone(), was_open.clone());
            Closure::new(move || {
                was_open.set(true);
                opened(session, socket.protocol() == SUBPROTOCOL);
            })
        };
        let message = Closure::new(move |event: MessageEvent| {
            if let Ok(buffer) = event.data().dyn_into::<js_sys::ArrayBuffer>() {
                heard(session, &js_sys::Uint8Array::new(&buffer).to_vec());
            }
        });
        let close = Closure::new(move |event: CloseEvent| {
            closed(session, event.code(), &event.reason(), was_open.get());
        });
        socket.set_onopen(Some(open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(close.as_ref().unchecked_ref()));
        Some(Socket {
            socket,
            _open: open,
            _message: message,
            _close: close,
        })
    }

    pub fn send(&self, frame: &[u8]) {
        // A socket that is closing says so by its close event; nothing is lost, the client sends again.
        let _ = self.socket.send_with_u8_array(frame);
    }

    pub fn close(&self) {
        let _ = self.socket.close();
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        self.close();
    }
}
