//! Finding quotations in a text, and who said them.
//!
//! A text is read paragraph by paragraph. Its marks yield candidates, a small classifier tells
//! quotations from labels and picks among candidates that compete, and what the cue divides or
//! the next paragraph carries on is linked. Time is linear in the length of the text.

pub mod attribution;

mod candidates;
mod classifier;
mod clause;
mod explain;
mod features;
pub mod forest;
mod kind;
pub mod lessons;
mod letters;
mod lexicon;
mod marks;
mod observe;
mod parts;
mod pick;
mod rules;
mod scan;
mod scene;
mod singles;
mod spans;
mod stance;
#[cfg(test)]
mod tests;
mod tokens;

pub use classifier::Classifier;
pub use explain::explain;

use crate::model::Quotation;

/// Returns the quotations of `text`, sorted by start, a container before what is nested in it.
///
/// `title` is the article's headline where it does not stand in the text.
pub fn quotations(text: &str, title: Option<&str>) -> Vec<Quotation> {
    let mut found = spans::quotations(text, &spans::spans(text, Classifier::shipped()));
    attribution::attribute(text, title, &mut found);
    parts::part_speakers(&mut found);
    found
}
