//! New utterances among the forms there are: which forms they change, and where the others go.

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::{Draft, Drafts, Forms, Read};
use super::said::Said;
use super::speakers::Speakers;

/// Stands for the rank of a form that is no more.
pub(super) const GONE: u32 = u32::MAX;

/// The forms after some utterances have come and gone.
pub(super) struct Merged {
    /// All forms.
    pub(super) forms: Forms,
    /// For each form that there was, its rank now, or [`GONE`].
    pub(super) rank_now: Vec<u32>,
    /// For each form that there is now, its rank before, or [`GONE`] where it is new.
    pub(super) rank_before: Vec<u32>,
    /// The forms that have changed or gone, as they were.
    pub(super) gone: Forms,
    /// Whether utterances have gone.
    pub(super) has_gone: bool,
}

/// Takes utterances in among `forms`, and out those of articles that `is_gone` knows.
///
/// Word lists that no utterance joins or leaves keep their forms; all others are drafted anew.
pub(super) fn merge(
    forms: Forms,
    is_gone: Option<&dyn Fn(u64) -> bool>,
    mut read: Read,
    speakers: &Speakers,
) -> Merged {
    let mut touched: FxHashSet<u64> = FxHashSet::default();
    if forms.len() > 0 {
        touched.extend(read.hashes());
    }
    let leaves = |said: &Said| is_gone.is_some_and(|is_gone| said.article().is_some_and(is_gone));
    let mut has_gone = false;
    if is_gone.is_some() {
        for rank in 0..forms.len() {
            if forms.members(rank).iter().any(leaves) {
                touched.insert(forms.form(rank).hash);
                has_gone = true;
            }
        }
    }
    let mut old: Vec<usize> = Vec::new();
    for rank in (0..forms.len()).filter(|rank| touched.contains(&forms.form(*rank).hash)) {
        let stay: Vec<Said> =
            forms.members(rank).iter().filter(|said| !leaves(said)).copied().collect();
        read.push(forms.form(rank).hash, forms.words(rank), &stay);
        old.push(rank);
    }
    let mut drafts = read.into_drafts(speakers);
    if forms.len() == 0 {
        let rank_before = vec![GONE; drafts.drafts.len()];
        let forms = drafts.into_forms();
        let (rank_now, gone) = (Vec::new(), Forms::default());
        return Merged { forms, rank_now, rank_before, gone, has_gone };
    }
    let changed = drop_unchanged(&forms, &mut drafts, old);
    Merged { has_gone, ..combine(forms, &changed, &drafts) }
}

/// Leaves out drafts of forms that are as they were; returns those that are not, in order.
fn drop_unchanged(forms: &Forms, drafts: &mut Drafts, old: Vec<usize>) -> Vec<usize> {
    let mut changed: FxHashSet<usize> = old.iter().copied().collect();
    let by_key: FxHashMap<u64, usize> =
        old.into_iter().map(|rank| (forms.key(rank), rank)).collect();
    let mut all = std::mem::take(&mut drafts.drafts);
    all.retain(|draft| {
        let rank = by_key.get(&draft.key).copied().filter(|rank| {
            forms.members(*rank) == drafts.members(draft) && forms.order(*rank) == draft.order()
        });
        rank.is_none_or(|rank| !changed.remove(&rank))
    });
    drafts.drafts = all;
    let mut changed: Vec<usize> = changed.into_iter().collect();
    changed.sort_unstable();
    changed
}

/// Puts drafts in the place of the forms that have changed.
fn combine(mut forms: Forms, changed: &[usize], read: &Drafts) -> Merged {
    let mut gone = Forms::default();
    changed.iter().for_each(|rank| gone.push_from(&forms, *rank));
    // Each draft with the rank that it comes before, found by halving: few come among many.
    let places = read.drafts.iter().map(|draft| {
        let is_before = |rank: usize| forms.order(rank) < draft.order();
        (partition(forms.len(), is_before), draft)
    });
    let places: Vec<(usize, &Draft)> = places.collect();
    let mut places = places.into_iter().peekable();
    let mut rank_now = vec![GONE; forms.len()];
    let mut rank_before = Vec::with_capacity(forms.len() + read.drafts.len());
    let mut is_changed = changed.iter().peekable();
    forms.rearrange(changed, read.drafts.len(), |forms, rank| {
        while let Some((_, draft)) = places.next_if(|(place, _)| *place == rank) {
            forms.push(draft.order().2, read.words(draft), read.members(draft));
            rank_before.push(GONE);
        }
        if is_changed.next_if_eq(&&rank).is_none()
            && let Some(now) = rank_now.get_mut(rank)
        {
            *now = forms.len() as u32;
            rank_before.push(rank as u32);
        }
    });
    Merged { forms, rank_now, rank_before, gone, has_gone: false }
}

/// Returns the first of so many ranks for which `is_before` does not hold.
pub(super) fn partition(ranks: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, ranks);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
