//! Writing quoted spans as extraction finds them: rows of `appearance_row`.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::codes::code;
use super::speakers::SeenSpeakers;
use super::{Store, count, integer};
use crate::model::{AppearanceId, ArticleId, CharSpan, Quotation, Sha256Hash};

/// An article to which quotations are added.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its id.
    pub(super) id: ArticleId,
    /// The number by which rows lead to it.
    pub(super) number: i64,
    /// The hash of its text.
    pub(super) text: &'a Sha256Hash,
}

impl Store {
    /// Stores what was found in an article; links between quotations become links between numbers.
    pub(super) fn insert_quotations(
        &self,
        place: Place<'_>,
        quotations: &[Quotation],
        seen: &mut SeenSpeakers,
    ) -> rusqlite::Result<()> {
        self.insert_quotations_from(self.next_appearance()?, place, quotations, seen)
    }

    /// Stores them likewise, the first under the number `first`, which comes next.
    pub(super) fn insert_quotations_from(
        &self,
        first: i64,
        place: Place<'_>,
        quotations: &[Quotation],
        seen: &mut SeenSpeakers,
    ) -> rusqlite::Result<()> {
        let numbers: Vec<i64> = (first..).take(quotations.len()).collect();
        self.insert_numbered(place, quotations, &numbers, seen)
    }

    /// Returns the number of the appearance that comes next.
    pub(super) fn next_appearance(&self) -> rusqlite::Result<i64> {
        let sql = "SELECT coalesce(max(number), 0) + 1 FROM appearance_row";
        self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
    }

    fn insert_numbered(
        &self,
        place: Place<'_>,
        quotations: &[Quotation],
        numbers: &[i64],
        seen: &mut SeenSpeakers,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO appearance_row (number, appearance_id, article, start_offset, end_offset,
                    text, kind, stance, speaker, speaker_mention, cue, confidence, part_of,
                    nested_in)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        let number_of_linked =
            |linked: Option<usize>| linked.and_then(|linked| numbers.get(linked).copied());
        for (quotation, number) in quotations.iter().zip(numbers) {
            let mention = quotation.speaker_mention.as_deref().filter(|said| !said.is_empty());
            let is_name = mention.is_some() && mention == quotation.speaker.as_deref();
            statement.execute(params![
                number,
                AppearanceId::of(place.id, quotation.span).to_string(),
                place.number,
                integer(quotation.span.start),
                integer(quotation.span.end),
                quotation.text,
                code(quotation.kind),
                code(quotation.stance),
                self.insert_speaker(quotation, place.text, seen)?,
                if is_name { Some("") } else { mention },
                quotation.cue,
                quotation.confidence,
                number_of_linked(quotation.part_of),
                number_of_linked(quotation.nested_in),
            ])?;
        }
        Ok(())
    }

    /// Puts `quotations` in the place of all that was found in an article before; returns how many
    /// of them are new.
    ///
    /// What is found again keeps its number, and stays in its wording until the quotes are grouped
    /// again.
    pub(super) fn replace_quotations(
        &self,
        place: Place<'_>,
        quotations: &[Quotation],
        seen: &mut SeenSpeakers,
    ) -> rusqlite::Result<usize> {
        let before = self.numbered_in(place.number)?;
        let sql = "DELETE FROM appearance_row WHERE article = ?1";
        self.connection.prepare_cached(sql)?.execute([place.number])?;
        let mut next =
            self.next_appearance()?.max(before.values().max().map_or(0, |last| last + 1));
        let numbers = quotations.iter().map(|new| {
            before.get(&new.span).copied().unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        });
        let numbers: Vec<i64> = numbers.collect();
        self.insert_numbered(place, quotations, &numbers, seen)?;
        for (span, number) in &before {
            if quotations.iter().any(|new| new.span == *span) {
                continue;
            }
            self.leave_wording(*number)?;
            // Its id leads to what now stands in its place, where something does.
            if let Some(heir) = quotations.iter().find(|new| new.span.overlaps(*span)) {
                let id = |span| AppearanceId::of(place.id, span).to_string();
                self.insert_alias(&id(*span), &id(heir.span))?;
            }
        }
        Ok(quotations.iter().filter(|new| !before.contains_key(&new.span)).count())
    }

    /// Returns the numbers of the appearances in an article, by place.
    fn numbered_in(&self, article: i64) -> rusqlite::Result<BTreeMap<CharSpan, i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT start_offset, end_offset, number FROM appearance_row WHERE article = ?1",
        )?;
        let rows = statement.query_map([article], |row| {
            Ok((CharSpan::new(count(row, 0)?, count(row, 1)?), row.get(2)?))
        })?;
        rows.collect()
    }

    /// Takes an appearance that is gone out of its wording, whose words another one has to show.
    pub(super) fn leave_wording(&self, number: i64) -> rusqlite::Result<()> {
        let sql = "DELETE FROM member WHERE appearance = ?1 RETURNING wording";
        let mut statement = self.connection.prepare_cached(sql)?;
        let wording: Option<i64> = statement.query_row([number], |row| row.get(0)).optional()?;
        let sql = "
            UPDATE wording_row
               SET shown = coalesce((SELECT min(appearance) FROM member WHERE wording = ?1), 0)
             WHERE number = ?1 AND shown = ?2";
        self.connection.prepare_cached(sql)?.execute(params![wording, number])?;
        Ok(())
    }
}
