//! Who says a passage of a primary source: the label that opens its turn.
//!
//! The label is what the source prints; the speaker is the person it names. "THE CHAIR" names
//! nobody, unless the brackets behind it do.

use super::speakers::is_office;
use crate::model::Cue;
use crate::text::{Turn, turn_at};

/// Who is named for a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The label as printed: "MR. DUNN".
    pub mention: String,
    /// The person: "Dunn"; none for an office or a part.
    pub speaker: Option<String>,
}

/// Parts that somebody plays in a transcript without being named, folded.
const PARTS: &[&str] = &[
    "q",
    "a",
    "question",
    "questions",
    "answer",
    "answers",
    "reporter",
    "journalist",
    "press",
    "moderator",
    "host",
    "anchor",
    "interviewer",
    "interviewee",
    "operator",
    "narrator",
    "speaker",
    "unidentified",
    "unknown",
    "male",
    "female",
    "man",
    "woman",
    "voice",
    "audience",
    "witness",
    "clerk",
    "court",
    "counsel",
    "member",
    "members",
    "participant",
    "panelist",
    "translator",
    "interpreter",
    "staff",
    "all",
    "both",
    "crowd",
    "others",
    "presiding",
];

/// Words inside a name that stay small.
const PARTICLES: &[&str] = &["de", "la", "van", "von", "der", "den", "da", "di", "du", "bin", "al"];

/// Returns who says the words at a place of a primary source: the voice of their caption, else who
/// the label of their turn names.
pub fn spoken_at(cue: Option<&Cue>, turns: &[Turn], place: usize) -> Option<Spoken> {
    let voice = cue.and_then(|cue| cue.voice.clone());
    let mention = voice.or_else(|| turn_at(turns, place).map(|turn| turn.label.clone()))?;
    Some(Spoken { speaker: person(&mention), mention })
}

/// Returns the person that a label names.
fn person(label: &str) -> Option<String> {
    let (name, aside) = match label.split_once(['(', '[']) {
        Some((name, aside)) => (name, aside.trim_end_matches([')', ']', ' '])),
        None => (label, ""),
    };
    name_in(name).or_else(|| name_in(aside).filter(|name| name.contains(' ')))
}

/// Returns a name without the offices before it, its capitals as names have them.
fn name_in(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_title = |word: &&&str| {
        let word = folded(word);
        is_office(&word) || PARTS.contains(&word.as_str())
    };
    let bare = &words[words.iter().take_while(is_title).count()..];
    let is_name = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            && word.chars().any(char::is_alphabetic)
    };
    let holds_part = bare.iter().any(|word| PARTS.contains(&folded(word).as_str()));
    if bare.is_empty() || holds_part || !bare.iter().all(is_name) {
        return None;
    }
    let shouts = !bare.iter().any(|word| word.chars().skip(1).any(char::is_lowercase));
    let words: Vec<String> = bare
        .iter()
        .enumerate()
        .map(|(at, word)| if shouts { quiet(word, at > 0) } else { (*word).to_owned() })
        .collect();
    Some(words.join(" "))
}

/// Returns a word in capitals as a name has it: "O’TOOLE" is "O’Toole", "MCDONALD" "McDonald".
fn quiet(word: &str, may_be_small: bool) -> String {
    let lower = word.to_lowercase();
    if may_be_small && PARTICLES.contains(&lower.as_str()) {
        return lower;
    }
    let mut name = String::with_capacity(word.len());
    let mut is_first = true;
    for c in lower.chars() {
        let after_mc = name == "Mc";
        if is_first || after_mc {
            name.extend(c.to_uppercase());
        } else {
            name.push(c);
        }
        is_first = !c.is_alphabetic();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::turns;

    #[test]
    fn a_label_names_a_person_or_nobody() {
        let rows = [
            ("MR. DUNN", Some("Dunn")),
            ("Ada Dunn", Some("Ada Dunn")),
            ("JEAN O’TOOLE", Some("Jean O’Toole")),
            ("SEN. MCDONALD", Some("McDonald")),
            ("LUIS DE LA CRUZ", Some("Luis de la Cruz")),
            ("Hon. Jo March (Halifax, Ind.)", Some("Jo March")),
            ("The Chair (Hon. Jo March)", Some("Jo March")),
            ("MAYOR REED", Some("Reed")),
            ("THE CHAIR", None),
            ("THE PRIME MINISTER", None),
            ("QUESTION", None),
            ("Q", None),
            ("SPEAKER 2", None),
            ("UNIDENTIFIED MALE", None),
        ];
        for (label, expected) in rows {
            assert_eq!(person(label).as_deref(), expected, "{label}");
        }
    }

    #[test]
    fn a_passage_is_said_by_whose_turn_it_is() {
        let text = "THE CHAIR: Order, please.\nMR. DUNN: I object.";
        let turns = turns(text);
        let said = |at| spoken_at(None, &turns, at).map(|spoken| (spoken.mention, spoken.speaker));
        assert_eq!(said(12), Some(("THE CHAIR".to_owned(), None)));
        assert_eq!(said(40), Some(("MR. DUNN".to_owned(), Some("Dunn".to_owned()))));
    }
}
