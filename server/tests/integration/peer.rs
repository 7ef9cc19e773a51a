//! A person on a board: a document of their own and a WebSocket, speaking the protocol by hand.

use std::net::SocketAddr;
use std::time::Duration;

use board::Board;
use futures::{SinkExt, StreamExt};
use model::{Command, Id, Note, NoteKind, Point};
use sync::awareness;
use sync::message::{Message, SUBPROTOCOL};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Error};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Nothing here takes this long; who waits longer waits in vain.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Peer {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub board: Board,
    /// The last acknowledgement.
    pub acked: u64,
    /// Document messages sent.
    pub sent: u64,
    /// Whether a step 2 has come.
    pub synced: bool,
    /// Awareness entries as they came: client and state.
    pub seen: Vec<(u64, String)>,
    /// Whether the server said that one may only look.
    pub denied: bool,
    /// What the server said has changed beside the document.
    pub notices: Vec<String>,
    pub closed: Option<Option<CloseFrame>>,
}

/// What a connection asks for.
#[derive(Default)]
pub struct Asking<'a> {
    pub origin: Option<&'a str>,
    pub acks: bool,
}

pub async fn connect(
    address: SocketAddr,
    board: &str,
    token: &str,
    asking: Asking<'_>,
) -> Result<WebSocketStream<MaybeTlsStream<TcpStream>>, Box<Error>> {
    let url = format!("ws://{address}/api/v1/live/{board}?access={token}");
    let mut request = url.into_client_request().unwrap();
    let headers = request.headers_mut();
    if let Some(origin) = asking.origin {
        headers.insert("origin", origin.parse().unwrap());
    }
    if asking.acks {
        headers.insert("sec-websocket-protocol", SUBPROTOCOL.parse().unwrap());
    }
    Ok(connect_async(request).await?.0)
}

impl Peer {
    /// Comes in with an empty document, and waits until the server's is here.
    pub async fn join(address: SocketAddr, board: &str, token: &str, client: u64) -> Peer {
        Peer::join_with(address, board, token, Board::new(client)).await
    }

    /// Comes in with a document from before.
    pub async fn join_with(address: SocketAddr, id: &str, token: &str, board: Board) -> Peer {
        let asking = Asking {
            acks: true,
            ..Asking::default()
        };
        Peer::join_as(address, id, token, board, asking).await
    }

    /// Comes in as a client that asks for this.
    pub async fn join_as(
        address: SocketAddr,
        id: &str,
        token: &str,
        board: Board,
        asking: Asking<'_>,
    ) -> Peer {
        let mut peer = Peer::open(address, id, token, board, asking).await;
        peer.until(|peer| peer.synced).await;
        peer
    }

    /// Comes in and does not wait for anything: the server may be about to close.
    pub async fn open(
        address: SocketAddr,
        id: &str,
        token: &str,
        board: Board,
        asking: Asking<'_>,
    ) -> Peer {
        let socket = connect(address, id, token, asking).await.unwrap();
        let mut peer = Peer {
            socket,
            board,
            acked: 0,
            sent: 0,
            synced: false,
            seen: Vec::new(),
            denied: false,
            notices: Vec::new(),
            closed: None,
        };
        let vector = peer.board.state_vector();
        peer.say(&Message::Step1(&vector).encode()).await;
        peer
    }

    pub async fn say(&mut self, frame: &[u8]) {
        let message = tungstenite::Message::Binary(frame.to_vec().into());
        // The server may have closed already; the next reading says so.
        let _ = self.socket.send(message).await;
    }

    pub async fn say_text(&mut self, text: &str) {
        let message = tungstenite::Message::Text(text.into());
        self.socket.send(message).await.unwrap();
    }

    /// Does something to the board and says it.
    pub async fn execute(&mut self, command: Command) {
        let done = self.board.execute(&command).unwrap();
        self.sent += 1;
        self.say(&Message::Update(&done.update).encode()).await;
    }

    /// Places an event.
    pub async fn place(&mut self, id: &str) {
        self.execute(place(id)).await;
    }

    pub async fn show(&mut self, client: u64, clock: u64, state: &str) {
        let entry = awareness::Entry {
            client,
            clock,
            state,
        };
        let update = awareness::encode([entry].into_iter());
        self.say(&Message::Awareness(&update).encode()).await;
    }

    pub fn has(&self, note: &str) -> bool {
        self.board.snapshot().notes.contains(note)
    }

    /// Whether the newest that was said of a client has these words in it.
    pub fn sees(&self, client: u64, words: &str) -> bool {
        let mut said = self.seen.iter().rev();
        let newest = said.find(|(who, _)| *who == client);
        newest.is_some_and(|(_, state)| state.contains(words))
    }

    pub async fn until(&mut self, done: impl Fn(&Peer) -> bool) {
        let reading = async {
            while !done(self) {
                assert!(self.read().await, "closed while waiting: {:?}", self.closed);
            }
        };
        let waited = tokio::time::timeout(PATIENCE, reading).await;
        waited.expect("what was waited for did not come");
    }

    pub async fn until_acked(&mut self) {
        self.until(|peer| peer.acked == peer.sent).await;
    }

    /// Reads until the server closes; the code and reason.
    pub async fn until_closed(&mut self) -> (u16, String) {
        let reading = async { while self.read().await {} };
        tokio::time::timeout(PATIENCE, reading).await.unwrap();
        match self.closed.take().unwrap() {
            Some(frame) => (frame.code.into(), frame.reason.to_string()),
            None => (1006, String::new()),
        }
    }

    pub async fn leave(mut self) -> Board {
        self.socket.close(None).await.unwrap();
        while self.read().await {}
        self.board
    }

    /// Takes in one frame; false at the end.
    pub async fn read(&mut self) -> bool {
        let frame = match self.socket.next().await {
            Some(Ok(tungstenite::Message::Binary(frame))) => frame,
            Some(Ok(tungstenite::Message::Close(frame))) => {
                self.closed = Some(frame);
                return true;
            }
            Some(Ok(_)) => return true,
            Some(Err(_)) | None => {
                self.closed.get_or_insert(None);
                return false;
            }
        };
        for message in Message::read_all(&frame).unwrap() {
            match message {
                Message::Step1(vector) => {
                    let lacking = self.board.diff(vector).unwrap();
                    self.sent += 1;
                    self.say(&Message::Step2(&lacking).encode()).await;
                }
                Message::Step2(update) => {
                    self.board.apply_remote(update).unwrap();
                    self.synced = true;
                }
                Message::Update(update) => drop(self.board.apply_remote(update).unwrap()),
                Message::Awareness(update) => {
                    let entries = awareness::decode(update).unwrap();
                    let entries = entries.iter().map(|e| (e.client, e.state.to_owned()));
                    self.seen.extend(entries);
                }
                Message::Ack(count) => {
                    assert!(count > self.acked, "{count} after {}", self.acked);
                    self.acked = count;
                }
                Message::Denied(_) => self.denied = true,
                Message::Notice(topic) => self.notices.push(topic.to_owned()),
                other => panic!("{other:?}"),
            }
        }
        true
    }
}

pub fn place(id: &str) -> Command {
    let text = format!("{id} happened");
    let note =
        Note::new(Id::new(id).unwrap(), NoteKind::DomainEvent, text).at(Point { x: 10.0, y: 20.0 });
    Command::Place {
        notes: vec![note],
        links: vec![],
        frames: vec![],
    }
}
