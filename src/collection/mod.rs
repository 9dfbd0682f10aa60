//! Questions to a collection: loads what a stage needs and hands back its answer.
//!
//! The store knows rows and the stages know values; here they meet, one file a question:
//!
//! - `target`: which quote or article the user means
//! - `check`: is this text verbatim?
//! - `candidates`: which texts may have a passage
//! - `common`: what many searches ask of the index
//! - `places`: where the words of a passage stand in them
//! - `runs`: which quotes stand there, and which of their runs come close
//! - `quote`: who ran a quote, in which wordings, from where they came
//! - `articles`: which articles copy one another
//! - `find`: where terms stand

mod articles;
mod candidates;
mod check;
mod common;
mod edits;
mod find;
mod places;
mod quote;
mod runs;
mod target;

use std::path::Path;

pub use check::{CheckRequest, Checker};
pub use target::FoundQuote;

use crate::model::{ArticleId, QuoteId, Scope, VerifyReport};
use crate::pipeline;
use crate::store::{Filter, Store, StoreError};

/// Why a question could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The text has the form of an id, and nothing has that id.
    #[error("nothing in the collection has the id {id}")]
    NoSuchId {
        /// The id, as typed.
        id: String,
    },
    /// The text begins as an id does, and is none.
    #[error(
        "{id} is no id: one is a letter, a colon and at least four of the digits 0 to 9 and a to f"
    )]
    MalformedId {
        /// The id, as typed.
        id: String,
    },
    /// More than one thing has an id that begins so.
    #[error("{count} ids begin with {id}")]
    AmbiguousId {
        /// The id, as typed.
        id: String,
        /// How many.
        count: usize,
    },
    /// The id is that of something which belongs to no quote.
    #[error("{id} is no quote")]
    NoQuote {
        /// The id, as typed.
        id: String,
    },
    /// No quote has these words.
    #[error("no quote with these words in {}", scope_in_words(.scope))]
    QuoteNotFound {
        /// What was searched.
        scope: Scope,
    },
    /// The words stand in more than one quote.
    #[error("these words stand in {} quotes: {}", .quotes.len(), listed(.quotes))]
    SeveralQuotes {
        /// Which.
        quotes: Vec<QuoteId>,
    },
    /// No article has this id, hash, address, file name or title.
    #[error("no article in the collection is {name}")]
    NoSuchArticle {
        /// The name, as typed.
        name: String,
    },
    /// More than one article answers to the name.
    #[error("{name} may be {}", listed(.articles))]
    SeveralArticles {
        /// The name, as typed.
        name: String,
        /// Which.
        articles: Vec<ArticleId>,
    },
    /// An article's text is not there.
    #[error("the text of {article} is missing")]
    MissingText {
        /// Which article.
        article: ArticleId,
    },
}

impl CollectionError {
    /// Returns what the user can do next, where there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Store(error) => error.hint(),
            Self::NoSuchId { .. } | Self::MalformedId { .. } => {
                Some("list ids with: quotetrail find WORDS")
            }
            Self::AmbiguousId { .. } | Self::SeveralArticles { .. } => Some("give more of the id"),
            Self::NoQuote { .. } => {
                Some("labels are no quotes; see them with: quotetrail export --labels")
            }
            Self::QuoteNotFound { .. } => Some("look for fewer words with: quotetrail find WORDS"),
            Self::SeveralQuotes { .. } => Some("give more words, or one of the ids"),
            Self::NoSuchArticle { .. } => Some("name it by its id, SHA-256, address or file name"),
            Self::MissingText { .. } => Some("run: quotetrail verify"),
        }
    }

    /// Says whether the question was understood and its answer is "there is none".
    pub fn is_finding(&self) -> bool {
        !matches!(self, Self::Store(_) | Self::MissingText { .. })
    }
}

fn scope_in_words(scope: &Scope) -> String {
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    format!("{} of {}", count(scope.articles, "article"), count(scope.outlets, "outlet"))
}

fn listed<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// An open collection that answers questions.
#[derive(Debug)]
pub struct Collection {
    store: Store,
}

impl Collection {
    /// Opens the collection at `path`, which must be there.
    ///
    /// # Errors
    ///
    /// Where there is none, or the file is not a collection of this version.
    pub fn open(path: &Path) -> Result<Self, CollectionError> {
        let mut store = Store::open_existing(path)?;
        // After an ingest by an earlier version. Where nothing can be written, or an ingest is under
        // way, searches read those texts whole.
        if store.is_grouped()? {
            let _ = pipeline::enter_terms(&mut store, pipeline::default_jobs());
        }
        Ok(Self { store })
    }

    /// Returns the collection that `store` holds.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Returns the store below.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Returns what `filter` leaves to search.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn scope(&self, filter: &Filter) -> Result<Scope, CollectionError> {
        Ok(self.store.scope(filter)?)
    }

    /// Returns the names of all outlets, in order.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn outlet_names(&self) -> Result<Vec<String>, CollectionError> {
        Ok(self.store.outlet_names()?)
    }

    /// Says whether the quotes take in all that was stored; not so after an interrupted ingest.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn is_grouped(&self) -> Result<bool, CollectionError> {
        Ok(self.store.is_grouped()?)
    }

    /// Hashes every text again, slices every appearance again, and checks the index of words.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn verify(&self) -> Result<VerifyReport, CollectionError> {
        Ok(pipeline::verify(&self.store)?)
    }
}
