//! The rows of `decision` and `decision_appearance`: a journal that is only ever added to.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError, count, integer, parsed, parsed_option};
use crate::model::{AppearanceId, Decision, DecisionAction, DecisionPart, QuoteId};

/// A decision that is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// What is decided.
    pub action: DecisionAction,
    /// The ids that were named, whole.
    pub asked: Vec<String>,
    /// Why, in the person's own words.
    pub note: Option<String>,
    /// The decision that is taken back.
    pub undoes: Option<usize>,
    /// What it is about.
    pub about: Vec<(AppearanceId, DecisionPart)>,
}

impl Store {
    /// Enters a decision; the quotes have to be grouped again before it shows. Returns its number.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be written.
    pub fn add_decision(&mut self, decision: &NewDecision) -> Result<usize, StoreError> {
        self.transaction(|store| {
            store
                .connection
                .prepare_cached(
                    "INSERT INTO decision (decided_at, action, asked, note, undoes)
                     VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2, ?3, ?4)",
                )?
                .execute(params![
                    decision.action.as_str(),
                    decision.asked.join(" "),
                    decision.note,
                    decision.undoes.map(integer),
                ])?;
            let number = store.connection.last_insert_rowid();
            let mut about = store.connection.prepare_cached(
                "INSERT INTO decision_appearance (decision, appearance_id, part)
                 VALUES (?1, ?2, ?3)",
            )?;
            for (id, part) in &decision.about {
                about.execute(params![number, id.to_string(), part.as_str()])?;
            }
            store.set_grouped(false)?;
            Ok(usize::try_from(number).unwrap_or_default())
        })
    }

    /// Returns every decision, the first one first, under the ids of today.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT own.decision, own.decided_at, own.action, own.asked, own.note, own.undoes,
                    later.decision
               FROM decision AS own LEFT JOIN decision AS later ON later.undoes = own.decision
              ORDER BY own.decision",
        )?;
        let rows = statement.query_map([], |row| {
            let asked: String = row.get(3)?;
            Ok(Decision {
                number: count(row, 0)?,
                decided_at: row.get(1)?,
                action: action_named(row.get_ref(2)?.as_str()?),
                asked: asked.split_whitespace().map(str::to_owned).collect(),
                note: row.get(4)?,
                undoes: number(row, 5)?,
                undone_by: number(row, 6)?,
                about: Vec::new(),
                quotes: Vec::new(),
            })
        })?;
        let mut decisions: Vec<Decision> = rows.collect::<Result<_, _>>()?;
        if !decisions.is_empty() {
            self.fill_decisions(&mut decisions)?;
        }
        Ok(decisions)
    }

    /// Adds what each decision is about, and in which quotes that stands now.
    fn fill_decisions(&self, decisions: &mut [Decision]) -> rusqlite::Result<()> {
        let places: BTreeMap<usize, usize> =
            decisions.iter().enumerate().map(|(place, one)| (one.number, place)).collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT named.decision, named.part, today.appearance_id, quote_row.quote_id
               FROM decision_appearance AS named
               LEFT JOIN appearance_row AS same ON same.appearance_id = named.appearance_id
               LEFT JOIN id_alias ON old_id = named.appearance_id
               JOIN appearance_row AS today
                 ON today.appearance_id = coalesce(same.appearance_id, current_id)
               LEFT JOIN member ON member.appearance = today.number
               LEFT JOIN wording_row ON wording_row.number = member.wording
               LEFT JOIN quote_row ON quote_row.number = wording_row.quote
              ORDER BY named.decision, today.appearance_id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(place) = places.get(&count(row, 0)?) else { continue };
            let decision = &mut decisions[*place];
            let part = part_named(row.get_ref(1)?.as_str()?);
            decision.about.push((parsed(row, 2)?, part));
            decision.quotes.extend(parsed_option::<QuoteId>(row, 3)?);
        }
        for decision in decisions {
            decision.quotes.sort_unstable();
            decision.quotes.dedup();
        }
        Ok(())
    }

    /// Says whether anybody has decided anything.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn has_decisions(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM decision LIMIT 1";
        Ok(self.connection.query_row(sql, [], |_| Ok(())).optional()?.is_some())
    }
}

fn number(row: &rusqlite::Row<'_>, index: usize) -> rusqlite::Result<Option<usize>> {
    let value: Option<i64> = row.get(index)?;
    Ok(value.and_then(|value| usize::try_from(value).ok()))
}

fn action_named(word: &str) -> DecisionAction {
    [DecisionAction::Merge, DecisionAction::Split]
        .into_iter()
        .find(|action| action.as_str() == word)
        .unwrap_or(DecisionAction::Undo)
}

fn part_named(word: &str) -> DecisionPart {
    let found = DecisionPart::ALL.into_iter().find(|part| part.as_str() == word);
    found.unwrap_or(DecisionPart::Left)
}
