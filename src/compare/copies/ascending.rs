//! Ascending numbers in few bits: what lies between two of them, as Robert Rice writes it.
//!
//! Numbers that are hashes lie apart at random, for which his code ("Some Practical Universal
//! Noiseless Coding Techniques", 1979) takes half a bit each more than any could.

use crate::model::{Reader, Writer};

/// Bits that are certain to be there where eight bytes are looked at from any bit of the first.
const SEEN: u32 = 56;

/// Returns how many bits of a gap are written as they are: about as many as gaps have, so that the
/// rest is a small number.
fn low_bits(count: usize) -> u32 {
    // A gap is as likely longer as shorter than the mean times the logarithm of two.
    let mean = (1u64 << u32::BITS) / (count as u64).max(1);
    (mean * 7 / 10).max(1).ilog2().min(u32::BITS - 1)
}

/// Writes numbers in ascending order, none of them twice.
pub(super) fn write(numbers: &[u32], row: &mut Writer) {
    row.count(numbers.len());
    let low = low_bits(numbers.len());
    let (mut held, mut count) = (0u64, 0);
    let mut push = |bits: u64, length: u32| {
        held |= bits << count;
        count += length;
        while count >= u8::BITS {
            row.u8(held as u8);
            held >>= u8::BITS;
            count -= u8::BITS;
        }
    };
    let mut least = 0;
    for number in numbers {
        let gap = u64::from(*number) - least;
        least = u64::from(*number) + 1;
        let mut high = gap >> low;
        while high >= u64::from(u32::BITS) {
            push(0, u32::BITS);
            high -= u64::from(u32::BITS);
        }
        push(1 << high, high as u32 + 1);
        push(gap & ((1 << low) - 1), low);
    }
    push(0, u8::BITS - 1);
}

/// Reads such numbers and adds them to `numbers`; none where they make no sense.
pub(super) fn read(row: &mut Reader<'_>, numbers: &mut Vec<u32>) -> Option<()> {
    let count = row.count_of_rest()?;
    let low = low_bits(count);
    let mut at = 0usize;
    let mut least = 0u64;
    numbers.reserve(count);
    for _ in 0..count {
        let mut bits = seen(row.0, at)?;
        let mut high = u64::from(bits.trailing_zeros());
        if high + 1 + u64::from(low) <= u64::from(SEEN) {
            // Nearly always all of a number is seen at a glance.
            bits >>= high + 1;
            at += high as usize + 1;
        } else {
            high = zeros(row.0, &mut at)?;
            bits = seen(row.0, at)?;
        }
        let number = least.checked_add(high << low | bits & ((1 << low) - 1))?;
        at += low as usize;
        numbers.push(u32::try_from(number).ok()?);
        least = number + 1;
    }
    row.take(at.div_ceil(u8::BITS as usize)).map(drop)
}

/// Returns how many zeros stand at `at`, and reads on to behind the one that follows them.
fn zeros(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut count = 0;
    loop {
        let zeros = seen(bytes, *at)?.trailing_zeros().min(SEEN);
        count += u64::from(zeros);
        *at += zeros as usize;
        if zeros < SEEN {
            *at += 1;
            return Some(count);
        }
    }
}

/// Returns the bits from `at` on, at least [`SEEN`] of them, with zeros behind the last; none where
/// it stands behind the end.
#[inline]
fn seen(bytes: &[u8], at: usize) -> Option<u64> {
    let rest = bytes.get(at / u8::BITS as usize..)?;
    let eight = match rest.first_chunk::<8>() {
        Some(eight) => *eight,
        None if rest.is_empty() => return None,
        None => {
            let mut eight = [0; 8];
            eight[..rest.len()].copy_from_slice(rest);
            eight
        }
    };
    Some(u64::from_le_bytes(eight) >> (at % u8::BITS as usize))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(numbers: &[u32]) -> Vec<u8> {
        let mut row = Writer::default();
        write(numbers, &mut row);
        row.0
    }

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in prop_oneof![
                prop::collection::btree_set(any::<u32>(), 0..200),
                prop::collection::btree_set(0u32..300, 0..200),
                prop::collection::btree_set(u32::MAX - 9..=u32::MAX, 0..9),
            ],
            behind in prop::collection::vec(any::<u8>(), 0..9),
        ) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let mut bytes = written(&numbers);
            bytes.extend(&behind);
            let mut row = Reader(&bytes);
            let mut found = Vec::new();
            prop_assert_eq!(read(&mut row, &mut found), Some(()));
            prop_assert_eq!(found, numbers);
            prop_assert_eq!(row.0, behind);
        }

        #[test]
        fn nonsense_is_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut found = Vec::new();
            let _ = read(&mut Reader(&bytes), &mut found);
            prop_assert!(found.len() <= bytes.len());
            prop_assert!(found.is_sorted());
        }
    }

    #[test]
    fn hashes_take_few_bits() {
        let numbers: Vec<u32> = (0..100u32).map(|at| at * 42_949_672 + at * 977 % 65_537).collect();
        assert!(written(&numbers).len() < 345, "{}", written(&numbers).len());
    }
}
