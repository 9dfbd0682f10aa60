//! What can be seen of a candidate: its length and shape, its marks, its neighbours, its cues.
//!
//! Every feature is a template and a value, both small; the words among the values come from the
//! closed classes of the lexicon alone.

use std::fmt;

use super::lexicon::{LEXICON, WordId};

/// What a feature looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Values {
    /// Small numbers, most of them buckets.
    Numbers,
    /// The code of one neighbour.
    Neighbour,
    /// The codes of two neighbours.
    Neighbours,
}

macro_rules! templates {
    ($($variant:ident $name:literal $values:ident),+ $(,)?) => {
        /// The kinds of feature.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub(super) enum Template { $($variant),+ }

        const TEMPLATES: &[(Template, &str, Values)] =
            &[$((Template::$variant, $name, Values::$values)),+];
    };
}

templates! {
    Bias "bias" Numbers,
    Words "words" Numbers,
    LastInside "last-inside" Numbers,
    FirstOutside "first-outside" Numbers,
    LastInsideWords "last-inside×words" Numbers,
    LastInsideNext "last-inside×next" Neighbours,
    Previous "previous" Neighbour,
    PreviousTwo "previous-two" Neighbours,
    SecondPrevious "second-previous" Neighbour,
    Next "next" Neighbour,
    SecondNext "second-next" Neighbour,
    Marks "marks" Numbers,
    Reading "reading" Numbers,
    CueLeft "cue-left" Numbers,
    CueRight "cue-right" Numbers,
    SayingLeft "saying-left" Numbers,
    SayingRight "saying-right" Numbers,
    CueWords "cue×words" Numbers,
    SayingWords "saying×words" Numbers,
    TitledWords "titled×words" Numbers,
    TitledCue "titled×cue" Numbers,
    SmallStart "small-start" Numbers,
    SmallStartWords "small-start×words" Numbers,
    Longest "longest-other" Numbers,
    LongestWords "longest-other×words" Numbers,
    Edges "edges" Numbers,
    AloneWords "alone×words" Numbers,
    Personal "personal" Numbers,
    VerbsWords "verbs×words" Numbers,
    Shouted "shouted" Numbers,
    PreviousClass "previous-class" Numbers,
    PreviousCapital "previous-capital×small-start" Numbers,
    Modifier "modifier" Numbers,
    NameThenCue "name-then-cue" Numbers,
    CueNear "cue-near" Numbers,
    Headline "headline" Numbers,
    HeadlinePlace "headline-place" Numbers,
    SingleAmongDoubles "single-among-doubles" Numbers,
    FirstWord "first-word" Neighbour,
    LastWord "last-word" Neighbour,
    Labelled "labelled" Numbers,
    LabelledWords "labelled×words" Numbers,
    LabelledTitled "labelled×titled" Numbers,
    Nickname "nickname" Numbers,
    Reopened "reopened" Numbers,
    AfterUnclosed "after-unclosed" Numbers,
    Inches "inches" Numbers,
    Repeated "repeated" Numbers,
    RepeatedMarked "repeated-marked" Numbers,
    NameEnd "name-end×words" Numbers,
    Near "near" Neighbour,
    After "after" Neighbour,
    Siblings "siblings" Numbers,
    Script "script" Numbers,
    Nested "nested" Numbers,
}

/// A template with a value, packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Feature(u64);

impl Feature {
    /// Returns the feature of a template that takes numbers.
    pub(super) fn number(template: Template, value: u32) -> Self {
        Self((template as u64) << 32 | u64::from(value))
    }

    /// Returns the feature of a template that takes one neighbour.
    pub(super) fn one(template: Template, code: Code) -> Self {
        Self::number(template, u32::from(code.0))
    }

    /// Returns the feature of a template that takes two neighbours.
    pub(super) fn two(template: Template, first: Code, second: Code) -> Self {
        Self::number(template, u32::from(first.0) << 16 | u32::from(second.0))
    }

    /// Reads a feature as [`fmt::Display`] writes it.
    pub(super) fn parse(name: &str, value: &str) -> Option<Self> {
        let (template, _, values) = TEMPLATES.iter().find(|(_, known, _)| *known == name)?;
        match values {
            Values::Numbers => Some(Self::number(*template, value.parse().ok()?)),
            Values::Neighbour => Some(Self::one(*template, Code::parse(value)?)),
            Values::Neighbours => {
                let (first, second) = value.split_once(' ')?;
                Some(Self::two(*template, Code::parse(first)?, Code::parse(second)?))
            }
        }
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((_, name, values)) = TEMPLATES.get((self.0 >> 32) as usize) else { return Ok(()) };
        let low = self.0 as u32;
        let (first, second) = (Code((low >> 16) as u16), Code(low as u16));
        match values {
            Values::Numbers => write!(f, "{name}\t{low}"),
            Values::Neighbour => write!(f, "{name}\t{second}"),
            Values::Neighbours => write!(f, "{name}\t{first} {second}"),
        }
    }
}

/// What stands next to a candidate: a word of the lexicon, a stop, or a class of other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Code(u16);

impl Code {
    /// The paragraph begins or ends here.
    pub(super) const EDGE: Self = Self(0);
    /// Another quotation.
    pub(super) const QUOTE: Self = Self(1);
    /// A number.
    pub(super) const NUMBER: Self = Self(2);
    /// An unlisted word with a capital.
    pub(super) const CAPITAL: Self = Self(3);
    /// An unlisted word without one.
    pub(super) const SMALL: Self = Self(4);
    /// The `'s` of a possessive.
    pub(super) const CLITIC: Self = Self(5);
    /// A character that is neither a letter nor ASCII.
    pub(super) const OTHER: Self = Self(6);
    const FIRST_STOP: u16 = 16;
    const FIRST_WORD: u16 = 256;
    const NAMED: [(Self, &'static str); 7] = [
        (Self::EDGE, "<edge>"),
        (Self::QUOTE, "<quote>"),
        (Self::NUMBER, "<number>"),
        (Self::CAPITAL, "<Aa>"),
        (Self::SMALL, "<aa>"),
        (Self::CLITIC, "<'s>"),
        (Self::OTHER, "<other>"),
    ];

    /// Returns the code of a word of the lexicon.
    pub(super) fn word(id: WordId) -> Self {
        Self(Self::FIRST_WORD + id)
    }

    /// Returns the code of a stop.
    pub(super) fn stop(c: char) -> Self {
        match c {
            '—' | '–' | '―' => Self::stop('-'),
            '…' => Self::stop('*'),
            '，' | '、' => Self::stop(','),
            '：' => Self::stop(':'),
            '。' => Self::stop('.'),
            c if c.is_ascii_graphic() => Self(Self::FIRST_STOP + c as u16),
            _ => Self::OTHER,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some((code, _)) = Self::NAMED.iter().find(|(_, name)| *name == text) {
            return Some(*code);
        }
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c.is_ascii_punctuation() || c.is_ascii_digit() => {
                Some(Self::stop(c))
            }
            _ => Some(LEXICON.look_up(text).0).filter(|id| *id > 0).map(Self::word),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 >= Self::FIRST_WORD {
            return f.write_str(LEXICON.name(self.0 - Self::FIRST_WORD));
        }
        match Self::NAMED.iter().find(|(code, _)| code == self) {
            Some((_, name)) => f.write_str(name),
            None => write!(f, "{}", (self.0.saturating_sub(Self::FIRST_STOP)) as u8 as char),
        }
    }
}

/// Returns the number of the first of `edges` that `value` does not exceed.
pub(super) fn bucket(value: usize, edges: &[usize]) -> u32 {
    edges.iter().take_while(|edge| value > **edge).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_reads_back_as_it_is_written() {
        let features = [
            Feature::number(Template::Words, 7),
            Feature::one(Template::Previous, Code::word(LEXICON.look_up("the").0)),
            Feature::two(Template::PreviousTwo, Code::stop(','), Code::EDGE),
            Feature::one(Template::Next, Code::CLITIC),
        ];
        for feature in features {
            let line = feature.to_string();
            let (name, value) = line.split_once('\t').unwrap();
            assert_eq!(Feature::parse(name, value), Some(feature), "{line}");
        }
    }

    #[test]
    fn buckets_count_the_edges_below() {
        assert_eq!([0, 1, 2, 9].map(|n| bucket(n, &[0, 1, 4])), [0, 1, 2, 3]);
    }
}
