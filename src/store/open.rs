//! Opening a collection: guards before the first byte is written, then pragmas, then the schema.

use std::cell::Cell;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

use super::{Store, StoreError};

/// "QTRL": what `PRAGMA application_id` says of a collection.
pub(super) const APPLICATION_ID: i64 = 0x5154_524C;

/// Every change of the schema, oldest first; a released one stays as it is.
pub(super) const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_collection.sql")),
    M::up(include_str!("../../migrations/0002_decisions.sql")),
    M::up(include_str!("../../migrations/0003_formats.sql")),
    M::up(include_str!("../../migrations/0004_captions.sql")),
    M::up(include_str!("../../migrations/0005_search.sql")),
    M::up(include_str!("../../migrations/0006_compact.sql")).foreign_key_check(),
    M::up(include_str!("../../migrations/0007_numbers.sql")).foreign_key_check(),
];

/// Bytes of the header that every SQLite file opens with.
const HEADER: usize = 100;
/// How long a command waits for another one that is writing.
const BUSY: Duration = Duration::from_secs(30);
/// SQLite's page cache in KiB while somebody asks: what questions lead to again and again.
const ASKING_KIB: i64 = 32 * 1024;
/// SQLite's page cache in KiB while articles or quotes are written: a transaction of 16 MiB with the
/// pages of the indices that it changes stays in memory until it is committed.
const WRITING_KIB: i64 = 64 * 1024;
/// SQLite's page cache in KiB while everything is read once, for which a larger one is no use.
const READING_ALL_KIB: i64 = 4 * 1024;

/// Bytes of a page of a new collection.
///
/// Articles have some kilobytes: eight stand on a page with a sixteenth of it left over, where pages
/// of 16 KiB left over an eighth, and those of SQLite's usual 4 KiB a seventh of the whole file.
pub(super) const PAGE_BYTES: i64 = 32 * 1024;

impl Store {
    /// Opens the collection at `path`, creating it where there is none.
    ///
    /// # Errors
    ///
    /// A file that is no collection, or has a newer schema, is refused unchanged.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(header) = read_header(path)? {
            check_header(path, &header)?;
        }
        let connection = Connection::open(path).map_err(|error| unopened(path, &error))?;
        check_schema(path, &connection)?;
        Self::prepare(connection, Some(path.to_owned()))
    }

    /// Opens the collection at `path`; where there is none, nothing is created.
    ///
    /// # Errors
    ///
    /// A missing file; a file that is no collection, or has a newer schema: refused unchanged.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        match read_header(path)? {
            None if path.exists() => return Err(foreign(path, "it is empty")),
            None => return Err(StoreError::Missing { path: path.to_owned() }),
            Some(header) => check_header(path, &header)?,
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| unopened(path, &error))?;
        if !check_schema(path, &connection)? {
            return Err(foreign(path, "it is empty"));
        }
        Self::prepare(connection, Some(path.to_owned()))
    }

    /// Opens an empty collection that lives in memory.
    ///
    /// # Errors
    ///
    /// Only where SQLite itself cannot start.
    pub fn open_in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?, None)
    }

    fn prepare(mut connection: Connection, path: Option<PathBuf>) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(64);
        // The schema is written before the journal is a write-ahead one, so that the file itself,
        // and not only its log, says from its first byte on that it is a collection.
        let version = schema_version(&connection)?;
        if version < latest_version() {
            // Of a file that has pages already, this changes nothing.
            connection.pragma_update(None, "page_size", PAGE_BYTES)?;
            // A table that others refer to is made anew while nobody minds; what has become of the
            // references is checked before it is committed.
            connection.pragma_update(None, "foreign_keys", false)?;
            Migrations::from_slice(MIGRATIONS).to_latest(&mut connection)?;
        }
        if (1..latest_version()).contains(&version) {
            give_back_room(&connection)?;
        }
        connection.pragma_update(None, "foreign_keys", true)?;
        // Not before the pages have their size: SQLite counts the cache in pages from then on.
        connection.pragma_update(None, "cache_size", -ASKING_KIB)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
        Ok(Self { connection, path, text_room: Cell::new(0), speakers: Default::default() })
    }

    /// Gives most of the page cache back, for work that reads everything once and needs the memory
    /// itself; whatever writes next takes it again.
    ///
    /// # Errors
    ///
    /// Where the collection cannot be read.
    pub fn spare_memory(&self) -> Result<(), StoreError> {
        Ok(self.connection.pragma_update(None, "cache_size", -READING_ALL_KIB)?)
    }

    /// Takes the page cache that writing needs.
    pub(super) fn take_memory(&self) -> rusqlite::Result<()> {
        self.connection.pragma_update(None, "cache_size", -WRITING_KIB)
    }
}

/// Returns the newest schema that this program knows.
pub(super) fn latest_version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

fn schema_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Makes the file as small as its rows are, where a change of the schema left a quarter of it empty.
fn give_back_room(connection: &Connection) -> rusqlite::Result<()> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if number("freelist_count")? > number("page_count")? / 4 {
        // It needs as much room again for a while. Where that is not to be had, the file stays as
        // large as it is, and what comes in next fills it.
        let _ = connection.execute_batch("VACUUM");
    }
    Ok(())
}

/// Reads the first bytes of a file without SQLite; `None` for no file, or an empty one.
fn read_header(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    let failed = |source| StoreError::Open { path: path.to_owned(), source };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let mut header = Vec::with_capacity(HEADER);
    file.take(HEADER as u64).read_to_end(&mut header).map_err(failed)?;
    Ok((!header.is_empty()).then_some(header))
}

/// Refuses a file that does not say of itself that it is a collection, before SQLite opens it:
/// opening could already replay another program's journal.
fn check_header(path: &Path, header: &[u8]) -> Result<(), StoreError> {
    let number = |at: usize| -> i64 {
        header[at..at + 4].iter().fold(0, |number, byte| number << 8 | i64::from(*byte))
    };
    if header.len() < HEADER || !header.starts_with(b"SQLite format 3\0") {
        return Err(foreign(path, "it is no SQLite database"));
    }
    if number(68) != APPLICATION_ID {
        return Err(foreign(path, "it is another program's SQLite database"));
    }
    check_version(path, number(60))
}

/// Checks again what the write-ahead log may have added to the header, and that there are tables;
/// `false` for a file with nothing in it: a new one, or one whose creation was interrupted.
fn check_schema(path: &Path, connection: &Connection) -> Result<bool, StoreError> {
    // Should it be refused, closing the connection must not move the log into the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    check_version(path, schema_version(connection)?)?;
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    let tables: i64 = connection.query_row(
        "SELECT count(*) FROM sqlite_schema
          WHERE type IN ('table', 'view') AND name IN ('text', 'article', 'appearance')",
        [],
        |row| row.get(0),
    )?;
    if tables != 3 && pages > 0 {
        return Err(foreign(path, "it has none of the tables"));
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(pages > 0)
}

fn check_version(path: &Path, found: i64) -> Result<(), StoreError> {
    let known = latest_version();
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    Ok(())
}

fn foreign(path: &Path, reason: &'static str) -> StoreError {
    StoreError::Foreign { path: path.to_owned(), reason }
}

fn unopened(path: &Path, error: &rusqlite::Error) -> StoreError {
    StoreError::Open { path: path.to_owned(), source: std::io::Error::other(error.to_string()) }
}
