//! What is said to the database.

/// Rows an INSERT takes at most: seven values each, and SQLite binds 32,766.
pub(crate) const ROWS_PER_INSERT: usize = 1_000;

pub(crate) const INSERT_BOARD: &str = "INSERT INTO board (id, title, created_ms, changed_ms, head) VALUES ($1, $2, $3, $3, 0) ON CONFLICT DO NOTHING";
pub(crate) const INSERT_CAPABILITY: &str = "INSERT INTO capability (board, hash, role, granted_ms, expires_ms, label) VALUES ($1, $2, $3, $4, $5, $6)";
pub(crate) const INSERT_UPDATES: &str =
    "INSERT INTO board_update (board, sequence, at_ms, author, correlation, format, bytes) ";
pub(crate) const TAKE_SEQUENCES: &str = "UPDATE board SET head = head + $2, \
     changed_ms = CASE WHEN changed_ms < $3 THEN $3 ELSE changed_ms END \
     WHERE id = $1 AND trashed_ms IS NULL RETURNING head";
pub(crate) const SELECT_BOARD: &str =
    "SELECT id, title, created_ms, changed_ms, trashed_ms, head FROM board WHERE id = $1";
pub(crate) const SELECT_BOARDS: &str = "SELECT id FROM board ORDER BY id";
pub(crate) const SET_TITLE: &str = "UPDATE board SET title = $2 WHERE id = $1";
pub(crate) const SET_TRASHED: &str = "UPDATE board SET trashed_ms = $2 WHERE id = $1";
pub(crate) const SELECT_TRASH: &str = "SELECT seen_ms, until_ms FROM trash";
pub(crate) const SET_TRASH: &str = "UPDATE trash SET seen_ms = $1, until_ms = $2";
pub(crate) const PURGE: &str = "DELETE FROM board WHERE trashed_ms < $1 RETURNING id";
pub(crate) const ERASE: &str = "DELETE FROM board WHERE id = $1";
pub(crate) const ERASE_AUTHOR: &str =
    "UPDATE board_update SET author = $3 WHERE board = $1 AND author = $2";
/// $2 and $3 end with what parts a name from the rest.
pub(crate) const ERASE_AUDITED: &str = "UPDATE audit SET who = $3 || substr(who, length($2) + 1) \
     WHERE board = $1 AND substr(who, 1, length($2)) = $2";
pub(crate) const ERASE_NAMER: &str = "UPDATE version SET who = $3 || substr(who, length($2) + 1) \
     WHERE board = $1 AND substr(who, 1, length($2)) = $2";
pub(crate) const ERASE_COMMENTER: &str =
    "UPDATE comment SET author = $3 WHERE board = $1 AND author = $2";
pub(crate) const ERASE_RESOLVER: &str =
    "UPDATE comment_thread SET resolved_by = $3 WHERE board = $1 AND resolved_by = $2";
pub(crate) const SELECT_CAPABILITIES: &str = "SELECT hash, role, granted_ms, expires_ms, label, used_ms FROM capability WHERE board = $1 ORDER BY hash";
pub(crate) const SELECT_SNAPSHOT: &str = "SELECT sequence, at_ms, format, bytes FROM board_snapshot \
     WHERE board = $1 AND sequence <= $2 ORDER BY sequence DESC LIMIT 1";
pub(crate) const SELECT_UPDATES: &str = "SELECT sequence, at_ms, author, correlation, format, bytes FROM board_update \
     WHERE board = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
pub(crate) const SELECT_ACTIVITY: &str = "SELECT author, MIN(at_ms), MAX(at_ms), COUNT(*), MIN(sequence), MAX(sequence) \
     FROM board_update WHERE board = $1 GROUP BY at_ms / $2, author ORDER BY MAX(sequence) DESC LIMIT $3";
pub(crate) const DELETE_SNAPSHOTS: &str =
    "DELETE FROM board_snapshot WHERE board = $1 AND sequence <= $2 AND at_ms / $4 = $3 / $4";
pub(crate) const INSERT_SNAPSHOT: &str = "INSERT INTO board_snapshot (board, sequence, at_ms, format, bytes) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
/// A real write: it fails where the database is read-only or its disk is full.
pub(crate) const PROBE: &str = "UPDATE probe SET times = times + 1";
pub(crate) const SET_USED: &str =
    "UPDATE capability SET used_ms = $3 WHERE board = $1 AND hash = $2";
pub(crate) const DELETE_CAPABILITY: &str = "DELETE FROM capability WHERE board = $1 AND hash = $2";
/// Writes nothing where the board does not exist.
pub(crate) const INSERT_AUDIT: &str = "INSERT INTO audit (board, at_ms, who, what, correlation) \
     SELECT id, $2, $3, $4, $5 FROM board WHERE id = $1";
pub(crate) const SELECT_AUDIT: &str = "SELECT at_ms, who, what, correlation FROM audit \
     WHERE board = $1 ORDER BY entry DESC LIMIT $2";
/// Writes nothing where the board does not exist.
pub(crate) const NAME_VERSION: &str = "INSERT INTO version (board, sequence, name, at_ms, who) \
     SELECT id, $2, $3, $4, $5 FROM board WHERE id = $1 \
     ON CONFLICT (board, sequence) DO UPDATE SET \
     name = excluded.name, at_ms = excluded.at_ms, who = excluded.who";
pub(crate) const SELECT_VERSIONS: &str =
    "SELECT sequence, name, at_ms, who FROM version WHERE board = $1 ORDER BY sequence DESC";
