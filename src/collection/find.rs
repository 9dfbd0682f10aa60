//! Where terms stand: in quotes, and in the texts around them.

use super::{Collection, CollectionError};
use crate::compare::spoken_at;
use crate::model::{
    Appearance, AppearanceId, ArticleKind, CharSpan, Cue, FindReport, Kind, Stance,
};
use crate::store::{ArticleRow, Filter};
use crate::text::{Turn, fold_char, is_ignorable, sentences, turns};

/// Characters shown on each side of a passage.
const CONTEXT: usize = 32;

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
    /// Terms are literal; typography and letter case are set aside on both sides. Costs time linear
    /// in the collection.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn find(&self, terms: &[String], filter: &Filter) -> Result<FindReport, CollectionError> {
        let folded: Vec<String> =
            terms.iter().map(|term| folded(term.trim())).filter(|term| !term.is_empty()).collect();
        let mut hits = Vec::new();
        if !folded.is_empty() {
            self.hits(&folded, filter, &mut hits)?;
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
        let mut holding = Vec::new();
        self.store.for_each_text(filter, |article, text| {
            let text_folded = folded(text);
            if terms.iter().all(|term| text_folded.contains(term.as_str())) {
                holding.push((article.clone(), text.to_owned()));
            }
        })?;
        for (article, text) in holding {
            let mut quoted = self.store.appearances_in_article(article.id)?;
            quoted.retain(|appearance| holds_all(&appearance.text, terms));
            let passages = sentences(&text).into_iter().filter(|sentence| {
                let is_quoted = quoted.iter().any(|quote| quote.span.overlaps(*sentence));
                !is_quoted && sentence.slice(&text).is_some_and(|words| holds_all(words, terms))
            });
            let speech = self.speech(&article, &text)?;
            let passages: Vec<_> =
                passages.filter_map(|span| passage(&article, &text, &speech, span)).collect();
            hits.extend(quoted);
            hits.extend(passages);
        }
        Ok(())
    }
}

fn holds_all(text: &str, terms: &[String]) -> bool {
    let text = folded(text);
    terms.iter().all(|term| text.contains(term.as_str()))
}

/// Returns `text` with typography and letter case set aside and runs of white space as one space.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_ignorable(*c)).map(|c| fold_char(c).0) {
        if c != ' ' || !folded.ends_with(' ') {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Returns the stretch of an article's text as an appearance outside quotation marks.
pub(super) fn passage(
    article: &ArticleRow,
    text: &str,
    speech: &Speech,
    span: CharSpan,
) -> Option<Appearance> {
    let around = |start, end| CharSpan::new(start, end).slice(text).unwrap_or_default().to_owned();
    let after = text.chars().skip(span.end).take(CONTEXT).collect();
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
        outside_article: article.outside_from.is_some_and(|from| span.start >= from),
        span,
        text: span.slice(text)?.to_owned(),
        prefix: around(span.start.saturating_sub(CONTEXT), span.start),
        suffix: after,
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
    fn typography_and_case_are_set_aside_and_nothing_is_a_pattern() {
        assert!(holds_all("He said “I  don’t know”", &[folded("don't know")]));
        assert!(!holds_all("nothing", &[folded("%"), folded("no")]));
        assert!(holds_all("100% sure", &[folded("100%"), folded("SURE")]));
    }
}
