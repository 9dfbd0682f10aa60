//! Ranks the mentions around a quotation: a softmax over all of them and nobody.
//!
//! A conditional logit over candidates (Daniel McFadden, "Conditional Logit Analysis of
//! Qualitative Choice Behavior", 1973). The probabilities of mentions with one head word are
//! added up, as they name one speaker.

use super::document::{Counts, Profile};
use super::features::{self, Asked, View};
use super::frame::Frame;
use super::mentions::{Mention, MentionKind};
use super::model::Model;
use super::templates::Answers;
use super::tokens::Token;

/// The speaker of one quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pick {
    /// The index of the mention.
    pub mention: usize,
    /// The token of the cue.
    pub cue: Option<usize>,
    /// The probability that the mention, or another with its head word, is the speaker.
    pub confidence: f64,
}

/// Ranks mentions for the quotations of one article.
pub(crate) struct Ranker<'a> {
    model: &'a Model,
    view: View<'a>,
    /// The scores of mentions by themselves, as far as asked for.
    own_scores: Vec<Option<f32>>,
    answers: Answers,
}

impl<'a> Ranker<'a> {
    pub(crate) fn new(
        model: &'a Model,
        tokens: &'a [Token],
        mentions: &'a [Mention],
        profiles: &'a [Profile],
        counts: &'a [Counts],
    ) -> Self {
        let view = View { tokens, mentions, profiles, counts };
        Self { model, view, own_scores: vec![None; mentions.len()], answers: Answers::default() }
    }

    /// Returns the likeliest speaker of the quotation of `frame` among the mentions `near`.
    pub(crate) fn rank(&mut self, frame: Frame, words: &[u64], near: &[usize]) -> Option<Pick> {
        let asked = Asked::new(&self.view, frame, words);
        let mut scores: Vec<(usize, f32)> = Vec::with_capacity(near.len());
        let view = self.view;
        for index in near.iter().copied().filter(|index| can_speak(&view, &frame, *index)) {
            let own = self.own_score(index);
            self.answers.0.clear();
            features::of_pair(&view, &asked, index, &mut self.answers);
            scores.push((index, own + self.model.score(&self.answers.0)));
        }
        self.answers.0.clear();
        features::of_nobody(&asked, &mut self.answers);
        let nobody = self.model.score(&self.answers.0);
        self.choose(&frame, &scores, nobody)
    }

    fn own_score(&mut self, index: usize) -> f32 {
        if let Some(score) = self.own_scores[index] {
            return score;
        }
        self.answers.0.clear();
        features::of_mention(&self.view, index, &mut self.answers);
        let score = self.model.score(&self.answers.0);
        self.own_scores[index] = Some(score);
        score
    }

    fn choose(&self, frame: &Frame, scores: &[(usize, f32)], nobody: f32) -> Option<Pick> {
        let highest = scores.iter().map(|(_, score)| *score).fold(nobody, f32::max);
        let chance = |score: f32| f64::from(score - highest).exp();
        let total: f64 = scores.iter().map(|(_, s)| chance(*s)).sum::<f64>() + chance(nobody);
        // Few mentions have more than a trace of probability: their heads are added up pairwise.
        let heads: Vec<(u64, f64)> = by_head(self.view.mentions, scores, &chance);
        let (head, mass) = heads.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        if mass < chance(nobody) {
            return None;
        }
        let of_head = scores.iter().filter(|(index, _)| self.view.mentions[*index].key == head);
        let (mention, _) = of_head.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let cue = self.cue(frame, *mention);
        Some(Pick { mention: *mention, cue, confidence: mass / total })
    }

    /// Returns the verb by which the mention is taken to speak.
    fn cue(&self, frame: &Frame, mention: usize) -> Option<usize> {
        let mention = &self.view.mentions[mention];
        let is_governor = |verb: &usize| Some(*verb) == frame.cue;
        mention
            .before
            .filter(is_governor)
            .or(mention.own_verb())
            .or(mention.before.filter(|_| mention.is_inverted))
            .or(frame.cue)
    }
}

/// Says whether a mention is worth weighing: phrases far away hardly ever are.
pub(crate) fn can_speak(view: &View<'_>, frame: &Frame, index: usize) -> bool {
    let (mention, profile) = (&view.mentions[index], &view.profiles[index]);
    mention.kind != MentionKind::Phrase
        || view.tokens[mention.from].paragraph == view.tokens[frame.at].paragraph
        || mention.verb.is_some()
        || mention.aside.is_some()
        || mention.before.is_some()
        || profile.offset <= 1
}

fn by_head(
    mentions: &[Mention],
    scores: &[(usize, f32)],
    chance: &impl Fn(f32) -> f64,
) -> Vec<(u64, f64)> {
    let mut heads: Vec<(u64, f64)> =
        scores.iter().map(|(index, score)| (mentions[*index].key, chance(*score))).collect();
    heads.sort_by_key(|(head, _)| *head);
    heads.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    heads
}
