//! Measures what one comparison costs: pairs of given lines, many times over.
//!
//! ```text
//! cargo run --release --example pair_cost < clusters.jsonl
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use quotetrail::compare::{Prepared, compare};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut clusters: BTreeMap<String, Vec<(bool, String)>> = BTreeMap::new();
    for line in io::stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let text = value["text"].as_str().unwrap_or_default().to_owned();
        let is_reference = value["reference"].as_bool().unwrap_or(false);
        let cluster = value["cluster_id"].as_str().unwrap_or_default().to_owned();
        clusters.entry(cluster).or_default().push((is_reference, text));
    }
    let started = Instant::now();
    let (mut pairs, mut changes) = (0_u64, 0);
    for members in clusters.values() {
        let Some((_, reference)) = members.iter().find(|(is_reference, _)| *is_reference) else {
            continue;
        };
        let prepared = Prepared::new(reference);
        for (_, text) in members {
            changes += compare(&prepared, &Prepared::new(text)).changes.len();
            pairs += 1;
        }
    }
    let each = started.elapsed().as_nanos() as f64 / 1_000.0 / pairs.max(1) as f64;
    writeln!(io::stdout(), "{pairs} pairs, {changes} changes, {each:.1} µs a pair")?;
    let started = Instant::now();
    let words: usize =
        clusters.values().flatten().map(|(_, text)| Prepared::new(text).word_count()).sum();
    let each = started.elapsed().as_nanos() as f64 / words.max(1) as f64;
    writeln!(io::stdout(), "{words} words prepared, {each:.0} ns a word")?;
    Ok(())
}
