//! What an article's own first and last lines say about it: headline, outlet, author, date.
//!
//! Only forms that say so plainly are taken; whatever could be running text stays unknown. Before
//! all else come the fields that a Markdown file begins with, between two lines of hyphens.

use super::dates::{leading_date, whole_date};
use super::names::{Field, field_of};
use super::tables::date;
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// Lines of fields at most that a text begins with.
const MOST_FIELDS: usize = 100;
/// Lines with something on them, from the top, that are looked at.
const TOP_LINES: usize = 8;
/// Lines with something on them, from the end, that are looked at for the author.
const END_LINES: usize = 4;
/// Most characters of a headline; longer first lines are paragraphs.
const LONGEST_HEADLINE: usize = 250;
/// Fewest words of a headline; shorter first lines are labels such as "World".
const SHORTEST_HEADLINE: usize = 3;
/// Most characters of a line that names the author or the date and nothing else.
const LONGEST_CREDIT: usize = 100;
/// Most words of a name, of an author or an outlet.
const LONGEST_NAME: usize = 6;

/// Returns what the article says about itself.
pub(super) fn facts_of(text: &str) -> Facts {
    match front_matter(text) {
        Some((fields, rest)) => {
            let mut facts = stated_facts(&fields);
            facts.fill_from(facts_of_lines(rest));
            facts
        }
        None => facts_of_lines(text),
    }
}

/// Returns the fields that a text begins with between two lines of hyphens, or of plus signs, and
/// what comes behind.
fn front_matter(text: &str) -> Option<(Vec<(Field, String)>, &str)> {
    let (fence, between) = if text.starts_with("+++") { ("+++", '=') } else { ("---", ':') };
    let (after_fence, mut rest) = text.strip_prefix(fence)?.split_once('\n')?;
    if !after_fence.trim().is_empty() {
        return None;
    }
    let mut fields: Vec<(Field, String)> = Vec::new();
    // The field whose values come in the lines below it.
    let mut listed = None;
    for _ in 0..MOST_FIELDS {
        let (line, after) = rest.split_once('\n')?;
        rest = after;
        if line.trim_end() == fence {
            fields.retain(|(_, value)| !value.is_empty());
            // Two rules with sentences in between are no fields.
            return (!fields.is_empty()).then_some((fields, rest));
        }
        if let (Some(field), Some(item)) = (listed, line.trim_start().strip_prefix("- ")) {
            let name = item.trim_start().strip_prefix("name:").unwrap_or(item);
            fields.push((field, bare(name)));
        } else if let Some((name, value)) = line.split_once(between) {
            let field = field_of(name).map(|(field, _)| field);
            let values =
                value.trim().strip_prefix('[').map_or(value, |list| list.trim_end_matches(']'));
            let values = if values == value { vec![value] } else { values.split(',').collect() };
            fields.extend(
                field
                    .into_iter()
                    .flat_map(|field| values.iter().map(move |value| (field, bare(value)))),
            );
            listed = field.filter(|_| value.trim().is_empty());
        }
    }
    None
}

/// Returns a value without its marks.
fn bare(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).trim().to_owned()
}

fn stated_facts(fields: &[(Field, String)]) -> Facts {
    let values = |field| {
        let own = fields.iter().filter(move |(own, _)| *own == field);
        own.map(|(_, value)| value.as_str())
    };
    let fact = |field| {
        let value = values(field).next();
        value.map(|value| Fact::new(value.to_owned(), FactSource::Article))
    };
    let dated = |field| {
        let date = values(field).find_map(date);
        date.map(|date| Fact::new(date, FactSource::Article))
    };
    let authors = values(Field::Byline).collect::<Vec<_>>().join(", ");
    let byline = (!authors.is_empty()).then(|| Fact::new(authors, FactSource::Article));
    Facts {
        outlet: fact(Field::Outlet),
        title: fact(Field::Title),
        byline,
        published: dated(Field::Published),
        modified: dated(Field::Modified),
        url: fact(Field::Url),
        language: fact(Field::Language),
        ..Facts::default()
    }
}

/// Returns what its lines say: only the first and the last ones are looked at, however many there are.
fn facts_of_lines(text: &str) -> Facts {
    let mut rest = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let top: Vec<&str> = rest.by_ref().take(TOP_LINES).collect();
    let mut end: Vec<&str> = rest.rev().take(END_LINES).collect();
    end.reverse();
    let own = |value: &str| Fact::new(value.to_owned(), FactSource::Article);
    Facts {
        outlet: outlet(&top).map(own),
        title: headline(&top).map(own),
        byline: top.iter().chain(&end).find_map(|line| byline(line)).map(own),
        published: top
            .iter()
            .find_map(|line| published(line))
            .map(|date| Fact::new(date, FactSource::Article)),
        ..Facts::default()
    }
}

/// Returns the parts before and behind the last bar.
fn at_bar(line: &str) -> Option<(&str, &str)> {
    const BAR: &str = " | ";
    let at = memchr::memmem::rfind(line.as_bytes(), BAR.as_bytes())?;
    Some((&line[..at], &line[at + BAR.len()..]))
}

/// Says whether a line has more characters than that; no more of them are counted.
fn is_longer(line: &str, most: usize) -> bool {
    line.len() > most && line.chars().nth(most).is_some()
}

/// Returns the first line, its date and outlet left out, where it reads like a headline.
fn headline<'a>(lines: &[&'a str]) -> Option<&'a str> {
    let (first, rest) = lines.split_first()?;
    let line = stated_date(first).map_or(*first, |(_, rest)| rest.trim());
    let line = heading(line).unwrap_or(line);
    let line = at_bar(line).map_or(line, |(before, _)| before.trim());
    // A tag is no word of one.
    let is_closed =
        line.starts_with('<') || line.ends_with(['.', '!', ':', ';', ',', '"', '”', '…']);
    let has_text_below = !rest.is_empty();
    let reads_like_one = has_text_below
        && !is_closed
        && !is_longer(line, LONGEST_HEADLINE)
        && line.split_whitespace().nth(SHORTEST_HEADLINE - 1).is_some()
        && byline(line).is_none();
    reads_like_one.then_some(line)
}

/// Returns the words of a heading in Markdown: "# Bridge to close".
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    (words.len() < line.len() && words.starts_with(' ')).then(|| words.trim())
}

/// Returns the outlet after the bar of a headline ("Bridge closed | Harbour Post"), or that of a
/// dateline ("HALIFAX (Harbour Post) –").
fn outlet<'a>(top: &[&'a str]) -> Option<&'a str> {
    let after_bar = top.first().and_then(|line| at_bar(line)).map(|(_, name)| name);
    after_bar
        .map(str::trim)
        .filter(|name| is_name(name))
        .or_else(|| top.iter().find_map(|line| dateline_outlet(line)))
}

/// Reads `PLACE (Outlet) –` at the beginning of a paragraph.
fn dateline_outlet(line: &str) -> Option<&str> {
    let (place, rest) = line.split_once('(')?;
    let first = place.split_whitespace().next()?;
    let is_place = first.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !first.chars().any(char::is_lowercase)
        && !is_longer(place, LONGEST_CREDIT / 2);
    let (name, after) = rest.split_once(')')?;
    let is_dateline = after.trim_start().starts_with(['-', '–', '—', '−']);
    (is_place && is_dateline && is_name(name)).then_some(name)
}

/// Reads `By Jo Smith`, `- By Jo Smith`, `By Jo Smith | Harbour Post`: a line and nothing else.
fn byline(line: &str) -> Option<&str> {
    if is_longer(line, LONGEST_CREDIT) {
        return None;
    }
    let bare = line.trim_start_matches(['-', '–', '—', '•', '*', ' ']);
    let rest = ["By ", "BY ", "by "].iter().find_map(|by| bare.strip_prefix(by))?;
    let end = rest.find(['|', ',', '–', '—', '(', '/']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let words = name.split_whitespace().count();
    (words >= 2 && is_person(name)).then_some(name)
}

/// Returns the date of a line that states when the article was published.
fn published(line: &str) -> Option<PublishedDate> {
    if let Some((date, _)) = stated_date(line) {
        return Some(date);
    }
    (!is_longer(line, LONGEST_CREDIT)).then(|| whole_date(line)).flatten()
}

/// Reads `date 2023-03-22 …`, `Published 22.03.2023`, `Posted on March 22, 2023`; returns the
/// date and what follows it.
fn stated_date(line: &str) -> Option<(PublishedDate, &str)> {
    const INTRODUCTIONS: [&str; 5] =
        ["date published", "publication date", "published", "posted", "date"];
    let rest = INTRODUCTIONS.iter().find_map(|word| {
        let (head, tail) = line.split_at_checked(word.len())?;
        head.eq_ignore_ascii_case(word).then_some(tail)
    })?;
    let rest = rest.trim_start_matches([':', ' ']);
    let rest = rest.strip_prefix("on ").unwrap_or(rest);
    leading_date(rest)
}

/// Says whether every word of it could stand in a person's name.
fn is_person(name: &str) -> bool {
    let is_small = |word: &str| matches!(word, "and" | "&" | "de" | "van" | "von" | "da" | "al");
    let has_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let is_word = |word: &str| {
        is_small(word)
            || has_capital(word)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    is_short(name) && name.split_whitespace().all(is_word)
}

/// Says whether it could be an outlet's name: a few words, the first with a capital or a digit.
fn is_name(name: &str) -> bool {
    let begins = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let has_letters = name.chars().any(char::is_alphabetic);
    is_short(name) && begins && has_letters && whole_date(name).is_none()
}

fn is_short(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.split_whitespace().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> [Option<String>; 4] {
        let facts = facts_of(text);
        [
            facts.outlet().map(str::to_owned),
            facts.title().map(str::to_owned),
            facts.byline.as_ref().map(|fact| fact.value.clone()),
            facts.published().map(ToString::to_string),
        ]
    }

    #[test]
    fn plain_statements_are_taken() {
        let rows: [(&str, [Option<&str>; 4]); 12] = [
            (
                " date 2024-05-01 Council votes to close the bridge\nThe council met.\n- By Jo van Reed",
                [
                    None,
                    Some("Council votes to close the bridge"),
                    Some("Jo van Reed"),
                    Some("2024-05-01"),
                ],
            ),
            (
                "Council votes to close the bridge | Harbour Post\n\nLocal\nPublished 22.05.2024\nThe council met.",
                [
                    Some("Harbour Post"),
                    Some("Council votes to close the bridge"),
                    None,
                    Some("2024-05-22"),
                ],
            ),
            (
                "HALIFAX, Nova Scotia (HarbourWire) –– The council voted.",
                [Some("HarbourWire"), None, None, None],
            ),
            (
                "Bridge to close in May\nBy Mary-Ann O’Hara, staff writer\nMay 22, 2024\nThe council met.",
                [None, Some("Bridge to close in May"), Some("Mary-Ann O’Hara"), Some("2024-05-22")],
            ),
            (
                "---\ntitle: \"Bridge: a row\"\nauthor: [Jo Reed]\ndate: 2024-05-22\ntags: x\n---\n\n# Bridge to close\n\nText.",
                [None, Some("Bridge: a row"), Some("Jo Reed"), Some("2024-05-22")],
            ),
            (
                "# Bridge to close in May\n\nThe council met.",
                [None, Some("Bridge to close in May"), None, None],
            ),
            (
                "---\nauthors:\n  - Jo Reed\n  - name: Al Moss\ndate:\n  - soon\n  - 2024-05-22\n---\n\nIt met.",
                [None, None, Some("Jo Reed, Al Moss"), Some("2024-05-22")],
            ),
            (
                "+++\ntitle = 'Bridge: a row'\nauthors = [\"Jo Reed\", \"Al Moss\"]\n+++\nIt met.",
                [None, Some("Bridge: a row"), Some("Jo Reed, Al Moss"), None],
            ),
            ("<p>Bridge to close in May\nIt met.", [None, None, None, None]),
            ("---\nThe council: it met.\n---\nText.", [None, None, None, None]),
            // A sentence is no headline; a year in running text is no date.
            ("The bridge closed in 2019.\nIt opened again.", [None, None, None, None]),
            // Nobody knows which of the two is the month.
            (
                "Bridge to close in May\nPosted on 03/04/2024\nText.",
                [None, Some("Bridge to close in May"), None, Some("2024")],
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(values(text), expected.map(|value| value.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn running_text_says_nothing_about_the_article() {
        let rows = [
            // Asides in parentheses, and lines that begin with "By".
            "The group (Friends of the Bridge) – a charity – objected.\nMore.",
            "By Tuesday\nnothing had changed.",
            "By then the council had voted.\nMore.",
            "Dated furniture was sold.\nMore.",
            "A",
            "",
            " \n ",
        ];
        for text in rows {
            assert_eq!(values(text), [None, None, None, None], "{text}");
        }
    }
}
