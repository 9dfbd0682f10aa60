//! Is this text verbatim? Everything in the collection that may say so, handed to the judge.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::articles::SameText;
use super::find::{Speech, folded, passage};
use super::{Collection, CollectionError};
use crate::compare::{self, Candidate, CheckInput, passage as passages};
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, Check, Kind, QuoteId, Scope, Verdict,
};
use crate::store::Filter;
use crate::text::word_keys;

/// A text to check, and against what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckRequest {
    /// The text, with or without its quotation marks.
    pub text: String,
    /// The speaker to compare with those that the articles name.
    pub speaker: Option<String>,
    /// Which articles to search.
    pub filter: Filter,
}

/// Most quotes that are looked at closely though they lack a word of the text.
///
/// Quotes that have all its words are looked at without limit. Of the others only the closest one
/// is reported, and that is among those which share the words that tell most.
const MOST_NEAR: usize = 128;

/// A collection read for many checks in one scope.
///
/// Reading costs time and memory linear in the quotes; a check then looks only at those that share
/// words with its text. Running text is scanned only where no quote decides.
pub struct Checker<'a> {
    collection: &'a Collection,
    filter: Filter,
    scope: Scope,
    quotes: Vec<(QuoteId, Vec<Appearance>)>,
    /// The quotes that have a word, by their place.
    by_word: FxHashMap<String, Vec<usize>>,
    speakers: Vec<String>,
    /// The texts of primary sources.
    primaries: BTreeMap<ArticleId, String>,
    same_text: SameText,
}

impl Collection {
    /// Says whether a text is verbatim.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn check(&self, request: &CheckRequest) -> Result<Check, CollectionError> {
        self.checker(&request.filter)?.check(&request.text, request.speaker.as_deref())
    }

    /// Reads what many checks in one scope have in common.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn checker(&self, filter: &Filter) -> Result<Checker<'_>, CollectionError> {
        let mut by_quote: BTreeMap<QuoteId, Vec<Appearance>> = BTreeMap::new();
        let mut speakers = BTreeSet::new();
        for appearance in self.store.appearances(filter)? {
            speakers.extend(appearance.speaker.clone());
            // What no grouping has reached yet stands for itself rather than not at all.
            let is_quote = !matches!(appearance.kind, Kind::Label | Kind::Passage);
            let own = is_quote.then_some(QuoteId::from_smallest(appearance.id));
            if let Some(quote) = appearance.quote_id.or(own) {
                by_quote.entry(quote).or_default().push(appearance);
            }
        }
        let quotes: Vec<_> = by_quote.into_iter().collect();
        let mut primaries = BTreeMap::new();
        self.store.for_each_text(filter, |article, text| {
            if article.facts.kind() == ArticleKind::Primary {
                primaries.insert(article.id, text.to_owned());
            }
        })?;
        Ok(Checker {
            collection: self,
            filter: filter.clone(),
            scope: self.store.scope(filter)?,
            by_word: index(&quotes),
            quotes,
            speakers: speakers.into_iter().collect(),
            primaries,
            same_text: self.same_text()?,
        })
    }
}

/// Returns the places of the quotes that have each word.
fn index(quotes: &[(QuoteId, Vec<Appearance>)]) -> FxHashMap<String, Vec<usize>> {
    let mut by_word: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (place, (_, appearances)) in quotes.iter().enumerate() {
        let words: BTreeSet<String> =
            appearances.iter().flat_map(|appearance| word_keys(&appearance.text)).collect();
        for word in words {
            by_word.entry(word).or_default().push(place);
        }
    }
    by_word
}

impl Checker<'_> {
    /// Says whether a text is verbatim.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn check(&self, text: &str, speaker: Option<&str>) -> Result<Check, CollectionError> {
        let unspoken = self.in_primaries(text)?;
        let mut candidates: Vec<Candidate<'_>> =
            self.sharing_words(text).into_iter().map(|place| self.candidate(place)).collect();
        candidates.extend(unspoken.iter().map(|found| Candidate {
            quote_id: QuoteId::from_smallest(found.id),
            appearances: std::slice::from_ref(found),
        }));
        let mut check = self.decide(text, speaker, &candidates, &[]);
        if !is_settled(check.verdict) {
            let unquoted = self.unquoted(text)?;
            if !unquoted.is_empty() {
                check = self.decide(text, speaker, &candidates, &unquoted);
            }
        }
        // A passage that nobody quoted belongs to no quote of the collection.
        let is_stored = |quote: &QuoteId| self.quotes.iter().any(|(stored, _)| stored == quote);
        check.quote_id = check.quote_id.filter(is_stored);
        check.ambiguous.retain(is_stored);
        if let Some(quote) = check.quote_id {
            check.possible = self.collection.store.possible_quotes(quote)?;
        }
        Ok(check)
    }

    fn decide(
        &self,
        query: &str,
        speaker: Option<&str>,
        candidates: &[Candidate<'_>],
        unquoted: &[Appearance],
    ) -> Check {
        let speakers: Vec<&str> = self.speakers.iter().map(String::as_str).collect();
        let text = |article: ArticleId| self.primaries.get(&article).cloned();
        let independent =
            |members: &[&Appearance]| self.same_text.independent(members.iter().copied());
        compare::check(&CheckInput {
            query,
            speaker,
            candidates,
            unquoted,
            speakers: &speakers,
            text: &text,
            independent: &independent,
            scope: &self.scope,
        })
    }

    fn candidate(&self, place: usize) -> Candidate<'_> {
        let (quote_id, appearances) = &self.quotes[place];
        Candidate { quote_id: *quote_id, appearances }
    }

    /// Returns the places of the quotes that have all words of a text, and of those that share most
    /// with it. A word weighs what it tells (inverse document frequency: Spärck Jones, "A
    /// Statistical Interpretation of Term Specificity", 1972).
    fn sharing_words(&self, text: &str) -> Vec<usize> {
        let words: BTreeSet<String> = word_keys(text).into_iter().collect();
        let mut shared: FxHashMap<usize, (usize, f64)> = FxHashMap::default();
        for places in words.iter().filter_map(|word| self.by_word.get(word)) {
            let weight = (1.0 + self.quotes.len() as f64 / places.len() as f64).ln();
            for place in places {
                let (count, sum) = shared.entry(*place).or_default();
                *count += 1;
                *sum += weight;
            }
        }
        let (mut whole, mut near): (Vec<_>, Vec<_>) =
            shared.into_iter().partition(|(_, (count, _))| *count == words.len());
        near.sort_by(|(a, (_, left)), (b, (_, right))| right.total_cmp(left).then(a.cmp(b)));
        near.truncate(MOST_NEAR);
        whole.append(&mut near);
        let mut places: Vec<usize> = whole.into_iter().map(|(place, _)| place).collect();
        places.sort_unstable();
        places
    }

    /// Returns the passages of primary sources that have a text and belong to no quote yet.
    fn in_primaries(&self, text: &str) -> Result<Vec<Appearance>, CollectionError> {
        let mut found = Vec::new();
        for (id, primary) in &self.primaries {
            let located = passages::locate(text, primary);
            if located.is_empty() {
                continue;
            }
            let Some(article) = self.collection.store.article(*id)? else { continue };
            let known = self.collection.store.appearances_in_article(*id)?;
            let is_known = |span| known.iter().any(|one| one.span.overlaps(span));
            let spans = located.iter().map(|one| one.span).filter(|span| !is_known(*span));
            let speech = self.collection.speech(&article, primary)?;
            found.extend(spans.filter_map(|span| passage(&article, primary, &speech, span)));
        }
        Ok(found)
    }

    /// Returns the passages of reports that have a text outside quotation marks.
    ///
    /// Only words that stand there unchanged make a text `unquoted`, so that an article without one
    /// of them need not be aligned.
    fn unquoted(&self, text: &str) -> Result<Vec<Appearance>, CollectionError> {
        let words = word_keys(&without_brackets(text));
        let mut found: BTreeMap<AppearanceId, Appearance> = BTreeMap::new();
        self.collection.store.for_each_text(&self.filter, |article, body| {
            let folded = folded(body);
            let has_all = words.iter().all(|word| folded.contains(word.as_str()));
            if article.facts.kind() == ArticleKind::Primary || !has_all {
                return;
            }
            let located = passages::locate(text, body);
            let passages = located
                .iter()
                .filter_map(|one| passage(article, body, &Speech::default(), one.span));
            found.extend(passages.map(|passage| (passage.id, passage)));
        })?;
        let mut outside = Vec::new();
        for passage in found.into_values() {
            let quoted = self.collection.store.appearances_in_article(passage.article_id)?;
            if !quoted.iter().any(|one| one.span.overlaps(passage.span)) {
                outside.push(passage);
            }
        }
        Ok(outside)
    }
}

/// Returns a text without its square brackets and what stands in them.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| {
        depth += usize::from(*c == '[');
        let is_outside = depth == 0;
        depth -= usize::from(*c == ']' && depth > 0);
        is_outside && *c != ']'
    });
    outside.collect()
}

/// Says whether running text could not change a verdict.
fn is_settled(verdict: Verdict) -> bool {
    verdict.is_pass() || matches!(verdict, Verdict::NotAsserted | Verdict::Misattributed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotations;
    use crate::model::{Article, Fact, FactSource, Facts, Reading, Sha256Hash};
    use crate::pipeline::regroup;
    use crate::store::Store;

    fn collection(texts: &[(&str, ArticleKind)]) -> Collection {
        let articles = texts.iter().map(|(text, kind)| {
            let hash = Sha256Hash::of(text.as_bytes());
            let facts =
                Facts { kind: Some(Fact::new(*kind, FactSource::Manifest)), ..Facts::default() };
            let article = Article {
                text: (*text).to_owned(),
                bytes_sha256: hash,
                text_sha256: hash,
                source: "a.txt".to_owned(),
                facts,
                cues: Vec::new(),
                reading: Reading::default(),
            };
            (article, quotations(text, None))
        });
        let mut store = Store::open_in_memory().unwrap();
        store.put_articles(&articles.collect::<Vec<_>>()).unwrap();
        Collection::new(store)
    }

    fn verdict(collection: &Collection, text: &str) -> Verdict {
        let request = CheckRequest { text: text.to_owned(), ..CheckRequest::default() };
        collection.check(&request).unwrap().verdict
    }

    const REPORT: (&str, ArticleKind) = (
        "“We will not sell the harbour,” Ann Lee said. She fears that the grain will rot by May.",
        ArticleKind::Report,
    );
    const TRANSCRIPT: (&str, ArticleKind) =
        ("THE CHAIR: We will never sell the harbour. The storm took it.", ArticleKind::Primary);

    #[test]
    fn what_is_stored_is_found_before_it_has_been_grouped() {
        let mut collection = collection(&[REPORT]);
        assert_eq!(verdict(&collection, "We will not sell the harbour,"), Verdict::Verbatim);
        regroup(&mut collection.store).unwrap();
        assert_eq!(verdict(&collection, "We will not sell the harbour,"), Verdict::Verbatim);
        assert_eq!(verdict(&collection, "We will sell the harbour,"), Verdict::Altered);
    }

    #[test]
    fn running_text_is_searched_too() {
        let mut collection = collection(&[REPORT, TRANSCRIPT]);
        regroup(&mut collection.store).unwrap();
        let rows = [
            ("the grain will rot by May", Verdict::Unquoted),
            ("She fears […] the grain will rot by May", Verdict::Unquoted),
            ("The storm took it.", Verdict::Verbatim),
            ("We will never sell the harbour.", Verdict::Verbatim),
            // The primary source decides: only the report ran "not".
            ("We will not sell the harbour.", Verdict::Altered),
            ("The bells rang in the old town", Verdict::NotFound),
        ];
        for (text, expected) in rows {
            assert_eq!(verdict(&collection, text), expected, "{text}");
        }
    }
}
