//! Articles: one publication of one text, and what is known about it.

use std::fmt;
use std::str::FromStr;

use super::{ArticleId, Cue, PublishedDate, Reading, Sha256Hash};

/// What an article is: somebody's report, or what was really said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ArticleKind {
    /// A report that quotes people.
    #[default]
    Report,
    /// A transcript, statement or caption file: the words themselves.
    Primary,
}

impl ArticleKind {
    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Primary => "primary",
        }
    }
}

impl fmt::Display for ArticleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names neither `report` nor `primary`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of article: expected \"report\" or \"primary\"")]
pub struct UnknownArticleKind(String);

impl FromStr for ArticleKind {
    type Err = UnknownArticleKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "report" => Ok(Self::Report),
            "primary" => Ok(Self::Primary),
            other => Err(UnknownArticleKind(other.to_owned())),
        }
    }
}

/// Where a value about an article was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactSource {
    /// A row of the manifest.
    Manifest,
    /// A field of the record that held the article: of JSON Lines, CSV, a feed or a web archive.
    Record,
    /// The article itself: a line of its text, or what its page states.
    Article,
}

impl FactSource {
    /// Returns the word that the database uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manifest => "manifest",
            Self::Record => "record",
            Self::Article => "article",
        }
    }
}

/// The text names no source of a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no source of a value: expected \"manifest\", \"record\" or \"article\"")]
pub struct UnknownFactSource(String);

impl FromStr for FactSource {
    type Err = UnknownFactSource;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "manifest" => Ok(Self::Manifest),
            "record" => Ok(Self::Record),
            "article" => Ok(Self::Article),
            other => Err(UnknownFactSource(other.to_owned())),
        }
    }
}

/// A value about an article together with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// Where it was taken from.
    pub source: FactSource,
}

impl<T> Fact<T> {
    /// Returns `value` as taken from `source`.
    pub fn new(value: T, source: FactSource) -> Self {
        Self { value, source }
    }
}

/// What is known about an article; what is unknown stays `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// Who published it: "Rebel News".
    pub outlet: Option<Fact<String>>,
    /// Its headline.
    pub title: Option<Fact<String>>,
    /// Who wrote it, as stated.
    pub byline: Option<Fact<String>>,
    /// When it was published, in the precision stated.
    pub published: Option<Fact<PublishedDate>>,
    /// When it was last changed, in the precision stated.
    pub modified: Option<Fact<PublishedDate>>,
    /// Its address.
    pub url: Option<Fact<String>>,
    /// Its language as stated, a BCP 47 tag such as `en-CA`.
    pub language: Option<Fact<String>>,
    /// Report or primary source; a report where nothing is said.
    pub kind: Option<Fact<ArticleKind>>,
}

impl Facts {
    /// Returns who published the article, where known.
    pub fn outlet(&self) -> Option<&str> {
        self.outlet.as_ref().map(|fact| fact.value.as_str())
    }

    /// Returns its headline, where known.
    pub fn title(&self) -> Option<&str> {
        self.title.as_ref().map(|fact| fact.value.as_str())
    }

    /// Returns when it was published, where known.
    pub fn published(&self) -> Option<&PublishedDate> {
        self.published.as_ref().map(|fact| &fact.value)
    }

    /// Returns when it was last changed, where known.
    pub fn modified(&self) -> Option<&PublishedDate> {
        self.modified.as_ref().map(|fact| &fact.value)
    }

    /// Returns its address, where known.
    pub fn url(&self) -> Option<&str> {
        self.url.as_ref().map(|fact| fact.value.as_str())
    }

    /// Returns its language, where known.
    pub fn language(&self) -> Option<&str> {
        self.language.as_ref().map(|fact| fact.value.as_str())
    }

    /// Returns whether it reports or is the source itself.
    pub fn kind(&self) -> ArticleKind {
        self.kind.as_ref().map(|fact| fact.value).unwrap_or_default()
    }

    /// Fills what is unknown here from `other`; what is known stays.
    pub fn fill_from(&mut self, other: Facts) {
        fn fill<T>(mine: &mut Option<Fact<T>>, theirs: Option<Fact<T>>) {
            if mine.is_none() {
                *mine = theirs;
            }
        }
        fill(&mut self.outlet, other.outlet);
        fill(&mut self.title, other.title);
        fill(&mut self.byline, other.byline);
        fill(&mut self.published, other.published);
        fill(&mut self.modified, other.modified);
        fill(&mut self.url, other.url);
        fill(&mut self.language, other.language);
        fill(&mut self.kind, other.kind);
    }
}

/// One article as read: its text and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// What it says, a byte-order mark left out; offsets refer to this.
    pub text: String,
    /// The hash of the bytes as read, which names the article.
    pub bytes_sha256: Sha256Hash,
    /// The hash of `text`, which names the text.
    pub text_sha256: Sha256Hash,
    /// The file or address that it was read from, with the line for JSON Lines.
    pub source: String,
    /// What is known about it.
    pub facts: Facts,
    /// When its words were spoken, by place; none but for captions.
    pub cues: Vec<Cue>,
    /// How its bytes became its text.
    pub reading: Reading,
}

impl Article {
    /// Returns the id that these bytes have at this address or, without one, of this outlet.
    pub fn id(&self) -> ArticleId {
        ArticleId::of(&self.bytes_sha256, self.url(), self.outlet())
    }

    /// Returns who published it, where known.
    pub fn outlet(&self) -> Option<&str> {
        self.facts.outlet()
    }

    /// Returns its address, where known.
    pub fn url(&self) -> Option<&str> {
        self.facts.url()
    }

    /// Returns its headline, where known.
    pub fn title(&self) -> Option<&str> {
        self.facts.title()
    }

    /// Returns when it was published, where known.
    pub fn published(&self) -> Option<&PublishedDate> {
        self.facts.published()
    }

    /// Returns whether it reports or is the source itself.
    pub fn kind(&self) -> ArticleKind {
        self.facts.kind()
    }
}

/// Returns a source without the folders that it lies in: "news.jsonl#a/1" for "/home/ann/news.jsonl#a/1".
/// An address stays whole.
pub fn file_name(source: &str) -> &str {
    let path = source.split('#').next().unwrap_or(source);
    match path.rfind(['/', '\\']) {
        Some(slash) if !path.contains("://") => &source[slash + 1..],
        _ => source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_no_part_of_a_file_name() {
        let rows = [
            ("/home/ann/news/a.txt", "a.txt"),
            ("C:\\news\\a.txt", "a.txt"),
            ("a.txt", "a.txt"),
            ("news/day.jsonl#post/1", "day.jsonl#post/1"),
            ("https://post.example/1", "https://post.example/1"),
        ];
        for (source, expected) in rows {
            assert_eq!(file_name(source), expected);
        }
    }
}
