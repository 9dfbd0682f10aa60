//! Numbers and words as bytes for what is remembered: small numbers in few bytes, others little
//! end first.

/// Bytes that are being written.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    pub(crate) fn u8(&mut self, number: u8) {
        self.0.push(number);
    }

    pub(crate) fn u32(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn u64(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(crate) fn f32(&mut self, number: f32) {
        self.u32(number.to_bits());
    }

    /// Writes a count seven bits at a time, the lowest first.
    pub(crate) fn count(&mut self, number: usize) {
        let mut rest = number as u64;
        while rest > 0x7f {
            self.u8(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.u8(rest as u8);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Bytes that are being read; none where they end too early or make no sense.
#[derive(Debug)]
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    /// Reads that many bytes.
    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub(crate) fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub(crate) fn f32(&mut self) -> Option<f32> {
        self.u32().map(f32::from_bits)
    }

    /// Reads a count; none where it is more than 32 bits hold.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let mut number = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).ok().map(|number| number as usize);
            }
        }
        None
    }

    /// Reads how many of something follow, each of a byte or more.
    pub(crate) fn count_of_rest(&mut self) -> Option<usize> {
        self.count().filter(|count| *count <= self.0.len())
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_come_back_and_nonsense_does_not() {
        let counts = [0, 1, 127, 128, 300, 16_383, 16_384, u32::MAX as usize];
        let mut writer = Writer::default();
        counts.iter().for_each(|count| writer.count(*count));
        let mut reader = Reader(&writer.0);
        assert_eq!(counts.map(|_| reader.count()), counts.map(Some));
        assert_eq!(reader.count(), None);
        assert_eq!(Reader(&[0xff; 9]).count(), None);
        assert_eq!(Reader(&[5, 0, 0]).count_of_rest(), None);
    }
}
