//! `ingest`: articles into the collection.

use super::support::{Desk, assert_has};

const INGEST: [&str; 4] = ["ingest", "samples", "--manifest", "samples/manifest.csv"];

#[test]
fn a_second_time_changes_nothing_and_says_so() {
    let desk = Desk::new();
    let first = desk.json(&INGEST);
    assert_has(
        &first,
        &[
            "schema_version",
            "read",
            "stored",
            "unchanged",
            "updated",
            "revisions",
            "skipped",
            "failed",
            "appearances",
            "quotes",
        ],
    );
    assert_eq!((&first["stored"], &first["unchanged"]), (&7.into(), &0.into()));
    let before = desk.run(["export", "--labels"]).stdout;
    let second = desk.json(&INGEST);
    assert_eq!((&second["stored"], &second["unchanged"]), (&0.into(), &7.into()));
    assert_eq!(desk.run(["export", "--labels"]).stdout, before);
}

#[test]
fn the_summary_for_people() {
    let desk = Desk::new();
    insta::assert_snapshot!("first", desk.run(INGEST).stdout);
    insta::assert_snapshot!("again", desk.run(INGEST).stdout);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.write("empty.txt", "");
    desk.write("binary.txt", b"PK\x03\x04\0\0\0\0\xff\xfe");
    desk.write("data.txt", b"{\"a\": [1, 2]}");
    desk.write("good.txt", "“The tunnel will flood on Friday,” said Petra Lopez.");
    let done = desk.run([
        "ingest",
        "empty.txt",
        "binary.txt",
        "data.txt",
        "missing.txt",
        "good.txt",
        "--format",
        "json",
    ]);
    assert_eq!(done.code, 3);
    let report = done.json_lines().pop().expect("a report");
    assert_eq!(report["stored"], 1);
    let failed = report["failed"].as_array().expect("failures");
    assert_eq!(failed.len(), 4);
    for failure in failed {
        assert_has(failure, &["source", "error", "hint"]);
        assert!(failure["hint"].is_string(), "{failure}");
    }
}

#[test]
fn every_article_is_acknowledged_by_its_hash() {
    let desk = Desk::new();
    let done = desk.run([&INGEST[..], &["--acknowledge"]].concat());
    let acknowledged = done
        .stdout
        .lines()
        .filter(|line| line.strip_prefix("stored ").is_some_and(|hash| hash.len() == 64));
    assert_eq!(acknowledged.count(), 7, "{}", done.stdout);
}

#[test]
fn standard_input_is_an_article() {
    let desk = Desk::new();
    let article = "“The tunnel will flood on Friday,” said Petra Lopez.";
    assert_eq!(desk.feed(["ingest", "-"], article).code, 0);
    assert_eq!(desk.json(&["check", "The tunnel will flood on Friday,"])["verdict"], "verbatim");
}
