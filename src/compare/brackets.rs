//! Words in square brackets: what an editor may put there, and what makes a bracket an alteration.

use std::ops::Range;

use super::cells::{Both, Cell, Role};
use super::changes::{change, change_of};
use super::lexicon::{
    Feature, base_name, features, is_condition, is_function_word, is_personal, is_pronoun,
    is_third_person, is_title, number_value,
};
use super::reading::Prepared;
use super::speakers::is_office;
use super::spelling::{is_inflection, is_opposite};
use crate::model::{Change, ChangeClass};

/// Returns the changes of a bracket: what it stands for, and whatever it brings in or takes out; `hunk`
/// has the cells around it up to the next words that both texts have.
pub(crate) fn bracketed(both: &Both<'_, '_>, cell: &Cell, hunk: &[Cell]) -> Vec<Change> {
    let mut whole = change(both, cell, ChangeClass::Bracketed);
    let mut found: Vec<Change> =
        material(both, cell).into_iter().map(|class| change(both, cell, class)).collect();
    if brings_other_name(both, cell) {
        found.push(change(both, cell, ChangeClass::Name));
    }
    let conditions = |read: &Prepared<'_>, range: Range<usize>| -> Vec<String> {
        let conditions = range.filter(|at| is_condition(read, *at));
        conditions.map(|at| read.tokens[at].key.clone()).collect()
    };
    if conditions(both.left, cell.left.clone()) != conditions(both.right, cell.right.clone()) {
        whole.material = Some(true);
    }
    if !may_replace(both, cell) {
        found.push(change_of(
            both,
            ChangeClass::Substituted,
            cell.left.clone(),
            cell.right.clone(),
        ));
    }
    let beside = hunk.iter().find_map(|other| Some((cut_beside(both, cell, other)?, other)));
    if let Some((cut, other)) = beside
        && !may_stand_beside(both, cell, cut.clone(), other)
    {
        found.push(change_of(both, ChangeClass::Substituted, cut, cell.right.clone()));
    }
    found.push(whole);
    found.sort_by_key(|change| change.class);
    found.dedup();
    found
}

/// What an editor notes in brackets that the speaker did, or nobody heard.
const NOTES: &[&str] = &[
    "sic",
    "laughs",
    "laughing",
    "laughter",
    "applause",
    "cheers",
    "sighs",
    "pause",
    "pauses",
    "pausing",
    "inaudible",
    "unclear",
    "expletive",
    "expletives",
    "deleted",
    "redacted",
    "crosstalk",
    "emphasis",
];

/// Says whether a word in brackets notes what the speaker did, or nobody heard: "[laughs]".
pub(crate) fn is_note(key: &str) -> bool {
    NOTES.contains(&key)
}

/// Returns the words beside a bracket that stands for none, where they are cut: as many as it has. What
/// stands behind a mark is no other end of the same words.
fn cut_beside(both: &Both<'_, '_>, cell: &Cell, other: &Cell) -> Option<Range<usize>> {
    let is_cut = matches!(other.role, Role::Cut | Role::Elided);
    // The mark at the end of all stands behind whatever is cut.
    let is_end = cell.left.start == both.left.tokens.len();
    let is_behind_mark = !is_end && !both.left.marks[cell.left.start].folded.is_empty();
    if !cell.left.is_empty() || !is_cut || is_behind_mark {
        return None;
    }
    let (at, count) = (cell.left.start, cell.right.len().min(other.left.len()));
    match (other.left.start, other.left.end) {
        (start, _) if start == at => Some(start..start + count),
        (_, end) if end == at => Some(end - count..end),
        _ => None,
    }
}

/// Says whether a bracket beside a cut only explains or notes something, or may replace what is cut there.
///
/// "A [bribe]" for "a working railway" is no cut behind an addition.
fn may_stand_beside(both: &Both<'_, '_>, cell: &Cell, cut: Range<usize>, whole: &Cell) -> bool {
    let keys = || both.right.tokens[cell.right.clone()].iter().map(|token| token.key.as_str());
    let explains_it = cell.right.start.checked_sub(1).is_some_and(|before| {
        let token = &both.right.tokens[before];
        token.is_name || is_pronoun(&token.key) && !is_possessive(&token.key)
    });
    let is_cut = |key: &str| {
        let mut same = both.left.tokens[whole.left.clone()].iter().map(|token| token.key.as_str());
        same.any(|cut| cut == key || is_inflection(cut, key))
    };
    let names = || cell.right.clone().any(|at| looks_like_name(both.right, at));
    explains_it
        || names()
        || keys().any(is_note)
        || keys().all(|key| is_function_word(key) || is_cut(key))
        || cut.clone().next().is_some_and(|at| replaceable(both, cell, at))
}

/// Returns the material classes, names aside, that the two sides of a bracket do not share.
fn material(both: &Both<'_, '_>, cell: &Cell) -> Vec<ChangeClass> {
    let collect = |read: &Prepared<'_>, range: Range<usize>| -> Vec<Feature> {
        range
            .flat_map(|at| features(read, at))
            .filter(|feature| feature.class != ChangeClass::Name)
            .collect()
    };
    let left = collect(both.left, cell.left.clone());
    let mut right = collect(both.right, cell.right.clone());
    let mut loose = Vec::new();
    for feature in left {
        match right.iter().position(|other| *other == feature) {
            Some(at) => drop(right.remove(at)),
            None => loose.push(feature.class),
        }
    }
    loose.extend(right.into_iter().map(|feature| feature.class));
    let denies = cell.left.clone().any(|l| {
        let left = &both.left.tokens[l].key;
        cell.right.clone().any(|r| is_opposite(left, &both.right.tokens[r].key))
    });
    if denies {
        loose.push(ChangeClass::Negation);
    }
    // "one" in brackets, or under them, is mostly a pronoun; a denial beside it is what counts.
    loose.sort_unstable();
    loose.dedup();
    loose
}

/// Says whether what the bracket replaces may be replaced: a pronoun, a name or an inflection.
fn may_replace(both: &Both<'_, '_>, cell: &Cell) -> bool {
    let is_determiner = |key: &str| matches!(key, "the" | "a" | "an");
    let replaceable = |at: usize| replaceable(both, cell, at);
    let stands_for = cell.left.clone().any(replaceable);
    cell.left.is_empty()
        || cell
            .left
            .clone()
            .all(|at| replaceable(at) || stands_for && is_determiner(&both.left.tokens[at].key))
}

fn is_possessive(key: &str) -> bool {
    matches!(key, "my" | "your" | "his" | "her" | "its" | "our" | "their" | "whose")
}

/// Says whether the word `at` of the reference is a name, a pronoun or a title, or says what a word in the
/// bracket says.
fn replaceable(both: &Both<'_, '_>, cell: &Cell, at: usize) -> bool {
    let token = &both.left.tokens[at];
    token.is_name
        || is_pronoun(&token.key)
        || is_title(&token.key)
        || cell.right.clone().any(|r| {
            let other = &both.right.tokens[r].key;
            let value = number_value(other);
            is_inflection(&token.key, other)
                || token.key == *other
                || value.is_some() && value == number_value(&token.key)
        })
}

/// Says whether the bracket names somebody whom nothing in the reference stands for.
///
/// A name may explain a pronoun, beside it or instead of it, or complete a name. In the place of
/// another name, or out of nowhere, it changes who is meant.
fn brings_other_name(both: &Both<'_, '_>, cell: &Cell) -> bool {
    let names: Vec<&str> = cell
        .right
        .clone()
        .filter(|at| both.right.tokens[*at].is_name || looks_like_name(both.right, *at))
        .map(|at| base_name(&both.right.tokens[at].key))
        .collect();
    if names.is_empty() {
        return false;
    }
    if cell.left.is_empty() {
        return !explains(both.right, cell.right.clone())
            && !completes(both.right, cell.right.clone());
    }
    let replaced = &both.left.tokens[cell.left.clone()];
    let named: Vec<&str> =
        replaced.iter().filter(|token| token.is_name).map(|token| base_name(&token.key)).collect();
    if named.is_empty() {
        return !replaced.iter().any(|token| is_personal(&token.key));
    }
    // A name may be completed or shortened, and an office stand before it.
    let is_within = |some: &[&str], all: &[&str]| {
        let mut own = some.iter().filter(|name| !is_office(name)).peekable();
        own.peek().is_some() && own.all(|name| all.contains(name))
    };
    !is_within(&names, &named) && !is_within(&named, &names)
}

/// Says whether a name in brackets, added to the words, explains what stands beside it: "he [Dong]",
/// "[Han] Dong".
fn explains(read: &Prepared<'_>, bracket: Range<usize>) -> bool {
    let before = bracket.start.checked_sub(1).map(|at| &read.tokens[at]);
    let after = read.tokens.get(bracket.end);
    before.is_some_and(|token| is_third_person(&token.key))
        || bracket.len() == 1 && after.is_some_and(|token| token.is_name)
        || before.is_some_and(|token| is_title(&token.key))
}

/// Says whether words stand in one pair of brackets with a name that the reference has: "[House of Lords]"
/// for "House".
fn completes(read: &Prepared<'_>, words: Range<usize>) -> bool {
    let bracket = read.tokens.get(words.start).map_or(0, |token| token.bracket);
    let is_name_beside = |at: usize| {
        read.tokens.get(at).is_some_and(|token| token.bracket == bracket && token.is_name)
    };
    let before = words.start.checked_sub(1);
    bracket > 0 && (before.is_some_and(is_name_beside) || is_name_beside(words.end))
}

/// Says whether a word in brackets has a capital that its bracket does not ask for.
fn looks_like_name(read: &Prepared<'_>, at: usize) -> bool {
    let capital = read.token_text(at).starts_with(char::is_uppercase);
    capital && !is_function_word(&read.tokens[at].key) && !is_title(&read.tokens[at].key)
}

#[cfg(test)]
mod tests {
    use crate::compare::wording;
    use crate::model::{ChangeClass, Verdict};

    const SAID: &str = "In my view he always said that Canada demands the release of two men.";

    #[test]
    fn a_bracket_may_stand_for_a_pronoun_a_name_or_an_inflection() {
        let rows = [
            "In my view [Mr. Smith] always said that Canada demands the release of two men.",
            "In my view he always said that [the State of Canada] demands the release of two men.",
            "In my view he [Smith] always said that Canada demands the release of two men.",
            "In my view he always said that [the country] demands the release of two men.",
            "In my view he always said that Canada demand[ed] the release of two men.",
            "In [his] view he always said that Canada demands the release of two men.",
        ];
        for text in rows {
            assert_eq!(wording(SAID, text).verdict, Verdict::Elided, "{text}");
        }
    }

    #[test]
    fn a_bracket_beside_a_cut_hides_no_other_word() {
        let said =
            "We doubt the zoo can pay, but the contractor promised us a working railway soon.";
        let rows = [
            ("the contractor promised us a [bribe]", Verdict::Altered),
            ("the contractor promised us a [bribe]…", Verdict::Altered),
            ("We … [know] the zoo can pay", Verdict::Altered),
            ("the contractor … [lied].", Verdict::Altered),
            ("[they said] the zoo can pay", Verdict::Altered),
            ("the contractor promised us [the council] a working railway", Verdict::Elided),
            ("the contractor promised us a [railway]", Verdict::Elided),
            ("the contractor promised us [sic]", Verdict::Elided),
            ("the contractor promised us [it]", Verdict::Elided),
            ("[W]e doubt the zoo can pay [today]", Verdict::Elided),
        ];
        for (text, expected) in rows {
            let compared = wording(said, text);
            assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
        }
    }

    #[test]
    fn a_bracket_stands_for_a_whole_name() {
        let said = "We asked President Lena Voss Park, but South Sudan left, and Ida Moe wept.";
        let rows = [
            ("We asked [her], but South Sudan left, and Ida Moe wept.", Verdict::Elided),
            ("We asked [the president], but South Sudan left", Verdict::Elided),
            ("We asked President [Park], but South Sudan left", Verdict::Elided),
            ("We asked President Lena Voss Park, but [it] left, and Ida", Verdict::Elided),
            ("We asked [President Park], but South Sudan left", Verdict::Elided),
            ("We asked President [Lena Park], but South Sudan left", Verdict::Elided),
            ("We asked President [Ann Park], but South Sudan left", Verdict::Altered),
            ("We asked President [Moe], but South Sudan left", Verdict::Altered),
            ("Park, but [North Sudan] left, and Ida Moe wept", Verdict::Altered),
            ("We asked [nobody], but South Sudan left", Verdict::Altered),
            ("We asked [Park]", Verdict::Elided),
            ("We asked [Moe]", Verdict::Altered),
            ("[Ms Voss], but South Sudan left", Verdict::Elided),
        ];
        for (text, expected) in rows {
            let compared = wording(said, text);
            assert_eq!(compared.verdict, expected, "{text}: {:?}", compared.changes);
        }
    }

    #[test]
    fn nothing_hides_between_two_ellipses() {
        let plain = "In my view he always said … demands the release of two men.";
        assert_eq!(wording(SAID, plain).verdict, Verdict::Elided);
        for bracket in ["[never]", "[two]", "[must]", "[China]", "[if asked]"] {
            let text = plain.replace("…", &format!("… {bracket} …"));
            let compared = wording(SAID, &text);
            assert_eq!(compared.verdict, Verdict::Altered, "{text}: {:?}", compared.changes);
        }
    }

    #[test]
    fn a_bracket_that_changes_the_claim_is_no_mere_bracket() {
        use ChangeClass::{Modal, Name, Negation, Number, Quantifier};
        let rows = [
            ("In my view he [never] said that Canada demands the release of two men.", Negation),
            ("In my view he always said that [China] demands the release of two men.", Name),
            ("In my view he always said that Canada demands the release of [three] men.", Number),
            ("In my view he always said that Canada [must] demand the release of two men.", Modal),
            (
                "In my view he always said that Canada demands the release of [all] two men.",
                Quantifier,
            ),
        ];
        for (text, class) in rows {
            let compared = wording(SAID, text);
            assert_eq!(compared.verdict, Verdict::Altered, "{text}");
            let found =
                compared.changes.iter().any(|c| c.class == class && c.material == Some(true));
            assert!(found, "{text}: {:?}", compared.changes);
        }
    }
}
