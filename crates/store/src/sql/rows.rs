//! From rows to what is kept.

use bytes::Bytes;
use model::{Id, Role};

use crate::StoreError;
use crate::record::{
    Activity, AuditEntry, BoardRecord, Capability, FORMAT_YJS_V1, LogEntry, Snapshot, Version,
};

pub(crate) type BoardRow = (String, String, i64, i64, Option<i64>, i64);
pub(crate) type CapabilityRow = (Vec<u8>, String, i64, Option<i64>, String, Option<i64>);
pub(crate) type AuditRow = (i64, String, String, String);
pub(crate) type VersionRow = (i64, String, i64, String);
pub(crate) type UpdateRow = (i64, i64, String, String, i64, Vec<u8>);
pub(crate) type ActivityRow = (String, i64, i64, i64, i64, i64);
pub(crate) type SnapshotRow = (i64, i64, i64, Vec<u8>);

pub(crate) fn id(text: &str) -> Result<Id, StoreError> {
    Id::new(text).map_err(|e| StoreError::Unreadable(e.to_string()))
}

pub(crate) fn record(row: BoardRow) -> Result<BoardRecord, StoreError> {
    Ok(BoardRecord {
        id: id(&row.0)?,
        title: row.1,
        created_ms: row.2,
        changed_ms: row.3,
        trashed_ms: row.4,
        head: row.5.unsigned_abs(),
    })
}

pub(crate) fn capability(row: CapabilityRow) -> Result<Capability, StoreError> {
    let (hash, role, granted_ms, expires_ms, label, used_ms) = row;
    let role = Role::named(&role)
        .ok_or_else(|| StoreError::Unreadable(format!("the role {role:?} of a capability")))?;
    let hash = <[u8; 32]>::try_from(hash)
        .map_err(|_| StoreError::Unreadable("the hash of a capability".into()))?;
    Ok(Capability {
        hash,
        role,
        granted_ms,
        expires_ms,
        label,
        used_ms,
    })
}

pub(crate) fn entry(row: UpdateRow) -> Result<LogEntry, StoreError> {
    let (sequence, at_ms, author, correlation, format, bytes) = row;
    Ok(LogEntry {
        sequence: sequence.unsigned_abs(),
        at_ms,
        author,
        correlation,
        bytes: readable(format, bytes)?,
    })
}

pub(crate) fn snapshot(
    (sequence, at_ms, format, bytes): SnapshotRow,
) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        sequence: sequence.unsigned_abs(),
        at_ms,
        bytes: readable(format, bytes)?,
    })
}

/// The place for upcasters: every format ever written is read here.
fn readable(format: i64, bytes: Vec<u8>) -> Result<Bytes, StoreError> {
    match format {
        FORMAT_YJS_V1 => Ok(bytes.into()),
        other => Err(StoreError::Unreadable(format!(
            "format {other} of an update"
        ))),
    }
}

pub(crate) fn version((sequence, name, at_ms, who): VersionRow) -> Version {
    Version {
        sequence: sequence.unsigned_abs(),
        name,
        at_ms,
        who,
    }
}

pub(crate) fn activity((author, from_ms, to_ms, updates, first, last): ActivityRow) -> Activity {
    Activity {
        author,
        from_ms,
        to_ms,
        updates: updates.unsigned_abs(),
        first: first.unsigned_abs(),
        last: last.unsigned_abs(),
    }
}

pub(crate) fn audit_entry((at_ms, who, what, correlation): AuditRow) -> AuditEntry {
    AuditEntry {
        at_ms,
        who,
        what,
        correlation,
    }
}
