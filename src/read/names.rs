//! What fields of records and columns of tables are called: by us, and by what others export.

/// What a field says about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Title,
    Outlet,
    Url,
    Published,
    Modified,
    Retrieved,
    Byline,
    Language,
    Kind,
    Id,
}

/// The names of each, the most telling first.
const NAMES: [(Field, &[&str]); 11] = [
    (
        Field::Text,
        &[
            "text",
            "body",
            "content",
            "article_text",
            "article",
            "full_text",
            "maintext",
            "body_text",
            "article_body",
        ],
    ),
    (Field::Title, &["title", "headline"]),
    (Field::Outlet, &["outlet", "publication", "publisher", "source", "site", "source_domain"]),
    (Field::Url, &["url", "link", "address", "canonical_url"]),
    (
        Field::Published,
        &[
            "published",
            "date",
            "publish_date",
            "published_at",
            "date_published",
            "date_publish",
            "pub_date",
            "publication_date",
        ],
    ),
    (
        Field::Modified,
        &["modified", "updated", "date_modified", "modified_at", "updated_at", "date_modify"],
    ),
    (Field::Retrieved, &["retrieved", "crawled", "date_download", "fetched"]),
    (Field::Byline, &["byline", "author", "authors"]),
    (Field::Language, &["language", "lang"]),
    (Field::Kind, &["kind", "article_kind"]),
    (Field::Id, &["id", "article_id"]),
];

/// Returns what a field of that name says, and the rank of the name: 0 for the most telling one.
///
/// Letter case and what stands between words make no difference: `published_at`, `publishedAt`.
pub(super) fn field_of(name: &str) -> Option<(Field, usize)> {
    let name = name.trim().trim_start_matches('\u{feff}');
    NAMES.iter().find_map(|(field, names)| {
        let rank = names.iter().position(|known| is_called(name, known))?;
        Some((*field, rank))
    })
}

fn is_called(name: &str, known: &str) -> bool {
    letters(name).eq(letters(known))
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    let letters = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' '));
    letters.map(|byte| byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_by_many_names() {
        let rows = [
            ("text", Some((Field::Text, 0))),
            ("Full Text", Some((Field::Text, 5))),
            ("\u{feff}ID", Some((Field::Id, 0))),
            ("publishedAt", Some((Field::Published, 3))),
            ("date-modified", Some((Field::Modified, 2))),
            ("texts", None),
            ("", None),
        ];
        for (name, expected) in rows {
            assert_eq!(field_of(name), expected, "{name}");
        }
    }
}
