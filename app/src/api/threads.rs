//! Comments on notes.

use serde::Deserialize;
use serde_json::json;

use super::{ApiError, call, send};

/// What was said about a note, and the answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Thread {
    pub id: String,
    pub note: String,
    /// RFC 3339.
    pub resolved_at: Option<String>,
    pub resolved_by: Option<String>,
    pub comments: Vec<Comment>,
}

impl Thread {
    pub fn is_open(&self) -> bool {
        self.resolved_at.is_none()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    pub id: String,
    pub author: String,
    pub text: String,
    /// RFC 3339.
    pub at: String,
    pub edited_at: Option<String>,
    pub yours: bool,
}

fn path(board: &str, rest: &str) -> String {
    format!("/api/v1/boards/{board}/threads{rest}")
}

pub async fn list(board: &str, token: &str) -> Result<Vec<Thread>, ApiError> {
    #[derive(Deserialize)]
    struct All {
        threads: Vec<Thread>,
    }
    let All { threads } = call("GET", &path(board, ""), Some(token), None).await?;
    Ok(threads)
}

/// A change of the comments of a board.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Open {
        note: String,
        text: String,
    },
    Answer {
        thread: String,
        text: String,
    },
    Settle {
        thread: String,
        resolved: bool,
    },
    Edit {
        thread: String,
        comment: String,
        text: String,
    },
    Remove {
        thread: String,
        comment: String,
    },
}

/// Carries it out, under the name by which the person goes.
pub async fn change(
    board: &str,
    token: &str,
    author: &str,
    change: &Change,
) -> Result<(), ApiError> {
    let (method, rest, body) = match change {
        Change::Open { note, text } => (
            "POST",
            String::new(),
            Some(json!({ "note": note, "text": text, "author": author })),
        ),
        Change::Answer { thread, text } => (
            "POST",
            format!("/{thread}/comments"),
            Some(json!({ "text": text, "author": author })),
        ),
        Change::Settle { thread, resolved } => (
            "PATCH",
            format!("/{thread}"),
            Some(json!({ "resolved": resolved, "author": author })),
        ),
        Change::Edit {
            thread,
            comment,
            text,
        } => (
            "PATCH",
            format!("/{thread}/comments/{comment}"),
            Some(json!({ "text": text })),
        ),
        Change::Remove { thread, comment } => {
            ("DELETE", format!("/{thread}/comments/{comment}"), None)
        }
    };
    let body = body.map(|body| body.to_string());
    send(method, &path(board, &rest), Some(token), body.as_deref()).await?;
    Ok(())
}
