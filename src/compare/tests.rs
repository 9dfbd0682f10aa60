//! What the comparison of two texts promises: tables of edits that newsrooms make, and properties.

mod claims;

use proptest::prelude::*;

use super::{Comparison, Prepared, compare, wording};
use crate::model::{ChangeClass, SegmentOp, Verdict};
use crate::text::Fold;

use ChangeClass::{
    Bracketed, Case, Cut, Dropped, Elided, Inserted, MergedSentences, Modal, Moved, Name, Negation,
    Number, Punctuation, Quantifier, Spelling, Substituted, Typo,
};

const SAID: &str = "We will never close the harbour, and two of our ships leave Halifax on Monday. \
    They have always been welcome here.";

fn classes(compared: &Comparison) -> Vec<ChangeClass> {
    let mut found: Vec<ChangeClass> = compared.changes.iter().map(|change| change.class).collect();
    found.dedup();
    found
}

fn rebuilt(compared: &Comparison) -> (String, String) {
    let from = compared.segments.iter().map(|segment| segment.from.as_str()).collect();
    let to = compared.segments.iter().map(|segment| segment.to.as_str()).collect();
    (from, to)
}

/// Checks that every change says where its words stand.
fn assert_changes_slice_back(left: &str, right: &str, compared: &Comparison) {
    let stands = |text: &str, start: usize, words: &str| {
        let found: String = text.chars().skip(start).take(words.chars().count()).collect();
        words.is_empty() || found == words
    };
    for change in &compared.changes {
        // Marks of several places are listed together.
        if change.class != Punctuation {
            assert!(stands(left, change.from_start, &change.from), "{left}: {change:?}");
            assert!(stands(right, change.to_start, &change.to), "{right}: {change:?}");
        }
    }
}

#[test]
fn each_row_of_the_table_applies_before_the_next() {
    let rows = [
        (SAID, Verdict::Verbatim),
        (
            "“We will never close the harbour, and two of our ships leave Halifax on Monday. They have always been welcome here.”",
            Verdict::Verbatim,
        ),
        (
            "We will never  close the harbour, and two of our ships leave Halifax on Monday. They have always been welcome here.",
            Verdict::Verbatim,
        ),
        (
            "we will never close the harbour and two of our ships leave Halifax on Monday. They have always been welcome here",
            Verdict::Typographic,
        ),
        ("two of our ships leave Halifax on Monday", Verdict::Excerpt),
        ("Two of our ships leave Halifax on Monday.", Verdict::Excerpt),
        ("They have always been welcome here?", Verdict::Altered),
        ("We will never close … our ships leave Halifax on Monday.", Verdict::Altered),
        ("We will never close the harbour … They have always been welcome here.", Verdict::Altered),
        (
            "two of our ships leave Halifax … [The crews] have always been welcome here.",
            Verdict::Elided,
        ),
        (
            "We will close the harbour, and two of our ships leave Halifax on Monday.",
            Verdict::Altered,
        ),
        (
            "The mayor says that ships leave early and that all fishermen there feel quite happy about business prospects",
            Verdict::NotFound,
        ),
        ("Two ships leave for Boston, the company's manager promised yesterday", Verdict::Reworded),
        ("Nobody will pay for the airport", Verdict::NotFound),
    ];
    for (text, expected) in rows {
        let compared = wording(SAID, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
    }
}

#[test]
fn every_edit_is_named_by_its_class() {
    let base = "I told the committee that two large ports favour the treaty with Canada, and I hope we can sign it soon.";
    let rows: [(&str, &[ChangeClass]); 24] = [
        (
            "I told the committee that two large ports favour the treaty with Canada and I hope we can sign it soon.",
            &[Punctuation],
        ),
        (
            "I told the Committee that two large ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Case],
        ),
        (
            "I told the committee that two large ports favor the treaty with Canada, and I hope we can sign it soon.",
            &[Spelling],
        ),
        (
            "I told the comittee that two large ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Typo],
        ),
        (
            "I told the committee that two ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Dropped],
        ),
        (
            "I told the committee that two large ports favour the new treaty with Canada, and I hope we can sign it soon.",
            &[Inserted],
        ),
        (
            "I told the committee that two huge ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Substituted],
        ),
        (
            "I told the committee that two large ports favour with Canada the treaty, and I hope we can sign it soon.",
            &[Moved],
        ),
        (
            "I told the committee that two large ports … favour the treaty with Canada, and I hope we can sign it soon.",
            &[Punctuation],
        ),
        ("I told the committee … and I hope we can sign it soon.", &[Number, Elided]),
        (
            "[He] told the committee that two large ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Bracketed],
        ),
        ("large ports favour the treaty with Canada", &[Cut]),
        (
            "I told the committee that two large ports favour the treaty with Canada. And I hope we can sign it soon.",
            &[MergedSentences],
        ),
        (
            "I told the committee that two large ports don't favour the treaty with Canada, and I hope we can sign it soon.",
            &[Negation],
        ),
        (
            "I told the committee that three large ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Number],
        ),
        (
            "I told the committee that two large ports favour the treaty with Mexico, and I hope we can sign it soon.",
            &[Name],
        ),
        (
            "I told the committee that two large ports favour the treaty with Canada, and I hope we must sign it soon.",
            &[Modal],
        ),
        (
            "I told the committee that all large ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Number, Quantifier],
        ),
        (
            "I told the committee that 2 large ports favour the treaty with Canada, and I hope we can sign it soon.",
            &[Spelling],
        ),
        (
            "I told the committee that two large ports disfavour the treaty with Canada, and I hope we can sign it soon.",
            &[Negation],
        ),
        (
            "I told the committee that two large ports favour the treaty with Canada, and I hope we can't sign it soon.",
            &[Negation],
        ),
        (
            "I told the committee that two large ports failed to favour the treaty with Canada, and I hope we can sign it soon.",
            &[Negation, Inserted],
        ),
        (
            "I told the committee that two large ports favour the treaty with Canda, and I hope we can sign it soon.",
            &[Name, Typo],
        ),
        (
            "I told the committee that two large ports favour the treaty with Canada, and I hope we can sign it soon?",
            &[Punctuation],
        ),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(classes(&compared), expected, "{text}: {:?}", compared.changes);
        assert_eq!(rebuilt(&compared), (base.to_owned(), text.to_owned()));
        assert_changes_slice_back(base, text, &compared);
    }
}

#[test]
fn what_changes_the_claim_is_material_and_listed_first() {
    let base = "We sold 3.5 million tonnes to Spain in 2021, and some farmers may ask for more.";
    let rows = [
        ("We sold 3.5 billion tonnes to Spain in 2021, and some farmers may ask for more.", Number),
        ("We sold 35 million tonnes to Spain in 2021, and some farmers may ask for more.", Number),
        ("We sold 3.5 million litres to Spain in 2021, and some farmers may ask for more.", Number),
        ("We sold 3.5 million tonnes to Spain in 2012, and some farmers may ask for more.", Number),
        ("We sold 3.5 million tonnes to Spain in 2021, and no farmers may ask for more.", Negation),
        (
            "We sold 3.5 million tonnes to Spain in 2021, and some farmers may no longer ask for more.",
            Negation,
        ),
        (
            "We sold 3.5 million tonnes to Spain in 2021, and some farmers may by no means ask for more.",
            Negation,
        ),
        ("We sold 3.5 million tonnes to Spain in 2021, and some farmers must ask for more.", Modal),
        (
            "We sold 3.5 million tonnes to Spain in 2021, and most farmers may ask for more.",
            Quantifier,
        ),
        ("We sold 3.5 million tonnes to Italy in 2021, and some farmers may ask for more.", Name),
        (
            "We sold 3.5 million tonnes to Spain in 2021, without asking, and some farmers may ask for more.",
            Negation,
        ),
    ];
    for (text, class) in rows {
        let compared = wording(base, text);
        let first = &compared.changes[0];
        assert_eq!((first.class, first.material), (class, Some(true)), "{text}");
        assert_eq!(compared.verdict, Verdict::Altered, "{text}");
    }
}

#[test]
fn a_material_word_is_not_hidden_under_another_change() {
    let base = "The minister said that five farmers and two fishermen will lose their boats.";
    let rows: [(&str, &[ChangeClass]); 4] = [
        ("The minister said that two farmers and five fishermen will lose their boats.", &[Number]),
        ("The minister said that nobody will lose their boats.", &[Negation, Number]),
        (
            "The president claimed that five farmers and three fishermen won't lose a boat.",
            &[Negation, Number, Substituted],
        ),
        (
            "Five farmers and two fishermen may not lose their boats, the minister said.",
            &[Negation, Modal],
        ),
    ];
    for (text, expected) in rows {
        let found = classes(&wording(base, text));
        assert!(expected.iter().all(|class| found.contains(class)), "{text}: {found:?}");
    }
}

#[test]
fn outer_quotation_marks_count_for_nothing_wherever_a_writer_sets_them() {
    let rows = [
        ("we won it all", "“we won it all”", Verdict::Verbatim),
        ("we won it all", "'we won it all'", Verdict::Verbatim),
        ("we won it all", "\"we won it all", Verdict::Verbatim),
        ("we won it all", "we won it all”", Verdict::Verbatim),
        ("we won it all,", "“we won it all”,", Verdict::Typographic),
        ("“we” won it “all”", "“we” won it “all”", Verdict::Verbatim),
        ("“we” won it “all”", "'we' won it 'all'", Verdict::Typographic),
        ("we call it “home rule”", "“we call it “home rule””", Verdict::Verbatim),
        ("we call it ‘home rule’", "‘we call it ‘home rule’’", Verdict::Verbatim),
    ];
    for (left, right, expected) in rows {
        let compared = wording(left, right);
        assert_eq!(compared.verdict, expected, "{right}: {:?}", compared.changes);
        let is_plain = left.contains('“') || compared.changes.is_empty();
        assert!(is_plain, "{right}: {:?}", compared.changes);
    }
}

#[test]
fn a_cut_that_takes_nothing_but_a_denial_is_no_cut() {
    let base = "Do I believe that she is the answer? No, I do not. Not everybody agrees with us on this. We left without delay.";
    let rows = [
        ("Do I believe that she is the answer? No, I do.", Verdict::Altered),
        ("Do I believe that she is the answer? No, I do…", Verdict::Altered),
        ("Everybody agrees with us on this", Verdict::Altered),
        ("everybody agrees with us on this", Verdict::Excerpt),
        ("No, I do", Verdict::Excerpt),
        ("agrees with us on this. We left", Verdict::Excerpt),
        ("Do I believe that she is the answer? No, I do not.", Verdict::Excerpt),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
        let is_denied = compared.changes.iter().any(|change| change.class == Negation);
        assert_eq!(is_denied, expected == Verdict::Altered, "{text}");
    }
}

#[test]
fn a_cut_through_a_number_makes_another_of_it() {
    let base = "We paid $48 million, and twenty-one per cent more than two thirds of them had asked for in 9 weeks.";
    let rows = [
        ("We paid $48 million", Verdict::Excerpt),
        ("We paid $48", Verdict::Altered),
        ("We paid $48…", Verdict::Altered),
        ("48 million, and twenty-one per cent more", Verdict::Altered),
        ("$48 million, and twenty-one per cent more", Verdict::Excerpt),
        ("one per cent more than two thirds of them", Verdict::Altered),
        ("twenty-one per cent more than two thirds", Verdict::Excerpt),
        ("twenty-one per cent more than two", Verdict::Altered),
        ("thirds of them had asked for in 9 weeks", Verdict::Altered),
        ("than two thirds of them had asked for", Verdict::Excerpt),
        ("per cent more than two thirds of them", Verdict::Excerpt),
        ("for in 9 weeks", Verdict::Excerpt),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
        let is_number = compared.changes.iter().any(|change| change.class == Number);
        assert_eq!(is_number, expected == Verdict::Altered, "{text}");
    }
}

#[test]
fn a_point_before_its_first_figure_belongs_to_the_number() {
    let base = "The nurse gave .5 grams at noon, and it cost us $.75 a dose, she said.";
    let rows = [
        ("The nurse gave .5 grams at noon", Verdict::Excerpt),
        ("The nurse gave 5 grams at noon", Verdict::Altered),
        ("5 grams at noon, and it cost us $.75", Verdict::Altered),
        ("and it cost us $75 a dose, she said.", Verdict::Altered),
        ("75 a dose, she said.", Verdict::Altered),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
        let is_number = compared.changes.iter().any(|change| change.class == Number);
        assert_eq!(is_number, expected == Verdict::Altered, "{text}: {:?}", compared.changes);
    }
}

#[test]
fn a_cut_through_joined_figures_makes_another_number_of_them() {
    let base = "We lost the cup 4-3, by 30/06/2021 the fence was 6½ feet high, and at 9:45 it fell on 12 cars, one-third of ours.";
    let rows = [
        ("We lost the cup 4", Verdict::Altered),
        ("3, by 30/06/2021 the fence", Verdict::Altered),
        ("We lost the cup 4-3", Verdict::Excerpt),
        ("We lost the cup 4-3, by 30/06", Verdict::Altered),
        ("by 30/06/2021 the fence was 6", Verdict::Altered),
        ("½ feet high, and at 9:45", Verdict::Altered),
        ("the fence was 6½ feet high, and at 9", Verdict::Altered),
        ("6½ feet high, and at 9:45", Verdict::Excerpt),
        ("it fell on 12 cars", Verdict::Excerpt),
        ("third of ours.", Verdict::Altered),
        ("one-third of ours.", Verdict::Excerpt),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
        let is_number = compared.changes.iter().any(|change| change.class == Number);
        assert_eq!(is_number, expected == Verdict::Altered, "{text}");
    }
}

#[test]
fn a_sentence_that_comes_to_hang_from_a_denial_is_another_claim() {
    let rows = [
        ("I deny that. I sold the boat.", "I deny that I sold the boat.", Verdict::Altered),
        ("We never knew she sold the boat.", "We never knew. She sold the boat.", Verdict::Altered),
        ("He does not know. She sold it.", "He does not know she sold it.", Verdict::Altered),
        (
            "We never sold it. And we will wait.",
            "We never sold it and we will wait.",
            Verdict::Typographic,
        ),
        (
            "We never sold it. We will wait.",
            "We never sold it, we will wait.",
            Verdict::Typographic,
        ),
        ("We sold the boat. She was old.", "We sold the boat she was old.", Verdict::Typographic),
    ];
    for (left, right, expected) in rows {
        let compared = wording(left, right);
        assert_eq!(compared.verdict, expected, "{right}: {:?}", compared.changes);
        let is_merged = compared.changes.iter().any(|change| change.class == MergedSentences);
        assert!(is_merged, "{right}: {:?}", compared.changes);
    }
}

#[test]
fn an_ellipsis_gives_no_verb_to_another_name() {
    let base = "France signed the accord, while Germany left the room, but the Dutch stayed in the old hall.";
    let rows = [
        ("France signed the accord … left the room, but the Dutch stayed", Verdict::Altered),
        ("Germany left the room … stayed in the old hall.", Verdict::Altered),
        ("France signed the accord … the Dutch stayed in the old hall.", Verdict::Elided),
        ("France signed the accord, while Germany … stayed in the old hall.", Verdict::Elided),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
    }
}

#[test]
fn each_change_has_the_class_that_it_is_known_by() {
    let rows: [(&str, &str, &[ChangeClass]); 29] = [
        ("We don’t sail to the dock", "We do not sail to the dock", &[Spelling]),
        ("We don’t sail to the dock", "We do sail to the dock", &[Negation]),
        ("She'll be at the dock", "She will be at the dock", &[Spelling]),
        ("She'll be at the dock", "She would be at the dock", &[Modal, Inserted]),
        ("We're gonna sail to the dock", "We are going to sail to the dock", &[Spelling]),
        ("We had a lot at the dock", "We had alot at the dock", &[Spelling]),
        ("We saw something at the dock", "We saw somehting at the dock", &[Typo]),
        ("It is the ship’s programme here", "It is the ship’s program here", &[Spelling]),
        ("We are independent at the dock", "We are independant at the dock", &[Typo]),
        ("They told the US to sail at dawn", "They told the us to sail at dawn", &[Name, Case]),
        ("THEY TOLD US TO SAIL", "They told us to sail", &[Case]),
        ("They told us to sail at dawn", "They told Us to sail at dawn", &[Case]),
        ("We met in World War II here", "We met in World War I here", &[Number]),
        ("The mast is 5m high", "The mast is 5 million high", &[Number]),
        ("It cost €5m to build", "It cost €5 million to build", &[Spelling]),
        ("We sold two hundred-year-old cars", "We sold 200-year-old cars", &[Number]),
        ("We sold two hundred-year-old cars", "We sold two-hundred-year-old cars", &[Number]),
        ("We sold twenty-five cars", "We sold twenty five cars", &[Punctuation]),
        ("We sold two hundred old cars", "We sold 200 old cars", &[Spelling]),
        (
            "I will resign in June, he said",
            "I will re-sign in June, he said",
            &[Substituted, Inserted],
        ),
        ("I will reopen it in June, he said", "I will re-open it in June, he said", &[Spelling]),
        ("We open on 3 May at the dock", "We open on 3 June at the dock", &[Name]),
        ("We may open it at the dock", "We must open it at the dock", &[Modal]),
        ("We have to sail to the dock", "We have sail to the dock", &[Modal]),
        ("It cost 50¢ at the dock", "It cost 50 at the dock", &[Number]),
        ("No. The boat was at the dock", "No. Boat was at the dock", &[Dropped, Case]),
        ("We met in Málaga at the café", "We met in Malaga at the cafe", &[Spelling]),
        ("We met in Málaga at the dock", "We met in Malta at the dock", &[Name]),
        ("This one, too, is at the dock", "This boat, too, is at the dock", &[Substituted]),
    ];
    for (left, right, expected) in rows {
        let compared = wording(left, right);
        assert_eq!(classes(&compared), expected, "{right}: {:?}", compared.changes);
    }
}

#[test]
fn one_number_in_another_notation_is_no_other_number() {
    let same = [
        ("We met at 9.30 by the dock", "We met at 9:30 by the dock"),
        ("It cost a billion in all", "It cost one billion in all"),
        ("It cost $.75 in all", "It cost $0.75 in all"),
        ("It is 2¼ miles away", "It is 2.25 miles away"),
        ("It is the thirty-first boat", "It is the 31st boat"),
        ("We sold three dozen boats", "We sold 36 boats"),
        ("It cost €1.2m in all", "It cost 1.2 million euros in all"),
        ("It cost £45 in all", "It cost £45.00 in all"),
        ("We saw it in the 1980s here", "We saw it in the 1980's here"),
        ("We left on 3 May by sea", "We left on 3rd May by sea"),
        ("We left on 03/05/2021 by sea", "We left on 03-05-2021 by sea"),
        ("It cost £45 in all", "It cost 45 pounds in all"),
        ("It cost £45 in all", "It cost forty-five pounds in all"),
        ("In all it cost 4.5 million pounds", "In all it cost £4.5 million"),
        ("In all it cost 4.5 million pounds a day", "In all it cost £4.5 million"),
        ("It cost $4.5 million in all", "It cost 4.5 million dollars in all"),
        ("It cost $4.5 million in all", "It cost $4.5 mln in all"),
        ("It cost 80p in all", "It cost 80 pence in all"),
        ("We lost a quarter of it", "We lost one quarter of it"),
        ("We fought in World War II here", "We fought in World War Two here"),
        ("We played Henry VIII here", "We played Henry 8 here"),
        ("It took 36 hrs in all", "It took 36 hours in all"),
        ("It is 9km away by sea", "It is 9 km away by sea"),
        ("It is 9km away by sea", "It is nine kilometres away by sea"),
        ("We met at 9.30pm by sea", "We met at 9.30 p.m. by sea"),
        ("We saw winds of 50-60mph at sea", "We saw winds of 50-60 mph at sea"),
        ("We sold 200-odd boats", "We sold two hundred-odd boats"),
    ];
    for (left, right) in same {
        for (left, right) in [(left, right), (right, left)] {
            let compared = wording(left, right);
            let material = compared.changes.iter().any(|change| change.material == Some(true));
            assert!(!material, "{left} / {right}: {:?}", compared.changes);
        }
    }
    let other = [
        ("It rose by 9.30 in all", "It rose by 9:30 in all"),
        ("It rose at 9.30 per cent", "It rose at 9:30 per cent"),
        ("We sold 4 500 boats", "We sold 4500 boats"),
        ("It is the twenty-first boat", "It is the 22nd boat"),
        ("We sold two dozen boats", "We sold 20 boats"),
        ("It cost $1.2m in all", "It cost 1.2 million euros in all"),
        ("It cost £45.50 in all", "It cost £45 in all"),
        ("She won 3-2 in all", "She won 3/2 in all"),
        ("It is 2¼ miles away", "It is 2.75 miles away"),
        ("It was the 3rd boat", "It was the 3 boat"),
        ("It cost £45 in all", "It cost 45 euros in all"),
        ("It cost £45 in all", "It cost 54 pounds in all"),
        ("It cost £80 in all", "It cost 80 pence in all"),
        ("It cost 80 in all", "It cost 80 pounds in all"),
        ("It is 9km away by sea", "It is 9 miles away by sea"),
        ("It is 9m away by sea", "It is 9 million away by sea"),
        ("We met at 9am by sea", "We met at 9 p.m. by sea"),
        ("We lost a quarter of it", "We lost three quarters of it"),
        ("We played Henry VIII here", "We played Henry VII here"),
    ];
    for (left, right) in other {
        let compared = wording(left, right);
        let is_number = compared.changes.iter().any(|change| change.class == Number);
        assert!(is_number, "{left} / {right}: {:?}", compared.changes);
    }
}

#[test]
fn what_counts_the_replaced_words_goes_with_them() {
    let base = "I can say that most of them came home, and none of the boats was lost.";
    let rows: [(&str, &[ChangeClass]); 5] = [
        ("[They] came home, and none of the boats was lost.", &[Quantifier]),
        ("They came home, and none of the boats was lost.", &[Quantifier]),
        ("[Most of the men] came home, and none of the boats was lost.", &[]),
        ("most of [the men] came home, and none of the boats was lost.", &[]),
        ("of [the men] came home, and none of the boats was lost.", &[]),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        let material = compared.changes.iter().filter(|change| change.material == Some(true));
        let mut found: Vec<ChangeClass> = material.map(|change| change.class).collect();
        found.dedup();
        assert_eq!(found, expected, "{text}: {:?}", compared.changes);
    }
}

#[test]
fn one_number_in_two_forms_is_no_other_number() {
    let base =
        "Eighty-seven per cent of us want $3.5 million, not 12,500 dollars, by the 5th of May.";
    let rows: [(&str, &[ChangeClass]); 5] = [
        ("87% of us want $3.5 million, not 12,500 dollars, by the 5th of May.", &[Spelling]),
        ("87 percent of us want $3.5m, not 12500 dollars, by the fifth of May.", &[Spelling]),
        ("78% of us want $3.5 million, not 12,500 dollars, by the 5th of May.", &[Number]),
        ("87% of us want $3.5bn, not 12,500 dollars, by the 5th of May.", &[Number, Spelling]),
        ("87 of us want $3.5 million, not 12,500 dollars, by the 5th of May.", &[Number]),
    ];
    for (text, expected) in rows {
        let found = classes(&wording(base, text));
        assert!(expected.iter().all(|class| found.contains(class)), "{text}: {found:?}");
        assert_eq!(found.contains(&Number), expected.contains(&Number), "{text}: {found:?}");
    }
}

#[test]
fn what_leaves_the_claim_another_is_material_in_other_words_too() {
    let base = "We hardly pay them 3 crore a year, and we have to ask; they'd sell it all, and nobody's won.";
    let rows = [
        ("hardly", "never", Negation),
        ("hardly ", "", Negation),
        ("crore", "lakh", Number),
        ("a year", "a month", Number),
        ("have to", "may", Modal),
        ("have to ", "", Modal),
        ("they'd", "they", Modal),
        ("nobody's", "somebody's", Negation),
    ];
    for (from, to, class) in rows {
        let text = base.replace(from, to);
        let compared = wording(base, &text);
        let first = &compared.changes[0];
        assert_eq!((first.class, first.material), (class, Some(true)), "{text}");
        assert_eq!(compared.verdict, Verdict::Altered, "{text}");
    }
    let longer = wording(base, &base.replace("they'd", "they would"));
    assert!(longer.changes.iter().all(|change| change.material != Some(true)));
}

#[test]
fn a_short_sentence_is_known_by_its_small_words_too() {
    let rows = [
        ("He was working until Thursday,", "He was working until Tuesday", Verdict::Altered),
        (
            "He doesn't say much. He doesn't need to.",
            "He says much. He doesn't need to.",
            Verdict::Altered,
        ),
        (
            "There won't be any of it by 2040.",
            "There won't be any of it by 2050.",
            Verdict::Altered,
        ),
        ("He was working until Thursday,", "She was at home until Tuesday", Verdict::NotFound),
    ];
    for (said, text, expected) in rows {
        let compared = wording(said, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
    }
}

#[test]
fn an_ellipsis_for_nothing_but_a_name_hides_who_is_meant() {
    let base = "We thanked the owners, and Novak and Mr. Chen, for the boats that they sold us.";
    let rows = [
        (
            "We thanked the owners … and Mr. Chen, for the boats that they sold us.",
            Verdict::Altered,
        ),
        ("We thanked the owners, and Novak … for the boats that they sold us.", Verdict::Altered),
        ("We thanked the owners … for the boats that they sold us.", Verdict::Altered),
        (
            "We thanked the owners, and Novak … Chen, for the boats that they sold us.",
            Verdict::Elided,
        ),
        ("We thanked the owners … the boats that they sold us.", Verdict::Elided),
    ];
    for (text, expected) in rows {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
    }
    let compared = wording("We came, and we saw it all at once", "We came … we saw it all at once");
    assert_eq!((compared.verdict, classes(&compared)), (Verdict::Elided, vec![Elided]));
}

#[test]
fn a_mark_between_figures_is_a_part_of_the_number() {
    let base = "We lost the vote 5-4 on the motion of 9/11 and paid 3.5 percent";
    for text in [
        "We lost the vote 5/4 on the motion of 9/11 and paid 3.5 percent",
        "We lost the vote 5-4 on the motion of 9-11 and paid 3.5 percent",
        "We lost the vote 5-4 on the motion of 9/11 and paid 3,5 percent",
        "We lost the vote 5-4 on the motion of 9/11 and paid -3.5 percent",
        "We lost the vote 54 on the motion of 9/11 and paid 3.5 percent",
        // As many in all, and other numbers.
        "We lost the vote 6-3 on the motion of 9/11 and paid 3.5 percent",
    ] {
        let compared = wording(base, text);
        assert_eq!(compared.verdict, Verdict::Altered, "{text}");
        assert_eq!(classes(&compared), [Number], "{text}: {:?}", compared.changes);
    }
    let dash = wording(base, "We lost the vote 5–4 on the motion of 9/11 and paid 3.5 percent");
    assert_eq!(dash.verdict, Verdict::Typographic);
}

#[test]
fn folds_are_listed_where_they_fire() {
    let rows: [(&str, &str, &[Fold]); 9] = [
        ("We cut CO₂ at sea", "We cut CO2 at sea", &[Fold::Normalization]),
        (
            "It’s over — we won, again",
            "It's over -- we won, again",
            &[Fold::QuotationMarks, Fold::Dashes],
        ),
        ("we won … again and again", "we won ... again and again", &[Fold::Ellipsis]),
        ("we won\u{a0}again and again", "we won again and again", &[Fold::Spaces]),
        (
            "we won again and again,",
            "We won again and again.",
            &[Fold::FinalPunctuation, Fold::FirstLetter],
        ),
        (
            "a café in the harbour",
            "a cafe\u{301} in the har\u{ad}bour",
            &[Fold::Ignorable, Fold::Normalization],
        ),
        ("at every turn we won", "[A]t every turn we won", &[Fold::FirstLetter]),
        ("Who won? We did again", "Who won？ We did again", &[Fold::Normalization]),
        ("we won … again and again", "we won ⋯ again and again", &[Fold::Ellipsis]),
    ];
    for (left, right, expected) in rows {
        let compared = wording(left, right);
        assert_eq!(compared.verdict, Verdict::Typographic, "{right}: {:?}", compared.changes);
        assert_eq!(compared.folds, expected, "{right}");
        assert!(compared.changes.is_empty(), "{right}: {:?}", compared.changes);
    }
}

/// Sentences with a word of each material class, which it stands inside of.
const CLAIMS: &[(&str, &str)] = &[
    ("The council has not agreed to sell the old harbour to a foreign buyer this year", "not"),
    ("I did this without telling the members of the board about the plan", "without"),
    ("They never asked the people of the valley about the dam above them", "never"),
    ("The fund paid out three million to the owners of the boats last spring", "three"),
    ("Our hospital treated 40 people with burns after the fire on the ferry", "40"),
    ("The company must repay the loan to the city before the bridge opens", "must"),
    ("The army might leave the island when the new government has settled in", "might"),
    ("I believe that all teachers deserve a raise after the strike in spring", "all"),
    ("It seems that some doctors had to work on the night of the storm", "some"),
    ("The minister would sign the treaty if the neighbours opened their border first", "if"),
    ("Nothing in the letter suggests that Novak knew about the missing money", "Novak"),
    ("It was clear to us that Reykjavik wanted the talks to fail before winter", "Reykjavik"),
];

#[test]
fn a_cut_or_a_bracket_never_passes_with_what_changes_the_claim() {
    let inserts = [
        "never",
        "not",
        "no longer",
        "failed to",
        "without",
        "two",
        "3",
        "forty percent",
        "must",
        "might",
        "will",
        "all",
        "few",
        "only",
        "if",
        "unless",
        "Smith",
        "Mr. Chen",
        "China",
    ];
    let mut made = 0;
    for (claim, word) in CLAIMS {
        let words: Vec<&str> = claim.split(' ').collect();
        let at = words.iter().position(|w| w == word).unwrap_or(0);
        let is_name = word.starts_with(char::is_uppercase);
        for (before, after) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (3, 2)] {
            // A longer cut that happens to hold a name is a cut; one of nothing else is not.
            if at > before && at + after + 1 < words.len() && (!is_name || before + after == 0) {
                let text =
                    [&words[..at - before], &["…"], &words[at + after + 1..]].concat().join(" ");
                // "The … loan" may stand for "the loan" further on, which is there word for word.
                if !wording(claim, &text.replace("… ", "")).verdict.is_pass() {
                    assert_fails(claim, &text);
                    made += 1;
                }
            }
        }
        for insert in inserts {
            let bracket = format!("[{insert}]");
            for place in 1..words.len() {
                let is_explained = insert.starts_with(char::is_uppercase)
                    && ["They", "they", "It", "it", "them", "us", "our", "their", "I", "this"]
                        .iter()
                        .any(|pronoun| words[place - 1..=place].contains(pronoun))
                    || words[place].starts_with(char::is_uppercase);
                let is_same = insert == *word || (insert, *word) == ("3", "three");
                if is_same || is_explained {
                    continue;
                }
                let text = [&words[..place], &[bracket.as_str()], &words[place..]].concat();
                assert_fails(claim, &text.join(" "));
                let text = [&words[..place], &[bracket.as_str()], &words[place + 1..]].concat();
                assert_fails(claim, &text.join(" "));
                made += 2;
            }
        }
    }
    assert!(made >= 1_000, "{made}");
}

fn assert_fails(claim: &str, text: &str) {
    let compared = wording(claim, text);
    assert!(!compared.verdict.is_pass(), "{claim} / {text}: {}", compared.verdict);
    let is_material = compared.changes.iter().any(|change| change.material == Some(true));
    // Two denials, one for the other, leave the claim denied; the verdict fails all the same.
    let both_deny = ["not", "never", "without", "Nothing"].iter().any(|word| claim.contains(word));
    assert!(is_material || both_deny, "{claim} / {text}: {:?}", compared.changes);
}

/// Words, marks and oddities of which texts are put together.
fn texts() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "we",
        "will",
        "not",
        "never",
        "the",
        "harbour",
        "harbor",
        "Dong",
        "Canada",
        "two",
        "2",
        "percent",
        "per cent",
        "all",
        "[he]",
        "[…]",
        "…",
        "...",
        ",",
        ".",
        "?",
        "!",
        "—",
        "--",
        "“",
        "”",
        "'",
        "don’t",
        "cafe\u{301}",
        "dip\u{ad}lomat",
        "🚨",
        "\u{a0}",
        "\n",
        "[A]t",
        "demand[ed]",
        "[",
        "]",
        "$5",
        "-3",
        "U.S.",
        "delay.Any",
        "And",
        "I",
        "\u{200d}",
        "한",
    ]);
    prop::collection::vec((parts, prop::bool::weighted(0.85)), 0..24).prop_map(|parts| {
        let spaced = parts
            .into_iter()
            .map(|(part, space)| if space { format!("{part} ") } else { part.to_owned() });
        spaced.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn segments_rebuild_both_texts(left in texts(), right in texts()) {
        let compared = wording(&left, &right);
        prop_assert_eq!(rebuilt(&compared), (left.clone(), right.clone()));
        for segment in &compared.segments {
            match segment.op {
                SegmentOp::Equal => prop_assert!(segment.changes.is_empty()),
                SegmentOp::Delete => prop_assert!(segment.to.is_empty()),
                SegmentOp::Insert => prop_assert!(segment.from.is_empty()),
                SegmentOp::Replace => {}
            }
        }
    }

    #[test]
    fn a_text_is_verbatim_itself(text in texts()) {
        let compared = wording(&text, &text);
        prop_assert_eq!(compared.verdict, Verdict::Verbatim);
        prop_assert!(compared.changes.is_empty());
        prop_assert!(compared.folds.is_empty());
        prop_assert!(compared.segments.iter().all(|segment| segment.op == SegmentOp::Equal));
    }

    #[test]
    fn outer_quotation_marks_are_left_out_of_account(text in texts()) {
        let bare: String = text.chars().filter(|c| !"“”'’\"".contains(*c)).collect();
        let bare = bare.trim();
        if bare.contains(char::is_alphanumeric) {
            let quoted = wording(bare, &format!("“{bare}”"));
            prop_assert_eq!(quoted.verdict, Verdict::Verbatim, "{:?}", quoted);
        }
    }

    #[test]
    fn what_passes_has_no_material_change(left in texts(), right in texts()) {
        let compared = wording(&left, &right);
        let is_material = compared.changes.iter().any(|change| change.material == Some(true));
        prop_assert!(!(compared.verdict.is_pass() && is_material), "{:?}", compared);
    }

    #[test]
    fn comparing_prepared_texts_changes_nothing(left in texts(), right in texts()) {
        let prepared = compare(&Prepared::new(&left), &Prepared::new(&right));
        prop_assert_eq!(prepared, wording(&left, &right));
    }

    #[test]
    fn any_characters_are_borne(left in "\\PC{0,60}", right in "\\PC{0,60}") {
        let compared = wording(&left, &right);
        prop_assert_eq!(rebuilt(&compared), (left, right));
    }
}

#[test]
fn long_and_repetitive_texts_are_borne() {
    let pseudo = |seed: u64, count: usize, vocabulary: u64| -> String {
        let mut state = seed;
        let mut words = Vec::with_capacity(count);
        for _ in 0..count {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            words.push(format!("w{}", (state >> 33) % vocabulary));
        }
        words.join(" ")
    };
    let rows = [
        ("ha ".repeat(20_000), "ha ".repeat(12_000)),
        ("ha ".repeat(20_000) + "ho", "ha ".repeat(12_000) + "he ho"),
        (pseudo(1, 8_000, 50), pseudo(2, 8_000, 50)),
        (pseudo(1, 8_000, 5_000), pseudo(1, 8_000, 5_000).replace("w7 ", "x ")),
        ("[ha] … ".repeat(4_000), "… [ha] ".repeat(4_000)),
        ("[".repeat(20_000), "…".repeat(20_000)),
        ("\"a\" ".repeat(8_000), "'b' ".repeat(8_000)),
    ];
    for (left, right) in rows {
        let compared = wording(&left, &right);
        assert_eq!(rebuilt(&compared), (left, right));
    }
}
