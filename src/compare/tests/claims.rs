//! Whatever changes a claim fails, however it is dressed: added in brackets or plainly, taken out
//! by an ellipsis, a bracket or plainly, in a whole text or an excerpt, with other typography.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::model::Change;

/// Sentences and the words in them that a claim rests on.
const CLAIMS: &[(&str, &str, ChangeClass)] = &[
    ("We will not sell the old harbour to a foreign buyer before the vote", "not", Negation),
    ("They have never asked the people of the valley about the new dam", "never", Negation),
    ("The company no longer pays the owners of the boats that it sank", "no longer", Negation),
    ("The board failed to warn the families about the crack in the wall", "failed to", Negation),
    ("The driver denied taking the money that was left in the van", "denied", Negation),
    ("She left without telling the crew about the storm that was near", "without", Negation),
    ("It isn't true that the teachers walked out of the meeting early", "isn't", Negation),
    ("Nobody in the office saw the letter before the judge read it", "Nobody", Negation),
    ("The fund paid out three million to the owners of the boats", "three", Number),
    ("Our hospital treated 40 people with burns after the fire", "40", Number),
    ("The bridge cost 2.5 million more than the council had planned", "2.5", Number),
    ("We found half of the money in a shed behind the school", "half", Number),
    ("The ferry was late by twenty minutes because of the fog", "twenty", Number),
    ("Nothing in the letter shows that Novak knew about the money", "Novak", Name),
    ("It was clear to us that Reykjavik wanted the talks to fail", "Reykjavik", Name),
    ("The crew blamed the pilot and Halifax for the crash last spring", "Halifax", Name),
    ("The company must repay the loan before the bridge opens", "must", Modal),
    ("The army might leave the island when the rain stops", "might", Modal),
    ("The farmers should keep the land that their parents bought", "should", Modal),
    ("We can finish the tunnel before the winter if the ground holds", "can", Modal),
    ("I believe that all teachers deserve a raise after the strike", "all", Quantifier),
    ("It seems that some doctors had to work on the night of the storm", "some", Quantifier),
    ("We know that most voters liked the plan when they read it", "most", Quantifier),
    ("The minister would sign the treaty if the neighbours agreed", "if", Inserted),
    ("We will keep the school open unless the roof falls in", "unless", Inserted),
    ("The strike goes on until the owners raise the pay", "until", Inserted),
];

/// Words that change a claim where they are added, by class.
const ADDED: &[(ChangeClass, &[&str])] = &[
    (Negation, &["not", "never", "no longer", "failed to", "without", "hardly", "denied that"]),
    (Number, &["two", "3", "forty percent", "1.5 million", "half"]),
    (Name, &["Smith", "Mr. Chen", "China"]),
    (Modal, &["must", "might", "should", "can"]),
    (Quantifier, &["all", "few", "most", "some", "only"]),
    (Inserted, &["if", "unless", "on condition that", "as long as", "in case"]),
];

/// A text put together from words of a claim: how it was made, and the words.
type Variant = (&'static str, String);

/// Returns the ways of taking `word` out of `claim`.
///
/// Where nothing is left before a cut, the text is an excerpt, which passes with a warning.
fn without(claim: &str, word: &str, is_name: bool) -> Vec<Variant> {
    let at = claim.find(word).unwrap_or_default();
    let (head, tail) = (claim[..at].trim_end(), claim[at + word.len()..].trim_start());
    let before = head.rsplit_once(' ').map_or("", |(before, _)| before);
    let after = tail.split_once(' ').map_or("", |(_, after)| after);
    let mut made = Vec::new();
    // A bracket may stand for a name.
    if !is_name {
        made.push(("bracketed away", format!("{head} [again] {tail}")));
    }
    if !head.is_empty() {
        made.extend([
            ("elided", format!("{head} … {tail}")),
            ("elided by full stops", format!("{head} ... {tail}")),
            ("elided in brackets", format!("{head} […] {tail}")),
            ("dropped", format!("{head} {tail}")),
        ]);
    }
    // A longer cut that happens to hold a name is a cut; one of nothing else is not.
    if !is_name && !head.is_empty() {
        made.push(("elided with the word behind", format!("{head} … {after}")));
    }
    if !is_name && !before.is_empty() {
        made.push(("elided with the word before", format!("{before} … {tail}")));
        made.push(("elided with both", format!("{before} … {after}")));
    }
    made.into_iter().map(|(how, text)| (how, text.trim().to_owned())).collect()
}

/// Returns the ways of putting `word` before word number `place` of `claim`.
fn with(claim: &str, word: &str, place: usize) -> Vec<Variant> {
    let words: Vec<&str> = claim.split(' ').collect();
    let joined = |added: &str, skipped: usize| {
        [&words[..place], &[added], &words[place + skipped..]].concat().join(" ")
    };
    let mut made = vec![
        ("bracketed in", joined(&format!("[{word}]"), 0)),
        ("bracketed with more", joined(&format!("[quite {word}]"), 0)),
        ("inserted", joined(word, 0)),
    ];
    // In the place of itself a word changes nothing.
    if !word.split(' ').any(|part| part == words[place]) {
        made.push(("bracketed for a word", joined(&format!("[{word}]"), 1)));
    }
    made
}

/// Returns a variant as writers print it: as it is, in marks, as an excerpt, with another cut.
fn dressed(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let inner = words[..words.len() - 1].join(" ");
    vec![
        text.to_owned(),
        format!("“{}.”", text.replace("'", "’").replace(" … ", "... ")),
        inner,
        text.to_uppercase(),
    ]
}

#[test]
fn no_dress_hides_a_changed_claim() {
    let mut made: BTreeMap<(&str, ChangeClass), (usize, Vec<String>)> = BTreeMap::new();
    let mut judge = |claim: &str, (how, text): Variant, class: ChangeClass| {
        for text in dressed(&text) {
            let compared = wording(claim, &text);
            let counted = made.entry((how, class)).or_default();
            counted.0 += 1;
            if compared.verdict.is_pass() {
                counted.1.push(format!("{}: {claim} / {text}", compared.verdict));
            }
        }
    };
    for (claim, word, class) in CLAIMS {
        for variant in without(claim, word, *class == Name) {
            judge(claim, variant, *class);
        }
        let count = claim.split(' ').count();
        for (added, words) in ADDED {
            for (number, word) in words.iter().enumerate() {
                let place = 2 + (number * 3) % (count - 4);
                for variant in with(claim, word, place) {
                    judge(claim, variant, *added);
                }
            }
        }
    }
    let all: usize = made.values().map(|(count, _)| count).sum();
    assert!(all >= 5_000, "{all}");
    let kinds: BTreeSet<&str> = made.keys().map(|(how, _)| *how).collect();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
    for ((how, class), (count, passed)) in &made {
        assert!(passed.is_empty(), "{how}, {class}: {} of {count}: {passed:?}", passed.len());
    }
}

#[test]
fn a_bracket_at_an_end_stands_for_what_is_beside_it() {
    let rows: [(&str, &str, &[ChangeClass]); 6] = [
        ("We sold the boats to nobody", "We sold the boats to [a friend]", &[Negation]),
        ("We will sell the boats to nobody.", "We will sell the boats [abroad]", &[Negation]),
        (
            "Nobody in the office saw the letter",
            "[people] in the office saw the letter",
            &[Negation],
        ),
        (
            "They said the bridge will cost three million",
            "They said the bridge will cost [us]",
            &[Number],
        ),
        // What stands behind a mark is cut, not replaced.
        ("We sold the boats, and nobody asked", "We sold the boats [abroad]", &[]),
        (
            "Of course I never asked. The boats were sold",
            "[All right] The boats were sold",
            &[Quantifier],
        ),
    ];
    for (claim, text, expected) in rows {
        let compared = wording(claim, text);
        let is_material = |change: &&Change| change.material == Some(true);
        let mut material: Vec<ChangeClass> =
            compared.changes.iter().filter(is_material).map(|change| change.class).collect();
        material.dedup();
        assert_eq!(material, expected, "{text}: {:?}", compared.changes);
        assert_eq!(compared.verdict.is_pass(), expected.is_empty(), "{text}");
    }
}
