//! What a page states about itself, place by place, and which of it is believed.
//!
//! Of each field, the first statement that can be understood is taken: JSON-LD, then Open Graph,
//! then other `<meta>`, then what is shown. All statements are kept, so that a page that
//! contradicts itself can be looked into.

use url::Url;

use super::json_ld::{NewsArticle, article_in};
use super::page::Page;
use crate::model::{Fact, FactSource, Facts, Place, PublishedDate, Statement};
use crate::read::dates::{is_stated, leading_date};

/// Most characters of a value that is kept.
const LONGEST_VALUE: usize = 2_000;

/// What a page states about itself.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) facts: Facts,
    pub(super) statements: Vec<Statement>,
    /// When the page was saved, where the program that saved it says so.
    pub(super) retrieved: Option<PublishedDate>,
}

const TITLES: [&str; 4] = ["twitter:title", "dc.title", "parsely-title", "headline"];
const OUTLETS: [&str; 5] =
    ["application-name", "publisher", "dc.publisher", "parsely-site", "twitter:app:name:iphone"];
const AUTHORS: [&str; 7] = [
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
    "citation_author",
];
const PUBLISHED: [&str; 10] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "date",
];
const MODIFIED: [&str; 7] = [
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dc.date.modified",
];
const LANGUAGES: [&str; 4] = ["content-language", "language", "dc.language", "inlanguage"];

/// Reads what a page states; `address` is where an archive has it from.
pub(super) fn of(page: &Page, address: Option<&str>) -> Stated {
    let saved = Saved::of(page);
    let known = address.map(str::to_owned).or_else(|| saved.address.clone());
    let linked =
        page.links.iter().find(|(rel, _)| rel.split_whitespace().any(|rel| rel == "canonical"));
    let linked = linked.map(|(_, href)| href.as_str());
    let mut statements = Statements { list: Vec::new(), base: base(page, known.as_deref()) };
    let bare = |address: &str| statements.absolute(address).map(|address| bare(&address));
    let own = linked.or(known.as_deref()).and_then(bare);
    let is_own = |address: &str| own.is_some() && bare(address) == own;
    let titles = [Some(page.heading.as_str()), meta(page, "og:title"), Some(page.title.as_str())];
    let is_title = |headline: &str| {
        let headline = shown(headline).to_lowercase();
        let mut titles = titles.into_iter().flatten();
        headline.contains(' ') && titles.any(|title| title.to_lowercase().starts_with(&headline))
    };
    let article = article_in(&page.json_ld, &is_own, &is_title).unwrap_or_default();
    statements.addresses(page, &article, linked);
    statements.texts(page, &article);
    statements.dates(page, &article);
    let url = statements.address(known.as_deref(), &saved);
    let first = |field| statements.first(field);
    let text = |field| first(field).map(|value| Fact::new(value, FactSource::Article));
    let date = |field| {
        let date = first(field).and_then(|value| value.parse().ok());
        date.map(|date| Fact::new(date, FactSource::Article))
    };
    let facts = Facts {
        outlet: text("outlet"),
        title: text("title"),
        byline: text("byline"),
        published: date("published"),
        modified: date("modified"),
        url,
        language: text("language"),
        kind: None,
    };
    Stated { facts, statements: statements.list, retrieved: saved.retrieved }
}

/// Statements in the order in which they are believed.
struct Statements {
    list: Vec<Statement>,
    base: Option<Url>,
}

impl Statements {
    fn first(&self, field: &str) -> Option<String> {
        self.list.iter().find(|statement| statement.field == field).map(|found| found.value.clone())
    }

    fn add(&mut self, field: &'static str, place: Place, value: Option<&str>) {
        let Some(value) = value.map(shown).filter(|value| !value.is_empty()) else { return };
        let value = value.chars().take(LONGEST_VALUE).collect();
        let statement = Statement { field, place, value };
        if !self.list.contains(&statement) {
            self.list.push(statement);
        }
    }

    fn addresses(&mut self, page: &Page, article: &NewsArticle, linked: Option<&str>) {
        let og = meta(page, "og:url");
        let stated = [
            (Place::Link, linked),
            (Place::OpenGraph, og),
            (Place::JsonLd, article.address.as_deref()),
        ];
        for (place, value) in stated {
            let value = value.and_then(|value| self.absolute(value));
            self.add("url", place, value.as_deref());
        }
    }

    /// Returns an address in full, without a fragment.
    fn absolute(&self, address: &str) -> Option<String> {
        let mut url = match &self.base {
            Some(base) => base.join(address.trim()).ok()?,
            None => Url::parse(address.trim()).ok()?,
        };
        url.set_fragment(None);
        matches!(url.scheme(), "http" | "https").then(|| url.to_string())
    }

    /// Returns the address of the page: the one that it states, unless that is another site's,
    /// as of a page that was taken over from elsewhere, or the front page of its own.
    fn address(&self, known: Option<&str>, saved: &Saved) -> Option<Fact<String>> {
        let known_url = known.and_then(|known| Url::parse(known).ok());
        let stated: Vec<Url> = self
            .list
            .iter()
            .filter(|statement| statement.field == "url")
            .filter_map(|statement| Url::parse(&statement.value).ok())
            .filter(|url| known_url.as_ref().is_none_or(|known| is_same_site(url, known)))
            .collect();
        let is_front = |url: &&Url| url.path() == "/" && url.query().is_none();
        let is_known_front = known_url.as_ref().is_some_and(|known| is_front(&known));
        let own = stated.iter().find(|url| !is_front(url) || is_known_front);
        let own = own.or_else(|| stated.first().filter(|_| known_url.is_none()));
        if let Some(url) = own {
            return Some(Fact::new(url.to_string(), FactSource::Article));
        }
        let known = self.absolute(known?)?;
        let source = if saved.address.is_some() { FactSource::Article } else { FactSource::Record };
        Some(Fact::new(known, source))
    }

    fn texts(&mut self, page: &Page, article: &NewsArticle) {
        let outlet = article.publisher.as_deref();
        self.add("outlet", Place::JsonLd, outlet);
        self.add("outlet", Place::OpenGraph, meta(page, "og:site_name"));
        self.metas("outlet", page, &OUTLETS, |_| true);
        let outlet = self.first("outlet");
        let bare = |title: &str| without_outlet(title, outlet.as_deref()).to_owned();
        self.add("title", Place::JsonLd, article.headline.as_deref());
        let og = meta(page, "og:title").map(bare);
        self.add("title", Place::OpenGraph, og.as_deref());
        self.metas("title", page, &TITLES, |_| true);
        self.add("title", Place::Heading, Some(&page.heading));
        self.add("title", Place::Title, Some(&bare(&page.title)));
        self.add("byline", Place::JsonLd, article.authors.as_deref());
        // Some pages give the address of the author's own page there.
        self.metas("byline", page, &AUTHORS, |value| !value.contains("//"));
        self.add("language", Place::JsonLd, article.language.as_deref().map(tag).as_deref());
        self.add("language", Place::Attribute, page.language.as_deref().map(tag).as_deref());
        self.add("language", Place::OpenGraph, meta(page, "og:locale").map(tag).as_deref());
        self.metas("language", page, &LANGUAGES, |value| value.len() <= 12);
    }

    fn dates(&mut self, page: &Page, article: &NewsArticle) {
        let own = |value: Option<&str>| value.and_then(date);
        self.add("published", Place::JsonLd, own(article.published.as_deref()).as_deref());
        self.add("modified", Place::JsonLd, own(article.modified.as_deref()).as_deref());
        for (field, names) in [("published", PUBLISHED.as_slice()), ("modified", &MODIFIED)] {
            for name in names {
                self.add(field, Place::Meta, own(meta(page, name)).as_deref());
            }
        }
        let is_changed = |about: &str| about.contains("modified") || about.contains("updated");
        let is_published = |about: &str| about.contains("publish") || about.contains("pubdate");
        let marked = page.times.iter().find(|(_, about)| is_published(about));
        let unmarked = page.times.iter().find(|(_, about)| !is_changed(about));
        let time = |found: Option<&(String, String)>| found.and_then(|(moment, _)| date(moment));
        self.add("published", Place::Time, time(marked.or(unmarked)).as_deref());
        let changed = page.times.iter().find(|(_, about)| is_changed(about));
        self.add("modified", Place::Time, time(changed).as_deref());
    }

    fn metas(
        &mut self,
        field: &'static str,
        page: &Page,
        names: &[&str],
        is_value: impl Fn(&str) -> bool,
    ) {
        for name in names {
            self.add(field, Place::Meta, meta(page, name).filter(|value| is_value(value)));
        }
    }
}

fn meta<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    let found = page.metas.iter().find(|(known, value)| known == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}

/// Reads a date, whatever follows it: a weekday and a time of day in words say no more.
fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = text.parse::<PublishedDate>().ok();
    let date = whole.or_else(|| leading_date(text).map(|(date, _)| date));
    date.filter(is_stated).map(|date| date.to_string())
}

/// Returns a language as a tag: `en_CA` as `en-CA`.
fn tag(language: &str) -> String {
    language.trim().replace('_', "-")
}

/// Returns text without the white space, the entities and the tags that some generators leave in it.
pub(in crate::read) fn shown(value: &str) -> String {
    let is_marked_up = value.contains('&') || value.contains("</");
    let text = if is_marked_up { Page::of(value).text } else { value.to_owned() };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cuts the outlet off the end of a title: `Bridge shut | Harbour Post`.
fn without_outlet<'a>(title: &'a str, outlet: Option<&str>) -> &'a str {
    let Some(outlet) = outlet else { return title };
    let cut = [" | ", " - ", " – ", " — ", " · ", " : "].iter().find_map(|bar| {
        let (before, after) = title.rsplit_once(bar)?;
        after.trim().eq_ignore_ascii_case(outlet).then_some(before)
    });
    cut.unwrap_or(title)
}

fn base(page: &Page, known: Option<&str>) -> Option<Url> {
    let known = known.and_then(|known| Url::parse(known).ok());
    match (&page.base, known) {
        (Some(base), Some(known)) => known.join(base).ok(),
        (Some(base), None) => Url::parse(base).ok(),
        (None, known) => known,
    }
}

/// Returns what of an address tells pages apart: not its scheme, nor a slash at its end.
fn bare(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// Says whether two addresses are of one site: `m.post.example` and `www.post.example` are.
fn is_same_site(left: &Url, right: &Url) -> bool {
    let bare = |url: &Url| {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let prefixes = ["www.", "m.", "mobile.", "amp."];
        let short = prefixes.iter().find_map(|prefix| host.strip_prefix(prefix));
        short.map(str::to_owned).unwrap_or(host)
    };
    bare(left) == bare(right)
}

/// What a browser or its extension notes in a page that it saves.
#[derive(Debug, Default)]
struct Saved {
    address: Option<String>,
    retrieved: Option<PublishedDate>,
}

impl Saved {
    fn of(page: &Page) -> Self {
        let mut saved = Self::default();
        for note in &page.notes {
            let line = |name: &str| {
                note.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim)
            };
            // `saved from url=(0024)https://post.example/1`: the length, and then the address.
            let classic =
                note.split_once("saved from url=(").and_then(|(_, rest)| rest.split_once(')'));
            let classic = classic.and_then(|(_, rest)| rest.split_whitespace().next());
            let address = classic.or_else(|| line("url:")).filter(|url| url.starts_with("http"));
            saved.address = saved.address.take().or(address.map(str::to_owned));
            let moment = line("saved date:").and_then(script_date);
            saved.retrieved = saved.retrieved.take().or(moment);
        }
        saved
    }
}

/// Reads the form in which scripts write a moment: `Wed May 22 2024 10:00:00 GMT+0200 (CEST)`.
fn script_date(text: &str) -> Option<PublishedDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let &[_, month, day, year, clock, ..] = words.as_slice() else {
        return text.parse().ok();
    };
    let (day, _) = leading_date(&format!("{month} {day}, {year}"))
        .map(|(date, rest)| (date.to_string(), rest.len()))?;
    let offset = words.get(5).and_then(|word| word.strip_prefix("GMT")).unwrap_or_default();
    format!("{day}T{clock}{offset}").parse().ok()
}
