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
}

/// Takes utterances in among `before`, and out those of articles that `is_gone` knows.
///
/// Word lists that no utterance joins or leaves keep their forms; all others are drafted anew.
pub(super) fn merge(
    before: &Forms,
    is_gone: Option<&dyn Fn(u64) -> bool>,
    mut read: Read,
    speakers: &Speakers,
) -> Merged {
    let mut touched: FxHashSet<u64> = FxHashSet::default();
    if before.len() > 0 {
        touched.extend(read.hashes());
    }
    let leaves = |said: &Said| is_gone.is_some_and(|is_gone| said.article().is_some_and(is_gone));
    if is_gone.is_some() {
        for rank in 0..before.len() {
            if before.members(rank).iter().any(leaves) {
                touched.insert(before.form(rank).hash);
            }
        }
    }
    let mut old: Vec<usize> = Vec::new();
    for rank in (0..before.len()).filter(|rank| touched.contains(&before.form(*rank).hash)) {
        let stay: Vec<Said> =
            before.members(rank).iter().filter(|said| !leaves(said)).copied().collect();
        read.push(before.form(rank).hash, before.words(rank), &stay);
        old.push(rank);
    }
    let mut drafts = read.into_drafts(speakers);
    if before.len() == 0 {
        let rank_before = vec![GONE; drafts.drafts.len()];
        return Merged { forms: drafts.into_forms(), rank_now: Vec::new(), rank_before };
    }
    let changed = drop_unchanged(before, &mut drafts, old);
    combine(before, &changed, &drafts)
}

/// Leaves out drafts of forms that are as they were; returns those that are not.
fn drop_unchanged(before: &Forms, drafts: &mut Drafts, old: Vec<usize>) -> FxHashSet<usize> {
    let mut changed: FxHashSet<usize> = old.iter().copied().collect();
    let by_key: FxHashMap<u64, usize> =
        old.into_iter().map(|rank| (before.key(rank), rank)).collect();
    let mut all = std::mem::take(&mut drafts.drafts);
    all.retain(|draft| {
        let rank = by_key.get(&draft.key).copied().filter(|rank| {
            before.members(*rank) == drafts.members(draft) && before.order(*rank) == draft.order()
        });
        rank.is_none_or(|rank| !changed.remove(&rank))
    });
    drafts.drafts = all;
    changed
}

fn combine(before: &Forms, changed: &FxHashSet<usize>, read: &Drafts) -> Merged {
    let mut forms = Forms::default();
    let count = before.len() + read.drafts.len();
    forms.reserve(count, before.words_len() + read.words_len(), before.said_len());
    let mut rank_now = vec![GONE; before.len()];
    let mut rank_before = Vec::with_capacity(count);
    let mut drafts = read.drafts.iter().peekable();
    let push = |forms: &mut Forms, rank_before: &mut Vec<u32>, draft: &Draft| {
        forms.push(draft.order().2, read.words(draft), read.members(draft));
        rank_before.push(GONE);
    };
    for rank in (0..before.len()).filter(|rank| !changed.contains(rank)) {
        while let Some(draft) = drafts.next_if(|draft| draft.order() < before.order(rank)) {
            push(&mut forms, &mut rank_before, draft);
        }
        rank_now[rank] = forms.len() as u32;
        rank_before.push(rank as u32);
        forms.push_from(before, rank);
    }
    drafts.for_each(|draft| push(&mut forms, &mut rank_before, draft));
    Merged { forms, rank_now, rank_before }
}
