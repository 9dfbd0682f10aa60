//! Who has the floor in a transcript: the labels that open its turns.
//!
//! Three customs are read: "MR. DUNN: …" and "Ada Dunn (Halifax): …" at the beginning of a line;
//! "Mr. Dunn. …" where such labels come again; and a line of its own in capitals above what is said.

use std::collections::BTreeMap;

use crate::model::CharSpan;

/// A stretch of a transcript that one person speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The label that names the speaker, its colon or full stop left out.
    pub label: String,
    /// Where the label stands, with its colon or full stop.
    pub span: CharSpan,
}

/// Most characters of a label.
const LONGEST_LABEL: usize = 60;
/// Most characters of the brackets behind a name: a riding, a party, an office.
const LONGEST_ASIDE: usize = 120;
/// Most words of a label.
const MOST_WORDS: usize = 6;

/// Words that come before a name, as an office or a form of address, folded.
const ADDRESSES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "sir",
    "madam",
    "hon",
    "sen",
    "senator",
    "rep",
    "the",
    "chairman",
    "chairwoman",
    "chair",
    "president",
    "minister",
    "judge",
    "justice",
    "secretary",
    "mayor",
    "governor",
    "premier",
    "commissioner",
    "councillor",
    "ambassador",
    "general",
];

/// How a label is set off, which says how much else it needs to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Custom {
    /// A colon behind capitals, a form of address or a name of several words.
    Plain,
    /// A colon behind one capitalised word: "Dunn:", but also "Note:".
    Colon,
    /// A form of address, a name and a full stop.
    FullStop,
    /// A line of its own in capitals.
    Line,
}

/// Returns the turns of a transcript in order; none where a text has no labels.
///
/// What could be something else, a heading or "Note:", counts only where it comes again.
pub fn turns(text: &str) -> Vec<Turn> {
    let mut found: Vec<(Custom, Turn)> = Vec::new();
    let mut start = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let has_text_below = lines.peek().is_some_and(|next| !next.trim().is_empty());
        if let Some((custom, label, from, to)) = label_of(line, has_text_below) {
            let span = CharSpan::new(start + from, start + to);
            found.push((custom, Turn { label, span }));
        }
        start += line.chars().count() + 1;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, turn) in &found {
        *counts.entry(turn.label.clone()).or_default() += 1;
    }
    let times = |turn: &Turn| counts.get(&turn.label).copied().unwrap_or(0);
    let is_sure = |(custom, turn): &(Custom, Turn)| match custom {
        Custom::Plain => true,
        Custom::Line if has_address(&turn.label) => true,
        _ => times(turn) > 1,
    };
    let sure: Vec<bool> = found.iter().map(is_sure).collect();
    let turns = found.into_iter().zip(sure).filter(|(_, is_sure)| *is_sure);
    turns.map(|((_, turn), _)| turn).collect()
}

/// Returns the turn that a place belongs to: the last that opens before it.
pub fn turn_at(turns: &[Turn], place: usize) -> Option<&Turn> {
    let before = turns.partition_point(|turn| turn.span.end <= place);
    before.checked_sub(1).and_then(|last| turns.get(last))
}

/// Says whether a line opens a turn with a label and a colon.
pub fn opens_turn(line: &str) -> bool {
    matches!(label_of(line, false), Some((Custom::Plain, ..)))
}

/// Returns the label at the beginning of a line, with where it begins and ends there.
fn label_of(line: &str, has_text_below: bool) -> Option<(Custom, String, usize, usize)> {
    let body = line.trim_start_matches(|c: char| c.is_whitespace() || "-–—>•\u{feff}".contains(c));
    let from = line.chars().count() - body.chars().count();
    let head = head(body)?;
    let (label, rest) = body.split_at(head);
    let to = |marks: usize| from + label.chars().count() + marks;
    let is_followed = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\t', '\r']);
    let trimmed = label.trim_end();
    if let Some(after) = rest.strip_prefix([':', '：']).filter(|after| is_followed(after)) {
        let bare = without_aside(trimmed);
        let custom = if is_capitals(bare) || has_address(bare) || is_full_name(bare, after) {
            Custom::Plain
        } else {
            Custom::Colon
        };
        return is_label(bare).then(|| (custom, trimmed.to_owned(), from, to(1)));
    }
    if let Some(after) = rest.strip_prefix('.').filter(|after| is_followed(after)) {
        let is_named = has_address(trimmed) && is_label(trimmed);
        let speaks = after.trim_start().starts_with(|c: char| c.is_uppercase() || c == '“');
        return (is_named && speaks && trimmed.split(' ').count() > 1)
            .then(|| (Custom::FullStop, trimmed.to_owned(), from, to(1)));
    }
    let is_alone = rest.trim().is_empty() && has_text_below;
    (is_alone && is_capitals(trimmed) && is_label(trimmed))
        .then(|| (Custom::Line, trimmed.to_owned(), from, to(0)))
}

/// Returns how many bytes of a line may be a label: up to a colon, a full stop that closes no
/// abbreviation, or the end; what stands in brackets behind a name belongs to it.
fn head(body: &str) -> Option<usize> {
    let mut in_aside = false;
    let mut word_start = 0;
    for (count, (at, c)) in body.char_indices().enumerate() {
        let limit = if in_aside { LONGEST_LABEL + LONGEST_ASIDE } else { LONGEST_LABEL };
        if count > limit {
            return None;
        }
        match c {
            '(' | '[' if at > 0 => in_aside = true,
            ')' | ']' => in_aside = false,
            _ if in_aside => {}
            ':' | '：' => return Some(at),
            '.' => {
                let word = body[word_start..at].to_lowercase();
                let is_initial = word.chars().count() == 1;
                if !is_initial && !ADDRESSES.contains(&word.as_str()) {
                    return Some(at);
                }
            }
            ',' | ';' | '?' | '!' | '“' | '"' => return None,
            c if c.is_whitespace() => word_start = at + c.len_utf8(),
            _ => {}
        }
    }
    Some(body.trim_end().len())
}

fn without_aside(label: &str) -> &str {
    label.split(['(', '[']).next().unwrap_or(label).trim_end()
}

/// Says whether a label is a few words that each begin with a capital or a digit.
fn is_label(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    let begins = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (1..=MOST_WORDS).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().all(begins)
}

fn is_capitals(label: &str) -> bool {
    // "McDONALD" is a name in capitals, too.
    let letters: Vec<char> = label.chars().filter(|c| c.is_alphabetic()).collect();
    let small = letters.iter().filter(|c| c.is_lowercase()).count();
    !letters.is_empty() && small <= letters.len() / 8
}

fn has_address(label: &str) -> bool {
    let first = label.split_whitespace().next().unwrap_or_default();
    ADDRESSES.contains(&first.trim_end_matches('.').to_lowercase().as_str())
}

/// Says whether a label is a name of two to four words, with speech behind it on its line.
fn is_full_name(label: &str, after: &str) -> bool {
    let words = label.split_whitespace().count();
    let is_letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    (2..=4).contains(&words) && label.chars().all(is_letters) && !after.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        let found = turns(text);
        for turn in &found {
            let stands = turn.span.slice(text).unwrap_or_default();
            assert!(stands.starts_with(&turn.label), "{stands:?} for {:?}", turn.label);
        }
        found.into_iter().map(|turn| turn.label).collect()
    }

    #[test]
    fn labels_of_transcripts_are_found() {
        let rows: [(&str, &[&str]); 10] = [
            ("THE CHAIR: Order.\nMR. DUNN: I object.", &["THE CHAIR", "MR. DUNN"]),
            (">> MR. DUNN: I object.\n- Ada Reed: So do I.", &["MR. DUNN", "Ada Reed"]),
            ("The Chair (Hon. Jo March): Order.", &["The Chair (Hon. Jo March)"]),
            ("Mr. A. B. Dunn (Halifax, Ind.): I object.", &["Mr. A. B. Dunn (Halifax, Ind.)"]),
            ("Q: Why?\nA: Because.\n", &["Q", "A"]),
            (
                "Mr. Dunn. I object.\nMrs. Reed. So do I.\nMr. Dunn. Still.",
                &["Mr. Dunn", "Mr. Dunn"],
            ),
            (
                "THE MINISTER\nWe will pay.\n\nQUESTION\nWhen?\n\nQUESTION\nHow?",
                &["THE MINISTER", "QUESTION", "QUESTION"],
            ),
            // Headings, remarks and sentences are no labels.
            ("OPENING STATEMENT\nWe will pay.\nNote: the tape ends here.", &[]),
            ("He said: Go.\nIn 2019, we left: nobody stayed.", &[]),
            ("Dunn: Yes.\nReed: No.\nDunn: Yes!\nReed: Never.", &["Dunn", "Reed", "Dunn", "Reed"]),
        ];
        for (text, expected) in rows {
            assert_eq!(labels(text), expected, "{text}");
        }
    }

    #[test]
    fn a_place_belongs_to_the_turn_that_opened_last() {
        let text = "Minutes\nTHE CHAIR: Order.\nMR. DUNN: I object.";
        let turns = turns(text);
        let at = |words: &str| text.find(words).and_then(|place| turn_at(&turns, place));
        assert_eq!(at("Minutes"), None);
        assert_eq!(at("Order").map(|turn| turn.label.as_str()), Some("THE CHAIR"));
        assert_eq!(at("object").map(|turn| turn.label.as_str()), Some("MR. DUNN"));
    }
}
