//! What grouping costs beside extraction of the same articles, how its time and memory grow, and
//! what a few articles more cost a collection.
//!
//! ```text
//! cargo bench --bench group -- ARTICLES.jsonl [MORE.jsonl] [--times N] [--few N]
//! ```
//!
//! Each line of the file holds an article's `text`, and may hold `outlet` and `published`. Its
//! articles are extracted on all cores, then their quotes grouped; those of a second file, which may
//! be ten times as large, are grouped after that, and the two times are set side by side. With
//! `--times 10`, so are ten collections of the first quotes at one go, each in words of its own and
//! yet of one shape, which is harder than ten times as many articles. Run it by itself, because the
//! peak of memory is that of the whole process. With `--few 100` the last hundred articles are added
//! to a collection on disk that holds the others: grouping with these, and their whole ingest, are
//! set beside the grouping of all. Ratios count: all times are of one run on one machine.

use std::collections::HashMap;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use quotetrail::group::{Utterance, group};
use quotetrail::model::{AppearanceId, Kind, PublishedDate};
use quotetrail::pipeline::{Event, Ingest, Work, default_jobs, each_article, ingest, regroup};
use quotetrail::read;
use quotetrail::store::Store;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

/// Quotes as they are grouped, in little memory: what is measured is the grouping.
#[derive(Default)]
struct Quotes {
    text: String,
    quotes: Vec<Quote>,
    speakers: Names<String>,
    dates: Names<PublishedDate>,
}

struct Quote {
    key: u64,
    article: u64,
    /// Where its text ends.
    end: usize,
    speaker: Option<u32>,
    published: Option<u32>,
}

/// Values that many quotes share, each kept once.
struct Names<T> {
    values: Vec<T>,
    numbers: HashMap<String, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T> Names<T> {
    fn number(&mut self, name: &str, value: T) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.values.len() as u32;
        self.values.push(value);
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

impl Quotes {
    fn text(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.quotes[before].end);
        &self.text[start..self.quotes[at].end]
    }

    fn utterances(&self) -> Vec<Utterance<'_>> {
        let utterance = |(at, quote): (usize, &Quote)| Utterance {
            key: quote.key,
            text: self.text(at),
            speaker: quote.speaker.map(|number| &*self.speakers.values[number as usize]),
            outlet: None,
            published: quote.published.map(|number| &self.dates.values[number as usize]),
            article: Some(quote.article),
            nested_in: None,
        };
        self.quotes.iter().enumerate().map(utterance).collect()
    }

    /// Adds the first quotes once more in other words of the same shape: common words stay, all
    /// others are ciphered as Caesar did, for a word with a mark on it would be one misspelt.
    fn add_in_other_words(&mut self, quotes: usize, copy: u64) {
        let spread = |number: u64| number.wrapping_add(copy.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for at in 0..quotes {
            let mut words: Vec<String> = self.text(at).split(' ').map(str::to_owned).collect();
            for word in &mut words {
                if word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                    *word = word.bytes().map(|byte| ciphered(byte, copy)).collect();
                }
            }
            self.text.push_str(&words.join(" "));
            let Quote { key, article, speaker, published, .. } = self.quotes[at];
            let (key, article, end) = (spread(key), spread(article), self.text.len());
            self.quotes.push(Quote { key, article, end, speaker, published });
        }
    }
}

/// Returns the letter that stands so many places behind another in the alphabet.
fn ciphered(letter: u8, places: u64) -> char {
    let first = if letter.is_ascii_lowercase() { b'a' } else { b'A' };
    char::from(first + ((u64::from(letter - first) + places) % 26) as u8)
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let value = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1)?.parse::<usize>().ok()
    };
    let mut paths = args.iter().take_while(|arg| !arg.starts_with("--")).map(PathBuf::from);
    let Some(path) = paths.next() else {
        writeln!(std::io::stdout(), "no articles: name a file of JSON Lines")?;
        return Ok(());
    };
    match value("--few") {
        Some(few) => add_few(&path, few),
        None => group_all(&path, paths.next().as_deref(), value("--times").unwrap_or(1)),
    }
}

/// Extracts all articles and groups their quotes, then those of another file or these `times` over.
fn group_all(path: &Path, more: Option<&Path>, times: usize) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let (mut quotes, one) = extracted_and_grouped(path, &mut out)?;
    let before = quotes.quotes.len();
    if times > 1 {
        (1..times).for_each(|copy| quotes.add_in_other_words(before, copy as u64));
        let all = grouped(&quotes)?;
        writeln!(out, "{} quotes, {times} collections of that shape", quotes.quotes.len())?;
        all.print(&mut out)?;
        writeln!(out, "  all / those of one  {:>8.2}", all.beside(&one))?;
    }
    drop(quotes);
    if let Some(path) = more {
        let (quotes, all) = extracted_and_grouped(path, &mut out)?;
        let ratio = all.beside(&one);
        writeln!(out, "  all / those before  {ratio:>8.2}")?;
        let times = quotes.quotes.len() as f64 / before.max(1) as f64;
        writeln!(out, "  quotes, likewise    {times:>8.2}")?;
    }
    Ok(())
}

fn extracted_and_grouped(path: &Path, out: &mut impl Write) -> Result<(Quotes, Grouped), Failure> {
    let mut quotes = Quotes::default();
    let extracting = once(|| quotes = quotes_of(path));
    let found = grouped(&quotes)?;
    writeln!(out, "{} quotes of {}", quotes.quotes.len(), path.display())?;
    writeln!(out, "  extracted         {extracting:>10.2?}")?;
    found.print(out)?;
    let ratio = found.time.as_secs_f64() / extracting.as_secs_f64();
    writeln!(out, "  grouped / extracted {ratio:>8.2}")?;
    Ok((quotes, found))
}

/// What one grouping took.
struct Grouped {
    time: Duration,
    /// What it took of all cores together.
    cpu: Duration,
    /// Memory before it, and the most that this process ever had, in MiB.
    held: u64,
    peak: u64,
}

impl Grouped {
    fn print(&self, out: &mut impl Write) -> Result<(), Failure> {
        writeln!(out, "  grouped           {:>10.2?}", self.time)?;
        writeln!(out, "  on all cores      {:>10.2?}", self.cpu)?;
        let (held, peak) = (self.held, self.peak);
        writeln!(out, "  memory: {held} MiB before grouping, {peak} MiB at the peak")?;
        Ok(())
    }

    /// Returns its time beside another's: on the cores, because others may take theirs from so long
    /// a run.
    fn beside(&self, other: &Self) -> f64 {
        self.cpu.as_secs_f64() / other.cpu.as_secs_f64().max(1e-9)
    }
}

fn grouped(quotes: &Quotes) -> Result<Grouped, Failure> {
    let utterances = quotes.utterances();
    let held = memory("VmRSS")?;
    let before = on_all_cores();
    let time = once(|| drop(black_box(group(&utterances))));
    let cpu = on_all_cores().saturating_sub(before);
    Ok(Grouped { time, cpu, held, peak: memory("VmHWM")? })
}

/// Extracts the quotes of a file of articles on all cores.
fn quotes_of(path: &Path) -> Quotes {
    let listing = read::list(&[path.to_owned()], None, None);
    let mut all = Quotes::default();
    let how = Work { jobs: default_jobs(), ..Work::default() };
    each_article(listing.sources, &how, |item| {
        if let Ok((article, found)) = item.result {
            let id = article.id();
            let date = article.facts.published();
            let published = date.map(|date| all.dates.number(date.as_str(), date.clone()));
            for quotation in found.into_iter().filter(|one| one.kind != Kind::Label) {
                all.text.push_str(&quotation.text);
                let speaker = quotation.speaker;
                let speaker = speaker.map(|name| all.speakers.number(&name.clone(), name));
                let key = AppearanceId::of(id, quotation.span).0;
                let (article, end) = (id.0, all.text.len());
                all.quotes.push(Quote { key, article, end, speaker, published });
            }
        }
        ControlFlow::Continue(())
    });
    all
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
    let all = taken_in(&mut store, &most)?;
    let these = taken_in(&mut store, &last)?;
    let again = once(|| drop(black_box(regroup(&mut store))));
    writeln!(out, "{few} articles more in a collection of {}", path.display())?;
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64().max(1e-9);
    writeln!(out, "  grouping all others       {:>10.2?}", all.grouping)?;
    writeln!(out, "  grouping with these       {:>10.2?}", these.grouping)?;
    writeln!(out, "  grouping with nothing new {again:>10.2?}")?;
    writeln!(out, "  all / these               {:>10.1}", ratio(all.grouping, these.grouping))?;
    writeln!(out, "  adding these, ingest in all {:>8.2?}", these.whole)?;
    writeln!(out, "  all / adding these        {:>10.1}", ratio(all.grouping, these.whole))?;
    Ok(())
}

/// What an ingest took.
struct Ingested {
    whole: Duration,
    grouping: Duration,
}

fn taken_in(store: &mut Store, path: &Path) -> Result<Ingested, Failure> {
    let paths = [path.to_owned()];
    let running = AtomicBool::new(false);
    let began = Instant::now();
    let mut grouping_began = None;
    ingest(store, &all_of(&paths, &running), &mut |event| {
        if matches!(event, Event::Grouping) {
            grouping_began = Some(Instant::now());
        }
    })?;
    let grouping = grouping_began.map_or(Duration::ZERO, |began| began.elapsed());
    Ok(Ingested { whole: began.elapsed(), grouping })
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

/// Returns the time that this process has taken of all cores; Linux counts it in hundredths.
fn on_all_cores() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    let fields = after_name.split(' ').skip(11).take(2);
    let hundredths: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
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
