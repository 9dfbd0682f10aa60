//! Annotated articles, and when two names are taken for one speaker.
//!
//! Names are compared as the usual scorer of this corpus does: by their head, or by all words of
//! one being in the other.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use quotetrail::model::{CharSpan, Kind, Quotation, Stance};
use serde_json::Value;

/// An annotated article.
pub(crate) struct Document {
    pub id: String,
    pub source: String,
    pub title: Option<String>,
    pub text: String,
    pub quotes: Vec<Gold>,
    /// What the article reports without quoting it, with who said it.
    pub reported: Vec<Gold>,
    /// What to attribute, by its start: the spans annotated, or those found.
    pub spans: Vec<Found>,
    /// For every span the annotated quotation that it is, where there is one.
    pub matches: Vec<Option<usize>>,
}

/// A span to attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub span: CharSpan,
    kind: Kind,
    /// How likely it is a quotation.
    confidence: f64,
    /// Whether it carries on another.
    is_part: bool,
}

/// An annotated quotation.
pub(crate) struct Gold {
    pub span: CharSpan,
    pub speaker: String,
    pub resolved: Option<String>,
    /// Where the speaker stands, in code points.
    pub place: Option<CharSpan>,
}

/// Reads articles from JSON Lines.
pub(crate) fn read(text: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    text.lines().map(|line| Ok(document(&serde_json::from_str(line)?))).collect()
}

fn document(value: &Value) -> Document {
    let word = |key: &str| value[key].as_str().map(str::to_owned);
    let text = word("text").unwrap_or_default();
    let quotes = value["quotes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let (reported, quotes): (Vec<&Value>, Vec<&Value>) =
        quotes.iter().partition(|quote| quote["type"] == "indirect");
    let mut quotes: Vec<Gold> = quotes.into_iter().filter_map(gold).collect();
    quotes.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    Document {
        id: word("id").unwrap_or_default(),
        source: word("source").unwrap_or_default(),
        title: word("title"),
        text,
        spans: quotes.iter().map(|q| Found::sure(q.span)).collect(),
        matches: (0..quotes.len()).map(Some).collect(),
        quotes,
        reported: reported.into_iter().filter_map(gold).collect(),
    }
}

/// Takes the spans of a file of predictions instead of those annotated.
pub(crate) fn take_spans(documents: &mut [Document], text: &str) -> Result<(), Box<dyn Error>> {
    let mut found: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line)?;
        let quotes = value["quotes"].as_array().map(Vec::as_slice).unwrap_or_default();
        let id = value["id"].as_str().unwrap_or_default().to_owned();
        let mut spans: Vec<Found> = quotes.iter().filter_map(Found::read).collect();
        spans.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        found.insert(id, spans);
    }
    for document in documents {
        document.spans = found.remove(&document.id).unwrap_or_default();
        document.matches =
            document.spans.iter().map(|found| document.annotated(found.span)).collect();
    }
    Ok(())
}

fn span(quote: &Value) -> Option<CharSpan> {
    let at = |key: &str| quote[key].as_u64().and_then(|n| usize::try_from(n).ok());
    Some(CharSpan::new(at("start")?, at("end")?))
}

impl Found {
    fn sure(span: CharSpan) -> Self {
        Self { span, kind: Kind::Statement, confidence: 0.95, is_part: false }
    }

    fn read(quote: &Value) -> Option<Self> {
        let kind = if quote["kind"] == "fragment" { Kind::Fragment } else { Kind::Statement };
        let confidence = quote["confidence"].as_f64().unwrap_or(0.95);
        let is_part = quote["part_of"].as_bool().unwrap_or(false);
        Some(Self { span: span(quote)?, kind, confidence, is_part })
    }
}

fn gold(quote: &Value) -> Option<Gold> {
    let at = |key: &str| quote[key].as_u64().and_then(|n| usize::try_from(n).ok());
    let span = span(quote)?;
    let place = at("speaker_start").zip(at("speaker_end"));
    Some(Gold {
        span,
        speaker: quote["speaker"].as_str().unwrap_or_default().to_owned(),
        resolved: quote["speaker_resolved"].as_str().map(str::to_owned),
        place: place.map(|(start, end)| CharSpan::new(start, end)),
    })
}

impl Document {
    /// Returns the annotated quotation of which a span is half or more.
    fn annotated(&self, span: CharSpan) -> Option<usize> {
        let shared = |gold: &Gold| {
            gold.span.end.min(span.end).saturating_sub(gold.span.start.max(span.start))
        };
        let whole = |gold: &Gold| gold.span.end.max(span.end) - gold.span.start.min(span.start);
        let fits = |(_, gold): &(usize, &Gold)| 2 * shared(gold) >= whole(gold);
        self.quotes.iter().enumerate().filter(fits).map(|(at, _)| at).next_back()
    }

    /// Returns the spans as extraction would hand them over.
    pub(crate) fn quotations(&self) -> Vec<Quotation> {
        self.spans.iter().map(|found| self.quotation(found)).collect()
    }

    fn quotation(&self, found: &Found) -> Quotation {
        Quotation {
            span: found.span,
            text: found.span.slice(&self.text).unwrap_or_default().to_owned(),
            kind: found.kind,
            stance: Stance::Asserted,
            speaker: None,
            speaker_mention: None,
            cue: None,
            confidence: found.confidence,
            part_of: found.is_part.then_some(0),
            nested_in: None,
        }
    }

    /// Returns the spans of [`quotations`](Self::quotations) and behind them one part of each of
    /// some reported sayings, as if it were quoted; with those, where each is in `reported`.
    ///
    /// Of `turns` calls each takes its share, so that the article does not become all quotations.
    pub(crate) fn with_reported(&self, turn: usize, turns: usize) -> (Vec<Quotation>, Vec<usize>) {
        let mut quotations = self.quotations();
        let real = quotations.len();
        let mut taken = Vec::new();
        let own = self.reported.iter().enumerate().filter(|(at, _)| at % turns == turn);
        for (at, reported) in own {
            let Some(span) = self.part(reported.span) else { continue };
            let is_free =
                |q: &Quotation| q.span.end + 2 < span.start || span.end + 2 < q.span.start;
            if !reported.speaker.is_empty() && quotations.iter().all(is_free) {
                quotations.push(self.quotation(&Found::sure(span)));
                taken.push(at);
            }
        }
        debug_assert_eq!(quotations.len(), real + taken.len());
        (quotations, taken)
    }

    /// Returns some words of a span, as many and from where its place in the article decides.
    fn part(&self, span: CharSpan) -> Option<CharSpan> {
        let text = span.slice(&self.text)?;
        if text.contains('\n') || text.contains(['"', '“', '”', '‘']) || text.contains("''") {
            return None;
        }
        let chars: Vec<char> = text.chars().collect();
        let starts: Vec<usize> = (0..chars.len())
            .filter(|at| chars[*at].is_alphanumeric() && (*at == 0 || chars[at - 1] == ' '))
            .collect();
        let draw = span.start.wrapping_mul(2_654_435_761) >> 7;
        let first = draw % starts.len().clamp(1, 8);
        let count = 1 + (draw / 64) % 12;
        let from = *starts.get(first.min(starts.len().saturating_sub(1)))?;
        let to = starts.get(first + count).map_or(chars.len(), |next| next - 1);
        (to > from).then(|| CharSpan::new(span.start + from, span.start + to))
    }
}

/// Says whether `name` is the annotated speaker.
pub(crate) fn same_speaker(name: &str, gold: &Gold) -> bool {
    same_name(name, &gold.speaker)
        || gold.resolved.as_ref().is_some_and(|resolved| same_name(name, resolved))
}

fn same_name(left: &str, right: &str) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let plain =
        |name: &str| name.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    if plain(left) == plain(right) {
        return true;
    }
    let head_of_left = head(left);
    if head_of_left.is_some() && head_of_left == head(right) {
        return true;
    }
    let set = |name: &str| words(name).into_iter().collect::<BTreeSet<_>>();
    let (left, right) = (set(left), set(right));
    (left.len() > 1 && left.is_subset(&right)) || (right.len() > 1 && right.is_subset(&left))
}

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "president",
    "senator",
    "the",
    "a",
    "an",
    "prof",
    "sir",
    "gen",
];

fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace("’s", " ").replace("'s", " ");
    name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect()
}

/// Returns the last name of a name, or the last word of a plain description.
fn head(name: &str) -> Option<String> {
    let cut = name.find([',', ';', ':', '(']).unwrap_or(name.len());
    let prepositions = ["who", "of", "for", "from", "at", "with", "in", "on"];
    let ends = prepositions.iter().filter_map(|word| name.find(&format!(" {word} ")));
    let core = &name[..ends.fold(cut, usize::min)];
    let mut found = words(core);
    if found.is_empty() {
        found = words(name);
    }
    while found.len() > 1 && ["jr", "sr", "ii", "iii"].contains(&found[found.len() - 1].as_str()) {
        found.pop();
    }
    found.pop()
}
