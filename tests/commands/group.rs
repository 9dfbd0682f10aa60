//! `group`: appearances in, quotes out; and decisions about the quotes of a collection.

use super::support::{Desk, OPPORTUNITY, RAISED, SAMPLES, assert_has};

#[test]
fn wordings_of_one_utterance_share_a_cluster() {
    let desk = Desk::new();
    let line = |id: &str, text: &str| serde_json::json!({"quote_id": id, "text": text}).to_string();
    let input = [
        line(
            "1",
            "At every opportunity before they returned home, I adamantly demanded their release to Canada without delay.",
        ),
        line("2", "The bridge over the river will be closed to all traffic on Monday morning."),
        line(
            "3",
            "At every opportunity before they returned home, I demanded their release to Canada without delay.",
        ),
    ];
    let done = desk.feed(["group", "-"], &input.join("\n"));
    let lines = done.json_lines();
    assert_eq!(lines.len(), 3);
    for (line, id) in lines.iter().zip(["1", "2", "3"]) {
        assert_has(line, &["quote_id", "cluster", "parent", "verdict", "changes", "material"]);
        assert_eq!(line["quote_id"], id);
    }
    assert_eq!(lines[0]["cluster"], lines[2]["cluster"]);
    assert_ne!(lines[0]["cluster"], lines[1]["cluster"]);
    assert!(lines[1]["verdict"].is_null(), "it stands alone");
}

/// Returns the ids of two quotes of the samples.
fn two_quotes(desk: &Desk) -> (String, String) {
    let id = |words: &str| {
        let answer = desk.json(&["outlets", words]);
        answer["quote_id"].as_str().expect("an id").to_owned()
    };
    (id(RAISED), id(OPPORTUNITY))
}

#[test]
fn decisions_are_entered_shown_and_taken_back() {
    let desk = Desk::new();
    assert_eq!(desk.run(["ingest", "samples", "--manifest", "samples/manifest.csv"]).code, 0);
    let (one, other) = two_quotes(&desk);
    let done = desk.json(&["group", "merge", &one, &other, "--note", "one speech"]);
    assert_has(&done, &["schema_version", "decision", "quotes"]);
    assert_has(
        &done["decision"],
        &[
            "decision",
            "decided_at",
            "action",
            "ids",
            "note",
            "undoes",
            "undone_by",
            "in_force",
            "quotes",
        ],
    );
    assert_eq!(done["quotes"].as_array().map(Vec::len), Some(1));
    let export = desk.run(["export", "--format", "jsonl"]).json_lines();
    let (decided, others): (Vec<_>, Vec<_>) =
        export.iter().partition(|row| row["decided"] != serde_json::json!([]));
    assert!(!decided.is_empty() && !others.is_empty());
    assert!(decided.iter().all(|row| row["decided"][0]["note"] == "one speech"));
    let table = desk.run(["export"]).stdout;
    assert_eq!(table.lines().filter(|line| line.ends_with(",merge 1")).count(), decided.len());
    let history = desk.page(80, ["history", &one]);
    assert!(history.contains("merged by a person, decision 1: one speech"), "{history}");
    let undone = desk.page(80, ["group", "undo"]);
    insta::assert_snapshot!("undone", without_times(&undone));
    insta::assert_snapshot!("log", without_times(&desk.page(80, ["group", "log"])));
    assert_eq!(two_quotes(&desk), (one, other));
}

/// Returns a page with its times made equal.
fn without_times(page: &str) -> String {
    let is_time = |word: &str| word.len() == 20 && word.ends_with('Z') && word.contains('T');
    let line = |line: &str| {
        let words = line.split(' ');
        words.map(|word| if is_time(word) { "TIME" } else { word }).collect::<Vec<_>>().join(" ")
    };
    page.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_cannot_be_decided_is_refused() {
    let (one, _) = two_quotes(&SAMPLES);
    for (args, code) in [
        (&["merge", &one, "q:0123456789abcdef"][..], 1),
        (&["merge", &one, &one][..], 2),
        (&["merge", &one][..], 2),
        (&["split", &one][..], 2),
        (&["undo"][..], 2),
        (&["undo", "7"][..], 2),
        (&[][..], 2),
    ] {
        let done = SAMPLES.run([&["group"], args].concat());
        assert_eq!((done.code, done.stdout.as_str()), (code, ""), "{args:?} {}", done.stderr);
        assert!(done.stderr.starts_with("error: "), "{}", done.stderr);
    }
}
