-- One row, written to find out whether anything can be written.
CREATE TABLE probe (
    times BIGINT NOT NULL
);

INSERT INTO probe (times) VALUES (0);
