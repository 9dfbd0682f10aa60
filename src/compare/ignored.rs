//! Changes that a reader asks not to be shown.
//!
//! The words stay what they are: only what is listed and marked grows shorter, and how many changes
//! were left out is told. What is material though its class is not, a question mark gained or lost,
//! is never left out.

use std::collections::BTreeMap;

use crate::model::{Change, ChangeClass, DiffReport, HistoryReport, Segment};

/// The name that stands for all that the verdict `typographic` sets aside.
const TYPOGRAPHY: (&str, [ChangeClass; 2]) =
    ("typography", [ChangeClass::Punctuation, ChangeClass::Case]);

/// The classes of changes that are not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ignored {
    classes: Vec<ChangeClass>,
}

/// The text names no class of changes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no class of changes: expected {}", Ignored::names().join(", "))]
pub struct UnknownClass {
    name: String,
}

impl Ignored {
    /// Returns the names that [`Ignored::of`] takes: `typography`, then every class.
    pub fn names() -> Vec<&'static str> {
        let classes = ChangeClass::ALL.iter().map(|class| class.as_str());
        std::iter::once(TYPOGRAPHY.0).chain(classes).collect()
    }

    /// Returns the classes that `names` stand for.
    ///
    /// # Errors
    ///
    /// Where one of them is none of [`Ignored::names`].
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, UnknownClass> {
        let mut classes = Vec::new();
        for name in names {
            if name == TYPOGRAPHY.0 {
                classes.extend(TYPOGRAPHY.1);
                continue;
            }
            let class = ChangeClass::ALL.into_iter().find(|class| class.as_str() == name);
            classes.push(class.ok_or_else(|| UnknownClass { name: name.to_owned() })?);
        }
        Ok(Self { classes })
    }

    /// Leaves the changes out of the wordings of a `diff`.
    pub fn leave_out_of_diff(&self, report: &mut DiffReport) {
        let mut left_out = BTreeMap::new();
        for wording in &mut report.wordings {
            self.leave_out(&mut wording.runs.changes, &mut left_out);
            self.unmark(&mut wording.segments);
        }
        report.left_out = left_out.into_iter().collect();
    }

    /// Leaves the changes out of the wordings of a `history`.
    pub fn leave_out_of_history(&self, report: &mut HistoryReport) {
        let mut left_out = BTreeMap::new();
        for wording in &mut report.wordings {
            self.leave_out(&mut wording.runs.changes, &mut left_out);
        }
        report.left_out = left_out.into_iter().collect();
    }

    fn leave_out(&self, changes: &mut Vec<Change>, left_out: &mut BTreeMap<ChangeClass, usize>) {
        changes.retain(|change| {
            let is_shown = !self.hides(change);
            if !is_shown {
                *left_out.entry(change.class).or_default() += 1;
            }
            is_shown
        });
    }

    /// Takes the marks off the segments; their words stay, so that both sides are rebuilt.
    fn unmark(&self, segments: &mut [Segment]) {
        for segment in segments {
            segment.changes.retain(|change| !self.hides(change));
        }
    }

    fn hides(&self, change: &Change) -> bool {
        let is_hidden_claim =
            change.material == Some(true) && change.class.is_material() != Some(true);
        self.classes.contains(&change.class) && !is_hidden_claim
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::wording;

    fn shown(names: &[&str], from: &str, to: &str) -> Vec<ChangeClass> {
        let ignored = Ignored::of(names.iter().copied()).expect("names of classes");
        let mut compared = wording(from, to);
        ignored.leave_out(&mut compared.changes, &mut BTreeMap::new());
        ignored.unmark(&mut compared.segments);
        let rebuilt =
            |side: fn(&Segment) -> &str| -> String { compared.segments.iter().map(side).collect() };
        assert_eq!((rebuilt(|s| &s.from), rebuilt(|s| &s.to)), (from.to_owned(), to.to_owned()));
        let mut marked: Vec<ChangeClass> =
            compared.segments.iter().flat_map(|s| &s.changes).map(|c| c.class).collect();
        let mut listed: Vec<ChangeClass> = compared.changes.iter().map(|c| c.class).collect();
        marked.sort_unstable();
        listed.sort_unstable();
        listed.dedup();
        marked.dedup();
        assert_eq!(marked, listed, "{from} / {to}");
        listed
    }

    #[test]
    fn what_is_ignored_is_left_out_and_the_rest_stays() {
        use ChangeClass::{Case, Negation, Punctuation};
        let (from, to) = ("The Mayor, we hear, will not pay", "The mayor we hear will pay");
        assert_eq!(shown(&[], from, to), [Negation, Case, Punctuation]);
        assert_eq!(shown(&["punctuation"], from, to), [Negation, Case]);
        assert_eq!(shown(&["typography"], from, to), [Negation]);
        assert_eq!(shown(&["negation", "case"], from, to), [Punctuation]);
    }

    #[test]
    fn a_question_is_not_ignored_as_punctuation() {
        let found = shown(&["typography"], "They sold the boats.", "They sold the boats?");
        assert_eq!(found, [ChangeClass::Punctuation]);
    }

    #[test]
    fn an_unknown_name_is_told_with_those_that_are_known() {
        let error = Ignored::of(["case", "comma"]).expect_err("no class").to_string();
        assert!(
            error.starts_with("\"comma\" is no class of changes: expected typography, negation,")
        );
        assert!(Ignored::names().iter().all(|name| Ignored::of([*name]).is_ok()));
    }
}
