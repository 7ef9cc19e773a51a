//! The variable-length encoding of lib0, in which Yjs clients speak.
//!
//! Integers are little-endian groups of seven bits, the high bit says that more follow; byte arrays and texts carry
//! their length in front. Integers end at 2^53 - 1: a JavaScript peer could not read more.

/// The largest integer that every peer can read.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why bytes are not what the protocol says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("the message ends in the middle of a value")]
    Truncated,
    #[error("an integer is larger than 2^53 - 1")]
    TooLarge,
    #[error("a text is not UTF-8")]
    NotUtf8,
    #[error("a clock is higher than anybody counts")]
    Clock,
    #[error("unknown sync message {0}")]
    UnknownSync(u64),
}

/// Reads values one after the other, without copying.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that was not read yet.
    pub fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    pub fn integer(&mut self) -> Result<u64, Malformed> {
        let mut value: u64 = 0;
        for (i, byte) in self.rest.iter().enumerate() {
            // Eight groups hold 56 bits, more than any integer here has.
            if i == 8 {
                return Err(Malformed::TooLarge);
            }
            value |= u64::from(byte & 0x7f) << (7 * i);
            if byte & 0x80 == 0 {
                self.rest = &self.rest[i + 1..];
                return if value > MAX_INTEGER {
                    Err(Malformed::TooLarge)
                } else {
                    Ok(value)
                };
            }
        }
        Err(Malformed::Truncated)
    }

    pub fn bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let length = usize::try_from(self.integer()?).map_err(|_| Malformed::TooLarge)?;
        let (bytes, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(Malformed::Truncated)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub fn text(&mut self) -> Result<&'a str, Malformed> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Malformed::NotUtf8)
    }
}

/// Appends an integer of at most [`MAX_INTEGER`].
pub fn put_integer(to: &mut Vec<u8>, mut value: u64) {
    debug_assert!(value <= MAX_INTEGER);
    while value > 0x7f {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

/// Appends bytes with their length in front.
pub fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    put_integer(to, bytes.len() as u64);
    to.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_round_trip() {
        for value in [
            0,
            1,
            127,
            128,
            300,
            16_384,
            u64::from(u32::MAX),
            MAX_INTEGER,
        ] {
            let mut bytes = Vec::new();
            put_integer(&mut bytes, value);
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.integer(), Ok(value));
            assert!(reader.is_at_end());
        }
    }

    #[test]
    fn what_a_peer_could_not_read_is_refused() {
        let integer = |bytes: &[u8]| Reader::new(bytes).integer();
        assert_eq!(integer(&[]), Err(Malformed::Truncated));
        assert_eq!(integer(&[0x80]), Err(Malformed::Truncated));
        assert_eq!(integer(&[0xff; 20]), Err(Malformed::TooLarge));
        assert_eq!(
            integer(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f]),
            Err(Malformed::TooLarge)
        );
        assert_eq!(Reader::new(&[5, 1, 2]).bytes(), Err(Malformed::Truncated));
        assert_eq!(Reader::new(&[1, 0xff]).text(), Err(Malformed::NotUtf8));
    }
}
