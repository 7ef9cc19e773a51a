//! Other tabs of this browser that have the same board open: without a network they hear each other.
//!
//! What is said is y-sync as on the wire. A tab that works without the server says what it has (step 1), and the others
//! answer with what that lacks; from then on each says its changes.

use board::Board;
use js_sys::{Function, Uint8Array};
use sync::client::Received;
use sync::message::Message;
use wasm_bindgen::prelude::*;
use web_sys::MessageEvent;

use super::Connection;
use super::life::act;
use crate::session::Session;

#[wasm_bindgen]
extern "C" {
    type BroadcastChannel;
    #[wasm_bindgen(constructor, catch)]
    fn new(name: &str) -> Result<BroadcastChannel, JsValue>;
    #[wasm_bindgen(method, setter)]
    fn set_onmessage(this: &BroadcastChannel, hear: Option<&Function>);
    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &BroadcastChannel, message: &Uint8Array) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &BroadcastChannel);
}

pub struct Tabs {
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut(MessageEvent)>,
}

impl Tabs {
    pub fn join(session: Session, board: &str) -> Option<Tabs> {
        let channel = BroadcastChannel::new(&format!("isobar.{board}")).ok()?;
        let hear = Closure::new(move |event: MessageEvent| {
            if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
                let frame = bytes.to_vec();
                act(session, |connection, board| hear(connection, board, &frame));
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Tabs {
            channel,
            _hear: hear,
        })
    }

    pub fn say(&self, message: &Message<'_>) {
        // A channel that is closed has nobody to hear.
        let bytes = Uint8Array::from(&message.encode()[..]);
        let _ = self.channel.post_message(&bytes);
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// Takes in what another tab says. One that may only look stays with what the server says.
fn hear(connection: &mut Connection, board: &mut Board, frame: &[u8]) -> Received {
    let mut received = Received::default();
    // A tab of another release may speak otherwise; the server brings what it says.
    let messages = Message::read_all(frame).unwrap_or_default();
    if !connection.loaded || connection.over || connection.client.is_read_only() {
        return received;
    }
    for message in messages {
        match message {
            Message::Step1(state_vector) => {
                if let Ok(lacking) = board.diff(state_vector) {
                    connection.tell_tabs(&Message::Step2(&lacking));
                }
            }
            Message::Step2(update) | Message::Update(update) => {
                if let Ok(change) = board.apply_remote(update)
                    && !change.is_empty()
                {
                    let frames = connection.client.local(update.to_vec());
                    received.send.extend(frames);
                    received.changes.push(change);
                }
            }
            _ => {}
        }
    }
    received
}
