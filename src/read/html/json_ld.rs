//! What a page states about its article in JSON-LD, in the vocabulary of schema.org.

use serde_json::{Map, Value};

use super::page::Page;
use crate::read::json::mended;

/// Values within values that are looked through.
const DEEPEST: usize = 6;
/// Values that are looked at, of all the data of a page.
const MOST_NODES: usize = 10_000;

/// What the data says about one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NewsArticle {
    pub(super) headline: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) address: Option<String>,
    pub(super) language: Option<String>,
    /// All that it says, where the page has that in its data.
    pub(super) body: Option<String>,
}

type Node = Map<String, Value>;

/// Names that are read of one list.
const MOST_NAMES: usize = 32;

/// Returns the article that the scripts of a page describe; where there are several, the one whose
/// address is the page's or, without one, whose headline is the page's; none that `is_foreign`.
pub(super) fn article_in(
    scripts: &[String],
    is_own: &dyn Fn(&str) -> bool,
    is_title: &dyn Fn(&str) -> bool,
    is_foreign: &dyn Fn(Option<&str>, &str) -> bool,
) -> Option<NewsArticle> {
    let data: Vec<Value> = scripts.iter().filter_map(|script| parsed(script)).collect();
    let mut nodes = Vec::new();
    data.iter().for_each(|value| collect(value, 0, &mut nodes));
    let articles: Vec<&Node> = nodes.iter().copied().filter(|node| rank(node) > 0).collect();
    let at_address = |node: &&&Node| address_of(node).is_some_and(|stated| is_own(&stated));
    let is_headed = |node: &&&Node| {
        node.get("headline").and_then(text_of).is_some_and(|headline| is_title(&headline))
    };
    let is_possible = |node: &&&Node| {
        let headline = node.get("headline").and_then(text_of).unwrap_or_default();
        !is_foreign(address_of(node).as_deref(), &headline)
    };
    let possible = || articles.iter().filter(is_possible);
    let best = possible().map(|node| rank(node)).max();
    let article = articles
        .iter()
        .find(at_address)
        .or_else(|| articles.iter().find(is_headed))
        .or_else(|| possible().find(|node| Some(rank(node)) == best))?;
    Some(read(article, &nodes))
}

/// Parses a script; some pages wrap it as CDATA or in a comment, or write it for a text of HTML.
fn parsed(script: &str) -> Option<Value> {
    let bare = script.trim();
    let bare = bare.strip_prefix("//").unwrap_or(bare).trim_start();
    let bare = bare.strip_prefix("<![CDATA[").unwrap_or(bare);
    let bare = bare.strip_prefix("<!--").unwrap_or(bare);
    // What follows the first value closes that wrapping.
    let first = |json: &str| serde_json::Deserializer::from_str(json).into_iter().next()?.ok();
    let mended = || mended(bare).and_then(|mended| first(&mended.json));
    let written = || (!bare.contains('"')).then(|| first(&Page::of(bare).text)).flatten();
    first(bare).or_else(mended).or_else(written)
}

/// Collects the objects of a value: of arrays, of `@graph`, and of what they are about.
fn collect<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Node>) {
    if depth > DEEPEST || nodes.len() > MOST_NODES {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, nodes)),
        Value::Object(node) => {
            nodes.push(node);
            let inner =
                ["@graph", "mainEntity", "mainEntityOfPage", "publisher", "author", "hasPart"];
            inner.iter().filter_map(|name| node.get(*name)).for_each(|value| {
                collect(value, depth + 1, nodes);
            });
        }
        _ => {}
    }
}

/// Ranks a node as an article: 0 for what is none.
fn rank(node: &Node) -> usize {
    let one = |kind: &str| match kind.rsplit(['/', ':']).next().unwrap_or(kind) {
        "NewsArticle" | "ReportageNewsArticle" => 3,
        "LiveBlogPosting" | "BlogPosting" => 2,
        kind if kind.ends_with("NewsArticle") => 3,
        kind if kind.ends_with("Article") => 2,
        _ => 0,
    };
    match node.get("@type") {
        Some(Value::String(kind)) => one(kind),
        Some(Value::Array(kinds)) => {
            kinds.iter().filter_map(Value::as_str).map(one).max().unwrap_or(0)
        }
        _ => 0,
    }
}

fn read(node: &Node, nodes: &[&Node]) -> NewsArticle {
    let text = |name: &str| node.get(name).and_then(text_of);
    NewsArticle {
        headline: text("headline").or_else(|| text("name")),
        publisher: node.get("publisher").and_then(|value| names(value, nodes)),
        authors: node
            .get("author")
            .or_else(|| node.get("creator"))
            .and_then(|value| names(value, nodes)),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        address: address_of(node),
        body: text("articleBody"),
        language: text("inLanguage").or_else(|| {
            let language = node.get("inLanguage")?.as_object()?;
            language.get("alternateName").or_else(|| language.get("name")).and_then(text_of)
        }),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(values) => values.iter().find_map(text_of),
        Value::Object(node) => node.get("@value").and_then(text_of),
        _ => None,
    }
}

/// Returns the names of people or of a body: stated here, or by a node that is referred to.
fn names(value: &Value, nodes: &[&Node]) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    collect_names(value, nodes, &mut all);
    (!all.is_empty()).then(|| all.join(", "))
}

fn collect_names(value: &Value, nodes: &[&Node], all: &mut Vec<String>) {
    let mut values = std::slice::from_ref(value).iter();
    if let Value::Array(list) = value {
        values = list.iter();
    }
    for value in values.take(MOST_NAMES) {
        let names = match value {
            Value::Object(node) => own_names(node, nodes),
            value => text_of(value).into_iter().collect(),
        };
        // Some pages give the address of a person's page for the name.
        for name in names.into_iter().filter(|name| !name.contains("://")) {
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
}

/// Returns the names that a node has, or that to which it refers.
fn own_names(node: &Node, nodes: &[&Node]) -> Vec<String> {
    let stated = |node: &Node| -> Vec<String> {
        if let Some(Value::Array(names)) = node.get("name") {
            return names.iter().filter_map(text_of).take(MOST_NAMES).collect();
        }
        let part = |name: &str| node.get(name).and_then(text_of);
        let parts = || {
            let parts: Vec<String> =
                ["givenName", "familyName"].into_iter().filter_map(part).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        };
        part("name").or_else(parts).into_iter().collect()
    };
    let names = stated(node);
    if !names.is_empty() {
        return names;
    }
    let Some(id) = node.get("@id").and_then(Value::as_str) else { return names };
    let is_it = |other: &&&Node| other.get("@id").and_then(Value::as_str) == Some(id);
    nodes
        .iter()
        .filter(is_it)
        .map(|other| stated(other))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn address_of(node: &Node) -> Option<String> {
    let page = node.get("mainEntityOfPage");
    let of_page = page.and_then(|page| match page {
        Value::Object(page) => page.get("@id").or_else(|| page.get("url")).and_then(text_of),
        page => text_of(page),
    });
    let own = node.get("url").and_then(text_of);
    let candidates = [own, of_page, node.get("@id").and_then(text_of)];
    candidates
        .into_iter()
        .flatten()
        .find(|address| address.starts_with("http") || address.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(script: &str) -> NewsArticle {
        article_in(&[script.to_owned()], &|_| false, &|_| false, &|_, _| false).unwrap_or_default()
    }

    #[test]
    fn an_article_is_found_alone_in_lists_and_in_graphs() {
        let article = r#"{"@type": "NewsArticle", "headline": "Bridge shut", "datePublished": "2024-05-22T10:00:00Z",
            "dateModified": "2024-05-23", "author": [{"@type": "Person", "name": "Jo Reed"}, {"name": "Al Moss"}],
            "publisher": {"@type": "Organization", "name": "Harbour Post"},
            "mainEntityOfPage": {"@id": "https://post.example/1"}, "inLanguage": "en"}"#;
        let expected = found(article);
        assert_eq!(expected.authors.as_deref(), Some("Jo Reed, Al Moss"));
        assert_eq!(expected.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(expected.address.as_deref(), Some("https://post.example/1"));
        assert_eq!(expected.modified.as_deref(), Some("2024-05-23"));
        let rows = [
            format!("[{{\"@type\": \"WebSite\", \"name\": \"x\"}}, {article}]"),
            format!(
                "{{\"@context\": \"https://schema.org\", \"@graph\": [{{\"@type\": [\"WebPage\"]}}, {article}]}}"
            ),
            format!("//<![CDATA[\n{article}\n//]]>"),
        ];
        for script in rows {
            assert_eq!(found(&script), expected, "{script}");
        }
    }

    #[test]
    fn a_reference_leads_to_the_node_that_has_the_name() {
        let graph = r##"{"@graph": [
            {"@type": ["Article", "NewsArticle"], "headline": "Over", "publisher": {"@id": "#us"}, "author": {"@id": "#jo"}},
            {"@type": "Person", "@id": "#jo", "name": "Jo Reed"},
            {"@type": "Organization", "@id": "#us", "name": "Harbour Post"}]}"##;
        let article = found(graph);
        assert_eq!(article.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(article.authors.as_deref(), Some("Jo Reed"));
    }

    #[test]
    fn names_are_those_of_people() {
        let rows = [
            (r#"{"name": ["Jo Reed", "Al Moss"]}"#, Some("Jo Reed, Al Moss")),
            (r#"["https://post.example/jo", {"name": "Al Moss"}]"#, Some("Al Moss")),
            (r#""https://post.example/jo""#, None),
            (r#"{"givenName": "Jo", "familyName": "Reed"}"#, Some("Jo Reed")),
            (r#"[[], {"name": "Jo Reed"}, "Jo Reed"]"#, Some("Jo Reed")),
            (r#""R/GA: a studio""#, Some("R/GA: a studio")),
        ];
        for (author, expected) in rows {
            let article = found(&format!("{{\"@type\": \"NewsArticle\", \"author\": {author}}}"));
            assert_eq!(article.authors.as_deref(), expected, "{author}");
        }
    }

    #[test]
    fn what_programs_write_wrongly_is_read() {
        let rows = [
            "{\"@type\": \"NewsArticle\", \"headline\": \"Over\", \"description\": \"a\nb\",}",
            "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Over&quot;}",
            "\u{feff}{\"@type\": \"NewsArticle\", \"headline\": \"Over\"}",
        ];
        for script in rows {
            assert_eq!(found(script).headline.as_deref(), Some("Over"), "{script}");
        }
    }

    #[test]
    fn of_several_articles_the_one_of_the_page_is_taken() {
        let list = r#"[{"@type": "NewsArticle", "headline": "Other", "url": "https://post.example/2"},
            {"@type": "NewsArticle", "headline": "Own", "url": "https://post.example/1"}]"#;
        let lists = [list.to_owned()];
        let own = article_in(&lists, &|address| address.ends_with("/1"), &|_| false, &|_, _| false);
        assert_eq!(own.and_then(|article| article.headline).as_deref(), Some("Own"));
        let own = article_in(&lists, &|_| false, &|headline| headline == "Own", &|_, _| false);
        assert_eq!(own.and_then(|article| article.headline).as_deref(), Some("Own"));
        let broken = ["{broken".to_owned(), "[[[[[[[[]]]]]]]]".to_owned()];
        assert_eq!(article_in(&broken, &|_| false, &|_| false, &|_, _| false), None);
    }
}
