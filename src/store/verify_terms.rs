//! Checking that the index of words says of each text what the text says.
//!
//! What the texts have and what the index says are summed up in a table of a fixed size, one sum for
//! the terms that share a place in it, in which every pair of a term and a text counts with a number
//! of 64 bits; so that order does not matter (Manuel Blum, Will Evans, Peter Gemmell, Sampath Kannan
//! and Moni Naor, "Checking the Correctness of Memories", 1994). Only where two sums differ are their
//! terms compared text by text. Costs time linear in the collection, and bounded memory.

use std::collections::BTreeMap;

use rusqlite::params;

use super::search::{KEY_BITS, keys, place_of_slot};
use super::verify::{failure, is_corruption};
use super::{Store, StoreError, TermTexts, TextKey, count, integer, parsed};
use crate::model::{Sha256Hash, VerifyFailure, VerifyReport};

/// The terms of each piece of a text.
type Pieces = Vec<Box<[u32]>>;

/// Sums that are kept, as a power of two: 8 MiB of them.
const SUM_BITS: u32 = 20;
/// Sums whose terms are compared text by text where they differ; of more only the number is told.
const MOST_COMPARED: usize = 64;
/// Words of 64 bits in a set of keys.
const KEY_WORDS: usize = 1 << (KEY_BITS - 6);

/// Returns a number for a pair of a term and a text, as good as drawn by chance (Guy Steele, Doug Lea
/// and Christine Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
fn number_of(term: u32, key: TextKey) -> u64 {
    let mut number = (u64::from(term) << 32 | u64::from(key)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    number = (number ^ number >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ number >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ number >> 31
}

/// Returns the place of a term among the sums.
fn sum_of(term: u32) -> usize {
    (term.wrapping_mul(0x9e37_79b1) >> (32 - SUM_BITS)) as usize
}

/// A set of keys.
struct Keys(Vec<u64>);

impl Keys {
    fn new() -> Self {
        Self(vec![0; KEY_WORDS])
    }

    /// Adds a key; says whether it was there.
    fn add(&mut self, key: TextKey) -> bool {
        let (word, bit) = (key as usize >> 6, 1 << (key & 63));
        let was_there = self.0[word] & bit != 0;
        self.0[word] |= bit;
        was_there
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn has(&self, key: TextKey) -> bool {
        self.0[key as usize >> 6] & 1 << (key & 63) != 0
    }

    /// Returns how many of these are missing from others.
    fn missing_from(&self, others: &Self) -> u32 {
        self.0.iter().zip(&others.0).map(|(own, other)| (own & !other).count_ones()).sum()
    }
}

impl Store {
    /// Checks the index of words against the texts; `terms` returns those of each piece of a text.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read; what it reads wrong is in the report.
    pub fn verify_terms(
        &self,
        terms: &dyn Fn(&str) -> Pieces,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        match self.reading(|| self.compare_terms(terms, report)) {
            Err(StoreError::Sqlite(error)) if is_corruption(&error) => {
                report.failures.push(failure("file", "pages", "ok", error));
                Ok(())
            }
            compared => compared,
        }
    }

    fn compare_terms(
        &self,
        terms: &dyn Fn(&str) -> Pieces,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let failures = &mut report.failures;
        let shared = self.shared_keys()?;
        let mut sums = vec![0_u64; 1 << SUM_BITS];
        self.each_entry(terms, &shared, Some(failures), |term, key| {
            let sum = &mut sums[sum_of(term)];
            *sum = sum.wrapping_add(number_of(term, key));
        })?;
        self.each_indexed(Some(failures), |term, key| {
            let sum = &mut sums[sum_of(term)];
            *sum = sum.wrapping_sub(number_of(term, key));
        })?;
        let differing: Vec<usize> = (0..sums.len()).filter(|at| sums[*at] != 0).collect();
        let compared = &differing[..differing.len().min(MOST_COMPARED)];
        if !compared.is_empty() {
            self.tell_apart(terms, &shared, compared, failures)?;
        }
        if differing.len() > compared.len() {
            let found = format!("{} more groups of words differ", differing.len() - compared.len());
            failures.push(failure("index", "search_term", "what the texts say", found));
        }
        Ok(())
    }

    /// Compares the terms of some sums text by text.
    fn tell_apart(
        &self,
        terms: &dyn Fn(&str) -> Pieces,
        shared: &Keys,
        sums: &[usize],
        failures: &mut Vec<VerifyFailure>,
    ) -> Result<(), StoreError> {
        let is_asked = |term: u32| sums.binary_search(&sum_of(term)).is_ok();
        let mut both: BTreeMap<u32, (Keys, Keys)> = BTreeMap::new();
        let new = || (Keys::new(), Keys::new());
        self.each_entry(terms, shared, None, |term, key| {
            if is_asked(term) {
                both.entry(term).or_insert_with(new).0.add(key);
            }
        })?;
        self.each_indexed(None, |term, key| {
            if is_asked(term) {
                both.entry(term).or_insert_with(new).1.add(key);
            }
        })?;
        for (term, (expected, found)) in both {
            let (missing, more) = (expected.missing_from(&found), found.missing_from(&expected));
            if missing + more > 0 {
                let found =
                    format!("{} texts: {missing} missing, {more} that lack the word", found.len());
                let expected = format!("{} texts", expected.len());
                failures.push(failure("index", format!("{term:08x}"), expected, found));
            }
        }
        Ok(())
    }

    /// Returns the keys that more than one text has, or piece of a text.
    fn shared_keys(&self) -> Result<Keys, StoreError> {
        let (mut seen, mut shared) = (Keys::new(), Keys::new());
        let mut add = |key| {
            if seen.add(key) {
                shared.add(key);
            }
        };
        let mut statement = self.connection.prepare("SELECT sha256 FROM text")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // What is no hash any more has been reported as a text.
            if let Ok(text) = parsed::<Sha256Hash>(row, 0) {
                add(Self::text_key(&text));
            }
        }
        let sql = "SELECT text_sha256, number FROM search_piece";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let (Ok(text), Ok(number)) = (parsed(row, 0), count(row, 1)) {
                add(Self::piece_key(&text, number));
            }
        }
        Ok(shared)
    }

    /// Hands every term that a text has to `visit`, with the key of the text, each pair once; texts
    /// that have not been entered yet are left out. Missing rows of `search_piece` go to `failures`.
    fn each_entry(
        &self,
        terms: &dyn Fn(&str) -> Pieces,
        shared: &Keys,
        mut failures: Option<&mut Vec<VerifyFailure>>,
        mut visit: impl FnMut(u32, TextKey),
    ) -> Result<(), StoreError> {
        self.connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS shared_entry (key INTEGER, terms BLOB);
             DELETE FROM temp.shared_entry",
        )?;
        let sql = "INSERT INTO temp.shared_entry (key, terms) VALUES (?1, ?2)";
        let mut put_aside = self.connection.prepare(sql)?;
        let mut statement = self.connection.prepare(
            "SELECT sha256, body FROM text
              WHERE NOT EXISTS (SELECT 1 FROM search_pending WHERE search_pending.text = text.number)",
        )?;
        let mut rows = statement.query([])?;
        let mut pieces = 0;
        while let Some(row) = rows.next()? {
            let body = row.get_ref(1)?.as_str();
            let (Ok(text), Ok(body)) = (parsed::<Sha256Hash>(row, 0), body) else { continue };
            for (number, terms) in terms(body).iter().enumerate() {
                let key = match number {
                    0 => Self::text_key(&text),
                    _ => Self::piece_key(&text, number),
                };
                pieces += usize::from(number > 0);
                if let Some(failures) = failures.as_deref_mut()
                    && number > 0
                    && !self.has_piece(key, &text, number)?
                {
                    let id = format!("{text}/{number}");
                    failures.push(failure("index", id, "a row of search_piece", "none"));
                }
                if shared.has(key) {
                    let bytes: Vec<u8> = terms.iter().flat_map(|term| term.to_le_bytes()).collect();
                    put_aside.execute(params![key, bytes])?;
                } else {
                    terms.iter().for_each(|term| visit(*term, key));
                }
            }
        }
        if let Some(failures) = failures {
            let sql = "SELECT count(*) FROM search_piece";
            let found: usize = self.connection.query_row(sql, [], |row| count(row, 0))?;
            if found > pieces {
                let expected = format!("{pieces} rows");
                failures.push(failure("index", "search_piece", expected, format!("{found} rows")));
            }
        }
        self.each_shared(&mut visit)?;
        self.connection.execute_batch("DELETE FROM temp.shared_entry")?;
        Ok(())
    }

    fn has_piece(&self, key: TextKey, text: &Sha256Hash, number: usize) -> rusqlite::Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM search_piece
                             WHERE key = ?1 AND text_sha256 = ?2 AND number = ?3)",
        )?;
        statement.query_row(params![key, text.to_string(), integer(number)], |row| row.get(0))
    }

    /// Hands the terms that were put aside to `visit`, once for all texts that share a key.
    fn each_shared(&self, visit: &mut impl FnMut(u32, TextKey)) -> rusqlite::Result<()> {
        let sql = "SELECT key, terms FROM temp.shared_entry ORDER BY key";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let (mut last, mut terms): (TextKey, Vec<u32>) = (0, Vec::new());
        let mut hand_on = |key: TextKey, terms: &mut Vec<u32>| {
            terms.sort_unstable();
            terms.dedup();
            terms.drain(..).for_each(|term| visit(term, key));
        };
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            if key != last {
                hand_on(last, &mut terms);
                last = key;
            }
            let bytes = row.get_ref(1)?.as_blob().unwrap_or_default();
            terms.extend(bytes.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)));
        }
        hand_on(last, &mut terms);
        Ok(())
    }

    /// Hands every term of the index to `visit`, with each text that it says has it. Rows that are
    /// not as they are written go to `failures`.
    fn each_indexed(
        &self,
        mut failures: Option<&mut Vec<VerifyFailure>>,
        mut visit: impl FnMut(u32, TextKey),
    ) -> Result<(), StoreError> {
        let mut statement =
            self.connection.prepare("SELECT slot, texts FROM search_term ORDER BY slot")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let slot: i64 = row.get(0)?;
            let blob = row.get_ref(1)?.as_blob().unwrap_or_default();
            let place = place_of_slot(slot);
            let is_sound = place.is_some() && TermTexts::of(keys(blob, 0)).is_written_as(blob);
            if let Some(failures) = failures.as_deref_mut().filter(|_| !is_sound) {
                let found = format!("{} bytes that are none", blob.len());
                failures.push(failure("index", format!("slot {slot}"), "ascending texts", found));
            }
            if let Some((term, from)) = place {
                let sound = keys(blob, from).take_while(|key| key >> KEY_BITS == 0);
                sound.for_each(|key| visit(term, key));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleKind, Fact, FactSource, Facts, Reading};

    /// Words, each a term; a text of several lines is one of as many pieces.
    fn terms(text: &str) -> Pieces {
        let term = |word: &str| {
            word.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte))
        };
        let piece = |line: &str| {
            let mut terms: Vec<u32> = line.split_whitespace().map(term).collect();
            terms.sort_unstable();
            terms.dedup();
            terms.into_boxed_slice()
        };
        text.lines().map(piece).collect()
    }

    fn store(texts: &[&str]) -> Store {
        let mut store = Store::open_in_memory().unwrap();
        let articles: Vec<_> = texts
            .iter()
            .map(|text| {
                let hash = Sha256Hash::of(text.as_bytes());
                let kind = Some(Fact::new(ArticleKind::Report, FactSource::Manifest));
                let article = Article {
                    text: (*text).to_owned(),
                    bytes_sha256: hash,
                    text_sha256: hash,
                    source: "a.txt".to_owned(),
                    facts: Facts { kind, ..Facts::default() },
                    cues: Vec::new(),
                    reading: Reading::default(),
                };
                (article, Vec::new())
            })
            .collect();
        store.put_articles(&articles).unwrap();
        let mut entries: BTreeMap<u32, Vec<TextKey>> = BTreeMap::new();
        let mut entered = Vec::new();
        for text in texts {
            let hash = Sha256Hash::of(text.as_bytes());
            let pieces = terms(text);
            entered.push((hash, pieces.len()));
            for (number, terms) in pieces.iter().enumerate() {
                let key = match number {
                    0 => Store::text_key(&hash),
                    _ => Store::piece_key(&hash, number),
                };
                terms.iter().for_each(|term| entries.entry(*term).or_default().push(key));
            }
        }
        let entries = entries.into_iter().map(|(term, mut keys)| {
            keys.sort_unstable();
            (term, TermTexts::of(keys))
        });
        store.enter_terms(&entered, entries).unwrap();
        store
    }

    fn failures(store: &Store) -> Vec<VerifyFailure> {
        let mut report = VerifyReport::default();
        store.verify_terms(&terms, &mut report).unwrap();
        report.failures
    }

    const TEXTS: [&str; 3] =
        ["the harbour wall is old", "the grain will rot\nin the harbour by May", "no pier"];

    #[test]
    fn an_index_that_says_what_the_texts_say_is_sound() {
        // So many that some share a key, a few of these with a piece of another.
        let many: Vec<String> =
            (0..3_000).map(|n| format!("number {n} of them\nand {} of those", n % 700)).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for texts in [&TEXTS[..], &[], &many] {
            assert_eq!(failures(&store(texts)), []);
        }
        let store = store(&many);
        assert!(store.shared_keys().unwrap().len() > 1);
    }

    #[test]
    fn texts_not_entered_yet_need_not_be_in_the_index() {
        let store = store(&TEXTS);
        let sql = "DELETE FROM search_term; DELETE FROM search_piece;
            INSERT INTO search_pending SELECT number FROM text";
        store.connection.execute_batch(sql).unwrap();
        assert_eq!(failures(&store), []);
    }

    #[test]
    fn a_damaged_or_missing_row_is_told() {
        let harbour = terms("harbour")[0][0];
        let slot = i64::from(harbour) * 128;
        let told = |sql: &str| {
            let store = store(&TEXTS);
            store.connection.execute_batch(sql).unwrap();
            let told = failures(&store);
            told.into_iter().map(|one| (one.what, one.id, one.found)).collect::<Vec<_>>()
        };
        let index = |id: String, found: &str| ("index".to_owned(), id, found.to_owned());
        let own = format!("{harbour:08x}");
        assert_eq!(
            told(&format!("DELETE FROM search_term WHERE slot = {slot}")),
            [index(own.clone(), "0 texts: 2 missing, 0 that lack the word")]
        );
        assert_eq!(
            told(&format!("UPDATE search_term SET texts = x'05' WHERE slot = {slot}")),
            [index(own, "1 texts: 2 missing, 1 that lack the word")]
        );
        let cut = told(&format!("UPDATE search_term SET texts = x'80' WHERE slot = {slot}"));
        assert_eq!(cut[0], index(format!("slot {slot}"), "1 bytes that are none"));
        assert_eq!(cut.len(), 2);
        let strange = told("INSERT INTO search_term VALUES (3, x'01')");
        assert_eq!(strange, [index("slot 3".to_owned(), "1 bytes that are none")]);
        let piece = told("DELETE FROM search_piece");
        assert_eq!(piece.len(), 1);
        assert_eq!(piece[0].2, "none");
        let more = told("INSERT INTO search_piece SELECT 1, sha256, 9 FROM text LIMIT 1");
        assert_eq!(more, [index("search_piece".to_owned(), "2 rows")]);
        let all = told("DELETE FROM search_term");
        assert!(all.len() >= 11, "{all:?}");
    }
}
