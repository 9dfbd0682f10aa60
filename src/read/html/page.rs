//! One linear pass over a page: its text, what stands in its head, and whether it is sane.

use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::elements::{is_about_other, is_block, is_box, is_hidden, is_part};
use super::sanity::{Escapes, Open};

/// Bytes kept of one script of data, or of one attribute.
const LONGEST_VALUE: usize = 1024 * 1024;
/// Statements of each kind that are kept of one page.
const MOST_STATED: usize = 512;
/// Headings of the first rank that are kept of one page; the first is often the site's name.
const MOST_HEADINGS: usize = 16;

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
    /// The `<h1>` elements that say something.
    pub(super) headings: Vec<String>,
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
        pass.page.is_sane &= pass.escapes.are_few();
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
    /// The part of the page at hand that is about something else: its element, and how many of
    /// that name are open since.
    other: Option<(Vec<u8>, usize)>,
    /// The drawings that are open: their titles are not the page's.
    drawings: usize,
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
        let is_name = matches!(self.attribute.as_slice(), b"class" | b"id" | b"itemtype");
        if (is_wanted || (is_name && is_part(&self.tag)))
            && self.attributes.len() < 32
            && value.len() <= LONGEST_VALUE
        {
            let name = String::from_utf8_lossy(&self.attribute).into_owned();
            self.attributes.push((name, String::from_utf8_lossy(value).into_owned()));
        }
    }

    /// Notes that a part begins that is about something else, or goes on.
    fn begin_other(&mut self, tag: &[u8]) {
        match &mut self.other {
            Some((name, open)) => *open += usize::from(name.as_slice() == tag),
            None if is_part(tag) => {
                let mut stated = self.attributes.iter();
                let is_other = stated.any(|(name, value)| is_about_other(name, value));
                self.other = is_other.then(|| (tag.to_vec(), 1));
            }
            None => {}
        }
    }

    fn end_other(&mut self, tag: &[u8]) {
        if let Some((name, open)) = &mut self.other {
            *open -= usize::from(name.as_slice() == tag);
            if *open == 0 {
                self.other = None;
            }
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn start_tag(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        self.boxes += usize::from(is_box(&tag));
        self.drawings += usize::from(tag == b"svg");
        self.begin_other(&tag);
        self.page.is_sane &= self.open.start(&tag, self.attribute_count);
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
            b"title" if self.page.title.is_empty() && self.drawings == 0 => {
                self.go_inside(Inside::Title, &tag)
            }
            b"h1" if self.page.headings.len() < MOST_HEADINGS => {
                self.go_inside(Inside::Heading, &tag)
            }
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
                let is_own = self.other.is_none();
                let names = ["property", "name", "http-equiv"].into_iter();
                for name in names.chain(is_own.then_some("itemprop")) {
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
                    if self.boxes == 0 && self.other.is_none() {
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
        self.drawings = self.drawings.saturating_sub(usize::from(name == b"svg"));
        self.end_other(name);
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
                Inside::Heading => {
                    let heading = Some(collapsed(&self.data)).filter(|words| !words.is_empty());
                    self.page.headings.extend(heading);
                }
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
