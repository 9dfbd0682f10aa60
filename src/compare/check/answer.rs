//! Puts the answer of a check together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::deciding::{Hit, around_part, by_closeness, hits, is_primary, joined, quoted};
use super::{CheckInput, FEWEST_WORDS};
use crate::compare::Comparison;
use crate::compare::align::run_places;
use crate::compare::apart::{other_parts, set_apart};
use crate::compare::brackets::is_note;
use crate::compare::context::{
    around, begins_in_quotation, inside_quotation, left_out, taken_back, warnings,
};
use crate::compare::lexicon::{is_function_word, is_pronoun, is_title};
use crate::compare::passage::has_most_words;
use crate::compare::reading::{Prepared, Token, keys_of};
use crate::compare::speakers::{attribution, borne_by, surname};
use crate::compare::verdict::{decide, other_words};
use crate::compare::wordings::{publication_order, wordings_of};
use crate::compare::{departures, reference};
use crate::model::{
    Appearance, AppearanceId, Attribution, AttributionResult, Basis, Change, ChangeClass, CharSpan,
    Check, Context, Kind, Match, QuoteId, Reference, Stance, Verdict, WordingRuns,
};
use crate::text::{sentence_around, word_keys};

/// A question that has been judged: the row of the table that applies, and what it rests on.
///
/// Judging needs no more of a quote than what comes close; telling about it takes all its runs.
pub struct Judged<'a> {
    input: CheckInput<'a>,
    query: Prepared<'a>,
    hits: Vec<Hit<'a>>,
    /// The parts of utterances that their cues divide.
    linked: &'a [Appearance],
    /// Passages of reports that have the words outside quotation marks, or come close to them.
    unquoted: &'a [Appearance],
    verdict: Verdict,
    /// The place among `hits` of the one that decides.
    decisive: Option<usize>,
}

/// The row of the table that applies, and the place of the hit that it rests on.
struct Row {
    verdict: Verdict,
    hit: Option<usize>,
}

/// Judges a question by what stands in quotation marks, and in primary sources.
pub fn judge<'a>(input: CheckInput<'a>) -> Judged<'a> {
    let query = Prepared::new(input.query);
    let hits = hits(&input, &query);
    let judged = Judged {
        input,
        query,
        hits,
        linked: &[],
        unquoted: &[],
        verdict: Verdict::NotFound,
        decisive: None,
    };
    judged.with_unquoted(&[])
}

impl<'a> Judged<'a> {
    /// Judges again, with the parts of utterances that their cues divide, whichever quotes those belong to:
    /// the text may run over several, and one part may turn the sense of another.
    pub fn with_linked(self, linked: &'a [Appearance]) -> Self {
        let mut judged = Self { linked, ..self };
        let stands = |hit: &Hit<'_>| hit.comparison.verdict.is_pass() && hit.decides;
        if !judged.hits.iter().any(stands) {
            judged.hits.extend(joined(&judged.input, linked, &judged.query));
        }
        let unquoted = judged.unquoted;
        judged.with_unquoted(unquoted)
    }

    /// Judges again, with passages of reports outside quotation marks.
    pub fn with_unquoted(self, unquoted: &'a [Appearance]) -> Self {
        let Row { verdict, hit } = decide_row(&self.input, unquoted, &self.query, &self.hits);
        Self { unquoted, verdict, decisive: hit, ..self }
    }

    /// Returns the verdict, whoever the speaker is.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Returns the appearance that decides, or that is shown where none does.
    pub fn closest(&self) -> Option<&Appearance> {
        let hit = self.decisive().or_else(|| resembling(&self.hits, &self.query));
        hit.map(Hit::appearance)
    }

    /// Returns the quote that decides: the one of which [`answer`](Self::answer) needs all.
    pub fn quote_id(&self) -> Option<QuoteId> {
        self.decisive().map(|hit| self.input.candidates[hit.candidate].quote_id)
    }

    /// Returns who is named where the words stand; `runs` are all of the quote that decides.
    pub fn named<'r>(&'r self, runs: &'r [Appearance]) -> BTreeSet<&'r str> {
        self.speakers(runs).into_iter().filter_map(|one| one.speaker.as_deref()).collect()
    }

    /// Returns the answer.
    ///
    /// `runs` are all appearances of the quote that decides, and `speakers` everybody in the scope
    /// who shares a surname with somebody asked for or named: a surname agrees only where one of
    /// them bears it.
    pub fn answer(&self, runs: &[Appearance], speakers: &[&str]) -> Check {
        let input = &self.input;
        let known = input.candidates.iter().flat_map(|candidate| candidate.appearances);
        let known = known.chain(runs).filter_map(|one| one.speaker.as_deref());
        let known: BTreeSet<&str> = known.chain(speakers.iter().copied()).collect();
        let known: Vec<&str> = known.into_iter().collect();
        let named = attribution(input.speaker, &self.speakers(runs), &known);
        let borne_by = borne_by(&named, &known);
        let named = self.seen_through_quotation(named);
        let mut verdict = self.verdict;
        if verdict.is_pass() && named.result == AttributionResult::Disagrees {
            verdict = Verdict::Misattributed;
        }
        let mut check = empty(input, verdict, named);
        check.also_ran = also_ran(&self.hits, self.decisive());
        check.ambiguous = ambiguous(input, &self.hits, verdict);
        check.matches = matches(&self.passing());
        if let Some(hit) = self.decisive() {
            fill(input, hit, self.linked, runs, &mut check);
        } else if matches!(verdict, Verdict::Unquoted | Verdict::TooShort) {
            unquoted(self.unquoted, &self.query, &mut check);
        } else if let Some(hit) = resembling(&self.hits, &self.query) {
            set_beside(hit.appearance(), Comparison::clone(&hit.comparison), &mut check);
        }
        if verdict == Verdict::Elided {
            check.warnings.extend(check.changes.iter().filter_map(|one| added(&self.query, one)));
        }
        if verdict.is_pass() {
            check.warnings.extend(replaced(&self.passing()));
            check.warnings.extend(borne_by);
        }
        check
    }

    /// Returns the attribution, disputed where the words stand in a quotation inside what somebody said:
    /// whoever is named for all of it hands them on as another's.
    fn seen_through_quotation(&self, named: Attribution) -> Attribution {
        let inner = self.decisive().and_then(|hit| inside_quotation(&hit.text, hit.stretch()));
        let Some(before) = inner else { return named };
        let is_told = || {
            let asked = named.asked.as_deref().and_then(surname);
            let last = before.rsplit(['.', '!', '?']).next().unwrap_or(&before);
            asked.is_some_and(|asked| keys_of(last).contains(&asked))
        };
        let is_disputed = match named.result {
            AttributionResult::Agrees => true,
            AttributionResult::Disagrees => is_told(),
            _ => false,
        };
        let result = if is_disputed { AttributionResult::Disputed } else { named.result };
        Attribution { result, ..named }
    }

    fn decisive(&self) -> Option<&Hit<'a>> {
        self.hits.get(self.decisive?)
    }

    /// Returns the hits that bear the row out: where the words stand, as the row says they do.
    fn passing(&self) -> Vec<&Hit<'a>> {
        let wants = match self.verdict {
            Verdict::TooShort => None,
            Verdict::NotAsserted => Some(false),
            verdict if verdict.is_pass() => Some(true),
            _ => return Vec::new(),
        };
        let bears_out = |hit: &&Hit<'_>| {
            hit.comparison.verdict.is_pass()
                && wants.is_none_or(|asserted| hit.is_asserted() == asserted)
        };
        self.hits.iter().filter(bears_out).collect()
    }

    /// Returns the appearances whose speakers are named: where the words stand, or all of the
    /// closest quote where nobody is named there, as in a transcript.
    fn speakers<'r>(&'r self, runs: &'r [Appearance]) -> Vec<&'r Appearance> {
        let passing = self.passing();
        let parts = passing.iter().flat_map(|hit| hit.parts.iter().map(|part| part.appearance));
        let found: Vec<&Appearance> = parts.collect();
        if found.iter().any(|appearance| appearance.speaker.is_some()) {
            return found;
        }
        self.decisive().map_or_else(Vec::new, |_| quoted(runs).collect())
    }
}

/// Returns the first row of the table that applies.
fn decide_row(
    input: &CheckInput<'_>,
    unquoted: &[Appearance],
    query: &Prepared<'_>,
    hits: &[Hit<'_>],
) -> Row {
    let best = |belongs: &dyn Fn(&Hit<'_>) -> bool| {
        let belonging = (0..hits.len()).filter(|at| belongs(&hits[*at]));
        belonging.min_by(|a, b| by_rank(&hits[*a], &hits[*b]))
    };
    let verdict = |at: usize| hits[at].comparison.verdict;
    let passes = |hit: &Hit<'_>| hit.comparison.verdict.is_pass();
    if word_keys(input.query).len() < FEWEST_WORDS {
        return Row { verdict: Verdict::TooShort, hit: best(&passes) };
    }
    if let Some(at) = best(&|hit| hit.decides && hit.is_asserted() && passes(hit)) {
        return Row { verdict: verdict(at), hit: Some(at) };
    }
    if let Some(at) = best(&|hit| hit.decides && !hit.is_asserted() && passes(hit)) {
        return Row { verdict: Verdict::NotAsserted, hit: Some(at) };
    }
    let ran_in_reports = best(&|hit| !hit.decides && passes(hit));
    if ran_in_reports.is_none() && unquoted.iter().any(|found| stands_in(found, query)) {
        return Row { verdict: Verdict::Unquoted, hit: None };
    }
    let near = |hit: &Hit<'_>| hit.comparison.verdict != Verdict::NotFound;
    if let Some(report) = ran_in_reports {
        // A primary source has the utterance, and not these words: only reports ran them.
        let primary = best(&|hit| hit.decides && hit.candidate == hits[report].candidate);
        return Row { verdict: Verdict::Altered, hit: primary };
    }
    let closest = best(&|hit| hit.decides && near(hit)).or_else(|| best(&near));
    // Words outside quotation marks decide nothing; where no quote comes as close, they are found.
    let closest = match nearest_unquoted(unquoted, query) {
        Some((_, passage)) if closest.is_none_or(|at| is_far_closer(&passage, &hits[at])) => {
            return Row { verdict: Verdict::Unquoted, hit: None };
        }
        _ => closest,
    };
    match closest {
        Some(at) => Row { verdict: verdict(at), hit: Some(at) },
        None => Row { verdict: Verdict::NotFound, hit: None },
    }
}

/// Orders hits: the closest first, then what is asserted, then by publication.
fn by_rank(a: &Hit<'_>, b: &Hit<'_>) -> Ordering {
    let asserted = |hit: &Hit<'_>| !hit.is_asserted();
    by_closeness(&a.comparison, &b.comparison)
        .then_with(|| asserted(a).cmp(&asserted(b)))
        .then_with(|| publication_order(a.appearance(), b.appearance()))
}

fn stands_in(found: &Appearance, query: &Prepared<'_>) -> bool {
    decide(&Prepared::new(&found.text), query).verdict.is_pass()
}

/// Share of the content words by which a passage must beat a quote that has half of them too.
const FAR_CLOSER: f64 = 0.1;

/// Says whether a passage has the words that a quote has not.
fn is_far_closer(passage: &Comparison, hit: &Hit<'_>) -> bool {
    hit.comparison.verdict > Verdict::Altered
        || passage.content_overlap > hit.comparison.content_overlap + FAR_CLOSER
}

/// Returns the passage outside quotation marks that comes closest to the query, and how close; none
/// where at least half of the content words align in none.
fn nearest_unquoted<'a>(
    unquoted: &'a [Appearance],
    query: &Prepared<'_>,
) -> Option<(&'a Appearance, Comparison)> {
    let compared = unquoted.iter().map(|found| {
        let comparison = decide(&Prepared::new(&found.text), query);
        (found, comparison)
    });
    compared
        .filter(|(_, compared)| compared.verdict <= Verdict::Altered)
        .min_by(|a, b| by_closeness(&a.1, &b.1).then_with(|| publication_order(a.0, b.0)))
}

/// Returns the reports that ran words which the deciding primary source does not have.
fn also_ran(hits: &[Hit<'_>], decisive: Option<&Hit<'_>>) -> Vec<Appearance> {
    let Some(decisive) = decisive.filter(|hit| !hit.comparison.verdict.is_pass()) else {
        return Vec::new();
    };
    let ran = hits.iter().filter(|hit| {
        !hit.decides && hit.candidate == decisive.candidate && hit.comparison.verdict.is_pass()
    });
    let mut found: Vec<Appearance> = ran.map(|hit| hit.appearance().clone()).collect();
    found.sort_by(publication_order);
    found
}

/// Returns the quotes in which the text stands, where it stands in more than one.
fn ambiguous(input: &CheckInput<'_>, hits: &[Hit<'_>], verdict: Verdict) -> Vec<QuoteId> {
    let stands = matches!(
        verdict,
        Verdict::Verbatim
            | Verdict::Typographic
            | Verdict::Excerpt
            | Verdict::Elided
            | Verdict::Misattributed
            | Verdict::TooShort
    );
    let quotes: BTreeSet<QuoteId> = hits
        .iter()
        .filter(|hit| {
            stands && hit.decides && hit.is_asserted() && hit.comparison.verdict.is_pass()
        })
        .map(|hit| input.candidates[hit.candidate].quote_id)
        .collect();
    if quotes.len() > 1 { quotes.into_iter().collect() } else { Vec::new() }
}

fn matches(passing: &[&Hit<'_>]) -> Vec<Match> {
    let mut ordered: Vec<&&Hit<'_>> = passing.iter().collect();
    ordered.sort_by(|a, b| publication_order(a.appearance(), b.appearance()));
    let mut seen: BTreeSet<(AppearanceId, usize, usize)> = BTreeSet::new();
    let mut found: Vec<Match> = ordered.into_iter().flat_map(|hit| hit.matches()).collect();
    found.retain(|place| seen.insert((place.appearance_id, place.start, place.end)));
    found
}

fn empty(input: &CheckInput<'_>, verdict: Verdict, attribution: Attribution) -> Check {
    Check {
        verdict,
        contested: false,
        contested_by: Vec::new(),
        ambiguous: Vec::new(),
        query: input.query.to_owned(),
        scope: input.scope.clone(),
        attribution,
        reference: Reference { basis: Basis::Undetermined, appearance: None },
        folds: Vec::new(),
        changes: Vec::new(),
        segments: Vec::new(),
        closest: None,
        matches: Vec::new(),
        context: Context::default(),
        warnings: Vec::new(),
        also_ran: Vec::new(),
        quote_id: None,
        possible: Vec::new(),
        independent_texts: 0,
        wordings: Vec::new(),
        departures: Vec::new(),
    }
}

/// Fills in what the closest text and its quote say.
fn fill(
    input: &CheckInput<'_>,
    hit: &Hit<'_>,
    linked: &[Appearance],
    runs: &[Appearance],
    check: &mut Check,
) {
    let comparison = &hit.comparison;
    let mut folds: Vec<String> =
        comparison.folds.iter().map(|fold| fold.as_str().to_owned()).collect();
    folds.sort_unstable();
    folds.dedup();
    check.folds = folds;
    check.changes = comparison.changes.clone();
    check.segments = comparison.segments.clone();
    check.closest = Some(hit.appearance().clone());
    // What stands in the other part of an utterance is context of a whole part as well.
    let whole = around_part(hit, linked).filter(|_| comparison.verdict.is_pass());
    let is_excerpt = matches!(comparison.verdict, Verdict::Excerpt | Verdict::Elided);
    let own = || is_excerpt.then(|| (hit.text.clone().into_owned(), hit.stretch()));
    if let Some((text, stretch)) = whole.or_else(own) {
        check.context = around(&text, stretch);
        check.warnings = warnings(&check.context, stretch.slice(&text).unwrap_or_default());
        check.warnings.extend(taken_back(&text, stretch));
        let inner = inside_quotation(&text, stretch);
        if let Some(before) = inner.or_else(|| begins_in_quotation(&text, stretch))
            && !check.warnings.iter().any(|warning| warning.starts_with("embedding"))
        {
            let from = sentence_around(
                &before,
                CharSpan::new(before.chars().count(), before.chars().count()),
            );
            let head =
                from.slice(&before).filter(|head| !head.is_empty()).unwrap_or(&before).trim();
            check.warnings.insert(0, format!("embedding: “{head} …”"));
        }
    }
    if comparison.verdict == Verdict::Elided {
        check.warnings.extend(comparison.changes.iter().filter_map(noun_for_speaker));
        let elided = comparison.changes.iter().filter(|change| change.class == ChangeClass::Elided);
        let inner = elided.filter(|change| change.to_start > 0);
        check.warnings.extend(inner.filter_map(|change| left_out(&change.from)));
    }
    check.quote_id = Some(input.candidates[hit.candidate].quote_id);
    let appearances: Vec<Appearance> = quoted(runs).cloned().collect();
    check.independent_texts = (input.independent)(&appearances.iter().collect::<Vec<_>>());
    let contesting = contesting(hit, &appearances);
    check.contested = !contesting.is_empty();
    check.contested_by = without_these(&contesting, &appearances, check);
    fill_wordings(input, appearances, check);
}

/// Returns what a reader should know of a noun in brackets that stands for whoever speaks: "[Liars]" for
/// "We".
fn noun_for_speaker(change: &Change) -> Option<String> {
    const SPEAKERS: &[&str] = &["i", "we", "us", "me"];
    let replaces = change.class == ChangeClass::Bracketed
        && SPEAKERS.contains(&change.from.to_lowercase().as_str());
    let read = Prepared::new(&change.to);
    let is_noun =
        |token: &Token| !token.is_name && !is_pronoun(&token.key) && !is_function_word(&token.key);
    let has_noun = read.tokens.iter().any(is_noun);
    (replaces && has_noun).then(|| format!("“[{}]” stands for “{}”", change.to, change.from))
}

/// Returns what a reader should know of words in brackets that stand for none, and explain nobody named
/// before them: "[illegally]".
fn added(query: &Prepared<'_>, change: &Change) -> Option<String> {
    if change.class != ChangeClass::Bracketed || !change.from.is_empty() {
        return None;
    }
    let first = query.tokens.iter().position(|token| token.span.start >= change.to_start)?;
    let end = change.to_start + change.to.chars().count();
    let count = query.tokens[first..].iter().take_while(|token| token.span.end <= end).count();
    let explains = first.checked_sub(1).is_some_and(|before| {
        let token = &query.tokens[before];
        token.is_name || is_pronoun(&token.key) || is_title(&token.key)
    });
    let is_content = |at: usize| {
        let key = query.tokens[at].key.as_str();
        let is_lower = !query.token_text(at).starts_with(char::is_uppercase);
        is_lower && !is_function_word(key) && !is_note(key)
    };
    let adds = !explains && (first..first + count).any(is_content);
    adds.then(|| format!("“[{}]” is added", change.to))
}

/// Words that hardly stand side by side in two places of one text.
const MANY_WORDS: usize = 6;

/// Returns the appearances that have other words in the checked stretch.
fn contesting<'r>(hit: &Hit<'_>, appearances: &'r [Appearance]) -> Vec<&'r Appearance> {
    let base = Prepared::new(&hit.text);
    let stretch = words_within(&base, hit.stretch());
    let own: Vec<_> = hit.parts.iter().map(|part| part.appearance.id).collect();
    let mut inside = (0..base.tokens.len()).filter(|at| base.tokens[*at].span.overlaps(stretch));
    let first = inside.next().unwrap_or_default();
    let end = inside.next_back().unwrap_or(first) + 1;
    // Whoever has all of them side by side has no others: it need not be aligned. A few words may stand
    // elsewhere in a text as well.
    let has_all = |read: &Prepared<'_>| {
        end - first >= MANY_WORDS && !run_places(read, &base, first, end, 1).is_empty()
    };
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut contests = |text: &'r str| {
        *known.entry(text).or_insert_with(|| {
            let read = Prepared::new(text);
            let is_touched = |span| touches(span, stretch);
            !has_all(&read) && other_words(&base, &read).into_iter().any(is_touched)
        })
    };
    appearances
        .iter()
        .filter(|found| !own.contains(&found.id) && found.stance == Stance::Asserted)
        .filter(|found| contests(&found.text))
        .collect()
}

/// Returns the outlets of appearances that have other words, by name; not those that have these too.
fn without_these(others: &[&Appearance], all: &[Appearance], check: &Check) -> Vec<String> {
    let has_these =
        |run: &&Appearance| check.matches.iter().any(|found| found.appearance_id == run.id);
    let these: BTreeSet<&str> =
        all.iter().filter(has_these).filter_map(|run| run.outlet.as_deref()).collect();
    let others: BTreeSet<&str> = others.iter().filter_map(|run| run.outlet.as_deref()).collect();
    others.difference(&these).map(|outlet| (*outlet).to_owned()).collect()
}

/// Returns what warns of words that stand in no revision which is still the last one of its address.
fn replaced(passing: &[&Hit<'_>]) -> Option<String> {
    let parts = || passing.iter().flat_map(|hit| &hit.parts).map(|part| part.appearance);
    if passing.is_empty() || !parts().all(|run| run.superseded) {
        return None;
    }
    let outlets: BTreeSet<&str> = parts().map(Appearance::ran_by).collect();
    let outlets: Vec<&str> = outlets.into_iter().collect();
    Some(format!(
        "the words stand only in a revision that {} has since replaced",
        outlets.join(", ")
    ))
}

/// Returns a stretch from its first word to its last: marks at its ends are no place for words.
fn words_within(text: &Prepared<'_>, stretch: CharSpan) -> CharSpan {
    let words = text.tokens.iter().map(|token| token.span);
    let mut inside = words.filter(|word| word.overlaps(stretch));
    let Some(first) = inside.next() else { return stretch };
    let last = inside.next_back().unwrap_or(first);
    CharSpan::new(first.start.max(stretch.start), last.end.min(stretch.end))
}

/// Says whether a difference lies within the stretch; words added at its very ends do not.
fn touches(span: CharSpan, stretch: CharSpan) -> bool {
    if span.is_empty() {
        return stretch.start < span.start && span.start < stretch.end;
    }
    span.overlaps(stretch)
}

/// Fills in the wordings of the quote, set against its reference.
fn fill_wordings(input: &CheckInput<'_>, appearances: Vec<Appearance>, check: &mut Check) {
    let groups = wordings_of(appearances, input.independent);
    let (basis, chosen) = reference(&groups);
    let Some(base) = groups.get(chosen) else { return };
    let read = Prepared::new(&base.text);
    check.reference = Reference { basis, appearance: first(&base.appearances) };
    check.departures = departures(&groups, chosen);
    let parts = other_parts(&groups, chosen);
    let changes = groups.iter().zip(parts).map(|(group, part)| match part {
        Some(part) => set_apart(&base.text, &group.text, &part).0,
        None => decide(&read, &Prepared::new(&group.text)).changes,
    });
    let changes: Vec<_> = changes.collect();
    let told = groups.into_iter().zip(changes).map(|(group, changes)| WordingRuns {
        wording_id: group.id,
        text: group.text,
        changes,
        appearances: group.appearances,
    });
    check.wordings = told.collect();
}

fn first(appearances: &[Appearance]) -> Option<Appearance> {
    appearances.iter().find(|found| is_primary(found)).or_else(|| appearances.first()).cloned()
}

/// What is said of words that stand in quotation marks and are nobody's quote.
const LABELLED: &str = "the words stand in quotation marks there, taken for a title, a name or the \
                        article’s own words and not for somebody’s";

/// Fills in where reports have the words outside quotation marks or, where they stand nowhere, the
/// words that come closest.
fn unquoted(passages: &[Appearance], query: &Prepared<'_>, check: &mut Check) {
    let mut found: Vec<&Appearance> =
        passages.iter().filter(|found| stands_in(found, query)).collect();
    if found.is_empty() && check.verdict == Verdict::Unquoted {
        found.extend(nearest_unquoted(passages, query).map(|(found, _)| found));
    }
    found.sort_by(|a, b| publication_order(a, b));
    for appearance in &found {
        let compared = decide(&Prepared::new(&appearance.text), query);
        let within = compared.matched.unwrap_or(CharSpan::new(0, appearance.span.len()));
        check.matches.push(Match {
            appearance_id: appearance.id,
            start: appearance.span.start + within.start,
            end: appearance.span.start + within.end,
            time_code: None,
        });
    }
    let is_label = |found: &&Appearance| found.kind == Kind::Label;
    if check.verdict == Verdict::Unquoted && found.iter().all(is_label) {
        check.warnings.push(LABELLED.to_owned());
    }
    if let Some(closest) = found.first() {
        set_beside(closest, decide(&Prepared::new(&closest.text), query), check);
    }
}

/// Shows what the text was compared with, where no quote decides.
fn set_beside(closest: &Appearance, compared: Comparison, check: &mut Check) {
    check.closest = Some(closest.clone());
    check.changes = compared.changes;
    check.segments = compared.segments;
    check.folds = compared.folds.iter().map(|fold| fold.as_str().to_owned()).collect();
}

/// Most words of a quote, for each of the query's, over which its words may lie scattered for the
/// quote to resemble it.
const MOST_SCATTERED: f64 = 1.5;

/// Returns the quote that has most of the query's words, and not those that tell most: what a
/// paraphrasing machine may have begun with. It decides nothing, and is shown for people to judge.
fn resembling<'h, 'a>(hits: &'h [Hit<'a>], query: &Prepared<'_>) -> Option<&'h Hit<'a>> {
    let resembles = |hit: &&Hit<'_>| {
        let stretch = hit.comparison.matched.and_then(|span| span.slice(&hit.text));
        let width = stretch.map_or(0, |words| word_keys(words).len());
        width as f64 <= MOST_SCATTERED * query.word_count() as f64
            && has_most_words(query, &hit.comparison, FEWEST_WORDS)
    };
    hits.iter().filter(resembles).min_by(|a, b| by_rank(a, b))
}
