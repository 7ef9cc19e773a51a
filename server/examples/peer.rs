//! Our own client without a browser, for tests beside foreign ones: reads commands from stdin, a line each, and answers
//! each with a line of JSON. `peer URL`, where URL is that of the live connection with its token.
//!
//! `place ID TEXT` · `text ID TEXT` · `delete ID` · `name NAME` · `state`

use std::error::Error;

use board::Board;
use futures::{SinkExt, StreamExt};
use model::{Command, Id, Note, NoteKind, Point};
use serde_json::{Value, json};
use sync::client::{Client, Status};
use sync::message::SUBPROTOCOL;
use sync::presence::Presence;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

type Failure = Box<dyn Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let url = std::env::args().nth(1).ok_or("usage: peer URL")?;
    let mut request = url.into_client_request()?;
    let protocol = SUBPROTOCOL.parse()?;
    request
        .headers_mut()
        .insert("sec-websocket-protocol", protocol);
    let (mut socket, answer) = connect_async(request).await?;
    let acks = answer.headers().contains_key("sec-websocket-protocol");

    let mut board = Board::new(u64::from(std::process::id()));
    let mut client = Client::new(board.client());
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    let mut out = tokio::io::stdout();
    for frame in client.on_open(&board, acks) {
        socket.send(Message::Binary(frame.into())).await?;
    }
    loop {
        let frames = tokio::select! {
            message = socket.next() => match message {
                Some(Ok(Message::Binary(frame))) => client.on_frame(&frame, &mut board)?.send,
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err("the connection is closed".into()),
                Some(Ok(_)) => Vec::new(),
            },
            line = lines.next_line() => {
                let Some(line) = line? else { return Ok(()) };
                let frames = obey(&line, &mut board, &mut client)?;
                let state = state(&board, &client);
                out.write_all(format!("{state}\n").as_bytes()).await?;
                out.flush().await?;
                frames
            }
        };
        for frame in frames {
            socket.send(Message::Binary(frame.into())).await?;
        }
    }
}

fn obey(line: &str, board: &mut Board, client: &mut Client) -> Result<Vec<Vec<u8>>, Failure> {
    let mut words = line.splitn(3, ' ');
    let mut next = || words.next().unwrap_or_default();
    let (verb, first, rest) = (next(), next(), next());
    let command = match verb {
        "place" => {
            let note = Note::new(Id::new(first)?, NoteKind::DomainEvent, rest);
            Command::Place {
                notes: vec![note.at(Point { x: 0.0, y: 0.0 })],
                links: vec![],
                frames: vec![],
            }
        }
        "text" => Command::EditText {
            note: Id::new(first)?,
            text: rest.to_owned(),
        },
        "delete" => Command::Delete {
            ids: vec![Id::new(first)?],
        },
        "name" => {
            let presence = Presence {
                name: first.to_owned(),
                ..Presence::default()
            };
            return Ok(client.set_presence(presence, 0.0));
        }
        "state" => return Ok(Vec::new()),
        _ => return Err(format!("what is {verb:?}?").into()),
    };
    let update = board.execute(&command)?.update;
    Ok(client.local(update))
}

fn state(board: &Board, client: &Client) -> Value {
    let snapshot = board.snapshot();
    let notes = snapshot.notes.iter();
    let notes = notes.map(|note| (note.id.to_string(), Value::from(note.text.as_str())));
    let people = client.peers().into_iter();
    json!({
        "notes": notes.collect::<serde_json::Map<_, _>>(),
        "people": people.map(|(_, presence)| presence.name).collect::<Vec<_>>(),
        "saved": client.status() == Status::Saved,
        "vector": board.state_vector(),
    })
}
