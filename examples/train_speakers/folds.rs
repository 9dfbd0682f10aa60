//! Models that have not seen some outlets.
//!
//! The trees of the second look learn from what the first ranking says of articles that it was not
//! learned from, as it will meet no others later: for every outlet by a model of the others.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use quotetrail::extract::attribution::Model;
use quotetrail::extract::forest::Forest;

use crate::boost::{self, Growth, Question};
use crate::gold::Document;
use crate::learn::{self, Examples, Settings};

/// Two outlets that a model has not seen; one, where they are the same.
type Pair = (usize, usize);

/// Models of the first ranking, and what the second look learns after them.
pub(crate) struct Folds {
    /// The outlets.
    pub sources: Vec<String>,
    models: BTreeMap<Pair, Model>,
    /// For every pair, what the second look sees in articles of its second outlet.
    questions: BTreeMap<Pair, Vec<Question>>,
}

impl Folds {
    /// Learns a model for every pair of outlets without the two.
    pub(crate) fn of(
        documents: &[Document],
        examples: &Examples,
        settings: &Settings,
        second: bool,
    ) -> Self {
        let mut sources: Vec<String> = documents.iter().map(|d| d.source.clone()).collect();
        sources.sort();
        sources.dedup();
        let pairs: Vec<Pair> =
            (0..sources.len()).flat_map(|a| (a..sources.len()).map(move |b| (a, b))).collect();
        let pairs: Vec<Pair> = pairs.into_iter().filter(|(a, b)| second || a == b).collect();
        let next = AtomicUsize::new(0);
        let done = Mutex::new((BTreeMap::new(), BTreeMap::new()));
        let learn = |pair: &Pair| {
            let (a, b) = (&sources[pair.0], &sources[pair.1]);
            let is_seen = |d: usize| documents[d].source != *a && documents[d].source != *b;
            let model = Model::from_weights(&examples.fit(is_seen, settings));
            let of = |source: &String| -> Vec<Question> {
                let own = documents.iter().filter(|d| d.source == *source);
                own.flat_map(|document| learn::questions(document, &model, settings.reported))
                    .collect()
            };
            (of(a), of(b), model)
        };
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while let Some(pair) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let (of_a, of_b, model) = learn(pair);
                        let mut done = done.lock().unwrap_or_else(|e| e.into_inner());
                        done.0.insert(*pair, model);
                        done.1.insert((pair.1, pair.0), of_a);
                        done.1.insert(*pair, of_b);
                    }
                });
            }
        });
        let (models, questions) = done.into_inner().unwrap_or_else(|e| e.into_inner());
        Self { sources, models, questions }
    }

    /// Returns a model that has seen nothing of one outlet.
    pub(crate) fn without(&self, outlet: usize, growth: &Growth) -> Model {
        if growth.trees == 0 {
            return self.models[&(outlet, outlet)].clone();
        }
        let others = (0..self.sources.len()).filter(|other| *other != outlet);
        let questions: Vec<&Question> =
            others.flat_map(|other| &self.questions[&(outlet, other)]).collect();
        self.models[&(outlet, outlet)].clone().with_forest(boost::grow(&questions, growth))
    }

    /// Returns the trees learned from all outlets.
    pub(crate) fn forest(&self, growth: &Growth) -> Forest {
        let outlets = 0..self.sources.len();
        let questions: Vec<&Question> =
            outlets.flat_map(|outlet| &self.questions[&(outlet, outlet)]).collect();
        boost::grow(&questions, growth)
    }
}
