//! Why the document refused something.

use model::Id;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    #[error("the update is not well formed: {0}")]
    Malformed(String),
    #[error("the state vector is not well formed: {0}")]
    StateVector(String),
    #[error("the update has {bytes} bytes, the limit is {limit}")]
    TooLarge { bytes: usize, limit: usize },
    #[error("the log of updates has gaps: what is missing may still come")]
    Incomplete,
    #[error("nothing on the board has the id {0}")]
    Unknown(Id),
    #[error("the id {0} is taken")]
    Taken(Id),
    #[error("{place}: {why}")]
    Invalid { place: String, why: String },
    #[error("the document is busy with another transaction")]
    Busy,
}
