//! Measures how well changed wordings are found in running text.
//!
//! Reads JSON Lines with `text`, `wording`, and `start` and `end` of the place where it stands (code
//! points), or no `start` where it stands nowhere; prints how many are found, and how many wrongly.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

use quotetrail::compare::passage::locate;
use quotetrail::model::CharSpan;
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut there, mut found, mut elsewhere, mut absent, mut wrong) = (0, 0, 0, 0, 0);
    let (mut spent, mut bytes) = (Duration::ZERO, 0);
    for line in io::stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let (Some(text), Some(wording)) = (value["text"].as_str(), value["wording"].as_str())
        else {
            continue;
        };
        let started = Instant::now();
        let passages = locate(wording, text);
        spent += started.elapsed();
        bytes += text.len();
        match (value["start"].as_u64(), value["end"].as_u64()) {
            (Some(start), Some(end)) => {
                let span = CharSpan::new(start as usize, end as usize);
                there += 1;
                let right = passages.iter().any(|passage| passage.span.overlaps(span));
                found += usize::from(right);
                elsewhere += usize::from(passages.iter().any(|p| !p.span.overlaps(span)));
                if !right {
                    writeln!(io::stderr(), "{wording}\t{:?}", span.slice(text))?;
                }
            }
            _ => {
                absent += 1;
                wrong += usize::from(!passages.is_empty());
                if !passages.is_empty() {
                    writeln!(io::stderr(), "WRONG {wording}\t{:?}", passages[0].span.slice(text))?;
                }
            }
        }
    }
    let speed = bytes as f64 / 1e6 / spent.as_secs_f64().max(1e-9);
    writeln!(
        io::stdout(),
        "{found} of {there} found, {elsewhere} also elsewhere; {wrong} of {absent} found where they are not; {speed:.1} MB/s"
    )?;
    Ok(())
}
