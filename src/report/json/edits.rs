//! What outlets changed after publication.

use serde::Serialize;

use super::schema::{Change, maybe, text};
use crate::model;

#[derive(Serialize)]
pub(super) struct Edit<'a> {
    outlet: Option<&'a str>,
    url: &'a str,
    basis: &'static str,
    kind: &'static str,
    is_quote: bool,
    from: EditSide<'a>,
    to: EditSide<'a>,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct EditSide<'a> {
    article_id: String,
    revision: u32,
    dated: Option<&'a str>,
    appearance_id: Option<String>,
    text: Option<&'a str>,
}

impl<'a> Edit<'a> {
    pub(super) fn all(from: &'a [model::Edit]) -> Vec<Self> {
        from.iter()
            .map(|edit| Self {
                outlet: edit.outlet.as_deref(),
                url: &edit.url,
                basis: edit.basis.as_str(),
                kind: edit.kind.as_str(),
                is_quote: edit.is_quote,
                from: EditSide::of(&edit.from),
                to: EditSide::of(&edit.to),
                changes: Change::all(&edit.changes),
            })
            .collect()
    }
}

impl<'a> EditSide<'a> {
    fn of(from: &'a model::EditSide) -> Self {
        Self {
            article_id: text(&from.article_id),
            revision: from.revision,
            dated: from.dated.as_ref().map(|date| date.as_str()),
            appearance_id: maybe(from.appearance_id.as_ref()),
            text: from.text.as_deref(),
        }
    }
}
