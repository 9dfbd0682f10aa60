//! HTML: saved pages, pages in web archives, and pieces of HTML in feeds.
//!
//! One linear pass reads what a page states about itself and all of its text, and tells whether
//! it is sane enough to be built into a tree. If so, the article is cut out of it; if not, all of
//! its text is the article. Paragraphs of the page in which somebody is quoted and which the
//! article lacks are added behind it, and marked.

mod addresses;
mod elements;
mod json_ld;
mod mend;
mod outside;
mod page;
mod sanity;
mod saved;
mod stated;
mod titles;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use dom_smoothie::{Config, Readability, TextMode};

use super::ReadError;
use super::document::{Document, Form};
use super::encoding::{Decoded, decode};
use super::text::{Bytes, article, article_of_text, first_of_binary};
use crate::model::{Article, Reading};
use page::Page;
pub(super) use stated::shown;

/// Most bytes of a page that is built into a tree, which takes some thirty times as much memory;
/// of 1,171 pages of news sites the longest has 4 MB.
const LONGEST_TREE: usize = 16 * 1024 * 1024;
/// Pages longer than this are built into trees one at a time, so that many threads at once stay
/// within the memory that one takes.
const ALONE: usize = 1024 * 1024;
/// Bytes at the beginning of a page in which it declares its encoding.
const DECLARES_WITHIN: usize = 8 * 1024;

/// Held while a long page is a tree.
static LONG_TREE: Mutex<()> = Mutex::new(());

/// Reads the article that a document holds.
///
/// # Errors
///
/// Where there is no text in it, or it is no text at all.
pub fn article_of_document(document: Document) -> Result<Article, ReadError> {
    match document.form {
        Form::Text => article_of_text(document),
        Form::Page => article_of_page(document),
        Form::Fragment => article_of_fragment(document),
    }
}

fn article_of_page(document: Document) -> Result<Article, ReadError> {
    if let Some(at) = first_of_binary(&document.bytes) {
        return Err(ReadError::Binary { source_name: document.source_name, at });
    }
    let declared = document.charset.clone().or_else(|| declared_in(&document.bytes));
    let Decoded { text: html, encoding } = decode(document.bytes.clone(), declared.as_deref());
    let html = mend::mended(html);
    let page = Page::of(&html);
    let stated = stated::of(&page, document.address.as_deref());
    let main = if page.is_sane && html.len() <= LONGEST_TREE { main_text(&html) } else { None };
    drop(html);
    let main = stated.body.and_then(|body| hidden_body(&body, &page.text)).or(main);
    let (text, outside_from) = match main {
        Some(main) => outside::with_outside(main, &page.text),
        None => (page.text, None),
    };
    if text.trim().is_empty() {
        return Err(ReadError::Empty { source_name: document.source_name });
    }
    let mut facts = document.facts;
    facts.fill_from(stated.facts);
    let reading = Reading {
        encoding,
        outside_from,
        retrieved: document.retrieved.or(stated.retrieved),
        statements: stated.statements,
        ..Reading::default()
    };
    let bytes = Bytes { bytes: &document.bytes, are_kept: document.keeps_raw };
    Ok(article(document.source_name, text, Some(bytes), facts, reading))
}

/// Reads a piece of HTML that is all article; most feeds have plain text in it, too.
fn article_of_fragment(document: Document) -> Result<Article, ReadError> {
    let Document { source_name, bytes, facts, retrieved, keeps_raw, .. } = document;
    let Decoded { text: html, encoding } = decode(bytes.clone(), None);
    let text = Page::of(&mend::mended(html)).text;
    if text.trim().is_empty() {
        return Err(ReadError::Empty { source_name });
    }
    let encoding = encoding.filter(|encoding| encoding.replaced > 0);
    let reading = Reading { encoding, retrieved, ..Reading::default() };
    let bytes = Bytes { bytes: &bytes, are_kept: keeps_raw };
    Ok(article(source_name, text, Some(bytes), facts, reading))
}

/// Returns the text of an article that a page has in its data alone, and shows scripts and
/// subscribers.
fn hidden_body(body: &str, shown: &str) -> Option<String> {
    let body = if body.contains("</") {
        Page::of(&mend::mended(body.to_owned())).text
    } else {
        body.to_owned()
    };
    let body = tidy(&body);
    outside::lacks(shown, &body).then_some(body)
}

/// Returns the encoding that a page declares in a `<meta>` or an XML declaration.
fn declared_in(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARES_WITHIN)]);
    let head = without_comments(&head.to_ascii_lowercase());
    let xml = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let in_xml = xml.and_then(|(declaration, _)| value_after(declaration, "encoding"));
    let metas = head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let mut in_metas = metas.filter_map(|meta| value_after(meta, "charset"));
    in_metas.next().or(in_xml)
}

/// Leaves out what is commented out; what browsers read is read, and the rest is not.
fn without_comments(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}

/// Reads `name = "value"` or `name=value`.
fn value_after(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':' | '.'));
    let value = &rest[..end.unwrap_or(rest.len())];
    (!value.is_empty()).then(|| value.to_owned())
}

/// Returns the text of the article in a page; none where it is not found.
fn main_text(html: &str) -> Option<String> {
    // A poisoned lock guards no data.
    let _alone = (html.len() > ALONE).then(|| LONG_TREE.lock());
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    // A page that the parser cannot take must not stop the others.
    let found = catch_unwind(AssertUnwindSafe(|| {
        Readability::new(html, None, Some(config)).and_then(|mut readability| readability.parse())
    }));
    let text = found.ok()?.ok()?.text_content.to_string();
    let text = tidy(&text);
    (!text.is_empty()).then_some(text)
}

/// Trims every line, and leaves one blank line at most between two.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut is_after_blank = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_after_blank = true;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if is_after_blank { "\n\n" } else { "\n" });
        }
        tidied.push_str(line);
        is_after_blank = false;
    }
    tidied
}
