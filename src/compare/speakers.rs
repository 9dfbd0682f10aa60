//! Whether two names mean the same person.
//!
//! A surname alone agrees only where no other speaker bears it: "Dong" is Han Dong, and "Consul
//! General Han" is not. Where others do, it may be theirs: it is disputed, and does not disagree.

use std::collections::BTreeSet;

use super::lexicon::{base_name, is_pronoun};
use super::reading::Prepared;
use super::spelling::without_accents;
use crate::model::{Appearance, Attribution, AttributionResult};

/// Words before a name that are an office and no part of it, folded.
const OFFICES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "lord",
    "lady",
    "rev",
    "reverend",
    "hon",
    "honourable",
    "honorable",
    "sen",
    "senator",
    "rep",
    "representative",
    "gov",
    "governor",
    "gen",
    "general",
    "col",
    "colonel",
    "lt",
    "lieutenant",
    "sgt",
    "sergeant",
    "capt",
    "captain",
    "maj",
    "major",
    "mp",
    "mps",
    "mep",
    "president",
    "vice",
    "prime",
    "premier",
    "minister",
    "chancellor",
    "secretary",
    "mayor",
    "judge",
    "justice",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "bishop",
    "archbishop",
    "cardinal",
    "pastor",
    "father",
    "sister",
    "chief",
    "consul",
    "ambassador",
    "councillor",
    "councilman",
    "councilwoman",
    "congressman",
    "congresswoman",
    "commissioner",
    "chairman",
    "chairwoman",
    "chair",
    "leader",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "director",
    "officer",
    "inspector",
    "detective",
    "attorney",
    "deputy",
    "commander",
    "cmdr",
    "brigadier",
    "admiral",
    "superintendent",
    "supt",
    "constable",
    "sheriff",
    "executive",
    "chairperson",
    "ceo",
    "doctor",
    "coach",
    "dame",
    "baron",
    "baroness",
    "cllr",
    "councilor",
    "alderman",
    "rabbi",
    "imam",
    "sheikh",
    "speaker",
    "envoy",
    "dean",
    "former",
    "then",
    "the",
    "liberal",
    "conservative",
    "republican",
    "democrat",
    "democratic",
];

/// Says whether a folded word is an office or a form of address, and no part of a name.
pub(crate) fn is_office(word: &str) -> bool {
    OFFICES.contains(&word)
}

/// What sets a description off from a name.
const SET_OFF: [char; 5] = [',', '(', '，', '、', '（'];

/// Words behind a name that begin a description.
const BEHIND: [&str; 8] =
    [" of ", " from ", " at ", " in ", " with ", " who ", " himself", " herself"];

/// Returns a name without what stands beside it: "Ann Reed, the mayor of Holt", "Ann Reed (Lab.)".
fn by_itself(name: &str) -> &str {
    let head = name.split(SET_OFF).next().unwrap_or(name);
    if head.chars().any(char::is_alphanumeric) { head } else { name }
}

/// Returns the names that may stand in what somebody is asked for by: "Ann Reed", "Holt’s mayor, Ann
/// Reed", "Ann Reed of Holt", "Reed herself".
fn names_in(asked: &str) -> Vec<&str> {
    let has_words = |part: &&str| part.chars().any(char::is_alphanumeric);
    let mut names = Vec::new();
    for part in asked.split(SET_OFF).filter(has_words) {
        names.push(part);
        let ends = BEHIND.iter().filter_map(|word| part.find(word));
        let head = ends.min().map_or(part, |end| &part[..end]);
        let is_reflexive = part.ends_with("self");
        if head.len() < part.len() && (parts(head).len() > 1 || is_reflexive) {
            names.push(head);
        }
    }
    names
}

/// Says whether somebody is asked for by a word that names nobody; "WHO" is a body.
fn names_nobody(name: &str) -> bool {
    let name = name.trim();
    let is_acronym = name.len() > 1 && name.chars().all(char::is_uppercase);
    !is_acronym && is_pronoun(&name.to_lowercase())
}

/// The parts of a name, office and possessive left out.
fn parts(name: &str) -> Vec<String> {
    let read = Prepared::new(by_itself(name));
    // "Inês" is written "Ines" where a keyboard has no accents.
    let plain = |key: &str| -> String { without_accents(base_name(key)) };
    let keys: Vec<String> = read.keys().map(plain).collect();
    let offices = keys.iter().take_while(|key| OFFICES.contains(&key.as_str())).count();
    // "Mr. King" is named so.
    let bare = &keys[offices.min(keys.len().saturating_sub(1))..];
    let junior =
        bare.last().is_some_and(|last| matches!(last.as_str(), "jr" | "sr" | "ii" | "iii"));
    bare[..bare.len() - usize::from(junior && bare.len() > 1)].to_vec()
}

/// Returns the last word of a name, folded: only names that share it can mean one person.
pub fn surname(name: &str) -> Option<String> {
    parts(name).pop()
}

/// Words for somebody who is named by another person: "a spokesman for Ann Reed" is not Ann Reed.
const RELATIONS: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "wife",
    "husband",
    "widow",
    "widower",
    "partner",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "parents",
    "friend",
    "friends",
    "lawyer",
    "lawyers",
    "attorney",
    "solicitor",
    "barrister",
    "agent",
    "aide",
    "aides",
    "adviser",
    "advisers",
    "advisor",
    "advisors",
    "ally",
    "allies",
    "colleague",
    "colleagues",
    "neighbour",
    "neighbor",
    "supporter",
    "supporters",
    "critic",
    "critics",
    "representative",
    "assistant",
];

/// Says whether a name tells who somebody is by naming `other`, and nobody else: "the wife of Ann Reed", and
/// not "a spokesman for the port Ann Reed".
fn is_told_by(name: &str, other: &[String]) -> bool {
    let read = Prepared::new(by_itself(name));
    let keys: Vec<&str> = read.keys().collect();
    let is_link =
        |two: &[&str]| RELATIONS.contains(&two[0]) && matches!(two[1], "for" | "of" | "to");
    let link = keys.windows(2).position(is_link);
    link.is_some_and(|at| parts(&keys[at + 2..].join(" ")).len() <= other.len())
}

/// Says whether two names mean the same person or body, `known` being all the names around.
pub(crate) fn is_same(left: &str, right: &str, known: &[&str]) -> bool {
    let (a, b) = (parts(left), parts(right));
    if is_told_by(left, &b) != is_told_by(right, &a) {
        return false;
    }
    let (Some(a_last), Some(b_last)) = (a.last(), b.last()) else { return false };
    if a == b || is_acronym(left, right) || is_acronym(right, left) {
        return true;
    }
    if a_last != b_last {
        return false;
    }
    // A surname has more than one word at times: "van der Meulen", "Keita-Ndiaye".
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    match short.len() {
        1 => is_only_bearer(short, known),
        _ if long.ends_with(short) => is_only_bearer(short, known),
        _ => given_names_agree(&a, &b),
    }
}

/// Says whether all names around that end in this surname, and have more, are one name.
///
/// What stands before a whole name is no other given name: "Commander Ann Reed" is Ann Reed.
fn is_only_bearer(surname: &[String], known: &[&str]) -> bool {
    let bears = |parts: &Vec<String>| parts.len() > surname.len() && parts.ends_with(surname);
    let bearers: BTreeSet<Vec<String>> =
        known.iter().map(|name| parts(name)).filter(bears).collect();
    let least = surname.len().max(2);
    let is_longer = |one: &&Vec<String>| {
        bearers
            .iter()
            .any(|other| (least..one.len()).contains(&other.len()) && one.ends_with(other))
    };
    let all: Vec<&Vec<String>> = bearers.iter().filter(|one| !is_longer(one)).collect();
    all.windows(2).all(|pair| given_names_agree(pair[0], pair[1]))
}

/// Says whether the first names are equal, or one is the initial of the other.
fn given_names_agree(a: &[String], b: &[String]) -> bool {
    let (Some(first), Some(second)) = (a.first(), b.first()) else { return false };
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let agree = |first: &str, second: &str| {
        first == second || is_initial(first, second) || is_initial(second, first)
    };
    // A middle name may be left out, and is not another's: "Ann M. Reed", "Ann N. Reed".
    let middles = a[1..].iter().zip(&b[1..]);
    agree(first, second) && (a.len() != b.len() || middles.into_iter().all(|(a, b)| agree(a, b)))
}

/// Says whether `short` is written from the initials of a longer name: "PMO".
fn is_acronym(short: &str, long: &str) -> bool {
    let read = Prepared::new(long);
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    let initials: String = read.keys().filter_map(|key| key.chars().next()).collect();
    initials.chars().count() > 1
        && letters.chars().all(char::is_uppercase)
        && letters.to_lowercase() == initials
}

/// Says whether who is asked for is one of those named, `known` being all the names around; if nobody
/// else bears the name where there are none.
fn is_any(asked: &str, named: &[impl AsRef<str>], known: &[&str]) -> bool {
    let asked = names_in(asked);
    named.iter().any(|name| asked.iter().any(|asked| is_same(asked, name.as_ref(), known)))
}

/// Returns who else of all the names around may be asked for, where a name that is borne by several
/// leaves open who it is.
fn namesakes<'k>(named: &Attribution, known: &[&'k str]) -> Vec<&'k str> {
    let Some(asked) = named.asked.as_deref() else { return Vec::new() };
    let is_open = named.result == AttributionResult::Disputed
        && is_any(asked, &named.named, &[])
        && !is_any(asked, &named.named, known);
    let is_other = |name: &&&str| {
        is_any(asked, std::slice::from_ref(*name), &[])
            && parts(name).len() > parts(asked).len()
            && !named.named.iter().any(|own| is_same(own, name, &[]))
    };
    if is_open { known.iter().filter(is_other).copied().collect() } else { Vec::new() }
}

/// Namesakes who are told by name.
const MOST_NAMESAKES: usize = 3;

/// Returns what warns of a name asked for that others bear, too, or nobody.
pub(crate) fn borne_by(named: &Attribution, known: &[&str]) -> Option<String> {
    if let Some(asked) = named.asked.as_deref().filter(|asked| names_nobody(asked)) {
        return Some(format!("“{asked}” names nobody; give a name"));
    }
    let others = namesakes(named, known);
    let asked = named.asked.as_deref().filter(|_| !others.is_empty())?;
    let told = others[..others.len().min(MOST_NAMESAKES)].join(", ");
    let more = match others.len().saturating_sub(MOST_NAMESAKES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!("“{asked}” may also be {told}{more}; give the full name"))
}

/// Returns who is named for some appearances, and whether that agrees with who was asked for.
pub(crate) fn attribution(
    asked: Option<&str>,
    appearances: &[&Appearance],
    known: &[&str],
) -> Attribution {
    let named: BTreeSet<String> =
        appearances.iter().filter_map(|found| found.speaker.clone()).collect();
    let named: Vec<String> = named.into_iter().collect();
    let mut around: Vec<&str> = named.iter().map(String::as_str).collect();
    around.extend(known);
    // Who else bears a surname says nothing about outlets that name one person by it.
    let own: Vec<&str> = named.iter().map(String::as_str).collect();
    let is_disputed = named.iter().any(|name| !is_same(&named[0], name, &own));
    let agrees = asked.map(|asked| is_any(asked, &named, &around));
    let may_agree = || asked.is_some_and(|asked| is_any(asked, &named, &[]));
    let result = match (named.is_empty(), agrees) {
        _ if asked.is_some_and(names_nobody) => AttributionResult::NotAsked,
        (true, None) => AttributionResult::NotAsked,
        (true, Some(_)) => AttributionResult::Unattributed,
        (_, Some(false)) if may_agree() => AttributionResult::Disputed,
        (_, Some(false)) => AttributionResult::Disagrees,
        _ if is_disputed => AttributionResult::Disputed,
        (_, None) => AttributionResult::NotAsked,
        (_, Some(true)) => AttributionResult::Agrees,
    };
    Attribution { asked: asked.map(str::to_owned), named, result }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_agrees_only_where_one_speaker_bears_it() {
        let known = [
            "Han Dong",
            "Justin Trudeau",
            "Han Tao",
            "Ann Reed",
            "Bo Reed",
            "Vera Holt",
            "Commander Vera Holt",
            "Ada Lee-Moe",
            "Ida Lee-Moe",
        ];
        let rows = [
            ("Han Tao", "Han Dong", false),
            ("Dong", "Han Dong", true),
            ("MP Han Dong", "Han Dong", true),
            ("Mr. Dong", "Han Dong", true),
            ("Consul General Han", "Han Dong", false),
            ("Trudeau", "Justin Trudeau", true),
            ("Prime Minister Justin Trudeau", "Justin Trudeau", true),
            ("Justin", "Justin Trudeau", false),
            ("J. Trudeau", "Justin Trudeau", true),
            ("Jens Sorensen", "Jens Sørensen", true),
            ("Jens Sorenson", "Jens Sørensen", false),
            ("Justin P. Trudeau", "Justin Trudeau", true),
            ("Justin P. Trudeau", "Justin Pierre Trudeau", true),
            ("Justin P. Trudeau", "Justin M. Trudeau", false),
            ("Pierre Trudeau", "Justin Trudeau", false),
            ("Reed", "Ann Reed", false),
            ("PMO", "Prime Minister’s Office", true),
            ("Erin O'Toole", "Erin O’Toole", true),
            ("Commander Vera Holt", "Vera Holt", true),
            ("Holt", "Vera Holt", true),
            ("Mr. King", "Larry King", true),
            ("Commander Holt", "Vera Holt", true),
            ("van der Meulen", "Annelies van der Meulen", true),
            ("Keita-Ndiaye", "Amadou Keita-Ndiaye", true),
            ("Inês Carvalho", "Ines Carvalho", true),
            ("Lee-Moe", "Ada Lee-Moe", false),
            ("a spokesman for Han Dong", "Han Dong", false),
            ("the wife of Han Dong", "Han Dong", false),
            ("an aide to Mr. Dong", "Han Dong", false),
            ("a spokesman for the port Han Dong", "Han Dong", true),
            ("a spokesman for Han Dong", "spokesman for Han Dong", true),
        ];
        for (asked, named, expected) in rows {
            assert_eq!(is_same(asked, named, &known), expected, "{asked} / {named}");
        }
    }
}
