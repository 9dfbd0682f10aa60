//! The five articles that quotetrail was first built for, end to end on the real binary.
//!
//! They are not in this repository: `QUOTETRAIL_ARTICLES` names the folder that holds them with
//! `manifest.csv` and `gold.jsonl`. Run with `cargo test --test shared_articles -- --ignored`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::LazyLock;

use quotetrail::model::Sha256Hash;
use serde_json::Value;
use tempfile::TempDir;

const RAISED: &str = "I raised the status of Michael Spavor and Michael Kovrig and called for their immediate release,";
const OPPORTUNITY: &str = "At every opportunity before they returned home, I adamantly demanded their release to Canada without delay.";
const TRUDEAU: &str = "I want to make everyone understand fully that Han Dong is an outstanding member of our team, and suggestions that he is somehow not loyal to Canada should not be entertained";

/// The articles, ingested once for all tests.
static COLLECTION: LazyLock<Collection> = LazyLock::new(|| Collection::of(&[articles()]));

struct Collection {
    folder: TempDir,
}

fn articles() -> PathBuf {
    let folder =
        std::env::var_os("QUOTETRAIL_ARTICLES").expect("QUOTETRAIL_ARTICLES names the folder");
    PathBuf::from(folder)
}

fn manifest() -> PathBuf {
    articles().join("manifest.csv")
}

impl Collection {
    fn of(paths: &[PathBuf]) -> Self {
        let collection = Self { folder: TempDir::new().expect("a temporary folder") };
        let mut args = vec!["ingest".into(), "--manifest".into(), manifest().into_os_string()];
        args.extend(paths.iter().map(|path| path.clone().into_os_string()));
        let output = collection.run(&args);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        collection
    }

    fn run<S: AsRef<std::ffi::OsStr>>(&self, args: &[S]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_quotetrail"))
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("QUOTETRAIL_DB")
            .output()
            .expect("the binary runs")
    }

    fn json(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().chain(&["--format", "json"]).copied().collect();
        let output = self.run(&args);
        let answer = serde_json::from_slice(&output.stdout);
        assert!(answer.is_ok(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        answer.expect("it was looked at")
    }

    fn check(&self, args: &[&str]) -> Value {
        let args: Vec<&str> = ["check"].iter().chain(args).copied().collect();
        self.json(&args)
    }

    fn export(&self) -> Vec<Value> {
        let output = self.run(&["export", "--labels", "--format", "jsonl"]);
        let lines = String::from_utf8(output.stdout).expect("UTF-8");
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    /// Returns the quotes that have an appearance which contains `words`, with all their rows.
    fn quotes_with(&self, words: &str) -> BTreeMap<String, Vec<Value>> {
        let rows = self.export();
        let has = |row: &&Value| text(row, "text").replace('’', "'").contains(words);
        let ids: BTreeSet<String> = rows
            .iter()
            .filter(has)
            .filter_map(|row| row["quote_id"].as_str().map(str::to_owned))
            .collect();
        let of = |id: &String| rows.iter().filter(|row| row["quote_id"] == **id).cloned().collect();
        ids.into_iter().map(|id| (id.clone(), of(&id))).collect()
    }

    fn only_quote_with(&self, words: &str) -> Vec<Value> {
        let mut quotes = self.quotes_with(words);
        assert_eq!(quotes.len(), 1, "quotes with {words:?}: {:?}", quotes.keys());
        quotes.pop_first().expect("there is one").1
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn distinct<'a>(rows: &'a [Value], field: &str) -> BTreeSet<&'a str> {
    rows.iter().map(|row| text(row, field)).collect()
}

fn gold() -> Vec<Value> {
    let lines = fs::read_to_string(articles().join("gold.jsonl")).expect("gold.jsonl");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
#[ignore = "needs the shared articles"]
fn every_span_label_and_speaker_is_right_and_there_are_no_others() {
    let rows = COLLECTION.export();
    let mut wrong = Vec::new();
    let mut spans = 0;
    for article in gold() {
        let id = text(&article, "id");
        let bytes = fs::read(articles().join(id)).expect("the article");
        let hash = Sha256Hash::of(&bytes).to_string();
        let found: Vec<&Value> =
            rows.iter().filter(|row| text(row, "article_sha256") == hash).collect();
        let quotes = article["quotes"].as_array().expect("quotes");
        spans += quotes.len();
        for quote in quotes {
            let place =
                |row: &&&Value| row["start"] == quote["start"] && row["end"] == quote["end"];
            let Some(row) = found.iter().find(place) else {
                wrong.push(format!("{id}: missing {}", quote["text"]));
                continue;
            };
            if (row["kind"] == "label") != (quote["kind"] == "label") {
                wrong.push(format!(
                    "{id}: {} is {}, not {}",
                    quote["text"], row["kind"], quote["kind"]
                ));
            }
            if !quote["speaker"].is_null() && row["speaker"] != quote["speaker"] {
                wrong.push(format!(
                    "{id}: {} by {}, not {}",
                    quote["text"], row["speaker"], quote["speaker"]
                ));
            }
        }
        let is_inside = |row: &Value| {
            quotes.iter().any(|quote| {
                let (start, end) = (row["start"].as_u64(), row["end"].as_u64());
                quote["start"].as_u64() <= start && end <= quote["end"].as_u64()
            })
        };
        let extra = found.iter().filter(|row| !is_inside(row));
        wrong.extend(extra.map(|row| format!("{id}: extra {}", row["text"])));
    }
    assert_eq!(spans, 54, "the gold file is the one that the issue means");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs the shared articles"]
fn the_wordings_of_one_utterance_are_one_quote() {
    let raised = COLLECTION.only_quote_with("I raised the status");
    assert_eq!(raised.len(), 5);
    assert_eq!(distinct(&raised, "wording_id").len(), 1);
    assert_eq!(distinct(&raised, "outlet").len(), 4);

    let opportunity = COLLECTION.only_quote_with("At every opportunity");
    assert_eq!((opportunity.len(), distinct(&opportunity, "wording_id").len()), (5, 2));
    let without: Vec<Value> =
        opportunity.into_iter().filter(|row| !text(row, "text").contains("adamantly")).collect();
    assert_eq!((without.len(), distinct(&without, "outlet")), (2, BTreeSet::from(["Rebel News"])));

    let trudeau = COLLECTION.only_quote_with("suggestions that he is");
    assert_eq!((trudeau.len(), distinct(&trudeau, "wording_id").len()), (4, 3));

    for (words, articles) in [
        ("only became aware", 3),
        ("witting affiliate", 2),
        ("One of the things", 2),
        ("It is not up to unelected", 2),
    ] {
        let rows = COLLECTION.only_quote_with(words);
        assert_eq!(distinct(&rows, "article_sha256").len(), articles, "{words}");
    }

    let hits = COLLECTION.json(&["find", "back channel"]);
    let hits = hits["hits"].as_array().expect("hits");
    let inner: Vec<&Value> = hits
        .iter()
        .filter(|hit| text(hit, "text").trim_matches(['‘', '’', '.']) == "back channel")
        .collect();
    assert!(inner.iter().any(|hit| !hit["nested_in"].is_null()), "nested in 001: {inner:?}");
    assert!(inner.iter().any(|hit| hit["kind"] == "fragment"), "a fragment in 003: {inner:?}");
}

#[test]
#[ignore = "needs the shared articles"]
fn the_order_of_ingest_makes_no_difference() {
    let mut files: Vec<PathBuf> = fs::read_dir(articles())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    files.reverse();
    let backwards = Collection::of(&files);
    let export = |collection: &Collection| collection.run(&["export", "--labels"]).stdout;
    assert_eq!(export(&COLLECTION), export(&backwards));
}

#[test]
#[ignore = "needs the shared articles"]
fn the_paraphrased_copy_is_named_and_no_other() {
    let copies = COLLECTION.json(&["copies"]);
    let articles = copies["articles"].as_array().expect("articles");
    let paraphrased: Vec<&Value> =
        articles.iter().filter(|article| article["relation"] == "machine-paraphrased").collect();
    assert_eq!(paraphrased.len(), 1, "{paraphrased:?}");
    assert_eq!(paraphrased[0]["outlet"], "24CA News");
    assert!(paraphrased[0]["source"].is_null());
    let swaps = paraphrased[0]["substitutions"].as_array().expect("substitutions");
    assert!(swaps.len() >= 20, "{} substitutions", swaps.len());
    let normal = swaps.iter().find(|swap| swap["from"] == "general" && swap["to"] == "normal");
    assert!(normal.is_some_and(|swap| swap["count"].as_u64() >= Some(2)), "{normal:?}");
}

#[test]
#[ignore = "needs the shared articles"]
fn a_line_that_stands_is_told_from_one_that_nearly_does() {
    let verbatim = COLLECTION.check(&[RAISED]);
    assert_eq!(verbatim["verdict"], "verbatim");
    let typographic = COLLECTION.check(&[RAISED.trim_end_matches(',')]);
    assert_eq!(typographic["verdict"], "typographic");
    for check in [&verbatim, &typographic] {
        assert_eq!(check["contested"], false);
        assert_eq!(check["independent_texts"], 4);
    }
    let excerpt = COLLECTION.check(&[OPPORTUNITY]);
    assert_eq!(excerpt["verdict"], "excerpt");
    assert_eq!(excerpt["contested"], true);
    assert_eq!(excerpt["reference"]["basis"], "undetermined");
}

#[test]
#[ignore = "needs the shared articles"]
fn a_negation_is_never_missed() {
    let called = RAISED.replace("and called", "but never called");
    let never = OPPORTUNITY.replace("I adamantly demanded", "I [never] demanded");
    let loyal = TRUDEAU.replace("somehow not loyal", "loyal");
    for query in [&called, &never, &loyal] {
        let check = COLLECTION.check(&[query]);
        assert_eq!(check["verdict"], "altered", "{query}");
        let changes = check["changes"].as_array().expect("changes");
        let is_negation =
            |change: &Value| change["class"] == "negation" && change["material"] == true;
        assert!(changes.iter().any(is_negation), "{query}: {changes:?}");
    }
}

#[test]
#[ignore = "needs the shared articles"]
fn an_excerpt_out_of_a_denial_is_warned_of() {
    let check = COLLECTION.check(&["he is somehow not loyal to Canada"]);
    assert_eq!(check["verdict"], "excerpt");
    let warnings = check["warnings"].to_string();
    assert!(!check["warnings"].as_array().expect("warnings").is_empty());
    let around = format!("{warnings}{}", check["context"]);
    assert!(
        around.contains("suggestions that") && around.contains("should not be entertained"),
        "{around}"
    );
}

#[test]
#[ignore = "needs the shared articles"]
fn another_speaker_is_told_from_the_one_named() {
    for speaker in ["Justin Trudeau", "Han Tao"] {
        let check = COLLECTION.check(&[RAISED, "--speaker", speaker]);
        assert_eq!(check["verdict"], "misattributed", "{speaker}");
    }
    for speaker in ["Han Dong", "Dong"] {
        assert_eq!(
            COLLECTION.check(&[RAISED, "--speaker", speaker])["verdict"],
            "verbatim",
            "{speaker}"
        );
    }
    let aware = "only became aware that a conversation took place after Mr. Dong told us, following recent media questions.";
    let named = COLLECTION.check(&[aware])["attribution"]["named"].clone();
    assert_eq!(named.as_array().map(Vec::len), Some(2), "{named}");
}

#[test]
#[ignore = "needs the shared articles"]
fn what_is_nowhere_is_not_found_in_a_stated_scope() {
    let check =
        COLLECTION.check(&["The lighthouse keeper sold eleven purple umbrellas yesterday morning"]);
    assert_eq!(check["verdict"], "not-found");
    let scope = &check["scope"];
    let counts = ["articles", "outlets", "undated"].map(|field| scope[field].as_u64());
    assert_eq!(counts, [Some(5), Some(4), Some(2)]);
}
