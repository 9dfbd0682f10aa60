//! Sums of small decision trees, learned by gradient boosting.
//!
//! After Jerome Friedman, "Greedy Function Approximation: A Gradient Boosting Machine" (2001). All
//! branches of a tree ask the same questions in the same order, as in Anna Dorogush, Vasily Ershov
//! and Andrey Gulin, "CatBoost: Gradient Boosting with Categorical Features Support" (2018): the
//! answers, as bits, are the place of the leaf, so that a tree costs a few comparisons and no jump.

use std::fmt::Write as _;

/// How many questions a tree asks at most.
pub const DEPTH: usize = 6;

/// How many things are asked about at once.
pub const ABREAST: usize = 8;

/// How many parts of one the value of a leaf is kept in.
const SCALE: f32 = 1000.0;

/// Whether a value is greater than an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The number of the value.
    pub value: u8,
    /// The edge.
    pub edge: i16,
}

/// One tree; the first question gives the lowest bit of the place of the leaf.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// Its questions, `DEPTH` at most.
    pub splits: Vec<Split>,
    /// What it adds: two to the power of the number of questions.
    pub leaves: Vec<f32>,
}

/// How many leaves a tree has at most.
const LEAVES: usize = 1 << DEPTH;

/// How many bits a lane has.
const LANE: u32 = u128::BITS / ABREAST as u32;

/// The highest bit of every lane.
const HIGH: u128 = everywhere(1 << (LANE - 1));

/// What is added to a value, so that none is below 0 and the highest bit of its lane is free.
const BIAS: i16 = 1 << (LANE - 2);

/// A number with `lane` in all its lanes.
const fn everywhere(lane: u16) -> u128 {
    // One in the lowest bit of every lane.
    let ones = u128::MAX / ((1 << LANE) - 1);
    ones * lane as u128
}

/// One value of up to [`ABREAST`] things, side by side in one number, so that all of them are
/// compared with an edge by one subtraction (Leslie Lamport, "Multiple Byte Processing with
/// Full-Word Instructions", 1975).
///
/// A value beyond 16,383 on either side counts as that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lanes(u128);

impl Default for Lanes {
    fn default() -> Self {
        Self(everywhere(BIAS as u16))
    }
}

impl Lanes {
    /// Puts the values side by side; those that are missing are 0.
    pub fn of(values: impl IntoIterator<Item = i16>) -> Self {
        let mut lanes = Self::default();
        for (at, value) in values.into_iter().take(ABREAST).enumerate() {
            let shift = LANE * at as u32;
            lanes.0 &= !(u128::from(u16::MAX) << shift);
            lanes.0 |= u128::from(biased(value)) << shift;
        }
        lanes
    }
}

/// Returns a value as it stands in its lane.
fn biased(value: i16) -> u16 {
    (value.clamp(-BIAS, BIAS - 1) + BIAS) as u16
}

/// A tree laid out to be asked often.
#[derive(Debug, Clone, PartialEq)]
struct Laid {
    /// Its questions.
    splits: Vec<Split>,
    /// The number of the value of every question; none behind the last.
    values: [u8; DEPTH],
    /// In every lane what a value must reach for the answer yes; out of reach behind the last.
    least: [u128; DEPTH],
    /// In thousandths.
    leaves: [i16; LEAVES],
}

/// A sum of trees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forest {
    trees: Vec<Laid>,
}

impl Forest {
    /// Returns the sum of these trees, their leaves in whole thousandths; those whose leaves don't
    /// fit their questions are left out.
    pub fn new(mut trees: Vec<Tree>) -> Self {
        trees.retain(|tree| {
            tree.splits.len() <= DEPTH && tree.leaves.len() == 1 << tree.splits.len()
        });
        Self { trees: trees.into_iter().map(Laid::of).collect() }
    }

    /// Says whether there is no tree.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// Returns how many trees there are.
    pub fn len(&self) -> usize {
        self.trees.len()
    }

    /// Returns what the trees say of some values; a value that is missing counts as 0.
    pub fn score(&self, values: &[i16]) -> f32 {
        self.scores(&values.iter().map(|value| Lanes::of([*value])).collect::<Vec<_>>())[0]
    }

    /// Returns what the trees say of [`ABREAST`] things at once; `values` holds for every value
    /// what it is for each of them.
    pub fn scores(&self, values: &[Lanes]) -> [f32; ABREAST] {
        let mut sums = [0; ABREAST];
        for tree in &self.trees {
            tree.add(values, &mut sums);
        }
        sums.map(|sum| sum as f32 / SCALE)
    }

    /// Reads trees as [`to_text`](Self::to_text) writes them; passes over what it cannot read.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self::new(lines.filter_map(parse_tree).collect())
    }

    /// Writes a tree a line: its questions as `value>edge`, a bar, its leaves in thousandths.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for tree in &self.trees {
            for split in &tree.splits {
                let _ = write!(text, "{}>{} ", split.value, split.edge);
            }
            text.push('|');
            for leaf in &tree.leaves[..1 << tree.splits.len()] {
                let _ = write!(text, " {leaf}");
            }
            text.push('\n');
        }
        text
    }
}

impl Laid {
    fn of(tree: Tree) -> Self {
        let mut laid = Self {
            values: [0; DEPTH],
            least: [HIGH; DEPTH],
            leaves: [0; LEAVES],
            splits: tree.splits,
        };
        for (at, split) in laid.splits.iter().enumerate() {
            laid.values[at] = split.value;
            laid.least[at] = everywhere(biased(split.edge) + 1);
        }
        let leaves = laid.leaves.iter_mut().zip(&tree.leaves);
        leaves.for_each(|(thousandths, leaf)| *thousandths = (leaf * SCALE).round() as i16);
        laid
    }

    /// Adds the leaf of each thing to its sum.
    fn add(&self, values: &[Lanes], sums: &mut [i32; ABREAST]) {
        let mut places = 0;
        for (question, (value, least)) in self.values.iter().zip(&self.least).enumerate() {
            let lanes = values.get(usize::from(*value)).copied().unwrap_or_default();
            // The highest bit of a lane stays where its value reaches the least.
            let yes = ((lanes.0 | HIGH) - least) & HIGH;
            places |= yes >> (LANE as usize - 1 - question);
        }
        for (at, sum) in sums.iter_mut().enumerate() {
            let place = (places >> (LANE as usize * at)) as usize;
            *sum += i32::from(self.leaves[place % LEAVES]);
        }
    }
}

fn parse_tree(line: &str) -> Option<Tree> {
    let (splits, leaves) = line.split_once('|')?;
    let split = |word: &str| {
        let (value, edge) = word.split_once('>')?;
        Some(Split { value: value.parse().ok()?, edge: edge.parse().ok()? })
    };
    let leaf = |word: &str| Some(word.parse::<f32>().ok()? / SCALE);
    Some(Tree {
        splits: splits.split_whitespace().map(split).collect::<Option<_>>()?,
        leaves: leaves.split_whitespace().map(leaf).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let splits = vec![Split { value: 0, edge: 3 }, Split { value: 2, edge: -1 }];
        Tree { splits, leaves: vec![0.5, -0.25, 1.0, 2.0] }
    }

    #[test]
    fn the_answers_are_the_place_of_the_leaf() {
        let forest = Forest::new(vec![tree(), tree()]);
        let rows = [([3, 0, -1], 1.0), ([4, 0, -1], -0.5), ([3, 0, 0], 2.0), ([4, 9, 5], 4.0)];
        for (values, expected) in rows {
            assert_eq!(forest.score(&values), expected, "{values:?}");
        }
        assert_eq!(forest.score(&[]), 2.0, "missing values count as 0");
    }

    #[test]
    fn all_are_asked_as_one_by_one() {
        let edges = [i16::MIN, -16_384, -300, -1, 0, 1, 7, 300, 16_382, i16::MAX];
        let split = |edge| Split { value: 0, edge };
        let leaves = vec![0.0, 1.0];
        for edge in edges {
            let forest =
                Forest::new(vec![Tree { splits: vec![split(edge)], leaves: leaves.clone() }]);
            let values = [-16_000, -301, -2, 0, 1, 8, 301, 16_383];
            let expected = values.map(|value| if value > edge { 1.0 } else { 0.0 });
            assert_eq!(forest.scores(&[Lanes::of(values)]), expected, "{edge}");
        }
    }

    #[test]
    fn trees_are_read_back_from_their_text() {
        let forest = Forest::new(vec![tree()]);
        assert_eq!(Forest::parse(&forest.to_text()), forest);
        assert!(Forest::parse("0>1 | 1\n0>a | 1 2\nnothing\n").is_empty());
    }
}
