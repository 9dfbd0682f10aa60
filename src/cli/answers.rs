//! What the commands that ask a collection share: which quote is meant, and how short ids may be.

use clap::builder::PossibleValuesParser;

use super::exit::{Exit, Failure};
use super::session::{Session, text_argument};
use crate::collection::{Collection, CollectionError};
use crate::compare::Ignored;
use crate::model::{ArticleId, Check, CopiesReport, FindReport, QuoteId};
use crate::report::{Look, ShortIds};
use crate::store::Resolved;

impl From<CollectionError> for Failure {
    fn from(error: CollectionError) -> Self {
        let exit = match &error {
            CollectionError::Store(store) if store.is_damage() => Exit::Integrity,
            error if error.is_finding() => Exit::Finding,
            _ => Exit::Unreadable,
        };
        let hint = error.hint();
        let failure = Failure::of(exit, error);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

impl Session {
    /// Opens the collection that `--db` names.
    ///
    /// # Errors
    ///
    /// Fails where there is none, or the file is something else.
    pub fn collection(&self) -> Result<Collection, Failure> {
        let collection = Collection::open(&self.db)?;
        if !collection.is_grouped()? {
            self.note(
                "note: an ingest was interrupted, so that some quotes are not grouped yet; run \
                 quotetrail ingest again",
            );
        }
        Ok(collection)
    }
}

/// Which changes are shown.
#[derive(Debug, clap::Args)]
pub(super) struct Shown {
    /// Leave out changes of these classes: typography (punctuation and case), negation, number,
    /// name, modal, quantifier, substituted, dropped, inserted, moved, merged-sentences, bracketed,
    /// elided, cut, typo, spelling, case, punctuation
    #[arg(
        long,
        value_name = "CLASSES",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(Ignored::names()),
        hide_possible_values = true
    )]
    pub ignore: Vec<String>,
}

impl Shown {
    /// Returns the classes that are left out.
    ///
    /// # Errors
    ///
    /// Fails on a name of no class.
    pub(super) fn ignored(&self) -> Result<Ignored, Failure> {
        Ignored::of(self.ignore.iter().map(String::as_str))
            .map_err(|error| Failure::usage(error.to_string()))
    }
}

/// Returns the quote that an argument names by its words or its id.
///
/// Says so on standard error where the words are not quite those of the quote.
pub(super) fn quote(
    session: &Session,
    collection: &Collection,
    argument: &str,
) -> Result<QuoteId, Failure> {
    let found = collection.find_quote(&text_argument(argument)?)?;
    if found.is_other_words() {
        session.note("note: no quote has these very words; this is the closest one");
    }
    Ok(found.id)
}

/// Returns the session's page with short forms for the quotes of an answer.
pub(super) fn look_for_quotes(
    session: &Session,
    collection: &Collection,
    quotes: impl IntoIterator<Item = QuoteId>,
) -> Result<Look, Failure> {
    look(session, collection, quotes.into_iter().map(Resolved::Quote))
}

/// Returns the session's page with short forms for the quotes that a check names.
pub(super) fn look_for_check(
    session: &Session,
    collection: &Collection,
    answer: &Check,
) -> Result<Look, Failure> {
    look_for_quotes(
        session,
        collection,
        answer.quote_id.into_iter().chain(answer.ambiguous.clone()).chain(answer.possible.clone()),
    )
}

/// Returns the session's page with short forms for the quotes of hits.
pub(super) fn look_for_hits(
    session: &Session,
    collection: &Collection,
    answer: &FindReport,
) -> Result<Look, Failure> {
    look_for_quotes(session, collection, answer.hits.iter().filter_map(|hit| hit.quote_id))
}

/// Returns the session's page with short forms for the articles of an answer.
pub(super) fn look_for_articles(
    session: &Session,
    collection: &Collection,
    answer: &CopiesReport,
) -> Result<Look, Failure> {
    let articles = answer.articles.iter().map(|article| article.article_id);
    let named = answer.named.iter().map(|(id, ..)| *id);
    let all: Vec<ArticleId> = articles.chain(named).collect();
    look(session, collection, all.into_iter().map(Resolved::Article))
}

fn look(
    session: &Session,
    collection: &Collection,
    ids: impl IntoIterator<Item = Resolved>,
) -> Result<Look, Failure> {
    let mut short = ShortIds::default();
    for id in ids {
        let shown = collection.store().shortened(id).map_err(CollectionError::from)?;
        short.learn(&id.to_string(), &shown);
    }
    Ok(Look { ids: short, ..session.look.clone() })
}
