//! What a link needs: how alike the words are, and whether speakers, dates and articles allow it.
//!
//! At these figures the generated sets of `examples/group_eval.rs` (three seeds) reach a B-cubed
//! F1 of .989. Of 100 links of real news that `examples/dev_links.rs` lists, judged by hand while
//! the limits were set, 93 to 96 were right.

use super::align::Run;
use super::forms::Form;
use super::speakers::Agreement;
use super::split::{SHORT_DAYS, SHORT_WORDS, SPEAKER_DAYS, SURE_WORDS};

/// Days within which the same speaker is likely to have been heard on the same occasion.
const SAME_OCCASION_DAYS: i32 = 10;
/// Days within which other words can be the same utterance: 22 of 128 true links in real news lie
/// further apart, all of them nearly whole.
const REWORDED_DAYS: i32 = 30;
/// Words from which what a speaker said months ago is taken to be quoted, not said again.
const SLOGAN_WORDS: usize = 8;
/// Words in a row that make an end of its own.
const OWN_WORDS: usize = 3;
/// Share of a stretch of the longer form that must be its own for the two to be sentences of one
/// shape.
const OWN_GAP: f32 = 0.5;
/// Share of a form's weight that must agree where they may be.
const OWN_SHARE: f32 = 0.65;
/// Least share of a form's weight that the root of its tree must have.
const ROOT_SHARE: f32 = 0.41;
/// Share of a form's weight from which it counts as wholly contained: one slip in twenty words.
const WHOLE: f32 = 0.95;
/// How far under the score that it needs a link is still shown to people as possible.
const DOUBTFUL: f32 = 0.1;
/// How much a gap lowers the score that decides: as a share of the gap's share.
const GAP_COST: f32 = 0.3;
/// How much more it lowers the score by which parents are preferred.
const GAP_PREFERENCE: f32 = 0.2;

/// What an alignment of a shorter with a longer form says.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Overlap {
    /// Share of the shorter form's weight that the longer one has.
    pub(super) share: f32,
    /// The weight of the aligned words, in units of a pair that nobody else has.
    pub(super) mass: f32,
    /// Share of the longer form's stretch that stands between aligned words, undisclosed.
    pub(super) gap: f32,
    /// How many words are aligned, common ones that stand alone left out.
    pub(super) words: usize,
    /// The longest stretch of words that the longer form does not have.
    pub(super) hole: usize,
    /// Whether a word is aligned that is not one of the commonest.
    pub(super) has_matter: bool,
}

impl Overlap {
    /// Says whether both sides fill one shape with words of their own.
    fn is_of_one_shape(self) -> bool {
        self.hole >= OWN_WORDS && self.gap > OWN_GAP
    }

    /// Says whether a form may join the tree of a longer one, to which another form leads.
    pub(super) fn allows_root(self) -> bool {
        self.share >= if self.is_of_one_shape() { OWN_SHARE } else { ROOT_SHARE }
    }
}

/// How a judged pair of forms is linked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Judgement {
    /// How strong the evidence is, from 0 to a little over 1.
    pub(super) score: f32,
    /// Whether it joins the two; otherwise it is doubtful.
    pub(super) holds: bool,
}

/// What surrounds two forms, their words apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstances {
    agreement: Agreement,
    /// Days between them; none where either is undated.
    apart: Option<i32>,
    is_same_article: bool,
}

impl Circumstances {
    pub(super) fn of(form: &Form, other: &Form, agreement: Agreement) -> Self {
        Self {
            agreement,
            apart: form.days.apart(other.days),
            is_same_article: form.article.is_some() && form.article == other.article,
        }
    }

    /// Says whether the two may lie within so many days: an undated one may lie anywhere.
    fn is_within(self, days: i32) -> bool {
        self.apart.is_none_or(|apart| apart <= days)
    }

    /// Says whether speaker and date speak for one occasion, so that fewer words need to agree.
    fn is_backed(self) -> bool {
        match self.agreement {
            Agreement::Same => self.is_within(SAME_OCCASION_DAYS),
            Agreement::Alike => self.is_within(SHORT_DAYS),
            Agreement::Unknown | Agreement::Conflict => false,
        }
    }

    /// Returns the judgement on two forms, none where nothing speaks for a link.
    pub(super) fn judge(self, words: usize, overlap: Overlap) -> Option<Judgement> {
        let score = overlap.share * (1.0 - GAP_COST * overlap.gap);
        let need = self.needed_score(words, overlap);
        let is_whole = overlap.share > WHOLE;
        if score < need - DOUBTFUL || overlap.mass < self.needed_mass(is_whole) {
            return None;
        }
        // Within one article, other words are another sentence; only an excerpt is the same.
        let is_near = self.is_within(REWORDED_DAYS) && !self.is_same_article;
        let holds = score >= need && self.allows(overlap) && (is_whole || is_near);
        if !holds && (self.is_same_article || overlap.words < SHORT_WORDS) {
            return None;
        }
        let preference = match self.agreement {
            Agreement::Same => 0.02,
            Agreement::Alike => 0.015,
            Agreement::Unknown => 0.01,
            Agreement::Conflict => 0.0,
        };
        let score = score * (1.0 - GAP_PREFERENCE * overlap.gap) + preference;
        Some(Judgement { score, holds })
    }

    /// Returns the score that a form of so many words needs.
    fn needed_score(self, words: usize, overlap: Overlap) -> f32 {
        let is_same_day =
            self.agreement == Agreement::Unknown && self.apart.is_some_and(|d| d <= 1);
        match (words, self.is_backed()) {
            (0..5, false) => 0.99,
            (0..5, true) => 0.9,
            (5..8, false) if is_same_day => 0.7,
            (5..8, false) => 0.8,
            (5..8, true) => 0.65,
            (_, false) if is_same_day && overlap.hole < OWN_WORDS => 0.6,
            // Boilerplate with an end of its own is another utterance.
            (_, false) if overlap.hole >= OWN_WORDS => 0.85,
            (_, false) if overlap.words < SURE_WORDS => 0.78,
            (_, false) => 0.68,
            // A speaker who repeats the shape of a sentence fills it with other words.
            (_, true) if overlap.is_of_one_shape() => OWN_SHARE,
            (_, true) => 0.52,
        }
    }

    /// Returns the weight that must agree in all, in units of a pair that nobody else has.
    fn needed_mass(self, is_whole: bool) -> f32 {
        match (self.is_backed(), is_whole) {
            (true, _) => 0.7,
            (false, true) => 0.96,
            (false, false) => 1.6,
        }
    }

    /// Says whether speakers and dates allow so many words to be one utterance.
    fn allows(self, overlap: Overlap) -> bool {
        let has_matter = overlap.has_matter;
        match (overlap.words, self.agreement) {
            // Whoever writes that two people said nearly the same has heard them both.
            (_, Agreement::Conflict) if self.is_same_article => false,
            (_, Agreement::Conflict) => overlap.words >= SURE_WORDS,
            (SURE_WORDS.., _) => true,
            (SLOGAN_WORDS.., Agreement::Same) => has_matter || self.is_within(REWORDED_DAYS),
            (SHORT_WORDS.., _) => self.is_within(REWORDED_DAYS),
            (0 | 1, Agreement::Same) => self.is_within(1),
            (0 | 1, _) => false,
            (_, _) if self.is_same_article => true,
            (_, Agreement::Same) if has_matter => self.is_within(SPEAKER_DAYS),
            (_, Agreement::Same) | (3.., Agreement::Alike) => self.is_within(SHORT_DAYS),
            (4.., Agreement::Unknown) => has_matter && self.is_within(SHORT_DAYS),
            _ => false,
        }
    }
}

/// Drops single words that stand alone at an end, far from the rest: two texts of some length
/// share a "the" somewhere.
pub(super) fn drop_chance_runs(runs: &mut Vec<Run>) {
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

/// Counts the common words that stand alone, other words between them and the next aligned ones:
/// two sentences of one shape share "a … of … the" and nothing else.
pub(super) fn lone_words(runs: &[Run], is_common: impl Fn(usize) -> bool) -> usize {
    let joins = |left: Option<&Run>, right: Option<&Run>| {
        left.zip(right).is_some_and(|(left, right)| left.to + left.len == right.to)
    };
    (0..runs.len())
        .filter(|at| runs[*at].len == 1 && is_common(runs[*at].from))
        .filter(|at| {
            let before = at.checked_sub(1).and_then(|before| runs.get(before));
            let (own, after) = (runs.get(*at), runs.get(at + 1));
            !joins(before, own) && !joins(own, after)
        })
        .count()
}

/// Returns the words of the longer form between runs, without the largest gap for each ellipsis.
pub(super) fn open_gap(runs: &[Run], ellipses: usize) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ellipsis_excuses_the_largest_gap() {
        let run = |from, to, len| Run { from, to, len };
        let runs = [run(0, 0, 2), run(2, 12, 3), run(5, 17, 1)];
        assert_eq!([0, 1, 2].map(|ellipses| open_gap(&runs, ellipses)), [12, 2, 0]);
    }

    #[test]
    fn common_words_that_stand_alone_are_counted() {
        let run = |from, to, len| Run { from, to, len };
        let runs = [run(0, 0, 1), run(2, 3, 1), run(3, 8, 1), run(4, 9, 1), run(6, 20, 3)];
        assert_eq!(lone_words(&runs, |_| true), 2);
        assert_eq!(lone_words(&runs, |at| at == 2), 1);
        assert_eq!(lone_words(&[], |_| true), 0);
    }

    #[test]
    fn a_lone_word_far_from_the_rest_is_chance() {
        let run = |from, to, len| Run { from, to, len };
        let mut runs = vec![run(0, 0, 1), run(1, 9, 3), run(4, 13, 1)];
        drop_chance_runs(&mut runs);
        assert_eq!(runs, [run(1, 9, 3), run(4, 13, 1)]);
    }
}
