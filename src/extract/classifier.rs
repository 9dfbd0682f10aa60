//! A logistic classifier: how likely a candidate is a quotation.
//!
//! The weights are learned by `examples/train_spans.rs` from annotated news and stand in
//! `span_weights.txt`, one feature a line.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::features::Feature;

/// Weights of features; what is not listed weighs nothing.
#[derive(Debug, Default)]
pub struct Classifier {
    weights: FxHashMap<Feature, f32>,
}

static SHIPPED: LazyLock<Classifier> =
    LazyLock::new(|| Classifier::parse(include_str!("span_weights.txt")));

impl Classifier {
    /// Returns the classifier that the program ships with.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads weights: template, value and weight a line, parted by tabs; `#` begins a comment.
    ///
    /// A line that says anything else is left out.
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Self { weights: lines.filter_map(parse_line).collect() }
    }

    /// Returns how many features have a weight.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Says whether no feature has a weight.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// Returns what a feature, as a line of the weights begins, adds to the log-odds.
    pub fn weight(&self, feature: &str) -> f32 {
        let parsed = feature.split_once('\t').and_then(|(name, value)| Feature::parse(name, value));
        parsed.map_or(0.0, |feature| self.weight_of(&feature))
    }

    /// Returns what a feature adds to the log-odds.
    pub(super) fn weight_of(&self, feature: &Feature) -> f32 {
        self.weights.get(feature).copied().unwrap_or(0.0)
    }

    /// Returns how likely a candidate with these features is a quotation, from 0 to 1.
    pub(super) fn probability(&self, features: &[Feature]) -> f64 {
        let sum: f64 = features.iter().map(|feature| f64::from(self.weight_of(feature))).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

fn parse_line(line: &str) -> Option<(Feature, f32)> {
    let mut fields = line.split('\t');
    let (name, value, weight) = (fields.next()?, fields.next()?, fields.next()?);
    Some((Feature::parse(name, value)?, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_all_read_and_weigh_no_topical_word() {
        let lines = include_str!("span_weights.txt").lines().filter(|l| !l.starts_with('#'));
        assert_eq!(lines.count(), Classifier::shipped().len());
        assert!(Classifier::shipped().len() > 100);
    }

    #[test]
    fn a_candidate_without_weights_is_undecided() {
        assert_eq!(Classifier::default().probability(&[]), 0.5);
    }
}
