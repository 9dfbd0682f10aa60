//! `diff`: how wordings and articles differ.

use super::support::{CHANGE, OPPORTUNITY, OUTSTANDING, SAMPLES, assert_has};

#[test]
fn the_answer_for_people() {
    for width in [80, 120] {
        insta::assert_snapshot!(
            format!("dropped_word_{width}"),
            SAMPLES.page(width, ["diff", OPPORTUNITY])
        );
        insta::assert_snapshot!(
            format!("three_wordings_{width}"),
            SAMPLES.page(width, ["diff", OUTSTANDING])
        );
    }
}

#[test]
fn the_segments_rebuild_both_sides() {
    let answer = SAMPLES.json(&["diff", OUTSTANDING]);
    assert_has(
        &answer,
        &["schema_version", "quote_id", "basis", "reference_wording_id", "wordings"],
    );
    let wordings = answer["wordings"].as_array().expect("wordings");
    let side = |wording: &serde_json::Value, side: &str| -> String {
        let segments = wording["segments"].as_array().expect("segments");
        segments.iter().map(|segment| segment[side].as_str().expect("words")).collect()
    };
    assert!(wordings.len() >= 3);
    assert_eq!(wordings[0]["wording_id"], answer["reference_wording_id"]);
    let reference = side(&wordings[0], "to");
    for wording in wordings {
        assert_has(wording, &["wording_id", "segments", "changes", "appearances"]);
        assert_eq!(side(wording, "from"), reference);
        assert_eq!(side(wording, "to"), wording["text"].as_str().expect("its text"));
        for change in wording["changes"].as_array().expect("changes") {
            assert_has(change, CHANGE);
        }
    }
}

#[test]
fn two_articles_are_compared_by_file_name() {
    let args = ["diff", "--articles", "echo24.txt", "capital-dispatch.txt"];
    insta::assert_snapshot!(SAMPLES.page(80, args));
    let answer = SAMPLES.json(&args);
    let copy = &answer["articles"][0];
    assert_has(
        copy,
        &[
            "article_id",
            "outlet",
            "relation",
            "source",
            "compared_with",
            "shared_words",
            "aligned_words",
            "substitutions",
        ],
    );
    assert_eq!(
        (&copy["relation"], &copy["outlet"]),
        (&"machine-paraphrased".into(), &"Echo24".into())
    );
}

#[test]
fn wide_pages_set_the_wordings_side_by_side() {
    insta::assert_snapshot!(SAMPLES.page(200, ["diff", OUTSTANDING]));
}

#[test]
fn only_what_was_asked_for_is_shown() {
    let args = ["diff", OUTSTANDING, "--changes-only", "--ignore", "typography,moved"];
    insta::assert_snapshot!(SAMPLES.page(80, args));
    let answer = SAMPLES.json(&args);
    let classes: Vec<&str> = answer["wordings"]
        .as_array()
        .expect("wordings")
        .iter()
        .flat_map(|wording| wording["changes"].as_array().expect("changes"))
        .map(|change| change["class"].as_str().expect("a class"))
        .collect();
    assert!(classes.contains(&"dropped"), "{classes:?}");
    assert!(!classes.contains(&"punctuation") && !classes.contains(&"moved"), "{classes:?}");
}

#[test]
fn a_class_that_is_none_is_refused_with_those_that_are() {
    let done = SAMPLES.run(["diff", OUTSTANDING, "--ignore", "typography,commas"]);
    assert_eq!((done.code, done.stdout.as_str()), (2, ""));
    assert!(done.stderr.contains("'commas'") && done.stderr.contains("merged-sentences"));
}

#[test]
fn the_sentences_of_two_articles_stand_side_by_side() {
    let files = ["echo24.txt", "capital-dispatch.txt"];
    let answer = SAMPLES.json(&["diff", "--articles", files[0], files[1]]);
    let pairs = answer["pairs"].as_array().expect("pairs of sentences");
    assert!(pairs.len() > 20, "{}", pairs.len());
    let side = |pair: &serde_json::Value, side: &str| -> String {
        let segments = pair["segments"].as_array().expect("segments");
        segments.iter().map(|segment| segment[side].as_str().expect("words")).collect()
    };
    for (at, name) in ["from", "to"].into_iter().enumerate() {
        let text = String::from_utf8(SAMPLES.read(&format!("samples/{}", files[at])));
        let text = text.expect("the samples are UTF-8");
        for pair in pairs {
            let sentence = side(pair, name);
            assert!(text.contains(&sentence), "{sentence:?} is not in {}", files[at]);
        }
    }
    let page = SAMPLES.page(200, ["diff", "--articles", files[0], files[1]]);
    assert!(page.contains(" │ "), "{page}");
}
