//! What changed between the words: punctuation, letter case, sentences merged, folds that fired.

use super::cells::{Both, Cell, Role};
use super::changes::change;
use super::context::is_claim;
use super::folds::{fired, fold};
use super::lexicon::{is_negation, number_value};
use super::reading::{Mark, Prepared};
use crate::model::{Change, ChangeClass};
use crate::text::Fold;

/// A change of the marks, and the words that it stands beside.
pub(crate) struct MarkChanges {
    pub(crate) changes: Vec<Change>,
    pub(crate) folds: Vec<Fold>,
}

/// Compares what stands between the words of the cells.
pub(crate) fn compare(both: &Both<'_, '_>, cells: &[Cell]) -> MarkChanges {
    let mut found = MarkChanges { changes: Vec::new(), folds: Vec::new() };
    let anchors: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].is_anchor()).collect();
    if let (Some(first), Some(last)) = (anchors.first(), anchors.last()) {
        leading(both, cells, *first, &mut found);
        trailing(both, cells, *last, &mut found);
    }
    let mut merged = None;
    for pair in anchors.windows(2) {
        letter_case(both, &cells[pair[0]], merged == Some(pair[0]), &mut found);
        if between(both, cells, pair[0], pair[1], &mut found) {
            merged = Some(pair[1]);
        }
    }
    if let Some(last) = anchors.last() {
        letter_case(both, &cells[*last], merged == Some(*last), &mut found);
    }
    found.folds.sort_unstable();
    found.folds.dedup();
    found
}

/// Compares what stands between two neighbouring cells that have words on both sides.
///
/// Returns whether two sentences were made one there, or one two.
fn between(
    both: &Both<'_, '_>,
    cells: &[Cell],
    a: usize,
    b: usize,
    found: &mut MarkChanges,
) -> bool {
    let (a_cell, b_cell) = (&cells[a], &cells[b]);
    if b == a + 1 && is_same_raw(both, a_cell, b_cell) {
        return false;
    }
    let inner = &cells[a + 1..b];
    let left = (a_cell.left.end, b_cell.left.start);
    let right = (a_cell.right.end, b_cell.right.start);
    let is_disclosed = inner.iter().any(|cell| cell.role == Role::Elided);
    let questions = questions_changed(both, left, right, is_disclosed);
    if questions {
        found.changes.push(mark_change(both, left, right, Some(true)));
    }
    if is_disclosed {
        return false;
    }
    if is_merged(both, left, right) {
        let is_turned = inner.is_empty() && hangs_from(both, left.0, right.0);
        let material = is_turned.then_some(true);
        let mut change = mark_change(both, (left.0, left.0), (right.0, right.0), material);
        change.class = ChangeClass::MergedSentences;
        change.from = raw(both.left, left).trim().to_owned();
        change.to = raw(both.right, right).trim().to_owned();
        found.changes.push(change);
        return true;
    }
    let (l, r) = (marks(both.left, left), marks(both.right, right));
    if left.0 == left.1 && right.0 == right.1 {
        if l[0] == r[0] {
            fold_marks(both, left.0, right.0, found);
        } else if divides_number(both, a_cell, b_cell)
            || joins_figures(both, a_cell, b_cell)
                && !(is_date(both.left, left.0) && is_date(both.right, right.0))
        {
            let mut change = mark_change(both, left, right, Some(true));
            change.class = ChangeClass::Number;
            found.changes.push(change);
        } else if !questions {
            found.changes.push(mark_change(both, left, right, Some(false)));
        }
    } else if !questions && !is_carried(&l, &r) {
        found.changes.push(mark_change(both, left, right, Some(false)));
    }
    false
}

/// Says whether the mark stands between two figures, where it is a part of the number: "9/11",
/// "3-2".
fn joins_figures(both: &Both<'_, '_>, a: &Cell, b: &Cell) -> bool {
    let is_figure = |at: usize| both.left.tokens[at].key.ends_with(|c: char| c.is_numeric());
    let begins = |at: usize| both.left.tokens[at].key.starts_with(|c: char| c.is_numeric());
    let raw = &both.left.marks[b.left.start].bytes;
    let is_tight = !both.left.text[raw.0..raw.1].contains(char::is_whitespace);
    is_tight && is_figure(a.left.end - 1) && begins(b.left.start)
}

/// Says whether a hyphen between two number words comes or goes that tells, before a third one, which of
/// them count: "two hundred-year-old coins", "two-hundred-year-old coins".
fn divides_number(both: &Both<'_, '_>, a: &Cell, b: &Cell) -> bool {
    let is_word = |at: usize| {
        let key = both.left.tokens[at].key.as_str();
        !key.contains(char::is_numeric) && number_value(key).is_some()
    };
    let goes_on =
        |read: &Prepared<'_>, at: usize| at < read.tokens.len() && read.marks[at].folded == "-";
    is_word(a.left.end - 1)
        && is_word(b.left.start)
        && goes_on(both.left, b.left.end)
        && goes_on(both.right, b.right.end)
}

/// Says whether the mark before the token `at` stands in a date in figures: "31/12/2019", "31-12-2019".
fn is_date(read: &Prepared<'_>, at: usize) -> bool {
    let length = |at: usize| {
        let key = read.tokens.get(at).map(|token| token.key.as_str()).filter(|key| !key.is_empty());
        key.filter(|key| key.bytes().all(|byte| byte.is_ascii_digit())).map_or(0, str::len)
    };
    let mark = |at: usize| &read.text[read.marks[at].bytes.0..read.marks[at].bytes.1];
    let is_date = |first: usize| {
        let is_one_mark =
            matches!(mark(first + 1), "/" | "-" | "–") && mark(first + 1) == mark(first + 2);
        is_one_mark
            && matches!(
                (length(first), length(first + 1), length(first + 2)),
                (1 | 2, 1 | 2, 4) | (4, 2, 2)
            )
    };
    let firsts = [at.checked_sub(1), at.checked_sub(2)];
    firsts.into_iter().flatten().any(|first| first + 2 < read.tokens.len() && is_date(first))
}

/// Says whether two neighbouring cells have the same characters between them on both sides, and
/// both begin a sentence there or neither.
fn is_same_raw(both: &Both<'_, '_>, a: &Cell, b: &Cell) -> bool {
    let is_close = a.left.end == b.left.start && a.right.end == b.right.start;
    let raw = |read: &Prepared<'_>, at: usize| {
        let mark = &read.marks[at];
        (mark.bytes, read.tokens[at].starts_sentence)
    };
    let ((l, l_starts), (r, r_starts)) = match is_close {
        true => (raw(both.left, b.left.start), raw(both.right, b.right.start)),
        false => return false,
    };
    l_starts == r_starts && both.left.text[l.0..l.1] == both.right.text[r.0..r.1]
}

/// Returns the folded marks from before token `at.0` to before token `at.1`.
fn marks<'p>(read: &'p Prepared<'_>, at: (usize, usize)) -> Vec<&'p str> {
    read.marks[at.0..=at.1].iter().map(|mark| mark.folded.as_str()).collect()
}

/// Says whether the marks around words that came or went are those that came and went with them.
fn is_carried(left: &[&str], right: &[&str]) -> bool {
    let ends = |marks: &[&str]| (marks[0].to_owned(), marks[marks.len() - 1].to_owned());
    let ((a, b), (c, d)) = (ends(left), ends(right));
    match (left.len(), right.len()) {
        (1, _) => a == c || a == d || a.is_empty() && c == d,
        (_, 1) => c == a || c == b || c.is_empty() && a == b,
        _ => a == c && b == d,
    }
}

/// Says whether the stretches differ in their question marks; in what an ellipsis stands for, only
/// the mark right after the last kept word counts.
fn questions_changed(
    both: &Both<'_, '_>,
    left: (usize, usize),
    right: (usize, usize),
    is_disclosed: bool,
) -> bool {
    let count = |read: &Prepared<'_>, at: (usize, usize)| -> usize {
        read.marks[at.0..=at.1].iter().map(Mark::questions).sum()
    };
    if is_disclosed {
        let first = (left.0, left.0);
        return count(both.left, first) > count(both.right, right);
    }
    count(both.left, left) != count(both.right, right)
}

/// Words up to which a stretch around a sentence's end is its joint: ", and they".
const LONGEST_JOINT: usize = 3;

fn is_merged(both: &Both<'_, '_>, left: (usize, usize), right: (usize, usize)) -> bool {
    let starts = |read: &Prepared<'_>, at: (usize, usize)| {
        (at.0..=at.1).any(|token| {
            read.tokens.get(token).is_some_and(|token| token.starts_sentence)
                && read.marks[token].folded.contains(['.', '!', '?', '…'])
        })
    };
    let is_short = left.1 - left.0 <= LONGEST_JOINT && right.1 - right.0 <= LONGEST_JOINT;
    is_short && starts(both.left, left) != starts(both.right, right)
}

/// Says whether what begins at a sentence of one text hangs, in the other, from a denial or a claim before it:
/// "I did not say that. He fell", "I did not say that he fell".
///
/// A comma or an "and" between the two still leaves them apart.
fn hangs_from(both: &Both<'_, '_>, left: usize, right: usize) -> bool {
    let is_bare = |read: &Prepared<'_>, at: usize| read.marks[at].folded.is_empty();
    let (split, at) = match (is_bare(both.left, left), is_bare(both.right, right)) {
        (true, false) => (both.right, right),
        (false, true) => (both.left, left),
        _ => return false,
    };
    let Some(next) = split.tokens.get(at) else { return false };
    let joins =
        matches!(next.key.as_str(), "and" | "but" | "or" | "so" | "because" | "then" | "yet");
    let start = (0..at).rev().find(|before| split.tokens[*before].starts_sentence).unwrap_or(0);
    let is_claim = |before: usize| {
        let key = split.tokens[before].key.as_str();
        is_claim(key) || matches!(key, "that" | "know" | "knew" | "knows" | "true" | "false")
    };
    !joins
        && (at.checked_sub(1).is_some_and(is_claim)
            || (start..at).any(|before| is_negation(split, before)))
}

/// Returns the raw text from the end of the token before `at.0` to the end of the token `at.1`.
fn raw<'a>(read: &Prepared<'a>, at: (usize, usize)) -> &'a str {
    let end = read.tokens.get(at.1).map_or(read.text.len(), |token| token.bytes.1);
    &read.text[read.marks[at.0].bytes.0..end]
}

/// Returns a change of the marks alone, outermost spaces left out.
fn mark_change(
    both: &Both<'_, '_>,
    left: (usize, usize),
    right: (usize, usize),
    material: Option<bool>,
) -> Change {
    let side = |read: &Prepared<'_>, at: (usize, usize)| {
        let spans = read.marks[at.0..=at.1].iter();
        let texts: Vec<(&str, usize)> = spans
            .map(|mark| (&read.text[mark.bytes.0..mark.bytes.1], mark.start))
            .filter(|(text, _)| !text.trim().is_empty())
            .collect();
        let joined: Vec<&str> = texts.iter().map(|(text, _)| text.trim()).collect();
        let lead = |text: &str| text.chars().take_while(|c| c.is_whitespace()).count();
        let start =
            texts.first().map_or(read.marks[at.0].start, |(text, start)| start + lead(text));
        (joined.join(" "), start)
    };
    let ((from, from_start), (to, to_start)) = (side(both.left, left), side(both.right, right));
    Change { class: ChangeClass::Punctuation, material, from, to, from_start, to_start }
}

/// Adds the folds through which two equal marks became equal.
fn fold_marks(both: &Both<'_, '_>, left: usize, right: usize, found: &mut MarkChanges) {
    let (l, r) = (&both.left.marks[left], &both.right.marks[right]);
    let (l, r) = (&both.left.text[l.bytes.0..l.bytes.1], &both.right.text[r.bytes.0..r.bytes.1]);
    if l != r {
        found.folds.extend(fired(l, r));
    }
}

/// Compares the letters of a cell that has the same words on both sides.
fn letter_case(both: &Both<'_, '_>, cell: &Cell, is_merged: bool, found: &mut MarkChanges) {
    if cell.role != Role::Same {
        return;
    }
    let (l, r) = (cell.left.start, cell.right.start);
    let (left, right) = (both.left.token_text(l), both.right.token_text(r));
    if left == right {
        return;
    }
    let open = |text: &str| fold(&text.replace(['[', ']'], "")).text;
    let (a, b) = (open(left), open(right));
    if a == b {
        found.folds.extend(fired(left, right));
        return;
    }
    let tail = |text: &str| text.chars().skip(1).collect::<String>();
    if is_merged && tail(&a) == tail(&b) {
        return;
    }
    if (l == 0 || r == 0) && tail(&a) == tail(&b) {
        found.folds.push(Fold::FirstLetter);
        return;
    }
    let is_editors = both.right.tokens[r].inner_bracket;
    let dotless = |text: &str| text.replace('.', "");
    let class = match (is_editors, dotless(&a) == dotless(&b)) {
        (true, _) => ChangeClass::Bracketed,
        (_, true) => ChangeClass::Punctuation,
        _ => ChangeClass::Case,
    };
    if class == ChangeClass::Case && is_other_by_case((both.left, l), (both.right, r)) {
        found.changes.push(change(both, cell, ChangeClass::Name));
    }
    found.changes.push(change(both, cell, class));
}

/// Says whether two words are a name and none by their letters: "the US", "us".
///
/// A text all in capitals, or without any, says nothing of a word in it.
fn is_other_by_case(left: (&Prepared<'_>, usize), right: (&Prepared<'_>, usize)) -> bool {
    const BOTH: &[&str] = &["us", "it", "who"];
    let is_shouted = |text: &str| {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        text.len() > 1 && letters.all(char::is_uppercase)
    };
    let is_name = |(read, at): (&Prepared<'_>, usize)| {
        let beside = [at.checked_sub(1), Some(at + 1).filter(|at| *at < read.tokens.len())];
        let mut beside = beside.into_iter().flatten().map(|at| read.token_text(at));
        is_shouted(read.token_text(at)) && !beside.any(is_shouted)
    };
    let is_word = |(read, at): (&Prepared<'_>, usize)| {
        let is_lower = |text: &str| !text.contains(char::is_uppercase);
        is_lower(read.token_text(at)) && !is_lower(read.text)
    };
    BOTH.contains(&left.0.tokens[left.1].key.as_str())
        && (is_name(left) && is_word(right) || is_word(left) && is_name(right))
}

/// Compares what stands before the first words.
fn leading(both: &Both<'_, '_>, cells: &[Cell], first: usize, found: &mut MarkChanges) {
    let (l, r) = (cells[first].left.start, cells[first].right.start);
    if r > 0 {
        return;
    }
    let own = both.right.marks[0].folded.clone();
    let theirs = both.left.marks[l].folded.clone();
    let is_cut = l > 0;
    let own_plain = strip_outer(&own, both).0;
    let is_part = is_cut && (own_plain.is_empty() || theirs.ends_with(&own_plain));
    let holds = own == theirs || own_plain == theirs || is_part;
    if both.right.marks[0].is_gap && is_cut {
        return;
    }
    if holds {
        if !is_cut && own == theirs {
            fold_marks(both, 0, 0, found);
        }
    } else {
        found.changes.push(mark_change(both, (l, l), (0, 0), Some(false)));
    }
}

/// Compares what stands after the last words.
fn trailing(both: &Both<'_, '_>, cells: &[Cell], last: usize, found: &mut MarkChanges) {
    let (l, r) = (cells[last].left.end, cells[last].right.end);
    let (n, m) = (both.left.tokens.len(), both.right.tokens.len());
    if r < m {
        return;
    }
    let is_cut = l < n;
    let theirs = both.left.marks[l].folded.clone();
    let whole = &both.right.marks[m].folded;
    let own = if *whole == theirs { whole.clone() } else { strip_outer(whole, both).1 };
    if own.matches('?').count() != theirs.matches('?').count() {
        found.changes.push(mark_change(both, (l, l), (m, m), Some(true)));
        return;
    }
    if both.right.marks[m].is_gap && is_cut {
        return;
    }
    let end = |marks: &str| marks.replace(['.', ','], "");
    let (a, b) = (end(&theirs), end(&own));
    let holds = a == b || is_cut && (b.is_empty() || a.starts_with(&b));
    if !holds {
        found.changes.push(mark_change(both, (l, l), (m, m), Some(false)));
    } else if own != theirs && (!is_cut || own.contains(['.', ','])) {
        found.folds.push(Fold::FinalPunctuation);
    } else if !is_cut && own == both.right.marks[m].folded {
        fold_marks(both, n, m, found);
    }
}

/// Returns the first and the last marks of the other text without the outer quotation marks.
fn strip_outer(marks: &str, both: &Both<'_, '_>) -> (String, String) {
    let outer = both.right.outer_marks();
    let Some(outer) = outer else { return (marks.to_owned(), marks.to_owned()) };
    let body = marks.trim_end_matches([',', '.']);
    let last = body.strip_suffix(outer).map(|inner| inner.to_owned() + &marks[body.len()..]);
    (
        marks.strip_prefix(outer).unwrap_or(marks).to_owned(),
        last.unwrap_or_else(|| marks.to_owned()),
    )
}
