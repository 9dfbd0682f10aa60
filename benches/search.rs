//! How long a check takes in a collection, whether it finds the right passage, and how both change
//! from one collection to a larger one.
//!
//! ```text
//! cargo bench --bench search -- COLLECTION.db QUERIES.jsonl [COLLECTION.db QUERIES.jsonl...]
//! ```
//!
//! Each line of a file of queries is an object with `text`, the changed words of a quote, and `id`,
//! which begins with the id of the quote that they come from; or `from` has the words before they
//! were changed. Every check runs twice, some time apart, and the faster counts, because whatever
//! else runs only ever slows. Without arguments two collections of made-up news are put together, the
//! second five times as large, and what they take on disk is told as well.

mod news;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use quotetrail::collection::{Checker, Collection};
use quotetrail::model::Check;
use quotetrail::pipeline::{Ingest, default_jobs, ingest};
use quotetrail::store::{Filter, Store};

use news::Words;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn Error>;

/// Articles of the smaller collection of made-up news.
const SMALL: usize = 2_000;
/// How many times as large the larger one is.
const TIMES: usize = 5;

/// A changed quote, and what it comes from.
struct Query {
    text: String,
    id: String,
    from: Option<String>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:32} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "", "articles", "median", "95 %", "99 %", "most", "found"
    )?;
    let mut figures = Vec::new();
    for pair in arguments.chunks_exact(2) {
        let [database, queries] = pair else { continue };
        figures.push(measure(&mut out, Path::new(database), &read(Path::new(queries))?)?);
    }
    if arguments.is_empty() {
        let folder = tempfile::tempdir()?;
        for articles in [SMALL, SMALL * TIMES] {
            let (database, queries, per_byte) = made_up(folder.path(), articles)?;
            figures.push(measure(&mut out, &database, &queries)?);
            writeln!(out, "  bytes on disk for a byte of input: {per_byte:.2}")?;
        }
    }
    for pair in figures.windows(2) {
        let times = |at: usize| pair[1][at] / pair[0][at];
        let (articles, median, slow) = (times(0), times(1), times(2));
        writeln!(
            out,
            "{articles:.1} times the articles: {median:.2} times the median, \
             {slow:.2} times the 95th percentile"
        )?;
    }
    Ok(())
}

/// Checks all queries and reports; returns the number of articles, and the median and the 95th
/// percentile in milliseconds.
fn measure(
    out: &mut impl std::io::Write,
    database: &Path,
    queries: &[Query],
) -> Result<[f64; 3], Failure> {
    let collection = Collection::open(database)?;
    let checker = collection.checker(&Filter::default())?;
    let mut times = Vec::with_capacity(queries.len());
    let mut found = 0;
    for query in queries {
        let (time, check) = once(&checker, &query.text)?;
        times.push(time.as_secs_f64() * 1e3);
        found += usize::from(is_right(query, &check));
    }
    for (time, query) in times.iter_mut().zip(queries) {
        *time = time.min(once(&checker, &query.text)?.0.as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let articles = collection.scope(&Filter::default())?.articles;
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    writeln!(
        out,
        "{:32.32} {articles:9} {:5.2} ms {:5.2} ms {:5.2} ms {:5.0} ms {:8.4}",
        format!("{name}, {} checks", queries.len()),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0),
        found as f64 / queries.len() as f64,
    )?;
    Ok([articles as f64, at(0.5), at(0.95)])
}

fn once(checker: &Checker<'_>, text: &str) -> Result<(Duration, Check), Failure> {
    let start = Instant::now();
    let check = checker.check(text, None)?;
    Ok((start.elapsed(), check))
}

/// Says whether a check led to the quote that a query comes from: as the one that decides, or as
/// what it resembles.
fn is_right(query: &Query, check: &Check) -> bool {
    let ids = check.quote_id.iter().chain(&check.ambiguous);
    let is_named = ids.map(ToString::to_string).any(|id| query.id.starts_with(&id));
    let Some(from) = &query.from else { return is_named };
    let wordings = check.wordings.iter().map(|wording| wording.text.as_str());
    let closest = check.closest.iter().map(|closest| closest.text.as_str());
    let is_of_it = |text: &str| text.contains(from.as_str()) || from.contains(text);
    is_named || wordings.chain(closest).any(is_of_it)
}

fn read(path: &Path) -> Result<Vec<Query>, Failure> {
    let mut queries = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let text = |name: &str| line.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        queries.push(Query {
            text: text("text").unwrap_or_default(),
            id: text("id").unwrap_or_default(),
            from: text("from"),
        });
    }
    Ok(queries)
}

/// Puts together a collection of made-up news and changed quotes of it; returns also the bytes of
/// the file for a byte of input.
fn made_up(folder: &Path, articles: usize) -> Result<(PathBuf, Vec<Query>, f64), Failure> {
    let mut words = Words(articles as u64);
    let (mut lines, mut queries) = (String::new(), Vec::new());
    for number in 0..articles {
        let (record, quotes) = words.record(number);
        lines.push_str(&record);
        if number % (articles / 500) == 0 {
            queries.extend(quotes.into_iter().take(1).map(|quote| changed(&mut words, quote)));
        }
    }
    let input = folder.join(format!("{articles}.jsonl"));
    std::fs::write(&input, &lines)?;
    let database = folder.join(format!("made-up news {articles}.db"));
    let request = Ingest {
        paths: &[input],
        manifest: None,
        kind: None,
        keeps_raw: true,
        is_dry_run: false,
        jobs: default_jobs(),
        stop: &AtomicBool::new(false),
    };
    ingest(&mut Store::open(&database)?, &request, &mut |_| {})?;
    let bytes = std::fs::metadata(&database)?.len();
    Ok((database, queries, bytes as f64 / lines.len() as f64))
}

/// Returns a quote with a word dropped, one added and one put in the place of another.
fn changed(news: &mut Words, quote: String) -> Query {
    let mut words: Vec<String> = quote.split(' ').map(str::to_owned).collect();
    words.remove(news.below(words.len() as u64) as usize);
    let at = news.below(words.len() as u64) as usize;
    words[at] = news.word();
    let at = news.below(words.len() as u64) as usize;
    words.insert(at, "adamantly".to_owned());
    Query { text: words.join(" "), id: String::new(), from: Some(quote) }
}
