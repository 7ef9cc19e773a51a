-- Times are milliseconds since 1970, UTC.
CREATE TABLE board (
    id         TEXT   NOT NULL PRIMARY KEY,
    title      TEXT   NOT NULL,
    created_ms BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    trashed_ms BIGINT,
    -- The sequence of the newest update.
    head       BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX board_trashed ON board (trashed_ms) WHERE trashed_ms IS NOT NULL;

-- SHA-256 of the token; the token itself is nowhere.
CREATE TABLE capability (
    board      TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    hash       BYTEA  NOT NULL,
    role       TEXT   NOT NULL,
    granted_ms BIGINT NOT NULL,
    PRIMARY KEY (board, hash)
);

-- The log: rows are appended, never changed. Format 1 is a Yjs update, encoding v1.
CREATE TABLE board_update (
    board       TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    sequence    BIGINT NOT NULL,
    at_ms       BIGINT NOT NULL,
    author      TEXT   NOT NULL,
    correlation TEXT   NOT NULL,
    format      BIGINT NOT NULL,
    bytes       BYTEA  NOT NULL,
    PRIMARY KEY (board, sequence)
);

-- The state after the update `sequence`; derived from the log.
CREATE TABLE board_snapshot (
    board    TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    sequence BIGINT NOT NULL,
    at_ms    BIGINT NOT NULL,
    format   BIGINT NOT NULL,
    bytes    BYTEA  NOT NULL,
    PRIMARY KEY (board, sequence)
);
