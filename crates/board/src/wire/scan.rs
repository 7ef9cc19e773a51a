//! A look at the bytes of an update before the CRDT decodes them: sizes, nesting and clocks stay within what it can bear.
//!
//! The grammar is that of Yjs updates, v1: for each client its structs from a clock on, then the ranges of deleted ones.

use std::collections::HashSet;

/// Deepest nesting of one plain value; deeper ones would overflow the stack of whoever decodes them.
const MAX_NESTING: usize = 256;
/// Clocks stay below: yrs computes with 32 bits, signed.
const MAX_CLOCK: u64 = 1 << 31;
/// Client ids are whole numbers that JavaScript can count.
const MAX_CLIENT: u64 = (1 << 53) - 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("it ends in the middle of a value")]
    Truncated,
    #[error("{0} bytes follow its end")]
    Trailing(usize),
    #[error("a number is too large")]
    TooLarge,
    #[error("a text is not UTF-8")]
    NotUtf8,
    #[error("a struct of the unknown kind {0}")]
    UnknownStruct(u8),
    #[error("a type of the unknown kind {0}")]
    UnknownType(u8),
    #[error("a value of the unknown kind {0}")]
    UnknownValue(u8),
    #[error("a struct is empty")]
    Empty,
    #[error("a value is nested too deep")]
    TooDeep,
    #[error("a struct refers to one that comes after it")]
    Forward,
    #[error("a client appears twice")]
    TwiceTheClient,
}

/// What was seen in a sound update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// It says of itself that something is missing in it.
    pub skips: bool,
}

/// Goes through an update.
pub fn update(bytes: &[u8]) -> Result<Seen, Fault> {
    let mut scan = Scan::of(bytes);
    let mut seen = HashSet::new();
    for _ in 0..scan.count()? {
        let structs = scan.count()?;
        let client = scan.client()?;
        if !seen.insert(client) {
            return Err(Fault::TwiceTheClient);
        }
        let mut clock = scan.clock()?;
        for _ in 0..structs {
            clock += scan.block(client, clock)?;
            if clock > MAX_CLOCK {
                return Err(Fault::TooLarge);
            }
        }
    }
    seen.clear();
    for _ in 0..scan.count()? {
        if !seen.insert(scan.client()?) {
            return Err(Fault::TwiceTheClient);
        }
        for _ in 0..scan.count()? {
            let (start, length) = (scan.clock()?, scan.clock()?);
            if start + length > MAX_CLOCK {
                return Err(Fault::TooLarge);
            }
        }
    }
    scan.end()?;
    Ok(Seen { skips: scan.skips })
}

/// Goes through a state vector.
pub fn state_vector(bytes: &[u8]) -> Result<(), Fault> {
    let mut scan = Scan::of(bytes);
    for _ in 0..scan.count()? {
        scan.client()?;
        scan.clock()?;
    }
    scan.end()
}

struct Scan<'a> {
    rest: &'a [u8],
    skips: bool,
}

impl<'a> Scan<'a> {
    fn of(bytes: &'a [u8]) -> Scan<'a> {
        Scan {
            rest: bytes,
            skips: false,
        }
    }

    /// One struct; its length in clocks.
    fn block(&mut self, client: u64, clock: u64) -> Result<u64, Fault> {
        const SKIP: u8 = 10;
        const GC: u8 = 0;
        const HAS_ORIGIN: u8 = 0x80;
        const HAS_RIGHT_ORIGIN: u8 = 0x40;
        const HAS_PARENT_SUB: u8 = 0x20;
        let info = self.byte()?;
        if info == SKIP || info == GC {
            self.skips |= info == SKIP;
            return self.length();
        }
        for flag in [HAS_ORIGIN, HAS_RIGHT_ORIGIN] {
            if info & flag != 0 {
                self.earlier(client, clock)?;
            }
        }
        if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) == 0 {
            if self.number(1 << 32)? == 1 {
                self.text()?;
            } else {
                self.earlier(client, clock)?;
            }
            if info & HAS_PARENT_SUB != 0 {
                self.text()?;
            }
        }
        self.content(info & 0x1f)
    }

    /// The content of an item; its length in clocks.
    fn content(&mut self, kind: u8) -> Result<u64, Fault> {
        match kind {
            // Deleted.
            1 => return self.length(),
            // Binary.
            3 => {
                self.bytes()?;
            }
            // A string counts UTF-16 units; an empty one is let pass and dropped, as Yjs once wrote such.
            4 => return Ok(self.text()?.encode_utf16().count() as u64),
            // An embed, as JSON.
            5 => self.json()?,
            // A format: key and JSON.
            6 => {
                self.text()?;
                self.json()?;
            }
            // A shared type.
            7 => match self.byte()? {
                0..=2 | 4 | 6 => {}
                3 => {
                    self.text()?;
                }
                other => return Err(Fault::UnknownType(other)),
            },
            // Plain values.
            8 => {
                let count = self.count()?;
                for _ in 0..count {
                    self.value(0)?;
                }
                return Ok(count);
            }
            // A subdocument.
            9 => {
                self.text()?;
                self.value(0)?;
            }
            // 2 was JSON texts, which no Yjs writes since 2019 and yrs misreads.
            other => return Err(Fault::UnknownStruct(other)),
        }
        Ok(1)
    }

    fn value(&mut self, depth: usize) -> Result<(), Fault> {
        if depth > MAX_NESTING {
            return Err(Fault::TooDeep);
        }
        match self.byte()? {
            // Undefined, null, true, false.
            127 | 126 | 121 | 120 => {}
            // A whole number of any sign.
            125 => {
                let length = self.rest.iter().take(9).position(|byte| byte & 0x80 == 0);
                self.take(length.ok_or(Fault::TooLarge)? + 1)?;
            }
            124 => {
                self.take(4)?;
            }
            123 | 122 => {
                self.take(8)?;
            }
            119 => {
                self.text()?;
            }
            118 => {
                for _ in 0..self.count()? {
                    self.text()?;
                    self.value(depth + 1)?;
                }
            }
            117 => {
                for _ in 0..self.count()? {
                    self.value(depth + 1)?;
                }
            }
            116 => {
                self.bytes()?;
            }
            other => return Err(Fault::UnknownValue(other)),
        }
        Ok(())
    }

    /// The id of another item, which must not be one that this item's own client makes later.
    fn earlier(&mut self, client: u64, clock: u64) -> Result<(), Fault> {
        let (of, at) = (self.client()?, self.clock()?);
        if of == client && at >= clock {
            return Err(Fault::Forward);
        }
        Ok(())
    }

    /// JSON as text; that it parses is left to the decoder, which bounds its nesting.
    fn json(&mut self) -> Result<(), Fault> {
        self.text().map(drop)
    }

    fn length(&mut self) -> Result<u64, Fault> {
        match self.clock()? {
            0 => Err(Fault::Empty),
            length => Ok(length),
        }
    }

    /// How many things follow; each takes a byte at least.
    fn count(&mut self) -> Result<u64, Fault> {
        match self.number(1 << 32)? {
            count if count > self.rest.len() as u64 => Err(Fault::Truncated),
            count => Ok(count),
        }
    }

    fn clock(&mut self) -> Result<u64, Fault> {
        self.number(MAX_CLOCK)
    }

    fn client(&mut self) -> Result<u64, Fault> {
        self.number(MAX_CLIENT)
    }

    fn text(&mut self) -> Result<&'a str, Fault> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Fault::NotUtf8)
    }

    fn bytes(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.count()? as usize;
        self.take(length)
    }

    fn number(&mut self, limit: u64) -> Result<u64, Fault> {
        let mut number = 0u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if number <= limit {
                    Ok(number)
                } else {
                    Err(Fault::TooLarge)
                };
            }
        }
        Err(Fault::TooLarge)
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Fault::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    fn end(&self) -> Result<(), Fault> {
        match self.rest.len() {
            0 => Ok(()),
            more => Err(Fault::Trailing(more)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_what_yjs_writes() {
        assert_eq!(update(&[0, 0]), Ok(Seen { skips: false }));
        // Y.Text "test" = "abc", from the tests of Yjs.
        let text = [
            1, 1, 220, 240, 237, 172, 15, 0, 4, 1, 4, 116, 101, 115, 116, 3, 97, 98, 99, 0,
        ];
        assert_eq!(update(&text), Ok(Seen { skips: false }));
        for cut in 0..text.len() {
            assert!(update(&text[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn stops_a_bomb_of_nested_arrays() {
        let mut bytes = vec![1, 1, 7, 0, 8, 1, 1, b'a', 1];
        bytes.extend([117, 1].repeat(100_000));
        bytes.extend([126, 0]);
        assert_eq!(update(&bytes), Err(Fault::TooDeep));
    }

    #[test]
    fn stops_counts_that_no_bytes_back_up() {
        assert_eq!(
            update(&[0xff, 0xff, 0xff, 0xff, 0x0f]),
            Err(Fault::Truncated)
        );
        assert_eq!(update(&[1, 1, 7, 0, 10, 0, 0]), Err(Fault::Empty));
        assert_eq!(update(&[0, 0, 1]), Err(Fault::Trailing(1)));
    }
}
