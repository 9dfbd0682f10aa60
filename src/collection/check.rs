//! Is this text verbatim? Everything in the collection that may say so, handed to the judge.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::articles::SameText;
use super::candidates::Index;
use super::find::passage;
use super::places::{ArticlePlace, Place};
use super::runs::Runs;
use super::{Collection, CollectionError};
use crate::compare::{self, Candidate, CheckInput, Judged, passage as passages};
use crate::model::{
    Appearance, AppearanceId, ArticleId, ArticleKind, CharIndex, CharSpan, Check, Cue, Kind,
    QuoteId, Scope, Verdict,
};
use crate::store::{Filter, add_words_around};

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

/// Places at which a passage is looked for that lacks some of the words, the best first.
const MOST_NEAR: usize = 6;

/// Most runs that come close of which the other parts of their utterances are looked for.
const MOST_LINKED: usize = 512;

/// A collection made ready for many checks in one scope.
///
/// A check then reads only the texts that share telling words with what is checked.
pub struct Checker<'a> {
    collection: &'a Collection,
    filter: Filter,
    scope: Scope,
    index: Index,
    /// Which articles are one text; read when a quote is found.
    same_text: OnceCell<SameText>,
    /// Everybody who is named in the scope, by their last names; read when there are two to tell
    /// apart.
    speakers: OnceCell<BTreeMap<String, Vec<String>>>,
}

/// What a checked text is compared with.
struct Found {
    quotes: BTreeMap<QuoteId, Runs>,
    /// Passages of primary sources that belong to no quote yet.
    unspoken: Vec<Appearance>,
    /// The texts of the primary sources among all these.
    primaries: BTreeMap<ArticleId, String>,
}

impl Found {
    /// Returns all that may hold the words.
    fn candidates(&self) -> Vec<Candidate<'_>> {
        let quoted = self.quotes.iter().map(|(quote_id, runs)| Candidate {
            quote_id: *quote_id,
            appearances: &runs.appearances,
        });
        let unspoken = self.unspoken.iter().map(|passage| Candidate {
            quote_id: QuoteId::from_smallest(passage.id),
            appearances: std::slice::from_ref(passage),
        });
        quoted.chain(unspoken).collect()
    }
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

    /// Reads what many checks in one scope have in common, and takes the memory for many.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn checker(&self, filter: &Filter) -> Result<Checker<'_>, CollectionError> {
        self.store.expect_many_questions()?;
        Ok(Checker {
            collection: self,
            filter: filter.clone(),
            scope: self.store.scope(filter)?,
            index: self.index()?,
            same_text: OnceCell::new(),
            speakers: OnceCell::new(),
        })
    }
}

impl Checker<'_> {
    /// Says whether a text is verbatim.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn check(&self, text: &str, speaker: Option<&str>) -> Result<Check, CollectionError> {
        self.collection.store.reading(|| self.answer(text, speaker))
    }

    fn answer(&self, text: &str, speaker: Option<&str>) -> Result<Check, CollectionError> {
        let collection = self.collection;
        let mut search = collection.search(&self.index, text)?;
        if !search.standing().is_empty() {
            // To which utterance belongs what is quoted is asked where the words stand in it alone.
            let nowhere = |_: &Place| Vec::new();
            let articles = collection.articles_near(search.standing(), &self.filter, nowhere)?;
            let quotes = collection.quotes_standing_at(text, &articles, &self.filter)?;
            if let Some(quotes) = quotes {
                let found = self.with_sources(text, &articles, quotes)?;
                return self.tell(text, speaker, &articles, &found);
            }
        }
        collection.search_near(&self.index, &mut search)?;
        let articles = collection.articles_at(search.all(), &self.filter)?;
        let quotes = collection.quotes_at(text, &articles, &self.filter)?;
        let found = self.with_sources(text, &articles, quotes)?;
        self.tell(text, speaker, &articles, &found)
    }

    /// Says whether a text is verbatim, by what was found at some places.
    fn tell(
        &self,
        text: &str,
        speaker: Option<&str>,
        articles: &[ArticlePlace<'_>],
        found: &Found,
    ) -> Result<Check, CollectionError> {
        let collection = self.collection;
        let same_text = self.same_text()?;
        let independent = |members: &[&Appearance]| same_text.independent(members.iter().copied());
        let candidates = found.candidates();
        let primary = |article: ArticleId| found.primaries.get(&article).cloned();
        let mut judged = compare::judge(CheckInput {
            query: text,
            speaker,
            candidates: &candidates,
            text: &primary,
            independent: &independent,
            scope: &self.scope,
        });
        let linked = self.linked(&judged, &candidates)?;
        judged = judged.with_linked(&linked);
        let unquoted = self.outside_marks(text, articles, &judged)?;
        if !unquoted.is_empty() {
            judged = judged.with_unquoted(&unquoted);
        }
        let runs = self.runs_of_decisive(&judged, found)?;
        let namesakes = self.namesakes(speaker, judged.named(&runs))?;
        let mut check = judged.answer(&runs, &namesakes);
        // A passage that nobody quoted belongs to no quote of the collection.
        let is_stored = |quote: &QuoteId| found.quotes.contains_key(quote);
        check.quote_id = check.quote_id.filter(is_stored);
        check.ambiguous.retain(is_stored);
        if let Some(quote) = check.quote_id {
            check.possible = collection.store.possible_quotes(quote)?;
        }
        self.add_times(&mut check)?;
        add_context_at(articles, without_context(&mut check))?;
        collection.store.add_context(without_context(&mut check))?;
        let denied = check.closest.as_ref().filter(|run| run.article_kind == ArticleKind::Report);
        let denied = denied.and_then(|run| compare::denied_before(&run.prefix));
        if let Some(words) = denied.filter(|_| check.verdict.is_pass()) {
            check.warnings.push(format!("the article denies it: “{words} …”"));
        }
        Ok(check)
    }

    /// Returns the parts of the utterances that cues divide: of the one that decides where the text stands
    /// in one part, else of all that come close.
    fn linked(
        &self,
        judged: &Judged<'_>,
        candidates: &[Candidate<'_>],
    ) -> Result<Vec<Appearance>, CollectionError> {
        let closest = judged.closest().filter(|_| judged.verdict().is_pass());
        let near = candidates.iter().flat_map(|candidate| candidate.appearances);
        let near = near.filter(|_| closest.is_none()).take(MOST_LINKED);
        let said = closest.into_iter().chain(near).filter(|run| run.kind != Kind::Passage);
        let said: Vec<AppearanceId> = said.map(|run| run.id).collect();
        let store = &self.collection.store;
        let mut found: BTreeMap<AppearanceId, Appearance> = BTreeMap::new();
        for part in store.parted(&said)? {
            if !found.contains_key(&part) {
                let parts = store.parts_of_utterance(part)?;
                found.extend(parts.into_iter().map(|part| (part.id, part)));
            }
        }
        Ok(found.into_values().collect())
    }

    /// Adds when the words that stand in captions are spoken: a passage may begin before them.
    fn add_times(&self, check: &mut Check) -> Result<(), CollectionError> {
        let runs = check.wordings.iter().flat_map(|wording| &wording.appearances);
        let runs = runs.chain(&check.closest).filter(|run| run.time_code.is_some());
        let articles: BTreeMap<AppearanceId, ArticleId> =
            runs.map(|run| (run.id, run.article_id)).collect();
        for found in &mut check.matches {
            let Some(article) = articles.get(&found.appearance_id) else { continue };
            let cues = self.collection.store.cues(*article)?;
            found.time_code = Cue::at(&cues, found.start).and_then(|cue| cue.shown_at);
        }
        Ok(())
    }

    /// Returns the passages outside quotation marks that may change what was judged.
    fn outside_marks(
        &self,
        text: &str,
        articles: &[ArticlePlace<'_>],
        judged: &Judged<'_>,
    ) -> Result<Vec<Appearance>, CollectionError> {
        let is_answered = judged.verdict() == Verdict::TooShort && judged.quote_id().is_some();
        if is_settled(judged.verdict()) || is_answered {
            return Ok(Vec::new());
        }
        let standing = self.unquoted(text, articles)?;
        if standing.is_empty() && is_open(text, judged) {
            return self.near_unquoted(text, articles);
        }
        Ok(standing)
    }

    /// Returns all appearances of the quote that decides.
    fn runs_of_decisive<'f>(
        &self,
        judged: &Judged<'_>,
        found: &'f Found,
    ) -> Result<Cow<'f, [Appearance]>, CollectionError> {
        let Some(id) = judged.quote_id() else { return Ok(Cow::Borrowed(&[])) };
        match found.quotes.get(&id) {
            Some(Runs { all: Some(all), .. }) => Ok(Cow::Borrowed(all)),
            Some(runs) if runs.is_whole => Ok(Cow::Borrowed(&runs.appearances)),
            Some(_) => Ok(Cow::Owned(self.collection.runs_to_show(id, &self.filter)?)),
            None => {
                let unspoken = found.unspoken.iter();
                let mut own = unspoken.filter(|one| QuoteId::from_smallest(one.id) == id);
                Ok(Cow::Borrowed(own.next().map_or(&[], std::slice::from_ref)))
            }
        }
    }

    /// Returns everybody in the scope who shares a last name with somebody asked for or named.
    fn namesakes<'s>(
        &'s self,
        asked: Option<&str>,
        named: BTreeSet<&str>,
    ) -> Result<Vec<&'s str>, CollectionError> {
        let names: BTreeSet<&str> = named.into_iter().chain(asked).collect();
        if names.len() < 2 {
            return Ok(Vec::new());
        }
        let known = self.speakers()?;
        let surnames: BTreeSet<String> = names.into_iter().filter_map(compare::surname).collect();
        let bearers = surnames.iter().filter_map(|surname| known.get(surname)).flatten();
        Ok(bearers.map(String::as_str).collect())
    }

    fn speakers(&self) -> Result<&BTreeMap<String, Vec<String>>, CollectionError> {
        if let Some(known) = self.speakers.get() {
            return Ok(known);
        }
        let mut by_surname: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in self.collection.store.speaker_names(&self.filter)? {
            if let Some(surname) = compare::surname(&name) {
                by_surname.entry(surname).or_default().push(name);
            }
        }
        Ok(self.speakers.get_or_init(|| by_surname))
    }

    fn same_text(&self) -> Result<&SameText, CollectionError> {
        if let Some(known) = self.same_text.get() {
            return Ok(known);
        }
        let known = self.collection.same_text()?;
        Ok(self.same_text.get_or_init(|| known))
    }

    /// Returns some quotes with the passages of primary sources at some places.
    fn with_sources(
        &self,
        text: &str,
        articles: &[ArticlePlace<'_>],
        quotes: BTreeMap<QuoteId, Runs>,
    ) -> Result<Found, CollectionError> {
        let collection = self.collection;
        let unspoken = self.unspoken(text, articles)?;
        let mut primaries = BTreeMap::new();
        let runs = quotes.values().flat_map(|runs| &runs.appearances);
        for run in runs.chain(&unspoken) {
            if run.article_kind == ArticleKind::Primary && !primaries.contains_key(&run.article_id)
            {
                let text = collection.store.text(&run.text_sha256)?;
                let missing = CollectionError::MissingText { article: run.article_id };
                primaries.insert(run.article_id, text.ok_or(missing)?);
            }
        }
        Ok(Found { quotes, unspoken, primaries })
    }

    /// Returns the passages of primary sources that have a text and belong to no quote yet.
    fn unspoken(
        &self,
        text: &str,
        articles: &[ArticlePlace<'_>],
    ) -> Result<Vec<Appearance>, CollectionError> {
        let is_primary = |one: &&ArticlePlace<'_>| one.article.facts.kind() == ArticleKind::Primary;
        self.passages(articles.iter().filter(is_primary), &|one| {
            passages::locate(text, &one.place.body)
        })
    }

    /// Returns the passages of reports that have a text unchanged outside quotation marks: an
    /// article without one of its words, or with the words in quotation marks alone, need not be
    /// aligned.
    fn unquoted(
        &self,
        text: &str,
        articles: &[ArticlePlace<'_>],
    ) -> Result<Vec<Appearance>, CollectionError> {
        let words = passages::Standing::new(text);
        let stands_outside = |one: &ArticlePlace<'_>| {
            let is_outside = |bytes| !one.is_quoted(bytes);
            // A part of the text may stand in the next piece of a long one.
            let is_apart = words.is_disclosing() && one.place.is_piece;
            is_apart || words.stands_in(&one.place.body, is_outside)
        };
        let may_have = |one: &&ArticlePlace<'_>| {
            one.article.facts.kind() != ArticleKind::Primary
                && one.place.may_have_all()
                && stands_outside(one)
        };
        self.passages(articles.iter().filter(may_have), &|one| {
            passages::locate_standing(text, &one.place.body)
        })
    }

    /// Returns the passages of reports that come close to a text outside quotation marks: at the
    /// best places alone, as only the closest is reported.
    fn near_unquoted(
        &self,
        text: &str,
        articles: &[ArticlePlace<'_>],
    ) -> Result<Vec<Appearance>, CollectionError> {
        let is_report = |one: &&ArticlePlace<'_>| one.article.facts.kind() != ArticleKind::Primary;
        self.passages(articles.iter().filter(is_report).take(MOST_NEAR), &|one| {
            let place = one.place;
            let Some(bytes) = place.best() else { return Vec::new() };
            let quoted = one.quotes().map(|span| place.own(span));
            passages::locate_near(text, &place.body, bytes, quoted)
        })
    }

    /// Returns the passages at some places that `locate` finds and that are quoted nowhere; those in a
    /// label as such.
    fn passages<'p>(
        &self,
        articles: impl Iterator<Item = &'p ArticlePlace<'p>>,
        locate: &dyn Fn(&ArticlePlace<'_>) -> Vec<passages::Passage>,
    ) -> Result<Vec<Appearance>, CollectionError> {
        // Two pieces of a long text share what stands at their ends.
        let mut found: BTreeMap<AppearanceId, Appearance> = BTreeMap::new();
        for one in articles {
            let ArticlePlace { article, place, .. } = one;
            let part = place.span();
            let located = locate(one)
                .into_iter()
                .map(|one| CharSpan::new(part.start + one.span.start, part.start + one.span.end));
            // What a piece cuts at its end stands whole in the next.
            let is_cut = |span: &CharSpan| {
                place.is_piece
                    && (span.start == part.start && part.start > 0 || span.end == part.end)
            };
            let is_quoted = |span: &CharSpan| one.quotes().any(|own| own.overlaps(*span));
            let spans: Vec<CharSpan> =
                located.filter(|span| !is_cut(span) && !is_quoted(span)).collect();
            if spans.is_empty() {
                continue;
            }
            let whole = if place.is_piece { Some(self.collection.text_of(article)?) } else { None };
            let body = whole.as_deref().unwrap_or(&place.body);
            let speech = self.collection.speech(article, body)?;
            let index = CharIndex::new(body);
            let passages =
                spans.into_iter().filter_map(|span| passage(article, &index, &speech, span));
            found.extend(passages.map(|passage| {
                let kind = if one.is_label(passage.span) { Kind::Label } else { passage.kind };
                (passage.id, Appearance { kind, ..passage })
            }));
        }
        Ok(found.into_values().collect())
    }
}

/// Adds the words around appearances whose texts have been looked into.
fn add_context_at(
    articles: &[ArticlePlace<'_>],
    shown: Vec<&mut Appearance>,
) -> Result<(), CollectionError> {
    let whole = articles.iter().filter(|one| !one.place.is_piece);
    let bodies: BTreeMap<ArticleId, &str> =
        whole.map(|one| (one.article.id, one.place.body.as_str())).collect();
    for run in shown {
        if let Some(body) = bodies.get(&run.article_id) {
            add_words_around(body, [run])?;
        }
    }
    Ok(())
}

/// Returns the appearances that an answer shows, but for those that came with the words around them.
fn without_context(check: &mut Check) -> Vec<&mut Appearance> {
    let wordings = check.wordings.iter_mut().flat_map(|wording| &mut wording.appearances);
    let ran = check.also_ran.iter_mut().chain(&mut check.closest);
    let shown = wordings.chain(ran).chain(&mut check.reference.appearance);
    shown.filter(|one| one.prefix.is_empty() && one.suffix.is_empty()).collect()
}

/// Content words of a thousand that a quote may lack and still be what was looked for, whatever
/// stands outside quotation marks.
const MOST_UNALIGNED: u32 = 100;

/// Says whether a passage outside quotation marks may be closer than what was found.
fn is_open(text: &str, judged: &Judged<'_>) -> bool {
    match (judged.verdict(), judged.closest()) {
        (Verdict::TooShort, _) => false,
        (Verdict::Altered, Some(closest)) => {
            let query = compare::Prepared::new(text);
            compare::nearness(&query, &closest.text).unaligned() > MOST_UNALIGNED
        }
        _ => true,
    }
}

/// Says whether running text could not change a verdict, whoever the speaker is.
fn is_settled(verdict: Verdict) -> bool {
    verdict.is_pass() || verdict == Verdict::NotAsserted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::quotations;
    use crate::model::{Article, Fact, FactSource, Facts, Reading, Sha256Hash};
    use crate::pipeline::{enter_terms, regroup};
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
    fn a_joined_utterance_passes_whatever_other_quotes_share_its_words() {
        let split = "“It is not true,” said Tom Bay, “that we sold the pumps before the flood.”";
        let other = "“It is not true that the moon is near,” said Ida Moe.";
        let mut collection = collection(&[split, other].map(|text| (text, ArticleKind::Report)));
        regroup(&mut collection.store).unwrap();
        let ask = |text: &str| {
            let request = CheckRequest { text: text.to_owned(), ..CheckRequest::default() };
            collection.check(&request).unwrap()
        };
        let check = ask("It is not true that we sold the pumps before the flood.");
        assert_eq!((check.verdict, check.matches.len()), (Verdict::Typographic, 2));
        let check = ask("It is true that we sold the pumps before the flood.");
        assert_eq!(check.verdict, Verdict::Altered);
        // What one part says of the other is told of either.
        let check = ask("that we sold the pumps before the flood.");
        assert_eq!(check.verdict, Verdict::Verbatim);
        let is_denial = |warning: &String| warning.starts_with("negation before the excerpt");
        assert!(check.warnings.iter().any(is_denial), "{:?}", check.warnings);
    }

    #[test]
    fn words_of_a_label_are_found_and_decide_nothing() {
        let report =
            "Her first novel, “What We Did on Our Holiday in Wales”, sold well in the north.";
        let primary = "The so-called “Big Idea” was never ours, and nobody laughs at it any more.";
        let mut collection =
            collection(&[(report, ArticleKind::Report), (primary, ArticleKind::Primary)]);
        for text in [report, primary] {
            let kinds: Vec<Kind> = quotations(text, None).iter().map(|one| one.kind).collect();
            assert_eq!(kinds, [Kind::Label], "{text}");
        }
        regroup(&mut collection.store).unwrap();
        let rows = [
            ("What We Did on Our Holiday in Wales", Verdict::Unquoted),
            ("Her first novel, What We Did on Our Holiday in Wales, sold well", Verdict::Unquoted),
            ("The so-called “Big Idea” was never ours", Verdict::Excerpt),
        ];
        for (text, expected) in rows {
            assert_eq!(verdict(&collection, text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_that_goes_on_behind_its_cue_is_context_and_another_is_none() {
        let text = "“We will drain the lake in May,” said Tom Bay, “unless the court stops us.” “I do not \
            swim,” said Ida Moe. “The lake is cold.”";
        let mut collection = collection(&[(text, ArticleKind::Report)]);
        regroup(&mut collection.store).unwrap();
        let warnings = |text: &str| {
            let request = CheckRequest { text: text.to_owned(), ..CheckRequest::default() };
            let check = collection.check(&request).unwrap();
            assert!(check.verdict.is_pass(), "{text}: {}", check.verdict);
            check.warnings.len()
        };
        let rows = [
            ("We will drain the lake in May.", 1),
            ("We will drain the lake", 1),
            ("We will drain the lake in May, unless the court stops us.", 0),
            ("The lake is cold.", 0),
            ("I do not swim. The lake is cold.", 0),
        ];
        for (text, expected) in rows {
            assert_eq!(warnings(text), expected, "{text}");
        }
    }

    #[test]
    fn running_text_is_searched_too() {
        let mut collection = collection(&[REPORT, TRANSCRIPT]);
        regroup(&mut collection.store).unwrap();
        let rows = [
            ("the grain will rot by May", Verdict::Unquoted),
            ("She fears that all the grain might rot by May", Verdict::Unquoted),
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

    #[test]
    fn of_a_quote_that_ran_often_what_comes_close_decides_and_all_is_told() {
        let texts: Vec<String> = (0..60)
            .map(|n| {
                let when = if n % 20 == 7 { "next autumn" } else { "this spring" };
                format!(
                    "Report {n} of many. “We will not sell the harbour to a foreign buyer {when},” \
                     Ann Lee said."
                )
            })
            .collect();
        let texts: Vec<_> = texts.iter().map(|text| (text.as_str(), ArticleKind::Report)).collect();
        let mut collection = collection(&texts);
        regroup(&mut collection.store).unwrap();
        let quote = collection.store.quotes().unwrap()[0].id;
        assert!(collection.store.wordings_of_many(quote, 16).unwrap().is_some());
        let ask = |text: &str| {
            let request = CheckRequest { text: text.to_owned(), ..CheckRequest::default() };
            collection.check(&request).unwrap()
        };
        let rows = [
            ("We will not sell the harbour to a foreign buyer next autumn,", Verdict::Verbatim, 3),
            ("We will sell the harbour to a foreign buyer next autumn", Verdict::Altered, 0),
        ];
        for (text, verdict, matches) in rows {
            let check = ask(text);
            assert_eq!((check.verdict, check.matches.len()), (verdict, matches), "{text}");
            let closest = check.closest.expect("a closest appearance").text;
            assert!(closest.contains("next autumn"), "{closest}");
            let told: usize = check.wordings.iter().map(|one| one.appearances.len()).sum();
            assert_eq!((check.quote_id, told), (Some(quote), 60));
        }
    }

    #[test]
    fn words_of_a_quote_nearby_do_not_hide_what_stands_outside_of_it() {
        let text = "“A group called North Pier is running ads against me,” Ann Lee said, naming a \
            group called North Pier that Paul Orr and Ida Moe pay for. “I will not stop.”";
        let mut collection = collection(&[(text, ArticleKind::Report)]);
        regroup(&mut collection.store).unwrap();
        let query = "a group called North Peir that Paul Orr and Ida Moe pay for,";
        assert_eq!(verdict(&collection, query), Verdict::Unquoted);
    }

    /// A sentence that stands once in a text of many pieces.
    fn long_text() -> String {
        let filler = |from: usize| {
            (from..from + 2_000)
                .map(|n| format!("Item {n} was read and put aside. "))
                .collect::<String>()
        };
        format!("{}The old pier burned down before dawn on Tuesday. {}", filler(0), filler(5_000))
    }

    #[test]
    fn terms_are_found_through_the_index_as_by_reading_all_texts() {
        let long = long_text();
        let mut collection = collection(&[REPORT, TRANSCRIPT, (&long, ArticleKind::Report)]);
        let terms = [
            (vec!["l the harb"], 2),
            (vec!["not  SELL the harbour"], 1),
            (vec!["fears that the grain", "we will not"], 0),
            (vec!["pier burned down before", "Item 6000 was read"], 0),
            (vec!["old pier burned down before dawn"], 1),
            (vec!["was read and put"], 4_000),
            (vec!["storm"], 1),
            (vec!["%"], 0),
        ];
        let ask = |collection: &Collection| {
            terms.clone().map(|(terms, _)| {
                let terms: Vec<String> = terms.into_iter().map(str::to_owned).collect();
                let hits = collection.find(&terms, &Filter::default()).unwrap().hits;
                hits.into_iter().map(|hit| (hit.text, hit.prefix, hit.suffix)).collect::<Vec<_>>()
            })
        };
        let whole = ask(&collection);
        enter_terms(&mut collection.store, 2).unwrap();
        assert_eq!(ask(&collection), whole);
        assert_eq!(whole.map(|hits| hits.len()), terms.map(|(_, count)| count));
    }

    #[test]
    fn a_word_is_found_however_it_is_written_and_whatever_stands_around_it() {
        let texts = [
            "The HARBOUR shut.",
            "One har\u{ad}bour shut – it’s over.",
            "Two harbourmasters left.",
            "No port.",
        ];
        let collection = collection(&texts.map(|text| (text, ArticleKind::Report)));
        let found = |term: &str| {
            collection.find(&[term.to_owned()], &Filter::default()).unwrap().hits.len()
        };
        let terms = ["harbour", "Harbours", "it's", "it’s", "-", "harbour shut", "o"];
        assert_eq!(terms.map(found), [3, 0, 1, 1, 1, 2, 4]);
    }

    #[test]
    fn an_index_finds_what_reading_all_texts_finds() {
        let long = long_text();
        let others: Vec<String> = (0..40)
            .map(|n| format!("It will be so, and we will not do it. Number {n} said so."))
            .collect();
        let mut texts = vec![REPORT, TRANSCRIPT, (long.as_str(), ArticleKind::Report)];
        texts.extend(others.iter().map(|text| (text.as_str(), ArticleKind::Report)));
        let mut collection = collection(&texts);
        regroup(&mut collection.store).unwrap();
        let queries = [
            "We will not sell the harbour",
            "We will never sell our harbour",
            "The storm took it.",
            "the grain will rot by May",
            "The old pier burned down before dawn",
            "The old pier burned to the ground before dawn on Tuesday",
            "so, and we will not do it",
            "The bells rang in the old town",
            "“ * OR NEAR( % _ '; --",
        ];
        let ask = |collection: &Collection| {
            queries.map(|text| {
                let request = CheckRequest { text: text.to_owned(), ..CheckRequest::default() };
                let check = collection.check(&request).unwrap();
                (check.verdict, check.matches, check.quote_id)
            })
        };
        assert!(!collection.store.pending_texts().unwrap().is_empty());
        let whole = ask(&collection);
        enter_terms(&mut collection.store, 2).unwrap();
        assert!(collection.store.pending_texts().unwrap().is_empty());
        assert_eq!(ask(&collection), whole);
        let verdicts = whole.map(|(verdict, ..)| verdict);
        assert_eq!(verdicts[4..7], [Verdict::Unquoted; 3]);
    }
}
