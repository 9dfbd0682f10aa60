//! Prints the quotations of articles as JSON Lines, for a scorer: labels, nested quotations and
//! words that nobody said left out.
//!
//! ```text
//! cargo run --release --example dump_quotes -- [--all] ARTICLES.jsonl > predictions.jsonl
//! ```
//!
//! With `--all` nothing is left out. A line of the input has `id` and `text`; instead of `text`
//! an `id` may name a file beside the input.

use std::io::Write as _;
use std::path::Path;

use quotetrail::extract::quotations;
use quotetrail::model::{Kind, Quotation, Stance};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let all = arguments.first().is_some_and(|a| a == "--all");
    arguments.drain(..usize::from(all));
    let input = arguments.first().ok_or("usage: dump_quotes [--all] ARTICLES.jsonl")?;
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(input)?.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let id = article["id"].as_str().unwrap_or_default();
        let text = match article["text"].as_str() {
            Some(text) => text.to_owned(),
            None => std::fs::read_to_string(Path::new(input).with_file_name(id))?,
        };
        let found = quotations(&text, None);
        let quotes: Vec<_> = found.iter().filter(|q| all || is_scored(q)).map(row).collect();
        writeln!(out, "{}", serde_json::json!({"id": id, "quotes": quotes}))?;
    }
    Ok(())
}

fn is_scored(quote: &Quotation) -> bool {
    quote.kind != Kind::Label && quote.nested_in.is_none() && quote.stance != Stance::Hypothetical
}

fn row(quote: &Quotation) -> serde_json::Value {
    serde_json::json!({
        "start": quote.span.start,
        "end": quote.span.end,
        "text": quote.text,
        "kind": quote.kind.as_str(),
        "stance": quote.stance.as_str(),
        "speaker": quote.speaker,
        "speaker_mention": quote.speaker_mention,
        "cue": quote.cue,
        "confidence": quote.confidence,
        "part_of": quote.part_of,
        "nested_in": quote.nested_in,
    })
}
