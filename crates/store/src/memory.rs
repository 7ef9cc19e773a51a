//! A store that forgets: for tests and for trying things out.

mod comments;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use model::Id;

use crate::comments::Thread;
use crate::compaction::DAY_MS;
use crate::record::{
    Activity, AuditEntry, BoardRecord, Capability, LogEntry, NewBoard, NewUpdate, Snapshot, Stored,
    Version,
};
use crate::trash::Trash;
use crate::{BoardStore, StoreError};

#[derive(Debug, Default)]
pub struct MemoryStore {
    boards: Mutex<BTreeMap<Id, Kept>>,
    trash: Mutex<Trash>,
}

#[derive(Debug)]
struct Kept {
    record: BoardRecord,
    capabilities: Vec<Capability>,
    log: Vec<LogEntry>,
    snapshots: Vec<Snapshot>,
    audit: Vec<AuditEntry>,
    versions: Vec<Version>,
    threads: Vec<Thread>,
}

impl Kept {
    fn append(&mut self, update: &NewUpdate) -> u64 {
        self.record.head += 1;
        self.record.changed_ms = self.record.changed_ms.max(update.at_ms);
        self.log.push(LogEntry {
            sequence: self.record.head,
            at_ms: update.at_ms,
            author: update.author.clone(),
            correlation: update.correlation.clone(),
            bytes: update.bytes.clone(),
        });
        self.record.head
    }
}

impl MemoryStore {
    fn boards(&self) -> MutexGuard<'_, BTreeMap<Id, Kept>> {
        // Nothing here panics half-way through a change.
        self.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, board: &Id, change: impl FnOnce(&mut Kept)) {
        if let Some(kept) = self.boards().get_mut(board) {
            change(kept);
        }
    }
}

#[async_trait]
impl BoardStore for MemoryStore {
    async fn create(&self, board: NewBoard) -> Result<(), StoreError> {
        let mut boards = self.boards();
        if boards.contains_key(&board.id) {
            return Err(StoreError::Taken(board.id));
        }
        let mut kept = Kept {
            record: BoardRecord {
                id: board.id.clone(),
                title: board.title,
                created_ms: board.created_ms,
                changed_ms: board.created_ms,
                trashed_ms: None,
                head: 0,
            },
            capabilities: board.capabilities,
            log: Vec::new(),
            snapshots: Vec::new(),
            audit: vec![board.made],
            versions: Vec::new(),
            threads: Vec::new(),
        };
        if let Some(first) = &board.first {
            kept.append(first);
        }
        boards.insert(board.id, kept);
        Ok(())
    }

    async fn board(&self, board: &Id) -> Result<Option<BoardRecord>, StoreError> {
        Ok(self.boards().get(board).map(|kept| kept.record.clone()))
    }

    async fn set_title(&self, board: &Id, title: &str) -> Result<(), StoreError> {
        self.change(board, |kept| title.clone_into(&mut kept.record.title));
        Ok(())
    }

    async fn set_trashed(&self, board: &Id, at_ms: Option<i64>) -> Result<(), StoreError> {
        self.change(board, |kept| kept.record.trashed_ms = at_ms);
        Ok(())
    }

    async fn may_empty_trash(&self, now_ms: i64) -> Result<bool, StoreError> {
        let mut trash = self.trash.lock().unwrap_or_else(PoisonError::into_inner);
        *trash = trash.seen_at(now_ms);
        Ok(trash.may_be_emptied())
    }

    async fn purge(&self, trashed_before_ms: i64) -> Result<Vec<Id>, StoreError> {
        let old = |kept: &Kept| {
            kept.record
                .trashed_ms
                .is_some_and(|at| at < trashed_before_ms)
        };
        let mut boards = self.boards();
        let gone = boards.extract_if(.., |_, kept| old(kept));
        Ok(gone.map(|(id, _)| id).collect())
    }

    async fn erase(&self, board: &Id) -> Result<bool, StoreError> {
        Ok(self.boards().remove(board).is_some())
    }

    async fn erase_name(&self, board: &Id, name: &str, instead: &str) -> Result<u64, StoreError> {
        let mut places = 0;
        self.change(board, |kept| {
            for entry in kept.log.iter_mut().filter(|entry| entry.author == name) {
                instead.clone_into(&mut entry.author);
                places += 1;
            }
            for thread in &mut kept.threads {
                let authors = thread.comments.iter_mut().map(|c| &mut c.author);
                let resolver = thread.resolved.as_mut().map(|r| &mut r.by);
                for who in authors.chain(resolver).filter(|who| *who == name) {
                    instead.clone_into(who);
                    places += 1;
                }
            }
            let audited = kept.audit.iter_mut().map(|entry| &mut entry.who);
            let namers = kept.versions.iter_mut().map(|version| &mut version.who);
            for who in audited.chain(namers) {
                let rest = who.strip_prefix(name);
                if let Some(rest) = rest.filter(|rest| rest.starts_with(crate::AFTER_NAME)) {
                    *who = format!("{instead}{rest}");
                    places += 1;
                }
            }
        });
        Ok(places)
    }

    async fn grant(
        &self,
        board: &Id,
        capability: Capability,
        entry: AuditEntry,
    ) -> Result<(), StoreError> {
        self.change(board, |kept| {
            kept.capabilities.push(capability);
            kept.audit.push(entry);
        });
        Ok(())
    }

    async fn revoke(
        &self,
        board: &Id,
        hash: &[u8; 32],
        entry: AuditEntry,
    ) -> Result<bool, StoreError> {
        let mut revoked = false;
        self.change(board, |kept| {
            let before = kept.capabilities.len();
            kept.capabilities.retain(|c| c.hash != *hash);
            revoked = kept.capabilities.len() < before;
            kept.audit.extend(revoked.then_some(entry));
        });
        Ok(revoked)
    }

    async fn used(&self, board: &Id, hash: &[u8; 32], at_ms: i64) -> Result<(), StoreError> {
        self.change(board, |kept| {
            let links = kept.capabilities.iter_mut();
            links
                .filter(|c| c.hash == *hash)
                .for_each(|c| c.used_ms = Some(at_ms));
        });
        Ok(())
    }

    async fn note(&self, board: &Id, entry: AuditEntry) -> Result<(), StoreError> {
        self.change(board, |kept| kept.audit.push(entry));
        Ok(())
    }

    async fn audit(&self, board: &Id, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
        let boards = self.boards();
        let entries = boards.get(board).map_or(&[][..], |kept| &kept.audit);
        let newest = entries.iter().rev().take(limit as usize);
        Ok(newest.cloned().collect())
    }

    async fn capabilities(&self, board: &Id) -> Result<Vec<Capability>, StoreError> {
        let boards = self.boards();
        let mut found = boards
            .get(board)
            .map_or(Vec::new(), |kept| kept.capabilities.clone());
        found.sort_by_key(|capability| capability.hash);
        Ok(found)
    }

    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Option<u64>>, StoreError> {
        let mut boards = self.boards();
        Ok(updates
            .iter()
            .map(|update| {
                boards
                    .get_mut(&update.board)
                    .filter(|kept| kept.record.trashed_ms.is_none())
                    .map(|kept| kept.append(update))
            })
            .collect())
    }

    async fn load_at(&self, board: &Id, sequence: u64) -> Result<Stored, StoreError> {
        let boards = self.boards();
        let Some(kept) = boards.get(board) else {
            return Ok(Stored::default());
        };
        let snapshots = kept.snapshots.iter().filter(|s| s.sequence <= sequence);
        let snapshot = snapshots.max_by_key(|s| s.sequence).cloned();
        let after = snapshot.as_ref().map_or(0, |s| s.sequence);
        let wanted = after + 1..=sequence;
        let tail = kept.log.iter().filter(|e| wanted.contains(&e.sequence));
        Ok(Stored {
            tail: tail.cloned().collect(),
            snapshot,
        })
    }

    async fn name_version(&self, board: &Id, version: Version) -> Result<(), StoreError> {
        self.change(board, |kept| {
            kept.versions.retain(|v| v.sequence != version.sequence);
            kept.versions.push(version);
            kept.versions.sort_by_key(|v| std::cmp::Reverse(v.sequence));
        });
        Ok(())
    }

    async fn versions(&self, board: &Id) -> Result<Vec<Version>, StoreError> {
        let boards = self.boards();
        let versions = boards.get(board).map(|kept| kept.versions.clone());
        Ok(versions.unwrap_or_default())
    }

    async fn log(&self, board: &Id, after: u64, limit: u32) -> Result<Vec<LogEntry>, StoreError> {
        let boards = self.boards();
        let entries = boards.get(board).map_or(&[][..], |kept| &kept.log);
        let entries = entries.iter().filter(|e| e.sequence > after);
        Ok(entries.take(limit as usize).cloned().collect())
    }

    async fn activity(
        &self,
        board: &Id,
        interval_ms: i64,
        limit: u32,
    ) -> Result<Vec<Activity>, StoreError> {
        let boards = self.boards();
        let mut found: BTreeMap<(i64, &str), Activity> = BTreeMap::new();
        for entry in boards.get(board).map_or(&[][..], |kept| &kept.log) {
            let slot = (entry.at_ms / interval_ms.max(1), entry.author.as_str());
            let row = found.entry(slot).or_insert_with(|| Activity {
                author: entry.author.clone(),
                from_ms: entry.at_ms,
                to_ms: entry.at_ms,
                updates: 0,
                first: entry.sequence,
                last: entry.sequence,
            });
            row.from_ms = row.from_ms.min(entry.at_ms);
            row.to_ms = row.to_ms.max(entry.at_ms);
            row.updates += 1;
            row.last = entry.sequence;
        }
        let mut rows: Vec<Activity> = found.into_values().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.last));
        rows.truncate(limit as usize);
        Ok(rows)
    }

    async fn put_snapshot(&self, board: &Id, snapshot: Snapshot) -> Result<(), StoreError> {
        self.change(board, |kept| {
            let day = snapshot.at_ms / DAY_MS;
            kept.snapshots
                .retain(|s| s.at_ms / DAY_MS != day || s.sequence > snapshot.sequence);
            kept.snapshots.push(snapshot);
        });
        Ok(())
    }

    async fn ping(&self) -> Result<(), StoreError> {
        Ok(())
    }

    async fn boards(&self) -> Result<Vec<Id>, StoreError> {
        Ok(self.boards().keys().cloned().collect())
    }

    async fn back_up(&self, _to: &Path) -> Result<(), StoreError> {
        Err(StoreError::NotHere("what is in memory has no backup"))
    }

    async fn faults(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    async fn close(&self) {}
}
