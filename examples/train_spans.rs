//! Learns the weights of the span classifier from annotated articles, and judges them by leaving
//! one outlet out at a time.
//!
//! ```text
//! cargo run --release --example train_spans -- ANNOTATED.jsonl [WEIGHTS_OUT [PREDICTIONS_OUT]]
//! ```
//!
//! Each line of the input is `{"id", "source", "text", "quotes": [{"start", "end", "type"}],
//! "ignore": [[start, end]]}` with places in code points. The same input gives the same weights:
//! nothing is random. The solver is Newton's method with conjugate gradients (Lin, Weng and
//! Keerthi, 2008, "Trust region Newton method for large-scale logistic regression"), without the
//! trust region, which a loss this well conditioned does not need.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use quotetrail::extract::Classifier;
use quotetrail::extract::lessons::{Lesson, lessons, quotations_by};
use quotetrail::model::{Kind, Stance};

/// The strength of the L2 penalty; between 1 and 10 the result hardly changes.
const PENALTY: f64 = 2.0;
/// A feature must be seen in this many candidates to get a weight.
const MIN_COUNT: usize = 15;
/// Characters that belong to no span's words, whoever cuts it.
const MARKS: &str = "\"'`“”„‟‘’‚‛«»‹›″´ \t\r\n\u{a0}\u{2009}\u{202f}\u{200b},.;:";

type Span = (usize, usize);

struct Doc {
    id: String,
    source: String,
    text: String,
    gold: BTreeSet<Span>,
    ignored: Vec<Span>,
    lessons: Vec<Lesson>,
    /// What each lesson teaches: a quotation, none, or nothing.
    truths: Vec<Option<bool>>,
}

/// Examples as a sparse matrix of ones.
struct Examples {
    rows: Vec<Vec<usize>>,
    truths: Vec<bool>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let input =
        arguments.next().ok_or("usage: train_spans ANNOTATED.jsonl [WEIGHTS [PREDICTIONS]]")?;
    let (weights_out, predictions_out) = (arguments.next(), arguments.next());
    let docs: Vec<Doc> =
        fs::read_to_string(&input)?.lines().map(read_doc).collect::<Result<_, _>>()?;
    let sources: BTreeSet<&str> = docs.iter().map(|d| d.source.as_str()).collect();
    let mut total = Score::default();
    let mut predictions = String::new();
    for source in &sources {
        let (held, learned): (Vec<&Doc>, Vec<&Doc>) =
            docs.iter().partition(|d| d.source == *source);
        let weights = learn(&learned);
        let classifier = Classifier::parse(&weights);
        let mut score = Score::default();
        held.iter().for_each(|doc| score.add(doc, &classifier, &mut predictions));
        write_line(&format!("{source:14} {} weights {}", classifier.len(), score.line()));
        total.plus(&score);
    }
    write_line(&format!("{:14} {}", "all", total.line()));
    let all: Vec<&Doc> = docs.iter().collect();
    let weights = learn(&all);
    if let Some(path) = weights_out {
        let head = "# Weights of the span classifier: template, value, weight.\n\
                    # Written by examples/train_spans.rs; not edited by hand.\n";
        fs::write(path, format!("{head}{weights}"))?;
    }
    if let Some(path) = predictions_out {
        fs::write(path, predictions)?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example prints its result")]
fn write_line(line: &str) {
    println!("{line}");
}

fn read_doc(line: &str) -> Result<Doc, Box<dyn std::error::Error>> {
    let value: serde_json::Value = serde_json::from_str(line)?;
    let text = value["text"].as_str().ok_or("no text")?.to_owned();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |v: &serde_json::Value| {
        let at = v.as_u64().map_or(0, |n| n as usize);
        bytes[at.min(bytes.len() - 1)]
    };
    let list = |v: &serde_json::Value| v.as_array().cloned().unwrap_or_default();
    let gold = list(&value["quotes"])
        .iter()
        .filter(|q| q["type"] != "indirect")
        .flat_map(|q| pieces(&text, place(&q["start"]), place(&q["end"])))
        .collect();
    let ignored = list(&value["ignore"]).iter().map(|r| (place(&r[0]), place(&r[1]))).collect();
    let mut doc = Doc {
        id: value["id"].as_str().unwrap_or_default().to_owned(),
        source: value["source"].as_str().unwrap_or_default().to_owned(),
        lessons: lessons(&text),
        text,
        gold,
        ignored,
        truths: Vec::new(),
    };
    doc.truths = doc.lessons.iter().map(|lesson| truth(&doc, lesson)).collect();
    Ok(doc)
}

/// Cuts a span at line breaks and trims marks, space and stops off each piece.
fn pieces(text: &str, start: usize, end: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = start;
    for line in text[start..end].split('\n') {
        let head = line.len() - line.trim_start_matches(|c| MARKS.contains(c)).len();
        let words = line.trim_matches(|c| MARKS.contains(c));
        if words.chars().any(|c| c.is_alphanumeric() || c == '_') {
            found.push((at + head, at + head + words.len()));
        }
        at += line.len() + 1;
    }
    found
}

fn truth(doc: &Doc, lesson: &Lesson) -> Option<bool> {
    let span = *pieces(&doc.text, lesson.start, lesson.end).first()?;
    let is_ignored = doc.ignored.iter().any(|region| 2 * shared(*region, span) > length(span));
    let near = |gold: &Span| {
        let covered = gold.1.max(span.1) - gold.0.min(span.0);
        shared(*gold, span) as f64 >= 0.9 * covered as f64
    };
    (!is_ignored).then(|| doc.gold.iter().any(near))
}

fn shared(a: Span, b: Span) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

fn length(span: Span) -> usize {
    span.1 - span.0
}

#[derive(Default)]
struct Score {
    right: usize,
    predicted: usize,
    gold: usize,
}

impl Score {
    /// Adds the predictions for one article: no labels, nothing nested, nothing unsaid.
    fn add(&mut self, doc: &Doc, classifier: &Classifier, predictions: &mut String) {
        let quotes: Vec<_> = quotations_by(classifier, &doc.text)
            .into_iter()
            .filter(|q| q.kind != Kind::Label && q.nested_in.is_none())
            .filter(|q| q.stance != Stance::Hypothetical)
            .collect();
        let places: Vec<usize> =
            doc.text.char_indices().map(|(at, _)| at).chain([doc.text.len()]).collect();
        let found: BTreeSet<Span> = quotes
            .iter()
            .flat_map(|q| pieces(&doc.text, places[q.span.start], places[q.span.end]))
            .filter(|s| !doc.ignored.iter().any(|region| 2 * shared(*region, *s) > length(*s)))
            .collect();
        self.right += found.intersection(&doc.gold).count();
        self.predicted += found.len();
        self.gold += doc.gold.len();
        let quotes: Vec<_> = quotes
            .iter()
            .map(|q| serde_json::json!({"start": q.span.start, "end": q.span.end, "text": q.text,
                "kind": q.kind.as_str(), "confidence": q.confidence, "part_of": q.part_of.is_some()}))
            .collect();
        let line = serde_json::json!({"id": doc.id, "quotes": quotes});
        predictions.push_str(&format!("{line}\n"));
    }

    fn plus(&mut self, other: &Self) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }

    fn line(&self) -> String {
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        format!(
            "exact P {:.2} R {:.2} F1 {:.2}",
            share(self.right, self.predicted),
            share(self.right, self.gold),
            share(2 * self.right, self.predicted + self.gold)
        )
    }
}

/// Returns the weights file that `docs` teach.
fn learn(docs: &[&Doc]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let taught = || {
        docs.iter().flat_map(|doc| doc.lessons.iter().zip(&doc.truths)).filter_map(
            |(lesson, truth)| {
                let features: BTreeSet<&str> = lesson.features.iter().map(String::as_str).collect();
                truth.map(|truth| (features, truth))
            },
        )
    };
    taught()
        .for_each(|(features, _)| features.iter().for_each(|f| *counts.entry(f).or_default() += 1));
    let names: Vec<&str> =
        counts.iter().filter(|(_, count)| **count >= MIN_COUNT).map(|(name, _)| *name).collect();
    let row = |features: BTreeSet<&str>| -> Vec<usize> {
        features.iter().filter_map(|f| names.binary_search(f).ok()).collect()
    };
    let (rows, truths) = taught().map(|(features, truth)| (row(features), truth)).unzip();
    let weights = fit(&Examples { rows, truths }, names.len());
    let mut text = String::new();
    for (name, weight) in names.iter().zip(weights).filter(|(_, w)| w.abs() >= 0.0005) {
        let _ = writeln!(text, "{name}\t{weight:.3}");
    }
    text
}

/// Minimises the penalised logistic loss.
fn fit(examples: &Examples, size: usize) -> Vec<f64> {
    let mut weights = vec![0.0; size];
    for _ in 0..30 {
        let chances: Vec<f64> =
            examples.rows.iter().map(|row| chance(row.iter().map(|f| weights[*f]).sum())).collect();
        let mut gradient: Vec<f64> = weights.iter().map(|w| PENALTY * w).collect();
        for ((row, p), truth) in examples.rows.iter().zip(&chances).zip(&examples.truths) {
            row.iter().for_each(|f| gradient[*f] += p - f64::from(u8::from(*truth)));
        }
        if norm(&gradient) < 1e-3 {
            break;
        }
        let curvature: Vec<f64> = chances.iter().map(|p| p * (1.0 - p)).collect();
        let step = solve(examples, &curvature, &gradient);
        weights.iter_mut().zip(step).for_each(|(w, s)| *w -= s);
    }
    weights
}

fn chance(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

/// Solves Hessian × step = gradient by conjugate gradients.
fn solve(examples: &Examples, curvature: &[f64], gradient: &[f64]) -> Vec<f64> {
    let mut step = vec![0.0; gradient.len()];
    let mut residue = gradient.to_vec();
    let mut direction = residue.clone();
    let mut energy = dot(&residue, &residue);
    for _ in 0..200 {
        if energy.sqrt() < 1e-4 * norm(gradient) {
            break;
        }
        let image = hessian_times(examples, curvature, &direction);
        let length = energy / dot(&direction, &image);
        step.iter_mut().zip(&direction).for_each(|(s, d)| *s += length * d);
        residue.iter_mut().zip(&image).for_each(|(r, i)| *r -= length * i);
        let next = dot(&residue, &residue);
        direction.iter_mut().zip(&residue).for_each(|(d, r)| *d = r + next / energy * *d);
        energy = next;
    }
    step
}

fn hessian_times(examples: &Examples, curvature: &[f64], vector: &[f64]) -> Vec<f64> {
    let mut image: Vec<f64> = vector.iter().map(|v| PENALTY * v).collect();
    for (row, bend) in examples.rows.iter().zip(curvature) {
        let along: f64 = bend * row.iter().map(|f| vector[*f]).sum::<f64>();
        row.iter().for_each(|f| image[*f] += along);
    }
    image
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn norm(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}
