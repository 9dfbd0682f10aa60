//! Dates as articles write them: `2023-03-22`, `22.03.2023`, `March 22, 2023`.
//!
//! A date whose day and month could be exchanged (`03.04.2023`) keeps its year only: which of the
//! two it is depends on the country, and nothing is guessed.

use crate::model::PublishedDate;
use crate::text;

/// Returns the date that the whole of `text` is.
pub(super) fn whole_date(text: &str) -> Option<PublishedDate> {
    let (date, rest) = leading_date(text.trim())?;
    rest.trim().is_empty().then_some(date)
}

/// Returns the date of a moment: `Wed, 22 May 2024 10:00:00 GMT`, of which the time of day is left
/// out where it is in words. The first day of the first year, as programs have where they have no
/// date, is none.
pub(super) fn moment(text: &str) -> Option<PublishedDate> {
    let text = text.trim();
    let whole = text.parse().ok().or_else(|| whole_date(text));
    let is_clock = |rest: &str| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':')
    };
    let begun = || leading_date(text).filter(|(_, rest)| is_clock(rest)).map(|(date, _)| date);
    whole.or_else(begun).filter(is_stated)
}

/// Says whether a date is more than the zero of a program's calendar.
pub(super) fn is_stated(date: &PublishedDate) -> bool {
    !date.as_str().starts_with("0001-01-01")
}

/// Returns the date with which `text` begins, and what follows it.
pub(super) fn leading_date(text: &str) -> Option<(PublishedDate, &str)> {
    let text = without_weekday(text.trim_start());
    iso(text).or_else(|| numeric(text)).or_else(|| named_month(text))
}

/// Reads RFC 3339 and its shorter forms.
fn iso(text: &str) -> Option<(PublishedDate, &str)> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (token, rest) = text.split_at(end);
    let bare = token.trim_end_matches([',', '.', ';', ')', '|']);
    // A bare year is a number like any other in running text.
    let date = bare.parse().ok().filter(|_| bare.len() > 4)?;
    Some((date, rest))
}

/// Reads `22.03.2023`, `3/22/2023` and `2023/03/22`.
fn numeric(text: &str) -> Option<(PublishedDate, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-'));
    let (token, rest) = text.split_at(end.unwrap_or(text.len()));
    let token = token.trim_end_matches(['.', '/', '-']);
    let separator = token.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = token.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 2);
    let date = if first.len() == 4 {
        format!("{first}-{:02}-{:02}", number(second)?, number(third)?)
    } else {
        let year = Some(third).filter(|year| year.len() == 4)?;
        day_and_month(number(first)?, number(second)?, year)?
    };
    Some((date.parse().ok()?, rest))
}

/// Tells day from month where only one of the two can be the month, or both are the same.
fn day_and_month(first: u32, second: u32, year: &str) -> Option<String> {
    match (first, second) {
        (day, month) if day > 12 => Some(format!("{year}-{month:02}-{day:02}")),
        (month, day) if day > 12 => Some(format!("{year}-{month:02}-{day:02}")),
        (day, month) if day == month => Some(format!("{year}-{month:02}-{day:02}")),
        (1..=12, 1..=12) => Some(year.to_owned()),
        _ => None,
    }
}

/// Reads `March 22, 2023`, `22 March 2023`, `Mar. 22, 2023` and `March 2023`.
fn named_month(text: &str) -> Option<(PublishedDate, &str)> {
    let (first, rest) = token(text)?;
    let (second, after_second) = token(rest)?;
    if let Some(month) = month(first) {
        if let Some(year) = year(second) {
            return Some((format!("{year}-{month:02}").parse().ok()?, after_second));
        }
        let (third, after_third) = token(after_second)?;
        let (day, year) = (day(second)?, year(third)?);
        return Some((format!("{year}-{month:02}-{day:02}").parse().ok()?, after_third));
    }
    let (third, after_third) = token(after_second)?;
    let (day, month, year) = (day(first)?, month(second)?, year(third)?);
    Some((format!("{year}-{month:02}-{day:02}").parse().ok()?, after_third))
}

fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    match token(text) {
        Some((first, rest)) => {
            let word = first.trim_end_matches([',', '.']).to_lowercase();
            let is_day = DAYS.iter().any(|day| word == *day)
                || word
                    .strip_suffix("day")
                    .is_some_and(|stem| DAYS.iter().any(|day| stem.starts_with(day)));
            if is_day { rest } else { text }
        }
        None => text,
    }
}

/// Splits the first word off.
fn token(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

fn month(word: &str) -> Option<usize> {
    text::month(&word.trim_end_matches([',', '.']).to_lowercase())
}

fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches([',', '.']);
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| digits.strip_suffix(suffix))
        .unwrap_or(digits);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches([',', '.', ';', ')', '|']);
    digits.parse().ok().filter(|year| digits.len() == 4 && (1000..=2999).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_precision_that_is_certain() {
        let rows = [
            ("2023-03-22", Some("2023-03-22")),
            ("2023-03", Some("2023-03")),
            ("2023-03-22T10:00:00Z", Some("2023-03-22T10:00:00Z")),
            ("22.03.2023", Some("2023-03-22")),
            ("3/22/2023", Some("2023-03-22")),
            ("2023/03/22", Some("2023-03-22")),
            ("04.04.2023", Some("2023-04-04")),
            // The third of April or the fourth of March.
            ("03.04.2023", Some("2023")),
            ("March 22, 2023", Some("2023-03-22")),
            ("Wednesday, March 22, 2023", Some("2023-03-22")),
            ("Sat 22nd Sept. 2018", Some("2018-09-22")),
            ("22 March 2023", Some("2023-03-22")),
            ("May 2023", Some("2023-05")),
            ("31.31.2023", None),
            ("30.02.2023", None),
            ("2023", None),
            ("1.2.3", None),
            ("Marchers 22, 2023", None),
            ("", None),
        ];
        for (text, expected) in rows {
            let found = whole_date(text).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_moment_is_the_day_that_it_is_on() {
        let rows = [
            ("Wed, 22 May 2024 10:00:00 GMT", Some("2024-05-22")),
            ("2024-05-22 10:00:00 UTC", Some("2024-05-22")),
            ("May 22, 2024 10:00", Some("2024-05-22")),
            ("2024-05-22T10:00:00Z", Some("2024-05-22T10:00:00Z")),
            ("2024", Some("2024")),
            ("May 22, 2024 in the harbour: a report", None),
            ("0001-01-01T00:00:00Z", None),
            ("10:00", None),
        ];
        for (text, expected) in rows {
            assert_eq!(moment(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_follows_a_date_is_handed_back() {
        let (date, rest) = leading_date("2023-03-22 BREAKING: bridge closed").expect("a date");
        assert_eq!((date.as_str(), rest.trim()), ("2023-03-22", "BREAKING: bridge closed"));
    }
}
