//! What was found out about each form: its links, and what another form must share with it to be
//! looked at.

use super::link::Link;

/// The links of all forms, by rank.
#[derive(Debug)]
pub(super) struct Notes {
    needed: Vec<f32>,
    starts: Vec<u32>,
    links: Vec<Link>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { needed: Vec::new(), starts: vec![0], links: Vec::new() }
    }
}

impl Notes {
    /// Returns how many forms there are notes about.
    pub(super) fn len(&self) -> usize {
        self.needed.len()
    }

    /// Adds a note about the form of the next rank.
    pub(super) fn push(&mut self, needed: f32, links: impl IntoIterator<Item = Link>) {
        self.needed.push(needed);
        self.links.extend(links);
        self.starts.push(self.links.len() as u32);
    }

    /// Returns the links of the form of this rank, best first.
    pub(super) fn links(&self, rank: usize) -> &[Link] {
        &self.links[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }

    /// Returns what a longer form must share with the form of this rank to be looked at.
    pub(super) fn needed(&self, rank: usize) -> f32 {
        self.needed[rank]
    }
}
