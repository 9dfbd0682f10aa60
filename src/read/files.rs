//! From the paths of a command line to the files to read.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::format::LOOKED_AT;
use super::tables::looks_like_articles;
use super::{Manifest, ReadError};
use crate::model::Facts;

/// Where bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceKind {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// One file or stream to read, and what the manifest says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where the bytes come from.
    pub kind: SourceKind,
    /// The name by which it is reported.
    pub name: String,
    /// The name by which its article is known to the caller: within the folder that was given.
    pub id: String,
    /// What the manifest says.
    pub facts: Facts,
}

impl Source {
    /// Returns how many bytes it has; none for a stream.
    pub fn size(&self) -> Option<u64> {
        match &self.kind {
            SourceKind::Stdin => None,
            SourceKind::File(path) => fs::metadata(path).ok().map(|metadata| metadata.len()),
        }
    }
}

/// Everything that the paths stand for.
#[derive(Debug, Default)]
pub struct Listing {
    /// What to read, in the order of the paths; the files of a folder by name.
    pub sources: Vec<Source>,
    /// Files of folders that were passed over: not in the manifest, or tables.
    pub skipped: usize,
    /// Paths that lead nowhere.
    pub failed: Vec<ReadError>,
}

/// Lists the files that `paths` stand for: themselves, the files of folders, `-`.
///
/// Folders are walked to the bottom in the order of names; links are not followed, and hidden
/// files and folders are left out, and so is the file `database` with its companions. With a
/// manifest, a folder yields the files that it lists.
pub fn list(paths: &[PathBuf], manifest: Option<&Manifest>, database: Option<&Path>) -> Listing {
    let mut listing = Listing::default();
    let own = own_files(manifest, database);
    for path in paths {
        if path.as_os_str() == "-" {
            let (name, id) = ("-".to_owned(), "-".to_owned());
            let facts = Facts::default();
            listing.sources.push(Source { kind: SourceKind::Stdin, name, id, facts });
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => list_folder(path, manifest, &own, &mut listing),
            Ok(_) if is_table(path) => listing.failed.push(ReadError::OtherFormat {
                source_name: path.display().to_string(),
                format: "a table without a column text; what one says about files is given with --manifest",
            }),
            Ok(_) => push(path, path.file_name().map(Path::new), manifest, &mut listing),
            Err(source) => listing.failed.push(unreadable(path, source)),
        }
    }
    listing
}

fn list_folder(
    folder: &Path,
    manifest: Option<&Manifest>,
    own: &BTreeSet<PathBuf>,
    listing: &mut Listing,
) {
    let mut seen = BTreeSet::new();
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let canonical = canonical(entry.path());
                if own.contains(&canonical) {
                    continue;
                }
                if is_wanted(&entry, &canonical, manifest) {
                    let within = entry.path().strip_prefix(folder).ok();
                    push(entry.path(), within, manifest, listing);
                    seen.insert(canonical);
                } else if manifest.is_some() {
                    listing.skipped += 1;
                } else {
                    // Counted as skipped where it is told.
                    listing.failed.push(ReadError::PassedOver {
                        source_name: entry.path().display().to_string(),
                        what: "a table without a column text in its first line".to_owned(),
                    });
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                listing.failed.push(unreadable(&path, error.into()));
            }
        }
    }
    if let Some(manifest) = manifest {
        listing.failed.extend(missing(folder, manifest, &seen));
    }
}

/// Returns the files of this program's own that may stand among the articles.
fn own_files(manifest: Option<&Manifest>, database: Option<&Path>) -> BTreeSet<PathBuf> {
    let mut own: BTreeSet<PathBuf> =
        manifest.map(|manifest| canonical(manifest.path())).into_iter().collect();
    for suffix in ["", "-wal", "-shm", "-journal"] {
        own.extend(database.map(|path| {
            let mut name = canonical(path).into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        }));
    }
    own
}

/// Says whether a file of a folder is to be read: one that the manifest lists or, without a
/// manifest, any but a table, as manifests and other people's data are.
fn is_wanted(entry: &DirEntry, canonical: &Path, manifest: Option<&Manifest>) -> bool {
    match manifest {
        Some(manifest) => !manifest.rows_of(canonical).is_empty(),
        None => !is_table(entry.path()),
    }
}

/// Says whether a file is a table that holds no articles, as manifests and lists are.
fn is_table(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let is_named_so = matches!(extension.to_ascii_lowercase().as_str(), "csv" | "tsv");
    is_named_so && !has_articles(path)
}

fn has_articles(path: &Path) -> bool {
    let mut first = Vec::new();
    let file = fs::File::open(path).ok();
    let read = file.map(|file| file.take(LOOKED_AT as u64).read_to_end(&mut first));
    read.is_some_and(|read| read.is_ok()) && looks_like_articles(&first)
}

/// Returns the files under `folder` that the manifest lists and the folder does not have.
fn missing(folder: &Path, manifest: &Manifest, seen: &BTreeSet<PathBuf>) -> Vec<ReadError> {
    let Ok(folder) = fs::canonicalize(folder) else { return Vec::new() };
    manifest
        .files()
        .filter(|(file, _)| file.starts_with(&folder) && !seen.contains(*file))
        .filter_map(|(_, rows)| rows.first())
        .map(|row| ReadError::BadRow {
            source_name: manifest.place(row.line),
            reason: format!("the row names {}, which is no file there", row.file),
        })
        .collect()
}

/// Adds a file, once for every row that the manifest has for it.
fn push(path: &Path, within: Option<&Path>, manifest: Option<&Manifest>, listing: &mut Listing) {
    let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    let rows = manifest.map(|manifest| manifest.rows_of(&canonical(&path))).unwrap_or_default();
    let source = |facts| Source {
        kind: SourceKind::File(path.clone()),
        name: path.display().to_string(),
        id: within.unwrap_or(&path).display().to_string(),
        facts,
    };
    if rows.is_empty() {
        listing.sources.push(source(Facts::default()));
    }
    listing.sources.extend(rows.iter().map(|row| source(row.facts.clone())));
}

/// Resolves the folder that a file is in, and not the file.
fn canonical(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
    match (folder, path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unreadable(path: &Path, source: std::io::Error) -> ReadError {
    ReadError::Unreadable { source_name: path.display().to_string(), source }
}
