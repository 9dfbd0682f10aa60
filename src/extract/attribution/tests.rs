//! Who spoke, phenomenon by phenomenon, and what must hold on any text.

use proptest::prelude::*;

use super::attribute;
use crate::model::{CharSpan, Kind, Quotation, Stance};

/// Returns the spans between curly marks, nested ones left out.
fn quotations(text: &str) -> Vec<Quotation> {
    let mut open = None;
    let mut found = Vec::new();
    for (at, c) in text.chars().enumerate() {
        match (c, open) {
            ('“', _) => open = Some(at + 1),
            ('”', Some(start)) => {
                found.push(quotation(text, CharSpan::new(start, at)));
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn quotation(text: &str, span: CharSpan) -> Quotation {
    Quotation {
        span,
        text: span.slice(text).unwrap_or_default().to_owned(),
        kind: Kind::Statement,
        stance: Stance::Asserted,
        speaker: None,
        speaker_mention: None,
        cue: None,
        confidence: 0.0,
        part_of: None,
        nested_in: None,
    }
}

fn attributed(text: &str) -> Vec<(String, String)> {
    let mut found = quotations(text);
    attribute(text, None, &mut found);
    let word = |word: Option<String>| word.unwrap_or_else(|| "-".to_owned());
    found.into_iter().map(|q| (word(q.speaker_mention), word(q.speaker))).collect()
}

/// Checks rows of a text and what its quotations' mentions and speakers should be.
fn check(rows: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in rows {
        let found = attributed(text);
        let found: Vec<_> = found.iter().map(|(m, s)| (m.as_str(), s.as_str())).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn speakers_stand_before_and_after_their_verb() {
    check(&[
        ("“The ferry sails at six,” said Nora Quill.", &[("Nora Quill", "Nora Quill")]),
        ("“The ferry sails at six,” Nora Quill said.", &[("Nora Quill", "Nora Quill")]),
        ("Nora Quill said: “The ferry sails at six.”", &[("Nora Quill", "Nora Quill")]),
        ("“It sails,” Quill said, “at six.”", &[("Quill", "Quill"), ("Quill", "Quill")]),
        ("“It sails,” Nora Quill, the harbour master, said.", &[("Nora Quill", "Nora Quill")]),
        ("“It sails,” Quill told Mayor Brandt.", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn an_unknown_verb_in_the_right_place_is_a_cue() {
    check(&[
        ("“It sails,” harrumphed Nora Quill.", &[("Nora Quill", "Nora Quill")]),
        ("“It sails,” Quill harrumphed.", &[("Quill", "Quill")]),
        ("Quill harrumphed: “It sails.”", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn mentions_stand_for_the_fullest_name() {
    check(&[
        ("Harbour master Nora Quill spoke first. “It sails,” she said.", &[("she", "Nora Quill")]),
        (
            "Prime Minister Nora Quill met Otto Brandt. “It sails,” the prime minister said.",
            &[("the prime minister", "Nora Quill")],
        ),
        (
            "Nora Quill met Ada Lund, the consul general. “It sails,” said Consul General Lund.",
            &[("Consul General Lund", "Ada Lund")],
        ),
        (
            "Otto Brandt spoke. Brandt denied it. Brandt left. “It sails,” Brand said.",
            &[("Brand", "Otto Brandt")],
        ),
        ("“It sails,” the sources said.", &[("the sources", "-")]),
    ]);
}

proptest! {
    #[test]
    fn any_text_and_any_spans_are_taken(
        text in "[“”\"'’,.:?!—\\n A-Zaé🚨 saidheNoraQ]{0,120}",
        ends in proptest::collection::vec((0_usize..140, 0_usize..140), 0..6),
    ) {
        let mut found = quotations(&text);
        found.extend(ends.iter().map(|(start, end)| quotation(&text, CharSpan::new(*start, *end))));
        attribute(&text, Some(&text), &mut found);
        for quotation in &found {
            let mention = quotation.speaker_mention.as_deref().unwrap_or_default();
            prop_assert!(text.contains(mention));
            prop_assert!((0.0..=1.0).contains(&quotation.confidence));
        }
    }
}
