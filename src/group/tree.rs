//! One parent for each form, and so one root for each utterance.
//!
//! Links lead from shorter to longer forms, and a form joins a tree only if the tree's root has
//! enough of its words too: what is like a copy of a copy does not chain unlike texts together.

use super::link::{Evidence, Link, Linker};

/// Least share of a form's weight that the root of its tree must have.
const ROOT_SHARE: f32 = 0.41;

/// Returns the root of each form's tree, given the links of each form, best first.
pub(super) fn roots(
    evidence: Evidence<'_>,
    links: &[Vec<Link>],
    refuses: &dyn Fn(usize, usize) -> bool,
) -> Vec<u32> {
    let mut linker = Linker::new(evidence);
    let mut roots: Vec<u32> = (0..links.len() as u32).collect();
    for rank in (0..links.len()).rev() {
        for link in links[rank].iter().filter(|link| link.holds) {
            let root = roots[link.to as usize];
            if refuses(rank, link.to as usize) || refuses(rank, root as usize) {
                continue;
            }
            linker.take(rank);
            if root == link.to || linker.overlap(root as usize).share >= ROOT_SHARE {
                roots[rank] = root;
                break;
            }
        }
    }
    roots
}
