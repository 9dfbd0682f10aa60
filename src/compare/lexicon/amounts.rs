//! What the numbers in a text amount to: in words and in figures, with their units, currencies and signs.

use std::ops::Range;

use super::{entry, is_amount};
use crate::compare::reading::Prepared;
use crate::text::month;

/// Returns the value of the number, unit or magnitude at `at`.
pub(super) fn number(read: &Prepared<'_>, at: usize) -> Option<String> {
    let key = read.tokens[at].key.as_str();
    // "No one" is nobody.
    let before = at.checked_sub(1).map(|before| read.tokens[before].key.as_str());
    if key == "one" && matches!(before, Some("no" | "any" | "every" | "some")) {
        return None;
    }
    // "This one", "the one who came": it stands for somebody, and counts nothing.
    let behind = read.tokens.get(at + 1).map(|token| token.key.as_str());
    let stands_alone = behind.is_none_or(|key| entry(key).pronoun || entry(key).modal.is_some())
        || read.marks[at + 1].folded.contains(['.', ',', '?', '!', ';']);
    if key == "one"
        && matches!(before, Some("this" | "that" | "which" | "another" | "each" | "the"))
        && stands_alone
    {
        return None;
    }
    if key == "minus" && is_amount(read, at + 1) {
        return Some("minus".to_owned());
    }
    if key == "a" && is_one_of_what_follows(read, at) {
        return Some("1".to_owned());
    }
    if let Some(value) = roman(read, at) {
        return Some(value.to_string());
    }
    // "7th May" is "7 May".
    let ordinal = number_value(key).unwrap_or_default();
    let day = ["st", "nd", "rd", "th"].iter().find_map(|ending| ordinal.strip_suffix(ending));
    let is_day = |day: &str| day.len() <= 2 && day.bytes().all(|byte| byte.is_ascii_digit());
    let has_month = || {
        let is_of = behind == Some("of") && names_month(read, at + 2);
        names_month(read, at + 1) || is_of || at > 0 && names_month(read, at - 1)
    };
    if let Some(day) = day.filter(|day| is_day(day) && has_month()) {
        return Some(day.to_owned());
    }
    if key == "s" && at > 1 && is_decade(read, at - 1) {
        return Some("decade".to_owned());
    }
    if let Some(value) = number_value(key).or_else(|| is_currency(key).then(|| key.to_owned())) {
        return Some(value);
    }
    let after_number = at > 0
        && (read.tokens[at - 1].key.chars().any(char::is_numeric)
            || number_value(&read.tokens[at - 1].key).is_some());
    if key == "cent" && at > 0 && read.tokens[at - 1].key == "per" {
        return Some("%".to_owned());
    }
    unit(key).filter(|_| after_number).map(|unit| format!("unit {unit}"))
}

/// Says whether an "a" counts what follows: "a million", "a third of".
fn is_one_of_what_follows(read: &Prepared<'_>, at: usize) -> bool {
    let Some(next) = read.tokens.get(at + 1).map(|token| token.key.as_str()) else { return false };
    let is_whole = number_value(next).is_some_and(|value| value.parse::<u64>().is_ok());
    let is_counted = next == "dozen" || is_magnitude(next) && next != "percent";
    let is_of = read.tokens.get(at + 2).is_some_and(|token| token.key == "of");
    let is_part = next == "quarter" || is_ordinal(entry(next).number.unwrap_or_default());
    is_counted && is_whole || is_of && is_part
}

/// Returns the value of the Roman numeral behind a name: "World War II", "Henry V".
pub(super) fn roman(read: &Prepared<'_>, at: usize) -> Option<u32> {
    let before = &read.tokens[at.checked_sub(1)?];
    let text = read.token_text(at);
    // "I" is mostly who speaks.
    let is_numeral = text != "I" || before.key == "war";
    if !before.is_name || !is_numeral || !read.marks[at].folded.is_empty() {
        return None;
    }
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let is_less = |at: usize| values.get(at + 1).is_some_and(|next| values[at] < *next);
    let (less, more): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|at| is_less(*at));
    let sum = |places: &[usize]| places.iter().map(|at| values[*at]).sum::<u32>();
    sum(&more).checked_sub(sum(&less)).filter(|value| *value > 0)
}

/// Units with more than one spelling.
const SPELLINGS_OF_UNITS: &[(&str, &str)] = &[
    ("metre", "meter"),
    ("kilometre", "kilometer"),
    ("km", "kilometer"),
    ("litre", "liter"),
    ("kg", "kilogram"),
    ("kilo", "kilogram"),
    ("hr", "hour"),
    ("min", "minute"),
    ("sec", "second"),
    ("yr", "year"),
];

/// Returns the unit that a word is, in the singular and one spelling: "years" is "year".
pub(crate) fn unit(key: &str) -> Option<&str> {
    let single = key.strip_suffix('s').filter(|single| entry(single).unit);
    let unit = if entry(key).unit { Some(key) } else { single }?;
    let same = SPELLINGS_OF_UNITS.iter().find(|(spelling, _)| *spelling == unit);
    Some(same.map_or(unit, |(_, same)| same))
}

/// Most words of a number that are read as one: "two hundred and forty thousand".
pub(crate) const LONGEST_NUMBER: usize = 6;

/// Returns what some words amount to together: "eighty seven" is "87", "per cent" is "%".
///
/// `None` where one of them is no part of a number.
pub(crate) fn amount(read: &Prepared<'_>, range: Range<usize>) -> Option<String> {
    let tokens = read.tokens.get(range.clone())?;
    let keys: Vec<&str> = tokens.iter().map(|token| token.key.as_str()).collect();
    if let Some(value) = in_other_notation(read, &range, &keys) {
        return Some(value);
    }
    match keys.as_slice() {
        ["per", "cent"] => return Some("%".to_owned()),
        [number, part] if is_part(part) => return share(number, part),
        [number, part] if read.marks[range.start + 1].folded == "/" => {
            let is_figure = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
            return (is_figure(number) && is_figure(part)).then(|| format!("{number}/{part}"));
        }
        [one] if magnitude_at_end(one).is_none() => return number_value(one),
        _ if keys.len() > LONGEST_NUMBER => return None,
        _ => {}
    }
    // "Two hundred-year-old coins" may be two, and "5m" are metres where no currency stands beside it.
    let has_m =
        keys.iter().any(|key| *key == "m" || key.ends_with('m') && magnitude_at_end(key).is_some());
    if is_torn(read, &range) || has_m && !is_money(read, &range) {
        return None;
    }
    // "In 2021 two ships sank": figures are a number of their own.
    let is_in_words = !keys.iter().any(|key| key.contains(char::is_numeric));
    let (mut sum, mut part) = (0.0, None);
    for (at, key) in keys.iter().enumerate() {
        if *key == "and" && at > 0 && at + 1 < keys.len() {
            continue;
        }
        let value: f64 = match magnitude_at_end(key) {
            Some((figures, zeros)) => format!("{figures}e{zeros}").parse().ok()?,
            None => match *key {
                "k" if at > 0 => 1e3,
                "m" | "mn" if at > 0 => 1e6,
                "bn" if at > 0 => 1e9,
                "tn" if at > 0 => 1e12,
                _ => number_value(key)?.parse().ok()?,
            },
        };
        part = match part {
            // "On 5 2021 ships": figures multiply nothing.
            Some(before) if is_magnitude(key) => Some(times(before, value)),
            Some(before) if is_in_words && adds(before, value) => Some(before + value),
            Some(_) => return None,
            None => Some(value),
        };
        if is_magnitude(key) && value >= 1_000.0 && keys.len() > at + 1 {
            sum += part.take().unwrap_or_default();
        }
    }
    Some((sum + part.unwrap_or_default()).to_string())
}

/// Says whether a hyphen behind some words takes the last of them away: "two hundred-year-old coins".
fn is_torn(read: &Prepared<'_>, range: &Range<usize>) -> bool {
    let is_hyphen = |at: usize| {
        let mark = &read.marks[at];
        mark.folded == "-" && !read.text[mark.bytes.0..mark.bytes.1].contains(char::is_whitespace)
    };
    // "Two hundred-odd" are two hundred and some more.
    let is_some_more = read.tokens.get(range.end).is_some_and(|next| next.key == "odd");
    let goes_on = range.end < read.tokens.len() && is_hyphen(range.end) && !is_some_more;
    goes_on && (range.start + 1..range.end).any(|at| !is_hyphen(at))
}

/// Says whether a number is a sum of money: a currency stands before it or behind it.
fn is_money(read: &Prepared<'_>, range: &Range<usize>) -> bool {
    const MONEY: &[&str] = &[
        "dollar", "euro", "pound", "yuan", "yen", "rouble", "ruble", "franc", "rupee", "peso",
        "krona", "kronor", "krone", "kroner", "zloty", "dirham", "shilling", "rand",
    ];
    let key = |at: usize| read.tokens.get(at).map_or("", |token| token.key.as_str());
    range.start.checked_sub(1).is_some_and(|before| is_currency(key(before)))
        || is_currency(key(range.end))
        || unit(key(range.end)).is_some_and(|unit| MONEY.contains(&unit))
}

/// Returns what words and figures amount to that are put together in another way than by multiplying and
/// adding: sums with their currency, times, mixed fractions, groups of figures, ordinals and dozens.
fn in_other_notation(read: &Prepared<'_>, range: &Range<usize>, keys: &[&str]) -> Option<String> {
    measured(read, range, keys)
        .or_else(|| sum(read, range, keys))
        .or_else(|| time_of_day(read, range.start, keys))
        .or_else(|| mixed_fraction(read, range.start, keys))
        .or_else(|| in_words(keys))
        .or_else(|| is_decade_of(read, range.start, keys).then(|| format!("{}s", keys[0])))
        .or_else(|| in_groups(read, range, keys))
}

fn is_figure(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns what a number word or figure amounts to, where it can be counted with.
fn whole(key: &str) -> Option<f64> {
    number_value(key)?.parse().ok()
}

/// Returns what stands before the token `at`, as it is written.
fn mark_before<'a>(read: &Prepared<'a>, at: usize) -> &'a str {
    &read.text[read.marks[at].bytes.0..read.marks[at].bytes.1]
}

/// Returns a sum with its currency: "€3.4m", "3.4 million euros", "31p", "31 pence".
fn sum(read: &Prepared<'_>, range: &Range<usize>, keys: &[&str]) -> Option<String> {
    let (start, end) = (range.start, range.end);
    match keys {
        [sign @ ("$" | "£" | "€" | "¥" | "₹"), _, ..] => {
            Some(format!("{}{sign}", amount(read, start + 1..end)?))
        }
        [_, .., "pence" | "p"] => Some(format!("{}p", amount(read, start..end - 1)?)),
        [_, .., last] => {
            let sign = sign_of(last)?;
            Some(format!("{}{sign}", amount(read, start..end - 1)?))
        }
        _ => None,
    }
}

/// Returns a time of day: "at 6.15", "at 6:15".
fn time_of_day(read: &Prepared<'_>, start: usize, keys: &[&str]) -> Option<String> {
    match keys {
        [hours, minutes] if mark_before(read, start + 1) == ":" => {
            let is_time = is_figure(hours) && is_figure(minutes) && minutes.len() == 2;
            is_time.then(|| format!("{hours}:{minutes}"))
        }
        [one] if is_time(read, start) => Some(one.replace('.', ":")),
        _ => None,
    }
}

/// Returns a number with a fraction behind it: "3¾", "3 3/4".
fn mixed_fraction(read: &Prepared<'_>, start: usize, keys: &[&str]) -> Option<String> {
    match keys {
        [number, part] if is_figure(number) && mark_before(read, start + 1).is_empty() => {
            mixed(number, VULGAR.iter().find(|(vulgar, _)| vulgar == part)?.1)
        }
        [number, over, under]
            if mark_before(read, start + 1) == " " && mark_before(read, start + 2) == "/" =>
        {
            let is_fraction = [number, over, under].iter().all(|key| is_figure(key));
            is_fraction.then(|| mixed(number, &format!("{over}/{under}")))?
        }
        _ => None,
    }
}

/// Returns dozens, single magnitudes and ordinals: "two dozen", "a million", "twenty-first".
fn in_words(keys: &[&str]) -> Option<String> {
    match keys {
        [number, "dozen"] => {
            let count = if *number == "a" { 1.0 } else { whole(number)? };
            Some((count * 12.0).to_string())
        }
        ["a" | "one", magnitude] if is_magnitude(magnitude) => {
            whole(magnitude).map(|value| value.to_string())
        }
        [ten, last] if !is_figure(ten) => {
            let last = entry(last).number.filter(|last| is_ordinal(last))?;
            let ten = whole(ten)?;
            let one: f64 = last.trim_end_matches(char::is_alphabetic).parse().ok()?;
            ((20.0..100.0).contains(&ten) && one < 10.0)
                .then(|| format!("{}{}", ten + one, last.trim_start_matches(char::is_numeric)))
        }
        _ => None,
    }
}

/// Says whether some words are a decade that is written with an apostrophe: "the 1990's".
fn is_decade_of(read: &Prepared<'_>, start: usize, keys: &[&str]) -> bool {
    matches!(keys, [_, "s"]) && is_decade(read, start)
}

/// Returns a number whose figures stand in groups: "4 500". No space that ends a line stands between them,
/// or a currency before it.
fn in_groups(read: &Prepared<'_>, range: &Range<usize>, keys: &[&str]) -> Option<String> {
    let (first, groups) = keys.split_first().filter(|(_, groups)| !groups.is_empty())?;
    let before = range.start.checked_sub(1);
    let is_money = before.is_some_and(|at| is_currency(&read.tokens[at].key));
    let is_space = |at: usize| {
        let mark = mark_before(read, at);
        matches!(mark, "\u{a0}" | "\u{202f}" | "\u{2009}") || is_money && mark == " "
    };
    let is_group = |group: &&str| group.len() == 3 && is_figure(group);
    let is_one = is_figure(first)
        && first.len() <= 3
        && groups.iter().all(is_group)
        && (range.start + 1..range.end).all(is_space);
    is_one.then(|| keys.concat())
}

/// Returns a number with its unit, written together or apart: "9km", "9 km".
fn measured(read: &Prepared<'_>, range: &Range<usize>, keys: &[&str]) -> Option<String> {
    // "5m" may be millions, and the "thirty-second" boat has no seconds.
    let measure = |key| {
        let is_other = |unit: &str| matches!(unit, "m" | "bn" | "k" | "tn" | "pence");
        unit(key).filter(|unit| !is_other(unit) && key != "second")
    };
    match keys {
        [one] => {
            let end = one.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
            let (figures, letters) = one.split_at(end);
            let unit = measure(letters)?;
            let number = number_value(figures).filter(|_| !figures.is_empty())?;
            let is_time = matches!(unit, "am" | "pm");
            let number = if is_time { number.replace('.', ":") } else { number };
            Some(format!("{number} {unit}"))
        }
        [_, .., last] if sign_of(last).is_none() => {
            let unit = measure(last)?;
            Some(format!("{} {unit}", amount(read, range.start..range.end - 1)?))
        }
        _ => None,
    }
}

/// Says whether the token `at` is the first year of a decade that is written with an apostrophe: "the 1990's".
fn is_decade(read: &Prepared<'_>, at: usize) -> bool {
    let key = read.tokens[at].key.as_str();
    let is_year = key.len() == 4 && key.ends_with('0') && key.bytes().all(|c| c.is_ascii_digit());
    let mark = &read.marks[at + 1];
    is_year
        && at > 0
        && read.tokens[at - 1].key == "the"
        && mark.folded == "'"
        && mark.bytes.1 - mark.bytes.0 <= '’'.len_utf8()
}

fn is_ordinal(value: &str) -> bool {
    let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| value.ends_with(ending));
    is_ordinal && value.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the sign of the currency that a word names. A pound may be a weight; set against "£" it is none.
fn sign_of(key: &str) -> Option<&'static str> {
    match key {
        "dollar" | "dollars" => Some("$"),
        "pound" | "pounds" => Some("£"),
        "euro" | "euros" => Some("€"),
        "yen" => Some("¥"),
        "rupee" | "rupees" => Some("₹"),
        _ => None,
    }
}

/// Fractions that are written as one character.
const VULGAR: &[(&str, &str)] = &[
    ("¼", "1/4"),
    ("½", "1/2"),
    ("¾", "3/4"),
    ("⅓", "1/3"),
    ("⅔", "2/3"),
    ("⅛", "1/8"),
    ("⅜", "3/8"),
    ("⅝", "5/8"),
    ("⅞", "7/8"),
    ("⅕", "1/5"),
    ("⅖", "2/5"),
    ("⅗", "3/5"),
    ("⅘", "4/5"),
];

/// Returns a whole number and a fraction as one decimal where it ends: 3 and "3/4" are "3.75".
fn mixed(number: &str, fraction: &str) -> Option<String> {
    let (over, under) = fraction.split_once('/')?;
    let (number, over, under): (f64, f64, f64) =
        (number.parse().ok()?, over.parse().ok()?, under.parse().ok()?);
    let ends = [2.0, 4.0, 5.0, 8.0, 10.0].contains(&under);
    let is_proper = over > 0.0 && over < under;
    (is_proper && ends).then(|| (number + over / under).to_string())
}

/// Says whether a figure with a point is a time of day: "at 6.15", "9.30 am", and not "at 6.15 per cent".
fn is_time(read: &Prepared<'_>, at: usize) -> bool {
    let key = |at: usize| read.tokens.get(at).map_or("", |token| token.key.as_str());
    let Some((hours, minutes)) = key(at).split_once('.') else { return false };
    let is_in = |figures: &str, end: u32| figures.parse().is_ok_and(|value: u32| value < end);
    let is_clock = is_in(hours, 24) && minutes.len() == 2 && is_in(minutes, 60);
    let next = key(at + 1);
    let is_half = matches!(next, "am" | "pm");
    let is_counted = number_value(next).is_some() || unit(next).is_some() || next == "per";
    let is_at = at.checked_sub(1).is_some_and(|before| key(before) == "at");
    is_clock && (is_half || is_at && !is_counted)
}

/// Says whether the token `at` is a month.
pub(super) fn names_month(read: &Prepared<'_>, at: usize) -> bool {
    read.tokens.get(at).is_some_and(|token| {
        month(&token.key).is_some() && read.token_text(at).starts_with(char::is_uppercase)
    })
}

/// Returns a fraction in figures: "two thirds" is "2/3".
fn share(number: &str, part: &str) -> Option<String> {
    let part = entry(part).number?;
    let part =
        part.strip_prefix("1/").unwrap_or_else(|| part.trim_end_matches(char::is_alphabetic));
    Some(format!("{}/{part}", number_value(number)?))
}

/// Says whether a number word goes on with a lesser one: "twenty-one", "two hundred and forty".
fn adds(before: f64, value: f64) -> bool {
    let is_round = |to: f64| before % to == 0.0;
    let is_ten = (20.0..100.0).contains(&before) && is_round(10.0);
    is_ten && value < 10.0 || before >= 100.0 && is_round(100.0) && value < 100.0
}

/// Says whether a word carries on the number before it: "million", "thirds", the "one" of "twenty-one".
pub(crate) fn goes_on(number: &str, next: &str) -> bool {
    let value = |key: &str| entry(key).number.and_then(|value| value.parse::<f64>().ok());
    let adds_up = match (value(number), value(next)) {
        (Some(before), Some(after)) => before < 100.0 && adds(before, after),
        _ => false,
    };
    is_magnitude(next) || is_part(next) || adds_up
}

/// Multiplies a number by a magnitude, as exactly as figures are written: 3.2 by 1,000,000.
fn times(number: f64, magnitude: f64) -> f64 {
    let zeros = magnitude.log10().round();
    format!("{number}e{zeros}").parse().unwrap_or(number * magnitude)
}

/// Returns the figures of "740m" and the zeros that its letters stand for.
fn magnitude_at_end(key: &str) -> Option<(&str, usize)> {
    const ENDINGS: &[(&str, usize)] = &[("bn", 9), ("mn", 6), ("tn", 12), ("m", 6), ("k", 3)];
    let (figures, zeros) =
        ENDINGS.iter().find_map(|(ending, zeros)| Some((key.strip_suffix(ending)?, *zeros)))?;
    let is_figures = figures.chars().all(|c| c.is_ascii_digit() || c == '.');
    (is_figures && !figures.is_empty()).then_some((figures, zeros))
}

/// Says whether a word multiplies the number before it, or makes a share of it: "million", "%".
pub(crate) fn is_magnitude(key: &str) -> bool {
    let value = entry(key).number;
    value.is_some_and(|value| value == "%" || value.parse().is_ok_and(|n: u64| n >= 100))
        || matches!(key, "m" | "mn" | "bn" | "tn" | "k")
}

/// Says whether a word is the lower half of a fraction: "thirds", "quarters".
pub(crate) fn is_part(key: &str) -> bool {
    let value = entry(key).number.unwrap_or_default();
    let is_ordinal = ["rd", "th"].iter().any(|ending| value.ends_with(ending));
    key.ends_with('s') && (is_ordinal || value == "1/4")
}

/// Says whether a word is the sign of a currency.
pub(crate) fn is_currency(key: &str) -> bool {
    let mut chars = key.chars();
    chars.next().is_some_and(is_currency_sign) && chars.next().is_none()
}

/// Says whether a character is the sign of a currency.
pub(crate) fn is_currency_sign(c: char) -> bool {
    matches!(c, '\u{a2}'..='\u{a5}' | '\u{20a0}'..='\u{20cf}' | '$')
}

/// Returns what a number word or figure amounts to, in one form for both.
pub(crate) fn number_value(key: &str) -> Option<String> {
    if key.chars().any(char::is_numeric) {
        if let Some((_, fraction)) = VULGAR.iter().find(|(vulgar, _)| *vulgar == key) {
            return Some((*fraction).to_owned());
        }
        let plain = if is_grouped(key) { key.replace(',', "") } else { key.to_owned() };
        // "£199.00" is "£199".
        let plain = plain.strip_suffix(".00").map_or_else(|| plain.clone(), str::to_owned);
        let (sign, figures) = plain.strip_prefix('-').map_or(("", plain.as_str()), |f| ("-", f));
        return Some(if figures.starts_with('.') { format!("{sign}0{figures}") } else { plain });
    }
    entry(key).number.map(str::to_owned)
}

/// Says whether every comma stands before a group of three figures: "3,5" is no 35.
fn is_grouped(key: &str) -> bool {
    let mut groups = key.split(',').skip(1);
    groups.all(|group| group.chars().take_while(|c| c.is_numeric()).count() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_words_and_in_figures() {
        assert_eq!(number_value("two"), number_value("2"));
        assert_eq!(number_value("1,000"), number_value("1000"));
        assert_eq!(number_value("1,234,567.8"), number_value("1234567.8"));
        assert_ne!(number_value("3,5"), number_value("35"));
        assert_ne!(number_value("million"), number_value("billion"));
    }

    #[test]
    fn words_of_one_number_amount_to_what_its_figures_say() {
        let whole = |text: &str| {
            let read = Prepared::new(text);
            let start = usize::from(is_currency(&read.tokens[0].key));
            amount(&read, start..read.tokens.len())
        };
        let same = [
            ("eighty-seven", "87"),
            ("two hundred and forty", "240"),
            ("twelve thousand five hundred", "12,500"),
            ("3.2 million", "$3.2m"),
            ("740 million", "€740m"),
            ("2 bn", "2 billion"),
            ("per cent", "%"),
            ("two thirds", "2/3"),
            ("three quarters", "3/4"),
            ("€4,500", "€4 500"),
            ("4,500", "4\u{202f}500"),
            ("2½", "2.5"),
            ("2 1/2", "2½"),
            ("thirty-second", "32nd"),
            ("three dozen", "36"),
            ("a million", "1,000,000"),
        ];
        for (left, right) in same {
            assert!(whole(left).is_some(), "{left}");
            assert_eq!(whole(left), whole(right), "{left} {right}");
        }
        let other = [("eighty-seven", "80"), ("3.2 million", "3.2 billion"), ("seven", "70")];
        for (left, right) in other {
            assert_ne!(whole(left), whole(right), "{left} {right}");
        }
        for text in [
            "740m",
            "4 500",
            "2 4/3",
            "five six",
            "ten ships",
            "5-4",
            "and",
            "2021 two",
            "5 2021",
            "two 240",
            "thirty twenty",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
