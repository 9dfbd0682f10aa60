//! Picks among the candidates of a paragraph: quotations, what is nested in them, labels.

use super::candidates::{Candidate, Reading};
use super::classifier::Classifier;
use super::features::Feature;
use super::observe::{Surroundings, observe};
use super::rules::rule;
use super::scene::Scene;

/// A candidate is a quotation from here on; below it is a label.
const ACCEPTED: f64 = 0.5;

/// Most words of a pair of single marks that is kept as a label: beyond, the marks are more
/// likely two apostrophes.
const MAX_SINGLE_LABEL_WORDS: usize = 6;

/// A candidate that was kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pick {
    pub(super) candidate: Candidate,
    /// How likely it is a quotation and not a label, from 0 to 1.
    pub(super) probability: f64,
}

impl Pick {
    /// Says whether it is a quotation; a label otherwise.
    pub(super) fn is_quotation(&self) -> bool {
        self.probability >= ACCEPTED
    }
}

/// Returns the candidates to keep, in order, what is nested after what holds it.
///
/// Any two either don't overlap, or one stands between the marks of the other.
pub(super) fn pick(scene: &Scene<'_>, classifier: &Classifier, around: Surroundings) -> Vec<Pick> {
    let mut features: Vec<Feature> = Vec::with_capacity(96);
    let mut ranked: Vec<Pick> = Vec::with_capacity(scene.candidates.len());
    for (at, candidate) in scene.candidates.iter().enumerate() {
        features.clear();
        let sides = observe(scene, at, around, &mut features);
        let learned = classifier.probability(&features);
        let rule = rule(scene, at, around, &sides);
        let probability = rule.map_or(learned, |rule| rule.settle(learned));
        ranked.push(Pick { candidate: *candidate, probability });
    }
    let mut kept = Kept::default();
    let mut rest = Vec::new();
    ranked.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    for pick in ranked {
        if !(pick.is_quotation() && kept.add_outer(pick)) {
            rest.push(pick);
        }
    }
    rest.sort_by_key(|pick| (pick.candidate.reading != Reading::Paired, pick.candidate.start));
    for pick in rest.into_iter().filter(|pick| is_proper(scene, &pick.candidate)) {
        kept.add(pick);
    }
    kept.picks.sort_by_key(|p| (p.candidate.outer_start, std::cmp::Reverse(p.candidate.outer_end)));
    kept.picks
}

/// Says whether the marks of a candidate that was not taken for a quotation are a plain pair.
fn is_proper(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    match candidate.reading {
        Reading::Paired => true,
        Reading::Single => {
            !candidate.is_plural_close
                && (candidate.is_inner || scene.count(candidate).words <= MAX_SINGLE_LABEL_WORDS)
        }
        _ => false,
    }
}

/// The picks so far, and where they stand.
#[derive(Default)]
struct Kept {
    picks: Vec<Pick>,
}

impl Kept {
    /// Adds a pick that overlaps no other, but for double marks inside single ones: ‘She said, “Go,”’ he
    /// said.
    fn add_outer(&mut self, pick: Pick) -> bool {
        let is_single = pick.candidate.reading == Reading::Single;
        let is_free = self.picks.iter().all(|kept| {
            let is_inner = kept.candidate.reading == Reading::Paired;
            !kept.candidate.overlaps(&pick.candidate)
                || is_single && is_inner && pick.candidate.holds(&kept.candidate)
        });
        if is_free {
            self.picks.push(pick);
        }
        is_free
    }

    /// Adds a pick that overlaps no other but by standing inside it.
    fn add(&mut self, pick: Pick) {
        let fits = self.picks.iter().all(|kept| {
            !kept.candidate.overlaps(&pick.candidate) || kept.candidate.holds(&pick.candidate)
        });
        if fits {
            self.picks.push(pick);
        }
    }
}
