//! What a training program sees: the candidates of a text with their features as text, and
//! quotations found by weights that are not shipped.

use super::classifier::Classifier;
use super::observe::observe;
use super::scan::Paragraphs;
use super::spans::{self, Reader};
use crate::model::Quotation;

/// A candidate with what the classifier sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The first byte of its words.
    pub start: usize,
    /// The first byte after them.
    pub end: usize,
    /// Its features, each as a line of the weights file begins.
    pub features: Vec<String>,
}

/// Returns the candidates of `text` in the order in which they are found.
pub fn lessons(text: &str) -> Vec<Lesson> {
    let mut reader = Reader::new(text);
    let mut found = Vec::new();
    for paragraph in Paragraphs::of(text) {
        let Some(scene) = spans::scene(text, &paragraph) else { continue };
        let around = reader.around(&scene);
        for (at, candidate) in scene.candidates.iter().enumerate() {
            let mut features = Vec::new();
            observe(&scene, at, around, &mut features);
            let features = features.iter().map(ToString::to_string).collect();
            found.push(Lesson { start: candidate.start, end: candidate.end, features });
        }
    }
    found
}

/// Returns the quotations of `text` by `classifier`, without their speakers.
pub fn quotations_by(classifier: &Classifier, text: &str) -> Vec<Quotation> {
    spans::quotations(text, &spans::spans(text, classifier))
}
