//! The rows of `search_term`: which texts have a word.
//!
//! A text stands there by the first 20 bits of its hash. A collection of a million texts has one
//! for each value; whoever looks gets all that share it, and reads them.

use rusqlite::params;

use super::texts::{BODY, body};
use super::{Store, StoreError, count, integer, parsed};
use crate::model::Sha256Hash;

/// The first 20 bits of a text's hash.
pub type TextKey = u32;

pub(super) const KEY_BITS: u32 = 20;
/// Bits of a key that say in which row of a term it stands, where the term has many texts.
const PART_BITS: u32 = 6;
const REST_BITS: u32 = KEY_BITS - PART_BITS;

/// Most texts of a term that stand in one row; beyond it there are 64.
///
/// So that adding one text rewrites some kilobytes a word, in a collection of any size.
const MOST_IN_ROW: usize = 4_096;

/// SQLite's page cache in KiB while many questions are asked: with the usual one, a fifth of a check's
/// time in 250,000 articles went into reading the same common words of the index again.
const MANY_QUESTIONS_KIB: i64 = 128 * 1024;

/// Rows of a new index that are written with one statement; a hundred are hardly faster.
const ROWS_AT_ONCE: usize = 32;

/// Bytes of the file that are read where the system keeps them, while many questions are asked; SQLite
/// takes its own limit of 2 GiB where that is less.
///
/// Of what 2,500 checks in 250,000 articles took, a third went into copying pages that no longer stood
/// in its cache.
const MAPPED: i64 = 1 << 40;

/// Numbers from one text to the next up to which SQLite goes from row to row rather than looks anew: to
/// pass over a row takes nearly as long.
const MOST_PASSED_OVER: i64 = 2;

/// Slots that a term has.
const SLOTS: i64 = 128;
/// The first slot of the rows into which a term of many texts is divided.
const FIRST_PART: i64 = 64;

/// The texts that have a term, in ascending order, as gaps in LEB128.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermTexts {
    gaps: Vec<u8>,
    last: TextKey,
    len: u32,
}

impl TermTexts {
    /// Adds the text `key`, which is larger than all before or the same as the last.
    pub fn push(&mut self, key: TextKey) {
        if self.len > 0 && self.last == key {
            return;
        }
        let mut gap = key.wrapping_sub(self.last);
        while gap >= 0x80 {
            self.gaps.push((gap & 0x7f) as u8 | 0x80);
            gap >>= 7;
        }
        self.gaps.push(gap as u8);
        (self.last, self.len) = (key, self.len + 1);
    }

    /// Says whether they stand in a row so.
    pub(super) fn is_written_as(&self, blob: &[u8]) -> bool {
        self.gaps == blob
    }

    /// Returns the texts with these keys, in ascending order.
    pub fn of(keys: impl IntoIterator<Item = TextKey>) -> Self {
        let keys = keys.into_iter();
        // Two bytes a gap are enough but for the rarest terms.
        let mut texts =
            Self { gaps: Vec::with_capacity(2 * keys.size_hint().0), ..Self::default() };
        keys.for_each(|key| texts.push(key));
        texts
    }
}

/// Returns the term of a slot, and the key from which the gaps in it count; none for a slot that no
/// term has.
pub(super) fn place_of_slot(slot: i64) -> Option<(u32, TextKey)> {
    let term = u32::try_from(slot.div_euclid(SLOTS)).ok()?;
    match slot.rem_euclid(SLOTS) {
        0 => Some((term, 0)),
        part if part >= FIRST_PART => Some((term, ((part - FIRST_PART) as TextKey) << REST_BITS)),
        _ => None,
    }
}

/// Returns the keys in a blob, `from` added; what a damaged blob says beyond sense is cut.
pub(super) fn keys(blob: &[u8], from: TextKey) -> impl Iterator<Item = TextKey> + '_ {
    let (mut last, mut gap, mut shift) = (from, 0_u32, 0);
    blob.iter().filter_map(move |byte| {
        gap |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 != 0 {
            return None;
        }
        last = last.saturating_add(gap);
        (gap, shift) = (0, 0);
        Some(last)
    })
}

/// Returns what the hashes that have a key are not less than, and less than.
fn hashes_of_key(key: TextKey) -> (String, String) {
    // "g" comes after every hexadecimal digit.
    (format!("{key:05x}"), format!("{key:05x}g"))
}

/// Returns the keys of both, each once, which are in ascending order in either.
fn merged(
    known: impl Iterator<Item = TextKey>,
    more: impl Iterator<Item = TextKey>,
) -> Vec<TextKey> {
    let mut all = Vec::with_capacity(known.size_hint().1.unwrap_or(0));
    let mut more = more.peekable();
    for key in known {
        while let Some(new) = more.next_if(|new| *new < key) {
            all.push(new);
        }
        all.push(key);
    }
    all.extend(more);
    all.dedup();
    all
}

/// Returns the rows into which the texts of a term are divided: for each its slot within those of the
/// term, and the keys that stand in it.
fn parts(found: &[TextKey]) -> impl Iterator<Item = (i64, impl Iterator<Item = TextKey>)> {
    found.chunk_by(|left, right| left >> REST_BITS == right >> REST_BITS).map(|part| {
        let number = part.first().map_or(0, |key| key >> REST_BITS);
        let rest = part.iter().map(|key| key & ((1 << REST_BITS) - 1));
        (FIRST_PART + i64::from(number), rest)
    })
}

fn first_slot(term: u32) -> i64 {
    i64::from(term) * SLOTS
}

impl Sha256Hash {
    fn key(&self) -> TextKey {
        (self.prefix() >> (64 - KEY_BITS)) as u32
    }
}

impl Store {
    /// Returns the key of a text.
    pub fn text_key(sha256: &Sha256Hash) -> TextKey {
        sha256.key()
    }

    /// Returns the key of a further piece of a long text, counted from 1.
    pub fn piece_key(sha256: &Sha256Hash, number: usize) -> TextKey {
        Sha256Hash::of(format!("{sha256}/{number}").as_bytes()).key()
    }

    /// Returns the texts whose terms have not been entered yet, in ascending order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn pending_texts(&self) -> Result<Vec<Sha256Hash>, StoreError> {
        let sql = "
            SELECT sha256 FROM search_pending CROSS JOIN text ON number = text ORDER BY sha256";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| parsed(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Enters the terms of texts that were pending, each with how many pieces it has: all or, on an
    /// error, none. Each term comes once; they are entered fastest in ascending order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be written.
    pub fn enter_terms(
        &mut self,
        texts: &[(Sha256Hash, usize)],
        terms: impl IntoIterator<Item = (u32, TermTexts)>,
    ) -> Result<(), StoreError> {
        self.transaction(|store| {
            let sql = "SELECT NOT EXISTS (SELECT 1 FROM search_term)";
            if store.connection.query_row(sql, [], |row| row.get(0))? {
                store.enter_first(terms)?;
            } else {
                terms.into_iter().try_for_each(|(term, found)| store.enter_term(term, &found))?;
            }
            let sql = "
                DELETE FROM search_pending
                 WHERE text = (SELECT number FROM text WHERE sha256 = ?1)";
            let mut entered = store.connection.prepare_cached(sql)?;
            for (text, pieces) in texts {
                store.enter_pieces(text, *pieces)?;
                entered.execute([text.to_string()])?;
            }
            Ok(())
        })
    }

    fn enter_pieces(&self, text: &Sha256Hash, pieces: usize) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO search_piece (key, text_sha256, number) VALUES (?1, ?2, ?3)
             ON CONFLICT DO NOTHING",
        )?;
        for number in 1..pieces {
            let key = Self::piece_key(text, number);
            insert.execute(params![key, text.to_string(), integer(number)])?;
        }
        Ok(())
    }

    /// Enters the terms of an index that has none yet: there is nothing to look for before.
    fn enter_first(
        &self,
        terms: impl IntoIterator<Item = (u32, TermTexts)>,
    ) -> rusqlite::Result<()> {
        let mut rows = Vec::with_capacity(ROWS_AT_ONCE);
        for (term, found) in terms {
            let slot = first_slot(term);
            if found.len as usize <= MOST_IN_ROW {
                rows.push((slot, found));
            } else {
                let all: Vec<TextKey> = keys(&found.gaps, 0).collect();
                rows.extend(parts(&all).map(|(part, rest)| (slot + part, TermTexts::of(rest))));
            }
            while let Some(some) = rows.get(..ROWS_AT_ONCE) {
                self.insert_slots(some)?;
                rows.drain(..ROWS_AT_ONCE);
            }
        }
        rows.chunks(1).try_for_each(|row| self.insert_slots(row))
    }

    /// Writes rows that are not there with one statement, so that SQLite finds their place once.
    fn insert_slots(&self, rows: &[(i64, TermTexts)]) -> rusqlite::Result<()> {
        let places = vec!["(?, ?)"; rows.len()].join(", ");
        // A row that is there after all ends the transaction, so that SQLite need not be able to
        // take back this statement alone.
        let sql = format!("INSERT OR FAIL INTO search_term (slot, texts) VALUES {places}");
        let mut insert = self.connection.prepare_cached(&sql)?;
        for (at, (slot, texts)) in rows.iter().enumerate() {
            insert.raw_bind_parameter(2 * at + 1, slot)?;
            insert.raw_bind_parameter(2 * at + 2, &texts.gaps)?;
        }
        insert.raw_execute()?;
        Ok(())
    }

    /// Adds texts to a term.
    fn enter_term(&self, term: u32, found: &TermTexts) -> rusqlite::Result<()> {
        let slot = first_slot(term);
        let found: Vec<TextKey> = keys(&found.gaps, 0).collect();
        if self.is_divided(slot)? {
            return self.enter_parts(slot, &found, true);
        }
        let known = self.read_slot(slot)?;
        let all = match &known {
            Some(blob) => merged(keys(blob, 0), found.into_iter()),
            None => found,
        };
        if all.len() <= MOST_IN_ROW {
            return self.write_slot(slot, &TermTexts::of(all));
        }
        if known.is_some() {
            self.connection
                .prepare_cached("DELETE FROM search_term WHERE slot = ?1")?
                .execute([slot])?;
        }
        self.enter_parts(slot, &all, false)
    }

    /// Adds texts to the rows of a term that has many; `has_rows` where there are some already.
    fn enter_parts(&self, slot: i64, found: &[TextKey], has_rows: bool) -> rusqlite::Result<()> {
        for (part, rest) in parts(found) {
            let slot = slot + part;
            let known = if has_rows { self.read_slot(slot)? } else { None };
            let known = keys(known.as_deref().unwrap_or_default(), 0);
            self.write_slot(slot, &TermTexts::of(merged(known, rest)))?;
        }
        Ok(())
    }

    fn is_divided(&self, slot: i64) -> rusqlite::Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM search_term WHERE slot BETWEEN ?1 AND ?2)";
        let range = params![slot + FIRST_PART, slot + SLOTS - 1];
        self.connection.prepare_cached(sql)?.query_row(range, |row| row.get(0))
    }

    fn read_slot(&self, slot: i64) -> rusqlite::Result<Option<Vec<u8>>> {
        let sql = "SELECT texts FROM search_term WHERE slot = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([slot])?;
        rows.next()?.map(|row| row.get(0)).transpose()
    }

    fn write_slot(&self, slot: i64, texts: &TermTexts) -> rusqlite::Result<()> {
        let mut write = self.connection.prepare_cached(
            "INSERT INTO search_term (slot, texts) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET texts = excluded.texts",
        )?;
        write.execute(params![slot, texts.gaps])?;
        Ok(())
    }

    /// Returns the bytes that the texts of a term take: from one to three for each; 0 for none.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn term_size(&self, term: u32) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(length(texts)), 0) FROM search_term WHERE slot BETWEEN ?1 AND ?2",
        )?;
        let slot = first_slot(term);
        Ok(statement.query_row([slot, slot + SLOTS - 1], |row| count(row, 0))?)
    }

    /// Hands every text that has a term to `visit`, in ascending order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn texts_with(&self, term: u32, mut visit: impl FnMut(TextKey)) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT slot, texts FROM search_term WHERE slot BETWEEN ?1 AND ?2 ORDER BY slot",
        )?;
        let first = first_slot(term);
        let mut rows = statement.query([first, first + SLOTS - 1])?;
        while let Some(row) = rows.next()? {
            let part = row.get::<_, i64>(0)? - first - FIRST_PART;
            let from = u32::try_from(part).map_or(0, |part| part << REST_BITS);
            if let Ok(blob) = row.get_ref(1)?.as_blob() {
                let sound = keys(blob, from).take_while(|key| key >> KEY_BITS == 0);
                sound.for_each(&mut visit);
            }
        }
        Ok(())
    }

    /// Returns a number that is another one as soon as somebody else has written to the collection.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn state_of_others(&self) -> Result<i64, StoreError> {
        let mut statement = self.connection.prepare_cached("PRAGMA data_version")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Takes a page cache for many questions one after another, and reads the file where it lies.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn expect_many_questions(&self) -> Result<(), StoreError> {
        self.connection.pragma_update(None, "mmap_size", MAPPED)?;
        Ok(self.connection.pragma_update(None, "cache_size", -MANY_QUESTIONS_KIB)?)
    }

    /// Runs `work` on one state of the collection, whatever others write meanwhile.
    ///
    /// # Errors
    ///
    /// Those of `work`, and where the collection cannot be read.
    pub fn reading<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let failed = |error: rusqlite::Error| E::from(StoreError::from(error));
        let transaction = rusqlite::Transaction::new_unchecked(
            &self.connection,
            rusqlite::TransactionBehavior::Deferred,
        )
        .map_err(failed)?;
        let done = work();
        transaction.finish().map_err(failed)?;
        done
    }

    /// Returns how many distinct texts there are.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn text_count(&self) -> Result<usize, StoreError> {
        Ok(self.connection.query_row("SELECT count(*) FROM text", [], |row| count(row, 0))?)
    }

    /// Hands the texts whose own hash has a key to `visit`, in ascending order, with what they say; those
    /// that are `known` without.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn texts_of_key(
        &self,
        key: TextKey,
        known: impl Fn(&Sha256Hash) -> bool,
        mut visit: impl FnMut(Sha256Hash, Option<&str>),
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT sha256, {BODY} FROM text WHERE sha256 >= ?1 AND sha256 < ?2 ORDER BY sha256"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (from, to) = hashes_of_key(key);
        let mut rows = statement.query([from, to])?;
        while let Some(row) = rows.next()? {
            let hash = parsed(row, 0)?;
            visit(hash, if known(&hash) { None } else { Some(body(row, 1)?) });
        }
        Ok(())
    }

    /// Returns the numbers of the texts whose own hash has one of some keys, in ascending order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn texts_of_keys(&self, keys: &[TextKey]) -> Result<Vec<i64>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number FROM text WHERE sha256 >= ?1 AND sha256 < ?2")?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let (from, to) = hashes_of_key(*key);
            let mut rows = statement.query([from, to])?;
            while let Some(row) = rows.next()? {
                found.push(row.get(0)?);
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Hands texts with some numbers, in ascending order, to `visit`, with what they say; those that are
    /// `known` without.
    ///
    /// They are read in the order in which they stand in the file: of many, those of one page together.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn texts_numbered(
        &self,
        numbers: &[i64],
        known: impl Fn(&Sha256Hash) -> bool,
        mut visit: impl FnMut(Sha256Hash, Option<&str>),
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT number, sha256, {BODY} FROM text WHERE number BETWEEN ?1 AND ?2 ORDER BY number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        for near in numbers.chunk_by(|one, next| next - one <= MOST_PASSED_OVER) {
            let (Some(first), Some(last)) = (near.first(), near.last()) else { continue };
            let mut wanted = near.iter().peekable();
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                let number: i64 = row.get(0)?;
                if wanted.next_if(|wanted| **wanted == number).is_none() {
                    continue;
                }
                let hash = parsed(row, 1)?;
                visit(hash, if known(&hash) { None } else { Some(body(row, 2)?) });
            }
        }
        Ok(())
    }

    /// Says whether there are texts of more than one piece.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn has_pieces(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM search_piece)";
        Ok(self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
    }

    /// Returns the texts that have a key by a piece that is not their first, each with its number, in
    /// ascending order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn later_pieces_of_key(
        &self,
        key: TextKey,
    ) -> Result<Vec<(Sha256Hash, usize)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT text_sha256, number FROM search_piece WHERE key = ?1 ORDER BY 1, 2",
        )?;
        let rows = statement.query_map([key], |row| Ok((parsed(row, 0)?, count(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the texts that have a key, each with the number of the piece that has it, in
    /// ascending order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn pieces_of_key(&self, key: TextKey) -> Result<Vec<(Sha256Hash, usize)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT sha256, 0 FROM text WHERE sha256 >= ?1 AND sha256 < ?2
             UNION ALL
             SELECT text_sha256, number FROM search_piece WHERE key = ?3
              ORDER BY 1, 2",
        )?;
        let (from, to) = hashes_of_key(key);
        let rows = statement
            .query_map(params![from, to, key], |row| Ok((parsed(row, 0)?, count(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(store: &Store, term: u32) -> Vec<TextKey> {
        let mut found = Vec::new();
        store.texts_with(term, |key| found.push(key)).unwrap();
        found
    }

    fn enter(store: &mut Store, term: u32, keys: &[TextKey]) {
        let texts = TermTexts::of(keys.iter().copied());
        store.enter_terms(&[], [(term, texts)]).unwrap();
    }

    #[test]
    fn keys_come_back_from_their_blob() {
        for some in [vec![], vec![0], vec![0, 1, 127, 128, 129, 1 << 14, (1 << KEY_BITS) - 1]] {
            let texts = TermTexts::of(some.clone());
            assert_eq!(keys(&texts.gaps, 0).collect::<Vec<_>>(), some);
        }
    }

    #[test]
    fn rows_are_the_same_however_texts_are_added() {
        let all: Vec<TextKey> = (0..9_000).map(|n| n * 113).collect();
        let few = &all[..MOST_IN_ROW];
        for keys in [few, &all[..=MOST_IN_ROW], &all] {
            let mut at_once = Store::open_in_memory().unwrap();
            enter(&mut at_once, 7, keys);
            let mut by_turns = Store::open_in_memory().unwrap();
            for turn in 0..3 {
                let part: Vec<_> = keys.iter().copied().skip(turn).step_by(3).collect();
                enter(&mut by_turns, 7, &part);
                enter(&mut by_turns, u32::MAX, &part[..1]);
            }
            enter(&mut at_once, u32::MAX, &keys[..3]);
            assert_eq!(at_once.dump(), by_turns.dump());
            assert_eq!(read(&by_turns, 7), keys);
            assert!(by_turns.term_size(7).unwrap() >= keys.len());
            assert_eq!(by_turns.term_size(6).unwrap(), 0);
        }
    }

    #[test]
    fn texts_are_read_by_number_as_by_key() {
        let store = Store::open_in_memory().unwrap();
        let bodies: Vec<String> = (0..40).map(|n| format!("Text {n}.")).collect();
        for body in &bodies {
            store.insert_text(&Sha256Hash::of(body.as_bytes()), body).unwrap();
        }
        let hashes = bodies.iter().map(|body| Sha256Hash::of(body.as_bytes()));
        let wanted: Vec<Sha256Hash> = hashes
            .enumerate()
            .filter(|(n, _)| n % 3 == 0 && !(9..30).contains(n))
            .map(|(_, one)| one)
            .collect();
        let known = wanted[2];
        let mut keys: Vec<TextKey> = wanted.iter().map(Sha256Hash::key).collect();
        keys.sort_unstable();
        let numbers = store.texts_of_keys(&keys).unwrap();
        let mut found = Vec::new();
        let visit = |hash, body: Option<&str>| found.push((hash, body.map(str::to_owned)));
        store.texts_numbered(&numbers, |hash| *hash == known, visit).unwrap();
        let mut by_key = Vec::new();
        for key in keys {
            let visit = |hash, body: Option<&str>| by_key.push((hash, body.map(str::to_owned)));
            store.texts_of_key(key, |hash| *hash == known, visit).unwrap();
        }
        found.sort_unstable();
        assert_eq!(found, by_key);
        assert_eq!(found.iter().filter(|(_, body)| body.is_none()).count(), 1);
        assert!(!store.has_pieces().unwrap());
    }

    #[test]
    fn a_damaged_blob_is_read_without_panic() {
        for blob in [&[0xff_u8; 12][..], &[0x80, 0x80], &[0x7f; 9]] {
            assert!(keys(blob, 1 << 19).count() <= blob.len());
        }
    }
}
