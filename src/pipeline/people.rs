//! Who is who across articles: a surname alone, and the full name that others give.
//!
//! An article that says only "Trudeau" does not say which. Where another article names "Justin
//! Trudeau" for the very same quote, and nobody names a second person of that surname for any
//! quote of the first, the two are one person. A surname shared by chance joins nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Appearance, Sha256Hash};
use crate::store::Namesake;

/// Returns who the speakers known by a single word are, from the quotes that they share with
/// speakers known in full.
pub(super) fn namesakes(quotes: &[Vec<Appearance>]) -> Vec<Namesake> {
    let mut persons: BTreeMap<(&str, Sha256Hash), BTreeSet<&str>> = BTreeMap::new();
    for members in quotes {
        let named = || members.iter().filter_map(|one| Some((one, one.speaker.as_deref()?)));
        for (alone, surname) in named().filter(|(_, name)| is_single(name)) {
            let full = named()
                .map(|(_, name)| name)
                .filter(|name| !is_single(name) && has_surname(name, surname));
            persons.entry((surname, alone.text_sha256)).or_default().extend(full);
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

fn is_single(name: &str) -> bool {
    name.split_whitespace().nth(1).is_none()
}

/// Says whether `surname` is the last word of a full name, "Jr." and the like aside.
fn has_surname(full: &str, surname: &str) -> bool {
    let suffixes = ["jr", "sr", "ii", "iii", "iv"];
    let last = full
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .rfind(|word| !suffixes.contains(&word.to_lowercase().as_str()));
    last.is_some_and(|last| last.to_lowercase() == surname.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AppearanceId, ArticleId, ArticleKind, CharSpan, Kind, Stance};

    fn by(speaker: &str, text: &str) -> Appearance {
        Appearance {
            id: AppearanceId(0),
            article_id: ArticleId(0),
            quote_id: None,
            wording_id: None,
            outlet: None,
            article_kind: ArticleKind::Report,
            source: text.to_owned(),
            published: None,
            title: None,
            url: None,
            text_sha256: Sha256Hash::of(text.as_bytes()),
            revision: 1,
            superseded: false,
            span: CharSpan::new(0, 1),
            text: "words".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            kind: Kind::Statement,
            stance: Stance::Asserted,
            speaker: Some(speaker.to_owned()),
            speaker_mention: None,
            cue: None,
            confidence: 1.0,
            part_of: None,
            nested_in: None,
            in_paraphrase: false,
        }
    }

    fn found(quotes: &[Vec<Appearance>]) -> Vec<(String, String)> {
        namesakes(quotes).into_iter().map(|one| (one.name, one.person)).collect()
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
