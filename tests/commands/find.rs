//! `find`: where terms stand.

use super::support::{APPEARANCE, SAMPLES, assert_has};

#[test]
fn the_answer_for_people() {
    insta::assert_snapshot!(SAMPLES.page(80, ["find", "adamantly"]));
    insta::assert_snapshot!(SAMPLES.page(80, ["find", "no", "such", "xylophone"]));
}

#[test]
fn what_is_not_quoted_is_a_passage() {
    let answer = SAMPLES.json(&["find", "outstanding member"]);
    let hits = answer["hits"].as_array().expect("hits");
    assert!(hits.iter().any(|hit| hit["kind"] == "passage" && hit["article_kind"] == "primary"));
    assert!(hits.iter().any(|hit| hit["kind"] == "statement"));
    assert_has(&hits[0], APPEARANCE);
}

#[test]
fn terms_are_literal() {
    for term in ["%", "*", "\"", "Dong AND", "' OR 1=1 --"] {
        let done = SAMPLES.run(["find", term]);
        assert!(done.code <= 1, "{term}: {}", done.stderr);
    }
}
