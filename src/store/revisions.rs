//! Revisions: the texts that one address had, in the order in which it had them.
//!
//! What a page says of its own age decides: when it was last changed, or else published. Where
//! that tells two apart no further, the moments of their retrieval do; where neither does, the
//! order is undetermined, and the numbers follow the hashes of the bytes.

use std::cmp::Ordering;

use rusqlite::params;

use super::{ArticleRow, Store, StoreError, integer};
use crate::model::{ArticleId, PublishedDate, RevisionBasis};

/// Where one revision stands among those of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    id: ArticleId,
    /// None for the only one.
    basis: Option<RevisionBasis>,
    is_superseded: bool,
}

impl Store {
    /// Returns the revisions of one address, in their order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn revisions(&self, url: &str) -> Result<Vec<ArticleRow>, StoreError> {
        let mut revisions = self.articles_at(url)?;
        revisions.sort_by_key(|article| article.revision);
        Ok(revisions)
    }

    /// Numbers the revisions of one address; returns those that have another number or date now.
    pub(super) fn number_revisions(&self, url: &str) -> rusqlite::Result<Vec<ArticleId>> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE article_row SET revision = ?2, superseded = ?3, revision_basis = ?4
              WHERE article_id = ?1",
        )?;
        let before = self.articles_at(url)?;
        for (index, standing) in in_order(before.clone()).iter().enumerate() {
            let (number, basis) = (integer(index + 1), standing.basis.map(RevisionBasis::as_str));
            let (id, is_superseded) = (standing.id.to_string(), standing.is_superseded);
            statement.execute(params![id, number, is_superseded, basis])?;
        }
        let stands = |row: &ArticleRow| (row.id, row.revision, row.revised.clone());
        let mut moved = self.articles_at(url)?;
        moved.retain(|row| before.iter().all(|other| stands(other) != stands(row)));
        Ok(moved.into_iter().map(|row| row.id).collect())
    }
}

/// Puts the revisions of one address in order, the first first.
fn in_order(mut revisions: Vec<ArticleRow>) -> Vec<Standing> {
    revisions.sort_by(|left, right| {
        let by = |left: Option<&PublishedDate>, right: Option<&PublishedDate>| match (left, right) {
            (Some(left), Some(right)) => left.display_order(right),
            (left, right) => left.is_some().cmp(&right.is_some()),
        };
        by(stated(left), stated(right))
            .then_with(|| by(left.retrieved.as_ref(), right.retrieved.as_ref()))
            .then_with(|| left.bytes_sha256.cmp(&right.bytes_sha256))
    });
    // Which of two dates comes first is not transitive where one is a whole month, so that each
    // revision is asked about all others; after the sorting above, ties stay in its order.
    let earlier = |at: usize| {
        revisions.iter().filter(|other| order(other, &revisions[at]).0 == Ordering::Less).count()
    };
    let mut places: Vec<usize> = (0..revisions.len()).collect();
    places.sort_by_key(|place| earlier(*place));
    let last = places.last().copied();
    places
        .iter()
        .map(|place| {
            let own = &revisions[*place];
            let orders = revisions.iter().filter(|other| other.id != own.id).map(|o| order(own, o));
            let orders: Vec<(Ordering, RevisionBasis)> = orders.collect();
            let is_earlier = orders.iter().any(|(order, _)| *order == Ordering::Less);
            Standing {
                id: own.id,
                basis: orders.iter().map(|(_, basis)| *basis).max(),
                is_superseded: is_earlier && last != Some(*place),
            }
        })
        .collect()
}

/// Returns what a page says of its own age.
fn stated(article: &ArticleRow) -> Option<&PublishedDate> {
    article.facts.modified().or(article.facts.published())
}

/// Says which of two revisions was there first, and what tells so.
fn order(left: &ArticleRow, right: &ArticleRow) -> (Ordering, RevisionBasis) {
    let of = |left: Option<&PublishedDate>, right: Option<&PublishedDate>| match (left, right) {
        (Some(left), Some(right)) if left.is_before(right) => Ordering::Less,
        (Some(left), Some(right)) if right.is_before(left) => Ordering::Greater,
        _ => Ordering::Equal,
    };
    let is_modified = left.facts.modified().is_some() || right.facts.modified().is_some();
    match of(stated(left), stated(right)) {
        Ordering::Equal => match of(left.retrieved.as_ref(), right.retrieved.as_ref()) {
            Ordering::Equal => (Ordering::Equal, RevisionBasis::Undetermined),
            order => (order, RevisionBasis::Retrieved),
        },
        order if is_modified => (order, RevisionBasis::Modified),
        order => (order, RevisionBasis::Published),
    }
}
