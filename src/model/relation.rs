//! How articles relate to one another, and the evidence.

use std::fmt;

use super::{ArticleId, Change, Edit, PublishedDate, Segment};

/// An article's relation to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleRelation {
    /// At least 80 % of the shorter text's words stand in the other in runs of six or more.
    Reprint,
    /// Sentence for sentence another text with regular substitutions.
    MachineParaphrased,
    /// At least 30 % of the shorter text's words stand in runs of six or more.
    Rewrite,
    /// Fewer than 80 aligned words.
    InsufficientOverlap,
    /// None of these.
    Independent,
}

impl ArticleRelation {
    /// Says whether the article has its words from another, or the other from it.
    pub fn is_copy(self) -> bool {
        matches!(self, Self::Reprint | Self::MachineParaphrased | Self::Rewrite)
    }

    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reprint => "reprint",
            Self::MachineParaphrased => "machine-paraphrased",
            Self::Rewrite => "rewrite",
            Self::InsufficientOverlap => "insufficient-overlap",
            Self::Independent => "independent",
        }
    }
}

impl fmt::Display for ArticleRelation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Words that stand in one article where another has other words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Substitution {
    /// The words of the article compared with.
    pub from: String,
    /// The words of the article reported on.
    pub to: String,
    /// How often.
    pub count: usize,
}

/// How one article relates to all that share enough with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleFinding {
    /// How it relates: the first that applies of machine-paraphrased, reprint, rewrite,
    /// independent; insufficient-overlap where no pair had enough words.
    pub relation: ArticleRelation,
    /// The article that it was made from, where the collection has it.
    pub source: Option<ArticleId>,
    /// The articles whose sentences pair with its own, by id.
    pub compared_with: Vec<ArticleId>,
    /// The most words that it shares with one of them in runs of six or more.
    pub shared_words: usize,
    /// Words of its sentences that align with any of them.
    pub aligned_words: usize,
    /// Flanked swaps for every 100 equal words.
    pub swaps_per_hundred: f64,
    /// The swaps, each place in this article counted once, most frequent first.
    pub substitutions: Vec<Substitution>,
    /// Uses of each reporting verb in its prose, most frequent first.
    pub verbs: Vec<(String, usize)>,
}

/// One article and how it relates to those that it shares enough with.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedArticle {
    /// The article.
    pub article_id: ArticleId,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// The file or address that it was read from.
    pub origin: String,
    /// When it was published.
    pub published: Option<PublishedDate>,
    /// Since when its address has had this text, where it is a later revision.
    pub revised: Option<PublishedDate>,
    /// How it relates to the others.
    pub finding: ArticleFinding,
}

impl RelatedArticle {
    /// Returns the earliest date at which it is known to have said what it says.
    pub fn seen(&self) -> Option<&PublishedDate> {
        self.revised.as_ref().or(self.published.as_ref())
    }
}

/// Two sentences that say the same, word by word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentencePair {
    /// The alignment: all `from` are the first article's sentence, all `to` the second's.
    pub segments: Vec<Segment>,
    /// What differs.
    pub changes: Vec<Change>,
}

/// The answer of `copies` and of `diff --articles`.
#[derive(Debug, Clone, PartialEq)]
pub struct CopiesReport {
    /// The articles reported on.
    pub articles: Vec<RelatedArticle>,
    /// Name every article that `articles` refers to: id, outlet, title, origin.
    pub named: Vec<(ArticleId, Option<String>, Option<String>, String)>,
    /// For two articles, the first one and the second one as asked for.
    pub asked: Option<[ArticleId; 2]>,
    /// For two articles, their sentences side by side.
    pub pairs: Vec<SentencePair>,
    /// What was changed between the two, where they are revisions of one address.
    pub edits: Vec<Edit>,
}
