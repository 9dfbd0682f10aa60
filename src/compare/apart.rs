//! Parts of one utterance that share next to no words.
//!
//! One outlet runs "X. Y", another "X," and a third "Y": set against "X", "Y" is no other wording of
//! it, and word by word there is nothing to compare. That the two belong together is known where a
//! wording has both, one behind the other, or an article ran them around its cue (`part_of`).

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::is_function_word;
use super::reading::keys_of;
use super::wordings::WordingGroup;
use crate::model::{Appearance, AppearanceId, Change, ChangeClass, Segment, SegmentOp};

/// A wording that is another part of the utterance than the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPart {
    /// Whether it stands behind the reference's words; else before them.
    pub is_behind: bool,
    /// An outlet that ran both.
    pub run_by: String,
}

/// Of the content words of the shorter part, one in this many is as good as none.
///
/// The contract's quarter, from which a text is reworded.
const FEWEST_SHARED: usize = 4;

/// The wordings of one quote by their words, with what articles ran in parts.
pub(super) struct Parts<'a> {
    wordings: &'a [WordingGroup],
    keys: Vec<Vec<String>>,
    /// The places of wordings that an article ran one behind the other, with its outlet.
    chains: Vec<(Vec<usize>, &'a str)>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(wordings: &'a [WordingGroup]) -> Self {
        let keys = wordings.iter().map(|wording| keys_of(&wording.text)).collect();
        Self { wordings, keys, chains: chains(wordings) }
    }

    /// Returns which wordings are other parts of the utterance than the reference, in order.
    pub(super) fn others(&self, reference: usize) -> Vec<Option<OtherPart>> {
        let Some(base) = self.keys.get(reference) else { return Vec::new() };
        let is_apart = |at: &usize| *at != reference && shares_little(base, &self.keys[*at]);
        let apart: Vec<usize> = (0..self.keys.len()).filter(is_apart).collect();
        let mut found = vec![None; self.keys.len()];
        if apart.is_empty() {
            return found;
        }
        let chains = self.chains.iter().map(|(chain, outlet)| (self.joined(chain), *outlet));
        let singles = self.wordings.iter().zip(&self.keys);
        let singles = singles
            .map(|(wording, keys)| (keys.iter().map(String::as_str).collect(), wording.outlet()));
        let holding: Vec<(Vec<&str>, usize, &str)> = chains
            .chain(singles)
            .filter_map(|(words, outlet)| Some((place_of_most(&words, base)?, words, outlet)))
            .map(|(at, words, outlet)| (words, at, outlet))
            .collect();
        for at in apart {
            let own = &self.keys[at];
            found[at] = holding.iter().find_map(|(words, base_at, outlet)| {
                let place = place_of_most(words, own)?;
                let is_behind = base_at + base.len() <= place;
                (is_behind || place + own.len() <= *base_at)
                    .then(|| OtherPart { is_behind, run_by: (*outlet).to_owned() })
            });
        }
        found
    }

    /// Returns whether a wording's words stand in a longer one's side by side.
    pub(super) fn is_within(&self, part: usize, whole: usize) -> bool {
        let words: Vec<&str> = self.keys[whole].iter().map(String::as_str).collect();
        self.keys[part].len() < words.len() && place(&words, &self.keys[part]).is_some()
    }

    /// Returns how many words a wording has.
    pub(super) fn len(&self, at: usize) -> usize {
        self.keys[at].len()
    }

    /// Returns the outlet that ran all words of a wording in parts, one of them the wording `part`.
    pub(super) fn runs_in_parts(&self, whole: usize, part: usize) -> Option<&'a str> {
        let chains = self.chains.iter().filter(|(chain, _)| chain.contains(&part));
        let mut whole =
            chains.filter(|(chain, _)| place(&self.joined(chain), &self.keys[whole]).is_some());
        whole.next().map(|(_, outlet)| *outlet)
    }

    fn joined(&self, chain: &[usize]) -> Vec<&str> {
        chain.iter().flat_map(|at| &self.keys[*at]).map(String::as_str).collect()
    }
}

/// Returns which wordings are other parts of the utterance than the reference, in the order given.
pub fn other_parts(wordings: &[WordingGroup], reference: usize) -> Vec<Option<OtherPart>> {
    Parts::of(wordings).others(reference)
}

/// Returns what another part of the utterance leaves out of `reference`, and both side by side.
pub fn set_apart(reference: &str, text: &str, part: &OtherPart) -> (Vec<Change>, Vec<Segment>) {
    let cut = Change {
        class: ChangeClass::Cut,
        material: Some(false),
        from: reference.to_owned(),
        to: String::new(),
        from_start: 0,
        to_start: if part.is_behind { 0 } else { text.chars().count() },
    };
    let segment = |op, from: &str, to: &str, changes: &[Change]| Segment {
        op,
        from: from.to_owned(),
        to: to.to_owned(),
        changes: changes.to_vec(),
    };
    let mut segments = vec![
        segment(SegmentOp::Delete, reference, "", std::slice::from_ref(&cut)),
        segment(SegmentOp::Insert, "", text, &[]),
    ];
    if !part.is_behind {
        segments.reverse();
    }
    (vec![cut], segments)
}

/// Says whether some appearances link two wordings that nothing linked without them.
pub(super) fn links(wordings: &[WordingGroup], is_new: &dyn Fn(&Appearance) -> bool) -> bool {
    let runs = || wordings.iter().flat_map(|wording| &wording.appearances);
    let earlier: BTreeSet<AppearanceId> =
        runs().filter(|run| is_new(run)).filter_map(|run| run.part_of).collect();
    !earlier.is_empty() && runs().any(|run| earlier.contains(&run.id))
}

/// Returns the wordings that articles ran in parts, by their places, each chain once.
fn chains(wordings: &[WordingGroup]) -> Vec<(Vec<usize>, &str)> {
    let runs = || {
        let all = wordings.iter().enumerate();
        all.flat_map(|(at, wording)| wording.appearances.iter().map(move |run| (at, run)))
    };
    if runs().all(|(_, run)| run.part_of.is_none()) {
        return Vec::new();
    }
    let earlier: BTreeMap<AppearanceId, AppearanceId> =
        runs().filter_map(|(_, run)| Some((run.id, run.part_of?))).collect();
    let first = |id: AppearanceId| {
        let before = std::iter::successors(Some(id), |id| earlier.get(id).copied());
        before.take(MOST_PARTS).last().unwrap_or(id)
    };
    let mut by_first: BTreeMap<AppearanceId, Vec<(usize, usize, &Appearance)>> = BTreeMap::new();
    for (at, run) in runs() {
        by_first.entry(first(run.id)).or_default().push((run.span.start, at, run));
    }
    let mut found: BTreeMap<Vec<usize>, &str> = BTreeMap::new();
    for mut parts in by_first.into_values().filter(|parts| parts.len() > 1) {
        parts.sort_by_key(|(start, at, run)| (*start, *at, run.id));
        let outlet = parts[0].2.ran_by();
        let chain = parts.iter().map(|(_, at, _)| *at).collect();
        let named = found.entry(chain).or_insert(outlet);
        *named = outlet.min(named);
    }
    found.into_iter().collect()
}

/// Parts of one utterance beyond which no more are followed.
const MOST_PARTS: usize = 16;

/// Says whether two texts have next to no content words in common.
fn shares_little(left: &[String], right: &[String]) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let has_content = short.iter().any(|key| !is_function_word(key));
    let counted: BTreeSet<&String> =
        short.iter().filter(|key| !has_content || !is_function_word(key)).collect();
    let shared = counted.iter().filter(|key| long.contains(key)).count();
    shared * FEWEST_SHARED < counted.len()
}

/// Returns where words stand side by side among others.
fn place(among: &[&str], words: &[String]) -> Option<usize> {
    place_but(0, among, words)
}

/// Of the words of a part, one in this many may be another where all of them stand.
const MOST_OTHER: usize = 6;

/// Returns where words stand side by side among others, a few of them changed at most: where fewest are,
/// and first.
fn place_of_most(among: &[&str], words: &[String]) -> Option<usize> {
    place_but(words.len() / MOST_OTHER, among, words)
}

/// Returns the same with `most` of them changed at most.
fn place_but(most: usize, among: &[&str], words: &[String]) -> Option<usize> {
    let other = |found: &[&str]| {
        let pairs = found.iter().zip(words);
        pairs.filter(|(found, word)| **found != word.as_str()).take(most + 1).count()
    };
    if words.is_empty() {
        return None;
    }
    let places = among.windows(words.len()).enumerate().map(|(at, found)| (other(found), at));
    places.filter(|(other, _)| *other <= most).min().map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::lineage::tests::ran;
    use crate::compare::{reference, wordings};

    const FIRST: &str = "We found the leak on Sunday";
    const SECOND: &str =
        "nobody has to boil any water this week, because the pipe was shut at once";

    /// Returns each outlet whose wording is another part than the reference's, with the side.
    fn told(runs: &[Appearance]) -> Vec<String> {
        let groups = wordings(runs, &|found| found.len());
        let (_, chosen) = reference(&groups);
        let parts = other_parts(&groups, chosen);
        let told = groups.iter().zip(parts).filter_map(|(group, part)| {
            let part = part?;
            let side = if part.is_behind { "behind" } else { "before" };
            Some(format!("{} {side}, as in {}", group.outlet(), part.run_by))
        });
        told.collect()
    }

    #[test]
    fn another_part_is_known_by_who_ran_both() {
        let whole = format!("{FIRST}. {SECOND}.");
        let first = ran(1, "Post", "2024-05-01", FIRST);
        let second = ran(2, "Echo", "2024-05-03", SECOND);
        let alone = [first.clone(), second.clone()];
        assert_eq!(told(&alone), Vec::<String>::new());

        let both = [first.clone(), second.clone(), ran(3, "Wire", "2024-05-02", &whole)];
        assert_eq!(told(&both), ["Echo behind, as in Wire"]);
        // A word of either may be another where both stand.
        let nearly = whole.replace("leak", "hole").replace("boil", "cook");
        let nearly = [first.clone(), second.clone(), ran(3, "Wire", "2024-05-02", &nearly)];
        assert_eq!(told(&nearly), ["Echo behind, as in Wire"]);
        let other = whole.replace("leak on Sunday", "hole on Friday");
        let other = [first.clone(), second.clone(), ran(3, "Wire", "2024-05-02", &other)];
        assert_eq!(told(&other), Vec::<String>::new());

        let later = Appearance { part_of: Some(first.id), ..ran(4, "Post", "2024-05-01", SECOND) };
        let mut linked = later.clone();
        linked.span.start += 90;
        let split = [first.clone(), linked, ran(5, "Sun", "2024-05-04", FIRST)];
        assert_eq!(told(&split), ["Post behind, as in Post"]);

        let turned = [
            ran(1, "Post", "2024-05-01", SECOND),
            ran(2, "Echo", "2024-05-03", FIRST),
            ran(3, "Wire", "2024-05-02", &whole),
        ];
        assert_eq!(told(&turned), ["Echo before, as in Wire"]);
    }

    #[test]
    fn what_shares_words_is_set_against_them() {
        let said = "We will never raise the fee for boats";
        let again = "we will raise the fee for boats in May";
        let runs = [
            ran(1, "Post", "2024-05-01", said),
            ran(2, "Echo", "2024-05-03", again),
            ran(3, "Wire", "2024-05-02", &format!("{said}, and {again}.")),
        ];
        assert_eq!(told(&runs), Vec::<String>::new());
    }

    #[test]
    fn both_sides_are_rebuilt_and_only_a_cut_is_told() {
        for is_behind in [true, false] {
            let part = OtherPart { is_behind, run_by: "Wire".to_owned() };
            let (changes, segments) = set_apart(FIRST, SECOND, &part);
            let classes: Vec<ChangeClass> = changes.iter().map(|change| change.class).collect();
            assert_eq!((classes, changes[0].material), (vec![ChangeClass::Cut], Some(false)));
            let side = |of: fn(&Segment) -> &str| segments.iter().map(of).collect::<String>();
            assert_eq!(side(|one| &one.from), FIRST);
            assert_eq!(side(|one| &one.to), SECOND);
            assert_eq!(segments[0].to.is_empty(), is_behind);
        }
    }
}
