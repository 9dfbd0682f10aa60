//! How long a whole ingest takes beside importing the same articles and quotes by hand, and what it
//! takes of memory and of the disk.
//!
//! ```text
//! cargo bench --bench ingest -- [ARTICLES.jsonl...]
//! ```
//!
//! By hand is what somebody would do without this program: `sha256sum` of the file, then two
//! `.import`s of `sqlite3`, of the articles and of the quotes, and an index on each. The better of two
//! runs counts, because whatever else runs only ever slows. Without arguments articles are made up.
//! Memory is the most that the process had at any time, as Linux tells it.

mod news;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use news::Words;

type Failure = Box<dyn Error>;

/// The program as it is released.
const PROGRAM: &str = env!("CARGO_BIN_EXE_quotetrail");
/// Articles that are made up.
const MADE_UP: usize = 20_000;
/// How often the memory of the process is looked at.
const LOOK: Duration = Duration::from_millis(20);

fn main() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let mut files: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if files.is_empty() {
        let path = folder.path().join("made-up news.jsonl");
        let mut words = Words(7);
        let records = (0..MADE_UP).map(|number| words.record(number).0);
        std::fs::write(&path, records.collect::<String>())?;
        files.push(path.to_string_lossy().into_owned());
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:24} {:>8} {:>8} {:>8} {:>6} {:>9} {:>10}",
        "", "MB", "ingest", "by hand", "ratio", "peak", "bytes/byte"
    )?;
    for file in &files {
        measure(&mut out, Path::new(file), folder.path())?;
    }
    Ok(())
}

fn measure(out: &mut impl std::io::Write, input: &Path, folder: &Path) -> Result<(), Failure> {
    let database = folder.join("quotes.db");
    let (mut ingest, mut by_hand, mut peak) = (Duration::MAX, Duration::MAX, 0);
    for round in 0..2 {
        remove(&database);
        let (time, most) = ingested(input, &database)?;
        (ingest, peak) = (ingest.min(time), peak.max(most));
        if round == 0 {
            write_tables(input, &database, folder)?;
        }
        by_hand = by_hand.min(imported(input, folder)?);
    }
    let bytes = std::fs::metadata(input)?.len() as f64;
    let stored = std::fs::metadata(&database)?.len() as f64;
    let name = input.file_name().unwrap_or_default().to_string_lossy();
    let ratio = ingest.as_secs_f64() / by_hand.as_secs_f64();
    writeln!(
        out,
        "{name:24.24} {:8.1} {:6.2} s {:6.2} s {ratio:6.2} {peak:5} MiB {:10.2}",
        bytes / 1e6,
        ingest.as_secs_f64(),
        by_hand.as_secs_f64(),
        stored / bytes,
    )?;
    Ok(())
}

fn remove(database: &Path) {
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", database.display()));
    }
}

/// Ingests a file in a process of its own; returns how long that took and its most memory in MiB.
fn ingested(input: &Path, database: &Path) -> Result<(Duration, u64), Failure> {
    let start = Instant::now();
    let mut child = Command::new(PROGRAM)
        .args(["-q".as_ref(), "--db".as_ref(), database.as_os_str(), "ingest".as_ref()])
        .arg(input)
        .stdout(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let done = loop {
        if let Some(done) = child.try_wait()? {
            break done;
        }
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next()).map(str::parse::<u64>);
        peak = peak.max(kib.transpose()?.unwrap_or(0) / 1024);
        std::thread::sleep(LOOK);
    };
    if !done.success() {
        return Err(format!("{} was not ingested", input.display()).into());
    }
    Ok((start.elapsed(), peak))
}

/// Writes the articles and their quotes as tables for `sqlite3` to import.
fn write_tables(input: &Path, database: &Path, folder: &Path) -> Result<(), Failure> {
    let mut articles = csv::Writer::from_path(folder.join("articles.csv"))?;
    articles.write_record(["url", "outlet", "title", "published", "text"])?;
    for line in std::fs::read_to_string(input)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| record[name].as_str().unwrap_or_default();
        articles.write_record(["url", "outlet", "title", "published", "text"].map(field))?;
    }
    articles.flush()?;
    let quotes = std::fs::File::create(folder.join("quotes.csv"))?;
    let exported = Command::new(PROGRAM)
        .args(["--format", "csv", "--db"])
        .arg(database)
        .arg("export")
        .stdout(quotes)
        .status()?;
    if exported.success() { Ok(()) } else { Err("the quotes were not exported".into()) }
}

/// Hashes a file and imports its tables; returns how long that took.
fn imported(input: &Path, folder: &Path) -> Result<Duration, Failure> {
    let database = folder.join("by-hand.db");
    remove(&database);
    let import = |name: &str| {
        format!(".import \"{}\" {name}", folder.join(name).with_extension("csv").display())
    };
    let commands = [
        ".mode csv".to_owned(),
        import("articles"),
        import("quotes"),
        "CREATE INDEX by_url ON articles (url);".to_owned(),
        "CREATE INDEX by_article ON quotes (url);".to_owned(),
    ];
    let start = Instant::now();
    let hashed = Command::new("sha256sum").arg(input).stdout(Stdio::null()).status()?;
    let imported = Command::new("sqlite3").arg(&database).args(&commands).status()?;
    if hashed.success() && imported.success() {
        Ok(start.elapsed())
    } else {
        Err("sha256sum or sqlite3 failed".into())
    }
}
