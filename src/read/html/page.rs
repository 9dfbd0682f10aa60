//! One linear pass over a page: its text, what stands in its head, and whether it is sane.

use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

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
/// Bytes kept of one script of data, or of one attribute.
const LONGEST_VALUE: usize = 1024 * 1024;
/// Statements of each kind that are kept of one page.
const MOST_STATED: usize = 512;

/// A page as one pass sees it.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// All that a reader would see, a paragraph a line, with blank lines between them.
    pub(super) text: String,
    /// Whether it can be built into a tree in little time and memory.
    pub(super) is_sane: bool,
    /// `<meta>` elements: the name, property or `itemprop` in lower case, and the content.
    pub(super) metas: Vec<(String, String)>,
    /// `<link>` elements: `rel` in lower case, and `href`.
    pub(super) links: Vec<(String, String)>,
    /// `<time>` elements: `datetime`, and `itemprop` and `class` in lower case.
    pub(super) times: Vec<(String, String)>,
    /// Scripts of the type `application/ld+json`.
    pub(super) json_ld: Vec<String>,
    /// The `<title>`.
    pub(super) title: String,
    /// The first `<h1>`.
    pub(super) heading: String,
    /// The `lang` of `<html>`.
    pub(super) language: Option<String>,
    /// The `href` of `<base>`.
    pub(super) base: Option<String>,
    /// Comments that browsers and their extensions leave in what they save.
    pub(super) notes: Vec<String>,
}

impl Page {
    /// Reads a page.
    pub(super) fn of(html: &str) -> Self {
        let mut pass = Pass { page: Self { is_sane: true, ..Self::default() }, ..Pass::default() };
        let mut emitter = CallbackEmitter::new(&mut pass);
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        pass.end_block();
        pass.escapes.end();
        pass.page.is_sane &= pass.escapes.searched <= MOST_SEARCHED;
        pass.page.text.truncate(pass.page.text.trim_end().len());
        pass.page
    }
}

/// What the text that follows is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Inside {
    #[default]
    Body,
    Title,
    Heading,
    Data,
    /// Nothing that is shown.
    Hidden,
}

/// The state of a pass.
#[derive(Debug, Default)]
struct Pass {
    page: Page,
    inside: Inside,
    /// The element that ends what is hidden.
    until: Vec<u8>,
    tag: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Vec<(String, String)>,
    attribute_count: usize,
    /// Whether the tag has an attribute `pubdate`, which needs no value.
    is_pubdate: bool,
    /// The boxes beside the article that are open.
    boxes: usize,
    /// The text of the paragraph at hand.
    block: String,
    data: String,
    is_preformatted: bool,
    open: Open,
    escapes: Escapes,
}

impl Callback<Infallible, ()> for &mut Pass {
    fn handle_event(&mut self, event: CallbackEvent<'_>, _: Span<()>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag.clear();
                self.tag.extend_from_slice(name);
                self.attributes.clear();
                self.attribute_count = 0;
                self.is_pubdate = false;
                self.escapes.end();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute_count += 1;
                self.is_pubdate |= name == b"pubdate";
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
            }
            CallbackEvent::AttributeValue { value } => {
                self.escapes.add(value);
                self.escapes.end();
                self.keep_attribute(value);
            }
            CallbackEvent::CloseStartTag { .. } => self.start_tag(),
            CallbackEvent::EndTag { name } => {
                self.escapes.end();
                self.end_tag(name);
            }
            CallbackEvent::String { value } => {
                // What scripts and styles hold is written out as it is.
                if !matches!(self.until.as_slice(), b"script" | b"style") {
                    self.escapes.add(value);
                }
                self.text(&String::from_utf8_lossy(value));
            }
            CallbackEvent::Comment { value } => self.comment(value),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

impl Pass {
    /// Keeps the attributes of the few elements that state something.
    fn keep_attribute(&mut self, value: &[u8]) {
        let is_wanted = matches!(
            self.tag.as_slice(),
            b"meta" | b"link" | b"time" | b"script" | b"html" | b"base"
        );
        if is_wanted && self.attributes.len() < 32 && value.len() <= LONGEST_VALUE {
            let name = String::from_utf8_lossy(&self.attribute).into_owned();
            self.attributes.push((name, String::from_utf8_lossy(value).into_owned()));
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn start_tag(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        self.boxes += usize::from(is_box(&tag));
        self.page.is_sane &= self.attribute_count <= MOST_ATTRIBUTES && self.open.start(&tag);
        match tag.as_slice() {
            b"meta" | b"link" | b"time" | b"html" | b"base" => self.keep_stated(&tag),
            b"br" => self.block.push('\n'),
            b"pre" => self.is_preformatted = true,
            _ => {}
        }
        if is_block(&tag) {
            self.end_block();
        }
        match tag.as_slice() {
            b"title" if self.page.title.is_empty() => self.go_inside(Inside::Title, &tag),
            b"h1" if self.page.heading.is_empty() => self.go_inside(Inside::Heading, &tag),
            b"script" if self.is_data() => self.go_inside(Inside::Data, &tag),
            tag if is_hidden(tag) => self.go_inside(Inside::Hidden, tag),
            _ => {}
        }
        self.tag = tag;
    }

    fn go_inside(&mut self, inside: Inside, tag: &[u8]) {
        if self.inside == Inside::Body || self.inside == Inside::Heading {
            self.inside = inside;
            self.until = tag.to_vec();
            self.data.clear();
        }
    }

    fn is_data(&self) -> bool {
        self.attribute("type").is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case("application/ld+json")
        })
    }

    fn keep_stated(&mut self, tag: &[u8]) {
        let own = |value: Option<&str>| value.map(str::to_owned);
        let lower = |value: Option<&str>| value.map(str::to_lowercase);
        let keep = |list: &mut Vec<_>, entry| {
            if list.len() < MOST_STATED {
                list.push(entry);
            }
        };
        match tag {
            b"meta" => {
                let content = own(self.attribute("content"));
                for name in ["property", "name", "itemprop", "http-equiv"] {
                    if let (Some(name), Some(content)) = (lower(self.attribute(name)), &content) {
                        keep(&mut self.page.metas, (name, content.clone()));
                    }
                }
            }
            b"link" => {
                let (rel, href) = (lower(self.attribute("rel")), own(self.attribute("href")));
                if let (Some(rel), Some(href)) = (rel, href) {
                    keep(&mut self.page.links, (rel, href));
                }
            }
            b"time" => {
                if let Some(moment) = own(self.attribute("datetime")) {
                    let about = ["itemprop", "class"].map(|name| lower(self.attribute(name)));
                    let pubdate = self.is_pubdate.then(|| "pubdate".to_owned());
                    let about = about.into_iter().flatten().chain(pubdate);
                    let about = about.collect::<Vec<_>>().join(" ");
                    // What stands in a box of its own is about something else.
                    if self.boxes == 0 {
                        keep(&mut self.page.times, (moment, about));
                    }
                }
            }
            b"html" if self.page.language.is_none() => {
                self.page.language =
                    own(self.attribute("lang")).or(own(self.attribute("xml:lang")));
            }
            b"base" if self.page.base.is_none() => self.page.base = own(self.attribute("href")),
            _ => {}
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        self.open.end(name);
        self.boxes = self.boxes.saturating_sub(usize::from(is_box(name)));
        if is_block(name) {
            self.end_block();
        }
        if name == b"pre" {
            self.is_preformatted = false;
        }
        if self.inside != Inside::Body && name == self.until.as_slice() {
            match self.inside {
                Inside::Data if self.page.json_ld.len() < MOST_STATED => {
                    self.page.json_ld.push(std::mem::take(&mut self.data));
                }
                Inside::Title => self.page.title = collapsed(&self.data),
                Inside::Heading => self.page.heading = collapsed(&self.data),
                _ => {}
            }
            self.inside = Inside::Body;
            self.until.clear();
        }
    }

    fn text(&mut self, text: &str) {
        match self.inside {
            Inside::Hidden => {}
            Inside::Title | Inside::Data => self.note(text),
            Inside::Heading => {
                self.note(text);
                self.add(text);
            }
            Inside::Body => self.add(text),
        }
    }

    fn note(&mut self, text: &str) {
        if self.data.len() + text.len() <= LONGEST_VALUE {
            self.data.push_str(text);
        }
    }

    /// Adds text to the paragraph, runs of white space as one space.
    fn add(&mut self, text: &str) {
        if self.is_preformatted {
            self.block.push_str(text);
            return;
        }
        for (index, word) in text.split(is_space).enumerate() {
            if index > 0 && !self.block.ends_with([' ', '\n']) {
                self.block.push(' ');
            }
            self.block.push_str(word);
        }
    }

    fn end_block(&mut self) {
        let lines = self.block.lines().map(|line| line.trim_matches(is_space));
        let mut is_first = true;
        for line in lines.filter(|line| !line.is_empty()) {
            if is_first && !self.page.text.is_empty() {
                self.page.text.push('\n');
            }
            is_first = false;
            self.page.text.push_str(line);
            self.page.text.push('\n');
        }
        self.block.clear();
    }

    fn comment(&mut self, value: &[u8]) {
        let is_note =
            |with: &[u8]| memchr::memmem::find(&value[..value.len().min(256)], with).is_some();
        if self.page.notes.len() < MOST_STATED
            && (is_note(b"saved from url=") || is_note(b"saved with SingleFile"))
        {
            let shown = &value[..value.len().min(4096)];
            self.page.notes.push(String::from_utf8_lossy(shown).into_owned());
        }
    }
}

/// White space as HTML counts it; a no-break space is a character.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn collapsed(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Says whether an element begins a paragraph and ends one.
fn is_block(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"p" | b"div"
            | b"li"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"section"
            | b"article"
            | b"blockquote"
            | b"tr"
            | b"td"
            | b"th"
            | b"dt"
            | b"dd"
            | b"dl"
            | b"ul"
            | b"ol"
            | b"table"
            | b"figure"
            | b"figcaption"
            | b"pre"
            | b"header"
            | b"footer"
            | b"nav"
            | b"aside"
            | b"main"
            | b"form"
            | b"hr"
            | b"address"
            | b"details"
            | b"summary"
            | b"body"
            | b"html"
            | b"head"
            | b"center"
            | b"fieldset"
            | b"caption"
            | b"option"
            | b"button"
            | b"label"
    )
}

/// Says whether what is in an element is not about the page's own article.
fn is_box(tag: &[u8]) -> bool {
    matches!(tag, b"aside" | b"nav" | b"footer")
}

/// Says whether the text of an element is not shown as text.
fn is_hidden(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"script"
            | b"style"
            | b"noscript"
            | b"iframe"
            | b"noembed"
            | b"noframes"
            | b"textarea"
            | b"template"
            | b"select"
            | b"datalist"
            | b"title"
    )
}

/// The elements that are open, as a tree builder would have them; enough to tell how deep it
/// would get.
#[derive(Debug, Default)]
struct Open {
    names: Vec<u64>,
    elements: usize,
    formatting: [usize; FORMATTING.len()],
}

/// What it takes to write the texts and values of a tree out again.
#[derive(Debug, Default)]
struct Escapes {
    /// Bytes of the text at hand.
    length: usize,
    /// Those of them at which the search begins anew: `&`, and the first of a no-break space.
    found: usize,
    searched: usize,
}

impl Escapes {
    fn add(&mut self, text: &[u8]) {
        self.length += text.len();
        self.found += memchr::memchr2_iter(b'&', 0xc2, text).count();
    }

    fn end(&mut self) {
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
    /// Opens an element; `false` where the page has become too deep or too long.
    fn start(&mut self, tag: &[u8]) -> bool {
        self.elements += 1;
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

    fn end(&mut self, tag: &[u8]) {
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

fn is_void(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}
