//! What a training program needs: every candidate of every quotation, with its features.

use super::features::{self, Asked, View};
use super::ranker::can_speak;
use super::templates::{Answers, OFFSETS, TABLE, TEMPLATES};
use super::{Article, fold, frame};
use crate::model::{CharSpan, Quotation};

/// How many weights a model has.
pub const WEIGHTS: usize = TABLE;

/// One possible answer to who spoke a quotation.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it stands, in bytes; nobody stands nowhere.
    pub place: Option<CharSpan>,
    /// What it says.
    pub text: String,
    /// The same for all candidates with one head word.
    pub head: u64,
    /// The places of its answers in the table of weights.
    pub features: Vec<u32>,
}

/// A quotation and everybody who may have spoken it; nobody comes last.
#[derive(Debug, Clone)]
pub struct Case {
    /// The index of the quotation.
    pub quotation: usize,
    /// The candidates.
    pub candidates: Vec<Candidate>,
}

/// Returns the candidates of every quotation of `found` that is no label.
pub fn cases(text: &str, title: Option<&str>, found: &[Quotation]) -> Vec<Case> {
    let folded = fold(text, found);
    let article = Article::read(text, title, &folded);
    let view = View {
        tokens: &article.tokens,
        mentions: &article.mentions,
        profiles: &article.profiles,
        counts: &article.counts,
    };
    article
        .quotes()
        .map(|(at, index)| {
            let words = article.words_of(index);
            let frame = frame::frame(&article.tokens, at, article.body(at));
            let asked = Asked::new(&view, frame, words);
            let near = article.near(at);
            let fitting = near.iter().filter(|mention| can_speak(&view, &frame, **mention));
            let mut candidates: Vec<Candidate> =
                fitting.map(|mention| candidate(&article, &view, &asked, *mention)).collect();
            candidates.push(nobody(&asked));
            Case { quotation: index, candidates }
        })
        .collect()
}

fn candidate(article: &Article<'_>, view: &View<'_>, asked: &Asked<'_>, index: usize) -> Candidate {
    let mention = &article.mentions[index];
    let mut answers = Answers::default();
    features::of_mention(view, index, &mut answers);
    features::of_pair(view, asked, index, &mut answers);
    let (first, last) = (&article.tokens[mention.from], &article.tokens[mention.to - 1]);
    Candidate {
        place: Some(CharSpan::new(first.start, last.end)),
        text: article.slice(mention.from, mention.to).to_owned(),
        head: mention.key,
        features: answers.0,
    }
}

fn nobody(asked: &Asked<'_>) -> Candidate {
    let mut answers = Answers::default();
    features::of_nobody(asked, &mut answers);
    Candidate { place: None, text: String::new(), head: 0, features: answers.0 }
}

/// Returns the name of the question to which a place in the table of weights belongs.
pub fn question(place: usize) -> &'static str {
    let template = OFFSETS.partition_point(|offset| *offset <= place).saturating_sub(1);
    TEMPLATES.get(template).map_or("", |(name, _)| name)
}
