//! What a page states about itself, place by place, and which of it is believed.
//!
//! Of each field, the first statement that can be understood is taken: JSON-LD, then Open Graph,
//! then other `<meta>`, then what is shown. All statements are kept, so that a page that
//! contradicts itself can be looked into.

use url::Url;

use super::addresses::{archived, bare, base, is_same_site};
use super::json_ld::{NewsArticle, article_in};
use super::page::Page;
use super::saved::Saved;
use super::titles::{Heading, without_outlet};
use crate::model::{Fact, FactSource, Facts, Place, PublishedDate, Statement};
use crate::read::dates::{is_stated, leading_date};

/// Most characters of a value that is kept.
const LONGEST_VALUE: usize = 2_000;

/// Fewest letters of a word that tells what a headline is about.
const SHORTEST_TOPIC: usize = 4;

/// What a page states about itself.
#[derive(Debug, Default)]
pub(super) struct Stated {
    pub(super) facts: Facts,
    pub(super) statements: Vec<Statement>,
    /// When the page was saved, where the program that saved it says so.
    pub(super) retrieved: Option<PublishedDate>,
    /// The text of the article, where the page has it in its data.
    pub(super) body: Option<String>,
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
    let archived = known.as_deref().and_then(archived);
    let known = archived.as_ref().map(|(original, _)| original.clone()).or(known);
    let linked =
        page.links.iter().find(|(rel, _)| rel.split_whitespace().any(|rel| rel == "canonical"));
    let linked = linked.map(|(_, href)| href.as_str());
    let base = base(page, known.as_deref());
    let mut statements = Statements { list: Vec::new(), base, archived: None };
    let article = article_of(page, linked.or(known.as_deref()), &statements);
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
    // When a page in an archive is saved says nothing about when it was read.
    let retrieved = archived.map(|(_, moment)| moment).or(statements.archived).or(saved.retrieved);
    Stated { facts, statements: statements.list, retrieved, body: article.body }
}

/// Returns what the data of a page say about its own article, whose address is `own`.
fn article_of(page: &Page, own: Option<&str>, statements: &Statements) -> NewsArticle {
    let bare = |address: &str| statements.absolute(address).map(|address| bare(&address));
    let own = own.and_then(bare);
    let is_own = |address: &str| own.is_some() && bare(address) == own;
    let headings = page.headings.iter().map(String::as_str);
    let titles = headings.chain(meta(page, "og:title")).chain([page.title.as_str()]);
    let titles: Vec<String> = titles.map(str::to_lowercase).collect();
    let is_title = |headline: &str| {
        let headline = shown(headline).to_lowercase();
        headline.contains(' ') && titles.iter().any(|title| title.starts_with(&headline))
    };
    // Of another article, a page has neither the address nor a word of the headline.
    let is_foreign = |address: Option<&str>, headline: &str| {
        let is_other = own.is_some() && address.is_some_and(|address| !is_own(address));
        let shown = shown(headline).to_lowercase();
        let mut words = shown.split_whitespace().filter(|word| word.len() >= SHORTEST_TOPIC);
        let is_in_title = |word: &str| titles.iter().any(|title| title.contains(word));
        is_other && !headline.is_empty() && !words.any(is_in_title)
    };
    article_in(&page.json_ld, &is_own, &is_title, &is_foreign).unwrap_or_default()
}

/// Statements in the order in which they are believed.
struct Statements {
    list: Vec<Statement>,
    base: Option<Url>,
    /// When an archive fetched the page, by the address that the page has there.
    archived: Option<PublishedDate>,
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
            let copy = value.and_then(|value| archived(self.joined(value)?.as_str()));
            self.archived = self.archived.take().or(copy.map(|(_, moment)| moment));
            let value = value.and_then(|value| self.absolute(value));
            self.add("url", place, value.as_deref());
        }
    }

    /// Returns an address in full, without a fragment; for one in an archive, that of the page
    /// that it is a copy of.
    fn absolute(&self, address: &str) -> Option<String> {
        let mut url = self.joined(address)?;
        if let Some((original, _)) = archived(url.as_str()) {
            url = Url::parse(&original).ok()?;
        }
        url.set_fragment(None);
        matches!(url.scheme(), "http" | "https").then(|| url.to_string())
    }

    fn joined(&self, address: &str) -> Option<Url> {
        match &self.base {
            Some(base) => base.join(address.trim()).ok(),
            None => Url::parse(address.trim()).ok(),
        }
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
        let titles = [meta(page, "og:title"), Some(page.title.as_str())];
        let heading = Heading::of(&page.headings, outlet.as_deref(), &titles);
        let site = outlet.as_deref().or(heading.site);
        let bare = |title: &str| without_outlet(title, site).to_owned();
        self.add("title", Place::JsonLd, article.headline.as_deref());
        let og = meta(page, "og:title").map(bare);
        self.add("title", Place::OpenGraph, og.as_deref());
        self.metas("title", page, &TITLES, |_| true);
        self.add("title", Place::Heading, heading.own);
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
