//! The rows of `speaker` and `speaker_alias`.
//!
//! Who is named in full is one person in all articles; a single word ("Smith") is known within
//! one text only, because another article's Smith may be somebody else. Where both are named for
//! the same quote, grouping says that they are one ([`Namesake`]).

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Filter, Store, StoreError, hash, parsed, parsed_option};
use crate::model::{AppearanceId, Quotation, Sha256Hash};

/// Speakers that one transaction or those before it have already written, and how they were mentioned.
#[derive(Debug, Default)]
pub(super) struct SeenSpeakers {
    numbers: FxHashMap<String, Namesakes>,
    /// By number; aliases and what is none.
    mentions: FxHashMap<i64, FxHashSet<String>>,
}

/// Most speakers that are remembered from one transaction to the next.
const MOST_LASTING: usize = 1 << 16;

/// Speakers that the last transaction has written or found.
#[derive(Debug, Default)]
pub(super) struct Lasting {
    seen: SeenSpeakers,
    /// The collection's version, which changes when somebody else writes to it.
    version: i64,
}

impl Lasting {
    /// Returns what holds beyond a transaction in which the collection had this version: persons who
    /// are named in full.
    pub(super) fn of(mut seen: SeenSpeakers, version: i64) -> Self {
        seen.numbers.retain(|_, known| {
            known.0.retain(|(text, _)| text.is_none());
            !known.0.is_empty()
        });
        if seen.numbers.len() > MOST_LASTING {
            return Self::default();
        }
        let numbers: FxHashSet<i64> = seen
            .numbers
            .values()
            .flat_map(|known| known.0.iter().map(|(_, number)| *number))
            .collect();
        seen.mentions.retain(|number, _| numbers.contains(number));
        Self { seen, version }
    }

    /// Returns them where the collection still has that version.
    pub(super) fn at(self, version: i64) -> SeenSpeakers {
        if self.version == version { self.seen } else { SeenSpeakers::default() }
    }
}

/// The numbers of those with one name: each with the text that it is known in, where it is a single
/// word.
#[derive(Debug, Default)]
struct Namesakes(Vec<(Option<Sha256Hash>, i64)>);

impl Namesakes {
    fn in_text(&self, text: Option<&Sha256Hash>) -> Option<i64> {
        // The text that is being written is the last that was added.
        let mut newest = self.0.iter().rev();
        newest.find(|(known, _)| known.as_ref() == text).map(|(_, number)| *number)
    }
}

impl SeenSpeakers {
    fn has_mention(&self, number: i64, mention: &str) -> bool {
        self.mentions.get(&number).is_some_and(|known| known.contains(mention))
    }
}

/// A speaker whom one text names by a single word, and the person of that name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Namesake {
    /// The word: "Trudeau".
    pub name: String,
    /// The text that uses it.
    pub text_sha256: Sha256Hash,
    /// The name in full, as other articles that ran the same quote give it.
    pub person: String,
}

impl Store {
    /// Returns the names of everybody to whom the articles that `filter` admits attribute a
    /// quotation, in full where they are known in full, in alphabetical order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn speaker_names(&self, filter: &Filter) -> Result<Vec<String>, StoreError> {
        if filter.is_empty() {
            let sql = "SELECT coalesce(person.name, speaker.name) FROM speaker
                         LEFT JOIN speaker AS person ON person.speaker_id = speaker.same_as
                        GROUP BY 1 ORDER BY 1";
            let mut statement = self.connection.prepare_cached(sql)?;
            let names = statement.query_map([], |row| row.get(0))?;
            return Ok(names.collect::<Result<_, _>>()?);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT coalesce(person.name, speaker.name), outlet, published
               FROM appearance_row AS own
               JOIN article_row ON article_row.number = own.article
               JOIN speaker ON speaker.number = own.speaker
               LEFT JOIN speaker AS person ON person.speaker_id = speaker.same_as",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get::<_, Option<String>>(1)?, parsed_option(row, 2)?))
        })?;
        let mut names = BTreeSet::new();
        for row in rows {
            let (name, outlet, published) = row?;
            if filter.admits_values(outlet.as_deref(), published.as_ref()) {
                names.insert(name);
            }
        }
        Ok(names.into_iter().collect())
    }

    /// Notes which speakers known by a single word are which persons, and forgets what was noted:
    /// about all or, where some are named, about these.
    pub(super) fn replace_namesakes(
        &self,
        namesakes: &[Namesake],
        only: Option<&BTreeSet<(String, Sha256Hash)>>,
    ) -> rusqlite::Result<()> {
        match only {
            None => {
                let sql = "UPDATE speaker SET same_as = NULL WHERE same_as IS NOT NULL";
                self.connection.execute(sql, [])?;
            }
            Some(only) => {
                let sql = "UPDATE speaker SET same_as = NULL WHERE speaker_id = ?1";
                let mut forget = self.connection.prepare_cached(sql)?;
                for (name, text) in only {
                    forget.execute([speaker_key(name, Some(text))])?;
                }
            }
        }
        let mut update = self
            .connection
            .prepare_cached("UPDATE speaker SET same_as = ?2 WHERE speaker_id = ?1")?;
        for namesake in namesakes {
            let own = speaker_key(&namesake.name, Some(&namesake.text_sha256));
            update.execute([own, speaker_key(&namesake.person, None)])?;
        }
        Ok(())
    }

    /// Returns who is named, and in which text, for each quote in which a speaker known by a single
    /// word is; quotes in which it is an appearance among `but` that names the speaker are left out.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn named_beside(
        &self,
        name: &str,
        text: &Sha256Hash,
        but: &BTreeSet<AppearanceId>,
    ) -> Result<Vec<Vec<(String, Sha256Hash)>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT own.appearance_id, wording_row.quote
               FROM speaker
               JOIN appearance_row AS own ON own.speaker = speaker.number
               JOIN member ON member.appearance = own.number
               JOIN wording_row ON wording_row.number = member.wording
              WHERE speaker.speaker_id = ?1",
        )?;
        let mut quotes: BTreeSet<i64> = BTreeSet::new();
        let mut rows = statement.query([speaker_key(name, Some(text))])?;
        while let Some(row) = rows.next()? {
            if !but.contains(&parsed(row, 0)?) {
                quotes.insert(row.get(1)?);
            }
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT speaker.name, article_row.text_sha256
               FROM wording_row
               JOIN member ON member.wording = wording_row.number
               JOIN appearance_row AS own ON own.number = member.appearance
               JOIN speaker ON speaker.number = own.speaker
               JOIN article_row ON article_row.number = own.article
              WHERE wording_row.quote = ?1",
        )?;
        let mut found = Vec::with_capacity(quotes.len());
        for quote in quotes {
            let rows = statement.query_map([quote], |row| Ok((row.get(0)?, hash(row, 1)?)))?;
            found.push(rows.collect::<Result<_, _>>()?);
        }
        Ok(found)
    }

    /// Stores the speaker of a quotation, with the form of the name used; returns the number.
    pub(super) fn insert_speaker(
        &self,
        quotation: &Quotation,
        text: &Sha256Hash,
        seen: &mut SeenSpeakers,
    ) -> rusqlite::Result<Option<i64>> {
        let Some(name) = quotation.speaker.as_deref() else { return Ok(None) };
        let is_full = name.split_whitespace().nth(1).is_some();
        let text = (!is_full).then_some(text);
        let number = match seen.numbers.get(name).and_then(|known| known.in_text(text)) {
            Some(number) => number,
            None => {
                let number = self.speaker_number(name, text)?;
                let known = seen.numbers.entry(name.to_owned()).or_default();
                known.0.push((text.copied(), number));
                number
            }
        };
        let mention = quotation.speaker_mention.as_deref().filter(|mention| *mention != name);
        if let Some(mention) = mention.filter(|mention| !seen.has_mention(number, mention)) {
            if is_alias(mention, name) {
                let mut statement = self.connection.prepare_cached(
                    "INSERT INTO speaker_alias (speaker_id, alias) VALUES (?1, ?2)
                     ON CONFLICT DO NOTHING",
                )?;
                statement.execute(params![speaker_key(name, text), mention])?;
            }
            seen.mentions.entry(number).or_default().insert(mention.to_owned());
        }
        Ok(Some(number))
    }

    /// Returns a number that changes when somebody else writes to the collection.
    pub(super) fn version(&self) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, "data_version", |row| row.get(0))
    }

    /// Returns the number of a speaker, who is stored where not there yet.
    fn speaker_number(&self, name: &str, text: Option<&Sha256Hash>) -> rusqlite::Result<i64> {
        let key = speaker_key(name, text);
        let sql = "SELECT number FROM speaker WHERE speaker_id = ?1";
        let mut known = self.connection.prepare_cached(sql)?;
        if let Some(number) = known.query_row([&key], |row| row.get(0)).optional()? {
            return Ok(number);
        }
        let sql = "INSERT INTO speaker (speaker_id, name, only_in_text) VALUES (?1, ?2, ?3)";
        let only_in_text = text.map(Sha256Hash::to_string);
        self.connection.prepare_cached(sql)?.execute(params![key, name, only_in_text])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Removes speakers whom no appearance names any more.
    pub(super) fn drop_unused_speakers(&self) -> rusqlite::Result<()> {
        self.speakers.take();
        self.connection.execute(
            "DELETE FROM speaker
              WHERE NOT EXISTS (SELECT 1 FROM appearance_row
                                 WHERE appearance_row.speaker = speaker.number)",
            [],
        )?;
        Ok(())
    }
}

/// Returns the key of a speaker: of the name alone, or of a name within one text.
fn speaker_key(name: &str, text: Option<&Sha256Hash>) -> String {
    let content = match text {
        Some(text) => format!("{text}\n{name}"),
        None => name.to_owned(),
    };
    format!("s:{:016x}", Sha256Hash::of(content.as_bytes()).prefix())
}

/// Says whether a mention is another form of the name, as "Mr. Dong" is, and not "he" or "the MP".
fn is_alias(mention: &str, name: &str) -> bool {
    let bare = |word: &str| {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        letters.strip_suffix("'s").or(letters.strip_suffix("’s")).unwrap_or(letters).to_lowercase()
    };
    let shares_a_word = mention
        .split_whitespace()
        .map(bare)
        .any(|word| name.split_whitespace().any(|other| bare(other) == word));
    mention != name && shares_a_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_form_of_the_name_is_an_alias() {
        let rows = [
            ("Dong", "Han Dong", true),
            ("Mr. Dong’s", "Han Dong", true),
            ("Han Dong", "Han Dong", false),
            ("he", "Han Dong", false),
            ("the MP", "Han Dong", false),
        ];
        for (mention, name, expected) in rows {
            assert_eq!(is_alias(mention, name), expected, "{mention} for {name}");
        }
    }

    #[test]
    fn single_words_are_known_within_one_text() {
        let (one, two) = (Sha256Hash::of(b"1"), Sha256Hash::of(b"2"));
        assert_ne!(speaker_key("Smith", Some(&one)), speaker_key("Smith", Some(&two)));
        assert_eq!(speaker_key("Jo Smith", None), speaker_key("Jo Smith", None));
    }
}
