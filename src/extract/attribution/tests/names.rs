//! Under which name a speaker is known: titles, callings, particles, offices.

use super::{attributed, check};

#[test]
fn a_body_keeps_the_name_of_its_owner() {
    check(&[
        (
            "The Prime Minister’s Office stated that it “only heard of it later.”",
            &[("The Prime Minister’s Office", "Prime Minister’s Office")],
        ),
        (
            "“It sails,” North Harbour Bank said in a statement.",
            &[("North Harbour Bank", "North Harbour Bank")],
        ),
    ]);
}

#[test]
fn a_role_is_explained_by_the_name_behind_it() {
    check(&[
        (
            "The operator’s spokeswoman, Nora Quill, told the Gazette that “no decision” was near. \
             “We owe them,” she added.",
            &[("The operator’s spokeswoman", "Nora Quill"), ("she", "Nora Quill")],
        ),
        (
            "“Sad?” asked his Labour opposite number, Ruth Cole. “What is sad is the map.”",
            &[("Ruth Cole", "Ruth Cole"), ("his Labour opposite number", "Ruth Cole")],
        ),
    ]);
}

#[test]
fn a_name_is_without_what_stands_before_and_behind_it() {
    let rows = [
        ("Striker Femi Adebayo", "Femi Adebayo"),
        ("MANAGER Mick Dunleavy", "Mick Dunleavy"),
        ("Acme CEO Nora Quill", "Nora Quill"),
        ("Secretary of State John Quill", "John Quill"),
        ("Senate Democrat Nancy Quill", "Nancy Quill"),
        ("Cllr Bob Marsh", "Bob Marsh"),
        ("Ian Price MP", "Ian Price"),
        ("Sen. Thomas Quill of Ohio", "Thomas Quill"),
        ("Senator Quill of Ohio", "Quill"),
        ("Lord Quill of Hartlake", "Quill of Hartlake"),
        ("Mary Kay Henry", "Mary Kay Henry"),
        ("Cornell William Brooks", "Cornell William Brooks"),
        ("Bank of Hartlake", "Bank of Hartlake"),
    ];
    for (written, name) in rows {
        let found = attributed(&format!("“The ferry sails at six,” said {written} on Friday."));
        assert_eq!(found, [(written.to_owned(), name.to_owned())]);
    }
}

#[test]
fn a_name_keeps_its_particles_and_no_calling() {
    check(&[
        (
            "“It sails,” Chief Executive Annelies van der Meulen said.",
            &[("Chief Executive Annelies van der Meulen", "Annelies van der Meulen")],
        ),
        (
            "“It sails,” Brandt himself said. Otto Brandt owns it.",
            &[("Brandt himself", "Otto Brandt")],
        ),
    ]);
}

#[test]
fn the_scot_is_nobody_by_that_name() {
    check(&[
        ("“It sails,” the Scot said.", &[("the Scot", "-")]),
        ("“It sails,” the Guardian said.", &[("the Guardian", "Guardian")]),
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

#[test]
fn two_people_of_one_surname_are_kept_apart() {
    check(&[
        ("Ada Lund met Carl Lund. “It sails,” said Lund.", &[("Lund", "Lund")]),
        (
            "Mayor Ada Lund met Judge Carl Lund. “It sails,” said Judge Lund.",
            &[("Judge Lund", "Carl Lund")],
        ),
    ]);
}

#[test]
fn a_calling_or_kin_before_a_name_is_no_part_of_it() {
    let rows = [
        ("Husband Darren", "Darren"),
        ("Mum Kelly Brand", "Kelly Brand"),
        ("mother-of-three Carla Moss", "Carla Moss"),
        ("Father-of-two Otto Brandt", "Otto Brandt"),
        ("Forecaster Moira Glass", "Moira Glass"),
        ("Co-author Luis Peralta", "Luis Peralta"),
        ("Canon Giles Hopwood", "Giles Hopwood"),
        ("DCI Poole", "Poole"),
        ("Corporal Albert Noakes", "Albert Noakes"),
        // Places and bodies keep their first words.
        ("Mother Teresa", "Mother Teresa"),
        ("Student Aid Office", "Student Aid Office"),
    ];
    for (written, name) in rows {
        let found = attributed(&format!("“The ferry sails at six,” said {written} on Friday."));
        assert_eq!(found[0].1, name, "{written}");
    }
}

#[test]
fn a_month_or_a_verb_may_be_a_name() {
    check(&[
        ("“Who pays?” asked Councillor June Abbott.", &[("Councillor June Abbott", "June Abbott")]),
        ("“We opened the doors,” said April Hale.", &[("April Hale", "April Hale")]),
        ("“We opened the doors,” said Imam Said Omar.", &[("Imam Said Omar", "Said Omar")]),
        // A date is none.
        ("In June Abbott resigned. “It is over,” Abbott said.", &[("Abbott", "Abbott")]),
    ]);
}

#[test]
fn a_surname_of_several_words_finds_its_given_name() {
    check(&[
        (
            "Ana Belén Ruiz Cortés won. “It sails,” Ruiz Cortés said.",
            &[("Ruiz Cortés", "Ana Belén Ruiz Cortés")],
        ),
        (
            "Klaas van den Berg won. “It sails,” van den Berg said. Van den Berg left. “It leaks,” said de \
             Wit, sister of Annelies de Wit.",
            &[("van den Berg", "Klaas van den Berg"), ("de Wit", "Annelies de Wit")],
        ),
        (
            "“It sails,” said María José Peña y Lillo.",
            &[("María José Peña y Lillo", "María José Peña y Lillo")],
        ),
        ("Mayor M. K. Adeyo won. “It sails,” Mr. Adeyo said.", &[("Mr. Adeyo", "M. K. Adeyo")]),
        (
            "Leader of the Opposition K. Adeyo said: “It sails.”",
            &[("Leader of the Opposition K. Adeyo", "K. Adeyo")],
        ),
        // What stands before a whole name is not taken in.
        ("Canadian Ann Roe won. “It sails,” Ann Roe said.", &[("Ann Roe", "Ann Roe")]),
        ("Harbour’s Ann Roe won. “It sails,” Ann Roe said.", &[("Ann Roe", "Ann Roe")]),
    ]);
}

#[test]
fn a_body_keeps_its_purpose_and_its_street() {
    check(&[
        (
            "The Department for Transport said it would “consider the findings carefully.”",
            &[("Department for Transport", "Department for Transport")],
        ),
        (
            "“It sails,” the Department for Work and Pensions said.",
            &[("Department for Work and Pensions", "Department for Work and Pensions")],
        ),
        (
            "Downing Street said only that it had “noted the contents of the letter.”",
            &[("Downing Street", "Downing Street")],
        ),
        // A participle that opens the sentence is no part of a name.
        (
            "Speaking Tuesday, Nora Quill said the ferry “will not come back this week.”",
            &[("Nora Quill", "Nora Quill")],
        ),
    ]);
}

#[test]
fn an_office_is_held_by_the_name_behind_it() {
    check(&[
        (
            "The Speaker, Mr Justin Hole, called for order. “Sit down,” he warned.",
            &[("he", "Justin Hole")],
        ),
        ("“It sails,” said one of the pilots, Ana Pohl, on Friday.", &[("one", "Ana Pohl")]),
        (
            "“It sails,” complained another shopkeeper, Owen Pryce.",
            &[("another shopkeeper", "Owen Pryce")],
        ),
        (
            "The owner, retired nurse Pam Oduya, said she was “rather flattered by it”.",
            &[("The owner", "Pam Oduya")],
        ),
        // A list explains nothing.
        ("“It sails,” said one of them, and Ana Pohl nodded.", &[("one", "-")]),
    ]);
}

#[test]
fn an_inner_word_of_a_name_may_be_its_surname() {
    check(&[
        (
            "President Gustavo Rojas Pinzón spoke. “It sails,” Rojas said.",
            &[("Rojas", "Gustavo Rojas Pinzón")],
        ),
        ("Mayor John Lee Ka-fai spoke. “It sails,” Lee said.", &[("Lee", "John Lee Ka-fai")]),
        // A given name inside is another's, and so is a word that two bear.
        ("Mayor Mary Anna Henry spoke. “It sails,” Anna said.", &[("Anna", "Anna")]),
        (
            "Mayor Gustavo Rojas Pinzón met Senator Luz Rojas Ibarra. “It sails,” Rojas said.",
            &[("Rojas", "Rojas")],
        ),
    ]);
}

#[test]
fn somebody_is_known_by_an_age() {
    check(&[
        (
            "Pop star Dani Crewe left the show. “It was like grief,” the 38-year-old said.",
            &[("the 38-year-old", "Dani Crewe")],
        ),
        (
            "Dani Crewe, 38, left with Otto Brandt, 40. “It was like grief,” the 38-year-old said.",
            &[("the 38-year-old", "-")],
        ),
    ]);
}
