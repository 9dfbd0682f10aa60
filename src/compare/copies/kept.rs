//! The runs that articles share as bytes, so that they need not be read again.
//!
//! The first segment has all articles, each further one those that came since; every one has all
//! pairs as they are then.

use super::candidates::SharedRuns;
use crate::model::ArticleId;

/// What a segment begins with; another number for another form or other rules.
const VERSION: u32 = 0x5143_0001;

impl SharedRuns {
    /// Returns what is to be kept so that [`SharedRuns::restore`] gives this back, `mechanical`
    /// with it; and whether it stands in the place of all that was kept before.
    pub fn segment(&mut self, mechanical: usize) -> (bool, Vec<u8>) {
        let (articles, runs) = self.written();
        let mut out = Vec::with_capacity((self.runs().len() - runs) * 4 + 64);
        let mut put = |number: u32| out.extend_from_slice(&number.to_le_bytes());
        put(VERSION);
        put(u32::try_from(mechanical).unwrap_or(u32::MAX));
        put((self.articles().len() - articles) as u32);
        put((self.runs().len() - runs) as u32);
        put(self.pair_counts().len() as u32);
        let mut put_id = |id: ArticleId| {
            put(id.0 as u32);
            put((id.0 >> 32) as u32);
        };
        self.articles()[articles..].iter().for_each(|id| put_id(*id));
        for (left, right) in self.pair_counts().keys() {
            put_id(*left);
            put_id(*right);
        }
        self.ends()[articles..].iter().for_each(|end| put(*end));
        self.pair_counts().values().for_each(|count| put(*count));
        self.runs()[runs..].iter().for_each(|run| put(*run));
        self.note_written();
        (articles == 0, out)
    }

    /// Returns what these segments kept, and the latest `mechanical`; none where they make no sense.
    pub fn restore<'a>(segments: impl IntoIterator<Item = &'a [u8]>) -> Option<(Self, usize)> {
        let mut shared = Self::default();
        let mut mechanical = None;
        for segment in segments {
            let (words, []) = segment.as_chunks::<4>() else { return None };
            let mut words = words.iter().map(|four| u32::from_le_bytes(*four));
            if words.next()? != VERSION {
                return None;
            }
            mechanical = Some(words.next()? as usize);
            let (articles, runs) = (words.next()? as usize, words.next()? as usize);
            let pairs = words.next()? as usize;
            if words.len() != articles * 3 + pairs * 5 + runs {
                return None;
            }
            let words: Vec<u32> = words.collect();
            let (ids, rest) = words.split_at(articles * 2);
            let (pair_ids, rest) = rest.split_at(pairs * 4);
            let (ends, rest) = rest.split_at(articles);
            let (counts, runs) = rest.split_at(pairs);
            shared.add_kept(&ids_of(ids), ends, runs)?;
            let ids = ids_of(pair_ids);
            let pairs = ids.chunks_exact(2).map(|pair| (pair[0], pair[1]));
            shared.set_pairs(pairs.zip(counts.iter().copied()).collect());
        }
        shared.note_written();
        Some((shared, mechanical?))
    }
}

fn ids_of(words: &[u32]) -> Vec<ArticleId> {
    let halves = words.chunks_exact(2);
    halves.map(|two| ArticleId(u64::from(two[1]) << 32 | u64::from(two[0]))).collect()
}
