//! Finding quotes in the running text of primary sources, quotation marks or not.
//!
//! A transcript says what was really said; where it has the words of a quote, that stretch joins
//! the quote as an appearance of kind `passage`. Which sources to look into is told by runs of
//! words that they share with the quote; an alignment decides.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::compare::passage::{Passage as Located, locate_in};
use crate::compare::{Prepared, spoken_at};
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, CharSpan, Cue, Kind, Quotation, Stance,
};
use crate::store::{ArticleRow, Passage, Store, StoreError};
use crate::text::{Turn, turns, word_keys};

/// Words of a run that a quote and a source must share to be compared.
const RUN: usize = 3;
/// Fewest words of a wording that is looked for: fewer prove nothing (`too-short`).
const FEWEST_WORDS: usize = 4;
/// Share of the wording's content words that must align where no place has all of its words.
///
/// Verdicts call half of them the same utterance; a passage is chosen for people, not shown to
/// them with its score, and so must be surer.
const SURE: f64 = 0.6;

/// The mark by which the label of a turn attributes what follows it.
const LABEL: &str = ":";

/// A primary source with its text.
struct Source<'a> {
    article: &'a ArticleRow,
    text: String,
    /// Who has the floor where.
    turns: Vec<Turn>,
    /// When it is spoken, for captions.
    cues: Vec<Cue>,
}

/// A place where a quote stands in a source.
struct Place {
    source: usize,
    span: CharSpan,
    overlap: f64,
}

/// A quote as it is looked for.
pub(super) struct Wanted<'a> {
    /// Its texts, each once, the longest first.
    pub(super) texts: Vec<&'a str>,
    /// The smallest of its appearances.
    pub(super) smallest: AppearanceId,
    /// Where its appearances stand.
    pub(super) members: Vec<(ArticleId, CharSpan)>,
}

/// What was found in primary sources.
#[derive(Default)]
pub(super) struct Found {
    /// The passages, by the number of their quote.
    pub(super) passages: BTreeMap<usize, Vec<(Passage, Appearance)>>,
    /// Ids that passages may have had while their quotes were smaller, and what stands for them.
    pub(super) aliases: Vec<(AppearanceId, AppearanceId)>,
}

/// Finds quotes in the primary sources.
///
/// The longest text of a quote decides which stretch is its passage. Every other text was the
/// longest once, or would have been, had articles come in another order; the stretches that they
/// lead to become aliases, so that the ids of any state go on working in all.
pub(super) fn find_passages<'a>(
    store: &Store,
    articles: &[ArticleRow],
    quotes: impl Iterator<Item = Wanted<'a>>,
) -> Result<Found, StoreError> {
    let mut sources = Vec::new();
    for article in articles.iter().filter(|one| one.facts.kind() == ArticleKind::Primary) {
        if let Some(text) = store.text(&article.text_sha256)? {
            let (turns, cues) = (turns(&text), store.cues(article.id)?);
            sources.push(Source { article, text, turns, cues });
        }
    }
    if sources.is_empty() {
        return Ok(Found::default());
    }
    let Claims { claimed, echoes } = claims(&sources, quotes, &taken(store, &sources)?);
    let mut found = Found::default();
    for Claim { quote, place, .. } in claimed.into_values() {
        found.passages.entry(quote).or_default().push(passage(&sources, &place));
    }
    found.aliases = aliases(&found.passages, echoes);
    Ok(found)
}

/// Returns what stands for each place that is no passage: a passage of its quote, else a member.
fn aliases(
    passages: &BTreeMap<usize, Vec<(Passage, Appearance)>>,
    echoes: BTreeMap<AppearanceId, (AppearanceId, usize)>,
) -> Vec<(AppearanceId, AppearanceId)> {
    let present: BTreeSet<AppearanceId> =
        passages.values().flatten().map(|(_, appearance)| appearance.id).collect();
    let heir = |smallest: AppearanceId, quote: usize| {
        let own = passages.get(&quote).into_iter().flatten();
        own.map(|(_, appearance)| appearance.id).min().unwrap_or(smallest)
    };
    echoes
        .into_iter()
        .filter(|(id, _)| !present.contains(id))
        .map(|(id, (smallest, quote))| (id, heir(smallest, quote)))
        .collect()
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

/// A quote that a place belongs to.
struct Claim {
    smallest: AppearanceId,
    quote: usize,
    place: Place,
}

/// Which quote each place belongs to.
#[derive(Default)]
struct Claims {
    /// By the longest text of each quote: the one that fits best, then the smallest.
    claimed: BTreeMap<(usize, CharSpan), Claim>,
    /// Places of other texts: the smallest appearance and the number of their quote.
    echoes: BTreeMap<AppearanceId, (AppearanceId, usize)>,
}

fn claims<'a>(
    sources: &[Source<'_>],
    quotes: impl Iterator<Item = Wanted<'a>>,
    taken: &BTreeSet<(ArticleId, CharSpan)>,
) -> Claims {
    let read: Vec<Prepared<'_>> = sources.iter().map(|one| Prepared::new(&one.text)).collect();
    let runs = runs_of(sources);
    let mut claims = Claims::default();
    for (number, quote) in quotes.enumerate() {
        let is_free = |place: &Place| {
            let article = sources[place.source].article.id;
            let stands_already = quote
                .members
                .iter()
                .any(|(other, span)| *other == article && span.overlaps(place.span));
            !stands_already && !taken.contains(&(article, place.span))
        };
        for (rank, text) in quote.texts.iter().enumerate() {
            for place in places(text, &read, &runs).into_iter().filter(is_free) {
                let smallest = quote.smallest;
                if rank == 0 {
                    claims.claim(Claim { smallest, quote: number, place });
                } else {
                    let id = AppearanceId::of(sources[place.source].article.id, place.span);
                    let echo = claims.echoes.entry(id).or_insert((smallest, number));
                    *echo = (*echo).min((smallest, number));
                }
            }
        }
    }
    claims
}

impl Claims {
    fn claim(&mut self, claim: Claim) {
        let rank = |claim: &Claim| (claim.place.overlap, Reverse(claim.smallest));
        let key = (claim.place.source, claim.place.span);
        if self.claimed.get(&key).is_none_or(|other| rank(&claim) > rank(other)) {
            self.claimed.insert(key, claim);
        }
    }
}

/// Returns the places of one text: all that have its words or, else, in each source the best.
fn places(text: &str, read: &[Prepared<'_>], runs: &FxHashMap<u64, Vec<usize>>) -> Vec<Place> {
    let keys = word_keys(text);
    if keys.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let near: BTreeSet<usize> =
        keys.windows(RUN).filter_map(|run| runs.get(&hash(run))).flatten().copied().collect();
    let wording = Prepared::new(text);
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
    let Source { article, text, turns, cues } = &sources[place.source];
    let spoken = spoken_at(Cue::at(cues, place.span.start), turns, place.span.start);
    let quotation = Quotation {
        span: place.span,
        text: place.span.slice(text).unwrap_or_default().to_owned(),
        kind: Kind::Passage,
        stance: Stance::Asserted,
        cue: spoken.is_some().then(|| LABEL.to_owned()),
        confidence: if spoken.is_some() { 1.0 } else { 0.0 },
        speaker: spoken.as_ref().and_then(|spoken| spoken.speaker.clone()),
        speaker_mention: spoken.map(|spoken| spoken.mention),
        part_of: None,
        nested_in: None,
    };
    let appearance = article.appearance(&quotation);
    let (article_id, text_sha256) = (article.id, article.text_sha256);
    (Passage { article_id, text_sha256, quotation }, appearance)
}
