//! `verify`: is the collection what it was?

use super::support::{SAMPLES, assert_has};

#[test]
fn an_untouched_collection_is_intact() {
    insta::assert_snapshot!(SAMPLES.page(80, ["verify"]));
    let answer = SAMPLES.json(&["verify"]);
    assert_has(&answer, &["schema_version", "articles", "appearances", "failures"]);
    assert_eq!(
        (&answer["articles"], answer["failures"].as_array().map(Vec::len)),
        (&7.into(), Some(0))
    );
}
