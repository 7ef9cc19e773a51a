//! What is erased is nowhere any more.

use model::Id;
use store::{AuditEntry, BoardStore, NewUpdate, Stored, Version};

use super::suite::{MAKER, create, snapshot, update};

pub async fn erases_boards_and_names(store: &dyn BoardStore) {
    let (board, other) = (create(store, "names").await, create(store, "names-2").await);
    let by = |board: &Id, author: &str| NewUpdate {
        author: author.into(),
        ..update(board, b"x")
    };
    let batch = [by(&board, "Ann"), by(&board, "Anna"), by(&other, "Ann")];
    store.append(&batch).await.unwrap();
    let line = |who: &str| AuditEntry {
        at_ms: 1,
        who: who.into(),
        what: "exported svg".into(),
        correlation: String::new(),
    };
    for who in ["Ann · editor 01", "Anna · editor 01", "editor 01"] {
        store.note(&board, line(who)).await.unwrap();
    }
    let version = Version {
        sequence: 1,
        name: "Ann".into(),
        at_ms: 1,
        who: "Ann · editor 01".into(),
    };
    store.name_version(&board, version).await.unwrap();
    assert_eq!(store.erase_name(&board, "Ann", "x").await.unwrap(), 3);
    let authors = async |board| -> Vec<String> {
        let log = store.log(board, 0, 9).await.unwrap();
        log.into_iter().map(|entry| entry.author).collect()
    };
    assert_eq!(authors(&board).await, ["x", "Anna"]);
    assert_eq!(authors(&other).await, ["Ann"]);
    let audit = store.audit(&board, 9).await.unwrap();
    let who: Vec<&str> = audit.iter().map(|entry| &*entry.who).collect();
    let expected = ["editor 01", "Anna · editor 01", "x · editor 01", MAKER];
    assert_eq!(who, expected);
    let versions = store.versions(&board).await.unwrap();
    assert_eq!(
        (&*versions[0].name, &*versions[0].who),
        ("Ann", "x · editor 01")
    );

    store.put_snapshot(&board, snapshot(1, 0)).await.unwrap();
    assert!(store.erase(&board).await.unwrap());
    assert!(!store.erase(&board).await.unwrap(), "it is gone");
    assert_eq!(store.load(&board).await.unwrap(), Stored::default());
    assert_eq!(store.audit(&board, 9).await.unwrap(), []);
    assert!(store.board(&other).await.unwrap().is_some());
}
