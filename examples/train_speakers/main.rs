//! Learns the weights and trees by which speakers are ranked, and judges them by leaving one outlet
//! out.
//!
//! usage: train_speakers GOLD.jsonl [--spans FILE] [--predictions FILE] [--weights FILE]
//!                       [--trees FILE] [--l2 X] [--min-count N] [--steps N] [--reported X]
//!                       [--drop NAME,…] [--tree-count N] [--tree-depth N] [--tree-rate X]
//!                       [--tree-l2 X] [--tree-values X] [--tree-quotations X] [--tree-edges N]
//!                       [--seed N]
//!
//! Each line of the gold file is an article `{"id", "source", "title", "text", "quotes": [{"start",
//! "end", "type", "speaker", "speaker_start", "speaker_end"}]}`. Quotations of the type `indirect`
//! are what the article reports without quoting it: a few words of each are taken as if they were
//! quoted, and count `--reported` as much as a quotation.
//!
//! `--spans` names a file of found spans, as `train_spans` writes them, to learn from instead of
//! the annotated ones. `--predictions` writes what the folds predict, each article by weights and
//! trees that have seen nothing of its outlet. `--weights` and `--trees` learn from all articles
//! and write the tables that the library builds in. The same input gives the same tables. Only
//! they leave this program, no word of an article.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod boost;
mod folds;
mod gold;
mod learn;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;

use boost::Growth;
use folds::Folds;
use gold::Document;
use learn::{Examples, Settings};
use quotetrail::extract::attribution::{Model, attribute_with};
use serde_json::{Value, json};

struct Options {
    gold: String,
    spans: Option<String>,
    predictions: Option<String>,
    weights: Option<String>,
    trees: Option<String>,
    settings: Settings,
    growth: Growth,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let mut documents = gold::read(&fs::read_to_string(&options.gold)?)?;
    if let Some(path) = &options.spans {
        gold::take_spans(&mut documents, &fs::read_to_string(path)?)?;
    }
    let examples = Examples::of(&documents, &options.settings);
    println!(
        "{} articles, {} quotations, {} answers",
        documents.len(),
        examples.cases(),
        examples.answers()
    );
    let folds = Folds::of(&documents, &examples, &options.settings, options.growth.trees > 0);
    if let Some(path) = &options.predictions {
        fs::write(path, leave_one_out(&documents, &folds, &options.growth))?;
    }
    if let Some(path) = &options.weights {
        let weights = examples.fit(|_| true, &options.settings);
        let text = Model::from_weights(&weights).to_text();
        let count: usize = text.lines().map(|line| line.split_whitespace().count() - 1).sum();
        fs::write(path, format!("{HEADER}{text}"))?;
        println!("{count} weights, {} bytes", text.len());
    }
    if let Some(path) = &options.trees {
        let text = folds.forest(&options.growth).to_text();
        fs::write(path, format!("{TREES_HEADER}{text}"))?;
        println!("{} trees, {} bytes", text.lines().count(), text.len());
    }
    Ok(())
}

const HEADER: &str = "\
# Weights of the speaker ranker: a line for every question, its name, then answer:hundredths.\n\
# Learned by examples/train_speakers; not to be edited by hand.\n";

const TREES_HEADER: &str = "\
# Trees of the second look at speakers: value>edge for every question, a bar, leaves in thousandths.\n\
# Learned by examples/train_speakers; not to be edited by hand.\n";

fn options() -> Result<Options, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut options = Options {
        gold: arguments.next().ok_or("name a gold file")?,
        spans: None,
        predictions: None,
        weights: None,
        trees: None,
        settings: Settings::default(),
        growth: Growth::default(),
    };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or("an option lacks its value")?;
        match name.as_str() {
            "--l2" => options.settings.l2 = value.parse()?,
            "--min-count" => options.settings.min_count = value.parse()?,
            "--reported" => options.settings.reported = value.parse()?,
            "--steps" => options.settings.steps = value.parse()?,
            "--drop" => options.settings.dropped = value.split(',').map(str::to_owned).collect(),
            "--tree-count" => options.growth.trees = value.parse()?,
            "--tree-depth" => options.growth.depth = value.parse()?,
            "--tree-rate" => options.growth.rate = value.parse()?,
            "--tree-l2" => options.growth.l2 = value.parse()?,
            "--tree-values" => options.growth.values = value.parse()?,
            "--tree-quotations" => options.growth.quotations = value.parse()?,
            "--tree-edges" => options.growth.edges = value.parse()?,
            "--seed" => options.growth.seed = value.parse()?,
            "--trees" => options.trees = Some(value),
            "--spans" => options.spans = Some(value),
            "--predictions" => options.predictions = Some(value),
            "--weights" => options.weights = Some(value),
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    Ok(options)
}

/// Predicts every outlet's articles by a model learned from the others; returns JSON Lines.
fn leave_one_out(documents: &[Document], folds: &Folds, growth: &Growth) -> String {
    let mut done: Vec<(usize, Vec<Value>)> = Vec::new();
    for (outlet, source) in folds.sources.iter().enumerate() {
        let model = folds.without(outlet, growth);
        let own = documents.iter().enumerate().filter(|(_, d)| d.source == *source);
        done.extend(own.map(|(at, d)| (at, predict(&model, d))));
    }
    done.sort_by_key(|(at, _)| *at);
    report(documents, &done);
    let mut lines = String::new();
    for (at, quotes) in done {
        // What turned out to be a label is no quotation.
        let quotes: Vec<&Value> = quotes.iter().filter(|q| q["kind"] != "label").collect();
        let _ = writeln!(lines, "{}", json!({"id": documents[at].id, "quotes": quotes}));
    }
    lines
}

fn predict(model: &Model, document: &Document) -> Vec<Value> {
    let mut found = document.quotations();
    attribute_with(model, &document.text, document.title.as_deref(), &mut found);
    found
        .iter()
        .map(|q| {
            json!({"kind": q.kind.as_str(), "start": q.span.start, "end": q.span.end, "speaker": q.speaker,
                   "speaker_mention": q.speaker_mention, "cue": q.cue, "confidence": q.confidence})
        })
        .collect()
}

/// Prints how often the speaker is right, and how sure the model was.
fn report(documents: &[Document], done: &[(usize, Vec<Value>)]) {
    let mut judged: Vec<(f64, bool)> = Vec::new();
    for (at, quotes) in done {
        let document = &documents[*at];
        for (quote, matched) in quotes.iter().zip(&document.matches) {
            let gold = matched.map(|at| &document.quotes[at]);
            let Some(gold) = gold.filter(|gold| !gold.speaker.is_empty()) else { continue };
            let said = quote["speaker_mention"].as_str().unwrap_or_default();
            let right = gold::same_speaker(said, gold);
            judged.push((quote["confidence"].as_f64().unwrap_or_default(), right));
        }
    }
    let share = |part: &[&(f64, bool)]| {
        100.0 * part.iter().filter(|(_, right)| *right).count() as f64 / part.len().max(1) as f64
    };
    let all: Vec<_> = judged.iter().collect();
    println!("speaker right {:.2} % of {}", share(&all), all.len());
    for (low, high) in [
        (0.0, 0.3),
        (0.3, 0.5),
        (0.5, 0.7),
        (0.7, 0.8),
        (0.8, 0.9),
        (0.9, 0.97),
        (0.97, 2.0),
        (0.9, 2.0),
    ] {
        let part: Vec<_> = judged.iter().filter(|(p, _)| (low..high).contains(p)).collect();
        let of_all = 100.0 * part.len() as f64 / all.len().max(1) as f64;
        println!(
            "  confidence {low:.2}–{high:.2}: right {:5.1} %, {of_all:5.1} % of all",
            share(&part)
        );
    }
}
