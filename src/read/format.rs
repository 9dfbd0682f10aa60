//! Telling what an input holds, from its first bytes.

use super::encoding::{decode, utf_16};
use super::exports::looks_like_export;
use super::json::{list_within, looks_like_objects, looks_like_records};
use super::tables::looks_like_articles;
use super::{http, tar};

/// Bytes looked at to tell a format.
pub(super) const LOOKED_AT: usize = 64 * 1024;

/// What an input holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Running text, Markdown among it.
    Text,
    /// A page.
    Html,
    /// JSON Lines of articles.
    Records,
    /// Other JSON of articles: objects in a list, or on several lines each.
    Objects,
    /// CSV of articles.
    Table,
    /// Articles that a news database has exported as text.
    Export,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// Records of a web archive.
    Warc,
    /// gzip of any other.
    Gzip,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// What a server answered, its header before the page.
    Answer,
    /// Nothing that is read, and what it is.
    Other(&'static str),
}

/// First bytes of files that are no texts.
const MAGIC: [(&[u8], &str); 25] = [
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "Rich Text Format"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM\0\0", "a picture"),
    (b"\0\0\x01\0", "a picture"),
    (b"RIFF", "a recording or a picture"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"fLaC", "a recording"),
    (b"wOF", "a font"),
    (b"\0asm", "a program"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"filedesc://", "an ARC archive, the form before WARC; convert it to WARC"),
    (b"\xff\xfe\0\0", "a text in UTF-32; convert it to UTF-8"),
    (b"\0\0\xfe\xff", "a text in UTF-32; convert it to UTF-8"),
];

/// What of these may hold an article, and is named wherever it lies.
pub(super) const DOCUMENTS: [&str; 3] = [MAGIC[0].1, MAGIC[1].1, MAGIC[2].1];

/// Names of elements with which a page, or a part of one, may begin.
const ELEMENTS: [&str; 51] = [
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "base",
    "div",
    "p",
    "span",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "h1",
    "h2",
    "h3",
    "table",
    "ul",
    "ol",
    "blockquote",
    "a",
    "img",
    "b",
    "i",
    "em",
    "strong",
    "h4",
    "h5",
    "h6",
    "figure",
    "figcaption",
    "picture",
    "video",
    "iframe",
    "noscript",
    "aside",
    "footer",
    "form",
    "center",
    "font",
    "pre",
    "hr",
    "br",
    "dl",
    "address",
    "time",
    "details",
];

/// Tells the format by the first bytes of an input.
pub(super) fn format_of(first: &[u8]) -> Format {
    if let Some(format) = by_magic(first) {
        return format;
    }
    // Other encodings than UTF-8 are told apart here, so that a mark does not hide a tag.
    let is_utf_16 = utf_16(first).is_some();
    // Some templates leave pages of blank lines before the first tag.
    let blank = first.len() - first.trim_ascii_start().len();
    let text = match std::str::from_utf8(&first[blank..first.len().min(blank + 4096)]) {
        Ok(text) if !is_utf_16 => text.to_owned(),
        _ => decode(first.to_vec(), None).text,
    };
    // Records and tables are looked at as what is made of them before they are read.
    let first = if is_utf_16 { text.as_bytes() } else { first };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') {
        return by_tags(text);
    }
    if looks_like_records(first) {
        return Format::Records;
    }
    if text.starts_with('{') && text.contains("https://jsonfeed.org/version/") {
        return Format::Feed;
    }
    if looks_like_objects(first) || list_within(first).is_some() {
        return Format::Objects;
    }
    if let Some(message) = message_in(text) {
        return Format::Other(message);
    }
    if looks_like_articles(first) {
        Format::Table
    } else if looks_like_export(first) {
        Format::Export
    } else {
        Format::Text
    }
}

/// Tells what no text begins with.
pub(super) fn by_magic(first: &[u8]) -> Option<Format> {
    let blank = first.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    if first.starts_with(super::gzip::MAGIC) {
        Some(Format::Gzip)
    } else if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
        Some(Format::Zip)
    } else if first[blank..].starts_with(b"WARC/") {
        Some(Format::Warc)
    } else if tar::looks_like_tar(first) {
        Some(Format::Tar)
    } else if http::begins_answer(first) {
        Some(Format::Answer)
    } else {
        let magic = MAGIC.iter().find(|(magic, _)| first.starts_with(magic));
        magic.map(|(_, what)| Format::Other(what))
    }
}

/// Tells a page from a feed and from other XML by the first tags.
fn by_tags(text: &str) -> Format {
    let is_xml = text.starts_with("<?xml");
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("<!--") {
            // A page may begin with a long comment; XML that does says what it is before it.
            let Some((_, after)) = comment.split_once("-->") else { return Format::Html };
            rest = after;
        } else if rest.starts_with("<?") || starts_so(rest, "<!doctype") {
            if starts_so(rest, "<!doctype html") {
                return Format::Html;
            }
            // A document type may have declarations of its own, in brackets.
            let declared = rest.find('[').filter(|at| !rest[..*at].contains('>'));
            let end = declared.and_then(|at| Some(at + rest[at..].find("]")?)).unwrap_or_default();
            let Some((_, after)) = rest[end..].split_once('>') else { break };
            rest = after;
        } else {
            break;
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(name.len());
    let name = name[..end].to_ascii_lowercase();
    match name.rsplit(':').next().unwrap_or_default() {
        "rss" | "feed" | "rdf" => Format::Feed,
        "entry" if is_xml => Format::Feed,
        "svg" => Format::Other("a picture"),
        name if ELEMENTS.contains(&name) => Format::Html,
        _ if is_xml => Format::Other("XML, and no feed"),
        _ => Format::Text,
    }
}

/// Tells a mail, and a page that is saved like one, by the lines of its header.
fn message_in(text: &str) -> Option<&'static str> {
    let mut names = Vec::new();
    // Folders of mail begin every one with the line "From ", the sender and the time.
    let lines = text.lines().skip(usize::from(text.starts_with("From ")));
    for line in lines.take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let name = line.split_once(':').map(|(name, _)| name).filter(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        // What is no line of a header may still follow some that are.
        let Some(name) = name else { break };
        names.push(name.to_ascii_lowercase());
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    let is_sent = ["received", "return-path", "message-id"].into_iter().any(has);
    let is_kept = text.starts_with("From ") && has("from");
    let is_message = is_kept || has("mime-version") || (is_sent && has("from"));
    if !is_message {
        return None;
    }
    let is_page = starts_so(text, "from: <saved by") || text.contains("multipart/related");
    Some(if is_page && !is_sent {
        "a saved page in MHTML; save it as HTML"
    } else {
        "a mail with its header; save what it says as text"
    })
}

fn starts_so(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_first_bytes() {
        let rows: [(&[u8], Format); 43] = [
            (b"It is over.", Format::Text),
            (b"# A heading\n\n> \"So be it,\" she said.", Format::Text),
            (b"", Format::Text),
            (b"<3 this, he said", Format::Text),
            (b"<so> he wrote", Format::Text),
            (b"<!DOCTYPE html><p>", Format::Html),
            (b"\n <!-- saved from url=(0024)https://a.example/1 -->\n<html>", Format::Html),
            (b"<p>\"So be it,\" she said.", Format::Html),
            (b"\xef\xbb\xbf<HTML lang=en>", Format::Html),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0x\0y\0", Format::Html),
            (
                b"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD\"><html>",
                Format::Html,
            ),
            (b"<?xml version=\"1.0\"?>\n<!-- a -->\n<rss version=\"2.0\">", Format::Feed),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            (b"<?xml version=\"1.0\"?><opml/>", Format::Other("XML, and no feed")),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Format::Feed),
            (b"{\"id\": 1, \"text\": \"It is over.\"}\n", Format::Records),
            (b"{\n \"id\": 1,\n \"text\": \"It is over.\"\n}\n", Format::Objects),
            (b"[{\"text\": \"It is over.\"}]", Format::Objects),
            (b"{so} he wrote", Format::Text),
            (b"title,text,url\nOver,It is over.,\n", Format::Table),
            (b"file,outlet\na.txt,Harbour Post\n", Format::Text),
            (b"\r\nWARC/1.0\r\n", Format::Warc),
            (b"\x1f\x8b\x08\0", Format::Gzip),
            (b"PK\x03\x04", Format::Zip),
            (b"<figure><img src=a></figure><p>So it is.", Format::Html),
            (b"<br>So it is, he said.", Format::Html),
            (b"Title: Over\nDate: 2024-05-22\n\nIt is over.", Format::Text),
            (b"From: the harbour\nTo: the bridge\n\nIt is over.", Format::Text),
            (
                b"Subject: Over\r\nX-A: 1\r\nMIME-Version: 1.0\r\n\r\nIt is over.",
                Format::Other("a mail with its header; save what it says as text"),
            ),
            (
                b"From: \"Saved by a browser\"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=a\r\n\r\n",
                Format::Other("a saved page in MHTML; save it as HTML"),
            ),
            (b"<?xml version='1.0'?><a:feed xmlns:a='http://www.w3.org/2005/Atom'>", Format::Feed),
            (b"<?xml version=\"1.0\"?><entry xmlns='http://www.w3.org/2005/Atom'>", Format::Feed),
            (b"<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">]>\n<rss version='2.0'>", Format::Feed),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", Format::Other("a picture")),
            (b"<entry> is what he wrote", Format::Text),
            (b"HTTP/1.1 200 OK\r\nServer: a\r\n\r\n<p>", Format::Answer),
            (b"HTTP/2 200 \nserver: a\ncontent-type: text/html\n\n<p>", Format::Answer),
            (b"HTTP/1.1 is old\n\nIt is over.", Format::Text),
            (b"HTTP/1.1 200 OK\nis what it said.\n\nIt is over.", Format::Text),
            (b"\xff\xfe\0\0H\0\0\0", Format::Other("a text in UTF-32; convert it to UTF-8")),
            (
                b"From reed Tue Jun 11 10:00:00 2024\nMessage-ID: <1>\nFrom: Ada\n\nIt is over.",
                Format::Other("a mail with its header; save what it says as text"),
            ),
            (b"%PDF-1.7", Format::Other("a PDF")),
            (b"\x89PNG\r\n\x1a\n", Format::Other("a picture")),
        ];
        for (first, expected) in rows {
            assert_eq!(format_of(first), expected, "{}", String::from_utf8_lossy(first));
        }
    }
}
