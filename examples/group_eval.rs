//! Groups a file of JSON Lines and prints each line's cluster: `group_eval FILE > OUT`.
//!
//! Reads `{"quote_id", "text", "speaker"?, "outlet"?, "date"?, "article"?}`; what it prints is
//! what the command `quotetrail group` prints, without verdicts.

use std::io::{BufWriter, Write};
use std::time::Instant;

use quotetrail::group::{Utterance, group};
use quotetrail::model::{PublishedDate, Sha256Hash};

#[derive(serde::Deserialize)]
struct Line {
    quote_id: String,
    text: String,
    speaker: Option<String>,
    outlet: Option<String>,
    date: Option<String>,
    article: Option<u64>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: group_eval FILE")?;
    let file = std::fs::read_to_string(path)?;
    let lines: Vec<Line> = file.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let dates: Vec<Option<PublishedDate>> =
        lines.iter().map(|line| line.date.as_ref().and_then(|date| date.parse().ok())).collect();
    let utterances: Vec<Utterance<'_>> = lines
        .iter()
        .zip(&dates)
        .map(|(line, date)| Utterance {
            key: Sha256Hash::of(line.quote_id.as_bytes()).prefix(),
            text: &line.text,
            speaker: line.speaker.as_deref(),
            outlet: line.outlet.as_deref(),
            published: date.as_ref(),
            article: line.article,
            nested_in: None,
        })
        .collect();
    let start = Instant::now();
    let grouping = group(&utterances);
    let mut out = BufWriter::new(std::io::stdout());
    for (line, cluster) in lines.iter().zip(&grouping.cluster) {
        let row = serde_json::json!({
            "quote_id": line.quote_id, "cluster": lines[*cluster].quote_id,
            "parent": null, "verdict": null, "changes": null,
        });
        writeln!(out, "{row}")?;
    }
    let mut messages = std::io::stderr();
    let (count, took) = (lines.len(), start.elapsed());
    writeln!(messages, "{count} quotes in {took:.2?}, {} doubtful links", grouping.possible.len())?;
    Ok(())
}
