//! Setting wordings under one another, whatever the words are.

use proptest::prelude::*;

use super::{fixtures, text};
use crate::model::{
    ChangeClass, Collation, DiffReport, Segment, SegmentOp, WordingId, WordingRuns,
};
use crate::report::{Look, human};

fn op() -> impl Strategy<Value = SegmentOp> {
    prop_oneof![
        Just(SegmentOp::Equal),
        Just(SegmentOp::Delete),
        Just(SegmentOp::Insert),
        Just(SegmentOp::Replace),
    ]
}

fn words() -> impl Strategy<Value = String> {
    "( ?[a-zé世“,’\\.]{1,9} ?){1,12}"
}

fn segment() -> impl Strategy<Value = Segment> {
    (op(), words(), words(), any::<bool>()).prop_map(|(op, from, to, is_material)| {
        let class = if is_material { ChangeClass::Negation } else { ChangeClass::Moved };
        match op {
            SegmentOp::Equal => fixtures::segment(op, &from, &from, &[]),
            SegmentOp::Delete => fixtures::segment(op, &from, "", &[class]),
            SegmentOp::Insert => fixtures::segment(op, "", &to, &[class]),
            SegmentOp::Replace => fixtures::segment(op, &from, &to, &[class]),
        }
    })
}

/// Returns the page of a diff between the two sides of `segments`.
fn page(segments: Vec<Segment>, screen: usize, only_changes: bool) -> String {
    let side = |pick: fn(&Segment) -> &str| segments.iter().map(pick).collect::<String>();
    let (from, to) = (side(|segment| &segment.from), side(|segment| &segment.to));
    let run = |number: u64, text: String| WordingRuns {
        wording_id: WordingId(number),
        appearances: vec![fixtures::run(number, "Outlet", "2023", number, &text)],
        text,
        changes: segments.iter().flat_map(|segment| segment.changes.clone()).collect(),
    };
    let report = DiffReport {
        wordings: vec![
            Collation { runs: run(1, from), segments: Vec::new() },
            Collation { runs: run(2, to), segments },
        ],
        ..fixtures::diff()
    };
    let look = Look { width: screen.min(120), screen, ..Look::default() };
    text(|out| human::diff(&report, only_changes, &look, out))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_change_is_on_the_page(
        segments in prop::collection::vec(segment(), 1..12),
        screen in prop_oneof![40_usize..130, 160_usize..220],
        only_changes in any::<bool>(),
    ) {
        let changed = |segment: &Segment| segment.op != SegmentOp::Equal;
        let expected: Vec<String> = segments
            .iter()
            .filter(|segment| changed(segment))
            .flat_map(|segment| {
                let side = if segment.op == SegmentOp::Delete { &segment.from } else { &segment.to };
                // A line may break before and behind an ideograph.
                let words = side.split(|c: char| c.is_whitespace() || c == '世');
                words.map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let is_material = segments.iter().any(|segment| {
            segment.changes.iter().any(|change| change.material == Some(true))
                && !(segment.from.trim().is_empty() && segment.to.trim().is_empty())
        });
        let page = page(segments, screen, only_changes);
        for word in expected {
            prop_assert!(page.contains(&word), "{word:?} is not on\n{page}");
        }
        prop_assert_eq!(page.contains("!! negation"), is_material, "{}", page);
    }
}

#[test]
fn a_comma_stays_at_its_word_and_a_long_replacement_is_broken() {
    use ChangeClass::{Dropped, Inserted, Punctuation, Substituted};
    let long = "a remark that nobody in the room had expected him to make on that day of all days";
    let segments = vec![
        fixtures::segment(SegmentOp::Equal, "He", "He", &[]),
        fixtures::segment(SegmentOp::Insert, "", ",", &[Punctuation]),
        fixtures::segment(SegmentOp::Equal, " said", " said", &[]),
        fixtures::segment(SegmentOp::Insert, "", " again and again", &[Inserted]),
        fixtures::segment(SegmentOp::Equal, " that ", " that ", &[]),
        fixtures::segment(SegmentOp::Replace, "it was over", long, &[Substituted]),
        fixtures::segment(SegmentOp::Delete, " for good", "", &[Dropped]),
        fixtures::segment(SegmentOp::Equal, ".", ".", &[]),
    ];
    let shown = page(segments, 80, false);
    let rows: Vec<&str> = shown.lines().filter(|line| line.starts_with("  ")).collect();
    insta::assert_snapshot!("collation", rows.join("\n"));
}

#[test]
fn a_reading_runs_in_its_own_order() {
    use ChangeClass::{Inserted, Moved};
    let rows = [
        // The comma that ends the base ends what was put behind its last word as well.
        (
            vec![
                fixtures::segment(SegmentOp::Equal, "We close the pier", "We close the pier", &[]),
                fixtures::segment(SegmentOp::Insert, "", ", ", &[]),
                fixtures::segment(SegmentOp::Insert, "", "I said so last week", &[Moved]),
                fixtures::segment(SegmentOp::Equal, ",", ",", &[]),
            ],
            "We close the pier, {+I said so last week+},",
        ),
        (
            vec![
                fixtures::segment(SegmentOp::Equal, "for the pier,”", "for the pier,”", &[]),
                fixtures::segment(SegmentOp::Insert, "", " he", &[Inserted]),
                fixtures::segment(SegmentOp::Equal, " said", " said", &[]),
            ],
            "for the pier,” {+he+} said",
        ),
    ];
    for (segments, expected) in rows {
        let shown = page(segments, 120, false);
        let row = shown.lines().find(|line| line.starts_with("  B ")).unwrap_or_default();
        let words: Vec<&str> = row.split_whitespace().skip(1).collect();
        assert_eq!(words.join(" "), expected, "{shown}");
    }
}
