//! Tests of whole ingests, from files to rows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::model::{ArticleKind, Basis, IngestReport, Kind};
use crate::pipeline::{Event, Ingest, Ingested, ingest};
use crate::store::{Filter, Resolved, Store};

/// A folder of inputs that are written as a test needs them.
pub(super) struct Inputs(tempfile::TempDir);

impl Inputs {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }
}

pub(super) fn take_in(
    store: &mut Store,
    paths: &[PathBuf],
    manifest: Option<&Path>,
    jobs: usize,
) -> Ingested {
    let stop = AtomicBool::new(false);
    let request = Ingest {
        paths,
        manifest,
        kind: None,
        keeps_raw: true,
        is_dry_run: false,
        jobs,
        stop: &stop,
    };
    ingest(store, &request, &mut |_| {}).unwrap()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Records of one utterance in several wordings, of others, of a reprint and a revision.
fn records() -> Vec<String> {
    let line = |id: usize, outlet: &str, date: &str, url: &str, text: &str| {
        format!(
            "{{\"id\": {id}, \"outlet\": \"{outlet}\", \"published\": \"{date}\", \
             \"url\": \"{url}\", \"text\": {}}}",
            serde_json::Value::from(text)
        )
    };
    let mut lines = vec![
        line(
            1,
            "Harbour Post",
            "2024-05-22",
            "",
            "“We never asked the harbour board to close the old bridge for good,” Ada Reed said on Monday.",
        ),
        line(
            2,
            "Harbour Wire",
            "2024-05-23",
            "",
            "“We asked the harbour board to close the old bridge for good,” Reed said.",
        ),
        line(
            3,
            "Coast Daily",
            "2024-05",
            "https://coast.example/1",
            "“We never asked the harbour board to close the old bridge,” Ms. Reed told reporters. “It was their idea.”",
        ),
        line(
            4,
            "Coast Daily",
            "2024-05-25",
            "https://coast.example/1",
            "“We never asked the harbour board to close the old bridge,” Ada Reed told reporters.",
        ),
        line(
            5,
            "Inland News",
            "",
            "",
            "“We never asked the harbour board to close the old bridge for good,” Ada Reed said on Monday.",
        ),
    ];
    lines.extend((6..60).map(|id| {
        let text =
            format!("“Ferry number {id} will sail at dawn from pier {},” Jo Marsh said.", id % 7);
        line(id, &format!("Outlet {}", id % 5), "2024-06-01", "", &text)
    }));
    lines
}

#[test]
fn neither_order_nor_threads_nor_batches_show_in_the_rows() {
    let lines = records();
    let inputs = Inputs::new();
    let dump = |order: &[usize], jobs: usize, batches: usize| {
        let mut store = Store::open_in_memory().unwrap();
        for batch in order.chunks(order.len().div_ceil(batches)) {
            let text: Vec<_> = batch.iter().map(|at| lines[*at].as_str()).collect();
            let path = inputs.write("records.jsonl", text.join("\n"));
            let done = take_in(&mut store, &[path], None, jobs);
            assert_eq!(done.report.failed, []);
        }
        assert_eq!(store.verify().unwrap().failures, []);
        store.dump()
    };
    let forward: Vec<usize> = (0..lines.len()).collect();
    let backward: Vec<usize> = forward.iter().rev().copied().collect();
    // 23 and the number of lines share no factor, so this visits each line once.
    let mixed: Vec<usize> = forward.iter().map(|at| at * 23 % lines.len()).collect();
    let expected = dump(&forward, 1, 1);
    assert!(expected.iter().filter(|row| row.starts_with("wording:")).count() > 2);
    for (order, jobs, batches) in
        [(&forward, 4, 1), (&backward, 2, 1), (&mixed, 4, 3), (&backward, 1, 7)]
    {
        assert_eq!(dump(order, jobs, batches), expected, "{jobs} jobs, {batches} batches");
    }
}

#[test]
fn the_same_again_changes_nothing_and_says_so() {
    let mut store = Store::open_in_memory().unwrap();
    let manifest = samples().join("manifest.csv");
    let first = take_in(&mut store, &[samples()], Some(&manifest), 2).report;
    assert_eq!(first.failed, []);
    assert_eq!((first.read, first.unchanged), (first.stored, 0));
    let before = store.dump();
    let second = take_in(&mut store, &[samples()], Some(&manifest), 2).report;
    let expected = IngestReport { stored: 0, unchanged: first.stored, ..first };
    assert_eq!(second, expected);
    assert_eq!(store.dump(), before);
}

#[test]
fn a_primary_source_has_the_words_without_marks() {
    let inputs = Inputs::new();
    let speech = "Friends and neighbours. We never asked the harbour board to close the old \
                  bridge for good. That is the truth of it.\nThank you.\n";
    inputs.write("speech.txt", speech);
    inputs.write(
        "post.txt",
        "“We never asked the harbour board to close the bridge for good,” Ada Reed said.",
    );
    inputs.write(
        "wire.txt",
        "“Nobody told us about the new ferry until this very week,” Jo Marsh said.",
    );
    let manifest = inputs.write(
        "manifest.csv",
        "file,outlet,published,url,title,kind\nspeech.txt,,2024-05-21,,,primary\n\
         post.txt,Harbour Post,2024-05-22,,,\nwire.txt,Harbour Wire,2024-05-22,,,report\n",
    );
    let mut store = Store::open_in_memory().unwrap();
    take_in(&mut store, &[inputs.path("")], Some(&manifest), 1);
    let passages: Vec<_> = store
        .appearances(&Filter::default())
        .unwrap()
        .into_iter()
        .filter(|appearance| appearance.kind == Kind::Passage)
        .collect();
    let [passage] = passages.as_slice() else { panic!("{passages:?}") };
    assert_eq!(passage.article_kind, ArticleKind::Primary);
    assert!(passage.text.starts_with("We never asked the harbour board to close the old bridge"));
    let quote = store.quote(passage.quote_id.unwrap()).unwrap().unwrap();
    assert_eq!(quote.basis, Basis::Primary);
    assert_eq!(store.appearances_of_quote(quote.id).unwrap().len(), 2);
    assert_eq!(
        quote.id.0,
        store.appearances_of_quote(quote.id).unwrap().iter().map(|a| a.id.0).min().unwrap()
    );
}

#[test]
fn the_kind_of_a_run_is_that_of_every_article_whose_row_has_none() {
    let inputs = Inputs::new();
    inputs.write("speech.txt", "Friends and neighbours. We never asked for this bridge.");
    inputs.write("post.txt", "Nothing was said about the bridge.");
    inputs
        .write("more.jsonl", "{\"id\": 1, \"text\": \"The chair spoke.\", \"kind\": \"report\"}\n");
    let rows = "file,kind\nspeech.txt,\npost.txt,report\nmore.jsonl,\n";
    let manifest = inputs.write("manifest.csv", rows);
    let mut store = Store::open_in_memory().unwrap();
    let stop = AtomicBool::new(false);
    let request = Ingest {
        paths: &[inputs.path("")],
        manifest: Some(&manifest),
        kind: Some(ArticleKind::Primary),
        keeps_raw: true,
        is_dry_run: false,
        jobs: 1,
        stop: &stop,
    };
    ingest(&mut store, &request, &mut |_| {}).unwrap();
    let mut kinds: Vec<_> = store
        .articles()
        .unwrap()
        .into_iter()
        .map(|article| {
            (article.source.rsplit('/').next().unwrap().to_owned(), article.facts.kind())
        })
        .collect();
    kinds.sort();
    let expected = [
        ("more.jsonl#1", ArticleKind::Primary),
        ("post.txt", ArticleKind::Report),
        ("speech.txt", ArticleKind::Primary),
    ];
    assert_eq!(kinds, expected.map(|(name, kind)| (name.to_owned(), kind)));
}

#[test]
fn captions_keep_their_times_when_more_is_known_about_them() {
    let inputs = Inputs::new();
    let file = inputs.write(
        "session.srt",
        "1\r\n00:01:23,000 --> 00:01:25,000\r\nWe never asked the harbour board\r\n\r\n\
         2\r\n00:01:25,000 --> 00:01:27,000\r\nto close the old bridge for good.\r\n",
    );
    let post = inputs.write(
        "post.txt",
        "“We never asked the harbour board to close the bridge for good,” Ada Reed said.",
    );
    let mut store = Store::open_in_memory().unwrap();
    take_in(&mut store, &[file.clone(), post], None, 1);
    let rows = "file,outlet,published\nsession.srt,Council TV,2024-05-01\n";
    let manifest = inputs.write("manifest.csv", rows);
    let report = take_in(&mut store, &[file], Some(&manifest), 1).report;
    assert_eq!((report.updated, report.failed.len()), (1, 0));
    let all = store.appearances(&Filter::default()).unwrap();
    let said: Vec<_> = all.iter().filter(|one| one.article_kind == ArticleKind::Primary).collect();
    let [passage] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(passage.outlet.as_deref(), Some("Council TV"));
    assert_eq!(passage.text, "We never asked the harbour board to close the old bridge for good.");
    assert_eq!(passage.time_code.map(|time| time.to_string()).as_deref(), Some("00:01:23"));
    assert_eq!(store.cues(passage.article_id).unwrap().len(), 2);
    assert_eq!(store.verify().unwrap().failures, []);
}

#[test]
fn articles_one_by_one_end_in_the_same_rows_and_keep_every_id() {
    let manifest = samples().join("manifest.csv");
    let mut files: Vec<PathBuf> = fs::read_dir(samples())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    let mut whole = Store::open_in_memory().unwrap();
    take_in(&mut whole, &files, Some(&manifest), 1);
    assert!(whole.appearances(&Filter::default()).unwrap().iter().any(|a| a.kind == Kind::Passage));
    for turn in 0..files.len() {
        let mut order = files.clone();
        order.rotate_left(turn);
        if turn % 2 == 1 {
            order.reverse();
        }
        let mut store = Store::open_in_memory().unwrap();
        let mut printed = BTreeSet::new();
        for file in &order {
            take_in(&mut store, std::slice::from_ref(file), Some(&manifest), 1);
            printed.extend(store.quotes().unwrap().into_iter().map(|quote| quote.id.to_string()));
        }
        assert_eq!(store.dump(), whole.dump(), "turn {turn}");
        for id in printed {
            assert!(matches!(store.resolve(&id).unwrap(), Some(Resolved::Quote(_))), "{id}");
        }
    }
}

#[test]
fn broken_inputs_are_named_and_the_rest_goes_on() {
    let inputs = Inputs::new();
    inputs.write("in/a.txt", "“It was a long day for all of us,” Ada Reed said.");
    inputs.write("in/b/empty.txt", "\u{feff}\n \n");
    inputs.write("in/b/latin.txt", b"caf\xe9 closed");
    inputs.write("in/b/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    inputs.write("in/lines.jsonl", "{\"id\": 1, \"text\": \"Fine.\"}\n\nnonsense\n{\"text\": 3}\n");
    inputs.write("in/.hidden.txt", "Not this.");
    inputs.write("in/table.csv", "a,b\n1,2\n");
    let mut store = Store::open_in_memory().unwrap();
    let paths = [inputs.path("in"), inputs.path("no/such.txt")];
    let report = take_in(&mut store, &paths, None, 2).report;
    assert_eq!((report.read, report.stored, report.skipped), (3, 3, 1));
    let named: Vec<_> = report
        .failed
        .iter()
        .map(|failure| {
            assert!(failure.hint.is_some(), "{failure:?}");
            let base = format!("{}/", inputs.path("").display()).replace("//", "/");
            (failure.source.replace(&base, ""), failure.error.as_str())
        })
        .collect();
    let expected = [
        ("no/such.txt", "cannot be read: No such file or directory"),
        ("in/b/empty.txt", "has no text in it"),
        ("in/b/picture.png", "is a picture"),
        ("in/lines.jsonl:3", "is no article: the line is no JSON object"),
        ("in/lines.jsonl:4", "is no article: invalid type: integer `3`"),
    ];
    assert_eq!(named.len(), expected.len(), "{named:?}");
    for ((source, error), (place, reason)) in named.iter().zip(expected) {
        assert_eq!(source, place);
        assert!(error.starts_with(reason), "{source}: {error}");
    }
}

#[test]
fn a_manifest_says_which_files_and_what_is_wrong_with_its_rows() {
    let inputs = Inputs::new();
    inputs.write("in/a.txt", "“It was a long day for all of us,” Ada Reed said.");
    inputs.write("in/b.txt", "Nothing was said.");
    inputs.write("in/c.txt", "Nothing was said here either.");
    inputs.write("in/unlisted.txt", "Never listed.");
    let rows = "file,outlet,published,url,title,kind\n\
                a.txt,Harbour Post,22.05.2024,,\"Long day, they say\",\n\
                a.txt,Harbour Wire,,,,\n\
                b.txt,,soon,,,\n\
                c.txt,,,,,leaflet\n\
                missing.txt,,,,,\n\
                ,Harbour Post,,,,\n";
    let manifest = inputs.write("in/manifest.csv", rows);
    let mut store = Store::open_in_memory().unwrap();
    let report = take_in(&mut store, &[inputs.path("in")], Some(&manifest), 1).report;
    // The same bytes from two outlets are two articles; what is wrong with a row costs that value.
    assert_eq!((report.stored, report.skipped), (4, 1));
    let reasons: Vec<_> = report
        .failed
        .iter()
        .map(|failure| (failure.source.rsplit(':').next().unwrap(), failure.error.as_str()))
        .collect();
    let starts = [
        ("4", "\"soon\" is no date"),
        ("5", "\"leaflet\" is no kind of article"),
        ("7", "the row names no file"),
        ("6", "the row names missing.txt, which is no file there"),
    ];
    assert_eq!(reasons.len(), starts.len(), "{reasons:?}");
    for ((line, reason), (expected, start)) in reasons.iter().zip(starts) {
        assert_eq!(*line, expected);
        assert!(reason.starts_with(start), "{reason}");
    }
    let articles = store.articles().unwrap();
    let title = articles.iter().find_map(|article| article.facts.title());
    assert_eq!(title, Some("Long day, they say"));
}

#[test]
fn a_stop_finishes_the_transaction_at_hand() {
    let inputs = Inputs::new();
    let lines: String =
        (0..4000).map(|id| format!("{{\"id\": {id}, \"text\": \"Number {id}.\"}}\n")).collect();
    let path = inputs.write("many.jsonl", lines);
    let mut store = Store::open_in_memory().unwrap();
    let stop = AtomicBool::new(false);
    let request = Ingest {
        paths: std::slice::from_ref(&path),
        manifest: None,
        kind: None,
        keeps_raw: true,
        is_dry_run: false,
        jobs: 2,
        stop: &stop,
    };
    let mut committed = 0;
    let done = ingest(&mut store, &request, &mut |event| {
        if let Event::Committed(outcomes) = event {
            committed += outcomes.len();
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    })
    .unwrap();
    assert!(done.is_interrupted);
    assert_eq!(done.report.stored, committed);
    assert!((1000..4000).contains(&committed), "{committed}");
    assert!(!store.is_grouped().unwrap());
    // The next ingest takes in the rest and groups what was left.
    let rest = take_in(&mut store, &[path], None, 2).report;
    assert_eq!((rest.unchanged, rest.stored), (committed, 4000 - committed));
    assert!(store.is_grouped().unwrap());
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_not_followed() {
    let inputs = Inputs::new();
    let outside = inputs.write("outside.txt", "Outside.");
    inputs.write("in/inside.txt", "Inside.");
    std::os::unix::fs::symlink(&outside, inputs.path("in/link.txt")).unwrap();
    std::os::unix::fs::symlink(inputs.path("in"), inputs.path("in/loop")).unwrap();
    let mut store = Store::open_in_memory().unwrap();
    let report = take_in(&mut store, &[inputs.path("in")], None, 1).report;
    assert_eq!((report.stored, report.failed.len()), (1, 0));
}

#[test]
fn the_collection_is_no_article_of_its_own() {
    let inputs = Inputs::new();
    inputs.write("a.txt", "Nothing was said.");
    let mut store = Store::open(&inputs.path("quotes.db")).unwrap();
    let report = take_in(&mut store, &[inputs.path("")], None, 1).report;
    assert_eq!((report.stored, report.skipped, report.failed.len()), (1, 0, 0));
}
