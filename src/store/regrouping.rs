//! The rows of `quote_row`, `wording_row` and `member`, as grouping replaces them.
//!
//! Rows that stay as they are are not written again, so that a few new articles cost a few writes;
//! and what is written is written in the order in which it is kept, each page once. Rows are either
//! inserted or updated, as it is known which are there: for an upsert of a table with foreign keys
//! SQLite copies every page that it touches, for each row anew, lest the statement fail half-way.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Params, Row, params};
use rustc_hash::FxHashMap;

use super::members::list;
use super::{Only, QuoteGroup, QuoteRow, Standing, Store, WordingRow, count, integer, parsed};
use crate::model::{AppearanceId, Basis, QuoteId, WordingId};

/// Why a wording has no parent that is the reference itself; not written into each such row.
const IS_REFERENCE: &str = "the reference";

/// A row of `quote_row`, its id aside.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Quote {
    basis: i64,
    reference: i64,
    independent_texts: i64,
}

/// A row of `wording_row`, its id aside.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wording {
    quote: i64,
    shown: i64,
    independent_texts: i64,
    parent: Option<i64>,
    evidence: Option<String>,
}

/// The wordings that some appearances run so far, and the quotes that these belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Before {
    wordings: BTreeMap<i64, (WordingId, Wording)>,
    quotes: BTreeMap<i64, QuoteBefore>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct QuoteBefore {
    id: QuoteId,
    row: Quote,
    members: usize,
}

/// What the last grouping found out about a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordingBefore<'a> {
    /// The number of its quote.
    pub quote: i64,
    /// The number of the wording that it most likely came from.
    pub parent: Option<i64>,
    /// Why, in words; or why not.
    pub evidence: &'a str,
}

impl Before {
    /// Returns what was found out about the wording of this number.
    pub fn wording(&self, number: i64) -> Option<WordingBefore<'_>> {
        let (_, Wording { quote, parent, evidence, .. }) = self.wordings.get(&number)?;
        let evidence = evidence.as_deref().unwrap_or(IS_REFERENCE);
        Some(WordingBefore { quote: *quote, parent: *parent, evidence })
    }

    /// Returns the number of the reference wording of the quote of this number, and how many members
    /// the quote has.
    pub fn quote(&self, number: i64) -> Option<(i64, usize)> {
        self.quotes.get(&number).map(|quote| (quote.row.reference, quote.members))
    }
}

/// A row that there is, and its number.
#[derive(Debug)]
struct Known<T> {
    number: i64,
    row: T,
    /// Whether it goes where no group takes its place.
    goes: bool,
}

/// What there is before it is replaced, and by which numbers rows lead to one another.
#[derive(Debug, Default)]
struct Present {
    appearances: FxHashMap<AppearanceId, i64>,
    members: BTreeMap<i64, i64>,
    quotes: BTreeMap<QuoteId, Known<Quote>>,
    wordings: BTreeMap<WordingId, Known<Wording>>,
}

impl Present {
    fn add_quote(&mut self, row: &Row<'_>, goes: bool) -> rusqlite::Result<i64> {
        let number = row.get(0)?;
        let known = Known { number, row: Quote::read(row)?, goes };
        self.quotes.entry(parsed(row, 1)?).or_insert(known);
        Ok(number)
    }

    fn add_wording(&mut self, row: &Row<'_>, goes: bool) -> rusqlite::Result<()> {
        let known = Known { number: row.get(0)?, row: Wording::read(row)?, goes };
        self.wordings.entry(parsed(row, 1)?).or_insert(known);
        Ok(())
    }

    /// Adds what appearances ran before, all of which may go.
    fn add_before(&mut self, before: &Before) {
        for (number, (id, row)) in &before.wordings {
            let known = Known { number: *number, row: row.clone(), goes: true };
            self.wordings.entry(*id).or_insert(known);
        }
        for (number, QuoteBefore { id, row, .. }) in &before.quotes {
            let known = Known { number: *number, row: row.clone(), goes: true };
            self.quotes.entry(*id).or_insert(known);
        }
    }
}

impl Quote {
    /// Reads the columns of [`QUOTE`].
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { basis: row.get(2)?, reference: row.get(3)?, independent_texts: row.get(4)? })
    }
}

impl Wording {
    /// Reads the columns of [`WORDING`].
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            quote: row.get(2)?,
            shown: row.get(3)?,
            independent_texts: row.get(4)?,
            parent: row.get(5)?,
            evidence: row.get(6)?,
        })
    }
}

const QUOTE: &str = "SELECT number, quote_id, basis, reference, independent_texts FROM quote_row";
const WORDING: &str = "
    SELECT number, wording_id, quote, shown, independent_texts, parent, evidence FROM wording_row";

/// The numbers of some quotes and their wordings from now on; no other quotes lead to these.
struct Numbers {
    quotes: FxHashMap<QuoteId, i64>,
    wordings: FxHashMap<WordingId, i64>,
}

/// What is known while quotes are written, part by part.
struct Writing {
    /// What there was and has not been written over.
    present: Present,
    /// The last numbers that were given.
    quote: i64,
    wording: i64,
    /// Which appearances run which wordings, to be written at the end in their order.
    members: Vec<(i64, i64)>,
}

impl Writing {
    /// Gives each quote and wording the number that it has, or the next one.
    fn numbered(&mut self, groups: &[QuoteGroup]) -> Numbers {
        let mut numbers = Numbers { quotes: FxHashMap::default(), wordings: FxHashMap::default() };
        for group in groups {
            let known = self.present.quotes.get(&group.quote.id).map(|one| one.number);
            let number = known.unwrap_or_else(|| next(&mut self.quote));
            numbers.quotes.insert(group.quote.id, number);
            for WordingRow { id, .. } in group.wordings.iter().map(|wording| &wording.wording) {
                let known = self.present.wordings.get(id).map(|one| one.number);
                let number = known.unwrap_or_else(|| next(&mut self.wording));
                numbers.wordings.insert(*id, number);
            }
        }
        numbers
    }

    fn note_members(&mut self, groups: &[QuoteGroup], numbers: &Numbers) {
        for group in groups.iter().flat_map(|group| &group.wordings) {
            let Some(wording) = numbers.wordings.get(&group.wording.id) else { continue };
            let ids = group.appearances.iter().filter_map(|id| self.present.appearances.get(id));
            self.members.extend(ids.map(|number| (*number, *wording)));
        }
    }
}

impl Store {
    /// Puts quotes, their wordings and members in the place of all that there were, or of those that
    /// a grouping is about.
    pub(super) fn replace_quotes(
        &self,
        groups: &[QuoteGroup],
        only: Option<&Only>,
    ) -> rusqlite::Result<()> {
        let present = match only {
            None => self.all_present()?,
            Some(only) => self.present_of(groups, only)?,
        };
        let mut writing = self.begin_writing(present)?;
        self.write_part(groups, &mut writing)?;
        self.write_members(&mut writing)?;
        self.drop_left_over(writing)?;
        if only.is_some_and(|only| only.has_gone) {
            self.drop_empty_quotes()?;
        }
        Ok(())
    }

    /// Puts quotes that come in parts in the place of all that there were.
    pub(super) fn replace_all_quotes(
        &self,
        parts: impl IntoIterator<Item = Vec<QuoteGroup>>,
    ) -> rusqlite::Result<()> {
        let mut writing = self.begin_writing(self.all_present()?)?;
        self.trusting(|| {
            parts.into_iter().try_for_each(|part| self.write_part(&part, &mut writing))?;
            self.write_members(&mut writing)
        })?;
        self.drop_left_over(writing)
    }

    fn begin_writing(&self, present: Present) -> rusqlite::Result<Writing> {
        let last = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        Ok(Writing {
            present,
            quote: last("SELECT coalesce(max(number), 0) FROM quote_row")?,
            wording: last("SELECT coalesce(max(number), 0) FROM wording_row")?,
            members: Vec::new(),
        })
    }

    /// Writes quotes and their wordings, and notes their members.
    fn write_part(&self, groups: &[QuoteGroup], writing: &mut Writing) -> rusqlite::Result<()> {
        let numbers = writing.numbered(groups);
        self.write_quotes(groups, &mut writing.present, &numbers)?;
        self.write_wordings(groups, &mut writing.present, &numbers)?;
        writing.note_members(groups, &numbers);
        Ok(())
    }

    /// Removes what is left over of what there was.
    fn drop_left_over(&self, writing: Writing) -> rusqlite::Result<()> {
        let Present { quotes, wordings, .. } = writing.present;
        let wordings = wordings.values().filter(|one| one.goes).map(|one| one.number);
        self.delete_numbers("DELETE FROM wording_row WHERE number = ?1", wordings)?;
        let quotes = quotes.values().filter(|one| one.goes).map(|one| one.number);
        self.delete_numbers("DELETE FROM quote_row WHERE number = ?1", quotes)
    }

    fn all_present(&self) -> rusqlite::Result<Present> {
        let mut present = Present::default();
        self.each_row("SELECT appearance_id, number FROM appearance_row", [], |row| {
            present.appearances.insert(parsed(row, 0)?, row.get(1)?);
            Ok(())
        })?;
        self.each_row("SELECT appearance, wording FROM member", [], |row| {
            present.members.insert(row.get(0)?, row.get(1)?);
            Ok(())
        })?;
        self.each_row(QUOTE, [], |row| present.add_quote(row, true).map(drop))?;
        self.each_row(WORDING, [], |row| present.add_wording(row, true))?;
        Ok(present)
    }

    /// Returns the appearances that a grouping is about, the wordings they run, and their quotes.
    fn present_of(&self, groups: &[QuoteGroup], only: &Only) -> rusqlite::Result<Present> {
        let mut present = Present::default();
        for (id, Standing { number, wording }) in &only.appearances {
            present.appearances.insert(*id, *number);
            present.members.extend(wording.map(|wording| (*number, wording)));
        }
        present.add_before(&only.before);
        self.add_namesakes_of(groups, &mut present)?;
        Ok(present)
    }

    /// Returns the wordings of these numbers, and the quotes that they belong to.
    pub(super) fn before(&self, wordings: &BTreeSet<i64>) -> rusqlite::Result<Before> {
        let mut before = Before::default();
        let sql = format!("{WORDING} WHERE number IN (SELECT value FROM json_each(?1))");
        self.each_row(&sql, [list(wordings.iter().map(i64::to_string))], |row| {
            before.wordings.insert(row.get(0)?, (parsed(row, 1)?, Wording::read(row)?));
            Ok(())
        })?;
        let quotes: BTreeSet<i64> = before.wordings.values().map(|(_, row)| row.quote).collect();
        let sql = format!("{QUOTE} WHERE number = ?1");
        for number in quotes {
            let members = self.member_count(number)?;
            self.each_row(&sql, [number], |row| {
                let quote = QuoteBefore { id: parsed(row, 1)?, row: Quote::read(row)?, members };
                before.quotes.insert(number, quote);
                Ok(())
            })?;
        }
        Ok(before)
    }

    /// Returns how many appearances run a wording of a quote.
    fn member_count(&self, quote: i64) -> rusqlite::Result<usize> {
        let sql = "SELECT count(*) FROM wording_row
                     JOIN member ON member.wording = wording_row.number WHERE quote = ?1";
        self.connection.prepare_cached(sql)?.query_row([quote], |row| count(row, 0))
    }

    /// Adds what has the id of a quote that is to be written, or belongs to one, though no member
    /// leads to it: all that it had may have gone and come again since the last grouping.
    fn add_namesakes_of(
        &self,
        groups: &[QuoteGroup],
        present: &mut Present,
    ) -> rusqlite::Result<()> {
        let by_id = format!("{QUOTE} WHERE quote_id = ?1");
        let by_quote = format!("{WORDING} WHERE quote = ?1");
        for id in groups.iter().map(|group| group.quote.id.to_string()) {
            let mut found = None;
            self.each_row(&by_id, [id], |row| {
                found = Some(present.add_quote(row, false)?);
                Ok(())
            })?;
            if let Some(number) = found {
                self.each_row(&by_quote, [number], |row| present.add_wording(row, false))?;
            }
        }
        Ok(())
    }

    fn write_quotes(
        &self,
        groups: &[QuoteGroup],
        present: &mut Present,
        numbers: &Numbers,
    ) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO quote_row (number, quote_id, basis, reference, independent_texts)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut update = self.connection.prepare_cached(
            "UPDATE quote_row SET basis = ?3, reference = ?4, independent_texts = ?5
              WHERE number = ?1 AND quote_id = ?2",
        )?;
        for QuoteRow { id, basis, reference, independent_texts } in
            groups.iter().map(|group| &group.quote)
        {
            let number = numbers.quotes.get(id);
            let quote = Quote {
                basis: match basis {
                    Basis::Primary => 0,
                    Basis::FirstSeen => 1,
                    Basis::Undetermined => 2,
                },
                reference: numbers.wordings.get(reference).copied().unwrap_or_default(),
                independent_texts: integer(*independent_texts),
            };
            let write = match present.quotes.remove(id) {
                Some(before) if before.row == quote => continue,
                Some(_) => &mut update,
                None => &mut insert,
            };
            let Quote { basis, reference, independent_texts } = quote;
            write.execute(params![number, id.to_string(), basis, reference, independent_texts])?;
        }
        Ok(())
    }

    fn write_wordings(
        &self,
        groups: &[QuoteGroup],
        present: &mut Present,
        numbers: &Numbers,
    ) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO wording_row (number, wording_id, quote, shown, independent_texts, parent,
                    evidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let mut update = self.connection.prepare_cached(
            "UPDATE wording_row
                SET quote = ?3, shown = ?4, independent_texts = ?5, parent = ?6, evidence = ?7
              WHERE number = ?1 AND wording_id = ?2",
        )?;
        for row in groups.iter().flat_map(|group| &group.wordings).map(|group| &group.wording) {
            let number = numbers.wordings.get(&row.id);
            let parent = row.parent.and_then(|parent| numbers.wordings.get(&parent).copied());
            let evidence = Some(&row.evidence).filter(|evidence| *evidence != IS_REFERENCE);
            let wording = Wording {
                quote: numbers.quotes.get(&row.quote_id).copied().unwrap_or_default(),
                shown: present.appearances.get(&row.shown).copied().unwrap_or_default(),
                independent_texts: integer(row.independent_texts),
                parent,
                evidence: evidence.cloned(),
            };
            let write = match present.wordings.remove(&row.id) {
                Some(before) if before.row == wording => continue,
                Some(_) => &mut update,
                None => &mut insert,
            };
            write.execute(params![
                number,
                row.id.to_string(),
                wording.quote,
                wording.shown,
                wording.independent_texts,
                wording.parent,
                wording.evidence,
            ])?;
        }
        Ok(())
    }

    /// Writes which appearances run which wordings, and forgets which others did.
    fn write_members(&self, writing: &mut Writing) -> rusqlite::Result<()> {
        let Writing { present, members, .. } = writing;
        members.sort_unstable();
        let sql = "INSERT INTO member (appearance, wording) VALUES (?1, ?2)";
        let mut insert = self.connection.prepare_cached(sql)?;
        let sql = "UPDATE member SET wording = ?2 WHERE appearance = ?1";
        let mut update = self.connection.prepare_cached(sql)?;
        for (appearance, wording) in members.drain(..) {
            match present.members.remove(&appearance) {
                Some(before) if before == wording => continue,
                Some(_) => update.execute([appearance, wording])?,
                None => insert.execute([appearance, wording])?,
            };
        }
        let gone = present.members.keys().copied();
        self.delete_numbers("DELETE FROM member WHERE appearance = ?1", gone)
    }

    /// Removes wordings that nothing runs any more, and quotes without a wording.
    fn drop_empty_quotes(&self) -> rusqlite::Result<()> {
        self.connection.execute(
            "DELETE FROM wording_row
              WHERE NOT EXISTS (SELECT 1 FROM member WHERE member.wording = wording_row.number)",
            [],
        )?;
        self.connection.execute(
            "DELETE FROM quote_row
              WHERE NOT EXISTS (SELECT 1 FROM wording_row
                                 WHERE wording_row.quote = quote_row.number)",
            [],
        )?;
        Ok(())
    }

    fn each_row(
        &self,
        sql: &str,
        params: impl Params,
        mut visit: impl FnMut(&Row<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            visit(row)?;
        }
        Ok(())
    }

    fn delete_numbers(
        &self,
        sql: &str,
        numbers: impl Iterator<Item = i64>,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(sql)?;
        for number in numbers {
            statement.execute([number])?;
        }
        Ok(())
    }
}

fn next(last: &mut i64) -> i64 {
    *last += 1;
    *last
}
