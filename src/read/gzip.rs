//! gzip: one member after another, with recovery at the next one where one is broken.
//!
//! Archives of web pages keep each record in a member of its own, so that a damaged stretch costs
//! its records and no others. After a failure the input goes on right behind the place where the
//! broken member began, as far as what was read since then is still at hand.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// What every member begins with: the magic number, and the only method there is.
pub(super) const MAGIC: &[u8] = b"\x1f\x8b\x08";
/// Compressed bytes of a member that are kept to go back to; members of archives are pages.
const KEPT: usize = 8 * 1024 * 1024;
/// Compressed bytes that are read a second time, in all: each broken place costs one member, and
/// an input that is nothing but broken places must not cost its square.
const READ_AGAIN: usize = 64 * 1024 * 1024;
/// Bytes that any input may unpack to.
pub(super) const UNPACKED_FLOOR: u64 = 64 * 1024 * 1024;
/// Bytes that one compressed byte may unpack to above the floor. Text packs 3 to 20 times, a list
/// of the same word 400 times at most; DEFLATE itself goes up to 1,032.
pub(super) const UNPACKED_RATIO: u64 = 200;

/// Why unpacking stopped where an input unpacks to far more than a text would.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than {UNPACKED_RATIO} times its size")]
pub(super) struct TooMuch;

/// An input that can be taken back to a marked place.
pub(super) struct Rewind<'a> {
    input: &'a mut dyn BufRead,
    /// What is read before the input goes on.
    again: Vec<u8>,
    at: usize,
    /// What was read since the mark; of no use once it is longer than `keeps`.
    past: Vec<u8>,
    keeps: usize,
    is_lost: bool,
    consumed: u64,
}

impl<'a> Rewind<'a> {
    /// Returns `input` with up to `keeps` bytes to go back.
    pub(super) fn new(input: &'a mut dyn BufRead, keeps: usize) -> Self {
        let (again, past) = (Vec::new(), Vec::new());
        Self { input, again, at: 0, past, keeps, is_lost: false, consumed: 0 }
    }

    /// Marks the place to go back to.
    pub(super) fn mark(&mut self) {
        self.past.clear();
        self.is_lost = false;
    }

    /// Goes back to `after` bytes behind the mark; returns how many bytes are read again, 0 where
    /// the place is not at hand any more.
    pub(super) fn rewind(&mut self, after: usize) -> usize {
        if self.is_lost || after >= self.past.len() {
            return 0;
        }
        let mut again = self.past.split_off(after);
        let back = again.len();
        again.extend_from_slice(&self.again[self.at..]);
        (self.again, self.at) = (again, 0);
        self.mark();
        back
    }

    /// Returns how many bytes were read since the mark; none where they are not at hand any more.
    pub(super) fn since_mark(&self) -> Option<usize> {
        (!self.is_lost).then_some(self.past.len())
    }

    /// Returns how many bytes are read again before the input goes on.
    pub(super) fn at_hand(&self) -> usize {
        self.again.len() - self.at
    }

    /// Reads on to the next `pattern` and stops before it; `false` where there is none.
    fn seek(&mut self, pattern: &[u8]) -> io::Result<bool> {
        let mut tail: Vec<u8> = Vec::new();
        loop {
            let buffer = self.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            // A pattern may begin in one buffer and end in the next.
            let known = tail.len();
            tail.extend_from_slice(buffer);
            let read = buffer.len();
            if let Some(found) = memchr::memmem::find(&tail, pattern) {
                if found >= known {
                    self.consume(found - known);
                } else {
                    let begun = tail[found..known].to_vec();
                    self.prepend(&begun);
                }
                return Ok(true);
            }
            self.consume(read);
            tail.drain(..tail.len().saturating_sub(pattern.len() - 1));
        }
    }

    fn prepend(&mut self, bytes: &[u8]) {
        let rest = self.again.split_off(self.at);
        self.again = [bytes, &rest].concat();
        self.at = 0;
    }
}

impl Read for Rewind<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Rewind<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.again.len() { Ok(&self.again[self.at..]) } else { self.input.fill_buf() }
    }

    fn consume(&mut self, read: usize) {
        self.consumed += read as u64;
        self.is_lost |= self.past.len() + read > self.keeps;
        let from_again = read.min(self.again.len() - self.at);
        if !self.is_lost {
            self.past.extend_from_slice(&self.again[self.at..self.at + from_again]);
        }
        self.at += from_again;
        if self.at == self.again.len() {
            self.again.clear();
            self.at = 0;
        }
        let from_input = read - from_again;
        if from_input > 0 {
            // What is buffered is given again without reading.
            if let (false, Ok(buffer)) = (self.is_lost, self.input.fill_buf()) {
                self.past.extend_from_slice(&buffer[..from_input.min(buffer.len())]);
            }
            self.input.consume(from_input);
        }
        if self.is_lost {
            self.past = Vec::new();
        }
    }
}

/// The members of a gzip input. Reading gives the bytes of the present member, and then none.
pub(super) struct Members<'a> {
    decoder: Option<GzDecoder<Rewind<'a>>>,
    /// The input between two members.
    between: Option<Rewind<'a>>,
    unpacked: u64,
    read_again: usize,
}

impl<'a> Members<'a> {
    /// Returns the members of `input`, of which [`Members::advance`] gives the first.
    pub(super) fn new(input: &'a mut dyn BufRead) -> Self {
        let between = Some(Rewind::new(input, KEPT));
        Self { decoder: None, between, unpacked: 0, read_again: 0 }
    }

    /// Goes on to the next member; `false` where there is none. Says whether bytes that belong to
    /// no member were passed over.
    ///
    /// # Errors
    ///
    /// Where the input itself cannot be read.
    pub(super) fn advance(&mut self) -> io::Result<Step> {
        let mut input = match self.decoder.take() {
            Some(decoder) => decoder.into_inner(),
            None => match self.between.take() {
                Some(input) => input,
                None => return Ok(Step::End),
            },
        };
        let before = input.consumed;
        let found = input.seek(MAGIC)?;
        // Some writers pad with NUL bytes to whole blocks.
        let passed = input.consumed - before;
        if !found {
            self.between = Some(input);
            return Ok(if passed > 0 { Step::Garbage } else { Step::End });
        }
        input.mark();
        self.decoder = Some(GzDecoder::new(input));
        Ok(if passed > 0 { Step::AfterGarbage } else { Step::Member })
    }

    /// Leaves a member that is broken: what follows its first byte is looked at again.
    pub(super) fn leave_broken(&mut self) {
        if let Some(decoder) = self.decoder.take() {
            let mut input = decoder.into_inner();
            if self.read_again < READ_AGAIN {
                self.read_again += input.rewind(1);
            }
            self.between = Some(input);
        }
    }

    /// Leaves a member for its size: what follows the place reached is looked at.
    pub(super) fn leave_behind(&mut self) {
        self.between = self.decoder.take().map(GzDecoder::into_inner);
    }
}

/// What [`Members::advance`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The next member.
    Member,
    /// The next member, behind bytes that belong to none.
    AfterGarbage,
    /// Bytes that belong to no member, and then the end.
    Garbage,
    /// The end.
    End,
}

impl Read for Members<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return Ok(0) };
        let read = decoder.read(out)?;
        self.unpacked += read as u64;
        let packed = decoder.get_ref().consumed;
        if self.unpacked > UNPACKED_FLOOR.saturating_add(packed.saturating_mul(UNPACKED_RATIO)) {
            self.unpacked = 0;
            return Err(io::Error::other(TooMuch));
        }
        Ok(read)
    }
}

/// All members as one stream, as the format says; anything broken ends it with an error.
pub(super) struct Joined<'a>(pub(super) Members<'a>);

impl Read for Joined<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.0.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            match self.0.advance()? {
                Step::Member => {}
                Step::End | Step::Garbage => return Ok(0),
                Step::AfterGarbage => return Err(io::Error::other("bytes between its members")),
            }
        }
    }
}

/// Says whether an error is that of [`TooMuch`].
pub(super) fn is_too_much(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<TooMuch>())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    pub(crate) fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("a vector takes everything");
        encoder.finish().expect("a vector takes everything")
    }

    /// Reads what can be read, member by member.
    fn recovered(bytes: &[u8]) -> Vec<String> {
        let mut input = io::BufReader::with_capacity(7, bytes);
        let mut members = Members::new(&mut input);
        let mut found = Vec::new();
        while !matches!(members.advance().expect("memory"), Step::End | Step::Garbage) {
            let mut member = String::new();
            match members.read_to_string(&mut member) {
                Ok(_) => found.push(member),
                Err(_) => members.leave_broken(),
            }
        }
        found
    }

    #[test]
    fn what_is_broken_costs_its_own_member_only() {
        let rest = [packed(b"second"), packed(b"third")].concat();
        let first = packed("first ".repeat(20).as_bytes());
        let mut crossed = first.clone();
        let at = crossed.len() / 2;
        crossed[at] ^= 0xff;
        let garbage: Vec<u8> = (0..=255).cycle().take(2000).collect();
        let rows: [Vec<u8>; 5] = [
            [crossed, rest.clone()].concat(),
            [first[..at].to_vec(), rest.clone()].concat(),
            [first[..at].to_vec(), garbage.clone(), rest.clone()].concat(),
            [garbage, rest.clone()].concat(),
            [MAGIC.repeat(50), rest].concat(),
        ];
        for bytes in rows {
            assert_eq!(recovered(&bytes), ["second", "third"]);
        }
    }

    #[test]
    fn all_members_are_one_stream() {
        let bytes = [packed(b"one "), packed(b""), packed(b"two")].concat();
        let mut input = bytes.as_slice();
        let mut text = String::new();
        Joined(Members::new(&mut input)).read_to_string(&mut text).expect("whole");
        assert_eq!(text, "one two");
    }

    #[test]
    fn what_unpacks_to_far_too_much_is_left() {
        let bomb = packed(&vec![b'A'; 200 << 20]);
        let bytes = [bomb, packed(b"after")].concat();
        let mut input = bytes.as_slice();
        let mut members = Members::new(&mut input);
        assert_eq!(members.advance().expect("memory"), Step::Member);
        let error = io::copy(&mut members, &mut io::sink()).expect_err("a bomb");
        assert!(is_too_much(&error));
        members.leave_behind();
        let mut last = Vec::new();
        while members.advance().expect("memory") != Step::End {
            last.clear();
            if members.read_to_end(&mut last).is_err() {
                members.leave_broken();
            }
        }
        assert_eq!(last, b"after");
    }
}
