-- A link may end by itself; without a time it never does.
ALTER TABLE capability ADD COLUMN expires_ms INTEGER;

-- Who let whom in, and who took what away. `who` names a link by the beginning of its hash, never by its token.
CREATE TABLE audit (
    entry       INTEGER PRIMARY KEY AUTOINCREMENT,
    board       TEXT    NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    at_ms       INTEGER NOT NULL,
    who         TEXT    NOT NULL,
    what        TEXT    NOT NULL,
    correlation TEXT    NOT NULL
) STRICT;

CREATE INDEX audit_board ON audit (board, entry);
