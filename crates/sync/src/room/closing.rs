//! Why a connection is closed, and how it is said: WebSocket close codes.

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closing {
    #[error("the connection has ended")]
    Left,
    #[error("a message is not well formed: {0}")]
    Malformed(String),
    #[error("a message has more than {limit} bytes")]
    FrameTooLarge { limit: usize },
    #[error("a message has {bytes} bytes, the limit is {limit}")]
    TooLarge { bytes: usize, limit: usize },
    #[error("one connection speaks for more than {limit} clients")]
    TooManyClients { limit: usize },
    #[error("a frame has more than {limit} messages")]
    TooManyMessages { limit: usize },
    #[error("a frame asks for the document more often than can be answered")]
    TooManyQuestions,
    #[error("text frames are not spoken here, only binary ones")]
    NotBinary,
    #[error("the change could not be stored; connect again to send it again")]
    NotStored,
    #[error("the board was deleted")]
    Gone,
    #[error("the link was taken back or has ended")]
    LinkCut,
    #[error("you read more slowly than the board changes; connect again to catch up")]
    SlowReader,
    #[error("nothing was heard for too long")]
    Silent,
    #[error("a message had not come to its end after {seconds} seconds")]
    Endless { seconds: u64 },
    #[error("the server is restarting; connect again")]
    Restarting,
}

impl Closing {
    /// The code of RFC 6455, or one of our own from 4000 on.
    pub fn code(&self) -> u16 {
        match self {
            Closing::Left => 1000,
            Closing::Malformed(_) => 1007,
            Closing::NotBinary => 1003,
            Closing::FrameTooLarge { .. } | Closing::TooLarge { .. } => 1009,
            Closing::TooManyClients { .. }
            | Closing::TooManyMessages { .. }
            | Closing::TooManyQuestions => 1008,
            Closing::NotStored => 1011,
            Closing::Restarting => 1012,
            Closing::SlowReader => 1013,
            Closing::Silent | Closing::Endless { .. } => 4408,
            Closing::LinkCut => 4403,
            Closing::Gone => 4410,
        }
    }

    /// The reason in at most the 123 bytes that a close frame can carry.
    pub fn reason(&self) -> String {
        let mut reason = self.to_string();
        reason.truncate(reason.floor_char_boundary(123));
        reason
    }
}
