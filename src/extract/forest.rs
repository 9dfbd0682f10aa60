//! Sums of small decision trees, learned by gradient boosting.
//!
//! After Jerome Friedman, "Greedy Function Approximation: A Gradient Boosting Machine" (2001). All
//! branches of a tree ask the same questions in the same order, as in Anna Dorogush, Vasily Ershov
//! and Andrey Gulin, "CatBoost: Gradient Boosting with Categorical Features Support" (2018): the
//! answers, as bits, are the place of the leaf, so that a tree costs a few comparisons and no jump.

use std::fmt::Write as _;

/// How many questions a tree asks at most.
pub const DEPTH: usize = 6;

/// How many things are asked about at once: as many values as one register of any machine holds.
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

/// A tree laid out to be asked often.
#[derive(Debug, Clone, PartialEq)]
struct Laid {
    /// How many questions it asks; those behind them in the lists are never answered by yes.
    depth: usize,
    values: [u8; DEPTH],
    /// Every edge as often as things are asked about at once.
    edges: [[i16; ABREAST]; DEPTH],
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
        Self { trees: trees.iter().map(Laid::of).collect() }
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
        let column = |value: &i16| std::array::from_fn(|at| if at == 0 { *value } else { 0 });
        self.scores(&values.iter().map(column).collect::<Vec<_>>())[0]
    }

    /// Returns what the trees say of [`ABREAST`] things at once; `columns` holds for every value
    /// what it is for each of them.
    pub fn scores(&self, columns: &[[i16; ABREAST]]) -> [f32; ABREAST] {
        let mut sums = [0; ABREAST];
        for tree in &self.trees {
            tree.add(columns, &mut sums);
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
            for (value, edge) in tree.values.iter().zip(tree.edges).take(tree.depth) {
                let _ = write!(text, "{value}>{} ", edge[0]);
            }
            text.push('|');
            for leaf in &tree.leaves[..1 << tree.depth] {
                let _ = write!(text, " {leaf}");
            }
            text.push('\n');
        }
        text
    }
}

impl Laid {
    fn of(tree: &Tree) -> Self {
        let mut laid = Self {
            depth: tree.splits.len(),
            values: [0; DEPTH],
            edges: [[i16::MAX; ABREAST]; DEPTH],
            leaves: [0; LEAVES],
        };
        for (at, split) in tree.splits.iter().enumerate() {
            laid.values[at] = split.value;
            laid.edges[at] = [split.edge; ABREAST];
        }
        let leaves = laid.leaves.iter_mut().zip(&tree.leaves);
        leaves.for_each(|(thousandths, leaf)| *thousandths = (leaf * SCALE).round() as i16);
        laid
    }

    /// Adds the leaf of each thing to its sum.
    fn add(&self, columns: &[[i16; ABREAST]], sums: &mut [i32; ABREAST]) {
        let mut places = [0_i16; ABREAST];
        for ((value, edge), bit) in self.values.iter().zip(&self.edges).zip([1, 2, 4, 8, 16, 32]) {
            let column = columns.get(usize::from(*value)).unwrap_or(&[0; ABREAST]);
            for ((place, value), edge) in places.iter_mut().zip(column).zip(edge) {
                *place |= if value > edge { bit } else { 0 };
            }
        }
        for (sum, place) in sums.iter_mut().zip(places) {
            *sum += i32::from(self.leaves[place as usize % LEAVES]);
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
    fn trees_are_read_back_from_their_text() {
        let forest = Forest::new(vec![tree()]);
        assert_eq!(Forest::parse(&forest.to_text()), forest);
        assert!(Forest::parse("0>1 | 1\n0>a | 1 2\nnothing\n").is_empty());
    }
}
