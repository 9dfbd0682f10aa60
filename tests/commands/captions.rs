//! Captions and transcripts: what was said, when, and what reports made of it.

use super::support::Desk;

const SESSION: &str = "WEBVTT - Harbour council

NOTE recorded in May

00:01:20.000 --> 00:01:23.000
<v The Chair>Order, please. Councillor Dunn has the floor.

00:01:23.000 --> 00:01:26.500
<v Ada Dunn>We will never close the old harbour,

00:01:26.500 --> 00:01:30.000
<v Ada Dunn>and I firmly refuse to sell the two ferries.

00:01:40.000 --> 00:01:44.000
<v Jo Reed>Then who is going to pay for the repairs next year?
";

const REPORTS: [(&str, &str); 3] = [
    (
        "post.txt",
        "“We will never close the old harbour, and I refuse to sell the two ferries,” Ada Dunn said on Monday.\n",
    ),
    (
        "wire.txt",
        "“We will close the old harbour, and I refuse to sell the two ferries,” Dunn told reporters.\n",
    ),
    (
        "echo.txt",
        "“We will never close the old harbour, and I firmly refuse to sell the two ferries,” she said.\n",
    ),
];

const DUNN: &str = "We will never close the old harbour";

/// Returns a desk with a session and three reports of it; `name` is that of the session's file.
fn desk(name: &str, session: &str) -> Desk {
    let desk = Desk::new();
    desk.write(name, session);
    for (name, text) in REPORTS {
        desk.write(name, text);
    }
    let rows = "Council TV,2024-05-01\npost.txt,Post,2024-05-02\nwire.txt,Wire,2024-05-02\necho.txt,Echo,2024-05-03\n";
    desk.write("manifest.csv", format!("file,outlet,published\n{name},{rows}"));
    let files = [name, "post.txt", "wire.txt", "echo.txt"];
    let done = desk.run(["ingest"].iter().chain(&files).chain(&["--manifest", "manifest.csv"]));
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert_eq!(desk.run(["verify"]).code, 0);
    desk
}

#[test]
fn captions_decide_and_say_when() {
    // The name says nothing: captions are told by what is in them.
    let desk = desk("session.txt", SESSION);
    insta::assert_snapshot!("captions_diff", desk.page(80, ["diff", DUNN]));
    insta::assert_snapshot!("captions_history", desk.page(80, ["history", DUNN]));
    insta::assert_snapshot!("captions_outlets", desk.page(80, ["outlets", DUNN]));
    let said = "We will close the old harbour, and I refuse to sell the two ferries";
    insta::assert_snapshot!("captions_check", desk.page(80, ["check", said]));
    let answer = desk.json(&["check", "Then who is going to pay for the repairs next year?"]);
    assert_eq!(answer["verdict"], "verbatim");
    assert_eq!(answer["closest"]["time_code"], "00:01:40");
    assert_eq!(answer["attribution"]["named"][0], "Jo Reed");
    let answer = desk.json(&["diff", DUNN]);
    let departure = &answer["departures"][0];
    assert_eq!((&departure["class"], &departure["from"]), (&"negation".into(), &"never".into()));
    assert_eq!(
        (departure["outlets"][0].as_str(), departure["of"].as_u64()),
        (Some("Wire"), Some(3))
    );
}

#[test]
fn the_labels_of_a_transcript_name_its_speakers() {
    let session = "THE CHAIR: Order, please.\nCOUNCILLOR DUNN: We will never close the old harbour, \
                   and I firmly refuse to sell the two ferries.\nTHE CHAIR: Thank you.\n";
    let desk = Desk::new();
    desk.write("session.txt", session);
    desk.write(REPORTS[0].0, REPORTS[0].1);
    for args in [&["session.txt", "--kind", "primary"][..], &["post.txt"]] {
        assert_eq!(desk.run(["ingest"].iter().chain(args)).code, 0);
    }
    let answer = desk.json(&["history", DUNN]);
    assert_eq!(answer["basis"], "primary");
    let source = &answer["wordings"][0]["appearances"][0];
    assert_eq!(source["article_kind"], "primary");
    assert_eq!(source["speaker_mention"], "COUNCILLOR DUNN");
    // Another article gives the name in full.
    assert_eq!(source["speaker"], "Ada Dunn");
    assert_eq!(source["time_code"], serde_json::Value::Null);
    let refused = desk.run(["ingest", "post.txt", "--kind", "leaflet"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("\"report\" or \"primary\""), "{}", refused.stderr);
}

#[test]
fn what_is_found_in_captions_is_told_with_the_time_of_its_words() {
    let desk = desk("session.txt", SESSION);
    let rows = [
        ("close the old harbour", "00:01:23"),
        ("firmly refuse", "00:01:26"),
        ("harbour, and I firmly", "00:01:23"),
        ("pay for the repairs", "00:01:40"),
    ];
    for (terms, expected) in rows {
        let found = desk.json(&["find", terms]);
        let hits = found["hits"].as_array().cloned().unwrap_or_default();
        let times: Vec<_> = hits.iter().filter_map(|hit| hit["time_code"].as_str()).collect();
        assert_eq!(times, [expected], "{terms}: {found}");
    }
}
