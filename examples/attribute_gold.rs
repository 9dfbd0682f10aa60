//! Attributes the gold spans of an annotated file and writes the result for a scorer.
//!
//! usage: attribute_gold GOLD.jsonl [ARTICLES_FOLDER] > PREDICTIONS.jsonl
//!
//! Each line of the gold file is `{"id", "text"?, "title"?, "quotes": [{"start", "end", "kind"?,
//! "type"?}]}`; without `text` it is read from the file `id` in the folder. With gold spans, what
//! remains to be judged is who speaks.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::error::Error;
use std::fs;

use quotetrail::extract::attribution::attribute;
use quotetrail::model::{CharSpan, Kind, Quotation, Stance};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let gold = arguments.next().ok_or("name a gold file")?;
    let folder = arguments.next().unwrap_or_default();
    for line in fs::read_to_string(gold)?.lines() {
        let article: Value = serde_json::from_str(line)?;
        let text = match article["text"].as_str() {
            Some(text) => text.to_owned(),
            None => {
                fs::read_to_string(format!("{folder}/{}", article["id"].as_str().unwrap_or("")))?
            }
        };
        let mut found = gold_spans(&article, &text);
        attribute(&text, article["title"].as_str(), &mut found);
        let quotes: Vec<Value> = found.iter().map(as_json).collect();
        println!("{}", json!({"id": article["id"], "quotes": quotes}));
    }
    Ok(())
}

fn gold_spans(article: &Value, text: &str) -> Vec<Quotation> {
    let quotes = article["quotes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut found: Vec<Quotation> = quotes
        .iter()
        .filter(|quote| quote["type"] != "indirect")
        .filter_map(|quote| {
            let at = |key: &str| quote[key].as_u64().and_then(|n| usize::try_from(n).ok());
            let span = CharSpan::new(at("start")?, at("end")?);
            let kind =
                quote["kind"].as_str().unwrap_or("statement").parse().unwrap_or(Kind::Statement);
            Some(Quotation {
                span,
                text: span.slice(text)?.to_owned(),
                kind,
                stance: Stance::Asserted,
                speaker: None,
                speaker_mention: None,
                cue: None,
                confidence: 0.0,
                part_of: None,
                nested_in: None,
            })
        })
        .collect();
    found.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    found
}

fn as_json(quote: &Quotation) -> Value {
    json!({
        "start": quote.span.start, "end": quote.span.end, "text": quote.text,
        "speaker": quote.speaker, "speaker_mention": quote.speaker_mention,
        "cue": quote.cue, "confidence": quote.confidence,
    })
}
