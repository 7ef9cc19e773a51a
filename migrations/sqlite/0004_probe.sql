-- One row, written to find out whether anything can be written.
CREATE TABLE probe (
    times INTEGER NOT NULL
) STRICT;

INSERT INTO probe (times) VALUES (0);
