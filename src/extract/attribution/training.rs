//! What a training program needs: every candidate of every quotation, with its features.

use super::features::{self, Asked, View};
use super::frame::Frame;
use super::model::Model;
use super::ranker::{Ranker, can_speak};
use super::second;
use super::templates::{Answers, OFFSETS, TABLE, TEMPLATES};
use super::{Article, fold, frame, sureness};
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
    let sureness: Vec<u8> = found.iter().map(sureness).collect();
    let article = Article::read(text, title, &folded, &sureness);
    let view = article.view();
    article
        .quotes()
        .map(|(at, index)| {
            let words = article.words_of(index);
            let frame = frame::frame(&article.tokens, at, article.body(at));
            let sureness = article.sureness.get(index).copied().unwrap_or_default();
            let frame = Frame { sureness, ..frame };
            let asked = Asked::new(&view, frame, words);
            let near = article.near(at);
            let fitting = near.iter().filter(|mention| can_speak(&view, &frame, *mention));
            let mut candidates: Vec<Candidate> =
                fitting.map(|mention| candidate(&article, &view, &asked, mention)).collect();
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

/// A candidate of a second look.
#[derive(Debug, Clone)]
pub struct Doubtful {
    /// Where it stands, in bytes; nobody stands nowhere.
    pub place: Option<CharSpan>,
    /// What it says.
    pub text: String,
    /// What the first ranking gave it.
    pub score: f32,
    /// What the trees see.
    pub values: Vec<i16>,
}

/// A quotation whose speaker gets a second look, with its candidates; nobody comes last.
#[derive(Debug, Clone)]
pub struct SecondCase {
    /// The index of the quotation.
    pub quotation: usize,
    /// The candidates that are looked at again.
    pub candidates: Vec<Doubtful>,
    /// The logarithm of what all other candidates weigh together.
    pub rest: f32,
}

/// Returns the names of what the trees of a second look see.
pub fn value_names() -> &'static [&'static str] {
    second::VALUES
}

/// Returns the quotations that get a second look after a first one by `model`.
pub fn second_cases(
    model: &Model,
    text: &str,
    title: Option<&str>,
    found: &[Quotation],
) -> Vec<SecondCase> {
    let folded = fold(text, found);
    let sureness: Vec<u8> = found.iter().map(sureness).collect();
    let article = Article::read(text, title, &folded, &sureness);
    let mut ranker = Ranker::new(model, article.view());
    let weighed = article.weighed(&mut ranker);
    let quotations: Vec<usize> = article.quotes().map(|(_, index)| index).collect();
    let mut cases = Vec::new();
    second::for_each(&article, &weighed, |look| {
        let own = &weighed[look.number];
        let candidates = look.candidates.iter().zip(&look.values).map(|(candidate, values)| {
            let Some(at) = candidate else {
                let (place, text, score) = (None, String::new(), own.scores.nobody);
                return Doubtful { place, text, score, values: values.to_vec() };
            };
            let (index, score) = own.scores.mentions[*at];
            let mention = &article.mentions[index];
            let (first, last) = (&article.tokens[mention.from], &article.tokens[mention.to - 1]);
            let place = Some(CharSpan::new(first.start, last.end));
            let text = article.slice(mention.from, mention.to).to_owned();
            Doubtful { place, text, score, values: values.to_vec() }
        });
        let others = own.scores.mentions.iter().enumerate();
        let others = others.filter(|(at, _)| !look.candidates.contains(&Some(*at)));
        let rest: f32 = others.map(|(_, (_, score))| score.exp()).sum();
        let quotation = quotations[look.number];
        cases.push(SecondCase { quotation, candidates: candidates.collect(), rest: rest.ln() });
    });
    cases
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
