//! Feeds: RSS, Atom, RDF and JSON Feed; an article an entry.
//!
//! The text of an entry is its content, or its summary where it has none; the address, the dates
//! and the author are those that the entry states, the outlet is the feed.

use std::ops::ControlFlow;

use feed_rs::model::{Entry, Feed};
use feed_rs::parser::Builder;

use super::ReadError;
use super::document::{Document, Form, Piece, Take};
use super::open::Place;
use crate::model::{Fact, FactSource, Facts, PublishedDate};

/// Hands on every entry of a feed as an article.
pub(super) fn each_entry(bytes: &[u8], place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let parser = Builder::new().id_generator(|_, _, _| String::new()).build();
    let feed = match parser.parse(without_utf_16(bytes)) {
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
    document.facts.fill_from(facts(entry, address, feed));
    Piece::Document(Box::new(document))
}

fn facts(entry: &Entry, address: Option<String>, feed: &Feed) -> Facts {
    let fact = |value: Option<&str>| {
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        value.map(|value| Fact::new(value.to_owned(), FactSource::Record))
    };
    let dated = |date: Option<String>| {
        let date = date.and_then(|date| date.parse::<PublishedDate>().ok());
        date.map(|date| Fact::new(date, FactSource::Record))
    };
    let authors: Vec<&str> =
        entry.authors.iter().filter_map(|person| person.name.as_deref()).collect();
    let language = entry.language.as_deref().or(feed.language.as_deref());
    Facts {
        outlet: fact(feed.title.as_ref().map(|title| title.content.as_str())),
        title: fact(entry.title.as_ref().map(|title| title.content.as_str())),
        byline: fact(Some(&authors.join(", "))),
        published: dated(entry.published.map(|date| date.to_rfc3339())),
        modified: dated(entry.updated.map(|date| date.to_rfc3339())),
        url: fact(address.as_deref()),
        language: fact(language),
        kind: None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn entries(feed: &str) -> Vec<Result<Document, String>> {
        let facts = Arc::new(Facts::default());
        let place =
            Place { name: "a.xml".into(), id: "a.xml".into(), facts, depth: 0, is_recoded: false };
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
    fn a_broken_feed_says_so() {
        assert_eq!(entries("<rss><channel><item>").len(), 1);
        assert!(entries("<feed").iter().all(Result::is_err));
    }
}
