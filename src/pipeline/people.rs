//! Who is who across articles: a surname alone, and the full name that others give.
//!
//! An article that says only "Trudeau" does not say which. Where another article names "Justin
//! Trudeau" for the very same quote, and nobody names a second person of that surname for any
//! quote of the first, the two are one person. A surname shared by chance joins nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Sha256Hash;
use crate::store::Namesake;

/// Who is named for one appearance of a quote, and the text that names them.
pub(super) type Named<'a> = (&'a str, Sha256Hash);

/// Returns who the speakers known by a single word are, from the quotes that they share with
/// speakers known in full.
pub(super) fn namesakes<'a>(quotes: impl Iterator<Item = Vec<Named<'a>>>) -> Vec<Namesake> {
    let mut persons: BTreeMap<Named<'_>, BTreeSet<&str>> = BTreeMap::new();
    for named in quotes {
        // Each name once: a flood of one quote has as many namings as it has runs.
        let named: BTreeSet<Named<'_>> = named.into_iter().collect();
        let (single, full): (Vec<_>, Vec<_>) =
            named.into_iter().partition(|(name, _)| is_single(name));
        let mut by_surname: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (name, _) in full {
            by_surname.entry(surname_of(name)).or_default().insert(name);
        }
        for (surname, text) in single {
            let full = by_surname.get(&surname.to_lowercase());
            persons.entry((surname, text)).or_default().extend(full.into_iter().flatten());
        }
    }
    persons
        .into_iter()
        .filter(|(_, persons)| persons.len() == 1)
        .flat_map(|((name, text_sha256), persons)| {
            persons.into_iter().map(move |person| Namesake {
                name: name.to_owned(),
                text_sha256,
                person: person.to_owned(),
            })
        })
        .collect()
}

/// Returns the speakers known by a single word, and the texts that name them so.
pub(super) fn single_named(quotes: &[Vec<Named<'_>>]) -> BTreeSet<(String, Sha256Hash)> {
    let all = quotes.iter().flatten();
    let single = all.filter(|(name, _)| is_single(name));
    single.map(|(name, text)| ((*name).to_owned(), *text)).collect()
}

fn is_single(name: &str) -> bool {
    name.split_whitespace().nth(1).is_none()
}

/// Returns the last word of a full name in lower case, "Jr." and the like aside.
fn surname_of(full: &str) -> String {
    let suffixes = ["jr", "sr", "ii", "iii", "iv"];
    let last = full
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .rfind(|word| !suffixes.contains(&word.to_lowercase().as_str()));
    last.unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(speaker: &'static str, text: &str) -> Named<'static> {
        (speaker, Sha256Hash::of(text.as_bytes()))
    }

    fn found(quotes: &[Vec<Named<'static>>]) -> Vec<(String, String)> {
        namesakes(quotes.iter().cloned()).into_iter().map(|one| (one.name, one.person)).collect()
    }

    #[test]
    fn a_surname_is_the_person_whom_another_article_names_for_the_same_quote() {
        let quotes = [vec![by("Reed", "a"), by("Anna Reed Jr.", "b")], vec![by("Carl Reed", "c")]];
        assert_eq!(found(&quotes), [("Reed".to_owned(), "Anna Reed Jr.".to_owned())]);
    }

    #[test]
    fn two_persons_of_one_surname_are_not_guessed_between() {
        let quotes = [
            vec![by("Reed", "a"), by("Anna Reed", "b")],
            vec![by("Reed", "a"), by("Carl Reed", "c")],
        ];
        assert_eq!(found(&quotes), []);
    }
}
