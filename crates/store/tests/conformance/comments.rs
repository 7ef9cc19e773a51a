//! What every backend must do with comments.

use store::{BoardStore, Comment, Resolved, Thread};

use super::suite::{create, id};

fn comment(name: &str, at_ms: i64) -> Comment {
    Comment {
        id: id(name),
        author: "Ånn 🧭".into(),
        owner: Some([3; 32]),
        text: format!("What of {name}?\nIt’s unclear."),
        at_ms,
        edited_ms: None,
    }
}

fn thread(name: &str, opened_ms: i64) -> Thread {
    Thread {
        id: id(name),
        note: id("n1"),
        opened_ms,
        resolved: None,
        comments: vec![comment("first", opened_ms)],
    }
}

pub async fn run(store: &dyn BoardStore) {
    keeps_threads_in_order(store).await;
    settles_edits_and_removes(store).await;
    goes_with_the_board(store).await;
    forgets_names(store).await;
}

async fn forgets_names(store: &dyn BoardStore) {
    let board = create(store, "nameless-talk").await;
    let mut said = thread("t", 10);
    said.resolved = None;
    said.comments[0].author = "Ann".into();
    store.open_thread(&board, &said).await.unwrap();
    let resolved = Resolved {
        at_ms: 30,
        by: "Ann".into(),
    };
    let settled = store.settle_thread(&board, &id("t"), Some(resolved)).await;
    assert!(settled.unwrap());
    assert_eq!(store.erase_name(&board, "Ann", "x").await.unwrap(), 2);
    let now = store.threads(&board).await.unwrap().remove(0);
    assert_eq!(now.comments[0].author, "x");
    assert_eq!(now.resolved.unwrap().by, "x");
}

async fn keeps_threads_in_order(store: &dyn BoardStore) {
    let (board, other) = (
        create(store, "talk").await,
        create(store, "other-talk").await,
    );
    for (name, at_ms) in [("t-late", 50), ("t-b", 10), ("t-a", 10)] {
        assert!(
            store
                .open_thread(&board, &thread(name, at_ms))
                .await
                .unwrap()
        );
    }
    let (late, early) = (comment("x-late", 90), comment("z-early", 80));
    for answer in [&late, &early] {
        let added = store.add_comment(&board, &id("t-a"), answer).await;
        assert!(added.unwrap());
    }
    let mut first = thread("t-a", 10);
    first.comments.extend([early, late]);
    let expected = [first, thread("t-b", 10), thread("t-late", 50)];
    assert_eq!(store.threads(&board).await.unwrap(), expected);
    assert_eq!(store.threads(&other).await.unwrap(), []);
    // The same name elsewhere is another thread.
    assert!(store.open_thread(&other, &thread("t-a", 7)).await.unwrap());
    assert_eq!(store.threads(&board).await.unwrap(), expected);
    let nowhere = id("nowhere");
    let opened = store.open_thread(&nowhere, &thread("t", 1)).await;
    assert!(!opened.unwrap());
    let lost = comment("lost", 1);
    let added = store.add_comment(&board, &id("t-none"), &lost).await;
    assert!(!added.unwrap());
    assert_eq!(store.threads(&nowhere).await.unwrap(), []);
}

async fn settles_edits_and_removes(store: &dyn BoardStore) {
    let board = create(store, "settled").await;
    let (t, first, second) = (id("t"), id("first"), id("second"));
    store.open_thread(&board, &thread("t", 10)).await.unwrap();
    let mut nobodys = comment("second", 20);
    nobodys.owner = None;
    store.add_comment(&board, &t, &nobodys).await.unwrap();
    let resolved = Resolved {
        at_ms: 30,
        by: "Bo".into(),
    };
    let now = async || store.threads(&board).await.unwrap().remove(0);
    let settle = async |resolved| store.settle_thread(&board, &t, resolved).await.unwrap();
    assert!(settle(Some(resolved.clone())).await);
    assert_eq!(now().await.resolved, Some(resolved));
    assert!(settle(None).await);
    assert_eq!(now().await.resolved, None);
    let nowhere = store.settle_thread(&board, &id("t-none"), None).await;
    assert!(!nowhere.unwrap());

    let edit = async |comment| store.edit_comment(&board, &t, comment, "Other", 40).await;
    assert!(edit(&second).await.unwrap());
    assert!(!edit(&id("none")).await.unwrap());
    let edited = now().await.comments.remove(1);
    assert_eq!(
        (edited.text.as_str(), edited.edited_ms),
        ("Other", Some(40))
    );
    assert_eq!(edited.owner, None);

    let remove = async |comment| store.remove_comment(&board, &t, comment).await.unwrap();
    assert!(remove(&first).await);
    assert!(!remove(&first).await);
    assert_eq!(now().await.comments, [edited]);
    assert!(remove(&second).await);
    assert_eq!(store.threads(&board).await.unwrap(), []);
}

async fn goes_with_the_board(store: &dyn BoardStore) {
    let board = create(store, "talked-away").await;
    store.open_thread(&board, &thread("t", 10)).await.unwrap();
    store.set_trashed(&board, Some(5)).await.unwrap();
    assert_eq!(store.threads(&board).await.unwrap().len(), 1);
    store.purge(6).await.unwrap();
    assert_eq!(store.threads(&board).await.unwrap(), []);
}
