//! What a person decided about the grouping: it wins over the machine's.

use std::fmt;

use super::{AppearanceId, QuoteId};

/// What kind of decision it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionAction {
    /// Quotes are one utterance.
    Merge,
    /// Wordings or appearances are another utterance than the rest of their quote.
    Split,
    /// An earlier decision is taken back.
    Undo,
}

impl DecisionAction {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Undo => "undo",
        }
    }
}

impl fmt::Display for DecisionAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How an appearance is concerned by a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionPart {
    /// It stood in one of the quotes that were joined.
    Merged,
    /// It was split off, and with it whatever has the same words.
    Wording,
    /// It was split off by itself.
    Appearance,
    /// It stayed in the quote from which others were split off.
    Left,
}

impl DecisionPart {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::Merged, Self::Wording, Self::Appearance, Self::Left];

    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Wording => "wording",
            Self::Appearance => "appearance",
            Self::Left => "left",
        }
    }
}

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number, from 1, in the order in which decisions were taken.
    pub number: usize,
    /// When, in UTC.
    pub decided_at: String,
    /// What was decided.
    pub action: DecisionAction,
    /// The ids that were named, whole.
    pub asked: Vec<String>,
    /// Why, in the person's own words.
    pub note: Option<String>,
    /// The decision that this one takes back.
    pub undoes: Option<usize>,
    /// The decision that took this one back.
    pub undone_by: Option<usize>,
    /// What it is about, under the ids of today.
    pub about: Vec<(AppearanceId, DecisionPart)>,
    /// The quotes in which that stands now, in the order of their ids.
    pub quotes: Vec<QuoteId>,
}

impl Decision {
    /// Says whether it bears on the grouping: no undo, and not undone.
    pub fn is_in_force(&self) -> bool {
        self.action != DecisionAction::Undo && self.undone_by.is_none()
    }

    /// Says whether it is in force, and about something in this quote.
    pub fn concerns(&self, quote: QuoteId) -> bool {
        self.is_in_force() && self.quotes.binary_search(&quote).is_ok()
    }
}

/// The answer of `group log`: every decision, the first one first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalReport {
    /// The decisions.
    pub decisions: Vec<Decision>,
}

/// A quote as a decision left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedQuote {
    /// Its id.
    pub quote_id: QuoteId,
    /// The words of its reference wording.
    pub text: String,
    /// How many wordings it has.
    pub wordings: usize,
    /// How many outlets ran it.
    pub outlets: usize,
    /// How many appearances it has.
    pub appearances: usize,
}

/// The answer of `group merge`, `split` and `undo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedReport {
    /// The decision as it was entered.
    pub decision: Decision,
    /// The quotes that it concerns, as they are now.
    pub quotes: Vec<DecidedQuote>,
}
