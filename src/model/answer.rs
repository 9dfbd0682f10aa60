//! What the commands answer: values before they are text.
//!
//! Each is what one command of the contract reports, with the appearances as evidence.

use std::fmt;

use super::{
    Appearance, AppearanceId, Change, ChangeClass, Decision, Edit, EncodingBasis, PublishedDate,
    QuoteId, TimeCode, WordingId,
};

/// What `check` says about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The same characters as a whole appearance.
    Verbatim,
    /// The same words in the same order.
    Typographic,
    /// A contiguous part of a longer text.
    Excerpt,
    /// A text that discloses its cuts and brackets.
    Elided,
    /// Words that stand only in a denied or hypothetical appearance.
    NotAsserted,
    /// The right words under another name than every speaker named for them.
    Misattributed,
    /// Words that stand in a report only outside quotation marks.
    Unquoted,
    /// At least half of the content words align.
    Altered,
    /// At least a quarter of the content words align.
    Reworded,
    /// None of these, in the scope searched.
    NotFound,
    /// Under four words: hits, but no verdict.
    TooShort,
}

impl Verdict {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Typographic => "typographic",
            Self::Excerpt => "excerpt",
            Self::Elided => "elided",
            Self::NotAsserted => "not-asserted",
            Self::Misattributed => "misattributed",
            Self::Unquoted => "unquoted",
            Self::Altered => "altered",
            Self::Reworded => "reworded",
            Self::NotFound => "not-found",
            Self::TooShort => "too-short",
        }
    }

    /// Says whether the words pass: `verbatim`, `typographic`, `excerpt` or `elided`.
    pub fn is_pass(self) -> bool {
        matches!(self, Self::Verbatim | Self::Typographic | Self::Excerpt | Self::Elided)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How the reference wording was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A primary source has it.
    Primary,
    /// It is dated strictly before every other.
    FirstSeen,
    /// Neither: it is the one with most independent texts, then the longest, then the smallest id.
    Undetermined,
}

impl Basis {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::FirstSeen => "first-seen",
            Self::Undetermined => "undetermined",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What was searched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// How many articles.
    pub articles: usize,
    /// How many named outlets they are from.
    pub outlets: usize,
    /// How many of them have no date.
    pub undated: usize,
    /// The earliest date among them.
    pub from: Option<PublishedDate>,
    /// The latest date among them.
    pub to: Option<PublishedDate>,
}

/// Whether the outlets name the speaker that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributionResult {
    /// Somebody names that speaker, and nobody another.
    Agrees,
    /// Everybody names others.
    Disagrees,
    /// Nobody names a speaker.
    Unattributed,
    /// Outlets name different speakers.
    Disputed,
    /// No speaker was asked for.
    NotAsked,
}

impl AttributionResult {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Disagrees => "disagrees",
            Self::Unattributed => "unattributed",
            Self::Disputed => "disputed",
            Self::NotAsked => "not-asked",
        }
    }
}

impl fmt::Display for AttributionResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who is named for the words, beside who was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker asked for.
    pub asked: Option<String>,
    /// Every speaker that an article names, sorted.
    pub named: Vec<String>,
    /// How the two compare.
    pub result: AttributionResult,
}

/// The wording that the others are set against.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// How it was chosen.
    pub basis: Basis,
    /// One appearance that runs it; none where nothing was found.
    pub appearance: Option<Appearance>,
}

/// A place where the checked words stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// The appearance.
    pub appearance_id: AppearanceId,
    /// The first code point of the match in the article's text.
    pub start: usize,
    /// The first code point after it.
    pub end: usize,
    /// When the words are spoken, where captions are the text.
    pub time_code: Option<TimeCode>,
}

/// What stands around an excerpt in its own sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// The words before it.
    pub before: String,
    /// The words after it.
    pub after: String,
}

/// How a stretch of one text relates to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentOp {
    /// The same words in both.
    Equal,
    /// Only in the reference.
    Delete,
    /// Only in the other.
    Insert,
    /// Other words in the same place.
    Replace,
}

impl SegmentOp {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Delete => "delete",
            Self::Insert => "insert",
            Self::Replace => "replace",
        }
    }
}

/// One stretch of an alignment; all `from` rebuild the reference, all `to` the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// How the two sides relate.
    pub op: SegmentOp,
    /// The reference's characters.
    pub from: String,
    /// The other's characters.
    pub to: String,
    /// The changes that stand in this stretch; empty where it is equal.
    pub changes: Vec<Change>,
}

/// One wording with who ran it.
#[derive(Debug, Clone, PartialEq)]
pub struct WordingRuns {
    /// Its id.
    pub wording_id: WordingId,
    /// Its words, as one appearance has them.
    pub text: String,
    /// What it changes against the reference.
    pub changes: Vec<Change>,
    /// Who ran it, by publication time, then outlet, then id.
    pub appearances: Vec<Appearance>,
}

/// The answer of `check`.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether outlets ran other words in the checked stretch.
    pub contested: bool,
    /// The outlets that ran other words there, and nowhere these, by name.
    pub contested_by: Vec<String>,
    /// The quotes in which the text stands, where it stands in more than one.
    pub ambiguous: Vec<QuoteId>,
    /// The text checked, as given.
    pub query: String,
    /// What was searched.
    pub scope: Scope,
    /// Who is named for it.
    pub attribution: Attribution,
    /// What the wordings are set against.
    pub reference: Reference,
    /// The folds that fired, by name, sorted.
    pub folds: Vec<String>,
    /// What changed from the closest text to the query.
    pub changes: Vec<Change>,
    /// The closest text aligned with the query; empty where nothing was found.
    pub segments: Vec<Segment>,
    /// The appearance that `changes` and `segments` start from.
    pub closest: Option<Appearance>,
    /// Where the words stand.
    pub matches: Vec<Match>,
    /// What stands around an excerpt.
    pub context: Context,
    /// What a reader of the excerpt should know.
    pub warnings: Vec<String>,
    /// Reports that ran words which the deciding primary source does not have.
    pub also_ran: Vec<Appearance>,
    /// The quote that decided.
    pub quote_id: Option<QuoteId>,
    /// Quotes that may be the same utterance, too doubtful to join.
    pub possible: Vec<QuoteId>,
    /// How many texts that are no copies of one another ran the quote.
    pub independent_texts: usize,
    /// Every wording of the quote.
    pub wordings: Vec<WordingRuns>,
    /// What reports changed of a primary source's words; empty where the reference is none.
    pub departures: Vec<Departure>,
}

/// One line of `check --batch`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchQuery {
    /// The caller's id, handed back as it came.
    pub id: String,
    /// The text to check.
    pub text: String,
    /// The speaker to check it against.
    pub speaker: Option<String>,
}

/// One outlet and every time it ran a quote.
#[derive(Debug, Clone, PartialEq)]
pub struct OutletRuns {
    /// The outlet; none where it is unknown.
    pub outlet: Option<String>,
    /// Its appearances, by publication time, then id.
    pub appearances: Vec<Appearance>,
}

/// The answer of `outlets`.
#[derive(Debug, Clone, PartialEq)]
pub struct OutletsReport {
    /// The quote.
    pub quote_id: QuoteId,
    /// How many texts that are no copies of one another ran it.
    pub independent_texts: usize,
    /// Who ran it.
    pub outlets: Vec<OutletRuns>,
    /// Every wording, set against the reference.
    pub wordings: Vec<WordingRuns>,
    /// What the wordings are set against.
    pub reference: Reference,
}

/// One wording in the history of its quote.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryWording {
    /// Its words, its runs and its changes against the parent, else the reference.
    pub runs: WordingRuns,
    /// The earliest date of an appearance.
    pub first_seen: Option<PublishedDate>,
    /// The wording that it most likely came from.
    pub parent: Option<WordingId>,
    /// Why, in words; or why not.
    pub evidence: String,
}

/// A change of words that reports made to what a primary source has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// What kind of change it is.
    pub class: ChangeClass,
    /// Whether it changes what was claimed; `None` is not judged.
    pub material: Option<bool>,
    /// The primary source's words, "" where there are none.
    pub from: String,
    /// The reports' words, "" where there are none.
    pub to: String,
    /// The outlets that made it, sorted.
    pub outlets: Vec<String>,
    /// How many outlets ran the stretch that it stands in.
    pub of: usize,
}

/// The answer of `history`.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryReport {
    /// The quote.
    pub quote_id: QuoteId,
    /// What the first wording is.
    pub reference: Reference,
    /// How many texts that are no copies of one another ran it.
    pub independent_texts: usize,
    /// Its wordings, the reference first.
    pub wordings: Vec<HistoryWording>,
    /// What reports changed of a primary source's words; empty where the reference is none.
    pub departures: Vec<Departure>,
    /// What outlets changed of it after publication.
    pub edits: Vec<Edit>,
    /// Changes that the reader asked not to see, by class.
    pub left_out: Vec<(ChangeClass, usize)>,
    /// Quotes that may be the same utterance, too doubtful to join.
    pub possible: Vec<QuoteId>,
    /// What people decided about its grouping, in force.
    pub decisions: Vec<Decision>,
}

/// One wording set against the reference, word by word.
#[derive(Debug, Clone, PartialEq)]
pub struct Collation {
    /// Its words, its runs and its changes against the reference.
    pub runs: WordingRuns,
    /// The alignment with the reference.
    pub segments: Vec<Segment>,
}

/// The answer of `diff`.
#[derive(Debug, Clone, PartialEq)]
pub struct DiffReport {
    /// The quote.
    pub quote_id: QuoteId,
    /// What the wordings are set against.
    pub reference: Reference,
    /// The reference's wording.
    pub reference_wording_id: WordingId,
    /// How many texts that are no copies of one another ran it.
    pub independent_texts: usize,
    /// Every wording, the reference first.
    pub wordings: Vec<Collation>,
    /// What reports changed of a primary source's words; empty where the reference is none.
    pub departures: Vec<Departure>,
    /// What outlets changed of it after publication.
    pub edits: Vec<Edit>,
    /// Changes that the reader asked not to see, by class.
    pub left_out: Vec<(ChangeClass, usize)>,
    /// Quotes that may be the same utterance, too doubtful to join.
    pub possible: Vec<QuoteId>,
}

/// The answer of `find`.
#[derive(Debug, Clone, PartialEq)]
pub struct FindReport {
    /// The terms, as given.
    pub terms: String,
    /// What was searched.
    pub scope: Scope,
    /// Where they stand, by publication time, then outlet, then id.
    pub hits: Vec<Appearance>,
}

/// One thing that `verify` found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifyFailure {
    /// What kind of thing: `text`, `article` or `appearance`.
    pub what: String,
    /// Which.
    pub id: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// The answer of `verify`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerifyReport {
    /// Articles checked.
    pub articles: usize,
    /// Appearances checked.
    pub appearances: usize,
    /// Articles whose bytes as read differ from their text and were not kept; of these the text
    /// alone was checked.
    pub without_raw: usize,
    /// What is wrong; empty where all holds.
    pub failures: Vec<VerifyFailure>,
}

/// A file or record that `ingest` could not take in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestFailure {
    /// The file, with the line for JSON Lines.
    pub source: String,
    /// Why.
    pub error: String,
    /// What to do next, where there is something.
    pub hint: Option<String>,
}

/// How many articles were decoded in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodingCount {
    /// The encoding's name in the WHATWG's Encoding Standard.
    pub encoding: &'static str,
    /// What decided about it.
    pub basis: EncodingBasis,
    /// How many articles.
    pub articles: usize,
    /// How many characters could not be read, in all of them.
    pub replaced: usize,
}

/// The answer of `ingest`: articles by what became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IngestReport {
    /// Read without failure.
    pub read: usize,
    /// New in the collection.
    pub stored: usize,
    /// There already, with nothing new known about them.
    pub unchanged: usize,
    /// There already, with something corrected or new known about them.
    pub updated: usize,
    /// New texts of addresses that were there already.
    pub revisions: usize,
    /// Files passed over: of no known format, or not in the manifest.
    pub skipped: usize,
    /// What could not be taken in, the first of it.
    pub failed: Vec<IngestFailure>,
    /// How many more could not be taken in.
    pub failed_more: usize,
    /// How the bytes of articles were decoded, where not as UTF-8 that says nothing about itself.
    pub encodings: Vec<EncodingCount>,
    /// Articles with characters that show nothing and may mislead a reader.
    pub with_hidden_characters: usize,
    /// Quoted spans that were found in what was read.
    pub found: usize,
    /// Whether nothing was stored, as only a rehearsal was asked for.
    pub dry_run: bool,
    /// Quoted spans in the collection.
    pub appearances: usize,
    /// Quotes in the collection.
    pub quotes: usize,
}
