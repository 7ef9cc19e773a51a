//! Boards as the store has them: what is stored is what everybody sees.

use board::{Board, BoardError};
use model::{BoardSnapshot, Command, Id};
use store::Stored;

use super::{Error, Shared};

/// The server's own number as an author of changes. Each document it opens is a replica of its own: numbers are random.
fn replica() -> u64 {
    // The upper bits of a version 7 UUID are time, the lower ones random; Yjs numbers have 32 bits.
    u64::from(uuid::Uuid::now_v7().as_u128() as u32)
}

/// A board as it is stored now.
pub async fn load(shared: &Shared, id: &Id) -> Result<Board, Error> {
    read(shared, shared.store.load(id).await?).await
}

/// A board as it was after the update of this sequence.
pub async fn load_at(shared: &Shared, id: &Id, sequence: u64) -> Result<Board, Error> {
    read(shared, shared.store.load_at(id, sequence).await?).await
}

async fn read(shared: &Shared, stored: Stored) -> Result<Board, Error> {
    let board = shared
        .work
        .run(move || Board::load(replica(), stored.updates()));
    board.await?.map_err(unreadable)
}

/// What a stored board is called.
pub async fn title(shared: &Shared, stored: Stored) -> Result<String, Error> {
    Ok(read(shared, stored).await?.snapshot().meta.title.clone())
}

pub async fn snapshot(shared: &Shared, id: &Id) -> Result<BoardSnapshot, Error> {
    Ok(load(shared, id).await?.snapshot())
}

/// A new document with the content of a file.
pub fn from_file(snapshot: &BoardSnapshot) -> Vec<u8> {
    Board::of(snapshot, replica()).encode()
}

/// The update of a command on a board.
pub fn execute(board: &mut Board, command: &Command) -> Result<Vec<u8>, Error> {
    board
        .execute(command)
        .map(|done| done.update)
        .map_err(|e| Error::Internal(e.to_string()))
}

fn unreadable(error: BoardError) -> Error {
    Error::Internal(format!("a stored board cannot be read: {error}"))
}
