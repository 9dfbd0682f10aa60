//! What is known about an article, and what becomes of it when more is learned.
//!
//! A value from a stronger source replaces one from a weaker; between equal sources the later one
//! is the correction. What is replaced is kept.

use std::fmt::Display;

use crate::model::{Fact, FactSource, Facts};

/// A value that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormerValue {
    /// The field: `outlet`, `title` and so on.
    pub(super) field: &'static str,
    /// The value.
    pub(super) value: String,
    /// Where it had been taken from.
    pub(super) source: FactSource,
}

/// Facts after a merge, and what the merge replaced.
#[derive(Debug, Clone, Default)]
pub(super) struct Merged {
    /// What is known now.
    pub(super) facts: Facts,
    /// What was replaced.
    pub(super) former: Vec<FormerValue>,
}

/// Merges what an input says about an article into what is stored about it.
pub(super) fn merge(stored: &Facts, input: &Facts) -> Merged {
    let mut former = Vec::new();
    let facts = Facts {
        outlet: merge_one("outlet", &stored.outlet, &input.outlet, &mut former),
        title: merge_one("title", &stored.title, &input.title, &mut former),
        byline: merge_one("byline", &stored.byline, &input.byline, &mut former),
        published: merge_one("published", &stored.published, &input.published, &mut former),
        modified: merge_one("modified", &stored.modified, &input.modified, &mut former),
        url: merge_one("url", &stored.url, &input.url, &mut former),
        language: merge_one("language", &stored.language, &input.language, &mut former),
        kind: merge_one("kind", &stored.kind, &input.kind, &mut former),
    };
    Merged { facts, former }
}

fn merge_one<T: Clone + PartialEq + Display>(
    field: &'static str,
    stored: &Option<Fact<T>>,
    input: &Option<Fact<T>>,
    former: &mut Vec<FormerValue>,
) -> Option<Fact<T>> {
    match (stored, input) {
        (Some(stored), Some(input)) if input.source <= stored.source => {
            if input.value != stored.value {
                let value = stored.value.to_string();
                former.push(FormerValue { field, value, source: stored.source });
            }
            Some(input.clone())
        }
        (Some(stored), _) => Some(stored.clone()),
        (None, input) => input.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str, source: FactSource) -> Facts {
        Facts { title: Some(Fact::new(title.to_owned(), source)), ..Facts::default() }
    }

    #[test]
    fn a_weaker_source_never_replaces_a_stronger_one() {
        use FactSource::{Article, Manifest, Record};
        let rows = [
            (Manifest, Article, "old", 0),
            (Manifest, Record, "old", 0),
            (Record, Record, "new", 1),
            (Article, Record, "new", 1),
            (Record, Manifest, "new", 1),
        ];
        for (stored, input, expected, replaced) in rows {
            let merged = merge(&titled("old", stored), &titled("new", input));
            assert_eq!(merged.facts.title(), Some(expected), "{stored:?} then {input:?}");
            assert_eq!(merged.former.len(), replaced, "{stored:?} then {input:?}");
        }
    }

    #[test]
    fn the_same_value_from_a_stronger_source_replaces_nothing() {
        let merged =
            merge(&titled("same", FactSource::Article), &titled("same", FactSource::Manifest));
        assert_eq!(merged.former, []);
        assert_eq!(merged.facts.title.map(|fact| fact.source), Some(FactSource::Manifest));
    }
}
