//! Makes machine-paraphrased copies of articles and says how many are found:
//! `paraphrase_eval FILE [COPIES] [SEED]`.
//!
//! Reads JSON Lines `{"id", "text"}`. Each copy has one word in ten swapped by a table of 845
//! words, whole words at a time as a machine does, and nothing in quotation marks. Copies and
//! sources are related together with all other articles. Prints copies found, sources named,
//! and human articles called paraphrased.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use quotetrail::compare::copies::{ArticleText, relate};
use quotetrail::model::{ArticleId, ArticleRelation, CharSpan, Sha256Hash};
use quotetrail::text::words;

/// Words and what stands for them, as `word=substitute`; a substitute may have several words.
const TABLE: &str = include_str!("paraphrase_words.txt");
/// Words that an article needs to be copied.
const MIN_WORDS: usize = 250;

#[derive(serde::Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
}

/// Reads the table: a word without `=` goes on with the substitute before it.
fn table() -> BTreeMap<&'static str, String> {
    let mut table: BTreeMap<&str, String> = BTreeMap::new();
    let mut last = "";
    for word in TABLE.split_whitespace() {
        match word.split_once('=') {
            Some((from, to)) => {
                last = from;
                table.insert(from, to.to_owned());
            }
            None => table.entry(last).or_default().push_str(&format!(" {word}")),
        }
    }
    table
}

/// Returns what stands between double quotation marks, each paragraph by itself.
fn quoted(text: &str) -> Vec<CharSpan> {
    let mut spans = Vec::new();
    let mut open = None;
    for (at, c) in text.chars().enumerate() {
        match (c, open) {
            ('\n', _) => open = None,
            ('“', _) | ('"', None) => open = Some(at + 1),
            ('”' | '"', Some(start)) => {
                spans.push(CharSpan::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    spans
}

/// A number that looks random and is the same in every run.
fn draw(seed: u64, what: &str) -> u64 {
    Sha256Hash::of(format!("{seed} {what}").as_bytes()).prefix()
}

/// Swaps words of the table, in an order of the seed's, until one word in ten is another.
fn paraphrase(text: &str, table: &BTreeMap<&str, String>, seed: u64) -> String {
    let spans = quoted(text);
    let found = words(text);
    let is_free = |span: CharSpan| !spans.iter().any(|quote| quote.overlaps(span));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in found.iter().filter(|word| table.contains_key(&*word.key) && is_free(word.span)) {
        *counts.entry(&word.key).or_default() += 1;
    }
    let mut order: Vec<&str> = counts.keys().copied().collect();
    order.sort_by_key(|word| draw(seed, word));
    let mut left = found.len() / 10;
    let mut chosen = BTreeSet::new();
    for word in order {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(counts[word]);
        chosen.insert(word);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for word in found.iter().filter(|word| chosen.contains(&*word.key) && is_free(word.span)) {
        out.extend(&chars[at..word.span.start]);
        let substitute = &table[&*word.key];
        let mut letters = substitute.chars();
        match letters.next() {
            Some(first) if word.text.starts_with(char::is_uppercase) => {
                out.extend(first.to_uppercase().chain(letters));
            }
            _ => out.push_str(substitute),
        }
        at = word.span.end;
    }
    out.extend(&chars[at..]);
    out
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("usage: paraphrase_eval FILE [COPIES] [SEED]")?;
    let copies: usize = args.next().map_or(Ok(200), |count| count.parse())?;
    let seed: u64 = args.next().map_or(Ok(1), |seed| seed.parse())?;
    let table = table();
    let file = std::fs::read_to_string(path)?;
    let lines: Vec<Line> = file.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut sources: Vec<&Line> =
        lines.iter().filter(|line| line.text.split_whitespace().count() >= MIN_WORDS).collect();
    sources.sort_by_key(|line| draw(seed, &line.id.to_string()));
    sources.truncate(copies);
    let id = |name: &str| ArticleId(Sha256Hash::of(name.as_bytes()).prefix());
    let mut texts: Vec<(ArticleId, Option<ArticleId>, String)> =
        lines.iter().map(|line| (id(&line.id.to_string()), None, line.text.clone())).collect();
    for line in &sources {
        let name = line.id.to_string();
        let copy = paraphrase(&line.text, &table, draw(seed, &name));
        texts.push((id(&format!("copy {name}")), Some(id(&name)), copy));
    }
    let spans: Vec<Vec<CharSpan>> = texts.iter().map(|(.., text)| quoted(text)).collect();
    let articles: Vec<ArticleText<'_>> = texts
        .iter()
        .zip(&spans)
        .map(|((id, _, text), quoted)| ArticleText {
            id: *id,
            outlet: None,
            published: None,
            address: None,
            text,
            quoted,
        })
        .collect();
    let relations = relate(&articles);
    let (mut found, mut named, mut wrong) = (0, 0, 0);
    for ((_, source, _), finding) in texts.iter().zip(&relations.findings) {
        let is_called = finding.relation == ArticleRelation::MachineParaphrased;
        match source {
            Some(source) => {
                found += usize::from(is_called);
                named += usize::from(finding.source == Some(*source));
            }
            None => wrong += usize::from(is_called),
        }
    }
    let made = sources.len();
    writeln!(
        std::io::stdout(),
        "{} words in the table; {made} copies, {found} found, {named} with their source; \
         {wrong} of {} human articles called paraphrased",
        table.len(),
        lines.len(),
    )?;
    Ok(())
}
