//! Dates in the precision in which they were stated.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A date as stated: a year, a month, a day or a moment (RFC 3339).
///
/// It is an interval: one is earlier than another only if it ends before the other begins. No
/// time zone is invented: a day without one is compared as its calendar day, widened by the
/// extremes of the world's offsets (−12 h to +14 h) only against a moment that has one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublishedDate {
    text: String,
    earliest: i64,
    latest: i64,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Precision {
    Calendar,
    /// A moment, with the seconds that its clock is ahead of UTC.
    Moment {
        offset: i32,
    },
}

/// How much time lies between two dates, in the finest unit that both state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeApart {
    /// Whole minutes between two moments.
    Minutes(u64),
    /// Days between two calendar days, 0 where they may be the same.
    Days(u64),
}

/// The text is no date in one of the forms that quotetrail reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date of the form 2023, 2023-03, 2023-03-22 or 2023-03-22T10:00:00Z")]
pub struct UnreadableDate(String);

/// Seconds that a calendar day east of Greenwich begins before it does in UTC.
const EAST: i64 = 14 * 3600;
/// Seconds that a calendar day west of Greenwich ends after it does in UTC.
const WEST: i64 = 12 * 3600;
const DAY: i64 = 24 * 3600;

impl PublishedDate {
    /// Returns the date as it was stated, in the form `2023-03-22`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Says whether this date surely ended before the other began.
    pub fn is_before(&self, other: &PublishedDate) -> bool {
        let (mut end, mut begin) = (self.latest, other.earliest);
        match (self.precision, other.precision) {
            (Precision::Calendar, Precision::Moment { .. }) => end += WEST,
            (Precision::Moment { .. }, Precision::Calendar) => begin -= EAST,
            _ => {}
        }
        end < begin
    }

    /// Says whether it is a moment of the world's clock rather than a day of some calendar.
    fn is_moment(&self) -> bool {
        matches!(self.precision, Precision::Moment { .. })
    }

    /// Returns the time from the end of the earlier one to the beginning of the other.
    ///
    /// Two moments are minutes apart, everything else days of the calendar, each by its own clock.
    pub fn time_apart(&self, other: &PublishedDate) -> TimeApart {
        let gap = |own: (i64, i64), other: (i64, i64)| {
            (own.0 - other.1).max(other.0 - own.1).max(0).unsigned_abs()
        };
        if self.is_moment() && other.is_moment() {
            let seconds = gap((self.earliest, self.latest), (other.earliest, other.latest));
            return TimeApart::Minutes(seconds / 60);
        }
        TimeApart::Days(gap(self.local_days(), other.local_days()))
    }

    /// Returns the first and the last calendar day where it was stated.
    fn local_days(&self) -> (i64, i64) {
        let offset = match self.precision {
            Precision::Calendar => 0,
            Precision::Moment { offset } => i64::from(offset),
        };
        let day = |second: i64| (second + offset).div_euclid(DAY);
        (day(self.earliest), day(self.latest))
    }

    /// Returns the first and the last calendar day that the date may mean, in days since 1970-01-01.
    pub fn day_range(&self) -> (i64, i64) {
        (self.earliest.div_euclid(DAY), self.latest.div_euclid(DAY))
    }

    /// Returns a total order for display: where each date begins, then its text.
    pub fn display_order(&self, other: &PublishedDate) -> Ordering {
        (self.earliest, self.latest, &self.text).cmp(&(other.earliest, other.latest, &other.text))
    }
}

/// When something was seen that may have been seen often: what its dates say of before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeenDates<'a> {
    /// The first to end, of days and of moments.
    ends: [Option<&'a PublishedDate>; 2],
    /// The first to begin, of days and of moments.
    begins: [Option<&'a PublishedDate>; 2],
}

impl<'a> SeenDates<'a> {
    /// Says whether it was surely seen before the other: one of its dates is before all of the other's.
    ///
    /// What has no date says nothing.
    pub fn is_before(&self, other: &SeenDates<'_>) -> bool {
        let others = || other.begins.iter().flatten();
        let is_first = |date: &&PublishedDate| others().all(|other| date.is_before(other));
        others().next().is_some() && self.ends.iter().flatten().any(is_first)
    }

    /// Returns a date that `date` is not surely before.
    pub fn not_after(&self, date: &PublishedDate) -> Option<&'a PublishedDate> {
        self.begins.iter().flatten().copied().find(|own| !date.is_before(own))
    }
}

impl<'a> FromIterator<&'a PublishedDate> for SeenDates<'a> {
    fn from_iter<T: IntoIterator<Item = &'a PublishedDate>>(dates: T) -> Self {
        let mut seen = Self::default();
        for date in dates {
            let kind = usize::from(date.is_moment());
            let (end, begin) = (&mut seen.ends[kind], &mut seen.begins[kind]);
            if end.is_none_or(|first| date.latest < first.latest) {
                *end = Some(date);
            }
            if begin.is_none_or(|first| date.earliest < first.earliest) {
                *begin = Some(date);
            }
        }
        seen
    }
}

impl fmt::Display for PublishedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for PublishedDate {
    type Err = UnreadableDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let parsed = match text.split_once(['T', 't', ' ']) {
            Some((day, time)) => moment(day, time),
            None => calendar(text),
        };
        let (earliest, latest, precision) =
            parsed.ok_or_else(|| UnreadableDate(text.to_owned()))?;
        Ok(Self { text: text.to_owned(), earliest, latest, precision })
    }
}

/// Reads `2023`, `2023-03` or `2023-03-22` as the seconds of its first and last moment.
fn calendar(text: &str) -> Option<(i64, i64, Precision)> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |m| m.map(Some))?;
    let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |d| d.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    let (first, last) = match (month, day) {
        (None, _) => (days(year, 1, 1)?, days(year, 12, 31)?),
        (Some(month), None) => {
            (days(year, month, 1)?, days(year, month, month_length(year, month))?)
        }
        (Some(month), Some(day)) => (days(year, month, day)?, days(year, month, day)?),
    };
    Some((first * DAY, last * DAY + DAY - 1, Precision::Calendar))
}

/// Reads the day and `10:00:00.5+02:00`; without an offset the moment stays a calendar one.
fn moment(day: &str, time: &str) -> Option<(i64, i64, Precision)> {
    let mut parts = day.split('-');
    let day =
        days(number(parts.next()?, 4)?, number(parts.next()?, 2)?, number(parts.next()?, 2)?)?;
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let mut clock = clock.split(':');
    let (hour, minute) = (number(clock.next()?, 2)?, number(clock.next()?, 2)?);
    let (second, stated_seconds) = match clock.next() {
        Some(seconds) => (number(seconds.split('.').next()?, 2)?, true),
        None => (0, false),
    };
    if parts.next().is_some() || clock.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let local = day * DAY + hour * 3600 + minute * 60 + second;
    let width = if stated_seconds { 0 } else { 59 };
    if offset.is_empty() {
        return Some((local, local + width, Precision::Calendar));
    }
    let offset = offset_seconds(offset)?;
    let start = local - i64::from(offset);
    Some((start, start + width, Precision::Moment { offset }))
}

fn offset_seconds(offset: &str) -> Option<i32> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match offset.as_bytes().first()? {
        b'+' => (1, &offset[1..]),
        b'-' => (-1, &offset[1..]),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let value = i32::try_from(number(&digits, 4)?).ok()?;
    let (hours, minutes) = (value / 100, value % 100);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(digits: &str, width: usize) -> Option<i64> {
    let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Returns the days since 1970-01-01 in the proleptic Gregorian calendar.
///
/// The method is that of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || day < 1 || day > month_length(year, month) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PublishedDate {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn one_is_earlier_only_if_it_ends_before_the_other_begins() {
        let rows = [
            ("2023-03-22", "2023-03-23", true),
            ("2023-03-22", "2023-03-22", false),
            ("2023-03", "2023-03-23", false),
            ("2023-02", "2023-03-01", true),
            ("2022", "2023", true),
            ("2023-03-22T10:00:00Z", "2023-03-22T11:00:00Z", true),
            ("2023-03-22T10:00:00Z", "2023-03-22T11:00:00+02:00", false),
            // Somewhere on Earth it is still the 22nd when it is 09:00 UTC on the 23rd.
            ("2023-03-22", "2023-03-23T09:00:00Z", false),
            ("2023-03-22", "2023-03-23T13:00:00Z", true),
        ];
        for (left, right, expected) in rows {
            assert_eq!(date(left).is_before(&date(right)), expected, "{left} before {right}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "22.03.2023", "2023-13", "2023-02-29", "2023-3-2", "2023-03-22T25:00Z", "soon"]
        {
            assert!(text.parse::<PublishedDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_ranges_over_its_days() {
        assert_eq!(date("1970-02").day_range(), (31, 58));
        assert_eq!(date("1969-12-31T23:59Z").day_range(), (-1, -1));
    }

    #[test]
    fn time_apart_counts_from_end_to_beginning() {
        let rows = [
            ("2023-03-22", "2023-03-25", TimeApart::Days(3)),
            ("2023-03", "2023-03-25", TimeApart::Days(0)),
            ("2024-03-01", "2024-02-28", TimeApart::Days(2)),
            ("2023-03-22T09:00:00Z", "2023-03-22T16:30:00Z", TimeApart::Minutes(450)),
            ("2023-03-22T23:30:00Z", "2023-03-23T02:00:00+02:00", TimeApart::Minutes(30)),
            // Hours that nobody states the zone of are no moments.
            ("2023-03-22T09:00:00", "2023-03-22T16:30:00", TimeApart::Days(0)),
            ("2023-03-22T23:00:00", "2023-03-23T01:00:00", TimeApart::Days(1)),
            // It is the 24th where the clock says so.
            ("2023-03-22", "2023-03-24T01:00:00+05:00", TimeApart::Days(2)),
        ];
        for (left, right, expected) in rows {
            assert_eq!(date(left).time_apart(&date(right)), expected, "{left} and {right}");
            assert_eq!(date(right).time_apart(&date(left)), expected, "{right} and {left}");
        }
    }

    #[test]
    fn what_was_seen_often_is_before_another_where_one_date_is_before_all_of_its() {
        let rows: [(&[&str], &[&str], bool); 7] = [
            (&["2023-03"], &["2023-04-02"], true),
            // In Honolulu it was still March when it was April in London.
            (&["2023-03"], &["2023-04-01", "2023-03-31T23:30:00-05:00"], false),
            (&["2023-03-01T10:00:00Z", "2023-03"], &["2023-03-04"], true),
            (&["2023"], &["2023-03-04"], false),
            (&["2023-03-02", "2023-03-09"], &["2023-03-05"], true),
            (&["2023-03-02"], &[], false),
            (&[], &["2023-03-02"], false),
        ];
        for (left, right, expected) in rows {
            let dates = |texts: &[&str]| texts.iter().map(|text| date(text)).collect::<Vec<_>>();
            let (left, right) = (dates(left), dates(right));
            let seen = left.iter().collect::<SeenDates<'_>>();
            assert_eq!(seen.is_before(&right.iter().collect()), expected, "{left:?} {right:?}");
        }
    }
}
