//! Every past schema, with rows in it, is brought to the latest with nothing lost.

use rusqlite::Connection;
use rusqlite::types::Value;
use rusqlite_migration::Migrations;

use crate::model::Sha256Hash;
use crate::store::open::MIGRATIONS;
use crate::store::{Filter, Store};

/// The rows that a collection of each schema held, oldest schema first.
const ROWS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
    include_str!("schema_7.sql"),
];

#[test]
fn every_schema_has_its_rows_here() {
    assert_eq!(ROWS.len(), MIGRATIONS.len(), "a new migration needs the rows of its schema");
    Migrations::from_slice(MIGRATIONS).validate().unwrap();
}

#[test]
fn a_collection_of_any_schema_is_upgraded_whole() {
    for (index, rows) in ROWS.iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quotes.db");
        let mut connection = Connection::open(&path).unwrap();
        let past = Migrations::from_slice(&MIGRATIONS[..=index]);
        past.to_latest(&mut connection).unwrap();
        connection.execute_batch(rows).unwrap();
        drop(connection);

        let store = Store::open_existing(&path).unwrap();
        assert_eq!(store.verify().unwrap().failures, [], "schema {}", index + 1);
        let [article] = store.articles().unwrap().try_into().unwrap();
        assert_eq!(article.facts.outlet(), Some("Harbour Post"));
        assert_eq!(article.facts.published().map(|date| date.as_str()), Some("2024-05"));
        let shown =
            "SELECT outlet_source, published_source, article_kind, ingested_at FROM article";
        let shown: [String; 4] = store
            .connection
            .query_row(shown, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))
            .unwrap();
        assert_eq!(shown, ["manifest", "record", "report", "2026-11-20T09:00:00Z"]);
        let [appearance] = store.appearances(&Filter::default()).unwrap().try_into().unwrap();
        assert_eq!(appearance.text, "The bridge stays shut,");
        assert_eq!(appearance.speaker.as_deref(), Some("Ada Reed"));
        let [quote] = store.quotes().unwrap().try_into().unwrap();
        assert_eq!(appearance.quote_id, Some(quote.id));
        assert_eq!(store.wordings_of_quote(quote.id).unwrap().len(), 1);
        let decisions = store.decisions().unwrap();
        assert_eq!(decisions.len(), if index == 0 { 0 } else { 2 });
        if let Some(first) = decisions.first() {
            assert_eq!((first.note.as_deref(), first.undone_by), (Some("one speech"), Some(2)));
            assert_eq!(first.quotes, [quote.id]);
        }
    }
}

#[test]
fn an_upgraded_collection_gives_back_the_room_that_it_no_longer_needs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quotes.db");
    let mut connection = Connection::open(&path).unwrap();
    Migrations::from_slice(&MIGRATIONS[..5]).to_latest(&mut connection).unwrap();
    for number in 0..1_000 {
        let body = format!("{number} ").repeat(900);
        let sql = "INSERT INTO text (sha256, body) VALUES (?1, ?2)";
        connection.execute(sql, [Sha256Hash::of(body.as_bytes()).to_string(), body]).unwrap();
    }
    drop(connection);
    let before = std::fs::metadata(&path).unwrap().len();
    drop(Store::open_existing(&path).unwrap());
    let after = std::fs::metadata(&path).unwrap().len();
    // With the old texts beside the new ones, it would have twice as many.
    assert!(after < before + before / 2, "{before} bytes, then {after}");
    let store = Store::open_existing(&path).unwrap();
    assert_eq!(store.text_count().unwrap(), 1_000);
    assert_eq!(store.verify().unwrap().failures, []);
}

#[test]
fn views_show_after_an_upgrade_what_they_showed_before() {
    let shown = |connection: &Connection| -> Vec<String> {
        let views =
            ["article", "appearance", "wording", "quote", "quote_history", "outlets_of_quote"];
        views
            .iter()
            .map(|view| {
                let mut statement = connection.prepare(&format!("SELECT * FROM {view}")).unwrap();
                let names: Vec<String> =
                    statement.column_names().iter().map(ToString::to_string).collect();
                let cells = statement.query_row([], |row| {
                    (0..names.len()).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>()
                });
                let cells = cells.unwrap();
                format!("{view}: {names:?} {cells:?}")
            })
            .collect()
    };
    let mut connection = Connection::open_in_memory().unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    Migrations::from_slice(&MIGRATIONS[..6]).to_latest(&mut connection).unwrap();
    connection.execute_batch(ROWS[5]).unwrap();
    let more = "
        UPDATE article_row
           SET article_kind = 'primary', kind_source = 'article', title = 'Shut',
               title_source = 'record', byline = 'A. Reed', byline_source = 'article',
               url = 'https://post.example/1', url_source = 'manifest', modified = '2024-06',
               modified_source = 'record', language = 'en-CA', language_source = 'article',
               encoding = 'windows-1252', encoding_basis = 'declared',
               revision_basis = 'undetermined', outside_start = 9;
        UPDATE appearance_row SET kind = 3, stance = 1";
    connection.execute_batch(more).unwrap();
    let before = shown(&connection);
    Migrations::from_slice(MIGRATIONS).to_latest(&mut connection).unwrap();
    assert_eq!(shown(&connection), before);
}

#[test]
fn a_basis_that_was_written_as_a_word_is_upgraded_too() {
    let mut connection = Connection::open_in_memory().unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    Migrations::from_slice(&MIGRATIONS[..6]).to_latest(&mut connection).unwrap();
    connection.execute_batch(ROWS[5]).unwrap();
    let as_words = "
        PRAGMA legacy_alter_table = ON;
        ALTER TABLE quote_row RENAME TO numbered;
        CREATE TABLE quote_row (number INTEGER PRIMARY KEY, quote_id TEXT NOT NULL UNIQUE,
            basis TEXT NOT NULL, reference INTEGER NOT NULL, independent_texts INTEGER NOT NULL
        ) STRICT;
        INSERT INTO quote_row
        SELECT number, quote_id, 'first-seen', reference, independent_texts FROM numbered;
        DROP TABLE numbered;
        PRAGMA legacy_alter_table = OFF";
    connection.execute_batch(as_words).unwrap();
    Migrations::from_slice(MIGRATIONS).to_latest(&mut connection).unwrap();
    let basis: String =
        connection.query_row("SELECT basis FROM quote", [], |row| row.get(0)).unwrap();
    assert_eq!(basis, "first-seen");
}
