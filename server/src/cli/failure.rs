//! Why a command did not work.

use std::io;

#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The input cannot be read, or is no board; `place` names the file and the line or JSON pointer.
    #[error("{place}: {message}")]
    Input { place: String, message: String },
    #[error("{place}: cannot be written: {}", plain(.error))]
    Output { place: String, error: io::Error },
    #[error("{0}")]
    Export(#[from] export::ExportError),
    /// Asked for something that does not exist.
    #[error("error: {0}\n\nFor more information, try '--help'.")]
    Usage(String),
}

impl Failure {
    pub fn input(place: impl Into<String>, message: impl Into<String>) -> Failure {
        Failure::Input {
            place: place.into(),
            message: message.into(),
        }
    }

    pub fn output(place: impl Into<String>, error: io::Error) -> Failure {
        Failure::Output {
            place: place.into(),
            error,
        }
    }

    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Usage(_) => 2,
            _ => 1,
        }
    }
}

/// What went wrong, without the number of the operating system where words say it.
pub fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".into(),
        io::ErrorKind::AlreadyExists => "there is a file of that name".into(),
        _ => error.to_string(),
    }
}
