//! Updates as bytes, for those who keep and pass them on without reading a board. All bytes are Yjs encoding v1.

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ReadTxn, StateVector, Transact, TransactionMut, Update};

use crate::board::document;
use crate::coverage::{Content, Coverage};
use crate::error::BoardError;

mod scan;

/// Whether an update can be taken in by any replica.
pub fn is_well_formed(update: &[u8]) -> Result<(), BoardError> {
    decoded(update).map(drop)
}

/// The snapshot of a log of updates: loads them into a document and writes its state.
///
/// Of a log with gaps it is [`BoardError::Incomplete`]: keep the log as it is until what is missing has come.
pub fn compact<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    diff_of(updates, &StateVector::default().encode_v1())
}

/// The state vector of what these updates hold together, per client up to its first gap.
pub fn state_vector_of<'a>(
    updates: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BoardError> {
    let mut coverage = Coverage::default();
    for update in updates {
        coverage.add(Content::of(update)?);
    }
    Ok(coverage.state_vector())
}

/// What a replica with `state_vector` lacks of these updates, as one update; of a log with gaps as [`compact`].
pub fn diff_of<'a>(
    updates: impl IntoIterator<Item = &'a [u8]>,
    state_vector: &[u8],
) -> Result<Vec<u8>, BoardError> {
    let state_vector = self::state_vector(state_vector)?;
    let doc = document(0);
    let mut coverage = Coverage::default();
    {
        let mut txn = doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
        for update in updates {
            coverage.add(Content::of(update)?);
            apply(&mut txn, update)?;
        }
    }
    let txn = doc.try_transact().map_err(|_| BoardError::Busy)?;
    // The state of a document that waits for something is not safe to write: yrs loses what lies behind a second gap.
    if txn.has_missing_updates() || coverage.has_gaps() {
        return Err(BoardError::Incomplete);
    }
    Ok(txn.encode_diff_v1(&state_vector))
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

pub(crate) fn decoded(update: &[u8]) -> Result<Update, BoardError> {
    scan::update(update).map_err(|why| BoardError::Malformed(why.to_string()))?;
    Update::decode_v1(update).map_err(|e| BoardError::Malformed(e.to_string()))
}
