//! Ids: renaming them when an article's identity is corrected, and finding things by them.
//!
//! An id once in use goes on working: renamed and removed ones lead to what they stand for now,
//! and any appearance's id, written with `w:` or `q:`, leads to its wording or quote.

use std::collections::BTreeSet;

use rusqlite::params;

use super::{Store, StoreError};
use crate::model::{AppearanceId, ArticleId, QuoteId, WordingId};

/// Fewest digits of an id that are accepted.
const MIN_DIGITS: usize = 4;
/// Fewest digits of an id that people are shown.
const SHOWN_DIGITS: usize = 6;
/// Digits of a whole id.
const DIGITS: usize = 16;
/// Candidates listed for an abbreviated id that fits several things.
const LISTED: usize = 5;

/// What an id stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolved {
    /// An article.
    Article(ArticleId),
    /// An appearance.
    Appearance(AppearanceId),
    /// A wording.
    Wording(WordingId),
    /// A quote.
    Quote(QuoteId),
}

impl std::fmt::Display for Resolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Article(id) => id.fmt(f),
            Self::Appearance(id) => id.fmt(f),
            Self::Wording(id) => id.fmt(f),
            Self::Quote(id) => id.fmt(f),
        }
    }
}

impl Store {
    /// Returns what an id, or the unique beginning of one, stands for.
    ///
    /// `None` for what has not the form of an id (`q:` and 4 to 16 hexadecimal digits), and for
    /// what nothing here is known by. A label's id, written with `w:` or `q:`, stands for nothing.
    ///
    /// # Errors
    ///
    /// Where the beginning fits several things, or the collection cannot be read.
    pub fn resolve(&self, id: &str) -> Result<Option<Resolved>, StoreError> {
        let Some((letter, digits)) = split(id) else { return Ok(None) };
        let found = self.standing_for(letter, &digits)?;
        if found.len() > 1 {
            let candidates = found.iter().take(LISTED).map(Resolved::to_string).collect();
            return Err(StoreError::Ambiguous { prefix: id.to_owned(), candidates });
        }
        Ok(found.into_iter().next())
    }

    /// Says whether a text has the form of an id, known here or not.
    pub fn is_id(text: &str) -> bool {
        split(text).is_some()
    }

    /// Returns the shortest beginning of an id, of six digits or more, that stands for it alone.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn shortened(&self, id: Resolved) -> Result<String, StoreError> {
        let whole = id.to_string();
        for digits in SHOWN_DIGITS..DIGITS {
            let Some((short, (letter, digits))) =
                whole.get(..2 + digits).and_then(|short| Some((short, split(short)?)))
            else {
                break;
            };
            if self.standing_for(letter, &digits)?.len() <= 1 {
                return Ok(short.to_owned());
            }
        }
        Ok(whole)
    }

    fn standing_for(&self, letter: char, digits: &str) -> rusqlite::Result<BTreeSet<Resolved>> {
        let key = if letter == 'a' { 'a' } else { 'x' };
        let known = self.ids_beginning(key, digits)?;
        let mut found = BTreeSet::new();
        for id in known {
            found.extend(self.stands_for(letter, &id)?);
        }
        Ok(found)
    }

    /// Returns the present article or appearance ids that begin so, or had a former id that did.
    fn ids_beginning(&self, letter: char, digits: &str) -> rusqlite::Result<BTreeSet<String>> {
        let sql = match letter {
            'a' => {
                "SELECT article_id FROM article_row WHERE article_id BETWEEN ?1 AND ?2
                 UNION
                 SELECT current_id FROM id_alias
                  WHERE old_id BETWEEN ?1 AND ?2
                    AND NOT EXISTS (SELECT 1 FROM article_row WHERE article_id = old_id)"
            }
            _ => {
                "SELECT appearance_id FROM appearance_row WHERE appearance_id BETWEEN ?1 AND ?2
                 UNION
                 SELECT current_id FROM id_alias
                  WHERE old_id BETWEEN ?1 AND ?2
                    AND NOT EXISTS (SELECT 1 FROM appearance_row WHERE appearance_id = old_id)"
            }
        };
        let from = format!("{letter}:{digits}");
        let to = format!("{from:f<width$}", width = 2 + DIGITS);
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_map([from, to], |row| row.get(0))?.collect()
    }

    /// Returns what a whole id of an article or appearance stands for under `letter`.
    fn stands_for(&self, letter: char, id: &str) -> rusqlite::Result<Option<Resolved>> {
        let whole = |id: &str| match letter {
            'a' => id.parse().ok().map(Resolved::Article),
            'x' => id.parse().ok().map(Resolved::Appearance),
            'w' => id.parse().ok().map(Resolved::Wording),
            _ => id.parse().ok().map(Resolved::Quote),
        };
        if matches!(letter, 'a' | 'x') {
            return Ok(whole(id));
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT wording_row.wording_id, quote_row.quote_id
               FROM appearance_row AS own
               JOIN member ON member.appearance = own.number
               JOIN wording_row ON wording_row.number = member.wording
               JOIN quote_row ON quote_row.number = wording_row.quote
              WHERE own.appearance_id = ?1",
        )?;
        let column = usize::from(letter == 'q');
        let mut rows = statement.query([id])?;
        Ok(match rows.next()? {
            Some(row) => whole(row.get_ref(column)?.as_str()?),
            None => None,
        })
    }

    /// Gives an article, and all that stands in it, the ids of its corrected identity.
    pub(super) fn rename_article(&self, old: ArticleId, new: ArticleId) -> rusqlite::Result<()> {
        let before = self.bare_in_article(old)?;
        let sql = "UPDATE article_row SET article_id = ?2 WHERE article_id = ?1";
        self.connection.prepare_cached(sql)?.execute([old.to_string(), new.to_string()])?;
        self.insert_alias(&old.to_string(), &new.to_string())?;
        let sql = "UPDATE appearance_row SET appearance_id = ?2 WHERE appearance_id = ?1";
        let mut rename = self.connection.prepare_cached(sql)?;
        for row in before {
            let id = AppearanceId::of(new, row.span).to_string();
            rename.execute(params![row.id.to_string(), id])?;
            self.insert_alias(&row.id.to_string(), &id)?;
        }
        Ok(())
    }

    /// Lets `old` lead to `current`, and with it all that led to `old`.
    pub(super) fn insert_alias(&self, old: &str, current: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE id_alias SET current_id = ?2 WHERE current_id = ?1")?
            .execute([old, current])?;
        self.connection
            .prepare_cached(
                "INSERT INTO id_alias (old_id, current_id, reason) VALUES (?1, ?2, 'corrected')
                 ON CONFLICT (old_id) DO UPDATE
                    SET current_id = excluded.current_id, reason = excluded.reason",
            )?
            .execute([old, current])?;
        Ok(())
    }

    /// Lets the ids that passages may have had lead to what stands for them, and no others.
    pub(super) fn replace_passage_aliases(
        &self,
        aliases: &[(AppearanceId, AppearanceId)],
    ) -> rusqlite::Result<()> {
        self.connection.execute("DELETE FROM id_alias WHERE reason = 'passage'", [])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO id_alias (old_id, current_id, reason) VALUES (?1, ?2, 'passage')
             ON CONFLICT DO NOTHING",
        )?;
        for (old, current) in aliases {
            insert.execute([old.to_string(), current.to_string()])?;
        }
        Ok(())
    }
}

/// Splits an id, or the beginning of one, into its letter and its digits in lower case.
fn split(id: &str) -> Option<(char, String)> {
    let (letter, digits) = id.trim().split_once(':')?;
    let letter = Some(letter).filter(|l| matches!(*l, "a" | "x" | "w" | "q"))?.chars().next()?;
    let is_digits = (MIN_DIGITS..=DIGITS).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_digits.then(|| (letter, digits.to_ascii_lowercase()))
}
