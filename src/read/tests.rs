//! Tests of whole inputs: archives, broken ones, and those that are made to do harm.

mod archives;
mod pages;
mod tables;

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use super::document::Piece;
use super::open::{Place, walk};
use super::{article_of_document, article_of_line};
use crate::model::{Article, Facts};

/// Reads whatever `bytes` hold, as a file of this name: the articles, and what is told of the rest.
fn read_as(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<String>) {
    let place = Place::new(name.into(), name.into(), Facts::default());
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
