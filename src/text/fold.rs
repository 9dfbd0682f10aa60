//! The differences of typography that matching sets aside, and lists.

/// A class of typographic difference that is set aside when two texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fold {
    /// Straight, curly, low and angled quotation marks; apostrophes.
    QuotationMarks,
    /// Hyphens and dashes of any length.
    Dashes,
    /// `…` and three full stops.
    Ellipsis,
    /// Kinds and runs of white space.
    Spaces,
    /// Soft hyphens and other characters that show nothing.
    Ignorable,
    /// Composed and decomposed letters (NFC).
    Normalization,
    /// A comma or full stop at the very end.
    FinalPunctuation,
    /// The case of the very first letter, bracketed or not.
    FirstLetter,
    /// Two parts of one utterance, split around its cue.
    JoinedParts,
}

impl Fold {
    /// Returns the word that programs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::QuotationMarks => "quotation-marks",
            Self::Dashes => "dashes",
            Self::Ellipsis => "ellipsis",
            Self::Spaces => "spaces",
            Self::Ignorable => "ignorable",
            Self::Normalization => "nfc",
            Self::FinalPunctuation => "final-punctuation",
            Self::FirstLetter => "first-letter",
            Self::JoinedParts => "joined-parts",
        }
    }
}

/// Returns the character that stands for `c` and its look-alikes, with the fold that it took.
///
/// Every apostrophe and single mark becomes `'`, every double one `"`, every hyphen and dash
/// `-`, every space ` `. What no fold touches comes back as it is.
pub fn fold_char(c: char) -> (char, Option<Fold>) {
    match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '´' | 'ʼ' | '′' | '＇' => {
            ('\'', Some(Fold::QuotationMarks))
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '＂' | '「' | '」' | '『'
        | '』' => ('"', Some(Fold::QuotationMarks)),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' | '－' => {
            ('-', Some(Fold::Dashes))
        }
        ' ' => (' ', None),
        c if c.is_whitespace() => (' ', Some(Fold::Spaces)),
        c => (c, None),
    }
}

/// Says whether a character shows nothing: soft hyphens, zero-width and direction marks,
/// variation selectors (the common ones of Unicode's Default_Ignorable_Code_Point).
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}
