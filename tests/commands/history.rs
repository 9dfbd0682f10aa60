//! `history`: when each wording first appeared.

use super::support::{OPPORTUNITY, OUTSTANDING, SAMPLES, assert_has};

#[test]
fn the_answer_for_people() {
    for width in [80, 120] {
        insta::assert_snapshot!(
            format!("undetermined_{width}"),
            SAMPLES.page(width, ["history", OPPORTUNITY])
        );
        insta::assert_snapshot!(
            format!("primary_{width}"),
            SAMPLES.page(width, ["history", OUTSTANDING])
        );
    }
}

#[test]
fn a_wording_came_from_one_that_is_not_later() {
    let answer = SAMPLES.json(&["history", OUTSTANDING]);
    assert_has(&answer, &["schema_version", "quote_id", "basis", "wordings"]);
    let wordings = answer["wordings"].as_array().expect("wordings");
    for wording in wordings {
        assert_has(
            wording,
            &[
                "wording_id",
                "text",
                "first_seen",
                "parent_wording_id",
                "evidence",
                "changes",
                "appearances",
            ],
        );
        let parent =
            wordings.iter().find(|other| other["wording_id"] == wording["parent_wording_id"]);
        if let Some((parent, own)) = parent
            .and_then(|parent| parent["first_seen"].as_str())
            .zip(wording["first_seen"].as_str())
        {
            assert!(parent <= own, "{parent} came after {own}");
        }
    }
    assert_eq!(answer["basis"], "primary");
}

#[test]
fn csv_has_a_row_a_wording() {
    insta::assert_snapshot!(SAMPLES.run(["history", OPPORTUNITY, "--format", "csv"]).stdout);
}
