//! SHA-256 values.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes; shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256Hash(pub [u8; 32]);

impl Sha256Hash {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Returns the first eight bytes as a number, the raw material of content ids.
    pub fn prefix(&self) -> u64 {
        self.0.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

/// What each hexadecimal digit says, in either case; [`NO_DIGIT`] for all other bytes.
const VALUES: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut value = 0;
    while value < 16 {
        let digit = digit(value);
        values[digit as usize] = value;
        values[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    values
};
const NO_DIGIT: u8 = 0xff;

/// Returns the hexadecimal digit of a value below 16.
pub(super) const fn digit(value: u8) -> u8 {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    DIGITS[(value & 15) as usize]
}

impl fmt::Display for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = [0; 64];
        for (pair, byte) in shown.as_chunks_mut().0.iter_mut().zip(self.0) {
            *pair = [byte >> 4, byte & 15].map(digit);
        }
        // Digits are ASCII.
        f.write_str(str::from_utf8(&shown).unwrap_or_default())
    }
}

impl fmt::Debug for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sha256Hash({self})")
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a SHA-256 in 64 hexadecimal digits")]
pub struct UnreadableHash(String);

impl FromStr for Sha256Hash {
    type Err = UnreadableHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || UnreadableHash(text.to_owned());
        let digits: &[u8; 64] = text.as_bytes().try_into().map_err(|_| bad())?;
        let values = digits.map(|digit| VALUES[usize::from(digit)]);
        if values.contains(&NO_DIGIT) {
            return Err(bad());
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(values.as_chunks().0) {
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_back_from_what_it_shows() {
        let hash = Sha256Hash::of(b"abc");
        assert!(hash.to_string().starts_with("ba7816bf8f01cfea"));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(hash.prefix(), 0xba78_16bf_8f01_cfea);
        assert_eq!(hash.to_string().to_uppercase().parse(), Ok(hash));
        let others = ["ba78".to_owned(), "g".repeat(64), "é".repeat(32), " ".repeat(64)];
        assert!(others.iter().all(|text| text.parse::<Sha256Hash>().is_err()));
    }
}
