//! Runs the binary in a temporary folder that holds the samples.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// "Is it verbatim?" for the samples' first line.
pub(crate) const RAISED: &str = "I raised the status of Michael Spavor and Michael Kovrig and called for their immediate release,";

/// The line in which one outlet dropped a word.
pub(crate) const OPPORTUNITY: &str = "At every opportunity before they returned home, I adamantly demanded their release to Canada without delay.";

/// The line that a primary source has.
pub(crate) const OUTSTANDING: &str = "I want to make everyone understand fully that Han Dong is an outstanding member of our team, and suggestions that he is somehow not loyal to Canada should not be entertained.";

/// A collection of the samples, made once and never written to by a test.
pub(crate) static SAMPLES: LazyLock<Desk> = LazyLock::new(|| {
    let desk = Desk::new();
    let done = desk.run(["ingest", "samples", "--manifest", "samples/manifest.csv"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    desk
});

/// A temporary folder with a copy of the samples, and the binary.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run of the binary left behind.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
        let copy = folder.path().join("samples");
        fs::create_dir(&copy).expect("a new folder");
        for entry in fs::read_dir(samples).expect("the samples") {
            let path = entry.expect("an entry").path();
            fs::copy(&path, copy.join(path.file_name().expect("a name"))).expect("a copy");
        }
        Self { folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), content).expect("a writable folder");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).expect("a readable file")
    }

    /// Returns the command with nothing of the tester's own environment that it reads.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotetrail"));
        command.args(args).current_dir(self.path()).stdin(Stdio::null());
        for name in ["QUOTETRAIL_DB", "COLUMNS", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Done {
        Done::of(self.command(args).output().expect("the binary runs"))
    }

    /// Runs the binary with `input` on standard input.
    pub(crate) fn feed<S: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = S>,
        input: &str,
    ) -> Done {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let mut stdin = child.stdin.take().expect("it is piped");
        let input = input.to_owned();
        let feeding = std::thread::spawn(move || {
            // A run that fails early may not read its input to the end.
            let _ = stdin.write_all(input.as_bytes());
        });
        let done = Done::of(child.wait_with_output().expect("it ends"));
        feeding.join().expect("nothing panics there");
        done
    }

    /// Runs the binary at a width of 80 or 120 columns.
    pub(crate) fn page<S: AsRef<OsStr>>(
        &self,
        width: usize,
        args: impl IntoIterator<Item = S>,
    ) -> String {
        let mut command = self.command(args);
        command.env("COLUMNS", width.to_string());
        let done = Done::of(command.output().expect("the binary runs"));
        assert_eq!(done.stderr, "");
        done.stdout
    }

    /// Returns the answer in JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let args = args.iter().chain(&["--format", "json"]);
        let done = self.run(args);
        let answer = serde_json::from_str(&done.stdout);
        assert!(answer.is_ok(), "{}{}", done.stdout, done.stderr);
        answer.expect("it was looked at")
    }
}

impl Done {
    fn of(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().expect("it ends by itself"),
            stdout: String::from_utf8(output.stdout).expect("answers are UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// Returns the lines of standard output as JSON.
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        let line = |line: &str| serde_json::from_str(line).expect("every line is an object");
        self.stdout.lines().map(line).collect()
    }
}

/// Returns an object's field names, sorted.
pub(crate) fn fields(value: &Value) -> Vec<&str> {
    let object = value.as_object().expect("an object");
    let mut names: Vec<&str> = object.keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

/// Fails where `value` lacks a field that the format promises.
pub(crate) fn assert_has(value: &Value, promised: &[&str]) {
    let found = fields(value);
    for name in promised {
        assert!(found.contains(name), "no {name} among {found:?}");
    }
}

/// The fields of an appearance.
pub(crate) const APPEARANCE: &[&str] = &[
    "appearance_id",
    "article_id",
    "quote_id",
    "wording_id",
    "outlet",
    "article_kind",
    "source",
    "published",
    "title",
    "url",
    "text_sha256",
    "revision",
    "superseded",
    "start",
    "end",
    "text",
    "prefix",
    "suffix",
    "kind",
    "stance",
    "speaker",
    "speaker_mention",
    "cue",
    "confidence",
    "part_of",
    "nested_in",
    "in_paraphrase",
    "time_code",
];

/// The fields of a change.
pub(crate) const CHANGE: &[&str] = &["class", "material", "from", "to", "from_start", "to_start"];
