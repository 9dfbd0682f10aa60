//! Finding quotes in the running text of primary sources, quotation marks or not.
//!
//! A transcript says what was really said; where it has the words of a quote, that stretch joins
//! the quote as an appearance of kind `passage`. Which sources to look into is told by runs of
//! words that they share with the quote; an alignment decides.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::compare::Prepared;
use crate::compare::passage::{Passage as Located, locate_in};
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, CharSpan, Kind, Quotation, Stance,
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

/// A quote as it is looked for.
pub(super) struct Wanted<'a> {
    /// The longest of its texts.
    pub(super) longest: &'a str,
    /// The smallest of its appearances.
    pub(super) smallest: AppearanceId,
    /// Where its appearances stand.
    pub(super) members: Vec<(ArticleId, CharSpan)>,
}

/// Finds quotes in the primary sources; returns the passages by the number of their quote.
pub(super) fn find_passages<'a>(
    store: &Store,
    articles: &[ArticleRow],
    quotes: impl Iterator<Item = Wanted<'a>>,
) -> Result<BTreeMap<usize, Vec<(Passage, Appearance)>>, StoreError> {
    let mut sources = Vec::new();
    for article in articles.iter().filter(|one| one.facts.kind() == ArticleKind::Primary) {
        if let Some(text) = store.text(&article.text_sha256)? {
            sources.push(Source { article, text });
        }
    }
    let mut found: BTreeMap<usize, Vec<(Passage, Appearance)>> = BTreeMap::new();
    if !sources.is_empty() {
        let taken = taken(store, &sources)?;
        for (quote, place) in claims(&sources, quotes, &taken) {
            found.entry(quote).or_default().push(passage(&sources, &place));
        }
    }
    Ok(found)
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
fn claims<'a>(
    sources: &[Source<'_>],
    quotes: impl Iterator<Item = Wanted<'a>>,
    taken: &BTreeSet<(ArticleId, CharSpan)>,
) -> Vec<(usize, Place)> {
    let read: Vec<Prepared<'_>> = sources.iter().map(|one| Prepared::new(&one.text)).collect();
    let runs = runs_of(sources);
    type Claim = (AppearanceId, usize, Place);
    let mut claimed: BTreeMap<(usize, CharSpan), Claim> = BTreeMap::new();
    for (number, quote) in quotes.enumerate() {
        for place in places(&quote, &read, &runs) {
            let article = sources[place.source].article.id;
            let stands_already = quote
                .members
                .iter()
                .any(|(other, span)| *other == article && span.overlaps(place.span));
            if stands_already || taken.contains(&(article, place.span)) {
                continue;
            }
            let key = (place.source, place.span);
            let is_better = claimed.get(&key).is_none_or(|(smallest, _, their)| {
                (place.overlap, Reverse(quote.smallest)) > (their.overlap, Reverse(*smallest))
            });
            if is_better {
                claimed.insert(key, (quote.smallest, number, place));
            }
        }
    }
    claimed.into_values().map(|(_, number, place)| (number, place)).collect()
}

/// Returns the places of one quote: all that have its words or, else, in each source the best.
fn places(
    quote: &Wanted<'_>,
    read: &[Prepared<'_>],
    runs: &FxHashMap<u64, Vec<usize>>,
) -> Vec<Place> {
    let keys = word_keys(quote.longest);
    if keys.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let near: BTreeSet<usize> =
        keys.windows(RUN).filter_map(|run| runs.get(&hash(run))).flatten().copied().collect();
    let wording = Prepared::new(quote.longest);
    let mut found = Vec::new();
    for source in near {
        let passages = locate_in(&wording, &read[source]);
        let place = |passage: &Located| Place {
            source,
            span: passage.span,
            overlap: passage.content_overlap,
        };
        let before = found.len();
        found.extend(passages.iter().filter(|passage| passage.verdict.is_pass()).map(place));
        if found.len() == before {
            let sure = passages.iter().filter(|passage| passage.content_overlap >= SURE);
            let best = sure.min_by(|a, b| {
                b.content_overlap.total_cmp(&a.content_overlap).then(a.span.cmp(&b.span))
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

/// Returns a passage as it is stored, and as an appearance.
fn passage(sources: &[Source<'_>], place: &Place) -> (Passage, Appearance) {
    let Source { article, text } = &sources[place.source];
    let quotation = Quotation {
        span: place.span,
        text: place.span.slice(text).unwrap_or_default().to_owned(),
        kind: Kind::Passage,
        stance: Stance::Asserted,
        speaker: None,
        speaker_mention: None,
        cue: None,
        confidence: 0.0,
        part_of: None,
        nested_in: None,
    };
    let appearance = article.appearance(&quotation);
    let (article_id, text_sha256) = (article.id, article.text_sha256);
    (Passage { article_id, text_sha256, quotation }, appearance)
}
