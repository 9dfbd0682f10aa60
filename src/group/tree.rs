//! One parent for each form, and so one root for each utterance.
//!
//! Links lead from shorter to longer forms, and a form joins a tree only if the tree's root has
//! enough of its words too: what is like a copy of a copy does not chain unlike texts together.

use super::link::{Evidence, Linker};
use super::notes::Notes;

/// Returns the root of each form's tree, given the links of each form, best first.
///
/// `known` tells the root of a form where nothing has changed that could lead to another one.
pub(super) fn roots(
    evidence: Evidence<'_>,
    notes: &Notes,
    known: &dyn Fn(usize) -> Option<u32>,
    refuses: &dyn Fn(usize, usize) -> bool,
) -> Vec<u32> {
    let mut linker = Linker::new(evidence);
    let mut roots: Vec<u32> = (0..notes.len() as u32).collect();
    for rank in (0..notes.len()).rev() {
        if let Some(root) = known(rank) {
            roots[rank] = root;
            continue;
        }
        for link in notes.links(rank).iter().filter(|link| link.holds) {
            let root = roots[link.to as usize];
            if refuses(rank, link.to as usize) || refuses(rank, root as usize) {
                continue;
            }
            let mut has_its_words = || {
                linker.take(rank);
                linker.overlap(root as usize).allows_root()
            };
            if root == link.to || has_its_words() {
                roots[rank] = root;
                break;
            }
        }
    }
    roots
}
