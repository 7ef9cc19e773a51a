-- A link may end by itself; without a time it never does.
ALTER TABLE capability ADD COLUMN expires_ms BIGINT;

-- Who let whom in, and who took what away. `who` names a link by the beginning of its hash, never by its token.
CREATE TABLE audit (
    entry       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    board       TEXT   NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    at_ms       BIGINT NOT NULL,
    who         TEXT   NOT NULL,
    what        TEXT   NOT NULL,
    correlation TEXT   NOT NULL
);

CREATE INDEX audit_board ON audit (board, entry);
