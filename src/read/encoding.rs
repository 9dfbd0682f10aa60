//! From bytes to characters: by byte-order mark, then what is declared, then what the bytes say.
//!
//! Nothing is refused for its encoding: what cannot be read becomes U+FFFD and is counted, and
//! what was decided is kept beside the text.

use std::io::{self, BufRead, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding as Standard, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::{Encoding, EncodingBasis};

/// Bytes from which an encoding is detected; a detector of letter pairs needs far fewer.
const EXAMINED: usize = 256 * 1024;
/// Bytes from which the NUL bytes of UTF-16 without a mark are told.
const LOOKED_AT: usize = 1024;
/// Well-formed characters of several bytes that outweigh one that is broken: a text in UTF-8 with
/// a damaged place stays one, and a Latin one in which two bytes look like UTF-8 does not become it.
const SOUND_TO_BROKEN: usize = 4;

/// What bytes say, and how they were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The characters, a byte-order mark left out.
    pub(super) text: String,
    /// How they were decoded; none for UTF-8 that nothing was said about.
    pub(super) encoding: Option<Encoding>,
}

/// Decodes `bytes`, for which the label `declared` may be stated.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Standard::for_bom(&bytes) {
        // The usual mark of UTF-8 decides nothing that the bytes do not.
        let is_plain = encoding == UTF_8 && declared.is_none();
        let decoded = decode_as(&bytes[mark..], encoding, EncodingBasis::Mark);
        let is_clean = decoded.encoding.as_ref().is_some_and(|encoding| encoding.replaced == 0);
        return Decoded {
            encoding: decoded.encoding.filter(|_| !(is_plain && is_clean)),
            ..decoded
        };
    }
    let declared = declared.and_then(|label| Standard::for_label(label.trim().as_bytes()));
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        let is_declared = declared == Some(encoding);
        let basis = if is_declared { EncodingBasis::Declared } else { EncodingBasis::Detected };
        return decode_as(&bytes, encoding, basis);
    }
    if declared.is_none() && is_iso_2022_jp(&bytes) {
        return decode_as(&bytes, ISO_2022_JP, EncodingBasis::Detected);
    }
    let is_utf_16 = declared.is_some_and(|declared| [UTF_16LE, UTF_16BE].contains(&declared));
    let bytes = match String::from_utf8(bytes) {
        // Bytes that are UTF-8 beyond ASCII are nothing else, whatever is declared: an accident
        // of another encoding would have to keep all the rules of UTF-8.
        Ok(text) if declared.is_none_or(Standard::is_ascii_compatible) => {
            return Decoded { encoding: declared.map(|declared| utf_8(&text, declared)), text };
        }
        // Who can read that a page is UTF-16 does not read UTF-16.
        Ok(text) if is_utf_16 => {
            let basis = EncodingBasis::Detected;
            let encoding = Some(Encoding { name: UTF_8.name(), basis, replaced: 0 });
            return Decoded { text, encoding };
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    match declared {
        // Pages say so that are not: what is no UTF-8 but for an accident is something else.
        Some(declared) if declared != UTF_8 || is_damaged_utf_8(&bytes) => {
            decode_as(&bytes, declared, EncodingBasis::Declared)
        }
        _ => decode_as(&bytes, detect(&bytes), EncodingBasis::Detected),
    }
}

fn utf_8(text: &str, declared: &'static Standard) -> Encoding {
    let as_declared = declared == UTF_8 || text.is_ascii();
    let basis = if as_declared { EncodingBasis::Declared } else { EncodingBasis::Detected };
    let name = if as_declared { declared.name() } else { UTF_8.name() };
    Encoding { name, basis, replaced: 0 }
}

fn decode_as(bytes: &[u8], encoding: &'static Standard, basis: EncodingBasis) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { replaced(bytes, &text, encoding) } else { 0 };
    let encoding = Some(Encoding { name: encoding.name(), basis, replaced });
    Decoded { text: text.into_owned(), encoding }
}

/// Counts the replacement characters that the bytes themselves do not state.
fn replaced(bytes: &[u8], text: &str, encoding: &'static Standard) -> usize {
    let found = memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count();
    let stated =
        if encoding == UTF_8 { memchr::memmem::find_iter(bytes, "\u{fffd}").count() } else { 0 };
    found.saturating_sub(stated)
}

/// Returns the name of the encoding that the beginning of a table shows it to have; none for UTF-8,
/// and where nothing shows it.
pub(super) fn encoding_of(head: &[u8]) -> Option<&'static str> {
    let fault = std::str::from_utf8(head).err()?;
    let is_cut = fault.error_len().is_none();
    (!is_cut && !is_damaged_utf_8(head)).then(|| detect(head).name())
}

/// Returns the encoding that the bytes look most like.
fn detect(bytes: &[u8]) -> &'static Standard {
    if is_damaged_utf_8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(EXAMINED)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Tells UTF-16 by its mark or by its bytes.
pub(super) fn utf_16(first: &[u8]) -> Option<&'static Standard> {
    match Standard::for_bom(first) {
        Some((encoding, _)) => Some(encoding).filter(|encoding| *encoding != UTF_8),
        None => utf_16_without_mark(first),
    }
}

/// Bytes of another encoding as UTF-8, as they come; a mark at their beginning is left out.
pub(super) struct Recoded<R> {
    input: R,
    decoder: Decoder,
    /// What was decoded and not read yet.
    text: Vec<u8>,
    at: usize,
    is_over: bool,
}

impl<R: BufRead> Recoded<R> {
    pub(super) fn new(input: R, encoding: &'static Standard) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { input, decoder, text: Vec::new(), at: 0, is_over: false }
    }
}

impl<R: BufRead> Read for Recoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.is_over {
            let bytes = self.input.fill_buf()?;
            self.is_over = bytes.is_empty();
            // Three bytes at most come of one, and some of what was begun before.
            self.text.resize(bytes.len() * 3 + 16, 0);
            let (_, read, written, _) =
                self.decoder.decode_to_utf8(bytes, &mut self.text, self.is_over);
            self.input.consume(read);
            self.text.truncate(written);
            self.at = 0;
        }
        let read = out.len().min(self.text.len() - self.at);
        out[..read].copy_from_slice(&self.text[self.at..self.at + read]);
        self.at += read;
        Ok(read)
    }
}

/// Tells UTF-16 by the NUL bytes that nearly every second byte of a European text is.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Standard> {
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    let nuls = |offset| looked_at.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let pairs = looked_at.len() / 2;
    let (even, odd) = (nuls(0), nuls(1));
    if pairs < 4 {
        None
    } else if odd * 10 >= pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Tells ISO-2022-JP by the escapes with which it begins Japanese; all else in it is ASCII.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let has = |escape: &[u8]| memchr::memmem::find(bytes, escape).is_some();
    (has(b"\x1b$B") || has(b"\x1b$@"))
        && bytes.is_ascii()
        && !ISO_2022_JP.decode_without_bom_handling(bytes).1
}

/// Says whether bytes are UTF-8 with a few broken places, such as a cut end.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // A character that is begun and not ended is one only at the end, where it was cut.
        let fault = std::str::from_utf8(chunk.invalid()).err();
        broken += usize::from(fault.is_some_and(|fault| fault.error_len().is_some()));
    }
    sound > 0 && sound >= SOUND_TO_BROKEN * broken
}

/// Counts the characters of a text that show nothing and may mislead a reader.
///
/// Soft hyphens and the joiners of Arabic, Indic and emoji are left out: they are spelling.
pub(super) fn hidden_characters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_hidden = |at: usize| match bytes.get(at..at + 3) {
        Some([0xe2, 0x80, third]) => matches!(third, 0x8b | 0x8e | 0x8f | 0xaa..=0xae),
        Some([0xe2, 0x81, third]) => matches!(third, 0xa0..=0xa4 | 0xa6..=0xa9),
        Some([0xef, 0xbb, 0xbf]) => true,
        // The tag characters, U+E0000 to U+E007F: invisible ASCII.
        Some([0xf3, 0xa0, 0x80 | 0x81]) => true,
        _ => false,
    };
    memchr::memchr3_iter(0xe2, 0xef, 0xf3, bytes).filter(|at| is_hidden(*at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EncodingBasis::{Declared, Detected, Mark};

    fn told(
        bytes: &[u8],
        declared: Option<&str>,
    ) -> (String, Option<(&'static str, EncodingBasis, usize)>) {
        let Decoded { text, encoding } = decode(bytes.to_vec(), declared);
        (text, encoding.map(|encoding| (encoding.name, encoding.basis, encoding.replaced)))
    }

    fn utf_16(text: &str, mark: &[u8], bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes_of)).collect()
    }

    #[test]
    fn a_mark_decides_then_what_is_declared_then_the_bytes() {
        let said = "“Zoë went,” she said.";
        let latin = b"\x93Zo\xeb went,\x94 she said.";
        let little = utf_16(said, b"\xff\xfe", u16::to_le_bytes);
        let big = utf_16(said, b"\xfe\xff", u16::to_be_bytes);
        let bare = utf_16(said, b"", u16::to_le_bytes);
        type Row<'a> = (&'a [u8], Option<&'a str>, Option<(&'static str, EncodingBasis, usize)>);
        let rows: [Row<'_>; 9] = [
            (said.as_bytes(), None, None),
            // Every mark would be lost that a template's declaration is believed about.
            (latin, Some("utf-8"), Some(("windows-1252", Detected, 0))),
            (said.as_bytes(), Some("utf-8"), Some(("UTF-8", Declared, 0))),
            // The declaration is a template's, the bytes are the article's.
            (said.as_bytes(), Some("iso-8859-1"), Some(("UTF-8", Detected, 0))),
            (latin, Some("iso-8859-1"), Some(("windows-1252", Declared, 0))),
            (latin, None, Some(("windows-1252", Detected, 0))),
            (&little, Some("utf-8"), Some(("UTF-16LE", Mark, 0))),
            (&big, None, Some(("UTF-16BE", Mark, 0))),
            (&bare, None, Some(("UTF-16LE", Detected, 0))),
        ];
        for (bytes, declared, expected) in rows {
            assert_eq!(
                told(bytes, declared),
                (said.to_owned(), expected),
                "{declared:?} {bytes:?}"
            );
        }
    }

    #[test]
    fn japanese_in_seven_bits_is_told_by_its_escapes() {
        let mail = b"\x1b$B!V66$OJD$8$k!W\x1b(B she said.";
        assert_eq!(
            told(mail, None),
            ("「橋は閉じる」 she said.".to_owned(), Some(("ISO-2022-JP", Detected, 0)))
        );
        let colours = "\x1b[1mIt is over,\x1b[0m she said: \x1b$Bx";
        assert_eq!(told(colours.as_bytes(), None), (colours.to_owned(), None));
    }

    #[test]
    fn what_cannot_be_read_is_counted() {
        type Row<'a> = (&'a [u8], Option<&'a str>, &'a str, &'a str, usize);
        let rows: [Row<'_>; 4] = [
            (
                b"\xe2\x80\x9cIt is over,\xe2\x80\x9d \xc3\xa9t\xc3\xa9, \xff he said",
                None,
                "“It is over,” été, \u{fffd} he said",
                "UTF-8",
                1,
            ),
            // Cut within a character.
            (
                b"\xe2\x80\x9cIt \xe2\x80\x94 all of it \xe2\x80\x94 is over\xe2\x80",
                None,
                "“It — all of it — is over\u{fffd}",
                "UTF-8",
                1,
            ),
            (
                b"\xc3\xa9t\xc3\xa9 \xc3\xa9t\xc3\xa9 \xff",
                Some("utf-8"),
                "été été \u{fffd}",
                "UTF-8",
                1,
            ),
            (
                "stated \u{fffd} and \u{fffd}".as_bytes(),
                Some("utf-8"),
                "stated \u{fffd} and \u{fffd}",
                "UTF-8",
                0,
            ),
        ];
        for (bytes, declared, text, name, replaced) in rows {
            let found = decode(bytes.to_vec(), declared);
            assert_eq!(found.text, text);
            let encoding = found.encoding.expect("something was decided");
            assert_eq!((encoding.name, encoding.replaced), (name, replaced), "{text}");
        }
    }

    #[test]
    fn characters_that_show_nothing_are_counted() {
        let rows = [
            ("“plain” — text…", 0),
            ("ze\u{200b}ro wi\u{200b}dth", 2),
            ("right \u{202e}to left\u{202c} and \u{2066}isolated\u{2069}", 4),
            ("a mark\u{feff} within", 1),
            ("👩\u{200d}🚀 soft\u{ad}ly", 0),
            ("tag\u{e0041}", 1),
        ];
        for (text, expected) in rows {
            assert_eq!(hidden_characters(text), expected, "{text:?}");
        }
    }
}
