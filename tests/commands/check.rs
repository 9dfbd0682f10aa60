//! `check`: verdicts, exit codes and both forms.

use std::io::Read;
use std::process::Stdio;

use super::support::{
    APPEARANCE, CHANGE, Desk, OPPORTUNITY, OUTSTANDING, RAISED, SAMPLES, assert_has,
};

#[test]
fn the_answer_for_people() {
    for width in [80, 120] {
        let page = |args: &[&str]| SAMPLES.page(width, [&["check"], args].concat());
        insta::assert_snapshot!(format!("verbatim_{width}"), page(&[RAISED]));
        insta::assert_snapshot!(format!("excerpt_contested_{width}"), page(&[OPPORTUNITY]));
        let negated = OUTSTANDING.replace("somehow not loyal to Canada", "somehow loyal to China");
        insta::assert_snapshot!(format!("altered_{width}"), page(&[&negated]));
        insta::assert_snapshot!(
            format!("misattributed_{width}"),
            page(&[RAISED, "--speaker", "Justin Trudeau"])
        );
        insta::assert_snapshot!(
            format!("not_found_{width}"),
            page(&["The lighthouse keeper sold eleven purple umbrellas"])
        );
        insta::assert_snapshot!(
            format!("warned_{width}"),
            page(&["he is somehow not loyal to Canada"])
        );
    }
}

#[test]
fn the_exit_code_says_whether_there_is_a_finding() {
    let negated = OUTSTANDING.replace("somehow not loyal", "loyal");
    let rows: [(&[&str], &str, i32); 9] = [
        (&[RAISED], "verbatim", 0),
        (&[RAISED, "--strict"], "verbatim", 0),
        (
            &[
                "“I raised the status of Michael Spavor and Michael Kovrig and called for their immediate release,”",
            ],
            "verbatim",
            0,
        ),
        (
            &[
                "\"I raised the status of Michael Spavor and Michael Kovrig and called for their immediate release\"",
            ],
            "typographic",
            0,
        ),
        (
            &[
                "I raised the status of Michael Spavor and Michael Kovrig and called for their immediate release",
                "--strict",
            ],
            "typographic",
            1,
        ),
        (&[OPPORTUNITY], "excerpt", 0),
        (&[OPPORTUNITY, "--strict"], "excerpt", 1),
        (&[&negated], "altered", 1),
        (&["their immediate release"], "too-short", 1),
    ];
    for (args, verdict, code) in rows {
        let done = SAMPLES.run([&["check", "--format", "json"], args].concat());
        let answer = done.json_lines().pop().unwrap_or_default();
        assert_eq!((answer["verdict"].as_str(), done.code), (Some(verdict), code), "{args:?}");
    }
}

#[test]
fn a_quote_typed_with_curly_or_straight_marks_is_the_same_quote() {
    let curly = "One of the things we’ve seen, unfortunately, over the past years is a rise in anti-Asian racism linked to the pandemic and concerns being raised or arisen around people’s loyalties.";
    let check = |text: &str| SAMPLES.json(&["check", text]);
    let (curly, straight) = (check(curly), check(&curly.replace('’', "'")));
    assert_eq!(straight["verdict"], "verbatim");
    assert_eq!(curly["verdict"], "typographic");
    assert_eq!(curly["folds"], serde_json::json!(["quotation-marks"]));
    assert_eq!(curly["quote_id"], straight["quote_id"]);
}

#[test]
fn json_has_every_field_that_is_promised() {
    let answer = SAMPLES.json(&["check", &OUTSTANDING.replace("somehow not loyal", "loyal")]);
    assert_has(
        &answer,
        &[
            "schema_version",
            "verdict",
            "contested",
            "ambiguous",
            "query",
            "scope",
            "attribution",
            "reference",
            "folds",
            "changes",
            "matches",
            "context",
            "warnings",
            "also_ran",
            "quote_id",
            "independent_texts",
            "wordings",
        ],
    );
    assert_has(&answer["scope"], &["articles", "outlets", "undated", "from", "to"]);
    assert_has(&answer["attribution"], &["asked", "named", "result"]);
    assert_has(&answer["reference"], &["basis", "appearance"]);
    assert_has(&answer["context"], &["before", "after"]);
    assert_has(&answer["changes"][0], CHANGE);
    assert_has(&answer["wordings"][0], &["wording_id", "text", "changes", "appearances"]);
    assert_has(&answer["wordings"][0]["appearances"][0], APPEARANCE);
    assert_eq!(answer["reference"]["basis"], "primary");
    let found = SAMPLES.json(&["check", RAISED]);
    assert_has(&found["matches"][0], &["appearance_id", "start", "end"]);
}

#[test]
fn a_text_comes_from_a_file_or_standard_input_too() {
    let desk = &*SAMPLES;
    let folder = Desk::new();
    folder.write("quote.txt", format!("\u{feff}{RAISED}\r\n"));
    let file = format!("@{}", folder.path().join("quote.txt").display());
    assert_eq!(desk.json(&["check", &file])["verdict"], "verbatim");
    let fed = desk.feed(["check", "-", "--format", "json"], RAISED);
    assert_eq!(fed.json_lines()[0]["verdict"], "verbatim");
    let literal = desk.json(&["check", "@@nobody said anything of the kind here"]);
    assert_eq!(literal["query"], "@nobody said anything of the kind here");
}

#[test]
fn a_batch_answers_every_line_and_hands_the_id_back_as_it_came() {
    let lines = [
        serde_json::json!({"id": 7, "text": RAISED}).to_string(),
        serde_json::json!({"id": "b", "text": RAISED, "speaker": "Justin Trudeau"}).to_string(),
        String::new(),
        serde_json::json!({"id": "c", "text": "The lighthouse keeper sold eleven purple umbrellas"}).to_string(),
    ];
    let done = SAMPLES.feed(["check", "--batch", "-"], &lines.join("\n"));
    let answers = done.json_lines();
    let told: Vec<_> =
        answers.iter().map(|answer| (answer["id"].clone(), answer["verdict"].clone())).collect();
    assert_eq!(
        told,
        [
            (7.into(), "verbatim".into()),
            ("b".into(), "misattributed".into()),
            ("c".into(), "not-found".into()),
        ]
    );
    assert_eq!(done.code, 1);
}

#[test]
fn a_batch_is_answered_in_its_order_by_any_number_of_threads() {
    let texts = [RAISED, "The lighthouse keeper sold eleven purple umbrellas", "raised"];
    let line = |n: usize| serde_json::json!({"id": n, "text": texts[n % 3]}).to_string();
    let lines: Vec<String> = (0..200).map(line).collect();
    let answers = |jobs: &str| {
        SAMPLES.feed(["check", "--batch", "-", "--jobs", jobs], &lines.join("\n")).json_lines()
    };
    let one = answers("1");
    assert!(one.iter().enumerate().all(|(at, answer)| answer["id"] == at));
    assert_eq!(one.len(), lines.len());
    assert_eq!(answers("3"), one);
    let done = SAMPLES.run(["check", RAISED, "--jobs", "2"]);
    assert_eq!(done.code, 2, "one text is answered by one thread");
}

#[test]
fn a_bad_line_of_a_batch_is_named_and_the_rest_goes_on() {
    let good = serde_json::json!({"id": 1, "text": RAISED}).to_string();
    let done =
        SAMPLES.feed(["check", "--batch", "-"], &format!("{{\"id\": 9}}\nnonsense\n{good}\n"));
    let answers = done.json_lines();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["id"], 9);
    assert!(answers[0]["error"].is_string() && answers[1]["error"].is_string());
    assert_eq!(answers[2]["verdict"], "verbatim");
    assert_eq!(done.code, 3, "an input could not be read");
}

#[test]
fn only_the_outlet_and_dates_asked_for_are_searched() {
    let articles = |args: &[&str]| {
        SAMPLES.json(&[&["check", RAISED], args].concat())["scope"]["articles"].clone()
    };
    assert_eq!(articles(&[]), 7);
    assert_eq!(articles(&["--outlet", "Valley Sentinel"]), 2);
    assert_eq!(articles(&["--since", "2023-03-23"]), 1);
    assert_eq!(articles(&["--until", "2023-03"]), 5);
    let told = |outlet: &str| SAMPLES.run(["check", RAISED, "--outlet", outlet]).stderr;
    assert_eq!(told("valley sentinel"), "");
    let note =
        "note: none of the 6 outlets here is called “Sentinel”; of like names: Valley Sentinel";
    assert_eq!(told("Sentinel").trim(), note);
    assert_eq!(told("Nowhere").trim(), "note: none of the 6 outlets here is called “Nowhere”");
}

#[test]
fn whoever_stops_reading_has_seen_enough() {
    let mut command = SAMPLES.command(["export"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut stderr).expect("UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert_eq!(stderr, "");
}

#[test]
fn words_that_an_article_says_were_not_said_pass_with_a_warning() {
    let desk = Desk::new();
    let article = "Ann Reed did not suggest that “the boats were stolen by the crew”. Bo Lind, who did not \
        know her, said “the boats were sold by the bank”.";
    desk.write("article.txt", article);
    assert_eq!(desk.run(["ingest", "article.txt"]).code, 0);
    let rows = [
        ("the boats were stolen by the crew", "did not suggest that"),
        ("the boats were sold by the bank", ""),
    ];
    for (text, expected) in rows {
        let answer = desk.json(&["check", text]);
        let warnings = answer["warnings"].as_array().cloned().unwrap_or_default();
        let denied: Vec<_> = warnings.iter().filter_map(|one| one.as_str()).collect();
        assert_eq!(denied.is_empty(), expected.is_empty(), "{text}: {denied:?}");
        assert!(denied.iter().all(|one| one.contains(expected)), "{text}: {denied:?}");
    }
}
