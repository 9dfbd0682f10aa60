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
    /// Whether it lies in the folder of what a page needs to be shown, as browsers save pages.
    pub is_companion: bool,
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
    let mut seen = BTreeSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            let (name, id) = ("-".to_owned(), "-".to_owned());
            let (kind, facts) = (SourceKind::Stdin, Facts::default());
            listing.sources.push(Source { kind, name, id, facts, is_companion: false });
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                list_folder(path, manifest, &own, &mut seen, &mut listing);
            }
            Ok(_) if is_table(path) => listing.failed.push(ReadError::OtherFormat {
                source_name: path.display().to_string(),
                format: "a table without a column text; what one says about files is given with --manifest",
            }),
            Ok(_) => {
                let within = path.file_name().map(Path::new);
                listing.sources.extend(sources(path, within, manifest));
            }
            Err(source) => listing.failed.push(unreadable(path, source)),
        }
    }
    if let Some(manifest) = manifest {
        listing.failed.extend(missing(paths, manifest, &seen));
    }
    listing
}

fn list_folder(
    folder: &Path,
    manifest: Option<&Manifest>,
    own: &BTreeSet<PathBuf>,
    seen: &mut BTreeSet<PathBuf>,
    listing: &mut Listing,
) {
    let mut companions = Companions { folder, known: None };
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
                    let found = sources(entry.path(), within, manifest);
                    let is_companion = manifest.is_none() && companions.holds(entry.path());
                    let found = found.into_iter();
                    listing.sources.extend(found.map(|source| Source { is_companion, ..source }));
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
}

/// Tells the folders in which browsers save what a page needs: `bridge_files` beside `bridge.html`.
struct Companions<'a> {
    /// The folder that is walked.
    folder: &'a Path,
    /// The folder that was told last, as its files come one after another.
    known: Option<(PathBuf, bool)>,
}

impl Companions<'_> {
    fn holds(&mut self, file: &Path) -> bool {
        let Some(own) = file.parent() else { return false };
        if let Some((_, is_one)) = self.known.as_ref().filter(|(known, _)| known == own) {
            return *is_one;
        }
        let mut above = own.ancestors().take_while(|above| *above != self.folder);
        let is_one = above.any(is_companion);
        self.known = Some((own.to_owned(), is_one));
        is_one
    }
}

/// Says whether a page stands beside a folder and has its name, up to what browsers add to it in
/// their language.
fn is_companion(folder: &Path) -> bool {
    let name = folder.file_name().and_then(OsStr::to_str).unwrap_or_default();
    let bounds = name.char_indices().filter(|(_, c)| matches!(c, '_' | '-' | '.'));
    bounds.into_iter().any(|(at, _)| {
        let is_page =
            |extension| folder.with_file_name(format!("{}.{extension}", &name[..at])).is_file();
        at > 0 && ["html", "htm", "xhtml"].into_iter().any(is_page)
    })
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

/// Returns the rows of the manifest that name no file of the folders that were given, where they
/// could: a folder that is a part of what the manifest is about need not have the rest.
fn missing(paths: &[PathBuf], manifest: &Manifest, seen: &BTreeSet<PathBuf>) -> Vec<ReadError> {
    let folders = paths.iter().filter(|path| path.is_dir());
    let folders: Vec<PathBuf> = folders.filter_map(|path| fs::canonicalize(path).ok()).collect();
    let is_within = |file: &Path| folders.iter().any(|folder| file.starts_with(folder));
    let is_all = is_within(&canonical(manifest.path()));
    let named: BTreeSet<PathBuf> = paths.iter().map(|path| canonical(path)).collect();
    let lacking = |file: &Path| {
        if folders.is_empty() || seen.contains(file) || named.contains(file) {
            None
        } else if is_within(file) || !file.exists() {
            Some("which is no file there")
        } else {
            is_all.then_some("which is outside of the folder that is read")
        }
    };
    let rows = manifest.files().filter_map(|(file, rows)| Some((rows.first()?, lacking(file)?)));
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(row, _)| row.line);
    rows.into_iter()
        .map(|(row, what)| ReadError::BadRow {
            source_name: manifest.place(row.line),
            reason: format!("the row names {}, {what}", row.file),
        })
        .collect()
}

/// Returns a file, once for every row that the manifest has for it.
fn sources(path: &Path, within: Option<&Path>, manifest: Option<&Manifest>) -> Vec<Source> {
    let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    let rows = manifest.map(|manifest| manifest.rows_of(&canonical(&path))).unwrap_or_default();
    let source = |facts| Source {
        kind: SourceKind::File(path.clone()),
        name: path.display().to_string(),
        id: within.unwrap_or(&path).display().to_string(),
        facts,
        is_companion: false,
    };
    if rows.is_empty() {
        return vec![source(Facts::default())];
    }
    rows.iter().map(|row| source(row.facts.clone())).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_page_is_told_by_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [
            ("bridge.html", false),
            ("bridge_files/a/app.js", true),
            ("bridge_files/logo.png", true),
            ("ferry-Dateien/logo.png", true),
            ("ferry.htm", false),
            ("notes.txt", false),
            ("notes_files/logo.png", false),
            ("other_files/logo.png", false),
        ];
        for (name, _) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "It is over.").expect("a file");
        }
        let listing = list(&[folder.path().to_owned()], None, None);
        let mut found: Vec<_> = listing.sources.iter().collect();
        found.sort_by(|one, other| one.id.cmp(&other.id));
        let found: Vec<_> =
            found.into_iter().map(|source| (source.id.as_str(), source.is_companion)).collect();
        assert_eq!(found, files);
        // What the caller names is read as what it is.
        let named = list(&[folder.path().join("bridge_files/logo.png")], None, None);
        assert!(!named.sources[0].is_companion);
    }
}
