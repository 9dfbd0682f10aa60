//! Answers as CSV after RFC 4180, in UTF-8, for spreadsheets and scripts.
//!
//! A cell that a spreadsheet would run as a formula gets a leading apostrophe, and the column
//! `csv_escaped` of every table says so.

use std::io::{self, Write};

use ::csv::{Error, ErrorKind, QuoteStyle, Terminator, Writer, WriterBuilder};

use super::rows::{self, Row};
use crate::model::{
    Appearance, Change, CopiesReport, HistoryReport, OutletsReport, RelatedArticle, WordingRuns,
};

/// The columns of `export`.
pub const EXPORT: &[&str] = &[
    "quote_id",
    "wording_id",
    "appearance_id",
    "outlet",
    "published",
    "title",
    "url",
    "article_sha256",
    "start",
    "end",
    "text",
    "text_sha256",
    "speaker",
    "speaker_mention",
    "kind",
    "stance",
    "article_kind",
    "first_seen",
    "parent_wording_id",
    "changes",
    "change_text",
    "material",
    "csv_escaped",
    // Added later; columns once given keep their places.
    "decided",
];

/// The columns of `outlets`.
pub const OUTLETS: &[&str] = &[
    "quote_id",
    "outlet",
    "published",
    "wording_id",
    "text",
    "speaker",
    "speaker_mention",
    "cue",
    "title",
    "url",
    "source",
    "article_id",
    "article_sha256",
    "start",
    "end",
    "article_kind",
    "in_paraphrase",
    "changes",
    "change_text",
    "material",
    "csv_escaped",
];

/// The columns of `history`.
pub const HISTORY: &[&str] = &[
    "quote_id",
    "basis",
    "wording_id",
    "text",
    "first_seen",
    "parent_wording_id",
    "evidence",
    "changes",
    "change_text",
    "material",
    "appearances",
    "outlets",
    "csv_escaped",
];

/// The columns of `copies`.
pub const COPIES: &[&str] = &[
    "article_id",
    "outlet",
    "title",
    "published",
    "file",
    "relation",
    "source",
    "compared_with",
    "shared_words",
    "aligned_words",
    "swaps_per_hundred",
    "substitutions",
    "csv_escaped",
];

/// Writes `export` quote by quote, so that a whole collection needs no memory.
pub struct Export<W: Write> {
    table: Table<W>,
}

impl<W: Write> Export<W> {
    /// Writes the header; `is_for_spreadsheets` adds a byte-order mark and CRLF.
    ///
    /// # Errors
    ///
    /// Like every function here, fails where the writer does.
    pub fn new(out: W, is_for_spreadsheets: bool) -> io::Result<Self> {
        Ok(Self { table: Table::new(out, EXPORT, is_for_spreadsheets)? })
    }

    /// Writes a row for every appearance of a quote.
    ///
    /// # Errors
    ///
    /// Fails where the writer does.
    pub fn quote(&mut self, quote: &HistoryReport) -> io::Result<()> {
        rows::of_quote(quote).iter().try_for_each(|row| self.row(row))
    }

    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.table.row_and(export_cells(row), rows::decided(row.decisions))
    }

    /// Writes the row of a label.
    ///
    /// # Errors
    ///
    /// Fails where the writer does.
    pub fn label(&mut self, label: &Appearance) -> io::Result<()> {
        self.row(&rows::of_label(label))
    }

    /// Writes what is still buffered.
    ///
    /// # Errors
    ///
    /// Fails where the writer does.
    pub fn finish(mut self) -> io::Result<()> {
        self.table.writer.flush()
    }
}

/// Writes the answer of `outlets`: a row an appearance.
///
/// # Errors
///
/// Fails where `out` does.
pub fn outlets(answer: &OutletsReport, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(out, OUTLETS, false)?;
    for appearance in answer.outlets.iter().flat_map(|outlet| &outlet.appearances) {
        let wording = answer
            .wordings
            .iter()
            .find(|wording| Some(wording.wording_id) == appearance.wording_id);
        table.row(outlet_cells(answer, appearance, wording))?;
    }
    table.writer.flush()
}

/// Writes the answer of `history`: a row a wording.
///
/// # Errors
///
/// Fails where `out` does.
pub fn history(answer: &HistoryReport, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(out, HISTORY, false)?;
    for wording in &answer.wordings {
        let runs = &wording.runs;
        let mut outlets: Vec<&str> =
            runs.appearances.iter().filter_map(|run| run.outlet.as_deref()).collect();
        outlets.sort_unstable();
        outlets.dedup();
        let mut cells = vec![
            answer.quote_id.to_string(),
            answer.reference.basis.to_string(),
            runs.wording_id.to_string(),
            runs.text.clone(),
            shown(wording.first_seen.as_ref()),
            shown(wording.parent.as_ref()),
            wording.evidence.clone(),
        ];
        cells.extend(change_cells(&runs.changes));
        cells.extend([runs.appearances.len().to_string(), outlets.join("; ")]);
        table.row(cells)?;
    }
    table.writer.flush()
}

/// Writes the answer of `copies` and of `diff --articles`: a row an article.
///
/// # Errors
///
/// Fails where `out` does.
pub fn copies(answer: &CopiesReport, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(out, COPIES, false)?;
    answer.articles.iter().try_for_each(|article| table.row(copy_cells(article)))?;
    table.writer.flush()
}

fn export_cells(row: &Row<'_>) -> Vec<String> {
    let appearance = row.appearance;
    let mut cells = vec![
        shown(row.quote_id.as_ref()),
        shown(row.wording_id.as_ref()),
        appearance.id.to_string(),
        shown(appearance.outlet.as_ref()),
        shown(appearance.published.as_ref()),
        shown(appearance.title.as_ref()),
        shown(appearance.url.as_ref()),
        appearance.text_sha256.to_string(),
        appearance.span.start.to_string(),
        appearance.span.end.to_string(),
        appearance.text.clone(),
        row.text_sha256(),
        shown(appearance.speaker.as_ref()),
        shown(appearance.speaker_mention.as_ref()),
        appearance.kind.to_string(),
        appearance.stance.to_string(),
        appearance.article_kind.to_string(),
        shown(row.first_seen),
        shown(row.parent.as_ref()),
    ];
    cells.extend(change_cells(row.changes));
    cells
}

fn outlet_cells(
    answer: &OutletsReport,
    appearance: &Appearance,
    wording: Option<&WordingRuns>,
) -> Vec<String> {
    let mut cells = vec![
        answer.quote_id.to_string(),
        shown(appearance.outlet.as_ref()),
        shown(appearance.published.as_ref()),
        shown(appearance.wording_id.as_ref()),
        appearance.text.clone(),
        shown(appearance.speaker.as_ref()),
        shown(appearance.speaker_mention.as_ref()),
        shown(appearance.cue.as_ref()),
        shown(appearance.title.as_ref()),
        shown(appearance.url.as_ref()),
        appearance.source.clone(),
        appearance.article_id.to_string(),
        appearance.text_sha256.to_string(),
        appearance.span.start.to_string(),
        appearance.span.end.to_string(),
        appearance.article_kind.to_string(),
        u8::from(appearance.in_paraphrase).to_string(),
    ];
    cells.extend(change_cells(wording.map_or(&[][..], |wording| &wording.changes)));
    cells
}

fn copy_cells(article: &RelatedArticle) -> Vec<String> {
    let compared: Vec<String> =
        article.finding.compared_with.iter().map(ToString::to_string).collect();
    let swaps: Vec<String> = article
        .finding
        .substitutions
        .iter()
        .map(|swap| format!("{} -> {} ({})", swap.from, swap.to, swap.count))
        .collect();
    vec![
        article.article_id.to_string(),
        shown(article.outlet.as_ref()),
        shown(article.title.as_ref()),
        shown(article.published.as_ref()),
        article.origin.clone(),
        article.finding.relation.to_string(),
        shown(article.finding.source.as_ref()),
        compared.join(";"),
        article.finding.shared_words.to_string(),
        article.finding.aligned_words.to_string(),
        format!("{:.1}", article.finding.swaps_per_hundred),
        swaps.join("; "),
    ]
}

/// Returns the cells `changes`, `change_text` and `material`.
fn change_cells(changes: &[Change]) -> [String; 3] {
    let material = rows::material(changes).map(|judged| judged.to_string());
    [rows::classes(changes).join(";"), rows::in_words(changes), material.unwrap_or_default()]
}

fn shown<T: ToString>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// A header and rows of as many cells, one of which says whether another was escaped.
struct Table<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Table<W> {
    fn new(mut out: W, header: &[&str], is_for_spreadsheets: bool) -> io::Result<Self> {
        let terminator = if is_for_spreadsheets {
            out.write_all("\u{feff}".as_bytes())?;
            Terminator::CRLF
        } else {
            Terminator::Any(b'\n')
        };
        let mut writer = WriterBuilder::new()
            .terminator(terminator)
            .quote_style(QuoteStyle::Necessary)
            .from_writer(out);
        writer.write_record(header).map_err(cause)?;
        Ok(Self { writer })
    }

    /// Writes a row whose last cell says whether another was escaped.
    fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        self.writer.write_record(with_mark(cells)).map_err(cause)
    }

    /// Writes a row that has one more cell, of our own words, after that one.
    fn row_and(&mut self, cells: Vec<String>, last: String) -> io::Result<()> {
        let mut cells = with_mark(cells);
        cells.push(last);
        self.writer.write_record(cells).map_err(cause)
    }
}

/// Escapes what a spreadsheet would run, and adds the cell that says whether anything was.
fn with_mark(mut cells: Vec<String>) -> Vec<String> {
    let mut is_escaped = false;
    for cell in cells.iter_mut().filter(|cell| runs_as_formula(cell)) {
        cell.insert(0, '\'');
        is_escaped = true;
    }
    cells.push(u8::from(is_escaped).to_string());
    cells
}

/// Returns what went wrong below, so that a closed pipe is still known as one.
fn cause(error: Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Says whether a spreadsheet would take the cell for a formula, or lose its beginning.
fn runs_as_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[&str], is_for_spreadsheets: bool) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, &["a", "b", "csv_escaped"], is_for_spreadsheets)
            .expect("a vector takes everything");
        table.row(cells.iter().map(ToString::to_string).collect()).expect("as above");
        table.writer.flush().expect("as above");
        drop(table);
        String::from_utf8(out).expect("cells are UTF-8")
    }

    #[test]
    fn a_cell_that_would_run_as_a_formula_is_escaped_and_marked() {
        for cell in ["=1+1", "+1", "-adamantly", "@SUM(A1)", "\tx", "\0x", "＝1"] {
            let escaped = table(&["x", cell], false);
            assert!(escaped.contains(&format!("'{cell}")), "{escaped:?}");
            assert!(escaped.ends_with(",1\n"), "{escaped:?}");
        }
        assert_eq!(table(&["a-b", "x = 1"], false), "a,b,csv_escaped\na-b,x = 1,0\n");
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        let quoted = table(&["say \"so\"", "one,\ntwo"], false);
        assert_eq!(quoted, "a,b,csv_escaped\n\"say \"\"so\"\"\",\"one,\ntwo\",0\n");
        assert_eq!(table(&["x", "y"], true), "\u{feff}a,b,csv_escaped\r\nx,y,0\r\n");
    }
}
