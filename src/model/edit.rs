//! What an outlet changed in an article after it was published.

use super::{AppearanceId, ArticleId, Change, PublishedDate, RevisionBasis};

/// One change between two revisions of one address that follow one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// Who published it.
    pub outlet: Option<String>,
    /// The address.
    pub url: String,
    /// What tells that the one revision came before the other; where nothing does, the two are
    /// set against one another in an order that means nothing.
    pub basis: RevisionBasis,
    /// What became of the words.
    pub kind: EditKind,
    /// Whether they are quoted, or the outlet's own.
    pub is_quote: bool,
    /// The earlier revision.
    pub from: EditSide,
    /// The later one.
    pub to: EditSide,
    /// The changes from the earlier words to the later ones, where there are both.
    pub changes: Vec<Change>,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditKind {
    /// They run differently.
    Altered,
    /// They are gone.
    Removed,
    /// They are new.
    Added,
}

impl EditKind {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// One of the two revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct EditSide {
    /// The article.
    pub article_id: ArticleId,
    /// Its number among those of the address.
    pub revision: u32,
    /// When it was changed, published or retrieved: what orders it.
    pub dated: Option<PublishedDate>,
    /// The span, where the words are quoted and there.
    pub appearance_id: Option<AppearanceId>,
    /// The words; none where they are not there.
    pub text: Option<String>,
}
