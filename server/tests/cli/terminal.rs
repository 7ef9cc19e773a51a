//! Runs `isobar` in a folder of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const CARGO_SHIPPING: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../boards/cargo-shipping.storm"
);

/// A small storm with two contexts and nothing wrong with its flow.
pub const SMALL: &str = "\
#! Small shop
# Sales
actor Customer > command Place order > aggregate Order > event! Order placed
actor Customer > command Cancel order > aggregate Order > event Order cancelled
actor Clerk > command Change order > aggregate Order > event Order changed
event Order placed > readmodel Orders > actor Clerk
# Billing
^event Order placed > policy Whenever an order is placed, draft the invoice > command Draft invoice
command Draft invoice > aggregate Invoice > event Invoice drafted
actor Accountant > command Send invoice > aggregate Invoice > event Invoice sent
actor Accountant > command Void invoice > aggregate Invoice > event Invoice voided
event Invoice sent > readmodel Open invoices > actor Accountant
";

pub struct Terminal {
    folder: TempDir,
}

pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Terminal {
    pub fn new() -> Terminal {
        Terminal {
            folder: TempDir::new().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs with words as arguments and nothing on standard input.
    pub fn run(&self, args: &str) -> Ran {
        self.feed(args, b"")
    }

    /// The same with something on standard input.
    pub fn feed(&self, args: &str, input: &[u8]) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_isobar"))
            .args(args.split_whitespace())
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses its arguments closes its input unread.
        let _ = child.stdin.take().unwrap().write_all(input);
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    #[track_caller]
    pub fn good(self) -> Ran {
        assert_eq!(self.code, 0, "{}", self.err);
        self
    }

    /// Refused with this code and these words on stderr, and nothing on stdout.
    #[track_caller]
    pub fn refused(self, code: i32, words: &[&str]) -> Ran {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for word in words {
            assert!(
                self.err.contains(word),
                "{word:?} is missing in: {}",
                self.err
            );
        }
        assert_eq!(self.out, "");
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

/// A file of other people's boards; none, and said so, where they are missing.
pub fn fixture(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/fixtures")
        .join(name);
    if !path.is_file() {
        #[expect(clippy::print_stdout, reason = "a check that did not run says so")]
        {
            println!("skipped: {name} is not here");
        }
        return None;
    }
    Some(path)
}
