-- One row: when the trash was last looked through, and until when it is left alone because the clock may have leapt.
CREATE TABLE trash (
    seen_ms  INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;

INSERT INTO trash (seen_ms, until_ms) VALUES (0, 0);
