//! Where terms stand: in quotes, and in the texts around them.

use std::collections::BTreeSet;

use super::{Collection, CollectionError};
use crate::compare::spoken_at;
use crate::group::cores;
use crate::model::{
    Appearance, AppearanceId, ArticleKind, CharIndex, CharSpan, Cue, FindReport, Kind, Sha256Hash,
    Stance,
};
use crate::store::{ArticleRow, Filter};
use crate::text::{Run, Turn, fold_char, is_ignorable, search_terms, sentences, turns};

/// Characters shown on each side of a passage.
const CONTEXT: usize = 32;

/// Texts that are in memory together while all are looked through, and those that one thread takes.
const AT_A_TIME: usize = 1_024;
const BATCH: usize = 64;

/// Who speaks where in a primary source, and when; nothing for a report.
#[derive(Debug, Default)]
pub(super) struct Speech {
    turns: Vec<Turn>,
    cues: Vec<Cue>,
}

impl Collection {
    /// Returns who speaks where in an article, and when.
    pub(super) fn speech(
        &self,
        article: &ArticleRow,
        text: &str,
    ) -> Result<Speech, CollectionError> {
        if article.facts.kind() != ArticleKind::Primary {
            return Ok(Speech::default());
        }
        Ok(Speech { turns: turns(text), cues: self.store.cues(article.id)? })
    }

    /// Returns every quote and every other sentence in which all of `terms` stand.
    ///
    /// Terms are literal; typography and letter case are set aside on both sides. Only the texts are
    /// read that have the inner words of every term; a term of one or two words has none, as it may
    /// be a part of longer ones, and then all texts are looked through.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn find(&self, terms: &[String], filter: &Filter) -> Result<FindReport, CollectionError> {
        let folded: Vec<String> =
            terms.iter().map(|term| folded(term.trim())).filter(|term| !term.is_empty()).collect();
        let mut hits = Vec::new();
        if !folded.is_empty() {
            // One state of the collection, lest a text be indexed between two looks and missed by both.
            self.store.reading(|| self.hits(&folded, filter, &mut hits))?;
        }
        hits.sort_by(super::quote::display_order);
        Ok(FindReport { terms: terms.join(" "), scope: self.store.scope(filter)?, hits })
    }

    fn hits(
        &self,
        terms: &[String],
        filter: &Filter,
        hits: &mut Vec<Appearance>,
    ) -> Result<(), CollectionError> {
        self.store.expect_many_questions()?;
        let texts = match self.texts_with_inner_words(terms)? {
            Some(texts) => texts,
            None => self.texts_that_hold(terms)?,
        };
        for sha256 in texts {
            let text = self.store.text(&sha256)?.unwrap_or_default();
            for article in self.store.articles_with_text(&sha256)? {
                if filter.admits(&article) {
                    self.hits_in(&article, &text, terms, hits)?;
                }
            }
        }
        Ok(())
    }

    /// Returns the texts in which all terms stand, of all texts.
    fn texts_that_hold(&self, terms: &[String]) -> Result<BTreeSet<Sha256Hash>, CollectionError> {
        // Most texts are told by their letters alone, without setting anything aside in them.
        let runs: Vec<Run> = terms.iter().filter_map(|term| Run::longest(term)).collect();
        let may_hold = |text: &str| runs.iter().all(|run| run.may_stand_in(text));
        let mut found = BTreeSet::new();
        self.store.each_text(AT_A_TIME, |texts| {
            let holds = |(): &mut (), at: usize| {
                let (_, text) = &texts[at];
                may_hold(text) && holds_all(text, terms)
            };
            let hold = cores::map(texts.len(), BATCH, || (), holds);
            let held = texts.iter().zip(hold).filter(|(_, holds)| *holds);
            found.extend(held.map(|((sha256, _), _)| *sha256));
        })?;
        Ok(found)
    }

    /// Returns the texts that have the inner words of all terms, and those not yet in the index; none
    /// where no term has any.
    fn texts_with_inner_words(
        &self,
        terms: &[String],
    ) -> Result<Option<BTreeSet<Sha256Hash>>, CollectionError> {
        let mut found: Option<BTreeSet<Sha256Hash>> = None;
        for words in terms.iter().map(|term| looked_up(term)) {
            let mut sized = Vec::with_capacity(words.len());
            for word in words {
                sized.push((self.store.term_size(word)?, word));
            }
            sized.sort_unstable();
            let Some((_, rarest)) = sized.first() else { continue };
            let mut keys = Vec::new();
            self.store.texts_with(*rarest, |key| keys.push(key))?;
            for (_, word) in &sized[1..] {
                keys = self.having(*word, &keys)?;
            }
            let mut texts = BTreeSet::new();
            for key in keys {
                texts.extend(self.store.pieces_of_key(key)?.into_iter().map(|(text, _)| text));
            }
            found = Some(match found {
                Some(known) => known.intersection(&texts).copied().collect(),
                None => texts,
            });
        }
        if let Some(found) = &mut found {
            found.extend(self.store.pending_texts()?);
        }
        Ok(found)
    }

    fn hits_in(
        &self,
        article: &ArticleRow,
        text: &str,
        terms: &[String],
        hits: &mut Vec<Appearance>,
    ) -> Result<(), CollectionError> {
        if !holds_all(text, terms) {
            return Ok(());
        }
        let known = hits.len();
        let mut quoted = self.store.appearances_in_article(article.id)?;
        quoted.retain(|appearance| holds_all(&appearance.text, terms));
        let index = CharIndex::new(text);
        let speech = self.speech(article, text)?;
        quoted.sort_by_key(|quote| quote.span);
        let mut spans = quoted.iter().map(|quote| quote.span).peekable();
        // Where the quotes end that begin before a sentence does end: both come in order.
        let mut quoted_to = 0;
        for sentence in sentences(text) {
            while let Some(span) = spans.next_if(|span| span.start < sentence.end) {
                quoted_to = quoted_to.max(span.end);
            }
            let holds = || index.slice(sentence).is_some_and(|words| holds_all(words, terms));
            if quoted_to <= sentence.start && holds() {
                hits.extend(passage(article, &index, &speech, sentence));
            }
        }
        hits.extend(quoted);
        // A passage may begin long before the terms are spoken.
        for hit in hits[known..].iter_mut().filter(|hit| hit.time_code.is_some()) {
            let cue = shown_with(&speech.cues, &index, hit.span, terms);
            hit.time_code = cue.and_then(|cue| cue.shown_at).or(hit.time_code);
        }
        Ok(())
    }
}

/// Returns the caption in which the first of `terms` begins within `span`.
fn shown_with<'c>(
    cues: &'c [Cue],
    text: &CharIndex<'_>,
    span: CharSpan,
    terms: &[String],
) -> Option<&'c Cue> {
    let first = terms.get(..1)?;
    let holds = |start: usize, end: usize| {
        text.slice(CharSpan::new(start, end)).is_some_and(|words| holds_all(words, first))
    };
    let from = cues.partition_point(|cue| cue.start <= span.start).saturating_sub(1);
    let to = cues.partition_point(|cue| cue.start < span.end);
    let starts = |at: usize| cues[at].start.max(span.start);
    let end = |at: usize| cues.get(at + 1).map_or(span.end, |next| next.start.min(span.end));
    let last = (from..to).find(|at| holds(span.start, end(*at)))?;
    (from..=last).rev().find(|at| holds(starts(*at), end(last))).map(|at| &cues[at])
}

/// Bytes of a term that are looked up at most: what stands whole in one piece of a long text.
const LOOKED_UP: usize = 1_000;

/// Returns what a text that has a folded term has in the index, whatever stands around it there.
///
/// A word with an apostrophe is left out: some of those that fold to one are letters, and the word
/// is one or two by them.
fn looked_up(term: &str) -> Vec<u32> {
    let words: Vec<&str> = inner_words(term).split(' ').collect();
    let runs = words.split(|word| word.contains('\''));
    runs.flat_map(|run| search_terms(&run.join(" "))).collect()
}

/// Returns the words of a term that are whole wherever it stands: all but the first and the last.
fn inner_words(term: &str) -> &str {
    let head = &term[..term.floor_char_boundary(LOOKED_UP)];
    let from = head.find(' ').unwrap_or(head.len());
    let to = head.rfind(' ').unwrap_or(from);
    &head[from..to.max(from)]
}

fn holds_all(text: &str, terms: &[String]) -> bool {
    let text = folded(text);
    terms.iter().all(|term| text.contains(term.as_str()))
}

/// Returns `text` with typography and letter case set aside and runs of white space as one space.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        // Nearly all letters are the same in any text.
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if !is_ignorable(c) {
            let c = fold_char(c).0;
            if c != ' ' || !folded.ends_with(' ') {
                folded.extend(c.to_lowercase());
            }
        }
    }
    folded
}

/// Returns the stretch of an article's text as an appearance outside quotation marks.
pub(super) fn passage(
    article: &ArticleRow,
    text: &CharIndex<'_>,
    speech: &Speech,
    span: CharSpan,
) -> Option<Appearance> {
    let around = |start, end| text.slice(CharSpan::new(start, end)).unwrap_or_default().to_owned();
    let cue = Cue::at(&speech.cues, span.start);
    let spoken = spoken_at(cue, &speech.turns, span.start);
    Some(Appearance {
        id: AppearanceId::of(article.id, span),
        article_id: article.id,
        quote_id: None,
        wording_id: None,
        outlet: article.facts.outlet().map(str::to_owned),
        article_kind: article.facts.kind(),
        source: article.source.clone(),
        published: article.facts.published().cloned(),
        title: article.facts.title().map(str::to_owned),
        url: article.facts.url().map(str::to_owned),
        text_sha256: article.text_sha256,
        revision: article.revision,
        superseded: article.superseded,
        revised: article.revised.clone(),
        outside_article: article.outside_from.is_some_and(|from| span.start >= from),
        span,
        text: text.slice(span)?.to_owned(),
        prefix: around(span.start.saturating_sub(CONTEXT), span.start),
        suffix: around(span.end, text.chars().min(span.end + CONTEXT)),
        kind: Kind::Passage,
        stance: Stance::Asserted,
        cue: spoken.is_some().then(|| ":".to_owned()),
        confidence: if spoken.is_some() { 1.0 } else { 0.0 },
        speaker: spoken.as_ref().and_then(|spoken| spoken.speaker.clone()),
        speaker_mention: spoken.map(|spoken| spoken.mention),
        part_of: None,
        nested_in: None,
        in_paraphrase: article.in_paraphrase,
        time_code: cue.and_then(|cue| cue.shown_at),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_between_spaces_are_whole() {
        let rows = [
            ("harbour", ""),
            ("the harbour", ""),
            ("the old harbour", " old"),
            ("member of our team", " of our"),
            ("", ""),
        ];
        for (term, expected) in rows {
            assert_eq!(inner_words(term), expected, "{term}");
        }
    }

    #[test]
    fn what_is_looked_up_of_a_term_is_in_the_index_whatever_its_letters() {
        for letter in ('a'..='\u{ffff}').filter(|c| c.is_alphanumeric()) {
            let text = format!("We do x{letter}y it so.");
            let known = search_terms(&text);
            let wanted = looked_up(&folded(&text));
            assert!(wanted.iter().all(|word| known.contains(word)), "{text}");
            assert!(!wanted.is_empty(), "{text}");
        }
    }

    #[test]
    fn typography_and_case_are_set_aside_and_nothing_is_a_pattern() {
        assert!(holds_all("He said “I  don’t know”", &[folded("don't know")]));
        assert!(!holds_all("nothing", &[folded("%"), folded("no")]));
        assert!(holds_all("100% sure", &[folded("100%"), folded("SURE")]));
    }
}
