//! Feeds: RSS, Atom, RDF and JSON Feed; an article an entry.
//!
//! The text of an entry is its content, or its summary where it has none; the address, the dates
//! and the author are those that the entry states, the outlet is the feed.

mod mended;

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

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
/// Hands on every entry of a feed as an article.
///
/// Of a feed that is broken, every entry that can be read by itself is.
pub(super) fn each_entry(bytes: &[u8], place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let bytes = mended::declared(bytes);
    // One `&` that is no entity must not cost the others; what is no XML for another reason stays.
    let feed = parsed(&bytes).or_else(|reason| match mended::with_ampersands(&bytes) {
        Some(mended) => parsed(&mended).map_err(|_| reason),
        None => Err(reason),
    });
    match feed {
        Ok(feed) if feed.entries.is_empty() => {
            take(Piece::Failed(ReadError::Empty { source_name: place.name.clone() }))
        }
        Ok(feed) => {
            let mut entries = feed.entries.iter().enumerate();
            entries.try_for_each(|(index, entry)| take(piece(entry, index, &feed, place)))
        }
        Err(reason) => each_alone(&bytes, &reason, place, take),
    }
}

/// Hands on the entries of a broken feed that can be read by themselves, and names the others.
fn each_alone(bytes: &[u8], reason: &str, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let broken = |source_name, reason| Piece::Failed(ReadError::Damaged { source_name, reason });
    let whole = || broken(place.name.clone(), format!("the feed is broken: {reason}"));
    let Some(one_by_one) = mended::one_by_one(bytes) else { return take(whole()) };
    // JSON that can be cut apart has an end; of XML nobody knows what is missing.
    let mut is_told = bytes.trim_ascii_start().starts_with(b"{");
    for (index, alone) in one_by_one.enumerate() {
        let feed = parsed(&alone).or_else(|reason| {
            let mended = mended::with_ampersands(&alone).and_then(|bytes| parsed(&bytes).ok());
            mended.ok_or(reason)
        });
        match &feed {
            Ok(feed) => {
                let mut entries = feed.entries.iter();
                entries.try_for_each(|entry| take(piece(entry, index, feed, place)))?;
            }
            Err(reason) => {
                is_told = true;
                let name = format!("{}#{}", place.name, index + 1);
                take(broken(name, format!("the entry is broken: {reason}")))?;
            }
        }
    }
    if is_told { ControlFlow::Continue(()) } else { take(whole()) }
}

/// Parses a feed; the reason where it cannot be.
fn parsed(bytes: &[u8]) -> Result<Feed, String> {
    // A parser that has failed goes on from there, and one that cannot go on must not stop others.
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        Builder::new().id_generator(|_, _, _| String::new()).build().parse(bytes)
    }));
    match parsed {
        Ok(feed) => feed.map_err(|error| error.to_string()),
        Err(_) => Err("the parser gave up".to_owned()),
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
    fn a_broken_entry_costs_no_other() {
        let item = |number: usize, text: &str| {
            format!("<item><guid>p{number}</guid><description>{text}</description></item>")
        };
        let (first, third) = (item(1, "It is over."), item(3, "So it is."));
        let channel = |items: &str| {
            format!("<rss version=\"2.0\"><channel><title>Post</title>{items}</channel></rss>")
        };
        let json = |items: &str| {
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Post\", \"items\": [{items}]}}"
            )
        };
        let rows = [
            // An `&` after an entry has been read.
            (
                channel(&[first.clone(), item(2, "A & B"), third.clone()].concat()),
                "It is over.|A & B|So it is.",
            ),
            (
                channel(&[first.clone(), item(2, "<b"), third.clone()].concat()),
                "It is over.|!#2|So it is.",
            ),
            (
                channel(
                    &[item(1, "<![CDATA[It is <item> </item> over.]]>"), item(2, "<b")].concat(),
                ),
                "It is <item> </item> over.|!#2",
            ),
            (channel(&[first.clone(), third].concat())[..150].to_owned(), "It is over.|!#2"),
            (
                json(
                    r#"{"id": 1, "content_text": "It is over."}, {"id": "2", "content_text": "So it is."}"#,
                ),
                "It is over.|So it is.",
            ),
            (
                json(
                    r#"{"id": "1", "content_text": "It is over."}, {"id": "2", "content_text": 5}"#,
                ),
                "It is over.|!#2",
            ),
        ];
        for (feed, expected) in rows {
            let found = entries(&feed).into_iter().map(|entry| match entry {
                Ok(article) => {
                    assert_eq!(article.facts.outlet(), Some("Post"));
                    String::from_utf8_lossy(&article.bytes).into_owned()
                }
                Err(told) => format!("!{}", &told[5..7]),
            });
            assert_eq!(found.collect::<Vec<_>>().join("|"), expected, "{feed}");
        }
    }

    #[test]
    fn older_forms_and_prefixed_names_are_feeds() {
        let old = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
            <channel><title>Post</title><link>https://post.example/</link></channel>
            <item><title>Over</title><link>https://post.example/1</link></item></rdf:RDF>"#;
        assert_eq!(
            entries(old),
            [Err("a.xml#https://post.example/1 has no text in it".to_owned())]
        );
        let prefixed = r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Post</a:title><a:entry><a:id>urn:1</a:id>
            <a:title>Over</a:title><a:content type="text">It is over.</a:content></a:entry></a:feed>"#;
        let found = entries(prefixed);
        let [Ok(article)] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (article.facts.outlet(), article.bytes.as_slice()),
            (Some("Post"), b"It is over.".as_slice())
        );
        let empty = "<rss version=\"2.0\"><channel><title>Post</title></channel></rss>";
        assert_eq!(entries(empty), [Err("a.xml has no text in it".to_owned())]);
    }

    #[test]
    fn a_broken_feed_says_so() {
        assert_eq!(entries("<rss><channel><item>").len(), 1);
        assert!(entries("<feed").iter().all(Result::is_err));
    }
}
