//! Whether a page can be built into a tree, and that be written out, in little time and memory.

use super::elements::{is_block, is_void};

/// Elements within elements before a page is refused a tree: of 1,171 pages of news sites the
/// deepest has 31, and trees this deep are walked by functions that call themselves.
const DEEPEST: usize = 256;
/// Attributes of one tag before a page is refused a tree, which compares each with each; of the
/// same pages the most are 2,895.
const MOST_ATTRIBUTES: usize = 4_096;
/// Elements before a page is refused a tree.
const MOST_ELEMENTS: usize = 200_000;
/// Elements of formatting that are open at once before a page is refused a tree, which opens them
/// all again in every paragraph.
const MOST_FORMATTING: usize = 64;
/// Bytes that are searched for characters to be escaped before a page is refused a tree: when the
/// tree is written out, each `&` of a text has all of it searched that follows.
const MOST_SEARCHED: usize = 1 << 30;

/// The elements that are open, as a tree builder would have them; enough to tell how deep it
/// would get.
#[derive(Debug, Default)]
pub(super) struct Open {
    names: Vec<u64>,
    elements: usize,
    formatting: [usize; FORMATTING.len()],
}

/// What it takes to write the texts and values of a tree out again.
#[derive(Debug, Default)]
pub(super) struct Escapes {
    /// Bytes of the text at hand.
    length: usize,
    /// Those of them at which the search begins anew: `&`, and the first of a no-break space.
    found: usize,
    searched: usize,
}

impl Escapes {
    /// Adds to a text.
    pub(super) fn add(&mut self, text: &[u8]) {
        self.length += text.len();
        self.found += memchr::memchr2_iter(b'&', 0xc2, text).count();
    }

    /// Says whether a tree of what was added can be written out in little time.
    pub(super) fn are_few(&self) -> bool {
        self.searched <= MOST_SEARCHED
    }

    /// Ends a text.
    pub(super) fn end(&mut self) {
        self.searched = self.searched.saturating_add(self.length.saturating_mul(self.found));
        (self.length, self.found) = (0, 0);
    }
}

/// Elements that a tree builder opens again where a paragraph closed them.
const FORMATTING: [&[u8]; 14] = [
    b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike",
    b"strong", b"tt", b"u",
];

impl Open {
    /// Opens an element of so many attributes; `false` where the page has become too much.
    pub(super) fn start(&mut self, tag: &[u8], attributes: usize) -> bool {
        self.elements += 1;
        if attributes > MOST_ATTRIBUTES {
            return false;
        }
        if is_void(tag) {
            return self.elements <= MOST_ELEMENTS;
        }
        if let Some(place) = FORMATTING.iter().position(|name| *name == tag) {
            let is_link_in_link = place == 0 && self.formatting[0] > 0;
            self.formatting[place] += usize::from(!is_link_in_link);
        }
        while self.names.last().is_some_and(|top| closes(tag, *top)) {
            self.names.pop();
        }
        self.names.push(key(tag));
        self.names.truncate(DEEPEST + 1);
        self.names.len() <= DEEPEST
            && self.elements <= MOST_ELEMENTS
            && self.formatting.iter().sum::<usize>() <= MOST_FORMATTING
    }

    /// Ends an element.
    pub(super) fn end(&mut self, tag: &[u8]) {
        if let Some(place) = FORMATTING.iter().position(|name| *name == tag) {
            self.formatting[place] = self.formatting[place].saturating_sub(1);
        }
        let key = key(tag);
        if let Some(place) = self.names.iter().rposition(|name| *name == key) {
            self.names.truncate(place);
        }
    }
}

/// Says whether the beginning of `tag` ends the element `top`, whose own end may be left out.
fn closes(tag: &[u8], top: u64) -> bool {
    let is = |names: &[&[u8]]| names.iter().any(|name| key(name) == top);
    match tag {
        b"li" => is(&[b"li", b"p"]),
        b"dt" | b"dd" => is(&[b"dt", b"dd", b"p"]),
        b"option" | b"optgroup" => is(&[b"option"]),
        b"td" | b"th" => is(&[b"td", b"th", b"p"]),
        b"tr" => is(&[b"td", b"th", b"tr", b"p"]),
        b"tbody" | b"thead" | b"tfoot" => is(&[b"td", b"th", b"tr", b"tbody", b"thead", b"p"]),
        _ if is_block(tag) => is(&[b"p"]),
        _ => false,
    }
}

/// Returns the first eight letters of a name as a number.
fn key(tag: &[u8]) -> u64 {
    tag.iter().take(8).fold(1, |key, byte| key << 8 | u64::from(*byte))
}
