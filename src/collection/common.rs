//! What many searches ask of the index again and again: how large terms are, and which texts have the
//! common ones.
//!
//! It is forgotten as soon as somebody else has written to the collection.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::CollectionError;
use crate::store::{Store, TextKey};

/// Bytes that a term's texts take in the index from which they are kept as a set.
const LARGE: usize = 16 << 10;

/// Sets that are kept at most, of up to 128 KiB each.
const MOST_SETS: usize = 256;

/// What is known of terms.
#[derive(Debug, Default)]
pub(super) struct Common(RefCell<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The state of the collection that all this is known of.
    state: i64,
    sizes: FxHashMap<u32, usize>,
    sets: FxHashMap<u32, Rc<TextSet>>,
}

/// The texts that have a term: a bit for each key.
#[derive(Debug, Default)]
pub(super) struct TextSet(Vec<u64>);

impl TextSet {
    fn insert(&mut self, key: TextKey) {
        let at = key as usize / 64;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (key % 64);
    }

    /// Says whether a text has the term.
    pub(super) fn contains(&self, key: TextKey) -> bool {
        self.0.get(key as usize / 64).is_some_and(|word| word & (1 << (key % 64)) != 0)
    }
}

impl Common {
    /// Forgets everything where the collection has changed.
    pub(super) fn refresh(&self, store: &Store) -> Result<(), CollectionError> {
        let state = store.state_of_others()?;
        let known = &mut *self.0.borrow_mut();
        if known.state != state {
            *known = Known { state, ..Known::default() };
        }
        Ok(())
    }

    /// Returns the bytes that the texts of a term take in the index.
    pub(super) fn size(&self, store: &Store, term: u32) -> Result<usize, CollectionError> {
        let known = &mut *self.0.borrow_mut();
        if let Some(size) = known.sizes.get(&term) {
            return Ok(*size);
        }
        let size = store.term_size(term)?;
        known.sizes.insert(term, size);
        Ok(size)
    }

    /// Returns the texts of a term that takes `bytes`; none of one that takes few.
    pub(super) fn set(
        &self,
        store: &Store,
        term: u32,
        bytes: usize,
    ) -> Result<Option<Rc<TextSet>>, CollectionError> {
        if bytes < LARGE {
            return Ok(None);
        }
        let known = &mut *self.0.borrow_mut();
        if let Some(set) = known.sets.get(&term) {
            return Ok(Some(Rc::clone(set)));
        }
        let mut set = TextSet::default();
        store.texts_with(term, |key| set.insert(key))?;
        let set = Rc::new(set);
        if known.sets.len() >= MOST_SETS {
            known.sets.clear();
        }
        known.sets.insert(term, Rc::clone(&set));
        Ok(Some(set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::TermTexts;

    #[test]
    fn what_is_known_of_a_term_is_what_the_index_says() {
        let mut store = Store::open_in_memory().unwrap();
        let keys: Vec<TextKey> = (0..20_000).map(|n| n * 51).collect();
        let texts = [(7, TermTexts::of(keys.clone())), (9, TermTexts::of([1, 2]))];
        store.enter_terms(&[], texts).unwrap();
        let common = Common::default();
        common.refresh(&store).unwrap();
        for _ in 0..2 {
            let bytes = common.size(&store, 7).unwrap();
            assert_eq!(bytes, store.term_size(7).unwrap());
            let set = common.set(&store, 7, bytes).unwrap().unwrap();
            let found: Vec<TextKey> = (0..1 << 20).filter(|key| set.contains(*key)).collect();
            assert_eq!(found, keys);
            assert_eq!(common.size(&store, 8).unwrap(), 0);
            let few = common.size(&store, 9).unwrap();
            assert!(common.set(&store, 9, few).unwrap().is_none());
        }
    }

    #[test]
    fn what_was_known_is_forgotten_when_another_has_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut writer = Store::open(&path).unwrap();
        let reader = Store::open_existing(&path).unwrap();
        let common = Common::default();
        for texts in [vec![1], vec![2, 300]] {
            writer.enter_terms(&[], [(7, TermTexts::of(texts))]).unwrap();
            common.refresh(&reader).unwrap();
            let size = common.size(&reader, 7).unwrap();
            assert_eq!(size, writer.term_size(7).unwrap());
        }
    }
}
