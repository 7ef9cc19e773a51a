-- What was said about a note; the note is a row of the document, not of a table here.
CREATE TABLE comment_thread (
    board       TEXT NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    thread      TEXT NOT NULL,
    note        TEXT NOT NULL,
    opened_ms   BIGINT NOT NULL,
    -- Without a time it is open.
    resolved_ms BIGINT,
    resolved_by TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (board, thread)
);

-- `owner` is the SHA-256 of the secret by which its author may change it.
CREATE TABLE comment (
    board     TEXT NOT NULL,
    thread    TEXT NOT NULL,
    comment   TEXT NOT NULL,
    author    TEXT NOT NULL,
    owner     BYTEA,
    text      TEXT NOT NULL,
    at_ms     BIGINT NOT NULL,
    edited_ms BIGINT,
    PRIMARY KEY (board, thread, comment),
    FOREIGN KEY (board, thread) REFERENCES comment_thread (board, thread) ON DELETE CASCADE
);

-- What people call a link, and when somebody last came in by it.
ALTER TABLE capability ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE capability ADD COLUMN used_ms BIGINT;
