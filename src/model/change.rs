//! Differences between two wordings, and their classes.

use std::fmt;

/// What kind of difference a change is.
///
/// The order is the order of reports: material classes first, negation before all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeClass {
    /// A "not", "never", "failed to" and the like, gained or lost.
    Negation,
    /// Another number, unit or magnitude.
    Number,
    /// Another name.
    Name,
    /// Another "must", "may", "will".
    Modal,
    /// Another "all", "some", "none".
    Quantifier,
    /// Other words.
    Substituted,
    /// Words that fell out.
    Dropped,
    /// Words that came in.
    Inserted,
    /// The same words in another place.
    Moved,
    /// Two sentences made one, or one made two.
    MergedSentences,
    /// Words in brackets: the editor's, disclosed.
    Bracketed,
    /// A disclosed cut: "…".
    Elided,
    /// A clean excerpt's missing ends.
    Cut,
    /// A slip of the keyboard.
    Typo,
    /// "favour" for "favor".
    Spelling,
    /// Capital or small letters.
    Case,
    /// Marks between the same words.
    Punctuation,
}

impl ChangeClass {
    /// Every class, in the order of reports.
    pub const ALL: [Self; 17] = [
        Self::Negation,
        Self::Number,
        Self::Name,
        Self::Modal,
        Self::Quantifier,
        Self::Substituted,
        Self::Dropped,
        Self::Inserted,
        Self::Moved,
        Self::MergedSentences,
        Self::Bracketed,
        Self::Elided,
        Self::Cut,
        Self::Typo,
        Self::Spelling,
        Self::Case,
        Self::Punctuation,
    ];

    /// Returns the word that files and programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Name => "name",
            Self::Modal => "modal",
            Self::Quantifier => "quantifier",
            Self::Substituted => "substituted",
            Self::Dropped => "dropped",
            Self::Inserted => "inserted",
            Self::Moved => "moved",
            Self::MergedSentences => "merged-sentences",
            Self::Bracketed => "bracketed",
            Self::Elided => "elided",
            Self::Cut => "cut",
            Self::Typo => "typo",
            Self::Spelling => "spelling",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
        }
    }

    /// Says whether changes of this class are material (`true`), are not (`false`), or are not
    /// judged (`None`). A question mark gained or lost is material all the same.
    pub fn is_material(self) -> Option<bool> {
        match self {
            Self::Negation | Self::Number | Self::Name | Self::Modal | Self::Quantifier => {
                Some(true)
            }
            Self::Punctuation | Self::Case | Self::Spelling | Self::Typo | Self::Cut => Some(false),
            _ => None,
        }
    }
}

impl fmt::Display for ChangeClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One difference between two wordings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// What kind it is.
    pub class: ChangeClass,
    /// Whether it changes what was claimed; `None` is not judged.
    pub material: Option<bool>,
    /// The reference's words, "" where there are none.
    pub from: String,
    /// The other's words, "" where there are none.
    pub to: String,
    /// Where `from` begins in the reference, in code points.
    pub from_start: usize,
    /// Where `to` begins in the other, in code points.
    pub to_start: usize,
}
