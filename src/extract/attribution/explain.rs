//! What decided about the speakers: the ranker's answers, and what the best has over the next.

use std::collections::BTreeMap;

use super::model::Model;
use super::ranker::{Pick, Ranker, Scores};
use super::training::question;
use super::{Article, NAMED, fold, frame};
use crate::extract::explain::heaviest;
use crate::model::{Answer, Quotation, Reason, SpeakerGround};

/// How many answers are told for one quotation.
const ANSWERS: usize = 3;

/// Returns what decided about the speaker of every quotation of `found` that stands in no other.
///
/// `found` is as before its speakers were looked for.
pub(crate) fn grounds(
    text: &str,
    title: Option<&str>,
    found: &[Quotation],
) -> BTreeMap<usize, SpeakerGround> {
    let folded = fold(text, found);
    let article = Article::read(text, title, &folded);
    let mut ranker = article.ranker(Model::built_in());
    let ground = |(at, index)| (index, ground(&article, &mut ranker, at, index));
    article.quotes().map(ground).collect()
}

fn ground(
    article: &Article<'_>,
    ranker: &mut Ranker<'_>,
    at: usize,
    index: usize,
) -> SpeakerGround {
    let frame = frame::frame(&article.tokens, at, article.body(at));
    let words = article.words_of(index);
    let near = article.near(at);
    let scores = ranker.weigh(frame, words, &near);
    let pick = ranker.decide(&frame, words.len(), &near, &scores);
    let ranked = by_head(article, &scores);
    let reasons = match ranked.as_slice() {
        [best, next, ..] => {
            let own = ranker.answers(frame, words, best.mention);
            advantages(&own, &ranker.answers(frame, words, next.mention))
        }
        _ => Vec::new(),
    };
    let answer = |ranked: &Ranked| Answer {
        mention: ranked.mention.map(|mention| article.mention(mention).to_owned()),
        probability: ranked.probability,
    };
    SpeakerGround {
        decided_by: decided_by(&pick, ranked.first().and_then(|best| best.mention)),
        answers: ranked.iter().take(ANSWERS).map(answer).collect(),
        reasons,
    }
}

/// A mention, or nobody, with the probability of all mentions that have its head word.
struct Ranked {
    mention: Option<usize>,
    probability: f64,
}

/// Returns the likeliest mention of every head word, and nobody, likeliest first.
fn by_head(article: &Article<'_>, scores: &Scores) -> Vec<Ranked> {
    let mut all: Vec<(Option<usize>, f32)> =
        scores.mentions.iter().map(|(mention, score)| (Some(*mention), *score)).collect();
    all.push((None, scores.nobody));
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let highest = all.first().map_or(0.0, |(_, score)| *score);
    let chance = |score: f32| f64::from(score - highest).exp();
    let total: f64 = all.iter().map(|(_, score)| chance(*score)).sum();
    let head = |mention: Option<usize>| mention.map(|mention| article.mentions[mention].key);
    let mut found: Vec<Ranked> = Vec::new();
    for (mention, score) in all {
        let probability = chance(score) / total;
        match found.iter_mut().find(|known| head(known.mention) == head(mention)) {
            Some(known) => known.probability += probability,
            None => found.push(Ranked { mention, probability }),
        }
    }
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    found
}

/// Says which step picked, where the weights alone liked `best` most.
fn decided_by(pick: &Pick, best: Option<usize>) -> &'static str {
    match (pick.by_noun, pick.mention) {
        (true, _) => "a noun of saying beside it, as the weights left doubt",
        (false, Some(_)) if pick.confidence < NAMED => {
            "learned weights, too unsure for a person to be named"
        }
        (false, Some(_)) if best.is_none() => {
            "learned weights; nobody is not likely enough for so many words"
        }
        (false, _) => "learned weights",
    }
}

/// Returns what the first answer has over the second, summed by the question that was asked.
fn advantages(best: &[u32], next: &[u32]) -> Vec<Reason> {
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    for (places, sign) in [(best, 1.0), (next, -1.0)] {
        for place in places {
            let name = question(*place as usize);
            let asked = name.split_once('·').map_or(name, |(asked, _)| asked);
            *sums.entry(asked).or_default() += sign * Model::built_in().score(&[*place]);
        }
    }
    heaviest(
        sums.into_iter().map(|(name, weight)| Reason { name: name.to_owned(), weight }).collect(),
    )
}
