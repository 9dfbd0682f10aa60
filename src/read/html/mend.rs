//! What is put right in a page before it is read: marks that browsers show and pages do not have,
//! elements that end where they begin, and parts that are kept in templates.

/// Bytes at the beginning of a page in which it says that it is XML.
const LOOKED_AT: usize = 4096;
/// What the elements of a page in XML are.
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// Elements that have no end in HTML.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Returns a page as it is meant to be read.
pub(super) fn mended(html: String) -> String {
    let html = without_nuls(html);
    let html = if is_xml(&html) { with_ends(html) } else { html };
    with_marks(with_shadows(html))
}

/// Drops NUL characters, as the standard has it: in the text of a page they are nothing.
fn without_nuls(html: String) -> String {
    if memchr::memchr(0, html.as_bytes()).is_some() { html.replace('\0', "") } else { html }
}

/// Says whether a page is XML by its own word.
fn is_xml(html: &str) -> bool {
    let mut end = html.len().min(LOOKED_AT);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let head = html[..end].trim_start();
    head.starts_with("<?xml") || head.contains(XHTML)
}

/// A tag of a page.
struct Tag<'a> {
    name: &'a str,
    /// Its first byte, and the byte behind its last.
    from: usize,
    to: usize,
    is_end: bool,
}

/// Returns the tags of a page in order; what looks like one within a script is one, too.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let bytes = html.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let from = at + memchr::memchr(b'<', &bytes[at..])?;
            if html[from..].starts_with("<!--") {
                let end = memchr::memmem::find(&bytes[from..], b"-->")?;
                at = from + end;
                continue;
            }
            let is_end = bytes.get(from + 1) == Some(&b'/');
            let begin = from + 1 + usize::from(is_end);
            let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b':';
            let length = bytes[begin..].iter().take_while(is_letter).count();
            if length == 0 {
                at = begin;
                continue;
            }
            let name = &html[begin..begin + length];
            let to = end_of_tag(bytes, begin + length)?;
            at = to;
            return Some(Tag { name, from, to, is_end });
        }
    })
}

/// Returns the place behind a tag, whose attributes may have `>` in their values.
fn end_of_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        if bytes[at] == b'>' {
            return Some(at + 1);
        }
        // A mark that does not begin a value is one of the text of another attribute.
        let is_value = bytes[from..at].trim_ascii_end().ends_with(b"=");
        at += 1;
        if is_value {
            at += memchr::memchr(bytes[at - 1], &bytes[at..])? + 1;
        }
    }
}

/// Writes the ends of elements that end where they begin, as XML has them: to HTML, all that
/// follows would stand within.
fn with_ends(html: String) -> String {
    let mut ended = String::new();
    let mut from = 0;
    for tag in tags(&html) {
        let is_empty = html[..tag.to - 1].ends_with('/') && !tag.is_end;
        if !is_empty || VOID.iter().any(|name| tag.name.eq_ignore_ascii_case(name)) {
            continue;
        }
        ended.push_str(&html[from..tag.to - 2]);
        ended.extend(["></", tag.name, ">"]);
        from = tag.to;
    }
    if from == 0 {
        return html;
    }
    ended.push_str(&html[from..]);
    ended
}

/// Makes plain parts of those that a page keeps in a template and shows all the same: programs
/// that save pages write what scripts have drawn so.
fn with_shadows(html: String) -> String {
    if memchr::memmem::find(html.as_bytes(), b"shadowroot").is_none() {
        return html;
    }
    let mut shown = String::new();
    let mut from = 0;
    let mut open = Vec::new();
    for tag in tags(&html).filter(|tag| tag.name.eq_ignore_ascii_case("template")) {
        let is_shown = if tag.is_end {
            open.pop().unwrap_or(false)
        } else {
            open.push(html[tag.from..tag.to].contains("shadowroot"));
            open.last() == Some(&true)
        };
        if is_shown {
            shown.push_str(&html[from..tag.from]);
            shown.push_str(if tag.is_end { "</div>" } else { "<div>" });
            from = tag.to;
        }
    }
    shown.push_str(&html[from..]);
    shown
}

/// Puts the quotation marks into a page that browsers show around `<q>`.
fn with_marks(html: String) -> String {
    let is_q = |at: usize, length: usize| {
        let bytes = html.as_bytes();
        let name = bytes.get(at + length - 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'q'));
        name && bytes.get(at + length).is_some_and(|byte| matches!(byte, b'>' | b' ' | b'\n'))
    };
    let mut marked = String::new();
    let mut from = 0;
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let is_end = html.as_bytes().get(at + 1) == Some(&b'/');
        if at < from || !is_q(at, if is_end { 3 } else { 2 }) {
            continue;
        }
        marked.push_str(&html[from..at]);
        marked.push(if is_end { '”' } else { '“' });
        from = at;
    }
    if from == 0 && marked.is_empty() {
        return html;
    }
    marked.push_str(&html[from..]);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_xml_end_where_they_begin() {
        let xml = "<html xmlns='http://www.w3.org/1999/xhtml'>";
        let rows = [
            ("<script src=\"a>b\"/><p>x<br/>y</p>", "<script src=\"a>b\"></script><p>x<br/>y</p>"),
            ("<title/><a id='1'/>x", "<title></title><a id='1'></a>x"),
            ("<!-- <p/> --><p title=\"don't\">x</p>", "<!-- <p/> --><p title=\"don't\">x</p>"),
            ("1 < 2 <p/", "1 < 2 <p/"),
        ];
        for (html, expected) in rows {
            assert_eq!(mended(format!("{xml}{html}")), format!("{xml}{expected}"));
            // In HTML they do not.
            assert_eq!(mended(html.to_owned()), html);
        }
    }

    #[test]
    fn what_a_template_shows_is_shown() {
        let rows = [
            (
                "<a-b><template shadowrootmode=\"open\">x<template>y</template></template>z</a-b>",
                "<a-b><div>x<template>y</template></div>z</a-b>",
            ),
            ("<template>shadowroot</template>x", "<template>shadowroot</template>x"),
            ("</template><p>shadowroot", "</template><p>shadowroot"),
        ];
        for (html, expected) in rows {
            assert_eq!(mended(html.to_owned()), expected);
        }
    }

    #[test]
    fn quotation_elements_get_their_marks() {
        let html = "<p>She said <q>no <Q class=x>never</Q></q> and <qa>left</qa></p>";
        let expected = "<p>She said “<q>no “<Q class=x>never”</Q>”</q> and <qa>left</qa></p>";
        assert_eq!(mended(html.to_owned()), expected);
    }
}
