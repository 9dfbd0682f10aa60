//! What a training program sees: the candidates of a text with their features as text, and
//! quotations found by weights that are not shipped.

use super::classifier::Classifier;
use super::features::Feature;
use super::observe::{Surroundings, observe};
use super::scan::Paragraphs;
use super::scene::{Scene, Side};
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
    let mut found = Vec::new();
    each_candidate(text, |seen, features| {
        let candidate = &seen.scene.candidates[seen.at];
        let features = features.iter().map(ToString::to_string).collect();
        found.push(Lesson { start: candidate.start, end: candidate.end, features });
    });
    found
}

/// A candidate where it stands.
pub(super) struct Seen<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) at: usize,
    pub(super) around: Surroundings,
    pub(super) sides: (Side, Side),
}

/// Hands every candidate of `text` with its features to `visit`, in the order in which they are
/// found.
pub(super) fn each_candidate(text: &str, mut visit: impl FnMut(&Seen<'_>, &[Feature])) {
    let mut reader = Reader::new(text);
    let mut features = Vec::new();
    for paragraph in Paragraphs::of(text) {
        let Some(scene) = reader.scene(&paragraph) else { continue };
        let around = reader.around(&scene);
        for at in 0..scene.candidates.len() {
            features.clear();
            let sides = observe(&scene, at, around, &mut features);
            visit(&Seen { scene: &scene, at, around, sides }, &features);
        }
    }
}

/// Returns the quotations of `text` by `classifier`, without their speakers.
pub fn quotations_by(classifier: &Classifier, text: &str) -> Vec<Quotation> {
    spans::quotations(text, &spans::spans(text, classifier))
}
