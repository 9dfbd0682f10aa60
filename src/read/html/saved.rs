//! What browsers and their extensions note in a page that they save.

use super::page::Page;
use crate::model::PublishedDate;
use crate::read::dates::leading_date;

/// What a browser or its extension notes in a page that it saves.
#[derive(Debug, Default)]
pub(super) struct Saved {
    pub(super) address: Option<String>,
    pub(super) retrieved: Option<PublishedDate>,
}

impl Saved {
    /// Reads the notes of a page.
    pub(super) fn of(page: &Page) -> Self {
        let mut saved = Self::default();
        for note in &page.notes {
            let line = |name: &str| {
                note.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim)
            };
            // `saved from url=(0024)https://post.example/1`: the length, and then the address.
            let classic =
                note.split_once("saved from url=(").and_then(|(_, rest)| rest.split_once(')'));
            let classic = classic.and_then(|(_, rest)| rest.split_whitespace().next());
            let address = classic.or_else(|| line("url:")).filter(|url| url.starts_with("http"));
            saved.address = saved.address.take().or(address.map(str::to_owned));
            let moment = line("saved date:").and_then(script_date);
            saved.retrieved = saved.retrieved.take().or(moment);
        }
        saved
    }
}

/// Reads the form in which scripts write a moment: `Wed May 22 2024 10:00:00 GMT+0200 (CEST)`.
fn script_date(text: &str) -> Option<PublishedDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let &[_, month, day, year, clock, ..] = words.as_slice() else {
        return text.parse().ok();
    };
    let (day, _) = leading_date(&format!("{month} {day}, {year}"))
        .map(|(date, rest)| (date.to_string(), rest.len()))?;
    let offset = words.get(5).and_then(|word| word.strip_prefix("GMT")).unwrap_or_default();
    format!("{day}T{clock}{offset}").parse().ok()
}
