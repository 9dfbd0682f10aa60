//! `export`: quote histories for a spreadsheet or a script.

use std::ffi::OsStr;

use quotetrail::model::Sha256Hash;

use super::support::{Desk, RAISED, SAMPLES};

const HEADER: &str = "quote_id,wording_id,appearance_id,outlet,published,title,url,article_sha256,start,end,text,text_sha256,speaker,speaker_mention,kind,stance,article_kind,first_seen,parent_wording_id,changes,change_text,material,csv_escaped,decided";

#[test]
fn one_quote_has_a_row_an_appearance() {
    let id = SAMPLES.json(&["outlets", RAISED])["quote_id"].as_str().expect("an id").to_owned();
    let table = SAMPLES.run(["export", "--quote", &id]).stdout;
    assert_eq!(table.lines().next(), Some(HEADER));
    insta::assert_snapshot!(table);
}

#[test]
fn labels_come_only_when_asked_for() {
    let rows =
        |args: &[&str]| SAMPLES.run([&["export", "--format", "jsonl"], args].concat()).json_lines();
    let is_label = |row: &serde_json::Value| row["kind"] == "label";
    assert!(!rows(&[]).iter().any(is_label));
    assert!(rows(&["--labels"]).iter().any(is_label));
}

#[test]
fn every_row_slices_back_to_the_article() {
    let mut sliced = 0;
    for row in SAMPLES.run(["export", "--format", "jsonl"]).json_lines() {
        let text = row["text"].as_str().expect("text");
        let (start, end) =
            (row["start"].as_u64().expect("start"), row["end"].as_u64().expect("end"));
        let held =
            std::fs::read_dir(SAMPLES.path().join("samples")).expect("the samples").any(|entry| {
                let article =
                    std::fs::read_to_string(entry.expect("an entry").path()).expect("UTF-8");
                let slice: String =
                    article.chars().skip(start as usize).take((end - start) as usize).collect();
                slice == text
            });
        assert!(held, "{row}");
        sliced += 1;
    }
    assert!(sliced > 20, "{sliced} rows");
}

#[test]
fn the_hash_is_of_the_words_before_anything_was_escaped() {
    let desk = Desk::new();
    desk.write("formula.txt", "“=SUM(A1:A9) is what he typed into the cell,” said Maria Lopez.");
    assert_eq!(desk.run(["ingest", "formula.txt"]).code, 0);
    let table = desk.run(["export"]).stdout;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(reader.headers().expect("a header").len(), HEADER.split(',').count());
    let row = reader.records().next().expect("a row").expect("RFC 4180");
    let cell = |name| &row[HEADER.split(',').position(|column| column == name).expect("a column")];
    let text = cell("text").strip_prefix('\'').expect("it is escaped");
    assert!(text.starts_with("=SUM"));
    assert_eq!(cell("csv_escaped"), "1");
    assert_eq!(cell("text_sha256"), Sha256Hash::of(text.as_bytes()).to_string());
}

#[test]
fn spreadsheets_get_a_mark_and_their_line_ends() {
    let done = SAMPLES.run(["export", "--excel"]);
    assert!(done.stdout.starts_with('\u{feff}'));
    assert!(done.stdout.lines().count() > 1 && done.stdout.contains("\r\n"));
}

#[test]
fn a_file_gets_what_standard_output_would() {
    let desk = Desk::new();
    let target = desk.path().join("out.csv");
    let done = SAMPLES.run([OsStr::new("export"), OsStr::new("-o"), target.as_os_str()]);
    assert_eq!((done.code, done.stdout.as_str()), (0, ""));
    assert_eq!(desk.read("out.csv"), SAMPLES.run(["export"]).stdout.into_bytes());
}

#[test]
fn the_collection_is_never_written_over() {
    let done = SAMPLES.run(["export", "-o", "quotes.db"]);
    assert_eq!(done.code, 2, "{}", done.stderr);
    assert_eq!(SAMPLES.run(["verify"]).code, 0);
}

#[test]
fn the_order_of_ingest_makes_no_difference() {
    let desk = Desk::new();
    for name in [
        "transcript",
        "northern-ledger",
        "lakeshore-post",
        "valley-sentinel-2",
        "valley-sentinel-1",
        "echo24",
        "capital-dispatch",
    ] {
        let file = format!("samples/{name}.txt");
        let done = desk.run(["ingest", "--manifest", "samples/manifest.csv", &file]);
        assert_eq!(done.code, 0, "{}", done.stderr);
    }
    assert_eq!(desk.run(["export", "--labels"]).stdout, SAMPLES.run(["export", "--labels"]).stdout);
}
