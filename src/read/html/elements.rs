//! What elements are: which begin a paragraph, which are not shown, which stand beside the article.

/// Says whether an element begins a paragraph and ends one.
pub(super) fn is_block(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"p" | b"div"
            | b"li"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"section"
            | b"article"
            | b"blockquote"
            | b"tr"
            | b"td"
            | b"th"
            | b"dt"
            | b"dd"
            | b"dl"
            | b"ul"
            | b"ol"
            | b"table"
            | b"figure"
            | b"figcaption"
            | b"pre"
            | b"header"
            | b"footer"
            | b"nav"
            | b"aside"
            | b"main"
            | b"form"
            | b"hr"
            | b"address"
            | b"details"
            | b"summary"
            | b"body"
            | b"html"
            | b"head"
            | b"center"
            | b"fieldset"
            | b"caption"
            | b"option"
            | b"button"
            | b"label"
    )
}

/// Says whether what is in an element is not about the page's own article.
pub(super) fn is_box(tag: &[u8]) -> bool {
    matches!(tag, b"aside" | b"nav" | b"footer")
}

/// Says whether the text of an element is not shown as text.
pub(super) fn is_hidden(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"script"
            | b"style"
            | b"noscript"
            | b"iframe"
            | b"noembed"
            | b"noframes"
            | b"textarea"
            | b"template"
            | b"select"
            | b"datalist"
            | b"title"
    )
}

/// Says whether an element has no end.
pub(super) fn is_void(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Says whether an element may hold a part of a page that is about something else.
pub(super) fn is_part(tag: &[u8]) -> bool {
    matches!(tag, b"div" | b"section" | b"article" | b"ol" | b"ul")
}

/// Words that say of a part that it holds what readers wrote, or is about other articles.
const OTHERS: [&str; 12] = [
    "comment",
    "comments",
    "commentlist",
    "comment-list",
    "comments-list",
    "comments-area",
    "comment-body",
    "comment-section",
    "disqus_thread",
    "related",
    "recommended",
    "most-read",
];
/// How the names of such parts end.
const ENDS: [&str; 4] = ["-comments", "_comments", "-comment", "_comment"];
/// How they begin.
const BEGINNINGS: [&str; 2] = ["related-", "related_"];
/// What says that something has comments, and is none.
const STATES: [&str; 6] = ["has", "no", "with", "without", "show", "hide"];

/// Says whether a part of a page is not about its own article, by a value of its `class`, `id` or
/// `itemtype`.
pub(super) fn is_about_other(name: &str, value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    if name == "itemtype" {
        return value.ends_with("/comment") || value.ends_with("/usercomments");
    }
    value.split_ascii_whitespace().any(|word| {
        let is_state = STATES.iter().any(|state| word.starts_with(state));
        OTHERS.contains(&word)
            || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
            || (!is_state && ENDS.iter().any(|end| word.ends_with(end)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_about_something_else_are_named_so() {
        let rows = [
            ("class", "widget Comments-Area", true),
            ("id", "disqus_thread", true),
            ("class", "article__comments", true),
            ("class", "related-posts grid", true),
            ("itemtype", "https://schema.org/Comment", true),
            ("class", "post comments-open has-comments", false),
            ("class", "commentary opinion", false),
            ("class", "no-comments", false),
            ("itemtype", "https://schema.org/NewsArticle", false),
        ];
        for (name, value, expected) in rows {
            assert_eq!(is_about_other(name, value), expected, "{value}");
        }
    }
}
