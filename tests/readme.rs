//! The README's commands run as they stand there.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    fs::read_to_string(path).expect("the README")
}

/// Returns the lines of the README's shell blocks that begin with `program`.
fn commands(readme: &str, program: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut is_shell = false;
    for line in readme.lines() {
        match line.trim().strip_prefix("```") {
            Some(language) => is_shell = language == "sh",
            None if is_shell && line.starts_with(program) => commands.push(line.to_owned()),
            None => {}
        }
    }
    commands
}

/// Runs every `quotetrail …` line in order, in one folder that holds the samples.
///
/// A line may end with `# exit N`, the exit code that it is shown for; without one it is 0.
#[test]
fn every_command_does_what_the_readme_says() {
    let folder = TempDir::new().expect("a temporary folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    fs::create_dir(folder.path().join("samples")).expect("a new folder");
    for entry in fs::read_dir(samples).expect("the samples") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        fs::copy(&path, folder.path().join("samples").join(name)).expect("a copy");
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_quotetrail"));
    let search = std::env::var("PATH").expect("a PATH");
    let search = format!("{}:{search}", binary.parent().expect("a folder").display());
    let commands = commands(&readme(), "quotetrail ");
    assert!(commands.len() >= 10, "{commands:?}");
    for command in commands {
        let expected = command.split("# exit ").nth(1).and_then(|code| code.trim().parse().ok());
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", &search)
            .env_remove("QUOTETRAIL_DB")
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(expected.unwrap_or(0)), "{command}\n{stderr}");
    }
}

/// The two commands of the first screen are those that continuous integration runs.
#[test]
fn integration_runs_the_first_screen() {
    let run =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).expect(".ci/run");
    let commands = commands(&readme(), "cargo ");
    assert!(commands.len() >= 2, "{commands:?}");
    for command in commands.iter().take(2) {
        assert!(run.contains(&format!("step {command}\n")), "{command} is not in .ci/run");
    }
}
