//! Opening: what is ours is opened, what is not is refused and left alone.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::{BRIDGE, article};
use crate::store::open::{APPLICATION_ID, PAGE_BYTES, latest_version};
use crate::store::{Filter, Store, StoreError};

/// Every file of a folder with its bytes.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn reason(result: Result<Store, StoreError>) -> String {
    result.map(|_| ()).unwrap_err().to_string()
}

#[test]
fn a_new_collection_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let store = Store::open(&path).unwrap();
    let pragma = |name: &str| -> String {
        let value = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        format!("{:?}", store.connection.pragma_query_value(None, name, value).unwrap())
    };
    assert_eq!(pragma("application_id"), format!("Integer({APPLICATION_ID})"));
    assert_eq!(pragma("user_version"), format!("Integer({})", latest_version()));
    assert_eq!(pragma("journal_mode"), "Text(\"wal\")");
    assert_eq!(pragma("synchronous"), "Integer(2)");
    assert_eq!(pragma("foreign_keys"), "Integer(1)");
    assert!(store.is_grouped().unwrap());
    drop(store);
    Store::open_existing(&path).unwrap();
    // Opening again changes nothing, and closing leaves one file.
    assert_eq!(contents(folder.path()).len(), 1);
}

#[test]
fn the_header_says_so_before_the_log_is_moved_into_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let mut store = Store::open(&path).unwrap();
    store.put_articles(&[article(BRIDGE, None, None)]).unwrap();
    // A copy of the file and its log as a killed program leaves them.
    let copy = folder.path().join("copy.db");
    for suffix in ["", "-wal"] {
        let name = |path: &Path| format!("{}{suffix}", path.display());
        fs::copy(name(&path), name(&copy)).unwrap();
    }
    let copied = Store::open_existing(&copy).unwrap();
    assert_eq!(copied.articles().unwrap().len(), 1);
}

#[test]
fn what_is_not_ours_is_refused_unharmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("text.db"), "file,outlet\na.txt,Harbour Post\n".repeat(50)).unwrap();
    fs::write(path("short.db"), "SQLite format 3\0").unwrap();
    let sqlite = |name: &str, sql: &str| {
        Connection::open(path(name)).unwrap().execute_batch(sql).unwrap();
    };
    sqlite("other.db", "CREATE TABLE text (id); INSERT INTO text VALUES (1);");
    sqlite("wal.db", "PRAGMA journal_mode = wal; CREATE TABLE article (id);");
    let id = format!("PRAGMA application_id = {APPLICATION_ID}; CREATE TABLE unrelated (id);");
    sqlite("bare.db", &id);
    drop(Store::open(&path("newer.db")).unwrap());
    sqlite("newer.db", "PRAGMA user_version = 900;");
    let before = contents(folder.path());
    let rows = [
        ("text.db", "it is no SQLite database"),
        ("short.db", "it is no SQLite database"),
        ("other.db", "it is another program's SQLite database"),
        ("wal.db", "it is another program's SQLite database"),
        ("bare.db", "it has none of the tables"),
        ("newer.db", "it has schema 900"),
    ];
    for (name, expected) in rows {
        for opened in [Store::open(&path(name)), Store::open_existing(&path(name))] {
            let found = reason(opened);
            assert!(found.contains(expected), "{name}: {found}");
        }
        assert_eq!(contents(folder.path()), before, "{name}");
    }
}

#[test]
fn a_newer_schema_that_only_the_log_has_is_refused_unharmed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("quotes.db"), folder.path().join("copy"));
    let store = Store::open(&path).unwrap();
    store.connection.execute_batch("PRAGMA user_version = 900;").unwrap();
    fs::create_dir(&copy).unwrap();
    for name in ["quotes.db", "quotes.db-wal"] {
        fs::copy(folder.path().join(name), copy.join(name)).unwrap();
    }
    let files = || {
        let mut files = contents(&copy);
        // The index of the log is not part of the collection and comes and goes.
        files.retain(|(name, _)| !name.ends_with("-shm"));
        files
    };
    let before = files();
    assert!(reason(Store::open(&copy.join("quotes.db"))).contains("schema 900"));
    assert_eq!(files(), before);
}

#[test]
fn reading_what_is_not_there_creates_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let error = Store::open_existing(&path).unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }));
    assert!(error.hint().is_some_and(|hint| hint.contains("quotetrail ingest")));
    fs::write(&path, "").unwrap();
    assert!(reason(Store::open_existing(&path)).contains("it is empty"));
    assert_eq!(contents(folder.path()).len(), 1);
    // An empty file is as good as none to begin a collection in.
    let mut store = Store::open(&path).unwrap();
    store.put_articles(&[article(BRIDGE, None, None)]).unwrap();
    assert_eq!(store.scope(&Filter::default()).unwrap().articles, 1);
}

#[test]
fn a_folder_is_no_collection() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Open { .. })));
    let nowhere = folder.path().join("no/such/folder/quotes.db");
    assert!(matches!(Store::open(&nowhere), Err(StoreError::Open { .. })));
}

#[test]
fn verify_finds_broken_pages() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let mut store = Store::open(&path).unwrap();
    let texts: Vec<_> =
        (0..800).map(|number| article(&format!("{number} {BRIDGE}"), None, None)).collect();
    store.put_articles(&texts).unwrap();
    drop(store);
    let whole = fs::read(&path).unwrap();
    // The first pages say what the file is; every page after them holds rows.
    let bytes = usize::try_from(PAGE_BYTES).unwrap();
    let pages = whole.len() / bytes;
    for page in [pages / 4, pages / 2, 3 * pages / 4] {
        let mut broken = whole.clone();
        broken[page * bytes..(page + 1) * bytes].fill(0xa5);
        fs::write(&path, broken).unwrap();
        let failures = Store::open_existing(&path).unwrap().verify().unwrap().failures;
        assert!(!failures.is_empty(), "page {page}");
    }
}
