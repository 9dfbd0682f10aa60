//! Taking a decision about the grouping: what was asked is checked, entered in the journal, and the
//! quotes are grouped again.

use std::collections::{BTreeMap, BTreeSet};

use super::regroup::regroup;
use crate::model::{
    Appearance, AppearanceId, DecidedQuote, DecidedReport, Decision, DecisionAction, DecisionPart,
    JournalReport, Kind, QuoteId,
};
use crate::store::{NewDecision, Resolved, Store, StoreError};

/// Why a decision could not be taken; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The collection cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The text is no id.
    #[error("{id:?} is no id")]
    NoId {
        /// The text, as typed.
        id: String,
    },
    /// Nothing has that id.
    #[error("nothing in the collection has the id {id}")]
    NoSuchId {
        /// The id, as typed.
        id: String,
    },
    /// The id is an article's.
    #[error("{id} is an article, and decisions are about quotes")]
    Article {
        /// The id, as typed.
        id: String,
    },
    /// The id is that of a label.
    #[error("{id} is a label, which belongs to no quote")]
    Label {
        /// The id, as typed.
        id: String,
    },
    /// All the ids lead to one quote.
    #[error("these ids all stand for one quote: {quote}")]
    OneQuote {
        /// The quote.
        quote: QuoteId,
    },
    /// A split names a whole quote.
    #[error("{id} is a whole quote")]
    WholeQuote {
        /// The id, as typed.
        id: String,
    },
    /// A split names parts of several quotes.
    #[error("these ids stand in {} quotes: {}", .quotes.len(), listed(.quotes))]
    SeveralQuotes {
        /// Which.
        quotes: Vec<QuoteId>,
    },
    /// A split names all that the quote has.
    #[error("nothing would be left of {quote}")]
    NothingLeft {
        /// The quote.
        quote: QuoteId,
    },
    /// A split names words that were found outside quotation marks.
    #[error("{id} is a passage that was found for the quotes that ran it")]
    Passage {
        /// The id, as typed.
        id: String,
    },
    /// There is no decision to be undone.
    #[error("no decision is in force{}", .about.as_ref().map(|id| format!(" for {id}")).unwrap_or_default())]
    NothingToUndo {
        /// The quote that was named.
        about: Option<QuoteId>,
    },
    /// There is no decision of that number.
    #[error("there is no decision {number}")]
    NoSuchDecision {
        /// The number, as typed.
        number: usize,
    },
    /// The decision does not hold any more, or never held anything.
    #[error("decision {number} is {what}")]
    NotInForce {
        /// The number, as typed.
        number: usize,
        /// What it is instead.
        what: String,
    },
}

impl DecideError {
    /// Returns the next step for whoever meets this error.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Store(error) => error.hint(),
            Self::NoId { .. } | Self::NoSuchId { .. } => {
                Some("list ids with: quotetrail find WORDS")
            }
            Self::Article { .. } => {
                Some("name quotes, wordings or appearances; list them with: quotetrail find WORDS")
            }
            Self::Label { .. } => {
                Some("labels are no quotes; see them with: quotetrail export --labels")
            }
            Self::OneQuote { .. } => Some("nothing was changed; name two quotes or more"),
            Self::WholeQuote { .. } | Self::NothingLeft { .. } => {
                Some("name some of its wordings: quotetrail history ID --format json lists them")
            }
            Self::SeveralQuotes { .. } => Some("split one quote at a time"),
            Self::Passage { .. } => {
                Some("split off the wordings that it was found for; it goes where their words go")
            }
            Self::NothingToUndo { .. } | Self::NoSuchDecision { .. } => {
                Some("list decisions with: quotetrail group log")
            }
            Self::NotInForce { .. } => {
                Some("to have it again, merge or split again: see quotetrail group log")
            }
        }
    }

    /// Says whether the question was understood and its answer is "there is none".
    pub fn is_finding(&self) -> bool {
        matches!(
            self,
            Self::NoSuchId { .. } | Self::Label { .. } | Self::Article { .. } | Self::NoId { .. }
        )
    }
}

fn listed(ids: &[QuoteId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What an id named, checked against the collection.
struct Named {
    asked: String,
    resolved: Resolved,
    quote: QuoteId,
    /// The appearances that it stands for.
    appearances: Vec<Appearance>,
}

/// Decides that the quotes that these ids stand for, or stand in, are one utterance.
///
/// # Errors
///
/// Where an id leads to no quote, all lead to one, or the collection cannot be written.
pub fn merge(
    store: &mut Store,
    ids: &[String],
    note: Option<&str>,
) -> Result<DecidedReport, DecideError> {
    let named = ids.iter().map(|id| named(store, id)).collect::<Result<Vec<_>, _>>()?;
    let quotes: BTreeSet<QuoteId> = named.iter().map(|one| one.quote).collect();
    if let (Some(quote), true) = (quotes.first(), quotes.len() < 2) {
        return Err(DecideError::OneQuote { quote: *quote });
    }
    let mut about = BTreeMap::new();
    for quote in quotes {
        for member in store.appearances_of_quote(quote)? {
            about.insert(member.id, DecisionPart::Merged);
        }
    }
    let asked = named.into_iter().map(|one| one.asked).collect();
    take(store, DecisionAction::Merge, asked, note, about)
}

/// Decides that these wordings and appearances of a quote are another utterance than the rest.
///
/// # Errors
///
/// Where an id leads to no part of a quote, they are of several quotes, nothing would be left, or
/// the collection cannot be written.
pub fn split(
    store: &mut Store,
    ids: &[String],
    note: Option<&str>,
) -> Result<DecidedReport, DecideError> {
    let named = ids.iter().map(|id| named(store, id)).collect::<Result<Vec<_>, _>>()?;
    let quotes: Vec<QuoteId> =
        named.iter().map(|one| one.quote).collect::<BTreeSet<_>>().into_iter().collect();
    let &[quote] = quotes.as_slice() else { return Err(DecideError::SeveralQuotes { quotes }) };
    let members = store.appearances_of_quote(quote)?;
    let left = members.iter().filter(|one| one.kind != Kind::Passage);
    let mut about: BTreeMap<AppearanceId, DecisionPart> =
        left.map(|one| (one.id, DecisionPart::Left)).collect();
    for (one, id) in named.iter().zip(ids) {
        let part = match one.resolved {
            Resolved::Quote(_) => return Err(DecideError::WholeQuote { id: id.clone() }),
            Resolved::Wording(_) => DecisionPart::Wording,
            _ => DecisionPart::Appearance,
        };
        let quoted: Vec<_> =
            one.appearances.iter().filter(|one| one.kind != Kind::Passage).collect();
        if quoted.is_empty() {
            return Err(DecideError::Passage { id: id.clone() });
        }
        quoted.into_iter().for_each(|one| {
            about.insert(one.id, part);
        });
    }
    if !about.values().any(|part| *part == DecisionPart::Left) {
        return Err(DecideError::NothingLeft { quote });
    }
    let asked = named.into_iter().map(|one| one.asked).collect();
    take(store, DecisionAction::Split, asked, note, about)
}

/// Takes back a decision: that of a number, the latest about a quote or, where nothing is named,
/// the latest of all.
///
/// # Errors
///
/// Where there is none in force, or the collection cannot be written.
pub fn undo(
    store: &mut Store,
    which: Option<&str>,
    note: Option<&str>,
) -> Result<DecidedReport, DecideError> {
    let decisions = store.decisions()?;
    let number = which.and_then(|which| which.trim().parse().ok());
    let decision = match (which, number) {
        (_, Some(number)) => of_number(&decisions, number)?,
        (None, None) => latest(&decisions, None)?,
        (Some(id), None) => latest(&decisions, Some(named(store, id)?.quote))?,
    };
    let new = NewDecision {
        action: DecisionAction::Undo,
        asked: vec![decision.number.to_string()],
        note: note.map(str::to_owned),
        undoes: Some(decision.number),
        about: decision.about.clone(),
    };
    enter(store, &new)
}

/// Returns every decision, the first one first.
///
/// # Errors
///
/// Where the collection cannot be read.
pub fn journal(store: &Store) -> Result<JournalReport, StoreError> {
    Ok(JournalReport { decisions: store.decisions()? })
}

fn of_number(decisions: &[Decision], number: usize) -> Result<&Decision, DecideError> {
    let found = decisions.iter().find(|decision| decision.number == number);
    let decision = found.ok_or(DecideError::NoSuchDecision { number })?;
    let what = match (decision.action, decision.undone_by) {
        (DecisionAction::Undo, _) => "an undo itself".to_owned(),
        (_, Some(later)) => format!("undone already, by decision {later}"),
        (_, None) => return Ok(decision),
    };
    Err(DecideError::NotInForce { number, what })
}

fn latest(decisions: &[Decision], about: Option<QuoteId>) -> Result<&Decision, DecideError> {
    let concerns = |decision: &&Decision| about.is_none_or(|id| decision.quotes.contains(&id));
    let in_force = decisions.iter().filter(|decision| decision.is_in_force());
    in_force.rev().find(concerns).ok_or(DecideError::NothingToUndo { about })
}

fn take(
    store: &mut Store,
    action: DecisionAction,
    asked: Vec<String>,
    note: Option<&str>,
    about: BTreeMap<AppearanceId, DecisionPart>,
) -> Result<DecidedReport, DecideError> {
    let about = about.into_iter().collect();
    let new = NewDecision { action, asked, note: note.map(str::to_owned), undoes: None, about };
    enter(store, &new)
}

/// Enters a decision, groups again, and says what the quotes concerned are now.
fn enter(store: &mut Store, new: &NewDecision) -> Result<DecidedReport, DecideError> {
    let number = store.add_decision(new)?;
    regroup(store)?;
    let entered = store.decisions()?.into_iter().find(|decision| decision.number == number);
    let decision = entered.ok_or(DecideError::NoSuchDecision { number })?;
    let mut quotes = Vec::with_capacity(decision.quotes.len());
    for id in &decision.quotes {
        quotes.extend(decided_quote(store, *id)?);
    }
    Ok(DecidedReport { decision, quotes })
}

fn decided_quote(store: &Store, id: QuoteId) -> Result<Option<DecidedQuote>, StoreError> {
    let Some(text) = store.quote_text(id)? else { return Ok(None) };
    let members = store.appearances_of_quote(id)?;
    let outlets: BTreeSet<&str> = members.iter().filter_map(|one| one.outlet.as_deref()).collect();
    Ok(Some(DecidedQuote {
        quote_id: id,
        text,
        wordings: store.wordings_of_quote(id)?.len(),
        outlets: outlets.len(),
        appearances: members.len(),
    }))
}

/// Returns what an id, or the beginning of one, stands for.
fn named(store: &Store, id: &str) -> Result<Named, DecideError> {
    let id = id.trim();
    if !Store::is_id(id) {
        return Err(DecideError::NoId { id: id.to_owned() });
    }
    let Some(resolved) = store.resolve(id)? else { return Err(unknown(store, id)?) };
    let appearances = match resolved {
        Resolved::Article(_) => return Err(DecideError::Article { id: id.to_owned() }),
        Resolved::Quote(quote) => store.appearances_of_quote(quote)?,
        Resolved::Appearance(one) => store.appearance(one)?.into_iter().collect(),
        Resolved::Wording(wording) => {
            let first = store.appearance(AppearanceId(wording.0))?;
            let quote = first.and_then(|one| one.quote_id);
            let members = quote.map(|quote| store.appearances_of_quote(quote)).transpose()?;
            let members = members.unwrap_or_default().into_iter();
            members.filter(|one| one.wording_id == Some(wording)).collect()
        }
    };
    let Some(quote) = appearances.iter().find_map(|one| one.quote_id) else {
        return Err(DecideError::Label { id: id.to_owned() });
    };
    Ok(Named { asked: resolved.to_string(), resolved, quote, appearances })
}

/// Returns what is wrong with an id that stands for nothing: a label has none with `w:` or `q:`.
fn unknown(store: &Store, id: &str) -> Result<DecideError, StoreError> {
    let digits = id.split_once(':').map_or("", |(_, digits)| digits);
    let as_appearance = store.resolve(&format!("x:{digits}"));
    let is_label = match as_appearance {
        Ok(Some(Resolved::Appearance(one))) => {
            store.appearance(one)?.is_some_and(|one| one.kind == Kind::Label)
        }
        _ => false,
    };
    let id = id.to_owned();
    Ok(if is_label { DecideError::Label { id } } else { DecideError::NoSuchId { id } })
}
