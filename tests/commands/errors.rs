//! What goes wrong: messages, hints and exit codes.

use super::support::{Desk, RAISED, SAMPLES};

/// Returns a message as it is printed, with the exit code in front.
fn told(desk: &Desk, args: &[&str]) -> String {
    let done = desk.run(args);
    assert_eq!(done.stdout, "", "{args:?}");
    format!("exit {}\n{}", done.code, done.stderr)
}

#[test]
fn every_message_names_the_culprit_and_the_next_step() {
    let desk = Desk::new();
    insta::assert_snapshot!("no_collection", told(&desk, &["check", RAISED]));
    assert!(!desk.path().join("quotes.db").exists(), "a question makes no collection");
    insta::assert_snapshot!("no_such_file", told(&SAMPLES, &["check", "@no/such/file.txt"]));
    insta::assert_snapshot!("empty_text", told(&SAMPLES, &["check", ""]));
    insta::assert_snapshot!("unknown_id", told(&SAMPLES, &["diff", "q:0123456789abcdef"]));
    insta::assert_snapshot!(
        "unknown_quote",
        told(&SAMPLES, &["history", "The lighthouse keeper sold eleven purple umbrellas"])
    );
    insta::assert_snapshot!("no_such_form", told(&SAMPLES, &["check", RAISED, "--format", "csv"]));
    insta::assert_snapshot!(
        "bad_date",
        told(&SAMPLES, &["check", RAISED, "--since", "22.03.2023"])
    );
    insta::assert_snapshot!(
        "no_such_article",
        told(&SAMPLES, &["diff", "--articles", "echo24.txt", "nowhere.txt"])
    );
}

#[test]
fn a_message_says_what_is_wrong_with_what_was_typed() {
    let rows: [(&[&str], i32, &str); 3] = [
        (&["outlets", "q:zz"], 1, "q:zz is no id"),
        (
            &["check", RAISED, "--since", "2024", "--until", "2023"],
            2,
            "--since 2024 is later than --until 2023",
        ),
        (&["export", "-o", "no/such/folder/quotes.csv"], 3, "hint: check that its folder exists"),
    ];
    for (args, code, message) in rows {
        let done = SAMPLES.run(args);
        assert_eq!(done.code, code, "{args:?}: {}", done.stderr);
        assert!(done.stderr.contains(message), "{args:?}: {}", done.stderr);
    }
    let desk = Desk::new();
    desk.write("empty.txt", "\n");
    let done = desk.run(["check", "@empty.txt"]);
    assert_eq!((done.code, done.stderr.contains("empty.txt has no text in it")), (3, true));
}

#[test]
fn a_file_that_is_no_collection_is_refused_and_left_alone() {
    let desk = Desk::new();
    let foreign =
        "not a database at all, only some words that are long enough to look at\n".repeat(40);
    desk.write("quotes.db", &foreign);
    for args in [&["check", RAISED][..], &["ingest", "samples"][..], &["verify"][..]] {
        let done = desk.run(args);
        assert_eq!(done.code, 3, "{}", done.stderr);
        assert!(
            done.stderr.starts_with("error: ") && done.stderr.contains("hint: "),
            "{}",
            done.stderr
        );
        assert_eq!(desk.read("quotes.db"), foreign.as_bytes());
    }
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let desk = Desk::new();
    assert_eq!(desk.run(["ingest", "samples", "--manifest", "samples/manifest.csv"]).code, 0);
    let mut bytes = desk.read("quotes.db");
    // The user version of a SQLite file: four bytes, big end first, at offset 60.
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    desk.write("newer.db", &bytes);
    let done = desk.run(["check", RAISED, "--db", "newer.db"]);
    assert_eq!(done.code, 3);
    assert!(done.stderr.contains("newer"), "{}", done.stderr);
    assert_eq!(desk.read("newer.db"), bytes);
}

#[test]
fn the_environment_names_the_collection() {
    let desk = Desk::new();
    let mut command = desk.command(["copies"]);
    command.env("QUOTETRAIL_DB", "elsewhere.db");
    let output = command.output().expect("the binary runs");
    assert!(String::from_utf8_lossy(&output.stderr).contains("elsewhere.db"));
}

#[test]
fn colour_comes_when_asked_for_and_never_into_a_pipe() {
    let escapes =
        |args: &[&str]| SAMPLES.run([&["check", RAISED], args].concat()).stdout.contains('\u{1b}');
    assert!(!escapes(&[]));
    assert!(!escapes(&["--color", "never"]));
    assert!(escapes(&["--color", "always"]));
}

#[test]
fn no_article_steers_the_terminal() {
    let desk = Desk::new();
    let article = "“The \u{1b}[2J\u{1b}]0;owned\u{7}tunnel\u{202e} will flood on Friday,” said Petra \u{9b}31mLopez.";
    desk.write("hostile.txt", article);
    assert_eq!(desk.run(["ingest", "hostile.txt"]).code, 0);
    for args in [
        &["find", "bridge"][..],
        &["check", "tunnel will flood on Friday"],
        &["outlets", "tunnel will flood on Friday,"],
    ] {
        let done = desk.run([args, &["--color", "never"]].concat());
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(
            !done.stdout.contains(steers) && !done.stderr.contains(steers),
            "{args:?}: {:?}",
            done.stdout
        );
    }
}
