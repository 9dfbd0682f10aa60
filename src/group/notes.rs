//! What was found out about each form: its links, and what another form must share with it to be
//! looked at.

use super::link::{Link, Sought};

/// The links of all forms, by rank.
#[derive(Debug)]
pub(super) struct Notes {
    sought: Vec<Sought>,
    starts: Vec<u32>,
    links: Vec<Link>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { sought: Vec::new(), starts: vec![0], links: Vec::new() }
    }
}

impl Notes {
    /// Returns how many forms there are notes about.
    pub(super) fn len(&self) -> usize {
        self.sought.len()
    }

    /// Makes room for notes about so many further forms, with so many links.
    pub(super) fn reserve(&mut self, forms: usize, links: usize) {
        self.sought.reserve_exact(forms);
        self.starts.reserve_exact(forms);
        self.links.reserve_exact(links);
    }

    /// Adds a note about the form of the next rank.
    pub(super) fn push(&mut self, sought: Sought, links: impl IntoIterator<Item = Link>) {
        self.sought.push(sought);
        self.links.extend(links);
        self.starts.push(self.links.len() as u32);
    }

    /// Returns the links of the form of this rank, best first.
    pub(super) fn links(&self, rank: usize) -> &[Link] {
        &self.links[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }

    /// Returns what the links of the form of this rank were looked for among.
    pub(super) fn sought(&self, rank: usize) -> Sought {
        self.sought[rank]
    }

    /// Returns the notes about all forms: links, best first, and what they were looked for among.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[Link], Sought)> {
        (0..self.len()).map(|rank| (self.links(rank), self.sought(rank)))
    }

    /// Notes how many candidates the form of this rank has.
    pub(super) fn set_candidates(&mut self, rank: usize, candidates: u32) {
        self.sought[rank].candidates = candidates;
    }
}
