//! Grouping the wordings of one utterance.
