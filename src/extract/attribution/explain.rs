//! What decided about the speakers: the ranker's answers, and what the best has over the next.

use std::collections::BTreeMap;

use super::answers::NAMED;
use super::model::Model;
use super::ranker::{DecidedBy, Pick, Ranker, Scores, Weighed};
use super::training::question;
use super::turned::turned;
use super::{Article, fold, second, sureness};
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
    let sureness: Vec<u8> = found.iter().map(sureness).collect();
    let article = Article::read(text, title, &folded, &sureness);
    let model = Model::built_in();
    let mut ranker = Ranker::new(model, article.view());
    let mut weighed = article.weighed(&mut ranker);
    let first: Vec<Scores> = weighed.iter().map(|own| own.scores.clone()).collect();
    second::reconsider(&article, model, &mut weighed);
    let picks = article.decided(&ranker, &weighed);
    let of = |((at, index), ((own, pick), first))| {
        let pick = turned(&article.tokens, &article.mentions, at, pick);
        (index, ground(&article, &ranker, (own, &pick), first))
    };
    article.quotes().zip(weighed.iter().zip(picks).zip(&first)).map(of).collect()
}

fn ground(
    article: &Article<'_>,
    ranker: &Ranker<'_>,
    (weighed, pick): (&Weighed<'_>, &Pick),
    first: &Scores,
) -> SpeakerGround {
    let Weighed { frame, words, scores, .. } = weighed;
    let ranked = by_head(article, scores);
    let reasons = match ranked.as_slice() {
        [best, next, ..] => {
            let (best, next) = (best.mention, next.mention);
            let answers = |mention| ranker.answers(*frame, words, mention);
            let corrected = |mention| score(scores, mention) - score(first, mention);
            advantages(&answers(best), &answers(next), corrected(best) - corrected(next))
        }
        _ => Vec::new(),
    };
    let answer = |ranked: &Ranked| Answer {
        mention: ranked.mention.map(|mention| article.mention(mention).to_owned()),
        probability: ranked.probability,
    };
    SpeakerGround {
        decided_by: decided_by(pick, ranked.first().and_then(|best| best.mention)),
        answers: ranked.iter().take(ANSWERS).map(answer).collect(),
        reasons,
    }
}

fn score(scores: &Scores, mention: Option<usize>) -> f32 {
    let own = scores.mentions.iter().find(|(index, _)| Some(*index) == mention);
    own.map_or(scores.nobody, |(_, score)| *score)
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
    match (pick.by, pick.mention) {
        (DecidedBy::Noun, _) => "a noun of saying beside it, as the weights left doubt",
        (DecidedBy::Verb, _) => "the subject of the verb of saying behind it",
        (DecidedBy::Turns, _) => "the turns of a dialogue",
        (DecidedBy::Sentence, _) => "its sentence, which says that somebody else spoke",
        (DecidedBy::Weights, Some(_)) if pick.confidence < NAMED => {
            "learned weights, too unsure for a person to be named"
        }
        (DecidedBy::Weights, Some(_)) if best.is_none() => {
            "learned weights; nobody is not likely enough for so many words"
        }
        (DecidedBy::Weights, _) => "learned weights",
    }
}

/// Returns what a question of the ranker looks at, in words; crosses of one question count as it.
fn in_words(question: &'static str) -> &'static str {
    let asked = question.split_once('·').map_or(question, |(asked, _)| asked);
    match asked {
        "distance" => "how near it is",
        "place" => "its sentence or paragraph",
        "between" => "other mentions between",
        "class" | "length" | "pronoun" | "first-word" => "what kind of mention it is",
        "previous" | "next" | "next-two" | "around" | "previous-word" | "next-word" => {
            "the words beside it"
        }
        "possessive" => "whether it owns something",
        "verb" | "verb-word" => "its verb",
        "before" | "before-word" => "the verb before it",
        "governor" => "the verb that governs the quote",
        "touch" => "whether it and its verb touch the quote",
        "phrase" => "the phrase that it is part of",
        "preposition" => "the preposition before it",
        "subject" => "whether it is a subject",
        "offset" | "first" => "how early it stands in its sentence",
        "frequency" | "in-title" => "how often the article names it",
        "speaks" => "how often it speaks elsewhere",
        "inside" => "whether the quote names it",
        "dash" | "colon" | "alone" | "edge-before" | "edge-after" => "what stands beside the quote",
        "according" => "“according to”",
        "noun" => "a noun of saying",
        "way" => "what stands between it and the quote",
        "path" => "the way by its verb to the quote",
        "nobody" => "what speaks for nobody",
        other => other,
    }
}

/// Returns what the first answer has over the second, summed by what was looked at.
///
/// `corrected` is what it gained over it by a second look.
fn advantages(best: &[u32], next: &[u32], corrected: f32) -> Vec<Reason> {
    let mut sums: BTreeMap<&str, f32> =
        BTreeMap::from([("a second look at the neighbours", corrected)]);
    for (places, sign) in [(best, 1.0), (next, -1.0)] {
        for place in places {
            let name = question(*place as usize);
            *sums.entry(in_words(name)).or_default() += sign * Model::built_in().score(&[*place]);
        }
    }
    heaviest(
        sums.into_iter().map(|(name, weight)| Reason { name: name.to_owned(), weight }).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::attribution::templates::TEMPLATES;
    use crate::extract::attribution::tests::quotations;

    #[test]
    fn every_question_is_told_in_words() {
        for (name, _) in TEMPLATES {
            let words = in_words(name);
            assert_ne!(words, name.split('·').next().unwrap_or_default(), "{name}");
        }
    }

    #[test]
    fn it_is_told_what_decided() {
        for (text, expected) in [
            ("“It sails at six,” Quill said.", "learned weights"),
            (
                "“It sails at six,” Quill said, according to the Courier.",
                "the subject of the verb of saying behind it",
            ),
            (
                "Nora Dunn was accused of “greed and sloth” by Otto Quill.",
                "its sentence, which says that somebody else spoke",
            ),
        ] {
            let found = quotations(text);
            let grounds = grounds(text, None, &found);
            assert_eq!(grounds[&0].decided_by, expected, "{text}");
        }
    }
}
