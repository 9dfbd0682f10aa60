//! The only way in: whole articles, with what is quoted in them, in one transaction.
//!
//! An article is its bytes at an address or, without one, from an outlet. Before the transaction
//! commits, every text it touched is hashed again and every appearance sliced again, from what
//! the database gives back.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::TransactionBehavior;
use rusqlite::config::DbConfig;
use rustc_hash::FxHashSet;

use super::facts::{Merged, merge};
use super::quotations::Place;
use super::speakers::{Lasting, SeenSpeakers};
use super::{ArticleRow, Store, StoreError, integer};
use crate::model::{Article, ArticleId, Quotation, Sha256Hash};

/// Articles for which it is worth while to prepare all statements anew.
const MANY: usize = 100;

/// An article with the quotations found in it.
pub type Extracted = (Article, Vec<Quotation>);

/// What became of an article that was put into the collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PutAction {
    /// It is new.
    Stored,
    /// It is new, and its address was here with other bytes.
    Revision,
    /// It was here; what is known about it has changed.
    Updated,
    /// It was here, and nothing has changed.
    Unchanged,
}

/// What became of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOutcome {
    /// Its id from now on.
    pub article_id: ArticleId,
    /// The hash of its text.
    pub text_sha256: Sha256Hash,
    /// What was done.
    pub action: PutAction,
    /// How many appearances were added.
    pub appearances: usize,
}

/// What a rehearsal has seen so far of what would be new.
#[derive(Debug, Default)]
pub struct Foreseen {
    articles: BTreeSet<ArticleId>,
    addresses: BTreeSet<String>,
}

/// What one transaction has to remember.
#[derive(Debug, Default)]
struct Batch {
    seen: SeenSpeakers,
    /// Outlets that are there for certain.
    outlets: FxHashSet<String>,
    /// The number of the appearance that comes next, where it is known.
    next_appearance: Option<i64>,
    /// By their numbers: what was written side by side is checked side by side.
    touched: BTreeMap<i64, ArticleId>,
    /// In the order in which they are kept, so that each page is written to at one go.
    changed: BTreeSet<ArticleId>,
    replaced_values: bool,
    replaced_appearances: bool,
}

impl Store {
    /// Stores articles and what is quoted in them: all or, on an error, none.
    ///
    /// Returns one outcome an article, in the same order, once everything is committed. Keep a
    /// batch to 1,000 articles or 16 MiB of text.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be written, or gives back other words than were put in.
    pub fn put_articles(&mut self, batch: &[Extracted]) -> Result<Vec<PutOutcome>, StoreError> {
        self.take_memory()?;
        // Should this fail, nothing is known of what it wrote.
        let lasting = self.speakers.take();
        let (outcomes, lasting) = self.transaction(|store| {
            let version = store.version()?;
            let mut state = Batch { seen: lasting.at(version), ..Batch::default() };
            let texts = store.insert_new_texts(batch)?;
            let outcomes = store.put_all(batch, texts, &mut state)?;
            if !state.changed.is_empty() {
                store.set_grouped(false)?;
            }
            if state.replaced_values {
                store.drop_unused_outlets()?;
            }
            if state.replaced_appearances {
                store.drop_unused_speakers()?;
            }
            state.changed.iter().try_for_each(|id| store.note_changed(*id))?;
            let mut touched = state.touched.iter();
            touched.try_for_each(|(number, id)| store.check_numbered(*number, *id))?;
            // Where some have been dropped, none is remembered.
            let seen = if state.replaced_appearances { Default::default() } else { state.seen };
            Ok((outcomes, Lasting::of(seen, version)))
        })?;
        self.speakers.replace(lasting);
        Ok(outcomes)
    }

    /// Returns what would become of an article, and changes nothing.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn foresee(
        &self,
        article: &Article,
        foreseen: &mut Foreseen,
    ) -> Result<PutAction, StoreError> {
        if let Some(stored) = self.matching(article)? {
            let Again { reading, merged } = self.again(&stored, article)?;
            let is_known = merged.facts == stored.facts && reading != SameBytes::Better;
            return Ok(if is_known { PutAction::Unchanged } else { PutAction::Updated });
        }
        let is_new = foreseen.articles.insert(article.id());
        let Some(url) = article.url().filter(|_| is_new) else {
            return Ok(if is_new { PutAction::Stored } else { PutAction::Unchanged });
        };
        let is_new_address = foreseen.addresses.insert(url.to_owned());
        let is_revision = !is_new_address || self.has_address(url)?;
        Ok(if is_revision { PutAction::Revision } else { PutAction::Stored })
    }

    /// Runs `work` in a transaction that is rolled back unless all of it succeeds.
    pub(super) fn transaction<T>(
        &mut self,
        work: impl FnOnce(&Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.connection.set_transaction_behavior(TransactionBehavior::Immediate);
        let transaction = self.connection.unchecked_transaction()?;
        let done = work(self)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Puts articles in their order, each with the number of its text where it is certainly new.
    fn put_all(
        &self,
        batch: &[Extracted],
        texts: Vec<Option<i64>>,
        state: &mut Batch,
    ) -> Result<Vec<PutOutcome>, StoreError> {
        let mut outcomes = Vec::with_capacity(batch.len());
        let all: Vec<(&Extracted, Option<i64>)> = batch.iter().zip(texts).collect();
        for alike in all.chunk_by(|one, next| one.1.is_some() == next.1.is_some()) {
            let mut put = || -> Result<Vec<PutOutcome>, StoreError> {
                let each = alike.iter().map(|(extracted, text)| match text {
                    Some(text) => self.put_new(extracted, *text, state),
                    None => self.put(extracted, state),
                });
                each.collect()
            };
            let are_new = alike.iter().all(|(_, text)| text.is_some());
            outcomes.extend(if are_new && alike.len() >= MANY {
                self.trusting(put)?
            } else {
                put()?
            });
        }
        Ok(outcomes)
    }

    /// Runs `work` while SQLite does not look up what a row leads to: for rows that are only added, and
    /// lead to rows whose numbers were just given or read. `verify` looks all of them up.
    pub(super) fn trusting<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let look_up = |on| self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, on);
        look_up(false)?;
        let done = work();
        look_up(true)?;
        done
    }

    /// Puts an article whose bytes may have come in before.
    fn put(&self, extracted: &Extracted, state: &mut Batch) -> Result<PutOutcome, StoreError> {
        let (article, _) = extracted;
        match self.matching(article)? {
            Some(stored) => self.put_again(&stored, extracted, state),
            None => {
                let text = self.insert_text(&article.text_sha256, &article.text)?;
                self.put_new(extracted, text, state)
            }
        }
    }

    /// Puts an article that is not there, whose text has the number `text`.
    fn put_new(
        &self,
        (article, quotations): &Extracted,
        text: i64,
        state: &mut Batch,
    ) -> Result<PutOutcome, StoreError> {
        let is_revision = match article.url() {
            Some(url) => self.has_address(url)?,
            None => false,
        };
        if let Some(outlet) = article.outlet().filter(|outlet| !state.outlets.contains(*outlet)) {
            self.insert_outlet(outlet)?;
            state.outlets.insert(outlet.to_owned());
        }
        let (id, number) = self.insert_article(article, text)?;
        self.insert_cues(id, &article.cues)?;
        let place = Place { id, number, text: &article.text_sha256 };
        let first = match state.next_appearance {
            Some(next) => next,
            None => self.next_appearance()?,
        };
        self.insert_quotations_from(first, place, quotations, &mut state.seen)?;
        state.next_appearance = Some(first + integer(quotations.len()));
        if let Some(url) = article.url().filter(|_| is_revision) {
            state.changed.extend(self.number_revisions(url)?);
        }
        state.touched.insert(number, id);
        state.changed.insert(id);
        let action = if is_revision { PutAction::Revision } else { PutAction::Stored };
        Ok(outcome(id, article, action, quotations.len()))
    }

    /// Returns the stored article that `article` is: the same bytes at the same address or, where
    /// either has none, of the same outlet or one that is not known on either side.
    fn matching(&self, article: &Article) -> Result<Option<ArticleRow>, StoreError> {
        let same = self.articles_with_bytes(&article.bytes_sha256)?;
        let find = |wanted: &dyn Fn(&ArticleRow) -> bool| same.iter().find(|row| wanted(row));
        let has_outlet = |row: &ArticleRow| row.facts.outlet().is_some();
        let same_outlet = |row: &ArticleRow| row.facts.outlet() == article.outlet();
        let found = match (article.url(), article.outlet()) {
            (Some(url), outlet) => find(&|row| row.facts.url() == Some(url)).or_else(|| {
                find(&|row| row.facts.url().is_none() && same_outlet(row)).or_else(|| {
                    find(&|row| row.facts.url().is_none() && (outlet.is_none() || !has_outlet(row)))
                })
            }),
            (None, Some(_)) => find(&same_outlet).or_else(|| find(&|row| !has_outlet(row))),
            (None, None) => same.first(),
        };
        Ok(found.cloned())
    }

    /// Merges what is said about an article that the collection has.
    ///
    /// Where its bytes were now read as another text, that of the better reading is the article's;
    /// either text stays among the texts, so that the order in which they came in does not show.
    fn put_again(
        &self,
        stored: &ArticleRow,
        extracted: &Extracted,
        state: &mut Batch,
    ) -> Result<PutOutcome, StoreError> {
        let (article, quotations) = extracted;
        self.note_source(stored.id, &article.source)?;
        self.insert_raw(&stored.bytes_sha256, article.reading.raw.as_ref())?;
        let Again { reading, merged: Merged { facts, former } } = self.again(stored, article)?;
        let is_reread = reading == SameBytes::Better;
        if reading != SameBytes::Alike {
            let text = self.insert_text(&article.text_sha256, &article.text)?;
            if is_reread {
                self.replace_text(stored, article, text)?;
            }
        }
        if self.note_retrieved(stored.id, article.reading.retrieved.as_ref())?
            && let Some(url) = stored.facts.url()
        {
            state.changed.extend(self.number_revisions(url)?);
        }
        if facts == stored.facts && !is_reread {
            return Ok(outcome(stored.id, article, PutAction::Unchanged, 0));
        }
        for value in &former {
            self.insert_former(stored.id, value)?;
        }
        self.update_facts(stored.id, &facts)?;
        state.changed.insert(stored.id);
        let id = ArticleId::of(&stored.bytes_sha256, facts.url(), facts.outlet());
        if id != stored.id {
            self.rename_article(stored.id, id)?;
        }
        let number = self.article_number(id)?;
        // The headline is read along with the text, so another one may mean other spans.
        let is_replaced = is_reread || facts.title() != stored.facts.title();
        let added = if is_replaced {
            let place = Place { id, number, text: &article.text_sha256 };
            state.next_appearance = None;
            self.replace_quotations(place, quotations, &mut state.seen)?
        } else {
            0
        };
        if let Some(url) = facts.url() {
            state.changed.extend(self.number_revisions(url)?);
        }
        state.touched.insert(number, id);
        state.changed.insert(id);
        state.replaced_values |= !former.is_empty();
        state.replaced_appearances |= is_replaced;
        Ok(outcome(id, article, PutAction::Updated, added))
    }

    /// Says what `article` brings to the stored one that it is.
    fn again(&self, stored: &ArticleRow, article: &Article) -> Result<Again, StoreError> {
        let mut merged = merge(&stored.facts, &article.facts);
        if stored.text_sha256 == article.text_sha256 {
            return Ok(Again { reading: SameBytes::Alike, merged });
        }
        let known = self.text_of(stored)?;
        let is_better =
            rank_of(&article.text, &article.text_sha256) < rank_of(&known, &stored.text_sha256);
        // What was quoted under a headline was found in the text that came with it.
        let title = if is_better { &article.facts.title } else { &stored.facts.title };
        merged.facts.title.clone_from(title);
        merged.former.retain(|former| former.field != "title");
        let reading = if is_better { SameBytes::Better } else { SameBytes::Worse };
        Ok(Again { reading, merged })
    }
}

/// What an article that comes in again brings with it.
struct Again {
    reading: SameBytes,
    merged: Merged,
}

/// How the bytes of an article were read when they came in again: a page that is the cell of a
/// table is that cell to the character, and one that an archive has under a wrong encoding is
/// nonsense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SameBytes {
    Alike,
    Better,
    Worse,
}

/// Ranks the texts that the same bytes were read as, the best first: fewest characters that could
/// not be read, then the shortest, as markup and bytes of longer characters read one by one only
/// make a text longer.
fn rank_of<'a>(text: &str, sha256: &'a Sha256Hash) -> (usize, usize, &'a Sha256Hash) {
    let unread = memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count();
    (unread, text.chars().count(), sha256)
}

fn outcome(
    article_id: ArticleId,
    article: &Article,
    action: PutAction,
    appearances: usize,
) -> PutOutcome {
    PutOutcome { article_id, text_sha256: article.text_sha256, action, appearances }
}
