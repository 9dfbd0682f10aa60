//! What an alignment of equal words leaves out though it is there: slips of the keyboard, other
//! spellings, moved stretches, and other words in the same place.

use super::align::Run;
use super::words::Vocabulary;
use crate::text::is_respelt;

/// Words of a moved stretch: one or two common words stand elsewhere by chance.
const MIN_MOVED: usize = 2;
/// Words of the longer form that may stand where others stand in the shorter one.
const MAX_REPLACED: usize = 4;
/// Places in the longer form where a moved stretch is looked for; beyond, forms are hostile.
const MAX_SEARCHED: usize = 512;

/// Words of a gap in which slips are looked for; a longer one holds other sentences.
const MAX_SLIPS: usize = 64;

/// How one word of the shorter form is accounted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Not at all.
    Missing,
    /// Another word stands in its place, equal words on both sides.
    Replaced,
    /// It stands in another place.
    Moved,
    /// The same word, spelt otherwise.
    Respelt,
    /// The same word.
    Equal,
}

/// Says what became of each of the words of `short`, given its alignment with `long`.
pub(super) fn fates(
    vocabulary: &Vocabulary,
    short: &[u32],
    long: &[u32],
    runs: &[Run],
    found: &mut Vec<Fate>,
) {
    found.clear();
    found.resize(short.len(), Fate::Missing);
    let mut before = Run { from: 0, to: 0, len: 0 };
    for run in runs.iter().copied() {
        mend(vocabulary, short, long, Gap::between(before, run), found);
        found[run.from..run.from + run.len].fill(Fate::Equal);
        before = run;
    }
    let end = Run { from: short.len(), to: long.len(), len: 0 };
    mend(vocabulary, short, long, Gap::between(before, end), found);
    move_stretches(short, long, found);
}

/// A stretch of each form between two runs.
#[derive(Debug, Clone, Copy)]
struct Gap {
    from: (usize, usize),
    to: (usize, usize),
    is_flanked: bool,
}

impl Gap {
    fn between(before: Run, after: Run) -> Self {
        Self {
            from: (before.from + before.len, after.from),
            to: (before.to + before.len, after.to),
            is_flanked: before.len > 0 && after.len > 0,
        }
    }
}

fn mend(vocabulary: &Vocabulary, short: &[u32], long: &[u32], gap: Gap, found: &mut [Fate]) {
    let (from, to) = (gap.from.0..gap.from.1, gap.to.0..gap.to.1);
    if from.is_empty() || to.is_empty() {
        return;
    }
    if gap.is_flanked && from.len() < MAX_REPLACED && to.len() <= MAX_REPLACED {
        found[from.clone()].fill(Fate::Replaced);
    }
    if from.len() > MAX_SLIPS {
        return;
    }
    // At an end of the excerpt its counterpart stands next to the run, not at the far end.
    let reach = from.len() + MAX_REPLACED;
    let near = if gap.is_flanked {
        to.start..to.end.min(to.start + MAX_SEARCHED)
    } else if gap.from.0 == 0 {
        to.start.max(to.end.saturating_sub(reach))..to.end
    } else {
        to.start..to.end.min(to.start + reach)
    };
    let mut next = near.start;
    for at in from {
        let (word, sign) = (short[at], vocabulary.sign(short[at]));
        let twin = (next..near.end).take(reach).find(|to| {
            let other = long[*to];
            sign.may_be_respelt(vocabulary.sign(other))
                && is_respelt(vocabulary.word(word), vocabulary.word(other))
        });
        if let Some(twin) = twin {
            found[at] = Fate::Respelt;
            next = twin + 1;
        }
    }
}

/// Marks stretches of two words and more that stand elsewhere in the longer form.
fn move_stretches(short: &[u32], long: &[u32], found: &mut [Fate]) {
    let is_open = |fate: Fate| matches!(fate, Fate::Missing | Fate::Replaced);
    let long = &long[..long.len().min(MAX_SEARCHED)];
    let mut at = 0;
    while at < short.len() {
        let open = found[at..].iter().take_while(|fate| is_open(**fate)).count();
        if open < MIN_MOVED {
            at += open.max(1);
            continue;
        }
        let stretch = &short[at..at + open];
        let begins = long.windows(2).enumerate().filter(|(_, pair)| pair == &&stretch[..2]);
        let longest = begins
            .map(|(to, _)| stretch.iter().zip(&long[to..]).take_while(|(a, b)| a == b).count())
            .max()
            .unwrap_or(0);
        if longest >= MIN_MOVED {
            found[at..at + longest].fill(Fate::Moved);
            at += longest;
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::align::Pattern;
    use super::*;

    fn fates_of(short: &str, long: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        let (mut a, mut b) = (Vec::new(), Vec::new());
        vocabulary.read(short, &mut a);
        vocabulary.read(long, &mut b);
        let mut pattern = Pattern::new(vocabulary.len());
        pattern.set(&a);
        pattern.align(&b);
        let mut found = Vec::new();
        fates(&vocabulary, &a, &b, &pattern.runs, &mut found);
        let letter = |fate: &Fate| match fate {
            Fate::Missing => '-',
            Fate::Replaced => 'r',
            Fate::Moved => 'm',
            Fate::Respelt => 's',
            Fate::Equal => '=',
        };
        found.iter().map(letter).collect()
    }

    #[test]
    fn words_are_accounted_for() {
        let rows = [
            ("we honour every promise", "we honor every promise", "=s=="),
            ("we kept every promise", "we broke every promise", "=r=="),
            ("in the end we shall build it", "we shall build it in the end", "mmm===="),
            ("a new way of doing busness", "find a new way of doing business at last", "=====s"),
            ("no part of that", "we will see", "----"),
        ];
        for (short, long, expected) in rows {
            assert_eq!(fates_of(short, long), expected, "{short} / {long}");
        }
    }
}
