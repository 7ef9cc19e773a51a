-- What was said about a note; the note is a row of the document, not of a table here.
CREATE TABLE comment_thread (
    board       TEXT NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    thread      TEXT NOT NULL,
    note        TEXT NOT NULL,
    opened_ms   INTEGER NOT NULL,
    -- Without a time it is open.
    resolved_ms INTEGER,
    resolved_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (board, thread)
) STRICT, WITHOUT ROWID;

-- `owner` is the SHA-256 of the secret by which its author may change it.
CREATE TABLE comment (
    board     TEXT NOT NULL,
    thread    TEXT NOT NULL,
    comment   TEXT NOT NULL,
    author    TEXT NOT NULL,
    owner     BLOB,
    text      TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    edited_ms INTEGER,
    PRIMARY KEY (board, thread, comment),
    FOREIGN KEY (board, thread) REFERENCES comment_thread (board, thread) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What people call a link, and when somebody last came in by it.
ALTER TABLE capability ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE capability ADD COLUMN used_ms INTEGER;
