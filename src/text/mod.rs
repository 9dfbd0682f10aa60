//! Text without a view on quotes: folds, words with offsets, sentences, paragraphs.
//!
//! Offsets are code points into the text given; nothing here changes a text.

mod anchor;
mod fold;
mod months;
mod pieces;
mod sentences;
mod spelling;
mod stretches;
mod terms;
mod turns;
mod word_bits;
mod words;

pub use anchor::{Anchor, Run};
pub use fold::{Fold, fold_char, is_ignorable};
pub use months::month;
pub use pieces::pieces;
pub use sentences::{paragraphs, sentence_around, sentences};
pub use spelling::is_respelt;
pub use stretches::{Stretch, Stretches, Wanted};
pub use terms::{
    Shapes, each_term, each_term_of, passage_terms, search_terms, terms_as_they_come, words_of,
};
pub use turns::{Turn, opens_turn, turn_at, turns};
pub use words::{Word, fold_word, segments, word_indices, word_keys, words};
