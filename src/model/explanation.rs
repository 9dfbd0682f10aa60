//! Why a quotation was found and who spoke it, for a person who doubts it.

use super::{Context, Quotation};

/// One quotation with everything that decided about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What was found.
    pub quotation: Quotation,
    /// The rest of the sentences that it stands in.
    pub context: Context,
    /// Why it is a quotation, or only a label.
    pub span: SpanGround,
    /// Why that speaker; none where nobody was looked for.
    pub speaker: Option<SpeakerGround>,
}

/// What decided whether a span is a quotation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SpanGround {
    /// How likely it is one by the learned weights, from 0 to 1.
    pub learned: f64,
    /// The plain pattern that settled it, in words.
    pub rule: Option<&'static str>,
    /// What weighed most, for (above 0) or against, in log-odds.
    pub reasons: Vec<Reason>,
}

/// What decided about a speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct SpeakerGround {
    /// The step that had the last word, in words.
    pub decided_by: &'static str,
    /// The likeliest answers, best first.
    pub answers: Vec<Answer>,
    /// What the first answer has over the second, in log-odds, most first.
    pub reasons: Vec<Reason>,
}

/// One possible speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What the article says; none for nobody.
    pub mention: Option<String>,
    /// How likely it is by the learned weights, from 0 to 1.
    pub probability: f64,
}

/// One thing that was looked at, and what it weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What was looked at, as the weights name it.
    pub name: String,
    /// What it added to the log-odds.
    pub weight: f32,
}
