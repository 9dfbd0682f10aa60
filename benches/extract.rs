//! How fast articles are read for quotations, beside SHA-256 of the same bytes in the same run,
//! and whether time grows in proportion to the text.
//!
//! ```text
//! cargo bench --bench extract -- ARTICLES.jsonl...
//! ```
//!
//! Each line of a file holds an article's `text`; without files the floods alone are measured.
//! One core; the best of several rounds counts, because whatever else runs only ever slows.

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::time::{Duration, Instant};

use quotetrail::extract::lessons::quotations_by;
use quotetrail::extract::{Classifier, quotations};
use sha2::{Digest as _, Sha256};

/// Rounds over a file's texts.
const ROUNDS: usize = 5;
/// Most bytes taken from one file.
const MAX_BYTES: usize = 32 << 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1).filter(|a| !a.starts_with("--")) {
        let texts = texts(&path)?;
        let bytes: usize = texts.iter().map(String::len).sum();
        let hashed = best(|| {
            texts.iter().for_each(|t| {
                black_box(Sha256::digest(t));
            })
        });
        let spans = best(|| {
            texts.iter().for_each(|t| drop(black_box(quotations_by(Classifier::shipped(), t))));
        });
        let all = best(|| texts.iter().for_each(|t| drop(black_box(quotations(t, None)))));
        writeln!(out, "{path}: {} texts, {:.1} MB", texts.len(), bytes as f64 / 1e6)?;
        for (what, time) in [("sha-256", hashed), ("spans", spans), ("spans and speakers", all)] {
            let times = time.as_secs_f64() / hashed.as_secs_f64();
            writeln!(
                out,
                "  {what:20} {:8.1} MB/s  {times:6.1} times SHA-256",
                speed(bytes, time)
            )?;
        }
    }
    for unit in ["\"", "“", "‘“", "word after word and "] {
        write!(out, "{unit:22?}")?;
        for megabytes in [1, 4, 16] {
            let text = unit.repeat((megabytes << 20) / unit.len());
            let time = once(|| drop(black_box(quotations(&text, None))));
            write!(out, "  {megabytes} MB at {:6.1} MB/s", speed(text.len(), time))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn texts(path: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut bytes = 0;
    let mut found = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        found.extend(article["text"].as_str().map(str::to_owned));
        bytes += found.last().map_or(0, String::len);
        if bytes > MAX_BYTES {
            break;
        }
    }
    Ok(found)
}

fn best(mut work: impl FnMut()) -> Duration {
    (0..ROUNDS).map(|_| once(&mut work)).min().unwrap_or_default()
}

fn once(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn speed(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9)
}
