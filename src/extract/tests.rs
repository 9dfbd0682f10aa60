//! Sentences for each phenomenon of quotation marks, and what holds for any input.
//!
//! Each row of a table lists what a text holds, in order.

use proptest::prelude::*;

use super::lessons::quotations_by;
use super::{Classifier, explain, quotations};
use crate::model::{Kind, Quotation};

/// Returns the words of what was found: labels with `~`, what is nested with `^` before it.
fn read(text: &str) -> Vec<String> {
    let found = quotations_by(Classifier::shipped(), text);
    let show = |q: &Quotation| {
        let label = if q.kind == Kind::Label { "~" } else { "" };
        let nested = if q.nested_in.is_some() { "^" } else { "" };
        format!("{nested}{label}{}", q.text)
    };
    found.iter().map(show).collect()
}

fn check(rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn marks_of_every_shape() {
    check(&[
        // Straight and curly, the two shapes of nearly all English news.
        ("\"The ferry will sail on Friday,\" said Ana Reyes.", &["The ferry will sail on Friday,"]),
        ("“The ferry will sail on Friday,” said Ana Reyes.", &["The ferry will sail on Friday,"]),
        // Agency archives write two apostrophes; TeX writes two backticks before the words.
        ("''It will sail,'' Mr. Reyes said.", &["It will sail,"]),
        ("``It will sail,'' Mr. Reyes said.", &["It will sail,"]),
        // French with and without spaces, German both ways.
        ("« It will sail », said Reyes.", &["It will sail"]),
        ("«It will sail», said Reyes.", &["It will sail"]),
        ("»It will sail«, said Reyes.", &["It will sail"]),
        ("„It will sail,“ said Reyes.", &["It will sail,"]),
        // Swedish uses the closing mark on both sides.
        ("”It will sail,” said Reyes.", &["It will sail,"]),
        // Japanese and Chinese.
        ("雷耶斯说：「渡轮星期五启航。」", &["渡轮星期五启航。"]),
    ]);
}

#[test]
fn single_marks_against_apostrophes() {
    check(&[
        ("‘The ferry won’t sail,’ said Sir Tom Lund.", &["The ferry won’t sail,"]),
        (
            "'The ferry won't sail for the company's sake,' Lund said.",
            &["The ferry won't sail for the company's sake,"],
        ),
        ("‘The sailors’ pay isn’t late,’ said Lund.", &["The sailors’ pay isn’t late,"]),
        ("‘’Tis the season for ’em,’ said Lund.", &["’Tis the season for ’em,"]),
        (
            "Lund said: 'It was like rock 'n' roll on ice. We left.'",
            &["It was like rock 'n' roll on ice. We left."],
        ),
        (
            "The sailors' union and the '80s rock 'n' roll crowd can't agree on the ports' rules.",
            &[],
        ),
        ("“’Twas a storm for ’em all,” Reyes joked.", &["’Twas a storm for ’em all,"]),
        ("Lund: ‘I will not resign’\n\nThe minister spoke on Friday.", &["I will not resign"]),
    ]);
}

#[test]
fn measures_and_markup_are_no_quotations() {
    check(&[
        ("The keeper stands 6'4\" and weighs 190 pounds, scouts said.", &[]),
        (
            "The 12\" main burst. “We heard one loud bang,” said Ivo Grant.",
            &["We heard one loud bang,"],
        ),
        ("<a href=\"p.html\" rel='me'>Reyes</a> stayed silent.", &[]),
        ("REYES: We will sail.\n\nLUND: I doubt it.", &[]),
    ]);
}

#[test]
fn nested_marks() {
    check(&[
        (
            "‘She told me, “Run fast,” and I ran,’ said Ana Reyes.",
            &["She told me, “Run fast,” and I ran,", "^Run fast,"],
        ),
        (
            "‘She told me, “Swim,” and I swam,’ Tom Reed said.",
            &["She told me, “Swim,” and I swam,", "^Swim,"],
        ),
        (
            "“She told me “swim” and I swam,” Tom Reed said.",
            &["She told me “swim” and I swam,", "^swim"],
        ),
        (
            "\"She told me \"swim\" and I swam,\" Tom Reed said.",
            &["She told me \"swim\" and I swam,", "^swim"],
        ),
    ]);
}

#[test]
fn unclosed_and_mixed_marks() {
    check(&[
        (
            "“We have run out, Beck said.\n\n“Not so fast,” said Ada Lund.",
            &["We have run out,", "Not so fast,"],
        ),
        (
            "“We have run out, said Beck.\n\n“Not so fast,” said Ada Lund.",
            &["We have run out,", "Not so fast,"],
        ),
        ("“It was my error,\" Hale said.", &["It was my error,"]),
        (
            "A stray \" stands here.\n\n\"It sailed,\" Hale said. \"It sank.\"",
            &["It sailed,", "It sank."],
        ),
    ]);
}

#[test]
fn labels_are_told_from_quotations() {
    check(&[
        ("The so-called “clever” pumps belong to a “blue” economy.", &["~clever", "~blue"]),
        ("The word “ferry” stands twice in the charter.", &["~ferry"]),
        ("William “Bill” Lund took the helm in June.", &["~Bill"]),
        (
            "Reyes described the harbour as “crowded” and “a waste of space.”",
            &["crowded", "a waste of space."],
        ),
        (
            "The mayor called the tower “a monument to one man’s pride” and left.",
            &["a monument to one man’s pride"],
        ),
    ]);
}

#[test]
fn names_and_titles_are_labels() {
    check(&[
        (
            "Her memoir, “A Winter at Sea,” became the film “Night Ferry.”",
            &["~A Winter at Sea,", "~Night Ferry."],
        ),
        (
            "He read from a cookbook called “Puddings of the Clyde” and sang.",
            &["~Puddings of the Clyde"],
        ),
        ("“We ate,” he wrote in his memoir, “The Low Tide”.", &["We ate,", "~The Low Tide"]),
        ("Reyes called “Every One of You” to the bridge.", &["Every One of You"]),
        ("The so-called “deep water” plan is real, he said.", &["~deep water"]),
        ("The part was played by Ian “Mac” McAllister, an actor.", &["~Mac"]),
        ("The minister rejected the word “crisis” and left.", &["~crisis"]),
        ("The minister called the word “a slur on the town” and left.", &["a slur on the town"]),
        ("He read 《红楼梦》 twice.", &["~红楼梦"]),
        ("The “two Anas” left. Reyes met the “two Anas” again.", &["~two Anas", "~two Anas"]),
    ]);
}

#[test]
fn plain_patterns_hold_where_marks_are_odd() {
    check(&[
        // A stray mark after a fraction does not take the quotation with it.
        ("It hit 40°. \"Hot,\" she said. The pipe was 3/4\" wide.", &["Hot,"]),
        // The first quotation is never closed; its cue ends it.
        ("\"We will sail, he said. \"We will land.\"", &["We will sail,", "We will land."]),
        // A mark of the other kind closes it, or its opening mark is lost.
        ("\"We will sail,' said Ana Reyes.", &["We will sail,"]),
        ("We will sail today,” said Ana Reyes.", &["We will sail today,"]),
        ("The pipe is 3/4\" wide, said Ana Reyes.", &[]),
        // A table's export doubles its marks.
        ("\"\"It makes no odds,\"\" Hale said.", &["It makes no odds,"]),
        // A name behind a dash signs what stands in the line.
        ("- “About time” – Alf Rudd, pensioner", &["About time"]),
        // A dialogue without cues.
        ("“What?” “Nothing.” “Are you sure?” she asked.", &["What?", "Nothing.", "Are you sure?"]),
    ]);
}

#[test]
fn other_languages_are_read_by_their_marks() {
    check(&[
        ("«Это хорошо», — сказал Иванов.", &["Это хорошо"]),
        ("„Das ist ‚gut‘ für uns“, sagte Weber.", &["Das ist ‚gut‘ für uns", "^~gut"]),
        ("Han sade: ”Det är bra.”", &["Det är bra."]),
        (
            "„Wir haben lange genug gewartet“, sagte Weber am Freitag.",
            &["Wir haben lange genug gewartet"],
        ),
    ]);
    let text = "Brücke versprochen\n\n„Wir haben diese Brücke nie für den Sommer versprochen“, \
                sagte Anja Krüger. Lutz Behrens sprach von einer „glatten Lüge“ im Rat.";
    let kinds: Vec<Kind> = quotations(text, None).iter().map(|found| found.kind).collect();
    assert_eq!(kinds[0], Kind::Statement);
}

#[test]
fn who_speaks_several_paragraphs_stands_before_or_behind() {
    let rows = [
        ("“The dam will hold. We checked.\n\n“It was checked twice,” Ana Reyes said.", "Ana Reyes"),
        (
            "Ana Reyes said: “The dam will hold.\n\n“It was checked twice.”\n\nTom Lund left.",
            "Ana Reyes",
        ),
        (
            "“It leaks,” Tom Lund said.\n\n“The dam will hold.\n\nIt was checked twice,” Ana Reyes said.",
            "Ana Reyes",
        ),
    ];
    for (text, speaker) in rows {
        let found = quotations(text, None);
        assert_eq!(found.last().and_then(|q| q.speaker.as_deref()), Some(speaker), "{text}");
    }
}

#[test]
fn a_colon_introduces_a_block() {
    check(&[(
        "Judge Nora Quill wrote:\n\n“The rule is old. The appeal fails.”",
        &["The rule is old. The appeal fails."],
    )]);
}

/// A text of marks, words and line breaks in any order.
fn marked_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\""),
        Just("“"),
        Just("”"),
        Just("'"),
        Just("‘"),
        Just("’"),
        Just("''"),
        Just("``"),
        Just("«"),
        Just("»"),
        Just("„"),
        Just("「"),
        Just("」"),
        Just("<a b=\""),
        Just(">"),
        Just("\n"),
        Just("\r\n"),
        Just(" "),
        Just(" "),
        Just("."),
        Just(","),
        Just(" said "),
        Just("Reyes"),
        Just("don’t"),
        Just("é🙏"),
        Just("6'2\""),
        Just("\u{a0}"),
        Just("it is"),
    ];
    proptest::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn holds_for(text: &str) -> Result<(), TestCaseError> {
    let found = quotations_by(Classifier::shipped(), text);
    for (at, quotation) in found.iter().enumerate() {
        prop_assert_eq!(quotation.span.slice(text), Some(quotation.text.as_str()));
        prop_assert!(!quotation.text.trim().is_empty());
        for (before, other) in found[..at].iter().enumerate() {
            let order = (other.span.start, std::cmp::Reverse(other.span.end));
            prop_assert!(order <= (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
            if other.span.overlaps(quotation.span) {
                prop_assert!(other.span.contains(quotation.span), "{other:?} {quotation:?}");
                prop_assert!(quotation.nested_in.is_some_and(|holder| holder >= before));
            }
        }
        if let Some(holder) = quotation.nested_in {
            prop_assert!(holder < at && found[holder].span.contains(quotation.span));
        }
        prop_assert!(quotation.part_of.is_none_or(|earlier| earlier < at));
    }
    Ok(())
}

#[test]
fn an_explanation_is_of_the_same_quotations_also_where_all_are_labels() {
    for text in
        ["'e won'?", "The “green” pier.", "“It sails,” said Nora Quill of the “green” pier."]
    {
        let found = quotations(text, None);
        let explained = explain(text, None);
        assert!(explained.into_iter().map(|one| one.quotation).eq(found.clone()), "{text}");
        let labels = found.iter().filter(|quotation| quotation.kind == Kind::Label);
        assert!(
            labels.clone().count() > 0 && labels.clone().all(|q| q.speaker.is_none()),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn spans_slice_back_and_overlap_only_by_nesting(text in marked_text()) {
        holds_for(&text)?;
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "\\PC*") {
        holds_for(&text)?;
    }
}

/// The time for a megabyte may not grow with the text; measured on counts, not on a clock: the
/// candidates that are weighed.
#[test]
fn work_is_linear_in_the_text() {
    for unit in ["\"", "“", "‘“", "' a", "word "] {
        let count = |times: usize| super::lessons::lessons(&unit.repeat(times)).len();
        let (small, large) = (count(2_000), count(8_000));
        assert!(large <= 4 * small + 16, "{unit:?}: {small} candidates, then {large}");
    }
}
