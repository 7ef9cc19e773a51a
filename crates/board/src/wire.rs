//! Updates as bytes, for those who keep and pass them on without reading a board. All bytes are Yjs encoding v1.

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ReadTxn, StateVector, Transact, TransactionMut, Update};

use crate::board::document;
use crate::coverage::{Content, Coverage};
use crate::error::BoardError;

mod scan;
mod waiting;

use waiting::integrate;

/// Whether an update can be taken in by any replica.
pub fn is_well_formed(update: &[u8]) -> Result<(), BoardError> {
    decoded(update).map(drop)
}

/// The snapshot of a log of updates: loads them into a document and writes its state.
///
/// Of a log with gaps, or with an update that no document takes in, it is [`BoardError::Incomplete`]: keep the log as it is.
pub fn compact<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    let doc = document(0);
    {
        let mut txn = doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
        for update in updates {
            if !take_in(&mut txn, update)? {
                return Err(BoardError::Incomplete);
            }
        }
    }
    let txn = doc.try_transact().map_err(|_| BoardError::Busy)?;
    complete(&txn, &StateVector::default())
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

/// What a replica with `state_vector` lacks of these updates, as one update. Of a log with gaps it is everything. Left out
/// is what no document takes in: beside it in one update, the rest would not be taken in either.
pub fn diff_of<'a>(
    updates: impl IntoIterator<Item = &'a [u8]>,
    state_vector: &[u8],
) -> Result<Vec<u8>, BoardError> {
    let state_vector = self::state_vector(state_vector)?;
    let mut taken_in: Vec<&[u8]> = Vec::new();
    let doc = document(0);
    {
        let mut txn = doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
        for update in updates {
            if take_in(&mut txn, update)? {
                taken_in.push(update);
            }
        }
    }
    let txn = doc.try_transact().map_err(|_| BoardError::Busy)?;
    match complete(&txn, &state_vector) {
        Err(BoardError::Incomplete) => merge(taken_in),
        result => result,
    }
}

/// One update with the content of all, whether or not it is complete; builds no document. Slow for many.
///
/// [`BoardError::Incomplete`] where an update itself says that it has gaps.
pub fn merge<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    let mut decoded_updates = Vec::new();
    for update in updates {
        // Of two gaps, one of them told by an update, yrs would lose what lies between.
        if scan::update(update).is_ok_and(|seen| seen.skips) {
            return Err(BoardError::Incomplete);
        }
        decoded_updates.push(decoded(update)?);
    }
    Ok(Update::merge_updates(decoded_updates).encode_v1())
}

/// The state of a document beyond `state_vector`. One that waits for something is not safe to write: yrs would lose what
/// lies behind a second gap.
pub(crate) fn complete<T: ReadTxn>(
    txn: &T,
    state_vector: &StateVector,
) -> Result<Vec<u8>, BoardError> {
    let state = txn.encode_diff_v1(state_vector);
    let skips = |bytes: &[u8]| scan::update(bytes).is_ok_and(|seen| seen.skips);
    // What lies before the state vector may have gaps too.
    let gaps = skips(&state)
        || (*state_vector != StateVector::default()
            && skips(&txn.encode_diff_v1(&StateVector::default())));
    if gaps || txn.has_missing_updates() {
        return Err(BoardError::Incomplete);
    }
    Ok(state)
}

/// Reads a state vector.
pub(crate) fn state_vector(bytes: &[u8]) -> Result<StateVector, BoardError> {
    scan::state_vector(bytes).map_err(|why| BoardError::StateVector(why.to_string()))?;
    StateVector::decode_v1(bytes).map_err(|e| BoardError::StateVector(e.to_string()))
}

/// Takes an update into a document.
pub(crate) fn apply(txn: &mut TransactionMut, update: &[u8]) -> Result<(), BoardError> {
    integrate(txn, decoded(update)?).map_err(|e| BoardError::Malformed(e.to_string()))
}

/// Takes an update into a document, and says whether all of it could be: a well-formed one may still ask for what cannot
/// be, such as a child of a letter.
pub(crate) fn take_in(txn: &mut TransactionMut, update: &[u8]) -> Result<bool, BoardError> {
    Ok(integrate(txn, decoded(update)?).is_ok())
}

pub(crate) fn decoded(update: &[u8]) -> Result<Update, BoardError> {
    scan::update(update).map_err(|why| BoardError::Malformed(why.to_string()))?;
    Update::decode_v1(update).map_err(|e| BoardError::Malformed(e.to_string()))
}
