//! Quoted spans: as extraction finds them, and as the collection holds them.

use std::fmt;
use std::str::FromStr;

use super::{
    AppearanceId, ArticleId, ArticleKind, CharSpan, PublishedDate, QuoteId, Sha256Hash, TimeCode,
    WordingId, file_name,
};

/// What a span of quoted words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A clause or more.
    Statement,
    /// A few quoted words inside someone else's sentence, attributed.
    Fragment,
    /// Scare quotes, titles of works, nicknames, words as words: not a quote.
    Label,
    /// Words found outside quotation marks, in a primary text or a report.
    Passage,
}

/// Whether the article presents the words as really said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Said, by the article's account.
    Asserted,
    /// Not said: "Dunn denied ever saying …".
    Denied,
    /// Not said so far: "Nobody has said … yet".
    Hypothetical,
}

macro_rules! words {
    ($name:ident, $what:literal, $($variant:ident => $word:literal),+) => {
        impl $name {
            /// Returns the word that files and programs use.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    other => Err(UnknownWord { text: other.to_owned(), what: $what }),
                }
            }
        }
    };
}

/// The text is not one of the words that the contract lists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {what}")]
pub struct UnknownWord {
    text: String,
    what: &'static str,
}

words!(Kind, "kind of appearance", Statement => "statement", Fragment => "fragment", Label => "label", Passage => "passage");
words!(Stance, "stance", Asserted => "asserted", Denied => "denied", Hypothetical => "hypothetical");

/// A quoted span as extraction finds it in one text.
///
/// `span.slice(text)` equals `text` of this value.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// Where it stands, its marks left out.
    pub span: CharSpan,
    /// The words, verbatim.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it is presented as said.
    pub stance: Stance,
    /// The person that the mention stands for, by the fullest name in the article.
    pub speaker: Option<String>,
    /// What the article says: "he", "Dong".
    pub speaker_mention: Option<String>,
    /// The word or mark that attributes it: "said", "according to", ":".
    pub cue: Option<String>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f64,
    /// The earlier part of the same utterance, split around a cue: an index into the same list.
    pub part_of: Option<usize>,
    /// The quotation that this one stands inside: an index into the same list.
    pub nested_in: Option<usize>,
}

/// A quoted span as the collection holds it, with what is known about its article.
#[derive(Debug, Clone, PartialEq)]
pub struct Appearance {
    /// Its own id.
    pub id: AppearanceId,
    /// The article that it stands in.
    pub article_id: ArticleId,
    /// The utterance that it belongs to; none for a label.
    pub quote_id: Option<QuoteId>,
    /// The wording that it runs; none for a label.
    pub wording_id: Option<WordingId>,
    /// Who published the article.
    pub outlet: Option<String>,
    /// Report or primary source.
    pub article_kind: ArticleKind,
    /// The file or address that the article was read from.
    pub source: String,
    /// When the article was published.
    pub published: Option<PublishedDate>,
    /// The article's headline.
    pub title: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// The hash of the article's text.
    pub text_sha256: Sha256Hash,
    /// Which revision of its address the article is, from 1.
    pub revision: u32,
    /// Whether a later revision of the same address is in the collection.
    pub superseded: bool,
    /// Since when its address has had this text, where the article is a later revision: when it was
    /// last changed, or else retrieved.
    pub revised: Option<PublishedDate>,
    /// Whether it stands on the page, and outside of its article: in a headline, a box, a caption.
    pub outside_article: bool,
    /// Where it stands in the article's text.
    pub span: CharSpan,
    /// The words, verbatim.
    pub text: String,
    /// Up to 32 characters before the span.
    pub prefix: String,
    /// Up to 32 characters after the span.
    pub suffix: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it is presented as said.
    pub stance: Stance,
    /// The person that the mention stands for.
    pub speaker: Option<String>,
    /// What the article says: "he", "Dong".
    pub speaker_mention: Option<String>,
    /// The word or mark that attributes it.
    pub cue: Option<String>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f64,
    /// The earlier part of the same utterance, split around a cue.
    pub part_of: Option<AppearanceId>,
    /// The appearance that this one stands inside.
    pub nested_in: Option<AppearanceId>,
    /// Whether the article is a machine-paraphrased copy.
    pub in_paraphrase: bool,
    /// When it was spoken, where the article is a caption file.
    pub time_code: Option<TimeCode>,
}

impl Appearance {
    /// Returns the outlet that ran it, or the file of an article without one.
    pub fn ran_by(&self) -> &str {
        self.outlet.as_deref().unwrap_or_else(|| file_name(&self.source))
    }

    /// Returns the earliest date at which the words are known to have stood there: that of the
    /// revision, else that of publication.
    pub fn seen(&self) -> Option<&PublishedDate> {
        self.revised.as_ref().or(self.published.as_ref())
    }
}
