//! The nouns that every stage shares: article, appearance, wording, quote, speaker, change.
//!
//! Nothing here reads, writes or decides; these are plain values with the invariants of
//! their types.

mod answer;
mod appearance;
mod article;
mod bytes;
mod change;
mod date;
mod decision;
mod edit;
mod explanation;
mod hash;
mod id;
mod offsets;
mod reading;
mod relation;
mod span;
mod time_code;

pub use answer::{
    Attribution, AttributionResult, Basis, BatchQuery, Check, Collation, Context, Departure,
    DiffReport, EncodingCount, FindReport, HistoryReport, HistoryWording, IngestFailure,
    IngestReport, Match, OutletRuns, OutletsReport, Reference, Scope, Segment, SegmentOp, Verdict,
    VerifyFailure, VerifyReport, WordingRuns,
};
pub use appearance::{Appearance, Kind, Quotation, Stance, UnknownWord};
pub use article::{
    Article, ArticleKind, Fact, FactSource, Facts, UnknownArticleKind, UnknownFactSource, file_name,
};
pub(crate) use bytes::{Reader, Writer};
pub use change::{Change, ChangeClass};
pub use date::{PublishedDate, SeenDates, TimeApart, UnreadableDate};
pub use decision::{
    DecidedQuote, DecidedReport, Decision, DecisionAction, DecisionPart, JournalReport,
};
pub use edit::{Edit, EditKind, EditSide};
pub use explanation::{Answer, Explanation, Reason, SpanGround, SpeakerGround};
pub use hash::{Sha256Hash, UnreadableHash};
pub use id::{AppearanceId, ArticleId, QuoteId, UnreadableId, WordingId};
pub use offsets::CharIndex;
pub use reading::{
    Compressed, Encoding, EncodingBasis, Place, Reading, RevisionBasis, Statement,
    UnknownRevisionBasis,
};
pub use relation::{
    ArticleFinding, ArticleRelation, CopiesReport, RelatedArticle, SentencePair, Substitution,
};
pub use span::CharSpan;
pub use time_code::{Cue, TimeCode};
