//! What every backend must do.

use std::sync::Arc;

use model::{Id, Role};
use store::{
    Activity, AuditEntry, BoardRecord, BoardStore, Capability, LogEntry, NewBoard, NewUpdate,
    Snapshot, StoreError, Stored, Version, Writer,
};
use tokio::sync::mpsc;

use super::{comments, erasure};

const DAY: i64 = store::DAY_MS;

pub async fn run(store: Arc<dyn BoardStore>) {
    creates_once(&*store).await;
    numbers_updates_per_board(&*store).await;
    keeps_any_bytes(&*store).await;
    loads_the_newest_snapshot_and_its_tail(&*store).await;
    keeps_one_snapshot_a_day_and_the_whole_log(&*store).await;
    refuses_updates_of_missing_and_trashed_boards(&*store).await;
    purges_what_lay_long_in_the_trash(&*store).await;
    keeps_capabilities(&*store).await;
    goes_back_to_any_moment(&*store).await;
    says_who_did_how_much_when(&*store).await;
    erasure::erases_boards_and_names(&*store).await;
    comments::run(&*store).await;
    takes_a_large_batch(&*store).await;
    numbers_without_gaps_under_concurrency(store.clone()).await;
    groups_commits(store.clone()).await;
    store.ping().await.unwrap();
}

async fn creates_once(store: &dyn BoardStore) {
    let board = create(store, "create").await;
    let record = store.board(&board).await.unwrap().unwrap();
    assert_eq!(
        record,
        BoardRecord {
            id: board.clone(),
            title: "Board create".into(),
            created_ms: 1_000,
            changed_ms: 1_000,
            trashed_ms: None,
            head: 0,
        }
    );
    let again = store.create(new_board(&board)).await;
    assert!(matches!(again, Err(StoreError::Taken(id)) if id == board));
    store.set_title(&board, "Другое имя 🧭").await.unwrap();
    let record = store.board(&board).await.unwrap().unwrap();
    assert_eq!(record.title, "Другое имя 🧭");
    assert_eq!(store.board(&id("nowhere")).await.unwrap(), None);

    let first = id("create-with-content");
    let mut with_content = new_board(&first);
    with_content.first = Some(update(&first, b"hello"));
    store.create(with_content).await.unwrap();
    assert_eq!(bytes(&store.load(&first).await.unwrap()), [b"hello"]);
    assert_eq!(store.board(&first).await.unwrap().unwrap().head, 1);
}

async fn numbers_updates_per_board(store: &dyn BoardStore) {
    let (a, b) = (create(store, "a").await, create(store, "b").await);
    let batch = [update(&a, b"a1"), update(&b, b"b1"), update(&a, b"a2")];
    assert_eq!(
        store.append(&batch).await.unwrap(),
        [Some(1), Some(1), Some(2)]
    );
    let mut late = update(&a, b"a3");
    late.at_ms = 9_000;
    assert_eq!(store.append(&[late]).await.unwrap(), [Some(3)]);
    assert_eq!(store.append(&[]).await.unwrap(), []);
    let stored = store.load(&a).await.unwrap();
    assert_eq!(bytes(&stored), [b"a1", b"a2", b"a3"]);
    assert_eq!(stored.head(), 3);
    assert_eq!(stored.tail[0].author, "Ann");
    assert_eq!(stored.tail[0].correlation, "c1");
    let record = store.board(&a).await.unwrap().unwrap();
    assert_eq!((record.head, record.changed_ms), (3, 9_000));
}

async fn says_who_did_how_much_when(store: &dyn BoardStore) {
    let board = create(store, "activity").await;
    let said = |author: &str, at_ms| NewUpdate {
        author: author.into(),
        at_ms,
        ..update(&board, b"x")
    };
    let log = [
        said("Ann", 10),
        said("Ann", 19),
        said("Bo", 15),
        said("Ann", 16),
        said("Ann", 20),
        said("Bo", 47),
    ];
    store.append(&log).await.unwrap();
    let row = |author: &str, from_ms, to_ms, updates, first, last| Activity {
        author: author.into(),
        from_ms,
        to_ms,
        updates,
        first,
        last,
    };
    let all = store.activity(&board, 10, 100).await.unwrap();
    assert_eq!(
        all,
        [
            row("Bo", 47, 47, 1, 6, 6),
            row("Ann", 20, 20, 1, 5, 5),
            row("Ann", 10, 19, 3, 1, 4),
            row("Bo", 15, 15, 1, 3, 3),
        ]
    );
    assert_eq!(store.activity(&board, 10, 2).await.unwrap(), all[..2]);
    let once = store.activity(&board, 1_000, 100).await.unwrap();
    assert_eq!(once.len(), 2);
    let nowhere = store.activity(&id("nowhere"), 10, 100).await.unwrap();
    assert_eq!(nowhere, []);
}

async fn keeps_any_bytes(store: &dyn BoardStore) {
    let board = create(store, "bytes").await;
    let all: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
    store
        .append(&[update(&board, &all), update(&board, b"")])
        .await
        .unwrap();
    let stored = store.load(&board).await.unwrap();
    assert_eq!(bytes(&stored), [&all[..], b""]);
}

async fn loads_the_newest_snapshot_and_its_tail(store: &dyn BoardStore) {
    let board = create(store, "snapshot").await;
    let updates: Vec<NewUpdate> = (0..5u8).map(|n| update(&board, &[n])).collect();
    store.append(&updates).await.unwrap();
    store.put_snapshot(&board, snapshot(2, 0)).await.unwrap();
    store.put_snapshot(&board, snapshot(4, 1)).await.unwrap();
    let stored = store.load(&board).await.unwrap();
    assert_eq!(stored.snapshot, Some(snapshot(4, 1)));
    assert_eq!(sequences(&stored.tail), [5]);
    assert_eq!(stored.head(), 5);
    // A slower one that holds less does not hide the newer one.
    store.put_snapshot(&board, snapshot(3, 1)).await.unwrap();
    let stored = store.load(&board).await.unwrap();
    assert_eq!(stored.snapshot, Some(snapshot(4, 1)));
    // The same one twice is one.
    store.put_snapshot(&board, snapshot(5, 1)).await.unwrap();
    store.put_snapshot(&board, snapshot(5, 1)).await.unwrap();
    let stored = store.load(&board).await.unwrap();
    assert_eq!(stored.snapshot, Some(snapshot(5, 1)));
    assert_eq!(stored.tail, []);
    assert_eq!(stored.head(), 5);
}

async fn keeps_one_snapshot_a_day_and_the_whole_log(store: &dyn BoardStore) {
    let board = create(store, "history").await;
    let updates: Vec<NewUpdate> = (0..7u8).map(|n| update(&board, &[n])).collect();
    store.append(&updates).await.unwrap();
    for sequence in 1..=3 {
        let snapshot = snapshot(sequence, 3 * DAY + i64::try_from(sequence).unwrap());
        store.put_snapshot(&board, snapshot).await.unwrap();
    }
    let log = store.log(&board, 0, 100).await.unwrap();
    assert_eq!(sequences(&log), [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(
        sequences(&store.log(&board, 2, 3).await.unwrap()),
        [3, 4, 5]
    );
    assert_eq!(store.log(&id("nowhere"), 0, 9).await.unwrap(), []);
    assert_eq!(store.load(&id("nowhere")).await.unwrap(), Stored::default());
}

async fn refuses_updates_of_missing_and_trashed_boards(store: &dyn BoardStore) {
    let (gone, here) = (create(store, "trashed").await, create(store, "here").await);
    store.set_trashed(&gone, Some(5_000)).await.unwrap();
    let batch = [
        update(&gone, b"x"),
        update(&here, b"y"),
        update(&id("nowhere"), b"z"),
    ];
    assert_eq!(store.append(&batch).await.unwrap(), [None, Some(1), None]);
    let record = store.board(&gone).await.unwrap().unwrap();
    assert_eq!((record.trashed_ms, record.head), (Some(5_000), 0));
    store.set_trashed(&gone, None).await.unwrap();
    let restored = store.append(&[update(&gone, b"x")]).await.unwrap();
    assert_eq!(restored, [Some(1)]);
}

async fn purges_what_lay_long_in_the_trash(store: &dyn BoardStore) {
    let (old, new) = (create(store, "old").await, create(store, "new").await);
    store.append(&[update(&old, b"x")]).await.unwrap();
    store.put_snapshot(&old, snapshot(1, 0)).await.unwrap();
    store.set_trashed(&old, Some(10_000)).await.unwrap();
    store.set_trashed(&new, Some(20_000)).await.unwrap();
    assert_eq!(
        store.purge(20_000).await.unwrap(),
        std::slice::from_ref(&old)
    );
    assert_eq!(store.board(&old).await.unwrap(), None);
    assert_eq!(store.load(&old).await.unwrap(), Stored::default());
    assert_eq!(store.capabilities(&old).await.unwrap(), []);
    assert!(store.board(&new).await.unwrap().is_some());
    assert_eq!(store.purge(20_000).await.unwrap(), []);
    let day = 24 * 3_600_000;
    let mut looks = Vec::new();
    for now_ms in [100 * day, 101 * day, 130 * day, 131 * day] {
        looks.push(store.may_empty_trash(now_ms).await.unwrap());
    }
    assert_eq!(looks, [false, true, false, true], "after a leap it waits");
}

async fn keeps_capabilities(store: &dyn BoardStore) {
    let board = create(store, "shared").await;
    let more = Capability {
        hash: [9; 32],
        role: Role::Viewer,
        granted_ms: 2_000,
        expires_ms: Some(3_000),
        label: "Guests of Tuesday".into(),
        used_ms: None,
    };
    assert!(more.is_valid_at(2_999) && !more.is_valid_at(3_000));
    let line = |what: &str| AuditEntry {
        at_ms: 2_000,
        who: "facilitator 0101".into(),
        what: what.into(),
        correlation: "c1".into(),
    };
    let granting = store.grant(&board, more.clone(), line("granted"));
    granting.await.unwrap();
    let mut expected = new_board(&board).capabilities;
    expected.push(more);
    assert_eq!(store.capabilities(&board).await.unwrap(), expected);
    store.used(&board, &[9; 32], 2_500).await.unwrap();
    store.used(&board, &[77; 32], 2_500).await.unwrap();
    expected[2].used_ms = Some(2_500);
    assert_eq!(store.capabilities(&board).await.unwrap(), expected);
    assert_eq!(store.capabilities(&id("nowhere")).await.unwrap(), []);

    let revoked = async |hash| store.revoke(&board, hash, line("revoked")).await.unwrap();
    assert!(revoked(&[9; 32]).await);
    assert!(!revoked(&[9; 32]).await, "it is gone");
    expected.pop();
    assert_eq!(store.capabilities(&board).await.unwrap(), expected);
    store.note(&board, line("exported")).await.unwrap();
    store.note(&id("nowhere"), line("exported")).await.unwrap();
    let audit = async |board, limit| store.audit(board, limit).await.unwrap();
    let mut lines = ["exported", "revoked", "granted"].map(line).to_vec();
    lines.push(new_board(&board).made);
    assert_eq!(audit(&board, 9).await, lines);
    assert_eq!(audit(&board, 1).await, lines[..1]);
    assert_eq!(audit(&id("nowhere"), 9).await, []);
}

async fn goes_back_to_any_moment(store: &dyn BoardStore) {
    let board = create(store, "moments").await;
    let updates: Vec<NewUpdate> = (0..9u8).map(|n| update(&board, &[n])).collect();
    store.append(&updates).await.unwrap();
    for (sequence, day) in [(3, 1), (6, 2)] {
        let kept = snapshot(sequence, day * DAY);
        store.put_snapshot(&board, kept).await.unwrap();
    }
    let at = async |sequence| {
        let stored = store.load_at(&board, sequence).await.unwrap();
        let tail: Vec<u64> = stored.tail.iter().map(|e| e.sequence).collect();
        (stored.snapshot.map(|s| s.sequence), tail)
    };
    assert_eq!(at(0).await, (None, vec![]));
    assert_eq!(at(2).await, (None, vec![1, 2]));
    assert_eq!(at(3).await, (Some(3), vec![]));
    assert_eq!(at(5).await, (Some(3), vec![4, 5]));
    assert_eq!(at(99).await, (Some(6), vec![7, 8, 9]));

    let named = |sequence, name: &str| Version {
        sequence,
        name: name.into(),
        at_ms: 5_000,
        who: "editor 0202".into(),
    };
    for version in [named(2, "First"), named(7, "Second"), named(2, "Beginning")] {
        store.name_version(&board, version).await.unwrap();
    }
    let nowhere = id("nowhere");
    store.name_version(&nowhere, named(1, "x")).await.unwrap();
    let versions = store.versions(&board).await.unwrap();
    assert_eq!(versions, [named(7, "Second"), named(2, "Beginning")]);
    assert_eq!(store.versions(&nowhere).await.unwrap(), []);
}

async fn takes_a_large_batch(store: &dyn BoardStore) {
    let board = create(store, "batch").await;
    let updates: Vec<NewUpdate> = (0..2_500u32)
        .map(|n| update(&board, &n.to_le_bytes()))
        .collect();
    let sequences = store.append(&updates).await.unwrap();
    assert!(
        sequences
            .iter()
            .enumerate()
            .all(|(i, s)| *s == Some(i as u64 + 1))
    );
    let log = store.log(&board, 0, u32::MAX).await.unwrap();
    assert!(log.iter().zip(&updates).all(|(e, u)| e.bytes == u.bytes));
    assert_eq!(log.len(), updates.len());
}

async fn numbers_without_gaps_under_concurrency(store: Arc<dyn BoardStore>) {
    let boards = [create(&*store, "c1").await, create(&*store, "c2").await];
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..8 {
        let (store, mut boards) = (store.clone(), boards.clone());
        // Half of them name the boards in the other order: two transactions must not wait for each other.
        if task % 2 == 0 {
            boards.reverse();
        }
        tasks.spawn(async move {
            for _ in 0..10 {
                let batch = [update(&boards[0], b"x"), update(&boards[1], b"y")];
                store.append(&batch).await.unwrap();
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    for board in &boards {
        let log = store.log(board, 0, 1_000).await.unwrap();
        assert_eq!(sequences(&log), (1..=80).collect::<Vec<u64>>());
    }
}

async fn groups_commits(store: Arc<dyn BoardStore>) {
    let board = create(&*store, "writer").await;
    let (writer, task) = Writer::start(store.clone());
    let (done, mut answers) = mpsc::unbounded_channel();
    for ticket in 0..300u64 {
        let update = update(&board, &ticket.to_le_bytes());
        assert!(writer.submit(update, ticket, done.clone()).await);
    }
    let missing = update(&id("nowhere"), b"");
    assert!(writer.submit(missing, 300, done).await);
    drop(writer);
    let mut seen = Vec::new();
    while let Some(answer) = answers.recv().await {
        for appended in answer {
            if let Ok(sequence) = appended.result {
                assert_eq!(sequence, appended.ticket + 1);
            } else {
                assert_eq!(appended.ticket, 300);
            }
            seen.push(appended.ticket);
        }
    }
    assert_eq!(seen, (0..=300).collect::<Vec<u64>>());
    task.await.unwrap();
    assert_eq!(store.board(&board).await.unwrap().unwrap().head, 300);
}

/// Boards with content, to be found again by [`everything`].
pub async fn fill(store: &dyn BoardStore) -> Vec<(BoardRecord, Vec<LogEntry>, Stored, usize)> {
    for name in ["kept-1", "kept-2"] {
        let board = create(store, name).await;
        let updates: Vec<NewUpdate> = (0..9u8).map(|n| update(&board, &[n; 40])).collect();
        store.append(&updates).await.unwrap();
        store.put_snapshot(&board, snapshot(6, 12)).await.unwrap();
    }
    store.set_trashed(&id("kept-2"), Some(77)).await.unwrap();
    everything(store).await
}

pub async fn everything(
    store: &dyn BoardStore,
) -> Vec<(BoardRecord, Vec<LogEntry>, Stored, usize)> {
    let mut all = Vec::new();
    for name in ["kept-1", "kept-2"] {
        let board = id(name);
        all.push((
            store.board(&board).await.unwrap().unwrap(),
            store.log(&board, 0, 100).await.unwrap(),
            store.load(&board).await.unwrap(),
            store.capabilities(&board).await.unwrap().len(),
        ));
    }
    all
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Who makes the boards of these tests.
pub const MAKER: &str = "facilitator 0101010101010101";

pub async fn create(store: &dyn BoardStore, name: &str) -> Id {
    let id = id(name);
    store.create(new_board(&id)).await.unwrap();
    id
}

fn new_board(id: &Id) -> NewBoard {
    NewBoard {
        id: id.clone(),
        title: format!("Board {id}"),
        created_ms: 1_000,
        capabilities: vec![
            Capability {
                hash: [1; 32],
                role: Role::Facilitator,
                granted_ms: 1_000,
                expires_ms: None,
                label: String::new(),
                used_ms: None,
            },
            Capability {
                hash: [2; 32],
                role: Role::Editor,
                granted_ms: 1_000,
                expires_ms: None,
                label: String::new(),
                used_ms: None,
            },
        ],
        made: AuditEntry {
            at_ms: 1_000,
            who: MAKER.into(),
            what: "made the board".into(),
            correlation: "c0".into(),
        },
        first: None,
    }
}

pub fn update(board: &Id, bytes: &[u8]) -> NewUpdate {
    NewUpdate {
        board: board.clone(),
        at_ms: 2_000,
        author: "Ann".into(),
        correlation: "c1".into(),
        bytes: bytes.to_vec().into(),
    }
}

pub fn snapshot(sequence: u64, at_ms: i64) -> Snapshot {
    Snapshot {
        sequence,
        at_ms,
        bytes: sequence.to_le_bytes().to_vec().into(),
    }
}

fn bytes(stored: &Stored) -> Vec<&[u8]> {
    stored.tail.iter().map(|e| &*e.bytes).collect()
}

fn sequences(log: &[LogEntry]) -> Vec<u64> {
    log.iter().map(|e| e.sequence).collect()
}
