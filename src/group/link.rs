//! Whether one form is a version or a part of a longer one.
//!
//! Candidates share rare pairs of words; an alignment then decides. A link needs most of the
//! shorter form's weight in the longer one, enough weight in all, few words of the longer one in
//! between, and speakers and dates that allow it.

use std::cmp::Ordering;

use super::align::{MAX_WORDS, Pattern, Run};
use super::forms::{Forms, SHORT_DAYS, SHORT_WORDS, SPEAKER_DAYS, SURE_WORDS};
use super::index::{Index, pair_key, word_key};
use super::mend::{self, Fate};
use super::speakers::{Agreement, Speakers};
use super::weights::Weights;
use super::words::Vocabulary;

/// Entries of the index that are looked at for one form, the rarest keys first.
const MAX_LOOKED_AT: usize = 2048;
/// Forms that may share a key before the key says nothing.
const MAX_SHARING: usize = 400;
/// Forms that may share a single word before the word says nothing.
const MAX_SHARING_WORD: usize = 40;
/// Candidates that are aligned for one form.
const MAX_ALIGNED: usize = 24;
/// Days within which the same speaker is likely to have been heard on the same occasion.
const SAME_OCCASION_DAYS: i32 = 10;
/// Words from which what a speaker said again months later is the first time quoted.
const SLOGAN_WORDS: usize = 8;
/// Words in a row that make an end of its own.
const OWN_WORDS: usize = 3;
/// Days within which other words can be the same utterance.
const REWORDED_DAYS: i32 = 30;
/// Share of what a form shares with anybody that a candidate must share.
const MIN_SHARED: f32 = 0.2;
/// Share of a form's weight that must align word for word before slips and moves are looked for.
const MIN_MENDED: f32 = 0.3;
/// Score of a link that no other can better: nearly all words, one speaker, nothing in between.
const SURE_SCORE: f32 = 1.0;
/// How far under the score that it needs a link is still shown to people as possible.
const DOUBTFUL: f32 = 0.1;
/// Links kept for one form, the best first.
pub(super) const MAX_LINKS: usize = 4;

/// A form that another may be a version or a part of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    /// The rank of the longer form.
    pub(super) to: u32,
    /// How strong the evidence is, from 0 to a little over 1.
    pub(super) score: f32,
    /// Whether it is strong enough to join the two.
    pub(super) holds: bool,
}

/// What an alignment of a shorter with a longer form says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Overlap {
    /// Share of the shorter form's weight that the longer one has.
    pub(super) share: f32,
    /// The weight of the aligned words, in units of a pair that nobody else has.
    pub(super) mass: f32,
    /// Share of the longer form's stretch that stands between aligned words, undisclosed.
    pub(super) gap: f32,
    /// How many words are aligned.
    pub(super) words: usize,
    /// The longest stretch of words that the longer form does not have.
    pub(super) hole: usize,
    /// Whether a word is among them that is not one of the commonest.
    pub(super) has_matter: bool,
}

/// Everything that links are decided by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence<'a> {
    pub(super) forms: &'a Forms,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) index: &'a Index,
    pub(super) weights: &'a Weights<'a>,
    pub(super) speakers: &'a Speakers<'a>,
}

/// Finds the links of one form after another; its buffers are reused.
#[derive(Debug)]
pub(super) struct Linker<'a> {
    evidence: Evidence<'a>,
    pattern: Pattern,
    weights: Vec<f32>,
    weight: f32,
    rank: usize,
    scores: Vec<f32>,
    touched: Vec<u32>,
    fates: Vec<Fate>,
    keys: Vec<(usize, bool, u32)>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(evidence: Evidence<'a>) -> Self {
        Self {
            evidence,
            pattern: Pattern::new(evidence.vocabulary.len()),
            weights: Vec::new(),
            weight: 0.0,
            rank: usize::MAX,
            scores: vec![0.0; evidence.forms.len()],
            touched: Vec::new(),
            fates: Vec::new(),
            keys: Vec::new(),
        }
    }

    /// Returns the best links of the form of this rank to longer ones.
    pub(super) fn links(&mut self, rank: usize) -> Vec<Link> {
        self.take(rank);
        self.find_candidates();
        let mut found: Vec<Link> = Vec::new();
        for at in 0..self.touched.len().min(MAX_ALIGNED) {
            let to = self.touched[at];
            let overlap = self.overlap(to as usize);
            let link = self.judge(to, overlap);
            found.extend(link);
            if link.is_some_and(|link| link.holds && link.score >= SURE_SCORE) {
                break;
            }
        }
        self.touched.iter().for_each(|rank| self.scores[*rank as usize] = 0.0);
        found.sort_by(|a, b| {
            b.holds.cmp(&a.holds).then(descending(a.score, b.score)).then(a.to.cmp(&b.to))
        });
        found.truncate(MAX_LINKS);
        found.shrink_to_fit();
        found
    }

    /// Makes the form of this rank the shorter side of the next alignments.
    pub(super) fn take(&mut self, rank: usize) {
        if self.rank == rank {
            return;
        }
        self.rank = rank;
        let words = self.evidence.forms.words(rank);
        let words = &words[..words.len().min(MAX_WORDS)];
        self.pattern.set(words);
        self.evidence.weights.weigh(words, &mut self.weights);
        self.weight = self.weights.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    }

    /// Fills `touched` with the longer forms that share rare keys, most evidence first.
    fn find_candidates(&mut self) {
        let Evidence { forms, vocabulary, index, weights, .. } = self.evidence;
        let words = forms.words(self.rank);
        let words = &words[..words.len().min(MAX_WORDS)];
        self.keys.clear();
        let pairs = words.windows(2).map(|pair| (true, pair_key(vocabulary, pair[0], pair[1])));
        let singles = words.iter().map(|word| (false, word_key(vocabulary, *word)));
        for (is_pair, key) in pairs.chain(singles) {
            let sharing = index.ranks(key).len();
            let limit = if is_pair { MAX_SHARING } else { MAX_SHARING_WORD };
            if (2..=limit).contains(&sharing) {
                self.keys.push((sharing, is_pair, key));
            }
        }
        self.keys.sort_unstable();
        self.keys.dedup();
        self.touched.clear();
        let (mut looked_at, mut total) = (0, 0.0);
        for (sharing, is_pair, key) in &self.keys {
            looked_at += sharing;
            if looked_at > MAX_LOOKED_AT {
                break;
            }
            let worth = if *is_pair { weights.rarity(*sharing, 0.0) } else { 3.0 };
            total += worth;
            let ranks = index.ranks(*key);
            let longer = ranks.partition_point(|other| *other as usize <= self.rank);
            for other in &ranks[longer..] {
                let score = &mut self.scores[*other as usize];
                if *score == 0.0 {
                    self.touched.push(*other);
                }
                *score += worth;
            }
        }
        self.keep_promising(total * MIN_SHARED);
    }

    /// Keeps the candidates of at least that score, those to be aligned in order in front.
    fn keep_promising(&mut self, least: f32) {
        let scores = &mut self.scores;
        self.touched.retain(|rank| {
            let score = &mut scores[*rank as usize];
            let is_promising = *score >= least;
            if !is_promising {
                *score = 0.0;
            }
            is_promising
        });
        let scores = &self.scores;
        let order =
            |a: &u32, b: &u32| descending(scores[*a as usize], scores[*b as usize]).then(a.cmp(b));
        if self.touched.len() > MAX_ALIGNED {
            // Those that are not aligned still have a score to be cleared.
            self.touched.select_nth_unstable_by(MAX_ALIGNED, order);
            self.touched[..MAX_ALIGNED].sort_unstable_by(order);
        } else {
            self.touched.sort_unstable_by(order);
        }
    }

    /// Aligns the form taken with a longer one.
    pub(super) fn overlap(&mut self, to: usize) -> Overlap {
        let Evidence { forms, vocabulary, weights, .. } = self.evidence;
        let (short, long) = (forms.words(self.rank), forms.words(to));
        self.pattern.align(long);
        drop_chance_runs(&mut self.pattern.runs);
        let runs = &self.pattern.runs;
        let short = &short[..self.weights.len()];
        let equal: f32 =
            runs.iter().flat_map(|run| &self.weights[run.from..run.from + run.len]).sum();
        if equal < MIN_MENDED * self.weight {
            return Overlap::default();
        }
        mend::fates(vocabulary, short, long, runs, &mut self.fates);
        let credit = |fate: Fate| match fate {
            Fate::Equal => 1.0,
            Fate::Respelt => 0.9,
            Fate::Moved => 0.8,
            Fate::Replaced => 0.35,
            Fate::Missing => 0.0,
        };
        let mass: f32 =
            self.fates.iter().zip(&self.weights).map(|(fate, weight)| credit(*fate) * weight).sum();
        let words = self.fates.iter().filter(|fate| **fate >= Fate::Moved).count();
        let has_matter = self
            .fates
            .iter()
            .zip(short)
            .any(|(fate, word)| *fate >= Fate::Moved && !weights.is_common(*word));
        let is_missing = |a: &Fate, b: &Fate| (*a < Fate::Moved) == (*b < Fate::Moved);
        let stretches = self.fates.chunk_by(is_missing);
        let hole = stretches.filter(|s| s[0] < Fate::Moved).map(<[Fate]>::len).max().unwrap_or(0);
        let gap = open_gap(runs, forms.form(self.rank).marks.ellipses.into());
        Overlap {
            share: mass / self.weight,
            mass: mass / weights.unit(),
            gap: gap as f32 / (gap + words).max(1) as f32,
            words,
            hole,
            has_matter,
        }
    }

    /// Returns the link that the overlap allows, if any.
    fn judge(&self, to: u32, overlap: Overlap) -> Option<Link> {
        let Evidence { forms, speakers, .. } = self.evidence;
        let (form, other) = (forms.form(self.rank), forms.form(to as usize));
        let agreement = speakers.compare(forms.speakers(self.rank), forms.speakers(to as usize));
        let apart = form.days.apart(other.days);
        let within = |days: i32| apart.is_none_or(|apart| apart <= days);
        let is_backed = match agreement {
            Agreement::Same => within(SAME_OCCASION_DAYS),
            Agreement::Alike => within(SHORT_DAYS),
            _ => false,
        };
        let need = match (form.len, is_backed) {
            (0..5, false) => 0.99,
            (0..5, true) => 0.9,
            (5..8, false) => 0.8,
            (5..8, true) => 0.65,
            // Boilerplate with an end of its own is another utterance.
            (_, false) if overlap.hole >= OWN_WORDS => 0.85,
            (_, false) if overlap.words < SURE_WORDS => 0.78,
            (_, false) => 0.68,
            (_, true) => 0.52,
        };
        let score = overlap.share * (1.0 - 0.3 * overlap.gap);
        let is_whole = overlap.share > 0.95;
        let mass = if is_backed {
            0.7
        } else if is_whole {
            0.96
        } else {
            1.6
        };
        if score < need - DOUBTFUL || overlap.mass < mass {
            return None;
        }
        let is_like = score >= need;
        let is_same_article = form.article.is_some() && form.article == other.article;
        let has_matter = overlap.has_matter;
        let is_allowed = match (overlap.words, agreement) {
            (_, Agreement::Conflict) => overlap.words >= SURE_WORDS,
            (SURE_WORDS.., _) => true,
            (SLOGAN_WORDS.., Agreement::Same) => has_matter || within(REWORDED_DAYS),
            (SHORT_WORDS.., _) => within(REWORDED_DAYS),
            (0 | 1, Agreement::Same) => within(1),
            (0 | 1, _) => false,
            (_, _) if is_same_article => true,
            (_, Agreement::Same) => within(if has_matter { SPEAKER_DAYS } else { SHORT_DAYS }),
            (3.., Agreement::Alike) => within(SHORT_DAYS),
            (4.., Agreement::Unknown) => has_matter && within(SHORT_DAYS),
            _ => false,
        };
        // Within one article, other words are another sentence; only an excerpt is the same.
        let is_near = within(REWORDED_DAYS) && !is_same_article;
        let holds = is_like && is_allowed && (is_whole || is_near);
        if !holds && (is_same_article || overlap.words < SHORT_WORDS) {
            return None;
        }
        let bonus = match agreement {
            Agreement::Same => 0.02,
            Agreement::Alike => 0.015,
            Agreement::Unknown => 0.01,
            Agreement::Conflict => 0.0,
        };
        let score = score * (1.0 - 0.2 * overlap.gap) + bonus;
        Some(Link { to, score, holds })
    }
}

fn descending(a: f32, b: f32) -> Ordering {
    b.total_cmp(&a)
}

/// Drops single words that stand alone at an end, far from the rest: two texts of some length
/// share a "the" somewhere.
fn drop_chance_runs(runs: &mut Vec<Run>) {
    while let [first, second, ..] = runs[..]
        && first.len == 1
        && second.to - (first.to + first.len) > 2
    {
        runs.remove(0);
    }
    while let [.., before, last] = runs[..]
        && last.len == 1
        && last.to - (before.to + before.len) > 2
    {
        runs.pop();
    }
}

/// Returns the words of the longer form between runs, without the largest gap for each ellipsis.
fn open_gap(runs: &[Run], ellipses: usize) -> usize {
    let gaps = || runs.windows(2).map(|pair| pair[1].to - (pair[0].to + pair[0].len));
    let all: usize = gaps().sum();
    match ellipses {
        0 => all,
        1 => all - gaps().max().unwrap_or(0),
        _ => {
            let mut sorted: Vec<usize> = gaps().collect();
            sorted.sort_unstable_by(|a, b| b.cmp(a));
            sorted.into_iter().skip(ellipses).sum()
        }
    }
}
