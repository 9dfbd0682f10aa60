//! A conditional softmax fitted by limited-memory BFGS.
//!
//! After Dong Liu and Jorge Nocedal, "On the Limited Memory BFGS Method for Large Scale
//! Optimization" (1989).

use std::collections::{BTreeSet, VecDeque};

use quotetrail::extract::attribution::{
    Model,
    training::{self, Candidate, SecondCase},
};
use quotetrail::model::CharSpan;

use crate::boost::Question;
use crate::gold::{self, Document, Gold};

/// How the weights are learned.
pub(crate) struct Settings {
    /// How strongly large weights are held back.
    pub l2: f64,
    /// How often an answer must be given to have a weight.
    pub min_count: u32,
    /// How many steps are taken.
    pub steps: usize,
    /// How much a reported saying counts beside a quotation.
    pub reported: f64,
    /// Questions that are left out.
    pub dropped: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { l2: 3.0, min_count: 15, steps: 40, reported: 0.3, dropped: BTreeSet::new() }
    }
}

/// One quotation with its candidates' answers in one flat list.
struct Example {
    document: usize,
    /// Where the answers of each candidate end.
    ends: Vec<u32>,
    answers: Vec<u32>,
    /// Which candidates are right.
    right: Vec<bool>,
    /// How much it counts.
    weight: f64,
}

/// All quotations that can be learned from.
pub(crate) struct Examples {
    examples: Vec<Example>,
}

impl Examples {
    pub(crate) fn of(documents: &[Document], settings: &Settings) -> Self {
        let mut examples = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let title = document.title.as_deref();
            for case in training::cases(&document.text, title, &document.quotations()) {
                let gold = document.matches[case.quotation].map(|at| &document.quotes[at]);
                let judged = judged(&case.candidates);
                let right = targets(document, &judged, gold);
                examples.extend(Example::of(index, &case.candidates, right, 1.0, settings));
            }
            if settings.reported > 0.0 {
                examples.extend(Self::of_reported(index, document, settings));
            }
        }
        Self { examples }
    }

    /// Returns what can be learned from what an article reports without quoting it.
    ///
    /// Nobody is no answer there, as every report has a source.
    fn of_reported(index: usize, document: &Document, settings: &Settings) -> Vec<Example> {
        let mut examples = Vec::new();
        for turn in 0..TURNS {
            let (found, taken) = document.with_reported(turn, TURNS);
            let real = found.len() - taken.len();
            for mut case in training::cases(&document.text, document.title.as_deref(), &found) {
                let Some(at) = case.quotation.checked_sub(real).map(|at| taken[at]) else {
                    continue;
                };
                case.candidates.pop();
                let judged = judged(&case.candidates);
                let right = targets(document, &judged, Some(&document.reported[at]));
                let weight = settings.reported;
                examples.extend(Example::of(index, &case.candidates, right, weight, settings));
            }
        }
        examples
    }

    pub(crate) fn cases(&self) -> usize {
        self.examples.len()
    }

    pub(crate) fn answers(&self) -> usize {
        self.examples.iter().map(|example| example.answers.len()).sum()
    }

    /// Returns the weights learned from the documents that `wanted` takes.
    pub(crate) fn fit(&self, wanted: impl Fn(usize) -> bool, settings: &Settings) -> Vec<f32> {
        let chosen: Vec<&Example> =
            self.examples.iter().filter(|example| wanted(example.document)).collect();
        let places = frequent(&chosen, settings.min_count);
        let mut compact = vec![u32::MAX; training::WEIGHTS];
        for (number, place) in places.iter().enumerate() {
            compact[*place] = number as u32;
        }
        let problem = Problem { examples: renumber(&chosen, &compact), l2: settings.l2 };
        let found = minimize(&problem, places.len(), settings.steps);
        let mut weights = vec![0.0; training::WEIGHTS];
        for (place, weight) in places.iter().zip(found) {
            weights[*place] = weight as f32;
        }
        weights
    }
}

/// In how many turns reported sayings are taken, so that few are folded at once.
const TURNS: usize = 4;

fn judged(candidates: &[Candidate]) -> Vec<Judged<'_>> {
    candidates.iter().map(|c| (c.place, c.text.as_str())).collect()
}

/// A candidate as far as it is judged: where it stands, in bytes, and what it says.
type Judged<'a> = (Option<CharSpan>, &'a str);

/// Marks the right candidates: those that stand on the annotated speaker, else any of that name.
///
/// For what no annotator took for a quotation, and where no speaker is annotated, nobody is right.
fn targets(document: &Document, candidates: &[Judged<'_>], gold: Option<&Gold>) -> Vec<bool> {
    let Some(gold) = gold.filter(|gold| !gold.speaker.is_empty()) else {
        return candidates.iter().map(|(place, _)| place.is_none()).collect();
    };
    let named: Vec<bool> =
        candidates.iter().map(|(_, text)| gold::same_speaker(text, gold)).collect();
    let Some(place) = gold.place else { return named };
    let byte =
        |at: usize| document.text.char_indices().nth(at).map_or(document.text.len(), |(b, _)| b);
    let (start, end) = (byte(place.start), byte(place.end));
    let on = |place: &Option<CharSpan>| place.is_some_and(|p| p.start < end && start < p.end);
    let exact: Vec<bool> =
        candidates.iter().zip(&named).map(|((place, _), named)| *named && on(place)).collect();
    if exact.contains(&true) { exact } else { named }
}

/// Returns what the second look after `model` learns from a document.
pub(crate) fn questions(document: &Document, model: &Model, reported: f64) -> Vec<Question> {
    let title = document.title.as_deref();
    let mut questions = Vec::new();
    for case in training::second_cases(model, &document.text, title, &document.quotations()) {
        let gold = document.matches[case.quotation].map(|at| &document.quotes[at]);
        questions.extend(question(document, case, gold, 1.0));
    }
    for turn in (0..TURNS).filter(|_| reported > 0.0) {
        let (found, taken) = document.with_reported(turn, TURNS);
        let real = found.len() - taken.len();
        for mut case in training::second_cases(model, &document.text, title, &found) {
            let Some(at) = case.quotation.checked_sub(real).map(|at| taken[at]) else { continue };
            case.candidates.pop();
            questions.extend(question(document, case, Some(&document.reported[at]), reported));
        }
    }
    questions
}

fn question(
    document: &Document,
    case: SecondCase,
    gold: Option<&Gold>,
    weight: f64,
) -> Option<Question> {
    let judged: Vec<Judged<'_>> =
        case.candidates.iter().map(|c| (c.place, c.text.as_str())).collect();
    let right = targets(document, &judged, gold);
    right.contains(&true).then(|| Question {
        scores: case.candidates.iter().map(|c| f64::from(c.score)).collect(),
        values: case.candidates.into_iter().map(|c| c.values).collect(),
        right,
        rest: f64::from(case.rest),
        weight,
    })
}

/// Returns the places of the answers that are given often enough.
fn frequent(examples: &[&Example], min_count: u32) -> Vec<usize> {
    let mut counts = vec![0_u32; training::WEIGHTS];
    for example in examples {
        example.answers.iter().for_each(|place| counts[*place as usize] += 1);
    }
    (0..counts.len()).filter(|place| counts[*place] >= min_count).collect()
}

fn renumber(examples: &[&Example], compact: &[u32]) -> Vec<Example> {
    let of = |example: &&Example| {
        let mut start = 0;
        let mut fresh = Example {
            document: example.document,
            ends: Vec::with_capacity(example.ends.len()),
            answers: Vec::with_capacity(example.answers.len()),
            right: example.right.clone(),
            weight: example.weight,
        };
        for end in &example.ends {
            let own = &example.answers[start..*end as usize];
            fresh
                .answers
                .extend(own.iter().map(|p| compact[*p as usize]).filter(|n| *n != u32::MAX));
            fresh.ends.push(fresh.answers.len() as u32);
            start = *end as usize;
        }
        fresh
    };
    examples.iter().map(of).collect()
}

struct Problem {
    examples: Vec<Example>,
    l2: f64,
}

impl Problem {
    /// Returns the loss, and writes its gradient.
    fn evaluate(&self, weights: &[f64], gradient: &mut [f64]) -> f64 {
        let mut loss = 0.0;
        for (slope, weight) in gradient.iter_mut().zip(weights) {
            *slope = self.l2 * weight;
            loss += 0.5 * self.l2 * weight * weight;
        }
        let mut scores = Vec::new();
        for example in &self.examples {
            loss += example.descend(weights, gradient, &mut scores);
        }
        loss
    }
}

impl Example {
    /// Returns an example, unless none of its candidates is right.
    fn of(
        document: usize,
        candidates: &[Candidate],
        right: Vec<bool>,
        weight: f64,
        settings: &Settings,
    ) -> Option<Self> {
        let dropped = |place: u32| settings.dropped.contains(training::question(place as usize));
        let mut example = Self { document, ends: Vec::new(), answers: Vec::new(), right, weight };
        for candidate in candidates {
            let answers = candidate.features.iter().copied();
            let kept = answers.filter(|p| settings.dropped.is_empty() || !dropped(*p));
            example.answers.extend(kept);
            example.ends.push(example.answers.len() as u32);
        }
        example.right.contains(&true).then_some(example)
    }

    /// Adds the gradient of the negative log-likelihood that a right candidate is chosen.
    fn descend(&self, weights: &[f64], gradient: &mut [f64], scores: &mut Vec<f64>) -> f64 {
        scores.clear();
        let mut start = 0;
        for end in &self.ends {
            let own = &self.answers[start..*end as usize];
            scores.push(own.iter().map(|place| weights[*place as usize]).sum());
            start = *end as usize;
        }
        let highest = scores.iter().copied().fold(f64::MIN, f64::max);
        let (mut total, mut right) = (0.0, 0.0);
        for (score, is_right) in scores.iter_mut().zip(&self.right) {
            *score = (*score - highest).exp();
            total += *score;
            right += if *is_right { *score } else { 0.0 };
        }
        let right = right.max(1e-12);
        start = 0;
        for ((end, chance), is_right) in self.ends.iter().zip(scores.iter()).zip(&self.right) {
            let wanted = if *is_right { chance / right } else { 0.0 };
            let slope = self.weight * (chance / total - wanted);
            if slope.abs() > 1e-9 {
                for place in &self.answers[start..*end as usize] {
                    gradient[*place as usize] += slope;
                }
            }
            start = *end as usize;
        }
        self.weight * (total / right).ln()
    }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

/// How many past steps shape the next one.
const MEMORY: usize = 8;

/// Minimizes the loss over `size` weights, beginning at 0.
fn minimize(problem: &Problem, size: usize, steps: usize) -> Vec<f64> {
    let mut weights = vec![0.0; size];
    let mut gradient = vec![0.0; size];
    let mut loss = problem.evaluate(&weights, &mut gradient);
    let mut past: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::new();
    for _ in 0..steps {
        let direction = direction(&gradient, &past);
        let slope = dot(&direction, &gradient);
        if slope > -1e-9 {
            break;
        }
        let mut stride = if past.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt() } else { 1.0 };
        let mut next = vec![0.0; size];
        let mut slopes = vec![0.0; size];
        let mut reached = f64::MAX;
        for _ in 0..20 {
            for ((new, old), step) in next.iter_mut().zip(&weights).zip(&direction) {
                *new = old + stride * step;
            }
            reached = problem.evaluate(&next, &mut slopes);
            if reached <= loss + 1e-4 * stride * slope {
                break;
            }
            stride *= 0.5;
        }
        if reached > loss {
            break;
        }
        let moved: Vec<f64> = next.iter().zip(&weights).map(|(a, b)| a - b).collect();
        let turned: Vec<f64> = slopes.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&moved, &turned);
        if curvature > 1e-10 {
            past.push_back((moved, turned, 1.0 / curvature));
        }
        if past.len() > MEMORY {
            past.pop_front();
        }
        (weights, gradient, loss) = (next, slopes, reached);
    }
    weights
}

/// Returns the direction of descent: the two-loop recursion.
fn direction(gradient: &[f64], past: &VecDeque<(Vec<f64>, Vec<f64>, f64)>) -> Vec<f64> {
    let mut found: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(past.len());
    for (moved, turned, inverse) in past.iter().rev() {
        let share = inverse * dot(moved, &found);
        found.iter_mut().zip(turned).for_each(|(value, turn)| *value -= share * turn);
        shares.push(share);
    }
    if let Some((moved, turned, _)) = past.back() {
        let scale = dot(moved, turned) / dot(turned, turned);
        found.iter_mut().for_each(|value| *value *= scale);
    }
    for ((moved, turned, inverse), share) in past.iter().zip(shares.iter().rev()) {
        let change = share - inverse * dot(turned, &found);
        found.iter_mut().zip(moved).for_each(|(value, step)| *value += change * step);
    }
    found
}
