//! Ids that come from content, so that they do not depend on the order of ingest.
//!
//! Each is a letter, a colon and 16 hexadecimal digits. A wording's and a quote's are the
//! smallest among their appearances', under their own letter.

use std::fmt;
use std::str::FromStr;

use super::hash::digit;
use super::{CharSpan, Sha256Hash};

/// The text is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an id of the form {letter}:0123456789abcdef")]
pub struct UnreadableId {
    text: String,
    letter: char,
}

/// Writes an id: articles and appearances by the hundred thousand show theirs.
fn show(letter: char, number: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = [0; 18];
    [shown[0], shown[1]] = [letter as u8, b':'];
    for (place, byte) in shown[2..].as_chunks_mut().0.iter_mut().zip(number.to_be_bytes()) {
        *place = [byte >> 4, byte & 15].map(digit);
    }
    // Letter and digits are ASCII.
    f.write_str(str::from_utf8(&shown).unwrap_or_default())
}

macro_rules! content_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                show($letter, self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl FromStr for $name {
            type Err = UnreadableId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix(concat!($letter, ":"))
                    .filter(|digits| digits.len() == 16)
                    .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
                    .and_then(|digits| u64::from_str_radix(digits, 16).ok())
                    .map(Self)
                    .ok_or_else(|| UnreadableId { text: text.to_owned(), letter: $letter })
            }
        }
    };
}

content_id!(
    /// Names one publication of one text: `a:` and 16 hexadecimal digits.
    ArticleId,
    'a'
);
content_id!(
    /// Names one quoted span in one article: `x:` and 16 hexadecimal digits.
    AppearanceId,
    'x'
);
content_id!(
    /// Names one distinct way the words of a quote ran: `w:` and 16 hexadecimal digits.
    WordingId,
    'w'
);
content_id!(
    /// Names one utterance in all its wordings: `q:` and 16 hexadecimal digits.
    QuoteId,
    'q'
);

impl ArticleId {
    /// Returns the id of the article with these bytes at this address or, without one, of this outlet.
    pub fn of(bytes: &Sha256Hash, url: Option<&str>, outlet: Option<&str>) -> Self {
        let (tag, place) = match (url, outlet) {
            (Some(url), _) => ("url", url),
            (None, Some(outlet)) => ("outlet", outlet),
            (None, None) => ("", ""),
        };
        Self(Sha256Hash::of(format!("{bytes}\n{tag}\n{place}").as_bytes()).prefix())
    }
}

impl AppearanceId {
    /// Returns the id of the span at this place of this article.
    pub fn of(article: ArticleId, span: CharSpan) -> Self {
        Self(Sha256Hash::of(format!("{article}\n{span}").as_bytes()).prefix())
    }
}

impl WordingId {
    /// Returns the id of the wording whose smallest appearance is `smallest`.
    pub fn from_smallest(smallest: AppearanceId) -> Self {
        Self(smallest.0)
    }
}

impl QuoteId {
    /// Returns the id of the quote whose smallest appearance is `smallest`.
    pub fn from_smallest(smallest: AppearanceId) -> Self {
        Self(smallest.0)
    }

    /// Returns the appearance that the id comes from.
    pub fn smallest(self) -> AppearanceId {
        AppearanceId(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_from_what_it_shows() {
        let id = QuoteId(0x7c1f_2a00_0000_0001);
        assert_eq!(id.to_string(), "q:7c1f2a0000000001");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("w:7c1f2a0000000001".parse::<QuoteId>().is_err());
        assert!("q:+c1f2a000000001".parse::<QuoteId>().is_err());
    }

    #[test]
    fn an_address_decides_before_the_outlet() {
        let bytes = Sha256Hash::of(b"text");
        let at = |url, outlet| ArticleId::of(&bytes, url, outlet);
        assert_eq!(at(Some("u"), Some("A")), at(Some("u"), None));
        assert_ne!(at(None, Some("A")), at(None, Some("B")));
        assert_ne!(at(None, Some("A")), at(None, None));
    }
}
