//! What reports changed of a primary source's words, and how many of them did.
//!
//! A primary source has what was said, so a difference from it is the reports' doing: "3 of 4
//! outlets dropped …". Only outlets that ran the stretch count; an excerpt that ends before it has
//! neither kept nor changed it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::apart::{OtherPart, other_parts, set_apart};
use super::reading::Prepared;
use super::verdict::decide;
use super::wordings::WordingGroup;
use crate::model::{ArticleKind, Change, ChangeClass, Departure};

/// One wording set against the source: who ran it, what it changes, what it leaves out.
struct Set<'a> {
    outlets: BTreeSet<&'a str>,
    changes: Vec<Change>,
    missing: Vec<Range<usize>>,
}

/// Returns the changes of words that reports made to the primary source's wording `chosen`.
///
/// Material ones first, then those that most outlets made, then by place. Empty where `chosen` is
/// no primary source's wording.
pub fn departures(wordings: &[WordingGroup], chosen: usize) -> Vec<Departure> {
    let Some(source) = wordings.get(chosen).filter(|wording| wording.is_primary()) else {
        return Vec::new();
    };
    let base = Prepared::new(&source.text);
    let parts = other_parts(wordings, chosen);
    let sets: Vec<Set<'_>> = wordings
        .iter()
        .zip(&parts)
        .map(|(wording, part)| set_against(&base, wording, part.as_ref()))
        .collect();
    let mut found: BTreeMap<(usize, String, String), Departure> = BTreeMap::new();
    for set in sets.iter().filter(|set| !set.outlets.is_empty()) {
        for change in set.changes.iter().filter(|change| is_of_words(change)) {
            let key = (change.from_start, change.from.to_lowercase(), change.to.to_lowercase());
            let departure = found.entry(key).or_insert_with(|| departure(change));
            // Classes come material ones first, so the first is the one to name.
            departure.outlets.extend(set.outlets.iter().map(|outlet| (*outlet).to_owned()));
        }
    }
    let mut found: Vec<(usize, Departure)> =
        found.into_iter().map(|((at, ..), one)| (at, counted(one, at, &sets))).collect();
    found.sort_by_key(|(at, one)| (one.material != Some(true), Reverse(one.outlets.len()), *at));
    found.into_iter().map(|(_, departure)| departure).collect()
}

fn set_against<'a>(
    base: &Prepared<'_>,
    wording: &'a WordingGroup,
    part: Option<&OtherPart>,
) -> Set<'a> {
    let reports = wording.appearances.iter().filter(|run| run.article_kind == ArticleKind::Report);
    // An article without an outlet stands for one that is not known.
    let outlets = reports.map(|run| run.outlet.as_deref().unwrap_or(&run.source)).collect();
    let changes = match part {
        Some(part) => set_apart(base.text(), &wording.text, part).0,
        None => decide(base, &Prepared::new(&wording.text)).changes,
    };
    let left_out = changes
        .iter()
        .filter(|change| matches!(change.class, ChangeClass::Cut | ChangeClass::Elided));
    let missing = left_out
        .map(|change| change.from_start..change.from_start + change.from.chars().count())
        .collect();
    Set { outlets, changes, missing }
}

/// Says whether a change is one of words that a report does not itself disclose. A moved word is
/// told where it stood.
fn is_of_words(change: &Change) -> bool {
    match change.class {
        ChangeClass::Case
        | ChangeClass::Cut
        | ChangeClass::Elided
        | ChangeClass::Bracketed
        | ChangeClass::Spelling
        | ChangeClass::Typo
        | ChangeClass::MergedSentences => false,
        ChangeClass::Punctuation => change.material == Some(true),
        ChangeClass::Moved => !change.from.is_empty(),
        _ => true,
    }
}

fn departure(change: &Change) -> Departure {
    Departure {
        class: change.class,
        material: change.material,
        from: change.from.clone(),
        to: change.to.clone(),
        outlets: Vec::new(),
        of: 0,
    }
}

/// Counts the outlets that ran the stretch at `at`, and lists each that made the change once.
fn counted(mut departure: Departure, at: usize, sets: &[Set<'_>]) -> Departure {
    departure.outlets.sort_unstable();
    departure.outlets.dedup();
    let ran = sets.iter().filter(|set| !set.missing.iter().any(|range| range.contains(&at)));
    let mut all: BTreeSet<&str> = ran.flat_map(|set| set.outlets.iter().copied()).collect();
    all.extend(departure.outlets.iter().map(String::as_str));
    departure.of = all.len();
    departure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::lineage::tests::ran;
    use crate::compare::{reference, wordings};

    const SAID: &str = "We will never sell the two old ferries, and I firmly refuse to discuss it.";

    /// Returns "2 of 3 dropped `never`" for each departure of `reports` from a transcript.
    fn told(reports: &[(&str, &str)]) -> Vec<String> {
        let mut runs: Vec<_> = (2..)
            .zip(reports)
            .map(|(number, (outlet, text))| ran(number, outlet, "2024-05-02", text))
            .collect();
        let mut source = ran(1, "Council", "2024-05-03", SAID);
        source.article_kind = ArticleKind::Primary;
        runs.push(source);
        let groups = wordings(&runs, &|found| found.len());
        let (_, chosen) = reference(&groups);
        let tell = |one: Departure| {
            format!("{}/{} {}: {}>{}", one.outlets.len(), one.of, one.class, one.from, one.to)
        };
        departures(&groups, chosen).into_iter().map(tell).collect()
    }

    #[test]
    fn outlets_that_changed_a_word_are_counted_among_those_that_ran_it() {
        let dropped = SAID.replace("firmly ", "");
        let denied = SAID.replace("never ", "").replace("firmly ", "");
        let rows = [
            ("Post", dropped.as_str()),
            ("Wire", denied.as_str()),
            ("Wire", SAID),
            ("Echo", SAID),
            // Ends before "firmly": neither kept nor dropped it.
            ("Sun", "We will never sell the two old ferries"),
        ];
        assert_eq!(told(&rows), ["1/4 negation: never>", "2/3 dropped: firmly>"]);
    }

    #[test]
    fn what_is_disclosed_or_of_type_is_no_departure() {
        let rows = [
            ("Post", "We will never sell the two old ferries … I firmly refuse to discuss it."),
            ("Wire", "we will never sell the two old ferries and I firmly refuse to discuss it"),
            (
                "Echo",
                "[They] will never sell the two old ferries, and I firmly refuse to disscuss it.",
            ),
        ];
        assert_eq!(told(&rows), Vec::<String>::new());
        assert_eq!(told(&[("Post", SAID)]), Vec::<String>::new());
    }
}
