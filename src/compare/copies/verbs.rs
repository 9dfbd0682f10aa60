//! The reporting verbs that an article uses: a paraphrasing machine leaves a telling profile.

/// Verbs that report speech, in the forms in which news uses them.
const REPORTING: &[&str] = &[
    "according",
    "acknowledged",
    "added",
    "adds",
    "admitted",
    "advised",
    "alleged",
    "announced",
    "argued",
    "asserted",
    "claimed",
    "claims",
    "commented",
    "concluded",
    "confirmed",
    "continued",
    "declared",
    "denied",
    "described",
    "disclosed",
    "emphasized",
    "explained",
    "expressed",
    "indicated",
    "informed",
    "insisted",
    "maintained",
    "mentioned",
    "noted",
    "observed",
    "recalled",
    "remarked",
    "replied",
    "reported",
    "responded",
    "revealed",
    "said",
    "say",
    "saying",
    "says",
    "shared",
    "stated",
    "states",
    "stressed",
    "suggested",
    "tells",
    "testified",
    "told",
    "tweeted",
    "urged",
    "vowed",
    "warned",
    "writes",
    "wrote",
];

/// Says whether a folded word reports speech.
pub(super) fn is_reporting(word: &str) -> bool {
    REPORTING.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verbs_are_sorted() {
        assert!(REPORTING.is_sorted());
        assert!(is_reporting("said") && !is_reporting("ran"));
    }
}
