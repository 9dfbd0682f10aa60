//! Addresses of pages: what they are relative to, which are of one page, and which of its copies.

use url::Url;

use super::page::Page;
use crate::model::PublishedDate;

/// Returns the address that others in a page are relative to.
pub(super) fn base(page: &Page, known: Option<&str>) -> Option<Url> {
    let known = known.and_then(|known| Url::parse(known).ok());
    match (&page.base, known) {
        (Some(base), Some(known)) => known.join(base).ok(),
        (Some(base), None) => Url::parse(base).ok(),
        (None, known) => known,
    }
}

/// Returns the address that a page in a web archive is a copy of, and when it was fetched: archives
/// have both in their own addresses, `/web/20240522100000/https://post.example/1`.
pub(super) fn archived(address: &str) -> Option<(String, PublishedDate)> {
    address.match_indices("/http").find_map(|(at, _)| {
        let original = &address[at + 1..];
        let is_web = original.starts_with("http://") || original.starts_with("https://");
        let moment = address[..at].rsplit('/').next().filter(|_| is_web)?;
        // What kind of a copy it is may follow: `20240522100000id_`.
        let digits =
            moment.get(..14).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        if !moment[14..].is_empty() && !moment.ends_with('_') {
            return None;
        }
        let part = |from: usize, to: usize| &digits[from..to];
        let date = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
        let clock = format!("{}:{}:{}", part(8, 10), part(10, 12), part(12, 14));
        Some((original.to_owned(), format!("{date}T{clock}Z").parse().ok()?))
    })
}

/// Returns what of an address tells pages apart: not its scheme, nor a slash at its end.
pub(super) fn bare(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// Says whether two addresses are of one site: `m.post.example` and `www.post.example` are.
pub(super) fn is_same_site(left: &Url, right: &Url) -> bool {
    let bare = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let prefixes = ["www.", "m.", "mobile.", "amp."];
        let short = prefixes.iter().find_map(|prefix| host.strip_prefix(prefix));
        short.map(str::to_owned).unwrap_or(host)
    };
    bare(left) == bare(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_archives_are_those_of_copies() {
        let rows = [
            (
                "https://archive.example/web/20240522100000/https://post.example/1?a=b",
                Some(("https://post.example/1?a=b", "2024-05-22T10:00:00Z")),
            ),
            (
                "http://archive.example/all/20240522100000id_/http://post.example/",
                Some(("http://post.example/", "2024-05-22T10:00:00Z")),
            ),
            ("https://post.example/20240522/https://other.example/", None),
            ("https://post.example/20240522100000/httpd-is-down", None),
            ("https://post.example/20249922100000/http://post.example/", None),
            ("https://post.example/20240522100000-a/http://post.example/", None),
        ];
        for (address, expected) in rows {
            let found = archived(address).map(|(original, moment)| (original, moment.to_string()));
            let expected =
                expected.map(|(original, moment)| (original.to_owned(), moment.to_owned()));
            assert_eq!(found, expected, "{address}");
        }
    }
}
