//! Tests of whole inputs: archives, broken ones, and those that are made to do harm.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::document::Piece;
use super::open::{Place, walk};
use super::{article_of_document, article_of_line};
use crate::model::{Article, Facts};

/// Reads whatever `bytes` hold, as a file of this name: the articles, and what is told of the rest.
fn read_as(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<String>) {
    let place = Place {
        name: name.into(),
        id: name.into(),
        facts: Arc::default(),
        depth: 0,
        is_recoded: false,
    };
    let (mut articles, mut told) = (Vec::new(), Vec::new());
    let mut take = |piece| {
        let read = match piece {
            Piece::Document(mut document) => {
                document.keeps_raw = true;
                article_of_document(*document)
            }
            Piece::Line(line) => article_of_line(&line).map(|(_, article)| article),
            Piece::Failed(error) => Err(error),
        };
        match read {
            Ok(article) => articles.push(article),
            Err(error) => told.push(format!("{} {}", error.source_name(), error.reason())),
        }
        ControlFlow::Continue(())
    };
    let mut input = Cursor::new(bytes);
    assert!(walk(&mut input, &place, &mut take).is_continue());
    (articles, told)
}

fn texts(articles: &[Article]) -> Vec<&str> {
    articles.iter().map(|article| article.text.as_str()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("a vector takes everything");
    encoder.finish().expect("a vector takes everything")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in members {
        writer.start_file(*name, options).expect("a name");
        writer.write_all(bytes).expect("a vector takes everything");
    }
    writer.finish().expect("a vector takes everything").into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, name, *bytes).expect("a vector takes everything");
    }
    builder.into_inner().expect("a vector takes everything")
}

fn page(words: &str) -> String {
    let filler = "<p>The council met again on Monday, and spoke, at length, of other things.</p>";
    format!(
        "<!DOCTYPE html><html lang=en-CA><head><title>Bridge shut</title></head><body><article>\
         <h1>Bridge shut</h1>{filler}<p>“{words},” Ada Reed said on Monday.</p>{filler}</article></body></html>"
    )
}

fn record(number: usize, words: &str) -> Vec<u8> {
    let body =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(words));
    let length = body.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
         WARC-Date: 2024-05-22T10:00:00Z\r\nWARC-Target-URI: https://post.example/{number}\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
    )
    .into_bytes()
}

#[test]
fn every_format_is_told_by_its_content_at_any_depth() {
    let html = page("It is over");
    let csv = b"id,title,text,url\n7,Over,\"It is over, she said.\",https://post.example/7\n";
    let lines = b"{\"id\": 1, \"text\": \"It is over, she said.\"}\n";
    let feed = b"<rss version=\"2.0\"><channel><item><guid>1</guid><description>It is over, she said.</description></item></channel></rss>";
    let rows: [(&str, Vec<u8>); 12] = [
        ("page", html.clone().into_bytes()),
        ("table", csv.to_vec()),
        ("lines", lines.to_vec()),
        ("feed", feed.to_vec()),
        ("web archive", record(1, "It is over")),
        ("compressed web archive", gzip(&record(1, "It is over"))),
        ("compressed lines", gzip(lines)),
        ("zip", zip(&[("a/b", html.as_bytes())])),
        ("tar", tar(&[("a/b", csv)])),
        ("compressed tar", gzip(&tar(&[("a/b", html.as_bytes())]))),
        ("zip of a compressed web archive", zip(&[("crawl", &gzip(&record(1, "It is over")))])),
        ("zip of a zip", zip(&[("inner", &zip(&[("a", lines.as_slice())]))])),
    ];
    for (what, bytes) in rows {
        let (articles, told) = read_as("input", &bytes);
        assert_eq!(told, Vec::<String>::new(), "{what}");
        let [article] = articles.as_slice() else { panic!("{what}: {articles:?}") };
        assert!(article.text.contains("It is over,"), "{what}: {}", article.text);
        assert!(article.source.starts_with("input"), "{what}: {}", article.source);
    }
}

#[test]
fn a_web_archive_states_address_and_moment() {
    let (articles, _) = read_as("crawl", &record(1, "It is over"));
    let article = &articles[0];
    assert_eq!(article.source, "crawl#urn:uuid:1");
    assert_eq!(article.url(), Some("https://post.example/1"));
    assert_eq!(
        article.reading.retrieved.as_ref().map(|date| date.as_str()),
        Some("2024-05-22T10:00:00Z")
    );
    assert_eq!(article.facts.language(), Some("en-CA"));
    let raw = article.reading.raw.as_ref().expect("bytes that differ from the text");
    assert_eq!(raw.expand().expect("whole"), page("It is over").as_bytes());
}

#[test]
fn only_the_pages_of_a_wacz_are_read() {
    let wacz = zip(&[
        ("datapackage.json", b"{\"wacz_version\": \"1.1.1\"}".as_slice()),
        ("pages/pages.jsonl", b"{\"id\": \"1\", \"text\": \"A list.\"}\n"),
        ("archive/data.warc.gz", &gzip(&record(1, "It is over"))),
    ]);
    let (articles, told) = read_as("a.wacz", &wacz);
    assert_eq!((articles.len(), told.len()), (1, 0), "{told:?}");
    assert_eq!(articles[0].source, "a.wacz/archive/data.warc.gz#urn:uuid:1");
}

#[test]
fn names_that_lead_outside_are_only_names() {
    let words: &[u8] = b"It is over, she said.";
    let (articles, told) =
        read_as("a.zip", &zip(&[("../../etc/passwd", words), ("/abs.txt", words)]));
    assert_eq!((texts(&articles), told), (vec!["It is over, she said."; 2], Vec::new()));
    assert_eq!(articles[0].source, "a.zip/etc/passwd");
    let (articles, told) = read_as("a.zip", &zip(&[("./a.txt", words), ("./.b.txt", words)]));
    assert_eq!((articles.len(), told), (1, Vec::new()), "a hidden file is no article");
    assert_eq!(articles[0].source, "a.zip/a.txt");
    let mut builder = tar::Builder::new(Vec::new());
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    builder.append_link(&mut link, "innocent.txt", "/etc/passwd").expect("memory");
    let (articles, _) = read_as("a.tar", &builder.into_inner().expect("memory"));
    assert_eq!(texts(&articles), Vec::<&str>::new());
}

#[test]
fn what_is_cut_anywhere_gives_what_was_before_the_cut() {
    let web: Vec<u8> = (1..=3).flat_map(|number| gzip(&record(number, "It is over"))).collect();
    let plain: Vec<u8> = (1..=3).flat_map(|number| record(number, "It is over")).collect();
    let whole = zip(&[("a", page("It is over").as_bytes()), ("b", b"So it is, he said.")]);
    let packed = gzip(&tar(&[("a", b"It is over.".as_slice()), ("b", b"So it is, he said.")]));
    for bytes in [web, plain, whole, packed, page("It is over").into_bytes()] {
        let (all, _) = read_as("input", &bytes);
        let all: Vec<&str> = texts(&all);
        // Every place in the first bytes and the last, some in between.
        let places =
            (0..bytes.len()).filter(|at| *at < 40 || at + 40 > bytes.len() || at % 37 == 0);
        for place in places {
            let (articles, _) = read_as("input", &bytes[..place]);
            assert!(articles.len() <= all.len() + 1, "cut at {place}");
            let before = articles.len().saturating_sub(1);
            assert_eq!(texts(&articles)[..before], all[..before], "cut at {place}");
        }
    }
}

#[test]
fn flipped_bytes_cost_no_more_than_their_record() {
    let members: Vec<Vec<u8>> = (1..=3).map(|number| gzip(&record(number, "It is over"))).collect();
    let bytes = members.concat();
    let second = members[0].len()..members[0].len() + members[1].len();
    for place in second.step_by(11) {
        let mut broken = bytes.clone();
        broken[place] ^= 0xff;
        let (articles, told) = read_as("input", &broken);
        let sources: Vec<&str> = articles.iter().map(|article| article.source.as_str()).collect();
        assert!(sources.contains(&"input#urn:uuid:1"), "{place}: {sources:?} {told:?}");
        assert!(sources.contains(&"input#urn:uuid:3"), "{place}: {sources:?} {told:?}");
    }
}

#[test]
fn a_wrong_length_costs_its_record_only() {
    let good = record(2, "So it was");
    for length in ["1000000000000000", "-5", "99999999999999999999999", "", "nonsense", "0x10", "7"]
    {
        let text = String::from_utf8(record(1, "It is over")).expect("text");
        let start = text.find("Content-Length: ").expect("a length") + "Content-Length: ".len();
        let end = start + text[start..].find('\r').expect("an end");
        let wrong = [&text[..start], length, &text[end..]].concat().into_bytes();
        for bytes in [[wrong.clone(), good.clone()].concat(), [gzip(&wrong), gzip(&good)].concat()]
        {
            let (articles, told) = read_as("crawl", &bytes);
            let sources: Vec<&str> = articles.iter().map(|a| a.source.as_str()).collect();
            assert_eq!(sources, ["crawl#urn:uuid:2"], "{length}: {told:?}");
            assert!(!told.is_empty(), "{length}");
        }
    }
}

#[test]
fn broken_records_are_each_told_once_and_read_over_once() {
    let begun = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:9>\r\nContent-Length: 99\r\n\r\n";
    let cut = [record(1, "It is over"), b"\r\n".repeat(50_000), begun.as_bytes().to_vec()].concat();
    let (articles, told) = read_as("crawl", &cut);
    assert_eq!(articles.len(), 1);
    assert_eq!(told, ["crawl#urn:uuid:9 is damaged: the record is cut short"]);
    let long = begun.replace("99\r", "999999999\r").repeat(5_000);
    for kind in ["response", "metadata"] {
        let long = long.replace("response", kind).into_bytes();
        let (articles, told) = read_as("crawl", &[long, record(1, "It is over")].concat());
        assert_eq!((articles.len(), told.len()), (1, 5_000), "{kind}");
    }
}

#[test]
fn what_unpacks_without_end_is_named() {
    let zeros = vec![b'a'; 80 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&zeros).expect("memory");
    let bomb = encoder.finish().expect("memory");
    let (articles, told) = read_as("bomb.gz", &bomb);
    assert_eq!(texts(&articles), Vec::<&str>::new());
    assert_eq!(told.len(), 1, "{told:?}");
    let in_zip = zip(&[("bomb", zeros.as_slice()), ("b.txt", b"It is over, she said.")]);
    let (articles, told) = read_as("bomb.zip", &in_zip);
    assert_eq!(texts(&articles), ["It is over, she said."]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("bomb.zip/bomb "), "{told:?}");
    let mut nested = b"It is over.".to_vec();
    for _ in 0..8 {
        nested = gzip(&nested);
    }
    assert_eq!(read_as("nested.gz", &nested).0.len(), 0);
}

#[test]
fn floods_of_markup_are_read_without_a_tree() {
    let quoted = "<p>“It is over,” Ada Reed said.</p>";
    let floods = [
        "<div>".repeat(100_000),
        "<b>".repeat(100_000),
        "<a><p>".repeat(20_000),
        "<table><tr><td>".repeat(5_000),
        "<b><i><u><p>".repeat(3_000),
        (0..2_000).map(|n| format!("<p><font size={n}></p>")).collect(),
        format!("<p {}>", (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        "<![CDATA[<!--".repeat(10_000),
        "<script>".repeat(10_000),
        "&amp".repeat(100_000),
        "&amp; ".repeat(300_000),
        format!("<p data-x=\"{}\">", "&amp;".repeat(100_000)),
        "<select>".repeat(1_000),
        "</p>".repeat(100_000),
        "<".repeat(100_000),
    ];
    for flood in floods {
        let html = format!("<html><body><article>{quoted}{flood}");
        let (articles, told) = read_as("page", html.as_bytes());
        let found = articles.first().is_some_and(|article| article.text.contains("“It is over,”"));
        assert!(found, "{}: {told:?}", &flood[..40]);
    }
}

#[test]
fn facts_of_a_page_are_those_that_it_states() {
    let html = r#"<html lang="en_CA"><head>
        <title>Bridge shut | Harbour Post</title>
        <link rel=canonical href="/news/1?x=1#top">
        <meta property="og:url" content="https://post.example/og">
        <meta property="og:site_name" content="Harbour Post">
        <meta property="og:title" content="Bridge &amp;amp; ferry shut">
        <meta name="author" content="Jo Reed">
        <meta property="article:published_time" content="2024-05-22T10:00:00+02:00">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Bridge shut for good",
          "dateModified": "2024-05-23T08:00:00Z", "publisher": {"name": "The Harbour Post"}}</script>
        </head><body><p>“It is over,” Ada Reed said, and the council met again.</p></body></html>"#;
    let mut bytes = b"<!-- saved from url=(0027)https://www.post.example/a -->\n".to_vec();
    bytes.extend_from_slice(html.as_bytes());
    let (articles, _) = read_as("page", &bytes);
    let facts = &articles[0].facts;
    assert_eq!(facts.title(), Some("Bridge shut for good"));
    assert_eq!(facts.outlet(), Some("The Harbour Post"));
    assert_eq!(facts.url(), Some("https://www.post.example/news/1?x=1"));
    assert_eq!(facts.published().map(|date| date.as_str()), Some("2024-05-22T10:00:00+02:00"));
    assert_eq!(facts.modified().map(|date| date.as_str()), Some("2024-05-23T08:00:00Z"));
    assert_eq!(facts.language(), Some("en-CA"));
    assert_eq!(facts.byline.as_ref().map(|fact| fact.value.as_str()), Some("Jo Reed"));
    let stated: Vec<String> = articles[0]
        .reading
        .statements
        .iter()
        .filter(|statement| matches!(statement.field, "title" | "url"))
        .map(|statement| format!("{} {}", statement.place.as_str(), statement.value))
        .collect();
    let expected = [
        "link https://www.post.example/news/1?x=1",
        "open-graph https://post.example/og",
        "json-ld Bridge shut for good",
        "open-graph Bridge & ferry shut",
        "title Bridge shut | Harbour Post",
    ];
    assert_eq!(stated, expected);
}

#[test]
fn the_address_of_a_page_taken_over_is_its_own() {
    let html = page("It is over")
        .replace("<head>", "<head><link rel=canonical href='https://wire.example/1'>");
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    let bytes = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/9\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    );
    let (articles, _) = read_as("crawl", bytes.as_bytes());
    assert_eq!(articles[0].url(), Some("https://post.example/9"));
}

#[test]
fn quotes_outside_the_article_are_marked() {
    let html = page("It is over").replace(
        "</body>",
        "<aside><p>Also: <q>nobody asked us</q>, Jo Marsh says</p></aside></body>",
    );
    let (articles, _) = read_as("page", html.as_bytes());
    let article = &articles[0];
    let from = article.reading.outside_from.expect("a quote outside");
    let outside: String = article.text.chars().skip(from).collect();
    assert_eq!(outside, "Also: “nobody asked us”, Jo Marsh says");
}

#[test]
fn records_and_tables_are_read_in_utf_16() {
    let lines =
        "{\"id\": 1, \"text\": \"“Zoë went,” she said.\"}\n{\"id\": 2, \"text\": \"So it is.\"}\n";
    let table = "id\ttitle\ttext\n1\tOver\t“Zoë went,” she said.\n2\tSo\tSo it is.\n";
    let page = "<html><body><p>“Zoë went,” she said.</p><p>So it is.</p></body></html>";
    for (name, text, articles) in
        [("a.jsonl", lines, 2), ("a", lines, 2), ("a", table, 2), ("a", page, 1)]
    {
        for mark in ["\u{feff}", ""] {
            let bytes: Vec<u8> =
                format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            let (found, told) = read_as(name, &bytes);
            assert_eq!((found.len(), told), (articles, Vec::new()), "{name} {mark:?} {text}");
            assert!(found[0].text.starts_with("“Zoë went,” she said."), "{}", found[0].text);
        }
    }
}

#[test]
fn a_declaration_that_contradicts_the_bytes_decides_nothing() {
    let said = "<p>“Zoë went,” she said.</p>";
    let feed = "<rss version=\"2.0\"><channel><item><guid>1</guid><description>“Zoë went,” she said.</description></item></channel></rss>";
    let rows = [
        format!("<html><head><meta charset=utf-16></head><body>{said}</body></html>"),
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?><html><body>{said}</body></html>"),
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{feed}"),
    ];
    for text in rows {
        let (articles, told) = read_as("input", text.as_bytes());
        assert_eq!((texts(&articles), told), (vec!["“Zoë went,” she said."], Vec::new()), "{text}");
    }
    let html = "<html><head><!-- <meta charset=utf-8> --><meta charset=shift_jis></head><body><p>橋は閉鎖</p></body></html>";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(html);
    assert_eq!(texts(&read_as("input", &bytes).0), ["橋は閉鎖"]);
}

#[test]
fn records_are_told_though_the_first_line_is_none() {
    let good = "{\"id\": 1, \"text\": \"It is over.\"}\n";
    for first in ["{\"type\": \"meta\", \"count\": 1}\n", "{\"id\": 7, \"text\": \"cut\n"] {
        let (articles, told) = read_as("input", format!("{first}{good}").as_bytes());
        assert_eq!((texts(&articles), told.len()), (vec!["It is over."], 1), "{first}");
    }
    // An object of several lines that holds some.
    let one = format!("{{\n\"text\": \"It is over.\",\n\"more\": [\n{good}]\n}}\n");
    assert_eq!(texts(&read_as("input", one.as_bytes()).0), ["It is over."]);
}

#[test]
fn of_several_articles_the_facts_are_those_of_the_page() {
    let data = |address: &str| {
        format!(
            r#"<script type="application/ld+json">[
            {{"@type": "NewsArticle", "headline": "Ferry sails again", "url": "https://post.example/2"}},
            {{"@type": "NewsArticle", "headline": "Bridge shut for good", "url": "{address}"}}]</script>"#
        )
    };
    let rows = [
        ("https://post.example/1", "http://www.post.example/1/#top", "Elsewhere"),
        ("/1", "https://post.example/1", "Elsewhere"),
        ("", "https://post.example/9", "Bridge shut for good"),
    ];
    for (canonical, stated, heading) in rows {
        let html = format!(
            "<!-- saved from url=(0022)https://post.example/1 --><html><head>\
             <link rel=canonical href='{canonical}'>{}</head><body><h1>{heading}</h1>\
             <p>“It is over,” she said.</p></body></html>",
            data(stated)
        );
        let (articles, _) = read_as("page", html.as_bytes());
        assert_eq!(articles[0].facts.title(), Some("Bridge shut for good"), "{canonical} {stated}");
    }
}

#[test]
fn the_date_of_a_page_is_not_that_of_a_box() {
    let rows = [
        (
            "<aside><time datetime=2019-01-01>old</time></aside><time datetime=2024-05-22>",
            Some("2024-05-22"),
        ),
        (
            "<time datetime=2024-06-30>today</time><time pubdate datetime=2024-05-22>",
            Some("2024-05-22"),
        ),
        ("<footer><time datetime=2024-06-30>today</time></footer>", None),
    ];
    for (times, expected) in rows {
        let html = format!("<html><body>{times}<p>“It is over,” she said.</p></body></html>");
        let (articles, _) = read_as("page", html.as_bytes());
        let published = articles[0].facts.published().map(|date| date.as_str());
        assert_eq!(published, expected, "{times}");
    }
}

#[test]
fn documents_that_are_not_read_are_named_wherever_they_lie() {
    let office = zip(&[
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("_rels/.rels", b"<Relationships/>"),
        ("word/document.xml", b"<w:document/>"),
    ]);
    let open = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text".as_slice()),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", b"<office/>"),
    ]);
    let all = zip(&[("a.docx", office.as_slice()), ("b.odt", &open), ("c.pdf", b"%PDF-1.7")]);
    let expected = [
        "a.zip/a.docx is an Office document",
        "a.zip/b.odt is an OpenDocument file",
        "a.zip/c.pdf is a PDF",
    ];
    let (articles, told) = read_as("a.zip", &all);
    assert_eq!((articles.len(), told), (0, expected.map(str::to_owned).to_vec()));
    let picture = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/9\r\n\
         Content-Type: application/http\r\nContent-Length: 60\r\n\r\n\
         HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n%PDF-1.7 “a”\r\n\r\n";
    let (articles, told) = read_as("crawl", picture.as_bytes());
    assert_eq!(
        (articles.len(), told),
        (0, vec!["crawl#https://post.example/9 is no article: a PDF".to_owned()])
    );
}

#[test]
fn a_member_that_is_cut_is_no_article() {
    let bytes = tar(&[("a", b"It is over, she said."), ("b", "So it is. ".repeat(90).as_bytes())]);
    let (articles, told) = read_as("a.tar", &bytes[..2000]);
    assert_eq!(texts(&articles), ["It is over, she said."]);
    assert_eq!(told[0], "a.tar/b is damaged: the archive is cut short");
}

#[test]
fn a_table_has_one_encoding() {
    let rows: [(&'static encoding_rs::Encoding, &str, &str); 2] = [
        (
            encoding_rs::WINDOWS_1251,
            "Мост",
            "«Мост останется закрытым до весны» сказала мэр города в понедельник.",
        ),
        (encoding_rs::SHIFT_JIS, "橋", "「橋は春まで閉鎖されたままです」と市長は月曜日に述べた。"),
    ];
    for (encoding, title, text) in rows {
        let table =
            format!("id,title,text\n1,{title},{text}\n2,{title},{title}\n3,Over,It is over.\n");
        let (bytes, ..) = encoding.encode(&table);
        let (articles, told) = read_as("a", &bytes);
        assert_eq!((texts(&articles), told), (vec![text, title, "It is over."], Vec::new()));
        assert_eq!(articles[1].title(), Some(title));
        let found =
            articles[1].reading.encoding.as_ref().map(|found| (found.name, found.basis.as_str()));
        assert_eq!(found, Some((encoding.name(), "detected")));
        assert_eq!(articles[2].reading.encoding, None);
    }
}

#[test]
fn rows_within_a_mark_that_nothing_closes_are_named() {
    let table = "id,title,text\n1,Over,It is over.\n2,\"Shut,So it is.\n3,Late,So it was.\n";
    let (articles, told) = read_as("a", table.as_bytes());
    assert_eq!(texts(&articles), ["It is over."]);
    assert!(told[0].contains("all lines up to 4"), "{told:?}");
}

#[test]
fn an_encoding_is_that_of_the_mark_the_transport_or_the_page() {
    let html = "<meta charset=windows-1252><p>\u{201c}caf\u{e9}\u{201d} she said, and left.</p>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(html);
    let (articles, _) = read_as("page", &bytes);
    assert!(articles[0].text.contains("“café”"), "{}", articles[0].text);
    let encoding = articles[0].reading.encoding.as_ref().expect("a declared one");
    assert_eq!(
        (encoding.name, encoding.basis.as_str(), encoding.replaced),
        ("windows-1252", "declared", 0)
    );
    let facts = Facts::default();
    assert_eq!(articles[0].facts.kind, facts.kind);
}
