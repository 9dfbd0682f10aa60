//! Which texts may have a passage: found by their rarest words.
//!
//! A word weighs what it tells (inverse document frequency: Spärck Jones, "A Statistical
//! Interpretation of Term Specificity", 1972). Texts that have every word of the passage together are
//! all looked into. Nothing is decided here; what is found is compared word by word afterwards.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::common::Common;
use super::places::{ArticlePlace, Place, Places};
use super::{Collection, CollectionError};
use crate::model::{CharSpan, Sha256Hash};
use crate::store::{Filter, TextKey};
use crate::text::{passage_terms, pieces};

/// Most texts that are read though they lack a word of the passage: those that share the words
/// that tell most.
pub(super) const MOST_NEAR_TEXTS: usize = 24;

/// Most of these that are looked into: those that have the words closest together.
const MOST_NEAR_PLACES: usize = 8;

/// Bytes of the index that are read at most, the rarest words first, before texts are ranked.
const RARE_BYTES: usize = 32 << 10;

/// Texts with all words looked up so far that are rather read than narrowed down further.
const FEW: usize = 64;

/// What a search has in common with others in the same collection.
#[derive(Debug)]
pub(super) struct Index {
    /// How many texts there are.
    texts: usize,
    /// Texts whose words have not been entered yet: they may have anything.
    pending: Vec<Sha256Hash>,
    /// What the terms of a passage weigh in each text.
    sums: RefCell<Sums>,
    /// What is known of terms from earlier searches.
    common: Common,
    /// Long texts that were read last.
    long_texts: RefCell<Vec<(Sha256Hash, Rc<LongText>)>>,
}

/// What terms weigh in each text that has any, and how many they are.
#[derive(Debug, Default)]
struct Sums {
    /// The number and weight of terms, by the key of the text.
    by_key: Vec<(u32, u32)>,
    /// The keys with a number above 0.
    seen: Vec<TextKey>,
}

impl Sums {
    fn add(&mut self, key: TextKey, weight: u64) {
        let at = key as usize;
        if at >= self.by_key.len() {
            self.by_key.resize(at + 1, (0, 0));
        }
        if self.by_key[at].0 == 0 {
            self.seen.push(key);
        }
        self.by_key[at].0 += 1;
        self.add_to_seen(key, weight);
    }

    /// Adds to what a text weighs that has been seen.
    fn add_to_seen(&mut self, key: TextKey, weight: u64) {
        if let Some((count, sum)) = self.by_key.get_mut(key as usize)
            && *count > 0
        {
            *sum = sum.saturating_add(weight as u32);
        }
    }

    fn count(&self, key: TextKey) -> usize {
        self.by_key.get(key as usize).map_or(0, |(count, _)| *count as usize)
    }

    fn weight(&self, key: TextKey) -> u64 {
        self.by_key.get(key as usize).map_or(0, |(_, sum)| u64::from(*sum))
    }

    /// Takes out of `near` what cannot be among the texts that weigh most, whatever terms that weigh
    /// `left` together add (Howard Turtle and James Flood, "Query Evaluation: Strategies and
    /// Optimizations", 1995).
    fn keep_attainable(&self, near: &mut Vec<TextKey>, left: u64) {
        if near.len() <= MOST_NEAR_TEXTS {
            return;
        }
        let mut weights: Vec<u64> = near.iter().map(|key| self.weight(*key)).collect();
        let last = MOST_NEAR_TEXTS - 1;
        let (_, least, _) = weights.select_nth_unstable_by(last, |left, right| right.cmp(left));
        let least = *least;
        near.retain(|key| self.weight(*key) + left >= least);
    }

    /// Forgets all texts; costs time linear in those that were seen.
    fn clear(&mut self) {
        for key in self.seen.drain(..) {
            self.by_key[key as usize] = (0, 0);
        }
    }
}

/// Bytes of long texts that are kept from one search to the next.
const MOST_KEPT: usize = 24 << 20;

/// A text of several pieces.
#[derive(Debug)]
struct LongText {
    body: String,
    /// The pieces, each with where it begins in code points.
    pieces: Vec<(Range<usize>, usize)>,
}

impl LongText {
    fn new(body: String, pieces: Vec<Range<usize>>) -> Self {
        let (mut byte, mut chars) = (0, 0);
        let counted = pieces.into_iter().map(|piece| {
            chars += body[byte..piece.start].chars().count();
            byte = piece.start;
            (piece, chars)
        });
        let pieces = counted.collect();
        Self { body, pieces }
    }

    /// Returns a piece, and where it begins in code points.
    fn piece(&self, number: usize) -> Option<(&str, usize)> {
        let (piece, start) = self.pieces.get(number)?;
        Some((&self.body[piece.clone()], *start))
    }
}

/// A term of a passage, with the bytes that its texts take in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) bytes: usize,
    pub(super) number: u32,
    pub(super) weight: u64,
}

/// What has been found of a passage.
pub(super) struct Search {
    /// The common terms of the passage, of which it is not known yet which texts have them.
    others: Vec<Term>,
    /// The keys of the texts that may have all its terms.
    whole: Vec<TextKey>,
    places: Places,
}

impl Search {
    /// Returns the texts found in which the passage may stand unchanged; nothing where it stands in none.
    pub(super) fn standing(&self) -> &[Place] {
        let found = &self.places.found;
        if !found.iter().any(|place| place.has_words) {
            return &[];
        }
        &found[..found.partition_point(|place| place.has_all)]
    }

    /// Returns all texts found, those with all words first.
    pub(super) fn all(&self) -> &[Place] {
        &self.places.found
    }
}

impl Index {
    /// Returns a long text that has been kept.
    fn long_text(&self, text_sha256: &Sha256Hash) -> Option<Rc<LongText>> {
        let kept = self.long_texts.borrow();
        kept.iter().find(|(known, _)| known == text_sha256).map(|(_, text)| Rc::clone(text))
    }

    /// Keeps a long text for the next search, and forgets the oldest where they become too many.
    fn keep(&self, text_sha256: Sha256Hash, long: &Rc<LongText>) {
        let mut kept = self.long_texts.borrow_mut();
        kept.push((text_sha256, Rc::clone(long)));
        while kept.iter().map(|(_, text)| text.body.len()).sum::<usize>() > MOST_KEPT {
            kept.remove(0);
        }
    }
}

/// Looks into a text that is one piece; says whether it is.
fn look_into_short(text_sha256: Sha256Hash, body: Option<&str>, places: &mut Places) -> bool {
    let Some(body) = body.filter(|body| pieces(body).len() == 1) else { return false };
    places.look_into(text_sha256, Cow::Borrowed(body), 0, false);
    true
}

impl Collection {
    /// Returns what many searches have in common.
    pub(super) fn index(&self) -> Result<Index, CollectionError> {
        let (texts, pending) = (self.store.text_count()?, self.store.pending_texts()?);
        Ok(Index {
            texts,
            pending,
            sums: RefCell::default(),
            common: Common::default(),
            long_texts: RefCell::default(),
        })
    }

    /// Looks for the texts that have all words of a passage.
    pub(super) fn search(&self, index: &Index, passage: &str) -> Result<Search, CollectionError> {
        index.common.refresh(&self.store)?;
        let terms = self.terms(index, passage)?;
        let places = Places::of(passage, &terms);
        let mut search = Search { others: Vec::new(), whole: Vec::new(), places };
        if terms.is_empty() {
            return Ok(search);
        }
        self.find_whole(index, &terms, &mut search)?;
        self.look_into_whole(index, &mut search)?;
        Ok(search)
    }

    /// Looks into the texts that have all words of a passage.
    fn look_into_whole(&self, index: &Index, search: &mut Search) -> Result<(), CollectionError> {
        self.look_into_keys(index, &search.whole, &mut search.places)?;
        for text_sha256 in &index.pending {
            self.look_into(index, *text_sha256, None, &mut search.places)?;
        }
        search.places.narrow(MOST_NEAR_PLACES);
        Ok(())
    }

    /// Looks for those as well that share most words with the passage; no other search may have come
    /// between.
    pub(super) fn search_near(
        &self,
        index: &Index,
        search: &mut Search,
    ) -> Result<(), CollectionError> {
        if search.places.keep_all() {
            self.look_into_whole(index, search)?;
        }
        for key in self.nearest(index, &search.others, &search.whole)? {
            self.look_into_key(index, key, &mut search.places)?;
        }
        search.places.narrow(MOST_NEAR_PLACES);
        Ok(())
    }

    /// Looks into the texts with some keys; many in the order in which they are stored.
    fn look_into_keys(
        &self,
        index: &Index,
        keys: &[TextKey],
        places: &mut Places,
    ) -> Result<(), CollectionError> {
        if keys.len() <= FEW {
            return keys.iter().try_for_each(|key| self.look_into_key(index, *key, places));
        }
        let numbers = self.store.texts_of_keys(keys)?;
        if places.may_leave_out() {
            places.seek_words();
            self.look_into_numbers(index, keys, &numbers, places)?;
            if places.have_found_words() {
                return Ok(());
            }
        }
        self.look_into_numbers(index, keys, &numbers, places)
    }

    /// Looks into the texts with some keys, which have some numbers.
    fn look_into_numbers(
        &self,
        index: &Index,
        keys: &[TextKey],
        numbers: &[i64],
        places: &mut Places,
    ) -> Result<(), CollectionError> {
        let mut long = Vec::new();
        let is_known = |text: &Sha256Hash| index.long_text(text).is_some();
        self.store.texts_numbered(numbers, is_known, |text_sha256, body| {
            if !look_into_short(text_sha256, body, places) {
                long.push((text_sha256, 0));
            }
        })?;
        if self.store.has_pieces()? {
            for key in keys {
                long.extend(self.store.later_pieces_of_key(*key)?);
            }
        }
        // The pieces of one text after another, as few texts are kept.
        long.sort_unstable();
        for (text_sha256, number) in long {
            self.look_into(index, text_sha256, Some(number), places)?;
        }
        Ok(())
    }

    fn look_into_key(
        &self,
        index: &Index,
        key: TextKey,
        places: &mut Places,
    ) -> Result<(), CollectionError> {
        let mut long = Vec::new();
        let is_known = |text: &Sha256Hash| index.long_text(text).is_some();
        self.store.texts_of_key(key, is_known, |text_sha256, body| {
            if !look_into_short(text_sha256, body, places) {
                long.push((text_sha256, 0));
            }
        })?;
        long.extend(self.store.later_pieces_of_key(key)?);
        for (text_sha256, number) in long {
            self.look_into(index, text_sha256, Some(number), places)?;
        }
        Ok(())
    }

    /// Looks into one piece of a text, or into all of it.
    fn look_into(
        &self,
        index: &Index,
        text_sha256: Sha256Hash,
        number: Option<usize>,
        places: &mut Places,
    ) -> Result<(), CollectionError> {
        let long = match index.long_text(&text_sha256) {
            Some(long) => long,
            None => {
                let Some(body) = self.store.text(&text_sha256)? else { return Ok(()) };
                let pieces = pieces(&body);
                if pieces.len() == 1 {
                    places.look_into(text_sha256, Cow::Owned(body), 0, false);
                    return Ok(());
                }
                let long = Rc::new(LongText::new(body, pieces));
                index.keep(text_sha256, &long);
                long
            }
        };
        let all = 0..long.pieces.len();
        for number in number.map_or(all, |number| number..number + 1) {
            if let Some((piece, start)) = long.piece(number) {
                places.look_into(text_sha256, Cow::Borrowed(piece), start, true);
            }
        }
        Ok(())
    }

    /// Returns the terms of a passage, the rarest first.
    fn terms(&self, index: &Index, passage: &str) -> Result<Vec<Term>, CollectionError> {
        let mut terms = Vec::new();
        for number in passage_terms(passage) {
            let bytes = index.common.size(&self.store, number)?;
            // A text takes about two bytes.
            let share = (2 * index.texts) as f64 / bytes.max(2) as f64;
            let weight = (1_000.0 * share.ln_1p()) as u64;
            terms.push(Term { bytes, number, weight });
        }
        terms.sort_unstable();
        Ok(terms)
    }

    /// Finds the texts that have all terms of a passage, and what its rare ones weigh in each text.
    fn find_whole(
        &self,
        index: &Index,
        terms: &[Term],
        search: &mut Search,
    ) -> Result<(), CollectionError> {
        let mut known: Vec<Term> = terms.iter().copied().filter(|term| term.bytes > 0).collect();
        let sums = &mut *index.sums.borrow_mut();
        sums.clear();
        let (mut read, mut bytes) = (0, 0);
        for term in &known {
            bytes += term.bytes;
            if read > 0 && bytes > RARE_BYTES {
                break;
            }
            read += 1;
            self.store.texts_with(term.number, |key| sums.add(key, term.weight))?;
        }
        let is_known_whole = known.len() == terms.len();
        let has_all = |key: &TextKey| is_known_whole && sums.count(*key) == read;
        let mut whole: Vec<TextKey> = sums.seen.iter().copied().filter(has_all).collect();
        whole.sort_unstable();
        for term in &known[read..] {
            if whole.len() <= FEW {
                break;
            }
            match index.common.set(&self.store, term.number, term.bytes)? {
                Some(set) => whole.retain(|key| set.contains(*key)),
                None => whole = self.having(term.number, &whole)?,
            }
        }
        known.drain(..read);
        (search.whole, search.others) = (whole, known);
        Ok(())
    }

    /// Returns those of `texts`, ascending, that have a term.
    pub(super) fn having(
        &self,
        term: u32,
        texts: &[TextKey],
    ) -> Result<Vec<TextKey>, CollectionError> {
        let mut kept = Vec::new();
        let mut rest = texts.iter().peekable();
        self.store.texts_with(term, |key| {
            while rest.next_if(|text| **text < key).is_some() {}
            kept.extend(rest.next_if(|text| **text == key));
        })?;
        Ok(kept)
    }

    /// Returns the texts that share most, those in `whole` left out.
    ///
    /// Where the rare terms say less than half of what all terms say, the others are asked as well,
    /// until they cannot change which texts these are.
    fn nearest(
        &self,
        index: &Index,
        others: &[Term],
        whole: &[TextKey],
    ) -> Result<Vec<TextKey>, CollectionError> {
        let sums = &mut *index.sums.borrow_mut();
        let best = sums.seen.iter().map(|key| sums.weight(*key)).max().unwrap_or(0);
        let mut left: u64 = others.iter().map(|term| term.weight).sum();
        let is_other = |key: &TextKey| whole.binary_search(key).is_err();
        let mut near: Vec<TextKey> = sums.seen.iter().copied().filter(is_other).collect();
        if best < left {
            near.sort_unstable();
            for term in others {
                sums.keep_attainable(&mut near, left);
                if near.len() <= MOST_NEAR_TEXTS {
                    break;
                }
                let has = match index.common.set(&self.store, term.number, term.bytes)? {
                    Some(set) => near.iter().copied().filter(|key| set.contains(*key)).collect(),
                    None => self.having(term.number, &near)?,
                };
                has.into_iter().for_each(|key: TextKey| sums.add_to_seen(key, term.weight));
                left -= term.weight;
            }
        }
        near.sort_unstable_by_key(|key| (u64::MAX - sums.weight(*key), *key));
        near.truncate(MOST_NEAR_TEXTS);
        Ok(near)
    }

    /// Returns the articles with the texts at `places` that `filter` admits, and to which utterances belongs
    /// what is quoted there where words of the passage stand.
    pub(super) fn articles_at<'p>(
        &self,
        places: &'p [Place],
        filter: &Filter,
    ) -> Result<Vec<ArticlePlace<'p>>, CollectionError> {
        let near = |place: &Place| place.spans().into_iter().map(|(span, ..)| span).collect();
        self.articles_near(places, filter, near)
    }

    /// Returns the same, and to which utterances belongs what is quoted `near` something.
    pub(super) fn articles_near<'p>(
        &self,
        places: &'p [Place],
        filter: &Filter,
        near: impl Fn(&Place) -> Vec<CharSpan>,
    ) -> Result<Vec<ArticlePlace<'p>>, CollectionError> {
        let mut found = Vec::new();
        for place in places {
            let near = near(place);
            for article in self.store.articles_with_text(&place.text_sha256)? {
                if filter.admits(&article) {
                    let quoted = self.store.quoted_in(&article, place.span(), &near)?;
                    found.push(ArticlePlace { article, place, quoted });
                }
            }
        }
        Ok(found)
    }
}
