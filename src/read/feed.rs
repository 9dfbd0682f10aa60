//! Feeds: RSS, Atom, RDF and JSON Feed; an article an entry.
//!
//! The text of an entry is its content, or its summary where it has none; the address, the dates
//! and the author are those that the entry states, the outlet is the feed.

use std::ops::ControlFlow;

use feed_rs::model::{Entry, Feed};
use feed_rs::parser::Builder;

use url::Url;

use super::ReadError;
use super::document::{Document, Form, Piece, Take};
use super::html::shown;
use super::open::Place;
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// How a date without a time ends once it is parsed.
const MIDNIGHT: &str = "T00:00:00+00:00";
/// Most characters of the name of an entity.
const LONGEST_ENTITY: usize = 32;

/// Hands on every entry of a feed as an article.
pub(super) fn each_entry(bytes: &[u8], place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let parser = Builder::new().id_generator(|_, _, _| String::new()).build();
    let bytes = without_utf_16(bytes);
    // One `&` that is no entity must not cost the others; what is no XML for another reason stays.
    let feed = parser.parse(bytes).or_else(|error| match with_ampersands(bytes) {
        Some(mended) => parser.parse(mended.as_slice()).map_err(|_| error),
        None => Err(error),
    });
    let feed = match feed {
        Ok(feed) => feed,
        Err(error) => {
            let (source_name, reason) =
                (place.name.clone(), format!("the feed is broken: {error}"));
            return take(Piece::Failed(ReadError::Damaged { source_name, reason }));
        }
    };
    for (index, entry) in feed.entries.iter().enumerate() {
        take(piece(entry, index, &feed, place))?;
    }
    ControlFlow::Continue(())
}

/// Writes `&amp;` for each `&` that begins no entity; none where there is no such.
fn with_ampersands(bytes: &[u8]) -> Option<Vec<u8>> {
    let is_entity = |rest: &[u8]| {
        let name = &rest[..rest.len().min(LONGEST_ENTITY)];
        let end = memchr::memchr(b';', name).unwrap_or_default();
        let name = name[..end].strip_prefix(b"#").unwrap_or(&name[..end]);
        !name.is_empty() && name.iter().all(u8::is_ascii_alphanumeric)
    };
    let mut mended = Vec::with_capacity(bytes.len());
    let (mut from, mut literal_until) = (0, 0);
    for at in memchr::memchr2_iter(b'&', b'<', bytes) {
        let rest = &bytes[at..];
        if at < literal_until {
            continue;
        }
        if rest.starts_with(b"<![CDATA[") {
            literal_until = memchr::memmem::find(rest, b"]]>").map_or(bytes.len(), |end| at + end);
        } else if rest[0] == b'&' && !is_entity(&rest[1..]) {
            mended.extend_from_slice(&bytes[from..at]);
            mended.extend_from_slice(b"&amp;");
            from = at + 1;
        }
    }
    mended.extend_from_slice(&bytes[from..]);
    (from > 0).then_some(mended)
}

/// Leaves the XML declaration out where it says that bytes are UTF-16 which are not.
fn without_utf_16(bytes: &[u8]) -> &[u8] {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let declaration = start.strip_prefix(b"<?xml").and_then(|rest| {
        let end = memchr::memmem::find(&rest[..rest.len().min(1024)], b"?>")?;
        Some((rest[..end].to_ascii_lowercase(), &rest[end + 2..]))
    });
    match declaration {
        Some((said, rest)) if memchr::memmem::find(&said, b"utf-16").is_some() => rest,
        _ => bytes,
    }
}

fn piece(entry: &Entry, index: usize, feed: &Feed, place: &Place) -> Piece {
    let address =
        entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let address = address.map(|link| link.href.clone());
    let name =
        [Some(entry.id.clone()), address.clone()].into_iter().flatten().find(|id| !id.is_empty());
    let name = name.unwrap_or_else(|| (index + 1).to_string());
    let source_name = format!("{}#{name}", place.name);
    let content = entry.content.as_ref().and_then(|content| content.body.clone());
    let summary = entry.summary.as_ref().map(|summary| summary.content.clone());
    let Some(body) = [content, summary].into_iter().flatten().find(|body| !body.trim().is_empty())
    else {
        return Piece::Failed(ReadError::Empty { source_name });
    };
    let mut document = Document::text(source_name, body.into_bytes(), place.facts.as_ref().clone());
    document.form = Form::Fragment;
    document.id = name;
    document.facts.fill_from(facts(entry, absolute(address, entry, feed), feed));
    Piece::Document(Box::new(document))
}

/// Returns the address of an entry in full; without one, its id may be the address.
fn absolute(address: Option<String>, entry: &Entry, feed: &Feed) -> Option<String> {
    let Some(address) = address.filter(|address| !address.trim().is_empty()) else {
        let id = entry.id.trim();
        return (id.starts_with("http://") || id.starts_with("https://")).then(|| id.to_owned());
    };
    if Url::parse(&address).is_ok() {
        return Some(address);
    }
    let is_page = |rel: &Option<String>| rel.as_deref().is_none_or(|rel| rel == "alternate");
    let page = feed.links.iter().find(|link| is_page(&link.rel)).or(feed.links.first());
    let page = page.and_then(|link| Url::parse(&link.href).ok());
    Some(page.and_then(|page| page.join(&address).ok()).map_or(address, Into::into))
}

fn facts(entry: &Entry, address: Option<String>, feed: &Feed) -> Facts {
    let fact = |value: Option<&str>| {
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        value.map(|value| Fact::new(value.to_owned(), FactSource::Record))
    };
    let dated = |date: Option<String>| {
        // The parser makes the first moment of a day of a date without a time.
        let date = date.map(|date| date.strip_suffix(MIDNIGHT).map(str::to_owned).unwrap_or(date));
        let date = date.and_then(|date| date.parse::<PublishedDate>().ok());
        date.map(|date| Fact::new(date, FactSource::Record))
    };
    let changed = entry.updated.filter(|changed| entry.published != Some(*changed));
    let authors: Vec<&str> =
        entry.authors.iter().filter_map(|person| person.name.as_deref()).collect();
    let language = entry.language.as_deref().or(feed.language.as_deref());
    Facts {
        outlet: fact(feed.title.as_ref().map(|title| shown(&title.content)).as_deref()),
        title: fact(entry.title.as_ref().map(|title| shown(&title.content)).as_deref()),
        byline: fact(Some(&authors.join(", "))),
        published: dated(entry.published.map(|date| date.to_rfc3339())),
        // It is the same where the feed states one only.
        modified: dated(changed.map(|date| date.to_rfc3339())),
        url: fact(address.as_deref()),
        language: fact(language),
        kind: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(feed: &str) -> Vec<Result<Document, String>> {
        let place = Place::new("a.xml".into(), "a.xml".into(), Facts::default());
        let mut found = Vec::new();
        let _ = each_entry(feed.as_bytes(), &place, &mut |piece| {
            found.push(match piece {
                Piece::Document(document) => Ok(*document),
                Piece::Failed(error) => Err(format!("{} {}", error.source_name(), error.reason())),
                Piece::Line(_) => Err("a line".to_owned()),
            });
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn an_entry_states_its_facts() {
        let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>Harbour Post</title><language>en-CA</language>
            <item><title>Bridge &amp; ferry</title><link>https://post.example/1</link><guid>p1</guid>
            <pubDate>Wed, 22 May 2024 10:00:00 GMT</pubDate><dc:creator>Jo Reed</dc:creator>
            <description>Short.</description>
            <content:encoded><![CDATA[<p>“It is over,” she said.</p>]]></content:encoded></item>
            <item><title>Nothing</title><guid>p2</guid></item>
            </channel></rss>"#;
        let found = entries(rss);
        let [Ok(article), Err(empty)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(article.source_name, "a.xml#p1");
        assert_eq!(article.bytes, "<p>“It is over,” she said.</p>".as_bytes());
        assert_eq!(article.facts.outlet(), Some("Harbour Post"));
        assert_eq!(article.facts.title(), Some("Bridge & ferry"));
        assert_eq!(article.facts.url(), Some("https://post.example/1"));
        assert_eq!(article.facts.language(), Some("en-ca"));
        let published = article.facts.published().map(PublishedDate::as_str);
        assert_eq!(published, Some("2024-05-22T10:00:00+00:00"));
        assert_eq!(empty, "a.xml#p2 has no text in it");
    }

    #[test]
    fn facts_of_entries_are_those_that_are_stated() {
        let rss = r#"<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
            <title>Post & Wire</title><link>https://post.example/</link>
            <item><title>The bridge&amp;#8217;s &lt;em&gt;end&lt;/em&gt;</title><link>/1?a=1&b=2</link>
            <dc:date>2024-05-22</dc:date><description>It is over & done.</description></item>
            <item><guid>https://post.example/2</guid><pubDate>Wed, 22 May 2024 10:00:00 GMT</pubDate>
            <description><![CDATA[R&D is over.]]></description></item>
            </channel></rss>"#;
        let found = entries(rss);
        let [Ok(first), Ok(second)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(first.facts.outlet(), Some("Post & Wire"));
        assert_eq!(first.facts.title(), Some("The bridge’s end"));
        assert_eq!(first.facts.url(), Some("https://post.example/1?a=1&b=2"));
        assert_eq!(first.facts.published().map(PublishedDate::as_str), Some("2024-05-22"));
        assert_eq!(first.bytes, b"It is over & done.");
        assert_eq!(second.facts.url(), Some("https://post.example/2"));
        assert_eq!(second.bytes, b"R&D is over.");
        let dates = [first, second].map(|article| article.facts.modified());
        assert_eq!(dates, [None, None]);
    }

    #[test]
    fn a_broken_feed_says_so() {
        assert_eq!(entries("<rss><channel><item>").len(), 1);
        assert!(entries("<feed").iter().all(Result::is_err));
    }
}
