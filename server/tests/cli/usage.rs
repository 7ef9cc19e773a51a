//! What holds for every command.

use crate::terminal::{SMALL, Terminal};

#[test]
fn help_and_version_are_good() {
    let t = Terminal::new();
    for args in ["--help", "--version", "convert --help", "check --help"] {
        assert!(!t.run(args).good().out.is_empty(), "{args}");
    }
}

#[test]
fn usage_is_refused_with_two() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    t.write("a.txt", SMALL);
    t.run("").refused(2, &["Usage"]);
    t.run("frobnicate").refused(2, &["frobnicate"]);
    t.run("check").refused(2, &["BOARD"]);
    t.run("check a.storm --loud").refused(2, &["--loud"]);
    t.run("check a.txt").refused(2, &["a.txt", ".storm"]);
    t.run("formats --yaml").refused(2, &["--yaml"]);
    t.run("serve --listen nope")
        .refused(2, &["--listen", "a port"]);
    t.run("serve --database-url mysql://x")
        .refused(2, &["mysql", "postgres://"]);
    t.run("serve --nats-url nats://127.0.0.1:1")
        .refused(2, &["postgres://"]);
    t.run("serve --create token").refused(2, &["token"]);
}

#[test]
fn unreadable_boards_are_refused_with_one_by_every_command() {
    let t = Terminal::new();
    t.write("bad.storm", "# Sales\nevent Order > placed\n");
    t.write("huge.storm", vec![b'/'; (64 << 20) + 1]);
    t.write("zero.board.json", b"");
    t.write("latin.board.json", b"{\"format\":\n\"\xe9\"}");
    for command in [
        "check",
        "check --json",
        "decompose",
        "decompose --json",
        "export --format openapi -o out",
    ] {
        t.run(&format!("{command} bad.storm"))
            .refused(1, &["bad.storm:2"]);
        t.run(&format!("{command} missing.storm"))
            .refused(1, &["missing.storm", "no such file"]);
        t.run(&format!("{command} missing.txt"))
            .refused(1, &["missing.txt", "no such file"]);
        t.run(&format!("{command} zero.board.json"))
            .refused(1, &["zero.board.json"]);
        t.run(&format!("{command} latin.board.json"))
            .refused(1, &["latin.board.json:2", "UTF-8"]);
    }
    t.run("check huge.storm")
        .refused(1, &["huge.storm", "larger than 64 MiB"]);
    assert!(!t.path("out").exists());
}

#[test]
fn a_board_comes_from_standard_input_too() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    let storm = t.feed("check - --json", SMALL.as_bytes()).good().out;
    let board = t.run("convert a.storm -o -").good().out;
    assert_eq!(t.feed("check - --json", board.as_bytes()).good().out, storm);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let t = Terminal::new();
    t.write("a.storm", SMALL);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_isobar"))
        .args(["decompose", "--json", "a.storm"])
        .current_dir(t.path("."))
        .stdout(writer)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(0));
}
