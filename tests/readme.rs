//! The README's commands run as they stand there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    fs::read_to_string(path()).expect("the README")
}

/// Returns the lines of the README's blocks in `language`.
fn lines(readme: &str, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in readme.lines() {
        match line.trim().strip_prefix("```") {
            Some(opened) => is_inside = opened == language,
            None if is_inside => lines.push(line.to_owned()),
            None => {}
        }
    }
    lines
}

/// Returns the lines of the README's shell blocks that run the installed program.
fn commands() -> Vec<String> {
    let mut commands = lines(&readme(), "sh");
    commands.retain(|line| !line.starts_with("cargo "));
    commands
}

/// Returns what the README shows of the terminal: each block's command and what it prints.
fn captures(readme: &str) -> Vec<(String, String)> {
    let blocks = readme.split("```text\n$ ").skip(1);
    blocks
        .filter_map(|block| block.split_once("```")?.0.split_once('\n'))
        .map(|(command, printed)| (command.to_owned(), printed.to_owned()))
        .collect()
}

/// A temporary folder that holds the samples, with the binary in reach.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let copy = folder.path().join("samples");
        fs::create_dir(&copy).expect("a new folder");
        for entry in fs::read_dir(samples).expect("the samples") {
            let path = entry.expect("an entry").path();
            fs::copy(&path, copy.join(path.file_name().expect("a name"))).expect("a copy");
        }
        Self(folder)
    }

    fn run(&self, command: &str) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_quotetrail"));
        let search = std::env::var("PATH").expect("a PATH");
        let search = format!("{}:{search}", binary.parent().expect("a folder").display());
        Command::new("sh")
            .args(["-c", command])
            .current_dir(self.0.path())
            .env("PATH", search)
            .env_remove("QUOTETRAIL_DB")
            .env_remove("COLUMNS")
            .stdin(Stdio::null())
            .output()
            .expect("a shell")
    }
}

/// Runs every `quotetrail …` line in order, in one folder that holds the samples.
///
/// A line may end with `# exit N`, the exit code that it is shown for; without one it is 0. What
/// the README shows of the terminal is what the last collection prints; like the snapshots, it is
/// renewed where `INSTA_UPDATE` is `always`.
#[test]
fn every_command_does_what_the_readme_says() {
    let desk = Desk::new();
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let expected = command.split("# exit ").nth(1).and_then(|code| code.trim().parse().ok());
        let output = desk.run(&command);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(expected.unwrap_or(0)), "{command}\n{stderr}");
    }
    let captures = captures(&readme());
    assert!(!captures.is_empty(), "the README shows the terminal");
    for (command, printed) in captures {
        let now = String::from_utf8(desk.run(&command).stdout).expect("answers are UTF-8");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            let shown = |printed: &str| format!("$ {command}\n{printed}```");
            let renewed = readme().replace(&shown(&printed), &shown(&now));
            fs::write(path(), renewed).expect("the README can be written");
        } else {
            assert_eq!(now, printed, "{command}");
        }
    }
}

/// The two commands of the first screen are those that continuous integration runs.
#[test]
fn integration_runs_the_first_screen() {
    let run =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).expect(".ci/run");
    let mut commands = lines(&readme(), "sh");
    commands.retain(|line| line.starts_with("cargo "));
    assert!(commands.len() >= 2, "{commands:?}");
    for command in commands.iter().take(2) {
        assert!(run.contains(&format!("step {command}\n")), "{command} is not in .ci/run");
    }
}

/// The SQL examples work on a collection, by any SQLite, and every appearance slices back.
#[test]
fn the_database_reads_without_this_program() {
    let desk = Desk::new();
    let done = desk.run("quotetrail ingest samples --manifest samples/manifest.csv");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let database = rusqlite::Connection::open(desk.0.path().join("quotes.db")).expect("SQLite");
    let sql = lines(&readme(), "sql").join("\n");
    let statements: Vec<&str> = sql.split_inclusive(';').collect();
    assert_eq!(statements.len(), 2, "{statements:?}");

    let mut history = database.prepare(statements[0]).expect("SQL");
    let rows = history.query_map([], |row| row.get::<_, String>("text")).expect("rows");
    let texts: Vec<String> = rows.collect::<Result<_, _>>().expect("text");
    assert!(texts.len() >= 6 && texts.iter().any(|text| text.contains("adamantly")), "{texts:?}");

    let mut slices = database.prepare(statements[1]).expect("SQL");
    let rows = slices.query_map([], |row| row.get::<_, bool>(0)).expect("rows");
    let holds: Vec<bool> = rows.collect::<Result<_, _>>().expect("booleans");
    assert!(holds.len() > 30 && holds.iter().all(|one| *one));
}

/// Every field that a command prints is explained in `docs/FORMATS.md`.
#[test]
fn the_formats_are_explained() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FORMATS.md");
    let page = fs::read_to_string(path).expect("docs/FORMATS.md");
    let desk = Desk::new();
    let quote = "\"It is not up to unelected security officials\"";
    let mut seen = 0;
    for command in [
        "ingest samples --manifest samples/manifest.csv".to_owned(),
        format!("check {quote}"),
        format!("outlets {quote}"),
        format!("history {quote}"),
        format!("diff {quote}"),
        "copies".to_owned(),
        "find Dong".to_owned(),
        "verify".to_owned(),
        "export --labels".to_owned(),
    ] {
        let output = desk.run(&format!("quotetrail {command} --format json")).stdout;
        for line in String::from_utf8(output).expect("UTF-8").lines() {
            let answer: Value = serde_json::from_str(line).expect("an object");
            let mut names = Vec::new();
            collect_fields(&answer, &mut names);
            for name in names {
                assert!(page.contains(&format!("`{name}`")), "{command}: {name} is not explained");
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen} fields seen");
}

fn collect_fields(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                collect_fields(value, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect_fields(value, names)),
        _ => {}
    }
}
