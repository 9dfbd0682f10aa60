//! Takes the decisions about a text once more, and writes down what decided.

use std::cmp::Reverse;

use super::classifier::Classifier;
use super::lessons::each_candidate;
use super::rules::rule;
use super::{attribution, parts, spans};
use crate::model::{
    CharIndex, CharSpan, Context, Explanation, Quotation, Reason, SpanGround, SpeakerGround,
};
use crate::text::sentences;

/// How many reasons are told for one decision.
const TOLD: usize = 5;

/// Returns the quotations of `text` as [`quotations`](super::quotations) finds them, each with
/// what decided about it.
pub fn explain(text: &str, title: Option<&str>) -> Vec<Explanation> {
    let index = CharIndex::new(text);
    let sentences = sentences(text);
    let spans = span_grounds(text, &index);
    let mut found = spans::quotations(text, &spans::spans(text, Classifier::shipped()));
    let speakers = attribution::grounds(text, title, &found);
    attribution::attribute(text, title, &mut found);
    parts::part_speakers(&mut found);
    let explanation = |(at, quotation): (usize, &Quotation)| Explanation {
        quotation: quotation.clone(),
        context: context(&index, &sentences, quotation.span),
        span: span_ground(&spans, quotation.span),
        speaker: speaker_ground(quotation, speakers.get(&at)),
    };
    found.iter().enumerate().map(explanation).collect()
}

/// Returns every candidate of the text with what the classifier and the rules say of it, sorted
/// by start, the longest first.
fn span_grounds(text: &str, index: &CharIndex<'_>) -> Vec<(CharSpan, SpanGround)> {
    let mut found = Vec::new();
    each_candidate(text, |seen, features| {
        let candidate = &seen.scene.candidates[seen.at];
        let span = CharSpan::new(index.char_of(candidate.start), index.char_of(candidate.end));
        let weighed = features.iter().map(|feature| Reason {
            name: feature.to_string().replace('\t', " = "),
            weight: Classifier::shipped().weight_of(feature),
        });
        let rule = rule(seen.scene, seen.at, seen.around, &seen.sides);
        let ground = SpanGround {
            learned: Classifier::shipped().probability(features),
            rule: rule.map(|rule| rule.in_words()),
            reasons: heaviest(weighed.collect()),
        };
        found.push((span, ground));
    });
    found.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    found
}

/// Returns the ground of a quotation; one that later paragraphs carry on has that of its first.
fn span_ground(grounds: &[(CharSpan, SpanGround)], span: CharSpan) -> SpanGround {
    let from = grounds.partition_point(|(candidate, _)| candidate.start < span.start);
    let mut same_start =
        grounds[from..].iter().take_while(|(candidate, _)| candidate.start == span.start);
    let exact = same_start.clone().find(|(candidate, _)| *candidate == span);
    exact.or_else(|| same_start.next()).map(|(_, ground)| ground.clone()).unwrap_or_default()
}

/// Returns the ranker's ground, unless a later step has overruled the ranker.
fn speaker_ground(quotation: &Quotation, ranked: Option<&SpeakerGround>) -> Option<SpeakerGround> {
    if let Some(ground) = ranked {
        return Some(ground.clone());
    }
    let inside = quotation.nested_in.is_some() && quotation.speaker_mention.is_some();
    inside.then(|| SpeakerGround {
        decided_by: "the words of the quotation that it stands in",
        answers: Vec::new(),
        reasons: Vec::new(),
    })
}

/// Returns what weighs most, most first.
pub(super) fn heaviest(mut reasons: Vec<Reason>) -> Vec<Reason> {
    reasons.retain(|reason| reason.weight != 0.0);
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then(a.name.cmp(&b.name)));
    reasons.truncate(TOLD);
    reasons
}

/// Returns what stands around a span in its sentences.
fn context(index: &CharIndex<'_>, sentences: &[CharSpan], span: CharSpan) -> Context {
    let first = sentences.partition_point(|sentence| sentence.end <= span.start);
    let last = sentences.partition_point(|sentence| sentence.start < span.end);
    let held = sentences.get(first..last).unwrap_or_default();
    let start = held.first().map_or(span.start, |sentence| sentence.start.min(span.start));
    let end = held.last().map_or(span.end, |sentence| sentence.end.max(span.end));
    let slice = |from, to| index.slice(CharSpan::new(from, to)).unwrap_or_default().to_owned();
    Context { before: slice(start, span.start), after: slice(span.end, end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotations;

    const TEXT: &str = "The bridge shut on Monday. “It moved at noon,” said Ana Reyes in the hall. \
                        She lives near the so-called “Old Gate” by the river.";

    #[test]
    fn it_explains_exactly_what_extraction_finds() {
        let explained: Vec<Quotation> =
            explain(TEXT, None).into_iter().map(|found| found.quotation).collect();
        assert_eq!(explained, quotations(TEXT, None));
    }

    #[test]
    fn the_sentence_stands_around_its_quotation() {
        let first = &explain(TEXT, None)[0];
        assert_eq!(first.context.before, "“");
        assert_eq!(first.context.after, "” said Ana Reyes in the hall.");
        assert_eq!(first.span.rule, Some("a speaker with a verb of saying follows at once"));
    }

    #[test]
    fn the_best_answer_is_the_speaker_and_is_told_from_the_next() {
        let found = explain(TEXT, None);
        let ground = found[0].speaker.as_ref().unwrap();
        assert_eq!(ground.answers[0].mention.as_deref(), Some("Ana Reyes"));
        assert!(ground.answers[0].probability > ground.answers[1].probability);
        assert!(!ground.reasons.is_empty() && ground.reasons.len() <= TOLD);
    }

    #[test]
    fn a_label_has_reasons_and_no_speaker() {
        let label = &explain(TEXT, None)[1];
        assert_eq!(label.quotation.text, "Old Gate");
        assert!(!label.span.reasons.is_empty());
        assert_eq!(label.speaker, None);
    }
}
