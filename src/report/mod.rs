//! Answers as text: human, JSON, CSV.
