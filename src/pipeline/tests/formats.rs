//! Tests of ingests from pages, tables, feeds and archives.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::ingests::Inputs;
use crate::model::{IngestReport, RevisionBasis};
use crate::pipeline::{Ingest, ingest};
use crate::store::Store;

fn take_in(
    store: &mut Store,
    paths: &[PathBuf],
    jobs: usize,
    how: &dyn Fn(&mut Ingest<'_>),
) -> IngestReport {
    let stop = AtomicBool::new(false);
    let (manifest, kind) = (None, None);
    let mut request =
        Ingest { paths, manifest, kind, keeps_raw: true, is_dry_run: false, jobs, stop: &stop };
    how(&mut request);
    ingest(store, &request, &mut |_| {}).unwrap().report
}

fn page(url: &str, modified: &str, words: &str) -> String {
    let filler = "<p>The council met again on Monday, and spoke, at length, of other things.</p>";
    format!(
        "<html lang=en><head><title>Bridge shut</title><link rel=canonical href='{url}'>\
         <meta property='og:site_name' content='Harbour Post'>{modified}</head><body><article>{filler}\
         <p>“{words},” Ada Reed said on Monday.</p>{filler}</article>\
         <aside><p>‘Nobody asked us about the ferry’, says Marsh</p></aside></body></html>"
    )
}

fn record(url: &str, date: &str, html: &str) -> String {
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{date}>\r\nWARC-Date: {date}\r\n\
         WARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

/// Writes a file of each format; several tell the same articles.
fn inputs() -> (Inputs, Vec<PathBuf>) {
    let inputs = Inputs::new();
    let one = "https://post.example/1";
    let first = page(one, "", "We never asked the harbour board to close the old bridge");
    let changed = "<meta property='article:modified_time' content='2024-05-23T10:00:00Z'>";
    let second = page(one, changed, "We asked the harbour board to close the old bridge");
    let crawl = [
        record(one, "2024-05-22T10:00:00Z", &first),
        record(one, "2024-05-24T10:00:00Z", &second),
        record(
            "https://post.example/2",
            "2024-05-24T11:00:00Z",
            &page("", "", "It was their idea from the very first day"),
        ),
    ];
    let latin: Vec<u8> =
        b"\x93We never asked the harbour board to close the caf\xe9,\x94 Jo Marsh said.".to_vec();
    let paths = vec![
        inputs.write("a.html", &first),
        inputs.write("crawl", crawl.concat()),
        inputs.write("b.html", &second),
        inputs.write("latin", latin),
        inputs.write("table.csv", "id,text,url,outlet\n1,\"“It was their idea from the very first day,” Reed said.\",https://coast.example/1,Coast Daily\n"),
        inputs.write("feed", "<rss version='2.0'><channel><title>Inland</title><item><guid>1</guid><description>&lt;p&gt;“It was their idea from the first day,” Ada Reed said.&lt;/p&gt;</description></item></channel></rss>"),
        inputs.write("lines", "{\"id\": 1, \"text\": \"“Nobody asked us about the ferry,” Jo Marsh said.\"}\n"),
    ];
    (inputs, paths)
}

#[test]
fn neither_order_nor_threads_nor_batches_show_in_the_rows_of_any_format() {
    let (_inputs, paths) = inputs();
    let dump = |order: &[usize], jobs: usize, batches: usize| {
        let mut store = Store::open_in_memory().unwrap();
        for batch in order.chunks(order.len().div_ceil(batches)) {
            let batch: Vec<PathBuf> = batch.iter().map(|at| paths[*at].clone()).collect();
            assert_eq!(take_in(&mut store, &batch, jobs, &|_| {}).failed, []);
        }
        assert_eq!(store.verify().unwrap().failures, []);
        store.dump()
    };
    let forward: Vec<usize> = (0..paths.len()).collect();
    let backward: Vec<usize> = forward.iter().rev().copied().collect();
    let mixed: Vec<usize> = forward.iter().map(|at| at * 3 % paths.len()).collect();
    let expected = dump(&forward, 1, 1);
    for (order, jobs, batches) in
        [(&forward, 16, 1), (&backward, 2, 7), (&mixed, 3, 3), (&mixed, 1, 7)]
    {
        assert_eq!(dump(order, jobs, batches), expected, "{jobs} jobs, {batches} batches");
    }
}

#[test]
fn a_changed_page_is_a_later_revision_by_what_tells_so() {
    let (inputs, _) = inputs();
    let mut store = Store::open_in_memory().unwrap();
    let report = take_in(&mut store, &[inputs.path("a.html"), inputs.path("b.html")], 1, &|_| {});
    assert_eq!((report.stored, report.revisions), (1, 1));
    let standing = |store: &Store| {
        let mut rows = store.articles().unwrap();
        rows.retain(|row| row.facts.url() == Some("https://post.example/1"));
        rows.sort_by_key(|row| row.revision);
        rows.iter()
            .map(|row| (row.facts.modified().is_some(), row.superseded, row.revision_basis))
            .collect::<Vec<_>>()
    };
    // Only one of the two says when it was changed, and nothing says when the other was.
    let undetermined = Some(RevisionBasis::Undetermined);
    assert_eq!(standing(&store), [(false, false, undetermined), (true, false, undetermined)]);
    // The archive says when it had each.
    let report = take_in(&mut store, &[inputs.path("crawl")], 1, &|_| {});
    assert_eq!(report.stored, 1);
    let retrieved = Some(RevisionBasis::Retrieved);
    assert_eq!(standing(&store), [(false, true, retrieved), (true, false, retrieved)]);
}

#[test]
fn a_dry_run_says_what_would_become_of_each_and_stores_nothing() {
    let (_inputs, paths) = inputs();
    let mut store = Store::open_in_memory().unwrap();
    let empty = store.dump();
    let foreseen = take_in(&mut store, &paths, 2, &|request| request.is_dry_run = true);
    assert_eq!(store.dump(), empty);
    let done = take_in(&mut store, &paths, 2, &|_| {});
    assert_eq!((foreseen.stored, foreseen.revisions), (done.stored, done.revisions));
    assert_eq!((foreseen.read, foreseen.found), (done.read, done.found));
    let again = take_in(&mut store, &paths, 2, &|request| request.is_dry_run = true);
    assert_eq!(again.unchanged, again.read);
}

#[test]
fn bytes_are_kept_unless_they_are_not_wanted() {
    let (inputs, _) = inputs();
    let page = [inputs.path("a.html")];
    let mut store = Store::open_in_memory().unwrap();
    take_in(&mut store, &page, 1, &|request| request.keeps_raw = false);
    let report = store.verify().unwrap();
    assert_eq!((report.failures, report.without_raw), (Vec::new(), 1));
    // Read again with them, they are there.
    take_in(&mut store, &page, 1, &|_| {});
    assert_eq!(store.verify().unwrap().without_raw, 0);
}

#[test]
fn failures_are_listed_up_to_a_bound_and_counted_beyond() {
    let inputs = Inputs::new();
    let path = inputs.write("broken.jsonl", "x\n".repeat(1_500));
    let mut store = Store::open_in_memory().unwrap();
    let report = take_in(&mut store, &[path], 2, &|_| {});
    assert_eq!((report.failed.len(), report.failed_more), (1_000, 500));
    assert!(Path::new(&report.failed[0].source).to_string_lossy().ends_with("broken.jsonl:1"));
}
