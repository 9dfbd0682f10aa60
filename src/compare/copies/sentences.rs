//! The sentences of two articles side by side, for a reader to see what the figures rest on.
//!
//! A sentence's counterpart shares most of the weight of its words (inverse document frequency:
//! Spärck Jones, "A Statistical Interpretation of Term Specificity", 1972); each sentence has at
//! most one. Words that stand in very many sentences find nothing, so that a hostile text costs no
//! more than a long one.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::lexicon::is_function_word;
use crate::compare::wording;
use crate::model::{CharSpan, SentencePair};
use crate::text::{sentences, word_keys};

/// Least share of the weight of the lighter sentence's words that two sentences have in common.
///
/// As for the sentences that relations are told by.
const MIN_SIMILARITY: f64 = 0.38;
/// Words that two sentences must share.
const MIN_SHARED: usize = 3;
/// Content words that two sentences must share, and the share of the shorter one's that must be among
/// them where it is a short one: two reports from one town have its name and a few small words in
/// common, whatever they tell.
const MIN_CONTENT: usize = 2;
const MIN_CONTENT_SHARE: f64 = 0.5;
/// Share of all words of the shorter one that tells as much: a machine leaves the small words.
const MIN_WORD_SHARE: f64 = 0.6;
/// Content words from which a sentence is a long one, which its weight tells enough of.
const LONG: usize = 8;
/// Sentences with the same word beyond which it pairs nothing.
const MAX_PLACES: usize = 100;

/// A sentence with its words.
struct Sentence<'a> {
    text: &'a str,
    words: FxHashSet<String>,
    /// How many of them are content words.
    content: usize,
    weight: f64,
}

impl Sentence<'_> {
    /// Says whether two sentences share what tells them, and not small words alone.
    fn shares_content(&self, other: &Self) -> bool {
        let words = || self.words.intersection(&other.words);
        let shared = words().filter(|word| !is_function_word(word)).count();
        let all = self.words.len().min(other.words.len());
        let has_most = words().count() as f64 >= MIN_WORD_SHARE * all as f64;
        let shorter = self.content.min(other.content);
        let least = if shorter < LONG { MIN_CONTENT_SHARE * shorter as f64 } else { 0.0 };
        shared >= MIN_CONTENT && (shared as f64 >= least || has_most) || self.words == other.words
    }
}

/// Returns the sentences of two texts that are each other's counterparts, by their place in the
/// left one.
pub fn sentence_pairs(left: &str, right: &str) -> Vec<SentencePair> {
    let (mut a, mut b) = (read(left), read(right));
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for word in a.iter().chain(&b).flat_map(|sentence| &sentence.words) {
        *counts.entry(word.clone()).or_default() += 1;
    }
    let all = (a.len() + b.len()) as f64;
    let weight = |word: &String| (1.0 + all / counts.get(word).copied().unwrap_or(1) as f64).ln();
    for sentence in a.iter_mut().chain(&mut b) {
        // Added up in one order, so that the sum does not depend on that of the set.
        let mut weights: Vec<f64> = sentence.words.iter().map(&weight).collect();
        weights.sort_by(f64::total_cmp);
        sentence.weight = weights.iter().sum();
    }
    chosen(candidates(&a, &b, &weight))
        .into_iter()
        .map(|(at, other)| pair(a[at].text, b[other].text))
        .collect()
}

fn pair(left: &str, right: &str) -> SentencePair {
    let compared = wording(left, right);
    SentencePair { segments: compared.segments, changes: compared.changes }
}

fn read(text: &str) -> Vec<Sentence<'_>> {
    let index = crate::model::CharIndex::new(text);
    let sentence = |span: CharSpan| {
        let text = index.slice(span)?;
        let words: FxHashSet<String> = word_keys(text).into_iter().collect();
        let content = words.iter().filter(|word| !is_function_word(word)).count();
        Some(Sentence { text, words, content, weight: 0.0 })
    };
    sentences(text).into_iter().filter_map(sentence).collect()
}

/// Returns every pair that is alike enough, with how alike it is.
fn candidates(
    a: &[Sentence<'_>],
    b: &[Sentence<'_>],
    weight: &impl Fn(&String) -> f64,
) -> Vec<(f64, usize, usize)> {
    let mut places: FxHashMap<&String, Vec<usize>> = FxHashMap::default();
    for (at, sentence) in b.iter().enumerate() {
        for word in &sentence.words {
            places.entry(word).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (at, sentence) in a.iter().enumerate() {
        let mut shared: FxHashMap<usize, Vec<f64>> = FxHashMap::default();
        for word in &sentence.words {
            let others = places.get(word).filter(|others| others.len() <= MAX_PLACES);
            for other in others.into_iter().flatten() {
                shared.entry(*other).or_default().push(weight(word));
            }
        }
        for (other, mut weights) in shared {
            weights.sort_by(f64::total_cmp);
            let alike = weights.iter().sum::<f64>() / sentence.weight.min(b[other].weight);
            if weights.len() >= MIN_SHARED
                && alike >= MIN_SIMILARITY
                && sentence.shares_content(&b[other])
            {
                found.push((alike, at, other));
            }
        }
    }
    found
}

/// Returns the most alike pairs, each sentence in one at most, by their place.
fn chosen(mut found: Vec<(f64, usize, usize)>) -> Vec<(usize, usize)> {
    // Of equally alike ones the pair that stands at like places first.
    let order = |(_, at, other): &(f64, usize, usize)| (at.abs_diff(*other), *at, *other);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| order(a).cmp(&order(b))));
    let (mut left, mut right) = (FxHashSet::default(), FxHashSet::default());
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, at, other) in found {
        if !left.contains(&at) && !right.contains(&other) {
            left.insert(at);
            right.insert(other);
            chosen.push((at, other));
        }
    }
    chosen.sort_unstable_by_key(|pair| (pair.0, Reverse(pair.1)));
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_stands_beside_the_one_made_from_it() {
        let left = "The council met on a wet Monday. It voted to close the old bridge in May. \
                    Nobody spoke against the plan of the mayor.";
        let right = "No one spoke against the scheme of the mayor. The weather was fine. \
                     It voted to shut the old bridge in May.";
        let pairs = sentence_pairs(left, right);
        let side = |pair: &SentencePair| -> (String, String) {
            let segments = pair.segments.iter();
            segments.map(|segment| (segment.from.as_str(), segment.to.as_str())).unzip()
        };
        let told: Vec<_> = pairs.iter().map(side).collect();
        let expected = [
            ("It voted to close the old bridge in May.", "It voted to shut the old bridge in May."),
            (
                "Nobody spoke against the plan of the mayor.",
                "No one spoke against the scheme of the mayor.",
            ),
        ];
        assert_eq!(told, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
        assert_eq!(pairs[0].changes[0].to, "shut");
        assert!(sentence_pairs(left, "Something else was said in another town.").is_empty());
    }

    #[test]
    fn small_words_and_a_name_make_no_pair() {
        let rows = [
            ("It is a tax on the young.", "It has a roof, and a cafe is on the first floor.", 0),
            (
                "The ferry company of Norrsund has a new owner.",
                "Teachers in the town of Norrsund have a new contract with the council.",
                0,
            ),
            ("It is a tax on the young.", "“It is a tax on the young,” she said.", 1),
            (
                "Holt mentioned there was no covert blueprint to use the ferry as a courier.",
                "Holt said there was no secret plan to use the boat as a messenger.",
                1,
            ),
            ("It is what it is.", "It is what it is.", 1),
            ("The tax hits young fishermen hard.", "The tax strikes young fishermen hard.", 1),
        ];
        for (left, right, expected) in rows {
            assert_eq!(sentence_pairs(left, right).len(), expected, "{left} {right}");
        }
    }

    #[test]
    fn a_text_of_one_sentence_again_and_again_is_borne() {
        let text = "It voted to close the old bridge in May. ".repeat(5_000);
        assert!(sentence_pairs(&text, &text).is_empty());
    }
}
