//! Updates as bytes, for those who keep and pass them on without reading a board. All bytes are Yjs encoding v1.

use crate::error::BoardError;

/// Whether an update can be taken in by any replica.
pub fn is_well_formed(_update: &[u8]) -> Result<(), BoardError> {
    unimplemented!()
}

/// One update with the content of all; builds no document.
pub fn merge<'a>(_updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    unimplemented!()
}

/// The snapshot of a log of updates: loads them into a document and writes its state, v1.
pub fn compact<'a>(_updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BoardError> {
    unimplemented!()
}

/// The state vector (v1) of what these updates hold together.
pub fn state_vector_of<'a>(
    _updates: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BoardError> {
    unimplemented!()
}

/// What a replica with `state_vector` lacks of these updates, as one update (v1).
pub fn diff_of<'a>(
    _updates: impl IntoIterator<Item = &'a [u8]>,
    _state_vector: &[u8],
) -> Result<Vec<u8>, BoardError> {
    unimplemented!()
}
