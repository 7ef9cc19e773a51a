-- Moments of a board that people have named: the state after the update `sequence`.
CREATE TABLE version (
    board    TEXT NOT NULL REFERENCES board (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    name     TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    who      TEXT NOT NULL,
    PRIMARY KEY (board, sequence)
) STRICT, WITHOUT ROWID;
