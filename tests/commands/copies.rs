//! `copies`: articles made from one another.

use super::support::{SAMPLES, assert_has};

#[test]
fn the_answer_for_people() {
    for width in [80, 120] {
        insta::assert_snapshot!(format!("copies_{width}"), SAMPLES.page(width, ["copies"]));
    }
}

#[test]
fn the_paraphrase_and_its_source_are_named() {
    let answer = SAMPLES.json(&["copies"]);
    let articles = answer["articles"].as_array().expect("articles");
    let paraphrased: Vec<_> =
        articles.iter().filter(|article| article["relation"] == "machine-paraphrased").collect();
    assert_eq!(paraphrased.len(), 1);
    assert_eq!(paraphrased[0]["outlet"], "Echo24");
    let pair = SAMPLES.json(&["diff", "--articles", "capital-dispatch.txt", "echo24.txt"]);
    let both = pair["articles"].as_array().expect("articles");
    let report = both.iter().find(|article| article["outlet"] == "Capital Dispatch");
    assert_eq!(report.map(|article| &article["article_id"]), Some(&paraphrased[0]["source"]));
    assert_has(&paraphrased[0]["substitutions"][0], &["from", "to", "count"]);
}

#[test]
fn csv_has_a_row_an_article() {
    let table = SAMPLES.run(["copies", "--format", "csv"]).stdout;
    assert!(
        table.lines().any(
            |line| line.contains(",machine-paraphrased,") && line.contains("general -> normal")
        )
    );
}
