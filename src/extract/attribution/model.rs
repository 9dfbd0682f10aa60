//! The weights of the ranker, and how they are kept as text.

use std::sync::LazyLock;

use super::templates::{
    AnswerSheet, OFFSETS, ROW_OFFSETS, SHAPES, TABLE, TEMPLATES, Template, is_shaped, without_shape,
};
use crate::extract::forest::Forest;

/// The weights that are built in, learned by `examples/train_speakers.rs`.
static BUILT_IN: LazyLock<Model> = LazyLock::new(|| {
    let forest = Forest::parse(include_str!("trees.txt"));
    Model::parse(include_str!("weights.txt")).with_forest(forest)
});

/// How many parts of one a weight is kept in.
const SCALE: f32 = 100.0;

/// A weight in hundredths: half the room of a fraction, and sums that do not depend on their order.
type Weight = i16;

/// A weight for every answer of every question.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Box<[Weight]>,
    /// For every shape of a quotation a row of the weights that depend on it, each with the weight
    /// of the same answer without the shape. What is asked about one quotation stays in the
    /// fastest cache this way, and two weights cost one look.
    rows: Box<[i32]>,
    forest: Forest,
}

/// How many weights depend on the shape, for one shape.
const ROW: usize = ROW_OFFSETS[TEMPLATES.len()];

impl Model {
    /// Returns the model that is built in.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Returns the model with these weights; missing ones are 0.
    pub fn from_weights(weights: &[f32]) -> Self {
        let mut table = vec![0; TABLE].into_boxed_slice();
        table.iter_mut().zip(weights).for_each(|(place, weight)| *place = hundredths(*weight));
        Self::of(table)
    }

    fn of(weights: Box<[Weight]>) -> Self {
        let mut rows = vec![0; ROW * SHAPES].into_boxed_slice();
        for (shape, row) in rows.chunks_mut(ROW).enumerate() {
            for template in (0..TEMPLATES.len()).filter(|template| is_shaped(*template)) {
                let own = &mut row[ROW_OFFSETS[template]..ROW_OFFSETS[template + 1]];
                let plain = without_shape(template).map(|plain| OFFSETS[plain]);
                for (answer, sum) in own.iter_mut().enumerate() {
                    let shaped = weights[OFFSETS[template] + answer * SHAPES + shape];
                    let plain = plain.map_or(0, |offset| weights[offset + answer]);
                    *sum = i32::from(shaped) + i32::from(plain);
                }
            }
        }
        Self { weights, rows, forest: Forest::default() }
    }

    /// Returns the model with these trees for a second look.
    pub fn with_forest(self, forest: Forest) -> Self {
        Self { forest, ..self }
    }

    /// Returns the trees of the second look.
    pub fn forest(&self) -> &Forest {
        &self.forest
    }

    /// Reads weights as [`to_text`](Self::to_text) writes them; passes over what it cannot read.
    fn parse(text: &str) -> Self {
        let mut weights = vec![0; TABLE].into_boxed_slice();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split_whitespace();
            let Some(template) = parts.next().and_then(number) else { continue };
            for (place, weight) in parts.filter_map(entry) {
                let at = OFFSETS[template] + place;
                if at < OFFSETS[template + 1] {
                    weights[at] = weight;
                }
            }
        }
        Self::of(weights)
    }

    /// Writes the weights, a line for every question: its name, then `answer:hundredths`.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (template, (name, _)) in TEMPLATES.iter().enumerate() {
            let own = &self.weights[OFFSETS[template]..OFFSETS[template + 1]];
            let mut line = String::new();
            for (place, weight) in own.iter().enumerate() {
                if *weight != 0 {
                    line.push_str(&format!(" {place}:{weight}"));
                }
            }
            if !line.is_empty() {
                text.push_str(name);
                text.push_str(&line);
                text.push('\n');
            }
        }
        text
    }

    /// Returns the sum of the weights of some answers.
    pub(crate) fn score(&self, answers: &[u32]) -> f32 {
        let mut sum = self.sum(0);
        answers.iter().for_each(|place| sum.take(*place as usize));
        sum.score()
    }

    /// Returns a sheet that adds up the weights of the answers it takes, those that depend on the
    /// shape of the quotation for this one.
    pub(crate) fn sum(&self, shape: usize) -> Sum<'_> {
        let row = &self.rows[shape * ROW..(shape + 1) * ROW];
        Sum { weights: &self.weights, row, hundredths: 0 }
    }
}

/// The sum of the weights of some answers.
pub(crate) struct Sum<'a> {
    weights: &'a [Weight],
    row: &'a [i32],
    hundredths: i32,
}

impl Sum<'_> {
    /// Returns the sum.
    pub(crate) fn score(&self) -> f32 {
        self.hundredths as f32 / SCALE
    }
}

impl AnswerSheet for Sum<'_> {
    #[inline(always)]
    fn take(&mut self, place: usize) {
        self.hundredths += self.weights.get(place).map_or(0, |weight| i32::from(*weight));
    }

    /// Takes both answers with one look; `shape` is the one that the row is for.
    #[inline(always)]
    fn take_shaped(&mut self, shaped: Template, place: usize, _shape: usize) {
        let at = ROW_OFFSETS[shaped as usize] + place;
        self.hundredths += self.row.get(at).copied().unwrap_or(0);
    }
}

fn hundredths(weight: f32) -> Weight {
    // What does not fit becomes the nearest that does.
    (weight * SCALE).round() as Weight
}

fn number(name: &str) -> Option<usize> {
    TEMPLATES.iter().position(|(known, _)| *known == name)
}

fn entry(text: &str) -> Option<(usize, Weight)> {
    let (place, weight) = text.split_once(':')?;
    Some((place.parse().ok()?, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_back_from_their_text() {
        let mut weights = vec![0.0; TABLE];
        weights[OFFSETS[1] + 3] = -0.25;
        weights[TABLE - 1] = 1.5;
        let model = Model::from_weights(&weights);
        assert_eq!(Model::parse(&model.to_text()).weights, model.weights);
        assert_eq!(model.score(&[(OFFSETS[1] + 3) as u32, (TABLE - 1) as u32]), 1.25);
    }

    #[test]
    fn the_built_in_weights_are_all_read() {
        let text = include_str!("weights.txt");
        let entries = text.lines().filter(|line| !line.starts_with('#'));
        let count: usize = entries.map(|line| line.split_whitespace().count() - 1).sum();
        let read = Model::built_in().weights.iter().filter(|weight| **weight != 0).count();
        assert_eq!(read, count);
    }
}
