//! Tests of the store, in memory and in temporary files.

mod groups;
mod open;
mod put;
mod upgrade;

use rusqlite::types::ValueRef;

use super::{Extracted, Store};
use crate::model::{
    Article, ArticleKind, CharSpan, Fact, FactSource, Facts, Kind, Quotation, Reading, Sha256Hash,
    Stance,
};

impl Store {
    /// Returns every row of every table and view as text, in a fixed order; what depends on the order
    /// of ingest is left out: its times, and numbers that lead from row to row, which the views show
    /// as what they lead to.
    pub(crate) fn dump(&self) -> Vec<String> {
        let sql = "SELECT name FROM sqlite_schema
                    WHERE type IN ('table', 'view') AND name <> 'member' AND name NOT LIKE '%\\_row' ESCAPE '\\'
                    ORDER BY name";
        let mut statement = self.connection.prepare(sql).unwrap();
        let tables: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        tables.iter().flat_map(|table| self.dump_table(table)).collect()
    }

    /// Forgets what grouping worked out on the way, so that the next one works it out anew.
    pub(crate) fn forget_memory(&self) {
        self.connection.execute("DELETE FROM grouping_memory", []).unwrap();
    }

    /// Returns how many rows are remembered of a part.
    pub(crate) fn remembered_rows(&self, part: &str) -> usize {
        self.remembered(part).unwrap().len()
    }

    fn dump_table(&self, table: &str) -> Vec<String> {
        let mut statement = self.connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<String> = statement.column_names().iter().map(ToString::to_string).collect();
        let mut rows: Vec<String> = statement
            .query_map([], |row| {
                let cells = names
                    .iter()
                    .enumerate()
                    .filter(|(_, name)| !name.ends_with("_at") && !name.ends_with("number"));
                let cells = cells.map(|(at, name)| match row.get_ref(at).unwrap() {
                    ValueRef::Text(text) => format!("{name}={:?}", str::from_utf8(text).unwrap()),
                    other => format!("{name}={other:?}"),
                });
                Ok(format!("{table}: {}", cells.collect::<Vec<_>>().join(" ")))
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        rows.sort();
        rows
    }
}

/// An article with what a manifest would say about it, and every stretch between `“` and `”`
/// quoted.
pub(super) fn article(text: &str, outlet: Option<&str>, url: Option<&str>) -> Extracted {
    let said =
        |value: Option<&str>| value.map(|value| Fact::new(value.to_owned(), FactSource::Manifest));
    let facts = Facts { outlet: said(outlet), url: said(url), ..Facts::default() };
    let hash = Sha256Hash::of(text.as_bytes());
    let article = Article {
        text: text.to_owned(),
        bytes_sha256: hash,
        text_sha256: hash,
        source: "a.txt".to_owned(),
        facts,
        cues: Vec::new(),
        reading: Reading::default(),
    };
    (article, quotations(text))
}

pub(super) fn dated(mut extracted: Extracted, date: &str) -> Extracted {
    let date = date.parse().unwrap();
    extracted.0.facts.published = Some(Fact::new(date, FactSource::Manifest));
    extracted
}

pub(super) fn titled(mut extracted: Extracted, title: &str, source: FactSource) -> Extracted {
    extracted.0.facts.title = Some(Fact::new(title.to_owned(), source));
    extracted
}

pub(super) fn primary(mut extracted: Extracted) -> Extracted {
    extracted.0.facts.kind = Some(Fact::new(ArticleKind::Primary, FactSource::Manifest));
    extracted
}

pub(super) fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, c) in text.chars().enumerate() {
        match (c, open) {
            ('“', _) => open = Some(at + 1),
            ('”', Some(start)) => found.push(quotation(text, CharSpan::new(start, at))),
            _ => {}
        }
    }
    found
}

pub(super) fn quotation(text: &str, span: CharSpan) -> Quotation {
    Quotation {
        span,
        text: span.slice(text).unwrap().to_owned(),
        kind: Kind::Statement,
        stance: Stance::Asserted,
        speaker: Some("Ada Reed".to_owned()),
        speaker_mention: Some("Ms. Reed".to_owned()),
        cue: Some("said".to_owned()),
        confidence: 0.9,
        part_of: None,
        nested_in: None,
    }
}

pub(super) const BRIDGE: &str = "“The bridge — all of it — stays shut,” Ms. Reed said. 🚧\n\
    “Nobody asked us,” she said.\n";
