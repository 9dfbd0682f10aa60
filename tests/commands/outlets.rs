//! `outlets`: who ran a quote.

use super::support::{APPEARANCE, OPPORTUNITY, RAISED, SAMPLES, assert_has};

#[test]
fn the_answer_for_people() {
    for width in [80, 120] {
        insta::assert_snapshot!(
            format!("outlets_{width}"),
            SAMPLES.page(width, ["outlets", OPPORTUNITY])
        );
    }
}

#[test]
fn copies_are_counted_once() {
    let answer = SAMPLES.json(&["outlets", RAISED]);
    assert_has(&answer, &["schema_version", "quote_id", "independent_texts", "outlets"]);
    assert_has(&answer["outlets"][0], &["outlet", "appearances"]);
    assert_has(&answer["outlets"][0]["appearances"][0], APPEARANCE);
    let outlets = answer["outlets"].as_array().expect("outlets");
    let runs: usize =
        outlets.iter().filter_map(|outlet| outlet["appearances"].as_array()).map(Vec::len).sum();
    // Two of the six are of one outlet, and one is a paraphrase of a report that is there too.
    assert_eq!((runs, outlets.len(), &answer["independent_texts"]), (6, 5, &4.into()));
}

#[test]
fn an_id_leads_to_the_same_quote_whole_or_shortened() {
    let answer = SAMPLES.json(&["outlets", RAISED]);
    let id = answer["quote_id"].as_str().expect("an id");
    assert_eq!(SAMPLES.json(&["outlets", id]), answer);
    assert_eq!(SAMPLES.json(&["outlets", &id[..8]]), answer);
    let appearance =
        answer["outlets"][0]["appearances"][0]["appearance_id"].as_str().expect("an id");
    assert_eq!(SAMPLES.json(&["outlets", &appearance.replace("x:", "q:")]), answer);
}

#[test]
fn csv_has_a_row_an_appearance() {
    insta::assert_snapshot!(SAMPLES.run(["outlets", OPPORTUNITY, "--format", "csv"]).stdout);
}
