//! How fast articles are read for quotations and their speakers, beside SHA-256 of the same bytes
//! in the same run, and whether time grows in proportion to the text.
//!
//! ```text
//! cargo bench --bench extract -- [--short] [ARTICLES.jsonl...]
//! ```
//!
//! Each line of a file holds an article's `text`. Without files those are read that the variable
//! `QUOTETRAIL_ARTICLES` names, parted as in `PATH`; without it, the texts of `samples/` and news
//! made up of set phrases. One core. Of every text the best of several rounds counts, because
//! whatever else runs only ever slows, and a text is short enough to be read between two
//! interruptions. With `--short` there are fewer rounds, and no text of 16 MB.

use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, StdoutLock, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use quotetrail::extract::lessons::quotations_by;
use quotetrail::extract::{Classifier, quotations};
use sha2::{Digest as _, Sha256};

/// Most bytes taken from one file.
const MAX_BYTES: usize = 32 << 20;
/// How many times as long as SHA-256 extraction with attribution may take.
const LIMIT: f64 = 80.0;
/// How much longer a byte of a large text may take than one of a small text.
const GROWTH: f64 = 1.5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_short = arguments.iter().any(|a| a == "--short");
    let named = arguments.iter().filter(|a| !a.starts_with("--")).map(PathBuf::from);
    let mut paths: Vec<PathBuf> = named.collect();
    if let Some(listed) = std::env::var_os("QUOTETRAIL_ARTICLES").filter(|_| paths.is_empty()) {
        paths.extend(std::env::split_paths(&listed));
    }
    let mut out = std::io::stdout().lock();
    let rounds = if is_short { 3 } else { 7 };
    writeln!(
        out,
        "{:44} {:>6} {:>13} {:>18} {:>18}",
        "", "MB", "SHA-256", "spans", "and speakers"
    )?;
    for path in &paths {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        articles(&mut out, &name, &read(path)?, rounds)?;
    }
    if paths.is_empty() {
        articles(&mut out, "samples", &samples()?, rounds)?;
        articles(&mut out, "made-up news", &made_up(), rounds)?;
    }
    writeln!(out, "  times SHA-256: at most {LIMIT} with speakers\n")?;
    floods(&mut out, if is_short { &[1, 4] } else { &[1, 4, 16] })
}

/// Reports the speed over some articles.
fn articles(
    out: &mut StdoutLock<'_>,
    name: &str,
    texts: &[String],
    rounds: usize,
) -> Result<(), Box<dyn Error>> {
    let bytes: usize = texts.iter().map(String::len).sum();
    let hash = |text: &str| {
        black_box(Sha256::digest(text));
    };
    let hashing = best(texts, rounds, hash);
    let marked = |text: &str| drop(black_box(quotations_by(Classifier::shipped(), text)));
    let spans = best(texts, rounds, marked);
    let all = best(texts, rounds, |text| drop(black_box(quotations(text, None))));
    let name = format!("{name}, {} texts", texts.len());
    write!(out, "{name:44.44} {:6.1} {:8.0} MB/s", bytes as f64 / 1e6, speed(bytes, hashing))?;
    for time in [spans, all] {
        let times = time.as_secs_f64() / hashing.as_secs_f64();
        write!(out, " {:6.1} MB/s {times:5.1} x", speed(bytes, time))?;
    }
    Ok(writeln!(out)?)
}

/// Reports the speed over texts that are all marks, or all one sentence, of growing size.
fn floods(out: &mut StdoutLock<'_>, sizes: &[usize]) -> Result<(), Box<dyn Error>> {
    let words = "word after word and ".repeat(40);
    let named = "Ann Roe of the port council and word after word ".repeat(12);
    let kinds = [
        ("straight marks", "\"".to_owned()),
        ("unclosed curly marks", "“".to_owned()),
        ("nested curly marks", "‘“".to_owned()),
        ("one sentence", words.clone()),
        ("one sentence with quotations", format!("{words}he said, “it is late,” and ")),
        ("one sentence with unclosed marks", format!("{words}\" ")),
        ("one sentence with names", format!("{named}said “no” and ")),
    ];
    write!(out, "{:44}", "")?;
    sizes.iter().try_for_each(|size| write!(out, " {size:>7} MB  "))?;
    writeln!(out, "  most per byte")?;
    for (name, unit) in kinds {
        write!(out, "{name:44}")?;
        let mut costs: Vec<f64> = Vec::new();
        for megabytes in sizes {
            let text = unit.repeat((megabytes << 20) / unit.len());
            let times = (0..3).map(|_| once(|| drop(black_box(quotations(&text, None)))));
            let time = times.min().unwrap_or_default();
            costs.push(time.as_secs_f64() / text.len() as f64);
            write!(out, " {:7.1} MB/s", speed(text.len(), time))?;
        }
        let growth = costs.iter().fold(0.0, |most: f64, cost| most.max(cost / costs[0]));
        writeln!(out, "   {growth:5.2} x")?;
    }
    Ok(writeln!(out, "  most per byte, of the smallest text's: at most {GROWTH}")?)
}

/// Reads the texts of a file in JSON Lines.
fn read(path: &Path) -> Result<Vec<String>, Box<dyn Error>> {
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

/// Reads the texts that come with the program, over and over to fill a megabyte.
fn samples() -> Result<Vec<String>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let texts = paths.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let bytes: usize = texts.iter().map(String::len).sum();
    Ok(texts.iter().cycle().take(texts.len() * ((1 << 20) / bytes.max(1) + 1)).cloned().collect())
}

/// Makes up articles of names, verbs of saying and plain sentences, the same in every run.
fn made_up() -> Vec<String> {
    let first = ["Ada", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hugo"];
    let last = ["Lund", "Moss", "Okafor", "Petrov", "Quill", "Reyes", "Sato", "Tan"];
    let cues = ["said", "told reporters", "added", "argued", "wrote on Monday", "insisted"];
    let words = [
        "the harbour will not open before the ice is gone",
        "we have known about the leak since the spring",
        "nobody in this council asked for another report",
        "the drivers deserve an answer, and they deserve it now",
        "it was a mistake that cost the city three years",
    ];
    let plain = [
        "The vote, which had been put off twice, ended after midnight.",
        "About 40 people waited outside the town hall in the rain.",
        "A spokeswoman for the company did not answer calls for comment.",
        "Under the plan the fares would rise by 12 percent in January.",
    ];
    let mut state = 1_u64;
    let mut next = move |count: usize| {
        // The constants of Donald Knuth, "The Art of Computer Programming", volume 2 (1997).
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % count
    };
    let mut article = || {
        let mut text = String::new();
        for _ in 0..16 {
            let (name, surname) = (first[next(8)], last[next(8)]);
            let (said, cue) = (words[next(5)], cues[next(6)]);
            text += plain[next(4)];
            text += &match next(4) {
                0 => format!(" {name} {surname} {cue} that “{said}.”\n\n"),
                1 => format!("\n\n“{said},” {surname} {cue}. {}\n\n", plain[next(4)]),
                2 => format!(" {} \n\n", plain[next(4)]),
                _ => format!("\n\n“{said},” {name} {surname} {cue}. “And {}.”\n\n", words[next(5)]),
            };
        }
        text
    };
    (0..500).map(|_| article()).collect()
}

/// Returns how long some work on all texts takes, each in its best round.
fn best(texts: &[String], rounds: usize, work: impl Fn(&str)) -> Duration {
    let mut times = vec![Duration::MAX; texts.len()];
    for _ in 0..rounds {
        for (time, text) in times.iter_mut().zip(texts) {
            *time = once(|| work(text)).min(*time);
        }
    }
    times.iter().sum()
}

fn once(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn speed(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9)
}
