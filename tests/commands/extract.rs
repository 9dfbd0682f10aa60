//! `extract`: articles in, appearances out, without a database.

use super::support::{Desk, assert_has};

#[test]
fn one_line_an_article_in_input_order() {
    let desk = Desk::new();
    let input = [
        serde_json::json!({"id": 2, "text": "“The tunnel will flood on Friday,” said Petra Lopez."}).to_string(),
        serde_json::json!({"id": "a", "text": "Nothing is quoted here."}).to_string(),
        serde_json::json!({"id": "b"}).to_string(),
    ];
    let done = desk.feed(["extract", "-"], &input.join("\n"));
    let lines = done.json_lines();
    let ids: Vec<_> = lines.iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, [2.into(), "a".into(), serde_json::Value::from("b")]);
    assert_has(&lines[0], &["id", "sha256", "outlet", "title", "url", "published", "quotes"]);
    let quote = &lines[0]["quotes"][0];
    assert_has(
        quote,
        &[
            "start",
            "end",
            "text",
            "kind",
            "stance",
            "speaker",
            "speaker_mention",
            "cue",
            "part_of",
            "nested_in",
        ],
    );
    assert_eq!((&quote["start"], &quote["end"]), (&1.into(), &33.into()));
    assert_eq!(quote["speaker"], "Petra Lopez");
    assert!(lines[2]["error"].is_string());
    assert!(!desk.path().join("quotes.db").exists(), "no database is made");
}

#[test]
fn explain_shows_each_quote_in_its_sentence_with_what_decided() {
    let desk = Desk::new();
    let text = "Rain is due. “The tunnel will flood on Friday,” said Petra Lopez.\n";
    desk.write("tunnel.txt", text);
    let page = desk.run(["extract", "--explain", "tunnel.txt"]);
    assert_eq!(page.code, 0);
    for told in [
        "1  statement · 14–46",
        "“The tunnel will flood on Friday,” said Petra Lopez.",
        "settled by a rule: a speaker with a",
        "speaker    Petra Lopez · cue “said” · confidence 0.9",
        "answers    “Petra Lopez” 0.9",
    ] {
        assert!(page.stdout.contains(told), "{told:?} is missing from\n{}", page.stdout);
    }
}

#[test]
fn an_explanation_is_for_people_alone() {
    let done = Desk::new().run(["extract", "--explain", "--format", "json", "-"]);
    assert_eq!(done.code, 2);
    assert!(done.stderr.contains("--format takes human here"), "{}", done.stderr);
}

#[test]
fn what_is_quoted_beside_the_article_is_marked() {
    let desk = Desk::new();
    let story =
        "The harbour wall was mended over the winter, and the boats came back in May. ".repeat(4);
    let page = format!(
        "<!doctype html><html><head><title>The wall</title></head><body><article><h1>The wall</h1>\
         <p>{story}</p><p>“The wall will hold for years,” Ann Lee said. {story}</p><p>{story}</p>\
         </article><aside><p>Also: “Nobody has asked us yet,” Jo Marsh says.</p></aside></body></html>"
    );
    desk.write("page.html", page);
    let line = &desk.run(["extract", "page.html"]).json_lines()[0];
    let quotes = line["quotes"].as_array().expect("quotes");
    let marked = quotes.iter().map(|quote| (quote["speaker"].as_str(), &quote["outside_article"]));
    let expected = [(Some("Ann Lee"), &false.into()), (Some("Jo Marsh"), &true.into())];
    assert_eq!(marked.collect::<Vec<_>>(), expected);
}
