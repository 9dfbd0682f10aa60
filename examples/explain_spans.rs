//! Prints every candidate of a text with the features that weigh most, for a person.
//!
//! ```text
//! cargo run --release --example explain_spans -- ARTICLE.txt [WORDS]
//! ```
//!
//! With `WORDS`, only the candidates that hold them.

use std::io::Write as _;

use quotetrail::extract::Classifier;
use quotetrail::extract::lessons::lessons;

/// How many features are listed for each candidate.
const SHOWN: usize = 14;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: explain_spans ARTICLE.txt [WORDS]")?;
    let words = arguments.next().unwrap_or_default();
    let text = std::fs::read_to_string(path)?;
    let mut out = std::io::stdout().lock();
    for lesson in lessons(&text) {
        let body = &text[lesson.start..lesson.end];
        if !body.contains(&words) {
            continue;
        }
        let mut reasons: Vec<(f32, &str)> =
            lesson.features.iter().map(|f| (Classifier::shipped().weight(f), f.as_str())).collect();
        let sum: f32 = reasons.iter().map(|(weight, _)| weight).sum();
        reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        writeln!(out, "{:.3}  {body:?}", 1.0 / (1.0 + (-sum).exp()))?;
        for (weight, feature) in reasons.iter().take(SHOWN) {
            writeln!(out, "    {weight:+.2}  {}", feature.replace('\t', " = "))?;
        }
    }
    Ok(())
}
