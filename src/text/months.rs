//! The names of months in English.

const SHORT: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the number of a month, from 1, by its name in small letters, in full or short.
pub fn month(name: &str) -> Option<usize> {
    let name = if name == "sept" { "sep" } else { name };
    let full = FULL.iter().position(|month| *month == name);
    full.or_else(|| SHORT.iter().position(|month| *month == name)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_full_and_short() {
        let rows = [("may", Some(5)), ("september", Some(9)), ("sept", Some(9)), ("dec", Some(12))];
        for (name, expected) in rows {
            assert_eq!(month(name), expected, "{name}");
        }
        assert_eq!(["octo", "May", ""].map(month), [None; 3]);
    }
}
