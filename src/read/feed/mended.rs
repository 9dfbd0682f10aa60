//! Feeds that are not quite what they should be: a bare `&`, a wrong declaration, an old name, one
//! broken entry among many.

use std::borrow::Cow;

use serde_json::Value;

/// Most characters of the name of an entity.
const LONGEST_ENTITY: usize = 32;
/// Most bytes of what stands before the first entry, as it is read again with every entry.
const LONGEST_HEAD: usize = 64 * 1024;
/// Most bytes that are read again, in all.
const READ_AGAIN: usize = 256 * 1024 * 1024;
/// What RSS 0.90 calls its elements, and RSS 1.0, which has the same.
const OLD_NAMES: [&[u8]; 2] =
    [b"http://my.netscape.com/rdf/simple/0.9/", b"http://channel.netscape.com/rdf/simple/0.9/"];
const RSS_1: &[u8] = b"http://purl.org/rss/1.0/";

/// Leaves out or puts right what a feed says about itself that is known not to be so.
pub(super) fn declared(bytes: &[u8]) -> Cow<'_, [u8]> {
    let bytes = without_utf_16(bytes);
    let head = &bytes[..bytes.len().min(LONGEST_HEAD)];
    let old = OLD_NAMES.iter().find_map(|old| {
        let at = memchr::memmem::find(head, old)?;
        Some([&bytes[..at], RSS_1, &bytes[at + old.len()..]].concat())
    });
    old.map_or(Cow::Borrowed(bytes), Cow::Owned)
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

/// Writes `&amp;` for each `&` that begins no entity; none where there is no such.
pub(super) fn with_ampersands(bytes: &[u8]) -> Option<Vec<u8>> {
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

/// Feeds of one entry each, made of one that cannot be read as a whole.
pub(super) type OneByOne<'a> = Box<dyn Iterator<Item = Vec<u8>> + 'a>;

/// Returns every entry as a feed of its own; none where that cannot be told or costs too much.
pub(super) fn one_by_one(bytes: &[u8]) -> Option<OneByOne<'_>> {
    if bytes.trim_ascii_start().starts_with(b"{") { of_json(bytes) } else { of_xml(bytes) }
}

fn is_affordable(head: usize, entries: usize) -> bool {
    entries > 0 && head <= LONGEST_HEAD && head.saturating_mul(entries) <= READ_AGAIN
}

fn of_json(bytes: &[u8]) -> Option<OneByOne<'_>> {
    let Value::Object(mut feed) = serde_json::from_slice(bytes).ok()? else { return None };
    let Some(Value::Array(items)) = feed.remove("items") else { return None };
    let head = serde_json::to_string(&feed).ok()?.len();
    is_affordable(head, items.len()).then(|| {
        let alone = items.into_iter().map(move |mut item| {
            // The standard wants text and asks to take numbers for it.
            if let Some(id) = item.get_mut("id").filter(|id| id.is_number()) {
                *id = Value::String(id.to_string());
            }
            feed.insert("items".to_owned(), Value::Array(vec![item]));
            serde_json::to_vec(&feed).unwrap_or_default()
        });
        Box::new(alone) as OneByOne<'_>
    })
}

fn of_xml(bytes: &[u8]) -> Option<OneByOne<'_>> {
    let (name, first) = first_entry(bytes)?;
    let head = &bytes[..first];
    let ends = closing(head);
    let starts = tags(bytes, first, &name);
    is_affordable(head.len(), starts.len()).then(|| {
        let next = starts.clone().into_iter().skip(1).chain([bytes.len()]);
        let end = [b"/", name.as_slice()].concat();
        let alone = starts.into_iter().zip(next).map(move |(from, to)| {
            // One that does not end is read as far as it goes.
            let own = &bytes[from..to];
            let is_over = tags(own, 0, &end).first().copied();
            let own = is_over.map_or(own, |at| &own[..(at + end.len() + 2).min(own.len())]);
            [head, own, &ends].concat()
        });
        Box::new(alone) as OneByOne<'_>
    })
}

/// Returns where the tags of that name stand, from a place on; what is text as it is has none.
fn tags(bytes: &[u8], from: usize, name: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]).map(|next| at + next) {
        let rest = &bytes[next..];
        at = next + 1;
        if rest.starts_with(b"<![CDATA[") {
            at += memchr::memmem::find(rest, b"]]>").unwrap_or_default();
        } else if rest[1..]
            .strip_prefix(name)
            .is_some_and(|rest| rest.first().is_some_and(|b| is_end_of_name(*b)))
        {
            found.push(next);
        }
    }
    found
}

fn is_end_of_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')
}

/// Returns what the entries of a feed are called, and where the first of them begins.
fn first_entry(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let head = &bytes[..bytes.len().min(LONGEST_HEAD)];
    memchr::memchr_iter(b'<', head).find_map(|at| {
        let rest = &head[at + 1..];
        let name = &rest[..rest.iter().position(|byte| is_end_of_name(*byte))?];
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or(name);
        (local == b"item" || local == b"entry").then(|| (name.to_vec(), at))
    })
}

/// Returns the ends of the elements that are open at the end of `head`.
fn closing(head: &[u8]) -> Vec<u8> {
    let mut open: Vec<&[u8]> = Vec::new();
    for at in memchr::memchr_iter(b'<', head) {
        let rest = &head[at + 1..];
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        let tag = &rest[..end];
        let name = tag.split(|byte| is_end_of_name(*byte)).next().unwrap_or_default();
        if tag.starts_with(b"/") {
            open.pop();
        } else if name.first().is_some_and(u8::is_ascii_alphabetic) && !tag.ends_with(b"/") {
            open.push(name);
        }
    }
    open.iter().rev().flat_map(|name| [b"</", *name, b">"].concat()).collect()
}
