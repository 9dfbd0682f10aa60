//! Finding quotes in the running text of primary sources, quotation marks or not.
//!
//! A transcript says what was really said; where it has the words of a quote, that stretch joins
//! the quote as an appearance of kind `passage`. Which sources to look into is told by runs of
//! words that they share with the quote; an alignment decides.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHasher};

use std::hash::{Hash, Hasher};

use crate::compare::Prepared;
use crate::compare::passage::locate_in;
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, CharIndex, CharSpan, Kind, Quotation, Stance,
};
use crate::store::{ArticleRow, Passage, Store, StoreError};
use crate::text::word_keys;

/// Words of a run that a quote and a source must share to be compared.
const RUN: usize = 3;
/// Fewest words of a wording that is looked for: fewer prove nothing (`too-short`).
const FEWEST_WORDS: usize = 4;
/// Share of the wording's content words that must align where no place has all of its words.
///
/// Verdicts call half of them the same utterance; a passage is chosen for people, not shown to
/// them with its score, and so must be surer.
const SURE: f64 = 0.6;

/// A primary source with its text.
struct Source<'a> {
    article: &'a ArticleRow,
    text: String,
}

/// A place where a quote stands in a source.
struct Place {
    source: usize,
    span: CharSpan,
    overlap: f64,
}

/// Finds the quotes in the primary sources and adds the passages to their members.
pub(super) fn add_passages(
    store: &Store,
    articles: &[ArticleRow],
    quotes: &mut [Vec<Appearance>],
) -> Result<Vec<Passage>, StoreError> {
    let mut sources = Vec::new();
    for article in articles.iter().filter(|one| one.facts.kind() == ArticleKind::Primary) {
        if let Some(text) = store.text(&article.text_sha256)? {
            sources.push(Source { article, text });
        }
    }
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    let taken = taken(store, &sources)?;
    let places = claims(&sources, quotes, &taken);
    Ok(places.into_iter().map(|(quote, place)| join(&sources, place, &mut quotes[quote])).collect())
}

/// Returns the spans that stand in the sources already, quoted or labels.
fn taken(
    store: &Store,
    sources: &[Source<'_>],
) -> Result<BTreeSet<(ArticleId, CharSpan)>, StoreError> {
    let mut taken = BTreeSet::new();
    for source in sources {
        let found = store.appearances_in_article(source.article.id)?;
        let quoted = found.into_iter().filter(|one| one.kind != Kind::Passage);
        taken.extend(quoted.map(|one| (source.article.id, one.span)));
    }
    Ok(taken)
}

/// Returns which quote each place belongs to: the one that fits best, then the smallest.
fn claims(
    sources: &[Source<'_>],
    quotes: &[Vec<Appearance>],
    taken: &BTreeSet<(ArticleId, CharSpan)>,
) -> Vec<(usize, Place)> {
    let read: Vec<Prepared<'_>> = sources.iter().map(|one| Prepared::new(&one.text)).collect();
    let runs = runs_of(sources);
    let mut claimed: BTreeMap<(usize, CharSpan), (usize, Place)> = BTreeMap::new();
    for (quote, members) in quotes.iter().enumerate() {
        for place in places(members, sources, &read, &runs) {
            let article = sources[place.source].article.id;
            let stands_already = members
                .iter()
                .any(|one| one.article_id == article && one.span.overlaps(place.span));
            if stands_already || taken.contains(&(article, place.span)) {
                continue;
            }
            let rank =
                |quote: usize, overlap: f64| (overlap, std::cmp::Reverse(smallest(&quotes[quote])));
            let key = (place.source, place.span);
            let is_better = claimed.get(&key).is_none_or(|(other, their)| {
                rank(quote, place.overlap) > rank(*other, their.overlap)
            });
            if is_better {
                claimed.insert(key, (quote, place));
            }
        }
    }
    claimed.into_values().collect()
}

fn smallest(members: &[Appearance]) -> Option<AppearanceId> {
    members.iter().map(|member| member.id).min()
}

/// Returns the places of one quote: all that have its words or, else, in each source the best.
fn places(
    members: &[Appearance],
    sources: &[Source<'_>],
    read: &[Prepared<'_>],
    runs: &FxHashMap<u64, Vec<usize>>,
) -> Vec<Place> {
    let longest =
        members.iter().max_by_key(|one| (one.text.chars().count(), std::cmp::Reverse(one.id)));
    let Some(longest) = longest else { return Vec::new() };
    let keys = word_keys(&longest.text);
    if keys.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let near: BTreeSet<usize> = keys
        .windows(RUN)
        .filter_map(|run| runs.get(&hash(run)))
        .flatten()
        .copied()
        .filter(|source| sources[*source].article.id != longest.article_id)
        .collect();
    let wording = Prepared::new(&longest.text);
    let mut found = Vec::new();
    for source in near {
        let passages = locate_in(&wording, &read[source]);
        let place = |passage: &crate::compare::passage::Passage| Place {
            source,
            span: passage.span,
            overlap: passage.content_overlap,
        };
        let whole = passages.iter().filter(|passage| passage.verdict.is_pass());
        let before = found.len();
        found.extend(whole.map(place));
        if found.len() == before {
            let best =
                passages.iter().filter(|passage| passage.content_overlap >= SURE).min_by(|a, b| {
                    let by_overlap = b.content_overlap.total_cmp(&a.content_overlap);
                    by_overlap.then(a.span.cmp(&b.span))
                });
            found.extend(best.map(place));
        }
    }
    found
}

/// Returns which sources have each run of words.
fn runs_of(sources: &[Source<'_>]) -> FxHashMap<u64, Vec<usize>> {
    let mut runs: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (number, source) in sources.iter().enumerate() {
        for run in word_keys(&source.text).windows(RUN) {
            let sources = runs.entry(hash(run)).or_default();
            if sources.last() != Some(&number) {
                sources.push(number);
            }
        }
    }
    runs
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}

/// Adds a passage to the members of its quote; returns it as it is to be stored.
fn join(sources: &[Source<'_>], place: Place, members: &mut Vec<Appearance>) -> Passage {
    let source = &sources[place.source];
    let text = CharIndex::new(&source.text).slice(place.span).unwrap_or_default().to_owned();
    let quotation = Quotation {
        span: place.span,
        text,
        kind: Kind::Passage,
        stance: Stance::Asserted,
        speaker: None,
        speaker_mention: None,
        cue: None,
        confidence: 0.0,
        part_of: None,
        nested_in: None,
    };
    members.push(source.article.appearance(&quotation));
    let (article_id, text_sha256) = (source.article.id, source.article.text_sha256);
    Passage { article_id, text_sha256, quotation }
}
