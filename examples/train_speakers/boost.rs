//! Gradient boosting of small trees for the second look: Newton steps on the likelihood that a
//! right candidate is chosen, after Friedman (2001).
//!
//! Half of the values and four fifths of the quotations are drawn for every tree, by a fixed sequence of
//! numbers, so that the same input gives the same trees.

use quotetrail::extract::forest::{DEPTH, Forest, Split, Tree};

/// How the trees are learned.
#[derive(Debug, Clone)]
pub(crate) struct Growth {
    /// How many trees are grown.
    pub trees: usize,
    /// How many questions a tree asks.
    pub depth: usize,
    /// What part of its best value a leaf gets.
    pub rate: f64,
    /// How strongly large leaves are held back.
    pub l2: f64,
    /// How many edges a value has at most.
    pub edges: usize,
    /// What part of the values is drawn for a tree.
    pub values: f64,
    /// What part of the quotations is drawn for a tree.
    pub quotations: f64,
    /// The number from which all others are drawn.
    pub seed: u64,
}

impl Default for Growth {
    fn default() -> Self {
        Self {
            trees: 80,
            depth: 5,
            rate: 0.1,
            l2: 8.0,
            edges: 24,
            values: 0.5,
            quotations: 0.8,
            seed: 1,
        }
    }
}

/// One quotation.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// What the trees see of every candidate.
    pub values: Vec<Vec<i16>>,
    /// The scores of the first ranking.
    pub scores: Vec<f64>,
    /// Which candidates are right.
    pub right: Vec<bool>,
    /// What the other candidates weigh together.
    pub rest: f64,
    /// How much it counts.
    pub weight: f64,
}

/// Numbers that look random: Marsaglia's xorshift (2003).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// All candidates of all quotations, value by value.
struct Table {
    edges: Vec<Vec<i16>>,
    /// For every value the number of edges below, for every candidate.
    bins: Vec<Vec<u8>>,
    /// Where the candidates of each quotation end.
    ends: Vec<usize>,
    right: Vec<bool>,
    rest: Vec<f64>,
    weights: Vec<f64>,
}

impl Table {
    fn new(questions: &[&Question], most: usize) -> Self {
        let rows: Vec<&Vec<i16>> = questions.iter().flat_map(|q| &q.values).collect();
        let count = rows.first().map_or(0, |row| row.len());
        let (mut edges, mut bins) = (Vec::new(), Vec::new());
        for value in 0..count {
            let mut all: Vec<i16> = rows.iter().map(|row| row[value]).collect();
            let column = all.clone();
            all.sort_unstable();
            let own = edges_of(&all, most);
            bins.push(column.iter().map(|v| own.partition_point(|e| e < v) as u8).collect());
            edges.push(own);
        }
        let mut end = 0;
        let ends = questions.iter().map(|q| {
            end += q.values.len();
            end
        });
        Self {
            edges,
            bins,
            ends: ends.collect(),
            right: questions.iter().flat_map(|q| q.right.iter().copied()).collect(),
            rest: questions.iter().map(|q| q.rest).collect(),
            weights: questions.iter().map(|q| q.weight).collect(),
        }
    }
}

/// Returns edges that part sorted values into about equal shares.
fn edges_of(sorted: &[i16], most: usize) -> Vec<i16> {
    let mut found: Vec<i16> = Vec::new();
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    if distinct.len() <= most + 1 {
        distinct.pop();
        return distinct;
    }
    for step in 1..=most {
        let edge = sorted[step * sorted.len() / (most + 1)];
        if found.last() != Some(&edge) && distinct.last() != Some(&edge) {
            found.push(edge);
        }
    }
    found
}

/// Learns trees that correct the scores.
pub(crate) fn grow(questions: &[&Question], growth: &Growth) -> Forest {
    let table = Table::new(questions, growth.edges);
    let mut scores: Vec<f64> = questions.iter().flat_map(|q| q.scores.iter().copied()).collect();
    let mut draw = Draw(growth.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut trees = Vec::new();
    for _ in 0..growth.trees {
        let (mut slopes, mut bends) = derivatives(&table, &scores);
        let mut from = 0;
        for end in &table.ends {
            if draw.next() >= growth.quotations {
                slopes[from..*end].fill(0.0);
                bends[from..*end].fill(0.0);
            }
            from = *end;
        }
        let values: Vec<usize> =
            (0..table.edges.len()).filter(|_| draw.next() < growth.values).collect();
        let (tree, places) = tree(&table, &slopes, &bends, &values, growth);
        for (score, place) in scores.iter_mut().zip(places) {
            *score += f64::from(tree.leaves[place]);
        }
        trees.push(tree);
    }
    Forest::new(trees)
}

/// Returns the slope and the bend of the loss for every candidate.
fn derivatives(table: &Table, scores: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let mut slopes = vec![0.0; scores.len()];
    let mut bends = vec![0.0; scores.len()];
    let mut from = 0;
    for ((end, rest), weight) in table.ends.iter().zip(&table.rest).zip(&table.weights) {
        let own = &scores[from..*end];
        let highest = own.iter().copied().fold(*rest, f64::max);
        let chances: Vec<f64> = own.iter().map(|s| (s - highest).exp()).collect();
        let total: f64 = chances.iter().sum::<f64>() + (rest - highest).exp();
        let right: f64 = (from..*end).filter(|i| table.right[*i]).map(|i| chances[i - from]).sum();
        for row in from..*end {
            let chance = chances[row - from] / total;
            let wanted =
                if table.right[row] { chances[row - from] / right.max(1e-12) } else { 0.0 };
            slopes[row] = weight * (chance - wanted);
            bends[row] = weight * (chance * (1.0 - chance)).max(1e-4);
        }
        from = *end;
    }
    (slopes, bends)
}

/// Grows one tree; returns it and the leaf of every candidate.
fn tree(
    table: &Table,
    slopes: &[f64],
    bends: &[f64],
    values: &[usize],
    growth: &Growth,
) -> (Tree, Vec<usize>) {
    let mut places = vec![0_usize; slopes.len()];
    let mut splits = Vec::new();
    for level in 0..growth.depth.min(DEPTH) {
        let leaves = 1 << level;
        let mut best = (f64::MIN, 0, 0);
        for value in values {
            let (gain, edge) = best_edge(table, *value, leaves, &places, slopes, bends, growth.l2);
            if gain > best.0 {
                best = (gain, *value, edge);
            }
        }
        let (_, value, edge) = best;
        let Some(at) = table.edges[value].get(edge) else { break };
        splits.push(Split { value: value as u8, edge: *at });
        for (place, bin) in places.iter_mut().zip(&table.bins[value]) {
            *place |= usize::from(usize::from(*bin) > edge) << level;
        }
    }
    let mut sums = vec![(0.0, 0.0); 1 << splits.len()];
    for ((place, slope), bend) in places.iter().zip(slopes).zip(bends) {
        sums[*place].0 += slope;
        sums[*place].1 += bend;
    }
    let leaf = |(slope, bend): &(f64, f64)| (-growth.rate * slope / (bend + growth.l2)) as f32;
    // As they are kept, so that what follows is learned on top of that.
    let leaves = sums.iter().map(|sum| (leaf(sum) * 1000.0).round() / 1000.0).collect();
    (Tree { splits, leaves }, places)
}

/// Returns the best edge of one value and what it gains, over all leaves together.
fn best_edge(
    table: &Table,
    value: usize,
    leaves: usize,
    places: &[usize],
    slopes: &[f64],
    bends: &[f64],
    l2: f64,
) -> (f64, usize) {
    let edges = table.edges[value].len();
    let width = edges + 1;
    let mut sums = vec![(0.0, 0.0); leaves * width];
    for (row, bin) in table.bins[value].iter().enumerate() {
        let sum = &mut sums[places[row] * width + usize::from(*bin)];
        sum.0 += slopes[row];
        sum.1 += bends[row];
    }
    let mut gains = vec![0.0; edges];
    for leaf in sums.chunks(width) {
        let all = leaf.iter().fold((0.0, 0.0), |all, sum| (all.0 + sum.0, all.1 + sum.1));
        let mut low = (0.0, 0.0);
        for (gain, sum) in gains.iter_mut().zip(leaf) {
            low = (low.0 + sum.0, low.1 + sum.1);
            let high = (all.0 - low.0, all.1 - low.1);
            *gain += low.0 * low.0 / (low.1 + l2) + high.0 * high.0 / (high.1 + l2);
        }
    }
    let mut best = (f64::MIN, 0);
    for (edge, gain) in gains.into_iter().enumerate() {
        if gain > best.0 {
            best = (gain, edge);
        }
    }
    best
}
