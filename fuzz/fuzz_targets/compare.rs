//! Any two wordings: comparing them ends, and the segments rebuild both.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quotetrail::compare;

fuzz_target!(|texts: (&str, &str)| {
    let (reference, other) = texts;
    let comparison = compare::wording(reference, other);
    let from: String = comparison.segments.iter().map(|segment| segment.from.as_str()).collect();
    let to: String = comparison.segments.iter().map(|segment| segment.to.as_str()).collect();
    assert_eq!((from.as_str(), to.as_str()), (reference, other));
});
