//! The verdict on one text against another: the first row of the table that applies.
//!
//! No similarity score decides. A text passes because its words stand in the reference side by side,
//! or because it discloses every place where they do not.

use super::Comparison;
use super::align::{Pairs, align, contiguous};
use super::cells::{Both, Cell, Role, cells};
use super::changes::classify;
use super::lexicon::is_function_word;
use super::marks::{MarkChanges, compare};
use super::pieces::{is_disclosing, place};
use super::reading::Prepared;
use super::segments::segments;
use crate::model::{Change, ChangeClass, CharSpan, Verdict};
use crate::text::Fold;

/// Share of the content words that must align for `altered`, and for `reworded`: the contract's.
const ALTERED_SHARE: f64 = 0.5;
const REWORDED_SHARE: f64 = 0.25;
/// Content words that must align at all: one word in common is what any two texts have.
const FEWEST_ALIGNED: usize = 2;

/// Two texts compared, before the verdict.
struct Compared {
    cells: Vec<Cell>,
    marks: MarkChanges,
}

impl Compared {
    fn of(both: &Both<'_, '_>, pairs: &Pairs) -> Self {
        let mut cells = cells(both, pairs);
        classify(both, &mut cells);
        let marks = compare(both, &cells);
        Self { cells, marks }
    }

    fn changes(&self) -> Vec<Change> {
        let of_cells = self.cells.iter().flat_map(|cell| cell.changes.iter());
        let mut all: Vec<Change> = of_cells.chain(&self.marks.changes).cloned().collect();
        sort(&mut all);
        all.dedup();
        all
    }

    /// Returns how many words are the same in the same place, in whatever spelling.
    fn same_words(&self) -> usize {
        let is_same = |cell: &&Cell| {
            let is_spelling = |change: &Change| change.class == ChangeClass::Spelling;
            let is_spelled = !cell.changes.is_empty() && cell.changes.iter().all(is_spelling);
            cell.role == Role::Same || cell.role == Role::Other && is_spelled
        };
        let same = self.cells.iter().filter(is_same);
        same.map(|cell| cell.right.len()).sum()
    }

    fn is_material(&self) -> bool {
        let of_cells = self.cells.iter().flat_map(|cell| cell.changes.iter());
        of_cells.chain(&self.marks.changes).any(|change| change.material == Some(true))
    }
}

/// Orders changes as reports list them: material ones first, then by class, then by place.
pub(crate) fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let key = |c: &Change| (c.material != Some(true), c.class, c.from_start, c.to_start);
        key(a).cmp(&key(b)).then_with(|| a.cmp(b))
    });
}

/// Compares `right` with `left`.
pub(crate) fn decide(left: &Prepared<'_>, right: &Prepared<'_>) -> Comparison {
    let both = Both { left, right };
    if right.tokens.is_empty() || left.tokens.is_empty() {
        let is_same = is_same_text(left, right);
        let verdict = if is_same { Verdict::Verbatim } else { Verdict::NotFound };
        return finish(&both, verdict, Compared::of(&both, &Pairs::new()));
    }
    if let Some(compared) = best_place(&both) {
        let verdict = passing(&both, &compared);
        return finish(&both, verdict, compared);
    }
    if is_disclosing(right)
        && let Some(pairs) = place(left, right)
    {
        let compared = Compared::of(&both, &pairs);
        if is_disclosed(&compared) {
            return finish(&both, Verdict::Elided, compared);
        }
        let verdict =
            if compared.is_material() { Verdict::Altered } else { by_overlap(&both, &compared) };
        return finish(&both, verdict, compared);
    }
    let compared = Compared::of(&both, &align(left, right));
    let verdict = by_overlap(&both, &compared);
    finish(&both, verdict, compared)
}

/// Compares the text at each place where all its words stand side by side; the least changed wins.
fn best_place(both: &Both<'_, '_>) -> Option<Compared> {
    let count = both.right.tokens.len();
    let at_place = |start: usize| {
        let pairs: Pairs = (0..count).map(|i| (start + i, i)).collect();
        Compared::of(both, &pairs)
    };
    let found = contiguous(both.left, both.right).into_iter().map(at_place);
    found.min_by_key(|compared| {
        let marks = &compared.marks;
        (compared.is_material(), marks.changes.len(), marks.folds.len())
    })
}

/// Returns the verdict on a text all of whose words stand in the reference side by side.
fn passing(both: &Both<'_, '_>, compared: &Compared) -> Verdict {
    if compared.is_material() {
        return Verdict::Altered;
    }
    if both.left.tokens.len() > both.right.tokens.len() {
        return Verdict::Excerpt;
    }
    if is_same_text(both.left, both.right) { Verdict::Verbatim } else { Verdict::Typographic }
}

/// Returns the stretches of `left`, in code points, where `right` runs other words.
///
/// Cuts, disclosed or not, are no other words; nor are two spellings of one.
pub(crate) fn other_words(left: &Prepared<'_>, right: &Prepared<'_>) -> Vec<CharSpan> {
    let both = Both { left, right };
    let compared = match best_place(&both) {
        Some(compared) => compared,
        None => {
            let placed = is_disclosing(right).then(|| place(left, right)).flatten();
            let compared = Compared::of(&both, &placed.unwrap_or_else(|| align(left, right)));
            if by_overlap(&both, &compared) == Verdict::NotFound {
                return Vec::new();
            }
            compared
        }
    };
    let is_other = |cell: &&Cell| {
        let slip = |c: &Change| matches!(c.class, ChangeClass::Spelling | ChangeClass::Typo);
        matches!(cell.role, Role::Other | Role::Moved) && !cell.changes.iter().all(slip)
    };
    let span = |cell: &Cell| {
        let start = left.start_of(cell.left.start);
        let end = match cell.left.is_empty() {
            true => start,
            false => left.tokens[cell.left.end - 1].span.end,
        };
        CharSpan::new(start, end)
    };
    compared.cells.iter().filter(is_other).map(span).collect()
}

/// Says whether the characters are the same, runs of white space and outer marks of the right aside.
fn is_same_text(left: &Prepared<'_>, right: &Prepared<'_>) -> bool {
    let same = |a: &str, b: &str| a.split_ascii_whitespace().eq(b.split_ascii_whitespace());
    same(left.text, right.text) || same(left.text, right.bare())
}

/// Says whether the text itself discloses every place where it leaves the reference.
fn is_disclosed(compared: &Compared) -> bool {
    !compared.is_material()
        && compared.cells.iter().all(|cell| match cell.role {
            Role::Same | Role::Cut | Role::Elided => true,
            Role::Bracketed => {
                cell.changes.iter().all(|change| change.class == ChangeClass::Bracketed)
            }
            Role::Moved | Role::Other => false,
        })
}

fn by_overlap(both: &Both<'_, '_>, compared: &Compared) -> Verdict {
    let (aligned, total) = content(both, compared);
    let share = aligned as f64 / total.max(1) as f64;
    if holds_together(both, compared) && (share >= ALTERED_SHARE || total <= FEWEST_ALIGNED) {
        return Verdict::Altered;
    }
    if aligned < FEWEST_ALIGNED.min(total) || aligned == 0 || is_scattered(both, compared) {
        Verdict::NotFound
    } else if share >= ALTERED_SHARE {
        Verdict::Altered
    } else if share >= REWORDED_SHARE {
        Verdict::Reworded
    } else {
        Verdict::NotFound
    }
}

/// Share of all words, and words, that stand in the reference in order where a short sentence is told
/// by its small words: "He was working until Tuesday" has two others.
const TOGETHER_SHARE: f64 = 0.75;
const FEWEST_TOGETHER: usize = 4;

/// Says whether nearly all words, small ones among them, stand in the reference close together.
fn holds_together(both: &Both<'_, '_>, compared: &Compared) -> bool {
    let words = both.right.tokens.len();
    let same = compared.same_words();
    let width = anchored(compared).map_or(0, |(first, last)| last.left.end - first.left.start);
    same >= FEWEST_TOGETHER
        && same as f64 >= TOGETHER_SHARE * words as f64
        && width <= MOST_SCATTERED * words
}

/// Most words of the reference, for each of the other text's, over which function words alone may
/// lie: any long text has them all somewhere, in whatever order.
const MOST_SCATTERED: usize = 2;

/// Says whether the other text has function words alone, and they lie here and there.
fn is_scattered(both: &Both<'_, '_>, compared: &Compared) -> bool {
    let words = both.right.tokens.len();
    let width = anchored(compared).map_or(0, |(first, last)| last.left.end - first.left.start);
    width > MOST_SCATTERED * words && !(0..words).any(|at| is_content(both, at))
}

/// Returns the first and the last cell that hold the texts together.
fn anchored(compared: &Compared) -> Option<(&Cell, &Cell)> {
    let mut anchors = compared.cells.iter().filter(|cell| cell.is_anchor());
    let first = anchors.next()?;
    Some((first, anchors.next_back().unwrap_or(first)))
}

fn is_content(both: &Both<'_, '_>, at: usize) -> bool {
    let token = &both.right.tokens[at];
    token.bracket == 0 && !is_function_word(&token.key)
}

/// Returns how many content words of the other text align, and how many it has.
///
/// A text of function words alone is counted by all its words.
fn content(both: &Both<'_, '_>, compared: &Compared) -> (usize, usize) {
    let tokens = &both.right.tokens;
    let has_content = (0..tokens.len()).any(|at| is_content(both, at));
    let counts = |at: &usize| !has_content || is_content(both, *at);
    let is_aligned = |cell: &&Cell| match cell.role {
        Role::Same | Role::Moved => true,
        Role::Other => cell
            .changes
            .iter()
            .any(|c| matches!(c.class, ChangeClass::Spelling | ChangeClass::Typo)),
        _ => false,
    };
    let aligned = compared.cells.iter().filter(is_aligned);
    let aligned = aligned.flat_map(|cell| cell.right.clone()).filter(counts).count();
    (aligned, (0..tokens.len()).filter(counts).count())
}

fn finish(both: &Both<'_, '_>, verdict: Verdict, compared: Compared) -> Comparison {
    let (aligned, total) = content(both, &compared);
    let matched = anchored(&compared).map(|(first, last)| {
        let tokens = &both.left.tokens;
        CharSpan::new(tokens[first.left.start].span.start, tokens[last.left.end - 1].span.end)
    });
    let segments = segments(both, &compared.cells, &compared.marks.changes);
    let changes = if verdict == Verdict::Verbatim { Vec::new() } else { compared.changes() };
    let folds = folds(both, verdict, &compared);
    Comparison {
        verdict,
        changes,
        segments,
        folds,
        content_overlap: aligned as f64 / total.max(1) as f64,
        same_words: compared.same_words(),
        matched,
    }
}

/// Returns the folds that fired; of a verbatim text only runs of space can.
fn folds(both: &Both<'_, '_>, verdict: Verdict, compared: &Compared) -> Vec<Fold> {
    if verdict == Verdict::Verbatim {
        let same = both.left.text == both.right.text || both.left.text.trim() == both.right.bare();
        return if same { Vec::new() } else { vec![Fold::Spaces] };
    }
    compared.marks.folds.clone()
}

#[cfg(test)]
mod tests {
    use crate::compare::wording;
    use crate::model::Verdict;

    #[test]
    fn small_words_that_lie_here_and_there_are_not_found() {
        let said = "The head of the harbour heard the fishermen and the farmers. He wants to sell the \
            grain in May. That is what he will do for them.";
        let rows = [
            ("the of and to in that", Verdict::NotFound),
            ("That is what we will do for them.", Verdict::Altered),
            ("is what he will do for", Verdict::Excerpt),
        ];
        for (text, expected) in rows {
            assert_eq!(wording(said, text).verdict, expected, "{text}");
        }
    }
}
