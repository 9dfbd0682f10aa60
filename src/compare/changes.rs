//! What changed between two wordings, by class.
//!
//! Every cell of an alignment gets all the classes that apply to it. A material word is never hidden
//! under another class: features (negation, number, name, modal, quantifier) are balanced over each
//! stretch between two same words, and whatever is left over on either side is a change.

use std::ops::Range;

use super::brackets::bracketed;
use super::cells::{Both, Cell, Role, are_same};
use super::lexicon::{self, Feature, features};
use super::reading::Prepared;
use super::spelling::{is_irregular_spelling, is_opposite, is_spelling, is_typo};
use crate::model::{Change, ChangeClass};

/// Fills the changes of the cells that hold words.
pub(crate) fn classify(both: &Both<'_, '_>, cells: &mut Vec<Cell>) {
    let mut first = 0;
    while first < cells.len() {
        let hunk = cells[first].hunk;
        let end = first + cells[first..].iter().take_while(|cell| cell.hunk == hunk).count();
        if cells[first..end].iter().all(|cell| cell.role == Role::Same) {
            first = end;
            continue;
        }
        let loose = Loose::of(both, &cells[first..end]);
        for at in first..end {
            let changes = match cells[at].role {
                Role::Same => Vec::new(),
                Role::Other => other(both, &cells[at], &loose),
                Role::Moved => moved(both, &cells[at], &cells[first..end]),
                Role::Cut => cut(both, &cells[at], &cells[first..end]),
                Role::Elided => elided(both, &cells[at]),
                Role::Bracketed => bracketed(both, &cells[at], &cells[first..end]),
            };
            cells[at].changes = changes;
        }
        first = end;
    }
    merge_plain(both, cells);
}

/// Returns the change of a whole cell.
pub(crate) fn change(both: &Both<'_, '_>, cell: &Cell, class: ChangeClass) -> Change {
    change_of(both, class, cell.left.clone(), cell.right.clone())
}

/// Returns the change of these words of the reference into these of the other text.
pub(crate) fn change_of(
    both: &Both<'_, '_>,
    class: ChangeClass,
    left: Range<usize>,
    right: Range<usize>,
) -> Change {
    Change {
        class,
        material: class.is_material(),
        from: both.left.slice(left.start, left.end).to_owned(),
        to: both.right.slice(right.start, right.end).to_owned(),
        from_start: both.left.start_of(left.start),
        to_start: both.right.start_of(right.start),
    }
}

/// The words of a hunk whose features nothing on the other side makes up for.
struct Loose {
    left: Vec<(usize, Feature)>,
    right: Vec<(usize, Feature)>,
}

impl Loose {
    fn of(both: &Both<'_, '_>, cells: &[Cell]) -> Self {
        // One number in two forms is no other number: "eighty-seven per cent", "87%".
        let plain = || {
            let plain = cells.iter().filter(|cell| cell.role == Role::Other);
            let says_same = |cell: &Cell| {
                let is_joined = cell.is_anchor() && cell.left.len() + cell.right.len() > 2;
                is_joined && are_same(both, cell.left.clone(), cell.right.clone())
            };
            plain.filter(move |cell| !is_same_amount(both, cell) && !says_same(cell))
        };
        let mut left: Vec<(usize, Feature)> = plain()
            .flat_map(|cell| cell.left.clone())
            .flat_map(|at| features(both.left, at).into_iter().map(move |found| (at, found)))
            .collect();
        let reach = beyond(both, cells);
        let mut right: Vec<(usize, Feature)> = plain()
            .flat_map(|cell| cell.right.clone())
            .filter(|at| !reach.contains(at))
            .flat_map(|at| features(both.right, at).into_iter().map(move |found| (at, found)))
            .collect();
        left.retain(|(_, feature)| match right.iter().position(|(_, other)| other == feature) {
            Some(at) => {
                right.remove(at);
                false
            }
            None => true,
        });
        // In order of their words, so that those of one cell among thousands stand together.
        left.sort_by_key(|(at, _)| *at);
        right.sort_by_key(|(at, _)| *at);
        Self { left, right }
    }

    fn left_at(&self, range: &Range<usize>) -> Vec<ChangeClass> {
        classes_at(&self.left, range)
    }

    fn right_at(&self, range: &Range<usize>) -> Vec<ChangeClass> {
        classes_at(&self.right, range)
    }
}

fn classes_at(features: &[(usize, Feature)], range: &Range<usize>) -> Vec<ChangeClass> {
    let first = features.partition_point(|(at, _)| *at < range.start);
    let within = features[first..].iter().take_while(|(at, _)| *at < range.end);
    within.map(|(_, feature)| feature.class).collect()
}

/// Returns the words of the other text that lie in sentences wholly beyond the reference's ends.
///
/// A longer wording says more; what it says in sentences of its own does not alter these.
fn beyond(both: &Both<'_, '_>, cells: &[Cell]) -> Range<usize> {
    let gained = cells.iter().filter(|cell| cell.role == Role::Other && cell.left.is_empty());
    let Some(end) = gained.map(|cell| cell.right.end).max() else { return 0..0 };
    let begin = cells.iter().map(|cell| cell.right.start).min().unwrap_or(0);
    let has_left = cells.iter().any(|cell| !cell.left.is_empty() && cell.role != Role::Same);
    let starts = |at: usize| both.right.tokens.get(at).is_some_and(|token| token.starts_sentence);
    if has_left {
        return 0..0;
    }
    if begin == 0 && end < both.right.tokens.len() {
        let last = (begin..=end).rev().find(|at| starts(*at)).unwrap_or(begin);
        return begin..last;
    }
    if end == both.right.tokens.len() && begin > 0 {
        return (begin..end).find(|at| starts(*at)).unwrap_or(end)..end;
    }
    0..0
}

/// Says whether a cell has one number in two forms.
fn is_same_amount(both: &Both<'_, '_>, cell: &Cell) -> bool {
    let (left, right) = (cell.left.clone(), cell.right.clone());
    let is_joined = cell.is_anchor() && left.len() + right.len() > 2;
    let amount = if is_joined { lexicon::amount(both.left, left) } else { None };
    amount.is_some() && amount == lexicon::amount(both.right, right)
}

/// Returns the changes of words that stand against others, or against nothing.
fn other(both: &Both<'_, '_>, cell: &Cell, loose: &Loose) -> Vec<Change> {
    let mut classes = loose.left_at(&cell.left);
    classes.extend(loose.right_at(&cell.right));
    if lexicon::makes_modal(both.left, cell.left.clone())
        != lexicon::makes_modal(both.right, cell.right.clone())
    {
        classes.push(ChangeClass::Modal);
    }
    if cell.left.len() == 1 && cell.right.len() == 1 {
        let (l, r) = (&both.left.tokens[cell.left.start], &both.right.tokens[cell.right.start]);
        if is_opposite(&l.key, &r.key) {
            classes.push(ChangeClass::Negation);
        }
        // "A year" and "a month" are other amounts, wherever the number stands.
        let units = (lexicon::unit(&l.key), lexicon::unit(&r.key));
        if matches!(units, (Some(l), Some(r)) if l != r) {
            classes.push(ChangeClass::Number);
        }
    }
    let plain = plain_class(both, cell);
    let is_slip = matches!(plain, ChangeClass::Typo | ChangeClass::Spelling);
    // A slip in a name may make another name of it: both are said. A favoured spelling may not.
    // One with accents is the same name.
    if plain == ChangeClass::Spelling && !is_irregular(both, cell) {
        classes.retain(|class| *class != ChangeClass::Name);
    }
    // A slip in a long quantifier makes no other one of it.
    let is_long = |at: usize| both.left.tokens[at].key.len() >= SHORTEST_PLAIN_SLIP;
    if plain == ChangeClass::Typo && cell.left.clone().all(is_long) {
        classes.retain(|class| *class != ChangeClass::Quantifier);
    }
    if classes.is_empty() || is_slip {
        classes.push(plain);
    }
    classes.sort_unstable();
    classes.dedup();
    classes.into_iter().map(|class| change(both, cell, class)).collect()
}

/// Shortest quantifier, in letters, of which no other word is one slip away: "most", "moist".
const SHORTEST_PLAIN_SLIP: usize = 8;

fn is_irregular(both: &Both<'_, '_>, cell: &Cell) -> bool {
    match (both.left.tokens.get(cell.left.start), both.right.tokens.get(cell.right.start)) {
        (Some(l), Some(r)) => is_irregular_spelling(&l.key, &r.key),
        _ => false,
    }
}

/// Returns the class that a cell has when no word in it is material.
fn plain_class(both: &Both<'_, '_>, cell: &Cell) -> ChangeClass {
    match (cell.left.len(), cell.right.len()) {
        (_, 0) => ChangeClass::Dropped,
        (0, _) => ChangeClass::Inserted,
        (1, 1) => {
            let left = &both.left.tokens[cell.left.start];
            let right = &both.right.tokens[cell.right.start];
            let is_same = is_same_number(both, cell.left.start, cell.right.start);
            let is_short = || are_same(both, cell.left.clone(), cell.right.clone());
            if is_spelling(&left.key, &right.key) || is_same || is_short() {
                ChangeClass::Spelling
            } else if is_typo(&left.key, &right.key) {
                ChangeClass::Typo
            } else {
                ChangeClass::Substituted
            }
        }
        // Written together here and apart there.
        _ => ChangeClass::Spelling,
    }
}

/// Says whether two words are one number.
fn is_same_number(both: &Both<'_, '_>, left: usize, right: usize) -> bool {
    let number = |read: &Prepared<'_>, at: usize| {
        features(read, at).into_iter().find(|feature| feature.class == ChangeClass::Number)
    };
    let value = number(both.left, left);
    value.is_some() && value == number(both.right, right)
}

/// Returns the changes of moved words.
///
/// A negation that has moved denies something else; a number, a name, a modal or a quantifier that has
/// changed places with another is another one in either place.
fn moved(both: &Both<'_, '_>, cell: &Cell, hunk: &[Cell]) -> Vec<Change> {
    let mut found = vec![change(both, cell, ChangeClass::Moved)];
    let (read, own, counter): (_, _, Vec<usize>) = if cell.right.is_empty() {
        (both.left, cell.left.clone(), hunk.iter().flat_map(|c| c.right.clone()).collect())
    } else {
        (both.right, cell.right.clone(), hunk.iter().flat_map(|c| c.left.clone()).collect())
    };
    if own.len() > LONGEST_LOOSE_MOVE {
        return found;
    }
    let across = if cell.right.is_empty() { both.right } else { both.left };
    for at in own {
        for feature in features(read, at) {
            let is_swapped = feature.class != ChangeClass::Negation
                && counter.iter().any(|other| {
                    features(across, *other)
                        .iter()
                        .any(|found| found.class == feature.class && found.value != feature.value)
                });
            if feature.class == ChangeClass::Negation || is_swapped {
                found.push(change(both, cell, feature.class));
            }
        }
    }
    found
}

/// Words up to which a moved run is looked into; a longer one takes what it denies along.
const LONGEST_LOOSE_MOVE: usize = 2;

/// Function words up to which the rest of a sentence is looked at for a denial.
const LONGEST_DENIAL: usize = 3;

/// Returns the changes of a missing end, which an ellipsis may disclose.
///
/// An end that takes nothing of its sentence but a denial, and poses as the whole of it ("No, I do."
/// from "No, I do not"), is no clean cut.
fn cut(both: &Both<'_, '_>, cell: &Cell, hunk: &[Cell]) -> Vec<Change> {
    // Where the reference itself has an ellipsis at the cut, the excerpt only ends with it.
    let own = [cell.left.start, cell.left.end].iter().any(|at| both.left.marks[*at].is_gap);
    let is_disclosed = both.right.marks[cell.right.start].is_gap && !own;
    let class = if is_disclosed { ChangeClass::Elided } else { ChangeClass::Cut };
    let mut found = vec![change(both, cell, class)];
    let denial = denial_cut(both, cell);
    if !denial.is_empty() {
        found.push(change_of(both, ChangeClass::Negation, denial, cell.right.clone()));
    }
    if let Some(at) = split_number(both, cell) {
        found.push(change_of(both, ChangeClass::Number, at..at + 1, cell.right.clone()));
    }
    // "All but two failed" says of two that they did not.
    if cell.left.start == 0
        && let Some(last) = cell.left.end.checked_sub(1)
        && lexicon::is_exception(both.left, last)
    {
        found.push(change_of(both, ChangeClass::Quantifier, last..last + 1, cell.right.clone()));
    }
    let replaces = |other: &&Cell| {
        let is_beside = other.left.start == cell.left.end && other.is_anchor();
        is_beside && matches!(other.role, Role::Bracketed | Role::Other)
    };
    if let Some(replaced) = hunk.iter().find(replaces) {
        counted(both, cell, replaced, &mut found);
    }
    let stands_for_nothing = |cell: &Cell| cell.role == Role::Bracketed && cell.left.is_empty();
    if let Some(bracket) = hunk.iter().find(|cell| stands_for_nothing(cell)) {
        covered(both, cell, bracket, &mut found);
    }
    found
}

/// Returns the cut word without which a number beside the cut is another: the "million" of "3.2
/// million", the "$" before it, the "twenty" of "twenty-one".
fn split_number(both: &Both<'_, '_>, cell: &Cell) -> Option<usize> {
    let key = |at: usize| both.left.tokens.get(at).map(|token| token.key.as_str());
    let is_number = |at: usize| key(at).is_some_and(|key| lexicon::number_value(key).is_some());
    let is_apart = |at: usize| !matches!(both.left.marks[at].folded.as_str(), "" | "-");
    if cell.left.start == 0 {
        let (cut, kept) = (cell.left.end.checked_sub(1)?, cell.left.end);
        if is_one_figure(both.left, kept) {
            return Some(cut);
        }
        let is_one = lexicon::goes_on(key(cut)?, key(kept)?);
        let is_share = is_number(cut) && key(kept).is_some_and(lexicon::is_part);
        let is_sign = lexicon::is_currency(key(cut)?) || key(cut) == Some("minus");
        let belongs = is_sign || is_number(cut) && is_one || is_share;
        // "Half a million".
        let is_magnitude = key(kept + 1).is_some_and(lexicon::is_magnitude);
        let is_half = key(cut) == Some("half") && key(kept) == Some("a") && is_magnitude;
        return (is_number(kept) && !is_apart(kept) && belongs || is_half).then_some(cut);
    }
    let (kept, cut) = (cell.left.start - 1, cell.left.start);
    if is_one_figure(both.left, cut) {
        return Some(cut);
    }
    let is_percent = key(cut)? == "per" && key(cut + 1) == Some("cent");
    let is_share = is_percent || lexicon::is_part(key(cut)?);
    let is_one = lexicon::goes_on(key(kept)?, key(cut)?);
    let belongs = lexicon::is_magnitude(key(cut)?) || is_share || is_one;
    (is_number(kept) && !is_apart(cut) && belongs).then_some(cut)
}

/// Says whether what stands around the mark before the token `at` is one number: "3-2", "31/12", "10:30",
/// "5½", "one-third". No space stands between them.
fn is_one_figure(read: &Prepared<'_>, at: usize) -> bool {
    let mark = &read.marks[at];
    let is_tight = !read.text[mark.bytes.0..mark.bytes.1].contains(char::is_whitespace);
    let is_joint = matches!(mark.folded.as_str(), "" | "-" | "/" | ":");
    let ends = at.checked_sub(1).and_then(|before| read.tokens[before].key.chars().next_back());
    let begins = read.tokens.get(at).and_then(|token| token.key.chars().next());
    let is_figure = |c: Option<char>| c.is_some_and(char::is_numeric);
    let is_word = |at: usize| {
        read.tokens.get(at).is_some_and(|token| lexicon::number_value(&token.key).is_some())
    };
    let are_words = || mark.folded == "-" && at > 0 && is_word(at - 1) && is_word(at);
    is_tight && (is_joint && is_figure(ends) && is_figure(begins) || are_words())
}

/// Adds the quantity that a cut takes from what was replaced beside it: "Most of them", "[they]".
fn counted(both: &Both<'_, '_>, cell: &Cell, replaced: &Cell, found: &mut Vec<Change>) {
    let key = |at: &usize| both.left.tokens[*at].key.as_str();
    let is_link = |at: &usize| matches!(key(at), "of" | "the" | "these" | "those" | "one");
    let links = cell.left.clone().rev().take_while(is_link).take(LONGEST_DENIAL).count();
    let own = cell.left.end - links..cell.left.end;
    if !own.clone().any(|at| key(&at) == "of") {
        return;
    }
    let counts = |feature: &Feature| {
        use ChangeClass::{Negation, Number, Quantifier};
        matches!(feature.class, Negation | Number | Quantifier)
    };
    let kept: Vec<Feature> =
        replaced.right.clone().flat_map(|at| features(both.right, at)).collect();
    for at in own.start.saturating_sub(1)..own.end {
        let lost = features(both.left, at).into_iter().filter(counts);
        let lost = lost.filter(|feature| !kept.contains(feature));
        found.extend(lost.map(|f| change_of(both, f.class, at..at + 1, cell.right.clone())));
    }
}

/// Most words of a cut that a bracket beside it stands for.
const LONGEST_COVERED: usize = 6;

/// Adds what a bracket takes the place of at the end of a text: "[a friend]" for "nobody" is no cut.
///
/// It stands for the words beside it, up to the next mark.
fn covered(both: &Both<'_, '_>, cell: &Cell, bracket: &Cell, found: &mut Vec<Change>) {
    let has_mark = |at: usize| !both.left.marks[at].folded.is_empty();
    let beside: Vec<usize> = if cell.left.start == 0 {
        let near = cell.left.clone().rev().take(LONGEST_COVERED);
        near.take_while(|at| !has_mark(at + 1)).collect()
    } else {
        cell.left.clone().take(LONGEST_COVERED).take_while(|at| !has_mark(*at)).collect()
    };
    let mut made_up: Vec<Feature> =
        bracket.right.clone().flat_map(|at| features(both.right, at)).collect();
    for at in beside {
        for feature in features(both.left, at) {
            if let Some(same) = made_up.iter().position(|other| *other == feature) {
                made_up.remove(same);
            } else if feature.class != ChangeClass::Name {
                found.push(change_of(both, feature.class, at..at + 1, cell.right.clone()));
            }
        }
        if lexicon::is_condition(both.left, at) {
            found[0].material = Some(true);
        }
    }
    found.sort_by_key(|change| change.class);
    found.dedup();
}

/// Returns the words of a cut that are all it takes of a kept sentence, where they deny it.
fn denial_cut(both: &Both<'_, '_>, cell: &Cell) -> Range<usize> {
    let tokens = &both.left.tokens;
    let is_head = cell.left.start == 0;
    let taken = if is_head {
        let start = cell.left.clone().rev().find(|at| tokens[*at].starts_sentence);
        let begins = tokens.get(cell.left.end).is_some_and(|next| next.starts_sentence);
        start.filter(|_| !begins).map_or(0..0, |start| start..cell.left.end)
    } else {
        let end = cell.left.clone().find(|at| tokens[*at].starts_sentence);
        cell.left.start..end.unwrap_or(cell.left.end)
    };
    let most = if is_head { 1 } else { LONGEST_DENIAL };
    let is_denial = taken.len() <= most
        && taken.clone().all(|at| lexicon::is_function_word(&tokens[at].key))
        && taken.clone().any(|at| lexicon::is_negation(both.left, at));
    if is_denial && poses_as_whole(both, cell, is_head) { taken } else { 0..0 }
}

/// Says whether the other text begins at the cut with a capital that is its own, or ends at it with
/// a mark.
fn poses_as_whole(both: &Both<'_, '_>, cell: &Cell, is_head: bool) -> bool {
    if is_head {
        let capital = |text: &str| text.starts_with(char::is_uppercase);
        let kept = both.left.token_text(cell.left.end);
        return capital(both.right.token_text(cell.right.start)) && !capital(kept);
    }
    !both.right.marks[cell.right.start].folded.is_empty()
}

/// Returns the changes of words that an ellipsis stands for.
fn elided(both: &Both<'_, '_>, cell: &Cell) -> Vec<Change> {
    let mut whole = change(both, cell, ChangeClass::Elided);
    let mark = &both.right.marks[cell.right.start];
    let raw = &both.right.text[mark.bytes.0..mark.bytes.1];
    whole.to = raw.trim().to_owned();
    whole.to_start = mark.start + raw.chars().take_while(|c| c.is_whitespace()).count();
    let mut found = Vec::new();
    // An ellipsis for nothing but a name hides who is meant; in a longer cut a name is only cut.
    let is_named = |at: usize| {
        let token = &both.left.tokens[at];
        let capital = both.left.token_text(at).starts_with(char::is_uppercase);
        let is_plain = token.starts_sentence || lexicon::is_function_word(&token.key);
        (token.is_name || (capital && !is_plain)) && !lexicon::is_title(&token.key)
    };
    let goes_with_names = |at: usize| {
        let key = &both.left.tokens[at].key;
        let joins = [
            "and", "but", "or", "nor", "while", "whilst", "whereas", "though", "although", "as",
            "the",
        ];
        lexicon::is_title(key) || joins.contains(&key.as_str())
    };
    let only_names = cell.left.clone().any(is_named)
        && cell.left.clone().all(|at| is_named(at) || goes_with_names(at));
    for at in cell.left.clone() {
        for feature in features(both.left, at) {
            if feature.class != ChangeClass::Name {
                found.push(lost(both, feature.class, at..at + 1, &whole));
            }
        }
        if lexicon::is_condition(both.left, at) {
            whole.material = Some(true);
        }
    }
    if only_names {
        found.push(lost(both, ChangeClass::Name, cell.left.clone(), &whole));
    }
    found.push(whole);
    found
}

/// Returns the loss of words under the ellipsis that `whole` is the change of.
fn lost(both: &Both<'_, '_>, class: ChangeClass, left: Range<usize>, whole: &Change) -> Change {
    let change = change_of(both, class, left, 0..0);
    Change { to: String::new(), to_start: whole.to_start, ..change }
}

/// Joins neighbouring cells that were lost, gained or substituted together.
fn merge_plain(both: &Both<'_, '_>, cells: &mut Vec<Cell>) {
    if cells.iter().all(|cell| cell.role != Role::Other) {
        return;
    }
    let mut merged: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells.drain(..) {
        let plain = |cell: &Cell| match cell.changes.as_slice() {
            [one] if one.class == ChangeClass::Substituted => Some(one.class),
            [one] if matches!(one.class, ChangeClass::Dropped | ChangeClass::Inserted) => {
                Some(one.class)
            }
            _ => None,
        };
        let joins = merged.last().is_some_and(|last| {
            last.role == Role::Other
                && cell.role == Role::Other
                && last.hunk == cell.hunk
                && plain(last).is_some()
                && plain(last) == plain(&cell)
        });
        match merged.last_mut() {
            Some(last) if joins => {
                last.left.end = cell.left.end;
                last.right.end = cell.right.end;
                last.changes =
                    plain(last).into_iter().map(|class| change(both, last, class)).collect();
            }
            _ => merged.push(cell),
        }
    }
    *cells = merged;
}
