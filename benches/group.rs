//! What grouping costs beside extraction of the same articles, how its time and memory grow, and
//! what a few articles more cost a collection.
//!
//! ```text
//! cargo bench --bench group -- ARTICLES.jsonl [--times N] [--few N]
//! ```
//!
//! Each line of the file holds an article's `text`, and may hold `outlet` and `published`. Its
//! articles are extracted on all cores, then their quotes grouped. With `--times 10`, ten
//! collections of such quotes, each in words of its own, are grouped at one go; run it by itself,
//! because the peak of memory is that of the whole process. With `--few 100` the last hundred
//! articles are added to a collection on disk that holds the others: the whole ingest of these is
//! set beside the grouping of all. Ratios count: all times are of one run on one machine.

use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use quotetrail::group::{Utterance, group};
use quotetrail::model::{AppearanceId, Kind, PublishedDate};
use quotetrail::pipeline::{Event, Ingest, Work, default_jobs, each_article, ingest, regroup};
use quotetrail::read;
use quotetrail::store::Store;

type Failure = Box<dyn std::error::Error>;

/// A quote as it is grouped.
struct Quote {
    key: u64,
    text: String,
    speaker: Option<String>,
    article: u64,
    published: Option<PublishedDate>,
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1)?.parse::<usize>().ok()
    };
    let Some(path) = args.first().filter(|arg| !arg.starts_with("--")).map(PathBuf::from) else {
        writeln!(std::io::stdout(), "no articles: name a file of JSON Lines")?;
        return Ok(());
    };
    match value("--few") {
        Some(few) => add_few(&path, few),
        None => group_all(&path, value("--times").unwrap_or(1)),
    }
}

/// Extracts all articles and groups their quotes, the quotes `times` over.
fn group_all(path: &Path, times: usize) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let mut quotes = Vec::new();
    let extracting = once(|| quotes = quotes_of(path));
    let before = quotes.len();
    for copy in 1..times {
        for at in 0..before {
            let copied = another(&quotes[at], copy as u64);
            quotes.push(copied);
        }
    }
    let utterances: Vec<Utterance<'_>> = quotes
        .iter()
        .map(|quote| Utterance {
            key: quote.key,
            text: &quote.text,
            speaker: quote.speaker.as_deref(),
            outlet: None,
            published: quote.published.as_ref(),
            article: Some(quote.article),
            part_of: None,
            nested_in: None,
        })
        .collect();
    let held = memory("VmRSS")?;
    let grouping = once(|| drop(black_box(group(&utterances))));
    writeln!(out, "{} quotes of {}", utterances.len(), path.display())?;
    writeln!(out, "  extracted (once)  {extracting:>10.2?}")?;
    writeln!(out, "  grouped           {grouping:>10.2?}")?;
    let ratio = grouping.as_secs_f64() / extracting.as_secs_f64() / times as f64;
    writeln!(out, "  grouped / extracted, for each quote  {ratio:.2}")?;
    writeln!(out, "  memory: {held} MiB before grouping, {} MiB at the peak", memory("VmHWM")?)?;
    Ok(())
}

/// Extracts the quotes of a file of articles on all cores.
fn quotes_of(path: &Path) -> Vec<Quote> {
    let listing = read::list(&[path.to_owned()], None, None);
    let mut quotes = Vec::new();
    let how = Work { jobs: default_jobs(), ..Work::default() };
    each_article(listing.sources, &how, |item| {
        if let Ok((article, found)) = item.result {
            let id = article.id();
            let kept = found.into_iter().filter(|quotation| quotation.kind != Kind::Label);
            quotes.extend(kept.map(|quotation| Quote {
                key: AppearanceId::of(id, quotation.span).0,
                text: quotation.text,
                speaker: quotation.speaker,
                article: id.0,
                published: article.facts.published().cloned(),
            }));
        }
        ControlFlow::Continue(())
    });
    quotes
}

/// Returns a quote in other words of the same shape: common words stay, all others are marked.
fn another(quote: &Quote, copy: u64) -> Quote {
    let mark = |word: &str| {
        let is_rare = word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_rare { format!("{word}{}", char::from(b'a' + copy as u8 % 26)) } else { word.into() }
    };
    let text = quote.text.split(' ').map(mark).collect::<Vec<_>>().join(" ");
    let spread = |number: u64| number.wrapping_add(copy.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    Quote {
        key: spread(quote.key),
        text,
        speaker: quote.speaker.clone(),
        article: spread(quote.article),
        published: quote.published.clone(),
    }
}

/// Adds the last articles of a file to a collection of the others.
fn add_few(path: &Path, few: usize) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let folder = tempfile::tempdir()?;
    let lines: Vec<String> =
        BufReader::new(std::fs::File::open(path)?).lines().collect::<Result<_, _>>()?;
    let (most, last) = lines.split_at(lines.len().saturating_sub(few));
    let write = |name: &str, lines: &[String]| -> Result<PathBuf, Failure> {
        let path = folder.path().join(name);
        std::fs::write(&path, lines.join("\n"))?;
        Ok(path)
    };
    let (most, last) = (write("most.jsonl", most)?, write("last.jsonl", last)?);
    drop(lines);
    let mut store = Store::open(&folder.path().join("quotes.db"))?;
    let running = AtomicBool::new(false);
    let mut grouping_began = None;
    let paths = [most];
    let request = all_of(&paths, &running);
    ingest(&mut store, &request, &mut |event| {
        if matches!(event, Event::Grouping) {
            grouping_began = Some(Instant::now());
        }
    })?;
    let grouped = grouping_began.map_or(Duration::ZERO, |began| began.elapsed());
    let mut result = Ok(());
    let paths = [last];
    let request = all_of(&paths, &running);
    let added = once(|| result = ingest(&mut store, &request, &mut |_| {}).map(drop));
    result?;
    let again = once(|| drop(black_box(regroup(&mut store))));
    writeln!(out, "{few} articles more in a collection of {}", path.display())?;
    writeln!(out, "  grouping all others       {grouped:>10.2?}")?;
    writeln!(out, "  adding these, ingest in all {added:>8.2?}")?;
    writeln!(out, "  grouping with nothing new {again:>10.2?}")?;
    let ratio = grouped.as_secs_f64() / added.as_secs_f64().max(1e-9);
    writeln!(out, "  all / these               {ratio:>10.1}")?;
    Ok(())
}

fn all_of<'a>(paths: &'a [PathBuf], stop: &'a AtomicBool) -> Ingest<'a> {
    Ingest {
        paths,
        manifest: None,
        kind: None,
        keeps_raw: true,
        is_dry_run: false,
        jobs: default_jobs(),
        stop,
    }
}

/// Returns a figure of this process in MiB.
fn memory(name: &str) -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    let kib: Option<u64> = line.split_whitespace().nth(1).and_then(|number| number.parse().ok());
    Ok(kib.unwrap_or_default() / 1024)
}

fn once(mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
