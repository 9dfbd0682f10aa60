//! Questions to a collection: loads what a stage needs and hands back its answer.
