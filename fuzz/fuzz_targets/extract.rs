//! Any text: extraction ends, and what it finds holds.
#![no_main]

use std::cmp::Reverse;

use libfuzzer_sys::fuzz_target;
use quotetrail::extract;
use quotetrail::model::{CharIndex, Quotation};

fuzz_target!(|text: &str| {
    let found = extract::quotations(text, None);
    let index = CharIndex::new(text);
    for (at, quotation) in found.iter().enumerate() {
        assert_eq!(index.slice(quotation.span), Some(quotation.text.as_str()));
        assert!(!quotation.span.is_empty() && (0.0..=1.0).contains(&quotation.confidence));
        let earlier = [quotation.part_of, quotation.nested_in];
        assert!(earlier.into_iter().flatten().all(|other| other < at));
    }
    for pair in found.windows(2) {
        assert!(in_order(&pair[0], &pair[1]));
    }
    let explained = extract::explain(text, None);
    assert!(explained.into_iter().map(|explanation| explanation.quotation).eq(found));
});

/// Sorted by start, the longer first, and either apart or one within the other.
fn in_order(one: &Quotation, next: &Quotation) -> bool {
    let place = |quotation: &Quotation| (quotation.span.start, Reverse(quotation.span.end));
    let is_apart = !one.span.overlaps(next.span);
    place(one) <= place(next) && (is_apart || one.span.contains(next.span))
}
