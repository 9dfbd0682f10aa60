//! Answers as text: human, JSON, CSV.
//!
//! A report is a value before it is text: every function here takes an answer of [`crate::model`]
//! and a `Write`. JSON has its own structs and a version number, so that the domain's types stay
//! free to change.

pub mod csv;
pub mod human;
pub mod json;
pub mod lines;
pub mod safe;

mod look;
mod rows;

pub use look::{Look, ShortIds};

#[cfg(test)]
mod tests;
