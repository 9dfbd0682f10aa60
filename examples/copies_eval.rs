//! Relates the articles of a file of JSON Lines and prints what is said of each:
//! `copies_eval FILE`.
//!
//! Reads `{"id", "text"}`; quotations are what stands between double marks of one paragraph.

use std::io::{BufWriter, Write};
use std::time::Instant;

use quotetrail::compare::copies::{ArticleText, relate};
use quotetrail::model::{ArticleId, CharSpan, Sha256Hash};

#[derive(serde::Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: copies_eval FILE")?;
    let file = std::fs::read_to_string(path)?;
    let lines: Vec<Line> = file.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let spans: Vec<Vec<CharSpan>> = lines.iter().map(|line| quoted(&line.text)).collect();
    let articles: Vec<ArticleText<'_>> = lines
        .iter()
        .zip(&spans)
        .map(|(line, quoted)| ArticleText {
            id: ArticleId(Sha256Hash::of(line.id.to_string().as_bytes()).prefix()),
            outlet: None,
            published: None,
            address: None,
            text: &line.text,
            quoted,
        })
        .collect();
    let start = Instant::now();
    let relations = relate(&articles);
    let took = start.elapsed();
    let mut out = BufWriter::new(std::io::stdout());
    for (line, finding) in lines.iter().zip(&relations.findings) {
        let swaps: Vec<String> = finding
            .substitutions
            .iter()
            .take(25)
            .map(|swap| format!("{} → {} ({})", swap.from, swap.to, swap.count))
            .collect();
        let source = finding.source.and_then(|source| {
            articles.iter().position(|article| article.id == source).map(|at| &lines[at].id)
        });
        let row = serde_json::json!({
            "id": line.id, "relation": finding.relation.as_str(), "source": source,
            "compared_with": finding.compared_with.len(), "aligned_words": finding.aligned_words,
            "swaps_per_hundred": finding.swaps_per_hundred,
            "distinct": finding.substitutions.len(), "swaps": swaps,
        });
        writeln!(out, "{row}")?;
    }
    writeln!(
        std::io::stderr(),
        "{} articles, {} pairs in {took:.2?}",
        lines.len(),
        relations.pairs.len()
    )?;
    Ok(())
}
