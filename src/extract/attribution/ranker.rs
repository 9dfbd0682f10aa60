//! Ranks the mentions around a quotation: a softmax over all of them and nobody.
//!
//! A conditional logit over candidates (Daniel McFadden, "Conditional Logit Analysis of
//! Qualitative Choice Behavior", 1973). The probabilities of mentions with one head word are
//! added up, as they name one speaker.

use super::Near;
use super::features::{self, Asked, Pair, View};
use super::frame::Frame;
use super::lexicon as lex;
use super::mentions::{MentionKind, Origin};
use super::model::Model;
use super::templates::Answers;
use super::tokens::{Ending, Token};
use crate::extract::letters::hashes;

/// The probability from which nobody is taken for the speaker of a few words.
///
/// Between a half and this a mention is still right often enough that naming it gains more than
/// it costs: on annotated news (each outlet by a model of the others) spans and speakers together
/// reach 88.9 with 0.5 and 89.2 with 0.6.
const NOBODY: f64 = 0.65;

/// The same for quotations of more than [`FEW_WORDS`]: they are hardly ever labels.
const NOBODY_LONG: f64 = 0.85;

/// How many words a label has at most, as a rule.
const FEW_WORDS: usize = 5;

/// The probability below which a noun of saying beside the quotation decides.
const DOUBTFUL: f64 = 0.6;

/// How likely a mention is that no mention farther away is weighed.
///
/// On 5,855 quotations of annotated news two speakers change by it.
const SURE: f32 = 0.97;

/// How far below the best score so far a mention outside the sentence may be, by itself and by its
/// place, to be asked the rest.
///
/// On the same news it spares 7 of 10 questions and takes a speaker of more than one in twenty from
/// 2 quotations; with 5 from 10.
const HOPELESS: f32 = 6.0;

/// How many mentions are looked through for the subject of a verb before a colon.
const MENTIONS_BACK: usize = 12;

/// How many tokens may stand between a noun of saying and the quotation.
const NOUN_REACH: usize = 5;

/// The speaker of one quotation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pick {
    /// The index of the mention; none where nobody is the likeliest answer.
    pub mention: Option<usize>,
    /// The token of the cue.
    pub cue: Option<usize>,
    /// The probability of that answer; mentions with one head word count as one.
    pub confidence: f64,
    /// What decided.
    pub by: DecidedBy,
}

/// What decided who spoke a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DecidedBy {
    /// The scores.
    Weights,
    /// The verb of saying behind the quotation, whose subject spoke it.
    Verb,
    /// A noun of saying beside it.
    Noun,
    /// A sentence that says who spoke, though not as the subject of its first verb.
    Sentence,
    /// The turns of a dialogue.
    Turns,
}

/// What the weights give every possible answer to one question.
#[derive(Debug, Clone)]
pub(crate) struct Scores {
    /// The mentions that may speak, each with its score.
    pub mentions: Vec<(usize, f32)>,
    /// The score of nobody.
    pub nobody: f32,
}

impl Scores {
    fn highest(&self) -> f32 {
        self.mentions.iter().map(|(_, score)| *score).fold(self.nobody, f32::max)
    }

    /// Returns what all weigh together beside one with the score `highest`, which weighs 1.
    fn total(&self, highest: f32) -> f32 {
        let weigh = |score: f32| (score - highest).exp();
        self.mentions.iter().map(|(_, score)| weigh(*score)).sum::<f32>() + weigh(self.nobody)
    }
}

/// A quotation and everybody who may have spoken it.
#[derive(Debug)]
pub(crate) struct Weighed<'a> {
    /// What surrounds the quotation.
    pub frame: Frame,
    /// The hashes of its words, sorted.
    pub words: &'a [u64],
    /// The mentions around it.
    pub near: Near,
    /// How likely those are that may speak.
    pub scores: Scores,
}

/// Ranks mentions for the quotations of one article.
pub(crate) struct Ranker<'a> {
    model: &'a Model,
    view: View<'a>,
    /// The scores of mentions by themselves, as far as asked for.
    own_scores: Vec<Option<f32>>,
}

impl<'a> Ranker<'a> {
    pub(crate) fn new(model: &'a Model, view: View<'a>) -> Self {
        let own_scores = vec![None; view.mentions.len()];
        Self { model, view, own_scores }
    }

    /// Scores nobody and the mentions of `near` that may speak: those in the sentence of the
    /// quotation, then in its paragraph, then all, until one is likely enough.
    pub(crate) fn weigh(&mut self, frame: Frame, words: &'a [u64], near: Near) -> Weighed<'a> {
        let view = self.view;
        let asked = Asked::new(&view, frame, words);
        let mut sum = self.model.sum(asked.shape);
        features::of_nobody(&asked, &mut sum);
        let nobody = sum.score();
        let of = |index: usize| &view.tokens[view.mentions[index].from];
        let here = &view.tokens[frame.at];
        let sentence = near.while_fits(|index| of(index).sentence == here.sentence);
        let paragraph = near.while_fits(|index| of(index).paragraph == here.paragraph);
        let mut scores = Scores { mentions: Vec::with_capacity(near.len()), nobody };
        self.weigh_each(&asked, sentence.iter(), f32::NEG_INFINITY, &mut scores);
        for beyond in [paragraph.beyond(sentence), near.beyond(paragraph)] {
            let highest = scores.highest();
            if highest > nobody && 1.0 / scores.total(highest) >= SURE {
                break;
            }
            self.weigh_each(&asked, beyond, highest - HOPELESS, &mut scores);
        }
        Weighed { frame, words, near, scores }
    }

    /// Scores the mentions that may speak, unless they stand below `least` by themselves and their
    /// place.
    fn weigh_each(
        &mut self,
        asked: &Asked<'_>,
        mentions: impl Iterator<Item = usize>,
        least: f32,
        scores: &mut Scores,
    ) {
        let view = self.view;
        for index in mentions.filter(|index| can_speak(&view, &asked.frame, *index)) {
            let own = self.own_score(index);
            let pair = Pair::new(&view, asked, index);
            let mut sum = self.model.sum(asked.shape);
            pair.place_answers(&mut sum);
            if own + sum.score() >= least {
                pair.other_answers(&mut sum);
                scores.mentions.push((index, own + sum.score()));
            }
        }
    }

    /// Decides by the scores, and where they leave doubt by whoever follows a comma with a verb of
    /// saying, or by a noun of saying beside the quotation.
    pub(crate) fn decide(&self, weighed: &Weighed<'_>) -> Pick {
        let Weighed { frame, words, near, scores } = weighed;
        let pick = self.choose(frame, words.len(), &scores.mentions, scores.nobody);
        let is_sure = pick.mention.is_some() && pick.confidence >= DOUBTFUL;
        if is_sure && !self.is_relay(&pick) {
            return pick;
        }
        let subject = subject_behind(&self.view, frame, *near);
        let owner = || owner(&self.view, frame, *near).filter(|_| !is_sure);
        subject.or_else(owner).unwrap_or(pick)
    }

    /// Says whether a pick is somebody “according to” whom something is so: perhaps the one who
    /// reports what another said.
    fn is_relay(&self, pick: &Pick) -> bool {
        let View { tokens, mentions, .. } = self.view;
        let before = pick.mention.and_then(|index| mentions[index].from.checked_sub(2));
        before.is_some_and(|at| tokens[at].is_according())
    }

    /// Returns the answers that speak for a mention, or for nobody.
    pub(crate) fn answers(&self, frame: Frame, words: &[u64], mention: Option<usize>) -> Vec<u32> {
        let asked = Asked::new(&self.view, frame, words);
        let mut answers = Answers::default();
        match mention {
            Some(index) => {
                features::of_mention(&self.view, index, &mut answers);
                features::of_pair(&self.view, &asked, index, &mut answers);
            }
            None => features::of_nobody(&asked, &mut answers),
        }
        answers.0
    }

    fn own_score(&mut self, index: usize) -> f32 {
        if let Some(score) = self.own_scores[index] {
            return score;
        }
        // Nothing that depends on a quotation is asked of a mention by itself.
        let mut sum = self.model.sum(0);
        features::of_mention(&self.view, index, &mut sum);
        self.own_scores[index] = Some(sum.score());
        sum.score()
    }

    fn choose(&self, frame: &Frame, words: usize, scores: &[(usize, f32)], nobody: f32) -> Pick {
        let highest = scores.iter().map(|(_, score)| *score).fold(nobody, f32::max);
        let chance = |score: f32| f64::from(score - highest).exp();
        let key = |index: usize| self.view.mentions[index].key;
        let chances: Vec<(u64, f64)> =
            scores.iter().map(|(index, score)| (key(*index), chance(*score))).collect();
        let total: f64 = chances.iter().map(|(_, chance)| chance).sum::<f64>() + chance(nobody);
        let heads = by_head(chances);
        let best = heads.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        let unspoken = chance(nobody) / total;
        let is_short = words <= FEW_WORDS && !frame.first_person;
        let limit = if is_short { NOBODY } else { NOBODY_LONG };
        let Some((head, mass)) = best.filter(|_| unspoken < limit) else {
            return Pick { mention: None, cue: None, confidence: unspoken, by: DecidedBy::Weights };
        };
        let of_head = scores.iter().filter(|(index, _)| self.view.mentions[*index].key == head);
        let mention = of_head.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| *index);
        let mention = mention.map(|mention| self.before_colon(frame, mention));
        let mention = mention.map(|mention| self.with_partner(mention));
        let cue = mention.and_then(|mention| self.cue(frame, mention));
        Pick { mention, cue, confidence: mass / total, by: DecidedBy::Weights }
    }

    /// Returns the "Dunn" of "Dunn said: “…,” he said" for its "he": the colon names the speaker.
    fn before_colon(&self, frame: &Frame, index: usize) -> usize {
        let View { tokens, mentions, .. } = self.view;
        let is_again =
            mentions[index].kind == MentionKind::Pronoun && mentions[index].from > frame.at;
        let verb = frame.at.checked_sub(2).filter(|at| frame.colon && tokens[*at].is_cue());
        let Some(verb) = verb.filter(|_| is_again) else { return index };
        let named = |at: &usize| {
            let mention = &mentions[*at];
            let is_subject = mention.own_verb() == Some(verb) || mention.is_subject;
            let is_here = tokens[mention.from].sentence == tokens[verb].sentence;
            mention.kind == MentionKind::Name && is_subject && is_here && mention.to <= verb
        };
        (0..index).rev().take(MENTIONS_BACK).find(named).unwrap_or(index)
    }

    /// Returns "Moss and Dunn" for a "Dunn" of whom that is said.
    fn with_partner(&self, index: usize) -> usize {
        let mentions = self.view.mentions;
        let to = mentions[index].to;
        let before = (0..index).rev().take(6);
        let joint = |at: &usize| mentions[*at].origin == Origin::Joint && mentions[*at].to == to;
        before.into_iter().find(joint).unwrap_or(index)
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

/// Returns whose verb of saying follows a quotation that opens its sentence, and its comma: "“…,”
/// Moss told the Courier, according to Dunn".
fn subject_behind(view: &View<'_>, frame: &Frame, near: Near) -> Option<Pick> {
    let comma = view.tokens.get(frame.at + 1).is_some_and(|t| t.is_mark(','));
    let next = frame.at + 1 + usize::from(comma);
    // "“No” was all Moss would say".
    let link = |t: &&Token| LINKS.contains(&t.hash);
    let links = view.tokens[next.min(view.tokens.len())..].iter().take(3).take_while(link).count();
    let next = next + links;
    let follows = |index: &usize| {
        let mention = &view.mentions[*index];
        let says = |verb: usize| view.tokens[verb].has(lex::STRONG);
        let is_inverted = mention.is_inverted && mention.before == Some(next) && says(next);
        is_inverted || mention.from == next && mention.verb.is_some_and(says)
    };
    let mention = (near.first..near.to).take(4).find(follows)?;
    let ends = matches!(frame.ending, Ending::Comma | Ending::Question);
    let opens = view.tokens[frame.from..frame.at].iter().all(|t| !t.is_word());
    let pick = Pick {
        mention: Some(mention),
        cue: view.mentions[mention].verb,
        confidence: DOUBTFUL,
        by: DecidedBy::Verb,
    };
    (opens && (ends || links > 0)).then_some(pick)
}

/// Words that may stand between a quotation and the subject who says it: "is all he says", "as he puts
/// it".
const LINKS: &[u64] = hashes!["is", "was", "all", "what", "how"];

/// Returns who owns the noun of saying beside a quotation: "Dunn’s praise for China’s “…”", "“…”,
/// in the words of Dunn".
fn owner(view: &View<'_>, frame: &Frame, near: Near) -> Option<Pick> {
    let fits = |index: &usize| {
        let (mention, profile) = (&view.mentions[*index], &view.profiles[*index]);
        let Some(noun) = profile.noun else { return false };
        let (low, high) = (noun.min(frame.at) + 1, noun.max(frame.at));
        let plain = |t: &Token| !t.is_quote() && !t.is_break() && !t.is_cue();
        let is_close = high - low <= NOUN_REACH && view.tokens[low..high].iter().all(plain);
        let is_left = mention.to <= frame.at;
        let is_right = noun > frame.at && noun < mention.from;
        is_close && (is_left || is_right)
    };
    let noun = |index: &usize| view.profiles[*index].noun;
    let gap = |index: &usize| noun(index).map_or(usize::MAX, |noun| noun.abs_diff(frame.at));
    let mention = near.iter().filter(fits).min_by_key(gap)?;
    let cue = noun(&mention);
    Some(Pick { mention: Some(mention), cue, confidence: DOUBTFUL, by: DecidedBy::Noun })
}

/// Says whether a mention is worth weighing: phrases far away hardly ever are.
pub(crate) fn can_speak(view: &View<'_>, frame: &Frame, index: usize) -> bool {
    let (mention, profile) = (&view.mentions[index], &view.profiles[index]);
    if mention.is_barred {
        return false;
    }
    mention.kind != MentionKind::Phrase
        || view.tokens[mention.from].paragraph == view.tokens[frame.at].paragraph
        || mention.verb.is_some()
        || mention.aside.is_some()
        || mention.before.is_some()
        || profile.offset <= 1
}

/// Adds up the chances of mentions with one head word.
fn by_head(mut heads: Vec<(u64, f64)>) -> Vec<(u64, f64)> {
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
