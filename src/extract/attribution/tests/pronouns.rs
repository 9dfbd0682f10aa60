//! Whom pronouns mean.

use super::{attributed, check};

#[test]
fn pronouns_go_to_whom_they_can_mean() {
    check(&[
        (
            "Mrs. Ada Lund met Mr. Otto Brandt. “It sails,” she said. “It leaks,” he said.",
            &[("she", "Ada Lund"), ("he", "Otto Brandt")],
        ),
        (
            "Ada Lund praised Otto Brandt, calling him brave. “It sails,” she said.",
            &[("she", "Ada Lund")],
        ),
        ("“It sails,” he said.", &[("he", "-")]),
        ("Lund, who called the plan “pure fiction,” resigned.", &[("who", "Lund")]),
    ]);
}

#[test]
fn they_are_two_who_were_named_together() {
    check(&[
        (
            "Ada Lund and Otto Brandt said the pier was “a mess.” They wrote: “We will not pay.”",
            &[
                ("Ada Lund and Otto Brandt", "Ada Lund and Otto Brandt"),
                ("They", "Ada Lund and Otto Brandt"),
            ],
        ),
        (
            "Ada Lund and Otto Brandt said the pier was “a mess.” Officials said it stood. They \
             added: “We will not pay.”",
            &[("Ada Lund and Otto Brandt", "Ada Lund and Otto Brandt"), ("They", "-")],
        ),
        ("Nora Quill left. “It sails,” they said.", &[("they", "-")]),
    ]);
}

#[test]
fn it_is_the_body_that_spoke_last() {
    check(&[
        (
            "The Harbour Board said the pier was “a mess.” It added: “We will not pay.”",
            &[("The Harbour Board", "Harbour Board"), ("It", "Harbour Board")],
        ),
        (
            "Mr. Otto Brandt said the pier was “a mess.” It added: “We will not pay.”",
            &[("Mr. Otto Brandt", "Otto Brandt"), ("It", "-")],
        ),
    ]);
}

#[test]
fn a_given_name_tells_who_he_or_she_is() {
    check(&[
        (
            "Martha Lund met Peter Brandt at noon. “It sails,” she said. “It leaks,” he said.",
            &[("she", "Martha Lund"), ("he", "Peter Brandt")],
        ),
        (
            "Martha Lund waited. Peter Brandt arrived and spoke. “It sails,” she said.",
            &[("she", "Martha Lund")],
        ),
    ]);
}

#[test]
fn a_pronoun_goes_to_the_newcomer_before_it() {
    check(&[
        (
            "“It sails,” said Nora Quill.\n\nOne senior officer, who asked not to be named, disputed \
             that. “It leaks,” she said.",
            &[("Nora Quill", "Nora Quill"), ("she", "-")],
        ),
        (
            "“It sails,” said Nora Quill.\n\nA colleague, Ann Roe, disputed that. “It leaks,” she said.",
            &[("Nora Quill", "Nora Quill"), ("she", "Ann Roe")],
        ),
    ]);
}

#[test]
fn kin_tell_who_he_or_she_is() {
    check(&[(
        "His daughter, Brisa, met us. “He worked,” she said.\n\nOtto Quill wrote of it. “We were poor,” \
         he wrote. “We ate,” he wrote.",
        &[("she", "Brisa"), ("he", "Otto Quill"), ("he", "Otto Quill")],
    )]);
}

#[test]
fn a_seat_or_an_adverb_is_nobody() {
    let rows = [
        "Nora Quill, D-Ohio, had come. “We owe them,” she said.",
        "Nora Quill, of Springfield, Va., had come. “We owe them,” she said.",
        "Nora Quill had come. Regardless, nobody left. “We owe them,” she said.",
        "Nora Quill had come. Ohio Democrats said nothing. “We owe them,” she said.",
    ];
    for text in rows {
        assert_eq!(attributed(text)[0].1, "Nora Quill", "{text}");
    }
}

#[test]
fn a_pronoun_may_stand_before_its_name() {
    check(&[
        (
            "Rep. Luz Ibarra waved. Wade Colton left.\n\nAsked whether he would resign, Colton shook \
             his head. “No,” he said.",
            &[("he", "Wade Colton")],
        ),
        (
            "Otto Brandt spoke first. When he had gone, Nora Quill rose. “He is right,” she said.",
            &[("she", "Nora Quill")],
        ),
    ]);
}

#[test]
fn she_is_nobody_whom_they_are() {
    check(&[
        ("Drivers said they had waited for hours. “I gave up,” she said.", &[("she", "-")]),
        ("Quills said her boat was late. “I gave up,” she said.", &[("she", "Quills")]),
    ]);
}

#[test]
fn what_explains_a_name_tells_of_a_person() {
    check(&[
        (
            "Beatrix Lamm, the potter whose glazes changed the craft, has died. Otto Brandt once \
             praised her. “It was kind,” she recalled.",
            &[("she", "Beatrix Lamm")],
        ),
        (
            "DCI Poole left.\n\nMr Keane’s widow, Aoibh, was there. “We are heartbroken,” she said.",
            &[("she", "Aoibh")],
        ),
    ]);
}

#[test]
fn an_age_or_an_office_before_a_name_tells_who_he_is() {
    check(&[
        (
            "“It burnt,” said Luis Ocampo. The owner, 80-year-old Vernon Tibbs, said he was not brave. \
             “Stubborn,” he said.",
            &[("Luis Ocampo", "Luis Ocampo"), ("he", "Vernon Tibbs")],
        ),
        (
            "The Chief Rabbi, Sir Ephraim Gold, welcomed the words. “It is hard work,” he said.",
            &[("he", "Ephraim Gold")],
        ),
    ]);
}

#[test]
fn a_plane_is_nobody_at_any_age() {
    check(&[(
        "Otto Brandt owns a 19-year-old Cessna. The Cessna flew on. “I fly,” he said.",
        &[("he", "Otto Brandt")],
    )]);
}

#[test]
fn who_gave_no_name_is_not_the_town() {
    check(&[(
        "A voter in Mong Kok who gave no name left.\n\nLi Qiang, a fruit seller, shrugged. “I sell \
         oranges,” he said.",
        &[("he", "Li Qiang")],
    )]);
}
