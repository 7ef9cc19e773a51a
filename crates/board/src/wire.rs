//! Updates as bytes, for those who keep and pass them on without reading a board. All bytes are Yjs encoding v1.

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ReadTxn, StateVector, Transact, TransactionMut, Update};

use crate::board::document;
use crate::error::BoardError;

mod scan;

/// Whether an update can be taken in by any replica.
pub fn is_well_formed(update: &[u8]) -> Result<(), BoardError> {
    decoded(update).map(drop)
}

/// One update with the content of all; builds no document.
pub fn merge<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    let updates: Vec<Update> = updates.into_iter().map(decoded).collect::<Result<_, _>>()?;
    Ok(Update::merge_updates(updates).encode_v1())
}

/// The snapshot of a log of updates: loads them into a document and writes its state.
pub fn compact<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    diff_of(updates, &StateVector::default().encode_v1())
}

/// The state vector of what these updates hold together.
pub fn state_vector_of<'a>(
    updates: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BoardError> {
    let doc = loaded(updates)?;
    let txn = doc.try_transact().map_err(|_| BoardError::Busy)?;
    Ok(txn.state_vector().encode_v1())
}

/// What a replica with `state_vector` lacks of these updates, as one update.
pub fn diff_of<'a>(
    updates: impl IntoIterator<Item = &'a [u8]>,
    state_vector: &[u8],
) -> Result<Vec<u8>, BoardError> {
    let state_vector = self::state_vector(state_vector)?;
    let doc = loaded(updates)?;
    let txn = doc.try_transact().map_err(|_| BoardError::Busy)?;
    Ok(txn.encode_state_as_update_v1(&state_vector))
}

/// Reads a state vector.
pub(crate) fn state_vector(bytes: &[u8]) -> Result<StateVector, BoardError> {
    scan::state_vector(bytes).map_err(|why| BoardError::StateVector(why.to_string()))?;
    StateVector::decode_v1(bytes).map_err(|e| BoardError::StateVector(e.to_string()))
}

/// Takes an update into a document.
pub(crate) fn apply(txn: &mut TransactionMut, update: &[u8]) -> Result<(), BoardError> {
    txn.apply_update(decoded(update)?)
        .map_err(|e| BoardError::Malformed(e.to_string()))
}

fn loaded<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<yrs::Doc, BoardError> {
    let doc = document(0);
    {
        let mut txn = doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
        for update in updates {
            apply(&mut txn, update)?;
        }
    }
    Ok(doc)
}

pub(crate) fn decoded(update: &[u8]) -> Result<Update, BoardError> {
    scan::update(update).map_err(|why| BoardError::Malformed(why.to_string()))?;
    Update::decode_v1(update).map_err(|e| BoardError::Malformed(e.to_string()))
}
