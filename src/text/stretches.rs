//! Where in a text most of what is looked for stands together.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::terms::{Shapes, each_term_of};

/// Terms that are looked for, each with what it weighs.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The number and weight of each term.
    terms: FxHashMap<u32, (usize, u64)>,
    /// The words that make them.
    shapes: Shapes,
    total: u64,
}

/// Where a term stands, its number and what it weighs.
type Occurrence = (Range<usize>, usize, u64);

/// A stretch of a text that has some of the terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Where it stands, from its first term to its last.
    pub bytes: Range<usize>,
    /// What the terms in it weigh, each counted once.
    pub weight: u64,
    /// Whether it has all of them.
    pub has_all: bool,
}

/// What [`Wanted::stretches`] found in a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stretches {
    /// Whether the text as a whole has all of the terms.
    pub has_all: bool,
    /// The stretches, those that weigh most first; none overlaps another.
    pub found: Vec<Stretch>,
}

impl Wanted {
    /// Returns what to look for: terms that words of some shapes make, each once.
    pub fn new(shapes: Shapes, terms: impl IntoIterator<Item = (u32, u64)>) -> Self {
        let mut wanted = Self { shapes, ..Self::default() };
        for (term, weight) in terms {
            let next = wanted.terms.len();
            wanted.terms.entry(term).or_insert((next, weight));
        }
        wanted.total = wanted.terms.values().map(|(_, weight)| weight).sum();
        wanted
    }

    /// Returns what all terms weigh together.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Returns the stretches of `text`, at most `width` bytes each, that hold most: all that have
    /// every term, and of the others as many as `most`, up to sixteen in all.
    ///
    /// Costs time linear in the text.
    pub fn stretches(&self, text: &str, width: usize, most: usize) -> Stretches {
        let mut places: Vec<Occurrence> = Vec::new();
        each_term_of(text, &self.shapes, |term, place| {
            if let Some((number, weight)) = self.terms.get(&term) {
                places.push((place, *number, *weight));
            }
        });
        let mut seen = vec![false; self.terms.len()];
        places.iter().for_each(|(_, number, _)| seen[*number] = true);
        let has_all = seen.iter().all(|seen| *seen);
        Stretches { has_all, found: best(self.sliding(&places, width), &places, most) }
    }

    /// Returns for each place the stretch that begins with it.
    fn sliding(&self, places: &[Occurrence], width: usize) -> Vec<Stretch> {
        let mut counts = vec![0_usize; self.terms.len()];
        let (mut end, mut weight, mut distinct) = (0, 0, 0);
        let mut found = Vec::with_capacity(places.len());
        for (start, (first, number, own)) in places.iter().enumerate() {
            while let Some((place, number, weight_of)) = places.get(end) {
                if end > start && place.end > first.start + width {
                    break;
                }
                if counts[*number] == 0 {
                    weight += weight_of;
                    distinct += 1;
                }
                counts[*number] += 1;
                end += 1;
            }
            let has_all = distinct == counts.len();
            let bytes = first.start..places[end - 1].0.end;
            found.push(Stretch { bytes, weight, has_all });
            counts[*number] -= 1;
            if counts[*number] == 0 {
                weight -= own;
                distinct -= 1;
            }
        }
        found
    }
}

/// Most stretches that are returned of one text, those with every term among them.
const MOST_WHOLE: usize = 16;

/// Chooses stretches that do not overlap: those that weigh most, then the shortest, then the first.
fn best(mut found: Vec<Stretch>, places: &[Occurrence], most: usize) -> Vec<Stretch> {
    found.sort_by_key(|one| (u64::MAX - one.weight, one.bytes.len(), one.bytes.start));
    let mut chosen: Vec<Stretch> = Vec::new();
    for mut stretch in found {
        let is_wanted = if stretch.has_all { MOST_WHOLE } else { most } > chosen.len();
        if !is_wanted {
            break;
        }
        trim(&mut stretch, places);
        let overlaps = |other: &Stretch| {
            other.bytes.start < stretch.bytes.end && stretch.bytes.start < other.bytes.end
        };
        if !chosen.iter().any(overlaps) {
            chosen.push(stretch);
        }
    }
    chosen
}

/// Cuts off the end of a stretch what stands in it before.
fn trim(stretch: &mut Stretch, places: &[Occurrence]) {
    let from = places.partition_point(|(place, ..)| place.start < stretch.bytes.start);
    let inside = &places[from..];
    let count = inside.iter().take_while(|(place, ..)| place.end <= stretch.bytes.end).count();
    let is_before = |at: usize| inside[..at].iter().any(|(_, number, _)| *number == inside[at].1);
    let kept = (0..count).rev().find(|at| !is_before(*at));
    stretch.bytes.end = kept.map_or(stretch.bytes.end, |last| {
        inside[..=last].iter().map(|(place, ..)| place.end).max().unwrap_or(stretch.bytes.end)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::search_terms;

    fn stretches(text: &str, words: &str) -> (bool, Vec<String>) {
        let wanted =
            Wanted::new(Shapes::of(words), search_terms(words).into_iter().map(|term| (term, 1)));
        let found = wanted.stretches(text, 2 * words.len(), 2);
        (found.has_all, found.found.iter().map(|one| text[one.bytes.clone()].to_owned()).collect())
    }

    #[test]
    fn the_stretch_with_most_of_the_words_comes_first() {
        let text = "The harbour is old. No buyer came. Buyers will never get the old harbour wall. \
            Nobody knows when the next harbour opens.";
        let (has_all, found) = stretches(text, "never get the old harbour walls");
        assert!(!has_all);
        assert_eq!(found[0], "never get the old harbour");
        let (has_all, found) = stretches(text, "harbour buyer never opens");
        assert!(has_all, "in the text, though in no stretch of it");
        assert_eq!(found.len(), 2);
        assert_eq!(stretches("", "harbour"), (false, Vec::new()));
    }

    #[test]
    fn all_places_of_all_the_words_are_found() {
        let text = "so it goes, they said. ".repeat(5);
        let (has_all, found) = stretches(&text, "so it goes");
        assert!(has_all);
        assert_eq!(found, ["so it goes"; 5]);
    }
}
