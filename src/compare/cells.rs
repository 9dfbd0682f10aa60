//! An alignment as cells: stretches of words that correspond, side by side, in the order of both texts.

use std::ops::Range;

use super::align::Pairs;
use super::lexicon::{
    Feature, LONGEST_NUMBER, amount, features, is_currency, is_function_word, is_pronoun,
    is_same_in_full, is_short, is_title,
};
use super::moved::{Moved, moved};
use super::reading::{Prepared, Token};
use super::spelling::{is_inflection, is_opposite, is_other_apart, is_spelling, is_typo};
use crate::model::{Change, ChangeClass};

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The same word on both sides.
    Same,
    /// Other words in the same place, or words on one side only.
    Other,
    /// Words that stand in another place of the other text.
    Moved,
    /// A clean excerpt's missing end.
    Cut,
    /// Words that an ellipsis stands for.
    Elided,
    /// Words in brackets, and what they stand for.
    Bracketed,
}

/// A stretch of words on each side that correspond; either may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) role: Role,
    /// Words of the reference.
    pub(crate) left: Range<usize>,
    /// Words of the other text.
    pub(crate) right: Range<usize>,
    /// The number of the stretch between two same words that it belongs to.
    pub(crate) hunk: usize,
    pub(crate) changes: Vec<Change>,
}

impl Cell {
    fn new(role: Role, left: Range<usize>, right: Range<usize>, hunk: usize) -> Self {
        Self { role, left, right, hunk, changes: Vec::new() }
    }

    /// Says whether it holds words of both texts.
    pub(crate) fn is_anchor(&self) -> bool {
        !self.left.is_empty() && !self.right.is_empty()
    }
}

/// Two texts and how their words pair.
pub(crate) struct Both<'p, 'a> {
    pub(crate) left: &'p Prepared<'a>,
    pub(crate) right: &'p Prepared<'a>,
}

/// A stretch between two same words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    left: Range<usize>,
    right: Range<usize>,
    opens: bool,
    closes: bool,
}

/// Returns the cells of an alignment in the order of both texts.
pub(crate) fn cells(both: &Both<'_, '_>, pairs: &Pairs) -> Vec<Cell> {
    let hunks = hunks(both, pairs);
    let moved = moved(both, pairs);
    let mut found = Vec::with_capacity(pairs.len() + 2 * hunks.len());
    for (number, hunk) in hunks.iter().enumerate() {
        hunk_cells(both, hunk, number, &moved, &mut found);
        if let Some((left, right)) = pairs.get(number) {
            found.push(Cell::new(Role::Same, *left..left + 1, *right..right + 1, number));
        }
    }
    join_sums(both, &mut found);
    found
}

/// Joins a sum with its currency, where one text has a sign before it and the other a word behind it: "$5
/// million", "5 million dollars".
fn join_sums(both: &Both<'_, '_>, found: &mut Vec<Cell>) {
    let mut at = 0;
    while at < found.len() {
        if let Some((end, left, right)) = sum_from(both, found, at) {
            // What else is cut beside it stays cut.
            let (first, last) = (&found[at], &found[end]);
            let before = Cell { left: first.left.start..left.start, ..first.clone() };
            let behind = Cell { left: left.end..last.left.end, ..last.clone() };
            let joined = Cell::new(Role::Other, left, right, first.hunk);
            let is_kept =
                |cell: &Cell| cell.is_anchor() || cell.role == Role::Cut && !cell.left.is_empty();
            found.splice(at..=end, [before, joined, behind].into_iter().filter(is_kept));
        }
        at += 1;
    }
}

/// Returns the place of the cell that ends the sum which the sign of a currency in the cell `at` begins, and
/// the words of the sum on both sides.
fn sum_from(
    both: &Both<'_, '_>,
    found: &[Cell],
    at: usize,
) -> Option<(usize, Range<usize>, Range<usize>)> {
    let is_one_sided = |cell: &&Cell| {
        let is_cut = cell.role == Role::Cut;
        (is_cut || cell.role == Role::Other && cell.left.len() + cell.right.len() == 1)
            && !cell.is_anchor()
    };
    let sign = found.get(at).filter(is_one_sided)?;
    let (left, right) = (sign.left.end.saturating_sub(1), sign.right.start);
    let word = match sign.left.is_empty() {
        true => both.right.tokens.get(right)?,
        false => both.left.tokens.get(left)?,
    };
    if !is_currency(&word.key) {
        return None;
    }
    let same = found[at + 1..].iter().take_while(|cell| cell.role == Role::Same).count();
    let end = at + 1 + same;
    let last = found.get(end).filter(is_one_sided)?;
    let is_across = sign.left.is_empty() == last.right.is_empty();
    if !(1..LONGEST_NUMBER).contains(&same) || !is_across {
        return None;
    }
    let left = match sign.left.is_empty() {
        true => sign.left.start..last.left.start + 1,
        false => left..last.left.end,
    };
    let right = sign.right.start..last.right.end;
    let value = amount(both.left, left.clone());
    let is_same = value.is_some() && value == amount(both.right, right.clone());
    is_same.then_some((end, left, right))
}

/// Returns the stretches before, between and after the paired words: one more than pairs.
fn hunks(both: &Both<'_, '_>, pairs: &Pairs) -> Vec<Hunk> {
    let (mut left, mut right) = (0, 0);
    let mut found = Vec::with_capacity(pairs.len() + 1);
    let ends = [(both.left.tokens.len(), both.right.tokens.len())];
    for (at, (l, r)) in pairs.iter().chain(&ends).enumerate() {
        found.push(Hunk {
            left: left..*l,
            right: right..*r,
            opens: at == 0,
            closes: at == pairs.len(),
        });
        (left, right) = (l + 1, r + 1);
    }
    found
}

fn hunk_cells(
    both: &Both<'_, '_>,
    hunk: &Hunk,
    number: usize,
    moved: &Moved,
    found: &mut Vec<Cell>,
) {
    if hunk.left.is_empty() && hunk.right.is_empty() {
        return;
    }
    let gaps: Vec<usize> =
        (hunk.right.start..=hunk.right.end).filter(|mark| both.right.marks[*mark].is_gap).collect();
    // An ellipsis at the very end of a text only says that it is an excerpt.
    let is_open_end = (hunk.opens || hunk.closes) && hunk.right.is_empty();
    match (gaps.first(), gaps.last()) {
        (Some(first), Some(last)) if !hunk.left.is_empty() && !is_open_end => {
            let before = taken(both, hunk.left.clone(), hunk.right.start..*first, true);
            let after =
                taken(both, hunk.left.start + before..hunk.left.end, *last..hunk.right.end, false);
            let (cut_start, cut_end) = (hunk.left.start + before, hunk.left.end - after);
            let part = |left, right| Hunk { left, right, opens: false, closes: false };
            let head = part(hunk.left.start..cut_start, hunk.right.start..*first);
            // Words between two ellipses stand for nothing: what is cut is cut by the first.
            let between = part(cut_end..cut_end, *first..*last);
            let tail = part(cut_end..hunk.left.end, *last..hunk.right.end);
            pair_up(both, &head, number, moved, found);
            if cut_start < cut_end {
                found.push(Cell::new(Role::Elided, cut_start..cut_end, *first..*first, number));
            }
            pair_up(both, &between, number, moved, found);
            pair_up(both, &tail, number, moved, found);
        }
        _ => pair_up(both, hunk, number, moved, found),
    }
}

/// Returns how many words of `left` the words `right` before or after an ellipsis stand for.
fn taken(both: &Both<'_, '_>, left: Range<usize>, right: Range<usize>, from_start: bool) -> usize {
    let plain = right.clone().filter(|at| both.right.tokens[*at].bracket == 0).count();
    let has_bracket = plain < right.len();
    let stands_for =
        |at: usize| both.left.tokens[at].is_name || is_pronoun(&both.left.tokens[at].key);
    let replaced = if from_start {
        left.clone().take_while(|at| stands_for(*at)).count()
    } else {
        left.clone().rev().take_while(|at| stands_for(*at)).count()
    };
    (plain + if has_bracket { replaced } else { 0 }).min(left.len())
}

/// What a step of the pairing does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Pair,
    /// Some words of the reference for some others that say the same: "per cent", "percent", or
    /// "eighty-seven", "87".
    Join(usize, usize),
    Lose,
    Gain,
}

/// Product of word counts up to which a stretch is paired word by word.
const PAIRING_LIMIT: usize = 20_000;

/// Costs of pairing, in which one lost word is 0.7: a spelling is nearly free, a number stands for
/// a number before it stands for a noun, and another word is dearer than neither and cheaper than
/// a loss with a gain.
const LOSS: f64 = 0.7;
const SPELLING: f64 = 0.05;
const ALIKE: f64 = 0.3;
const OTHER: f64 = 0.6;
const UNLIKE: f64 = 0.65;
const BRACKET_FOR_NAME: f64 = 0.2;
const BRACKET_FOR_OTHER: f64 = 0.5;
const BRACKET_FOR_NOTHING: f64 = 0.3;

/// Pairs the words of a stretch and adds its cells.
fn pair_up(both: &Both<'_, '_>, hunk: &Hunk, number: usize, moved: &Moved, found: &mut Vec<Cell>) {
    let (mut left, mut right) = (hunk.left.start, hunk.right.start);
    let first = found.len();
    let discloses = !is_in_own_bracket(both, hunk);
    for step in steps(both, hunk, moved) {
        let (lost, gained) = match step {
            Step::Pair => (1, 1),
            Step::Join(lost, gained) => (lost, gained),
            Step::Lose => (1, 0),
            Step::Gain => (0, 1),
        };
        let (l, r) = (left..left + lost, right..right + gained);
        (left, right) = (l.end, r.end);
        let is_bracketed =
            |at: usize| both.right.tokens[at].bracket > 0 || both.right.tokens[at].inner_bracket;
        let in_bracket = discloses && r.clone().any(is_bracketed);
        let is_same = (lost, gained) == (1, 1)
            && both.left.tokens[l.start].key == both.right.tokens[r.start].key;
        let has_moved = (lost == 1 && gained == 0 && moved.left.contains(&l.start))
            || (gained == 1 && lost == 0 && moved.right.contains(&r.start));
        let role = match (in_bracket, has_moved) {
            _ if is_same => Role::Same,
            (true, _) => Role::Bracketed,
            (_, true) => Role::Moved,
            _ => Role::Other,
        };
        found.push(Cell::new(role, l, r, number));
    }
    cut_ends(hunk, first, found);
    widen_brackets(both, first, found);
    merge(both, first, found);
}

/// Says whether the reference itself has brackets there: then they disclose nothing.
fn is_in_own_bracket(both: &Both<'_, '_>, hunk: &Hunk) -> bool {
    let bracket = |at: usize| both.left.tokens.get(at).map_or(0, |token| token.bracket);
    let around = hunk.left.start.checked_sub(1).map_or(0, bracket);
    hunk.left.clone().any(|at| bracket(at) > 0) || around > 0 && around == bracket(hunk.left.end)
}

/// Turns the losses at an open end of the text into its missing end.
fn cut_ends(hunk: &Hunk, first: usize, found: &mut [Cell]) {
    let is_loss = |cell: &Cell| cell.role == Role::Other && cell.right.is_empty();
    let added = &mut found[first..];
    if hunk.opens {
        added.iter_mut().take_while(|cell| is_loss(cell)).for_each(|cell| cell.role = Role::Cut);
    }
    if hunk.closes {
        added
            .iter_mut()
            .rev()
            .take_while(|cell| is_loss(cell))
            .for_each(|cell| cell.role = Role::Cut);
    }
}

/// Gives a bracket that stands for a part of a name all of it: "[he]" for "President John Smith".
fn widen_brackets(both: &Both<'_, '_>, first: usize, found: &mut Vec<Cell>) {
    let is_of_name = |at: usize| {
        let token = &both.left.tokens[at];
        token.is_name || is_title(&token.key)
    };
    let is_loss = |cell: &Cell| {
        let is_lost = matches!(cell.role, Role::Other | Role::Cut) && cell.right.is_empty();
        is_lost && cell.left.clone().all(is_of_name)
    };
    let is_bracket = |cell: &Cell| {
        let stands = cell.is_anchor() && cell.left.clone().all(is_of_name);
        let is_same = cell.role == Role::Same;
        let in_bracket = cell.right.clone().all(|at| both.right.tokens[at].bracket > 0);
        stands && in_bracket && (is_same || cell.role == Role::Bracketed)
    };
    let is_beside = |at: usize| both.left.marks[at].folded.is_empty();
    let mut at = first;
    while at + 1 < found.len() {
        let (a, b) = (&found[at], &found[at + 1]);
        // "[President Park]" for "President Lena Park" is one name for another.
        let bracket = |cell: &Cell| both.right.tokens[cell.right.start].bracket;
        let goes_on = || {
            let is_other = a.role == Role::Bracketed || b.role == Role::Bracketed;
            is_bracket(a) && is_bracket(b) && is_other && bracket(a) == bracket(b)
        };
        let is_one = is_loss(a) && is_bracket(b) || is_bracket(a) && is_loss(b) || goes_on();
        if is_one && is_beside(b.left.start) {
            let right = a.right.start..b.right.end;
            let joined = Cell::new(Role::Bracketed, a.left.start..b.left.end, right, a.hunk);
            found[at] = joined;
            found.remove(at + 1);
            at = at.saturating_sub(1).max(first);
        } else {
            at += 1;
        }
    }
}

/// Joins neighbouring cells of one kind: words lost together, words in one pair of brackets.
fn merge(both: &Both<'_, '_>, first: usize, found: &mut Vec<Cell>) {
    let added = found.split_off(first);
    for cell in added {
        let joins = found.len() > first
            && found.last().is_some_and(|last| {
                let one_sided = |cell: &Cell| (cell.left.is_empty(), cell.right.is_empty());
                let bracket =
                    |cell: &Cell| cell.right.clone().map(|at| both.right.tokens[at].bracket).max();
                last.role == cell.role
                    && match cell.role {
                        Role::Cut => true,
                        Role::Moved => one_sided(last) == one_sided(&cell),
                        Role::Bracketed => bracket(last) == bracket(&cell),
                        _ => false,
                    }
            });
        match found.last_mut() {
            Some(last) if joins => {
                last.left.end = cell.left.end;
                last.right.end = cell.right.end;
            }
            _ => found.push(cell),
        }
    }
}

/// Returns the cheapest steps from the one stretch to the other (Wagner and Fischer, "The
/// String-to-String Correction Problem", 1974).
fn steps(both: &Both<'_, '_>, hunk: &Hunk, moved: &Moved) -> Vec<Step> {
    let (n, m) = (hunk.left.len(), hunk.right.len());
    if n == 0 || m == 0 || n * m > PAIRING_LIMIT {
        let lost = std::iter::repeat_n(Step::Lose, n);
        return lost.chain(std::iter::repeat_n(Step::Gain, m)).collect();
    }
    let width = m + 1;
    let mut cost = vec![f64::INFINITY; (n + 1) * width];
    let mut came = vec![Step::Lose; (n + 1) * width];
    cost[0] = 0.0;
    let looks = Looks::of(both, hunk);
    for i in 0..=n {
        for j in 0..=m {
            let here = i * width + j;
            let mut offer = |from: usize, step: Step, price: f64| {
                if cost[from] + price < cost[here] - 1e-9 {
                    cost[here] = cost[from] + price;
                    came[here] = step;
                }
            };
            let (l, r) = (hunk.left.start + i, hunk.right.start + j);
            if i > 0 && j > 0 && !moved.left.contains(&(l - 1)) && !moved.right.contains(&(r - 1)) {
                offer(here - width - 1, Step::Pair, looks.price(both, l - 1, r - 1));
                for (a, b) in looks.equal_numbers(both, l, r) {
                    offer((i - a) * width + j - b, Step::Join(a, b), SPELLING);
                }
                for (a, b) in [(2, 1), (1, 2), (2, 2)] {
                    if i >= a && j >= b && looks.say_same(both, l - a..l, r - b..r) {
                        offer((i - a) * width + j - b, Step::Join(a, b), SPELLING);
                    }
                }
            }
            if i > 0 {
                let is_end = hunk.opens && j == 0 || hunk.closes && j == m;
                let free = is_end || moved.left.contains(&(l - 1));
                offer(here - width, Step::Lose, if free { 0.0 } else { LOSS });
            }
            if j > 0 {
                let bracket = looks.discloses && both.right.tokens[r - 1].bracket > 0;
                let price = if bracket { BRACKET_FOR_NOTHING } else { LOSS };
                let free = moved.right.contains(&(r - 1));
                offer(here - 1, Step::Gain, if free { 0.0 } else { price });
            }
        }
    }
    walk_back(&came, n, m)
}

fn walk_back(came: &[Step], n: usize, m: usize) -> Vec<Step> {
    let (mut i, mut j) = (n, m);
    let mut steps = Vec::with_capacity(n + m);
    while i > 0 || j > 0 {
        let step = came[i * (m + 1) + j];
        let (a, b) = match step {
            Step::Pair => (1, 1),
            Step::Join(a, b) => (a, b),
            Step::Lose => (1, 0),
            Step::Gain => (0, 1),
        };
        (i, j) = (i - a, j - b);
        steps.push(step);
    }
    steps.reverse();
    steps
}

/// Says whether words written apart on one side are written together on the other.
fn runs_together(both: &Both<'_, '_>, left: Range<usize>, right: Range<usize>) -> bool {
    let (left, right) = (&both.left.tokens[left], &both.right.tokens[right]);
    // Most words that are asked about begin otherwise.
    if !written(left).eq(written(right)) {
        return false;
    }
    let is_other = |words: &[Token]| match words {
        [prefix, stem] => is_other_apart(&prefix.key, &stem.key),
        _ => false,
    };
    // "5-4" is not "54".
    let has_digits = || left.iter().any(|word| word.key.contains(char::is_numeric));
    !is_other(left) && !is_other(right) && !has_digits()
}

/// Says whether some words of the reference and some of the other text are the same, written together here
/// and apart there, or short here and in full there: "a lot", "alot"; "do not", "don't".
pub(crate) fn are_same(both: &Both<'_, '_>, left: Range<usize>, right: Range<usize>) -> bool {
    let is_joined = left.len() + right.len() == 3;
    let has_short = |read: &Prepared<'_>, range: Range<usize>| {
        read.tokens[range].iter().any(|token| is_short(&token.key))
    };
    is_joined && runs_together(both, left.clone(), right.clone())
        || (has_short(both.left, left.clone()) || has_short(both.right, right.clone()))
            && is_same_in_full((both.left, left), (both.right, right))
}

/// Returns what some words are when they are written together.
fn written(words: &[Token]) -> impl Iterator<Item = u8> {
    words.iter().flat_map(|word| word.key.bytes())
}

/// What is told of the words of a stretch, looked up once.
struct Looks {
    left: Vec<Look>,
    right: Vec<Look>,
    starts: (usize, usize),
    discloses: bool,
}

/// What is told of one word.
struct Look {
    features: Vec<Feature>,
    is_function_word: bool,
    /// Whether it may be short for others.
    is_short: bool,
}

impl Look {
    fn of(read: &Prepared<'_>, at: usize) -> Self {
        let key = &read.tokens[at].key;
        Self {
            features: features(read, at),
            is_function_word: is_function_word(key),
            is_short: is_short(key),
        }
    }
}

impl Looks {
    fn of(both: &Both<'_, '_>, hunk: &Hunk) -> Self {
        Self {
            left: hunk.left.clone().map(|at| Look::of(both.left, at)).collect(),
            right: hunk.right.clone().map(|at| Look::of(both.right, at)).collect(),
            starts: (hunk.left.start, hunk.right.start),
            discloses: !is_in_own_bracket(both, hunk),
        }
    }

    /// Says whether some words are the same, written together or short on one side.
    fn say_same(&self, both: &Both<'_, '_>, left: Range<usize>, right: Range<usize>) -> bool {
        let (from_left, from_right) = self.starts;
        let is_any = |looks: &[Look], range: &Range<usize>, from: usize| {
            looks[range.start - from..range.end - from].iter().any(|look| look.is_short)
        };
        let has_short =
            is_any(&self.left, &left, from_left) || is_any(&self.right, &right, from_right);
        let is_joined = left.len() + right.len() == 3;
        (has_short || is_joined) && are_same(both, left, right)
    }

    /// Returns how many words of either side, up to these, are one number in two forms.
    fn equal_numbers(&self, both: &Both<'_, '_>, left: usize, right: usize) -> Vec<(usize, usize)> {
        let is_number =
            |look: &Look| look.features.iter().any(|feature| feature.class == ChangeClass::Number);
        let (l, r) = (left - self.starts.0, right - self.starts.1);
        if !is_number(&self.left[l - 1]) || !is_number(&self.right[r - 1]) {
            return Vec::new();
        }
        let sizes = |most: usize| 1..=most.min(LONGEST_NUMBER);
        let pairs = sizes(l).flat_map(|a| sizes(r).map(move |b| (a, b)));
        let is_equal = |(a, b): &(usize, usize)| {
            let amounts = (amount(both.left, left - a..left), amount(both.right, right - b..right));
            a + b > 2 && amounts.0.is_some() && amounts.0 == amounts.1
        };
        pairs.filter(is_equal).collect()
    }

    /// Returns what it costs to set one word for the other.
    fn price(&self, both: &Both<'_, '_>, left: usize, right: usize) -> f64 {
        let (l, r) = (&both.left.tokens[left], &both.right.tokens[right]);
        if l.key == r.key {
            return 0.0;
        }
        if r.bracket > 0 && self.discloses {
            let stands = l.is_name
                || is_pronoun(&l.key)
                || is_title(&l.key)
                || is_inflection(&l.key, &r.key);
            return if stands { BRACKET_FOR_NAME } else { BRACKET_FOR_OTHER };
        }
        let is_slip = is_spelling(&l.key, &r.key) || is_typo(&l.key, &r.key);
        if is_slip || self.say_same(both, left..left + 1, right..right + 1) {
            return SPELLING;
        }
        let (a, b) = (&self.left[left - self.starts.0], &self.right[right - self.starts.1]);
        let has = |class| b.features.iter().any(|feature| feature.class == class);
        let alike = a.features.iter().any(|feature| has(feature.class));
        if alike || is_opposite(&l.key, &r.key) || is_inflection(&l.key, &r.key) {
            return ALIKE;
        }
        let is_like = a.is_function_word == b.is_function_word
            && a.features.is_empty() == b.features.is_empty();
        if is_like { OTHER } else { UNLIKE }
    }
}
