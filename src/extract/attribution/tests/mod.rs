//! Who spoke, phenomenon by phenomenon, and what must hold on any text.

mod names;
mod pronouns;

use proptest::prelude::*;

use super::attribute;
use crate::model::{CharSpan, Kind, Quotation, Stance};

/// Returns the spans between curly marks, nested ones left out.
pub(super) fn quotations(text: &str) -> Vec<Quotation> {
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
        ("“It sails,” Quill told the Courier, according to Brandt.", &[("Quill", "Quill")]),
        (
            "“It sails at six,” Nora Quill said, according to the Courier.",
            &[("Nora Quill", "Nora Quill")],
        ),
        ("“It sails at six,” said Quill, according to the Courier.", &[("Quill", "Quill")]),
        ("“It sails at six,” according to Quill, who said it had wind.", &[("Quill", "Quill")]),
        ("Nora Quill said: “The ferry sails at six.”", &[("Nora Quill", "Nora Quill")]),
        ("“It sails,” Quill said, “at six.”", &[("Quill", "Quill"), ("Quill", "Quill")]),
        ("“It sails,” Nora Quill, the harbour master, said.", &[("Nora Quill", "Nora Quill")]),
        ("“It sails,” Quill told Mayor Brandt.", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn other_words_stand_between_speaker_and_verb() {
    check(&[
        (
            "“It sails,” said harbour master Nora Quill.",
            &[("harbour master Nora Quill", "Nora Quill")],
        ),
        ("“It sails,” Quill, who runs the harbour, said.", &[("Quill", "Quill")]),
        ("“It sails,” Quill later told reporters on Friday.", &[("Quill", "Quill")]),
        ("“It sails,” head coach Nora Quill said afterwards.", &[("Nora Quill", "Nora Quill")]),
        ("“It sails,” said Quill, whose deputy, Otto Brandt, was away.", &[("Quill", "Quill")]),
        ("Asked by Otto Brandt, Quill said, “It sails.”", &[("Quill", "Quill")]),
        (
            "The harbour master, Nora Quill, told the Daily Post that it was “a mess.”",
            &[("Nora Quill", "Nora Quill")],
        ),
    ]);
}

#[test]
fn an_object_is_no_speaker() {
    check(&[
        ("Quill told Brandt: “It sails.”", &[("Quill", "Quill")]),
        ("Quill accused Brandt of “plain greed.”", &[("Quill", "Quill")]),
        ("Quill called Brandt “a fool” and left.", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn of_whom_something_is_said_does_not_say_it() {
    check(&[
        ("Quill was accused of “plain greed” by Otto Brandt.", &[("Otto Brandt", "Otto Brandt")]),
        ("Quill has been called “a coward and a fool” in a letter.", &[("-", "-")]),
        (
            "Quill was described by his lawyer, Otto Brandt, as “a man at the end of his rope.”",
            &[("his lawyer", "Otto Brandt")],
        ),
        ("Quill was told to leave and said: “It sails.”", &[("Quill", "Quill")]),
        ("Quill told Brandt he was “a fool.”", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn what_somebody_unnamed_says_is_no_label() {
    let text = "Quill has been called “a coward and a fool” in a letter.";
    let mut found = quotations(text);
    found.iter_mut().for_each(|one| (one.kind, one.confidence) = (Kind::Fragment, 0.6));
    attribute(text, None, &mut found);
    assert_eq!((found[0].kind, &found[0].speaker), (Kind::Fragment, &None));
}

#[test]
fn whose_saying_is_reported_speaks() {
    check(&[
        ("Nora Quill said Otto Brandt told her: “It sails.”", &[("Otto Brandt", "Otto Brandt")]),
        ("Quill said that Otto Brandt had shouted, “Go.”", &[("Otto Brandt", "Otto Brandt")]),
        ("Quill said Otto Brandt called her “a two-faced cow.”", &[("Otto Brandt", "Otto Brandt")]),
        ("Quill said Brandt told lies all day and added: “It sails.”", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn fragments_share_what_attributes_them() {
    check(&[
        (
            "Quill said the plan was “reckless” and “a gift to smugglers.”",
            &[("Quill", "Quill"), ("Quill", "Quill")],
        ),
        ("Quill said that “not one boat” would sail.", &[("Quill", "Quill")]),
        ("The harbour is “not safe,” according to Nora Quill.", &[("Nora Quill", "Nora Quill")]),
        ("The harbour is “not safe,” in the words of Nora Quill.", &[("Nora Quill", "Nora Quill")]),
        ("“We object,” Quill and Brandt said.", &[("Quill and Brandt", "Quill and Brandt")]),
    ]);
}

#[test]
fn a_floating_quotation_belongs_to_the_sentence_before() {
    check(&[
        (
            "“It sails,” Quill said. Nobody answered.\n\n“We wait for the tide.”",
            &[("Quill", "Quill"), ("Quill", "Quill")],
        ),
        (
            "Quill said he was furious.\n\n“Nobody rang me up. That was rude.”\n\nThe town gave no answer.",
            &[("Quill", "Quill")],
        ),
        ("Nora Quill wrote:\n\n“The harbour is closed.”", &[("Nora Quill", "Nora Quill")]),
    ]);
}

#[test]
fn a_place_inside_a_phrase_is_nobody() {
    check(&[(
        "Nora Quill has left. The member for North Bay told the town that it was over.\n\n“It was time,” she said.",
        &[("she", "Nora Quill")],
    )]);
}

#[test]
fn a_headline_names_its_speaker_before_a_colon() {
    check(&[
        ("Quill: “I will not resign”\n\nNora Quill spoke on Friday.", &[("Quill", "Nora Quill")]),
        ("QUILL: “WE LOST”\n\nNora Quill spoke on Friday.", &[("QUILL", "Nora Quill")]),
    ]);
}

#[test]
fn nobody_speaks_what_a_sign_says_of_itself() {
    let found = attributed("The so-called “green” wave rolled on.");
    assert_eq!(found, [("-".to_owned(), "-".to_owned())]);
}

#[test]
fn words_that_were_never_said_have_no_speaker() {
    let texts =
        ["Quill denied ever saying “leave them there.”", "Quill never said “leave them there.”"];
    for text in texts {
        let mut found = quotations(text);
        found[0].stance = Stance::Denied;
        attribute(text, None, &mut found);
        assert_eq!(
            (found[0].speaker.as_deref(), found[0].speaker_mention.as_deref()),
            (None, None)
        );
    }
    // The denial is Quill's own here.
    let text = "Quill claimed Brandt never used a “back channel.”";
    let mut found = quotations(text);
    found[0].stance = Stance::Denied;
    attribute(text, None, &mut found);
    assert_eq!(found[0].speaker_mention.as_deref(), Some("Quill"));
}

#[test]
fn a_quotation_inside_another_has_its_own_speaker() {
    let text = "“My brother told me, ‘Run for the boats,’ and I ran,” Nora Quill said.";
    let mut found = quotations(text);
    let inner = text.chars().take_while(|c| *c != '‘').count() + 1;
    let end = text.chars().take_while(|c| *c != '’').count();
    found.push(Quotation { nested_in: Some(0), ..quotation(text, CharSpan::new(inner, end)) });
    attribute(text, None, &mut found);
    assert_eq!(found[0].speaker.as_deref(), Some("Nora Quill"));
    assert_ne!(found[1].speaker.as_deref(), Some("Nora Quill"));
}

#[test]
fn a_colon_names_the_speaker_before_a_second_cue() {
    check(&[
        ("Nora Quill got up and said: “It sails,” she said.", &[("Nora Quill", "Nora Quill")]),
        ("Quill replied: “It sails,” she wrote.", &[("Quill", "Quill")]),
    ]);
}

#[test]
fn a_day_stands_between_speaker_and_verb() {
    check(&[
        ("Quill later Thursday told the Daily Post: “It sails.”", &[("Quill", "Quill")]),
        ("Nora Quill on Monday said the pier was “a mess.”", &[("Nora Quill", "Nora Quill")]),
    ]);
}

#[test]
fn a_full_line_ends_neither_sentence_nor_name() {
    let text = "The harbour of North Bay has waited for a new pier since the storm, and\n\
                the town council has put the vote off three times. “We have waited\n\
                long enough, and nobody in this town wants to wait for longer,” Nora\n\
                Quill told the council on Monday. Otto Brandt, who runs the ferry,\n\
                said the pier was “a mess” and that he would not pay for it, as the\n\
                town had not paid for anything in years.\n\n\
                The council meets again in spring, and it will hear from the engineers\n\
                who looked at the pier.\n";
    let expected = [("Nora Quill", "Nora Quill"), ("Otto Brandt", "Otto Brandt")];
    check(&[(text, &expected), (&text.replace("\n", " ").replace("  ", "\n\n"), &expected)]);
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
fn who_speaks_for_another_is_the_speaker() {
    check(&[
        ("A spokesman for Acme said: “It sails.”", &[("A spokesman", "-")]),
        ("A spokeswoman for the Harbour Board said: “It sails.”", &[("A spokeswoman", "-")]),
        ("A memo obtained by the Courier tells staff to “say nothing.”", &[("A memo", "-")]),
        // A name behind another's is the speaker by itself.
        ("A friend left, and for Nora Quill said: “It sails.”", &[("Nora Quill", "Nora Quill")]),
        (
            "Acme spokesman Otto Brandt said: “It sails.”",
            &[("Acme spokesman Otto Brandt", "Otto Brandt")],
        ),
    ]);
}

#[test]
fn what_is_contested_is_what_others_said() {
    check(&[
        ("Chair Sir Neil Moss rejected any suggestion of a “cover-up at the top”.", &[("-", "-")]),
        ("Moss dismissed the claim as “a fairy tale”.", &[("Moss", "Moss")]),
        ("Moss rejected the claim, saying it was “a fairy tale”.", &[("Moss", "Moss")]),
    ]);
}

#[test]
fn who_is_heard_speaks() {
    check(&[
        ("Patty Olsen said she heard him yell “Freedom now!” as he ran.", &[("him", "-")]),
        ("Patty Olsen said she heard Otto Brandt shout: “Run!”", &[("Otto Brandt", "Otto Brandt")]),
        ("Patty Olsen said she had heard enough: “We run.”", &[("Patty Olsen", "Patty Olsen")]),
    ]);
}

#[test]
fn a_name_may_open_with_a_body() {
    check(&[
        (
            "“Nobody told me it was live.” – BBC weather presenter Tess Holm",
            &[("BBC weather presenter Tess Holm", "Tess Holm")],
        ),
        ("“It was live,” the BBC said.", &[("the BBC", "BBC")]),
    ]);
}

#[test]
fn names_before_colons_lead_in_turns() {
    check(&[
        (
            "Lopez: “Stop.” Reyes: “Why?” Lopez: “Because.”",
            &[("Lopez", "Lopez"), ("Reyes", "Reyes"), ("Lopez", "Lopez")],
        ),
        ("Verdict: “It sails,” said Nora Quill.", &[("Nora Quill", "Nora Quill")]),
    ]);
}

#[test]
fn words_link_a_quotation_with_who_says_it() {
    check(&[
        ("“No,” was all Otto Brandt would say.", &[("Otto Brandt", "Otto Brandt")]),
        ("In the words of Otto Brandt, “it was a shock.”", &[("Otto Brandt", "Otto Brandt")]),
        ("Reyes read out a letter from Lund: “I am sorry for everything.”", &[("Lund", "Lund")]),
        ("Reyes read out a letter to the town: “We owe them.”", &[("Reyes", "Reyes")]),
        ("The town is “in no danger,” according to the report.", &[("the report", "-")]),
        ("Brandt recalled his father telling him: “Burn it.”", &[("his father", "-")]),
        ("Brandt recalled that his father used to say, “Burn it.”", &[("his father", "-")]),
        ("Brandt told his father: “Burn it.”", &[("Brandt", "Brandt")]),
    ]);
}

#[test]
fn bare_lines_of_a_dialogue_alternate() {
    check(&[
        (
            "“Did you sign the cheques?” asked Mr Farr.\n\n“Yes,” replied Lorna Petrie.\n\n“All of \
             them?”\n\n“Most of them. I do not recall.”",
            &[
                ("Mr Farr", "Farr"),
                ("Lorna Petrie", "Lorna Petrie"),
                ("Mr Farr", "Farr"),
                ("Lorna Petrie", "Lorna Petrie"),
            ],
        ),
        // Nobody asked: who spoke last goes on.
        (
            "“It sails,” said Otto Farr.\n\n“It leaks,” replied Lorna Petrie.\n\n“We checked it twice.”",
            &[
                ("Otto Farr", "Otto Farr"),
                ("Lorna Petrie", "Lorna Petrie"),
                ("Lorna Petrie", "Lorna Petrie"),
            ],
        ),
    ]);
}

#[test]
fn where_it_stands_and_what_leads_in_says_nothing() {
    check(&[
        (
            "PORTLAND, Ore. (AP) — A judge blocked the sale, saying it was “a rushed job.”",
            &[("A judge", "-")],
        ),
        ("Words of the week: “We were lucky.”", &[("-", "-")]),
        ("Caption: Nora Quill at the gate: “We have heard you.”", &[("Nora Quill", "Nora Quill")]),
        ("Quill wrote on Instagram: “We owe them.”", &[("Quill", "Quill")]),
        // A body of that name speaks where it is the subject.
        ("Instagram said in a statement: “We owe them.”", &[("Instagram", "Instagram")]),
        ("NATO said: “We owe them.”", &[("NATO", "NATO")]),
    ]);
}

#[test]
fn a_crowd_utters_what_it_cries() {
    check(&[
        (
            "To cries of “Shame!” from the gallery, Sir Alec Moss replied that the mayor had “a short \
             memory.”",
            &[("-", "-"), ("Sir Alec Moss", "Alec Moss")],
        ),
        ("The crowd shouted “Lock the gate at once!” and left.", &[("The crowd", "-")]),
    ]);
}

#[test]
fn what_somebody_does_may_stand_before_the_name_in_small_letters() {
    check(&[
        (
            "“It leaks,” wrote safety lead Zhang Wenli.",
            &[("safety lead Zhang Wenli", "Zhang Wenli")],
        ),
        ("“It leaks,” said Nora Quill, who leads on safety.", &[("Nora Quill", "Nora Quill")]),
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
