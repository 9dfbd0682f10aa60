//! Whether two words are one, spelt in two ways.

/// Says whether two words are one, misspelt or spelt as elsewhere: one edit in words of four
/// letters, two in words of eight, never in numbers.
pub fn is_respelt(left: &str, right: &str) -> bool {
    let (a, b) = (left.as_bytes(), right.as_bytes());
    let shorter = a.len().min(b.len());
    let allowed = match shorter {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > allowed || left.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let prefix = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let suffix =
        a[prefix..].iter().rev().zip(b[prefix..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[prefix..a.len() - suffix], &b[prefix..b.len() - suffix]);
    let is_swapped = a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
    // What differs lies between the shared ends; at most that many edits.
    is_swapped || a.len().max(b.len()) <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_no_other_word() {
        for (left, right) in
            [("positive", "poistive"), ("colour", "color"), ("business", "busness")]
        {
            assert!(is_respelt(left, right), "{left}/{right}");
        }
        for (left, right) in
            [("cat", "car"), ("1995", "1996"), ("house", "mouse trap"), ("never", "always")]
        {
            assert!(!is_respelt(left, right), "{left}/{right}");
        }
    }
}
