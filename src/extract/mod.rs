//! Finding quotations in a text, and who said them.

pub mod attribution;

use crate::model::Quotation;

/// Returns the quotations of `text`, sorted by start, a container before what is nested in it.
///
/// `title` is the article's headline where it does not stand in the text.
pub fn quotations(text: &str, title: Option<&str>) -> Vec<Quotation> {
    let mut found = Vec::new();
    attribution::attribute(text, title, &mut found);
    found
}
