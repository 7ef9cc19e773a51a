-- Times are milliseconds since 1970, UTC.
CREATE TABLE board (
    id         TEXT   NOT NULL PRIMARY KEY,
    title      TEXT   NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    trashed_ms INTEGER,
    -- The sequence of the newest update.
    head       INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX board_trashed ON board (trashed_ms) WHERE trashed_ms IS NOT NULL;

-- SHA-256 of the token; the token itself is nowhere.
CREATE TABLE capability (
    board      TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    hash       BLOB   NOT NULL,
    role       TEXT   NOT NULL,
    granted_ms INTEGER NOT NULL,
    PRIMARY KEY (board, hash)
) STRICT, WITHOUT ROWID;

-- The log: rows are appended, never changed. Format 1 is a Yjs update, encoding v1.
CREATE TABLE board_update (
    board       TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    sequence    INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL,
    author      TEXT   NOT NULL,
    correlation TEXT   NOT NULL,
    format      INTEGER NOT NULL,
    bytes       BLOB   NOT NULL,
    PRIMARY KEY (board, sequence)
) STRICT;

-- The state after the update `sequence`; derived from the log.
CREATE TABLE board_snapshot (
    board    TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    format   INTEGER NOT NULL,
    bytes    BLOB   NOT NULL,
    PRIMARY KEY (board, sequence)
) STRICT;
