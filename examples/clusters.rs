//! Compares the members of given clusters: verdicts, changes and parents without grouping.
//!
//! Reads JSON Lines with `quote_id`, `cluster_id`, `text` and, where known, `outlet`, `date` and
//! `reference`; prints what `quotetrail group` would, each cluster taken as given:
//!
//! ```text
//! cargo run --release --example clusters < gold.jsonl > answers.jsonl
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead, Write};

use quotetrail::compare::{Member, members};
use quotetrail::model::PublishedDate;
use serde_json::{Value, json};

struct Line {
    id: String,
    text: String,
    outlet: Option<String>,
    published: Option<PublishedDate>,
    is_reference: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut clusters: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in io::stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        let line = Line {
            id: field("quote_id").ok_or("a line has no quote_id")?,
            text: field("text").ok_or("a line has no text")?,
            outlet: field("outlet"),
            published: field("date").and_then(|date| date.parse().ok()),
            is_reference: value["reference"].as_bool().unwrap_or(false),
        };
        clusters
            .entry(field("cluster_id").ok_or("a line has no cluster_id")?)
            .or_default()
            .push(line);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for lines in clusters.values() {
        print_cluster(lines, &mut out)?;
    }
    Ok(())
}

fn print_cluster(lines: &[Line], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let cluster: Vec<Member<'_>> = lines
        .iter()
        .map(|line| Member {
            id: &line.id,
            text: &line.text,
            published: line.published.as_ref(),
            outlet: line.outlet.as_deref(),
            is_reference: line.is_reference,
        })
        .collect();
    for (line, answer) in lines.iter().zip(members(&cluster)) {
        let changes = answer
            .changes
            .map(|classes| classes.iter().map(|class| class.as_str()).collect::<Vec<_>>());
        let row = json!({
            "quote_id": line.id,
            "cluster": lines[0].id,
            "parent": answer.parent.map(|parent| lines[parent].id.as_str()),
            "verdict": answer.verdict.map(|verdict| verdict.as_str()),
            "changes": changes,
            "material": answer.material,
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}
