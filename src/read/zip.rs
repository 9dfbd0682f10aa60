//! zip archives: every file in them, and WACZ, which keeps web archives in one.
//!
//! Members are read as streams and never unpacked to disk; links and hidden files are not followed,
//! and of one that needs a password it is said that it cannot be read. Where the list at the
//! archive's end is missing, as in a download that was cut short, the members are read one after
//! another from its beginning.

use std::borrow::Cow;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use zip::read::{Config, ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;
use zip::{ZipArchive, ZipReadOptions};

use super::ReadError;
use super::document::{Piece, Take};
use super::gzip::{TooMuch, UNPACKED_FLOOR, UNPACKED_RATIO};
use super::open::{self, Place};

/// Most members of one archive: a million of files would have been packed as something else.
const MOST_MEMBERS: usize = 1_000_000;
/// Bytes that are read at a time.
const BUFFER: usize = 64 * 1024;

/// Walks every member of an archive of `size` bytes.
pub(super) fn walk<R: Read + Seek>(
    mut input: R,
    size: u64,
    place: &Place,
    take: Take<'_>,
) -> ControlFlow<()> {
    let mut budget = UNPACKED_FLOOR.saturating_add(size.saturating_mul(UNPACKED_RATIO));
    match ZipArchive::new(&mut input) {
        Ok(archive) if !archive.has_duplicate_names() => listed(archive, place, &mut budget, take),
        Ok(_) => of_one_name(input, place, &mut budget, take),
        Err(error) => {
            let reason = format!("its list of members is missing ({error})");
            take(damaged(place.name.clone(), reason))?;
            if input.seek(SeekFrom::Start(0)).is_err() {
                return ControlFlow::Continue(());
            }
            one_by_one(&mut BufReader::with_capacity(BUFFER, input), place, &mut budget, take)
        }
    }
}

/// Walks the members that the archive lists.
fn listed<R: Read + Seek>(
    mut archive: ZipArchive<R>,
    place: &Place,
    budget: &mut u64,
    take: Take<'_>,
) -> ControlFlow<()> {
    if let Some(format) = document_in(&archive) {
        let source_name = place.name.clone();
        return take(Piece::Failed(ReadError::OtherFormat { source_name, format }));
    }
    let is_wacz = archive.index_for_name("datapackage.json").is_some()
        && archive.file_names().flatten().any(|name| name.starts_with("archive/"));
    for index in 0..archive.len().min(MOST_MEMBERS) {
        // The beginning of its name says enough of a member that cannot be opened.
        let name = name_of(archive.name_for_index(index).and_then(Result::ok));
        // A WACZ has its pages in there; the rest is lists of them.
        if is_wacz && !name.starts_with("archive/") {
            continue;
        }
        match archive.by_index(index) {
            Ok(file) => member(file, place, budget, take)?,
            Err(error) => take(unopened(place.member(&name).name, error))?,
        }
    }
    ControlFlow::Continue(())
}

/// Walks the members of an archive in which several have one name: each of them is one.
fn of_one_name<R: Read + Seek>(
    input: R,
    place: &Place,
    budget: &mut u64,
    take: Take<'_>,
) -> ControlFlow<()> {
    let broken = |error: ZipError| damaged(place.name.clone(), error.to_string());
    let mut archive = match ZipIterable::try_new(input, Config::default()) {
        Ok(archive) => archive,
        Err(error) => return take(broken(error)),
    };
    let files = match archive.files() {
        Ok(files) => files,
        Err(error) => return take(broken(error)),
    };
    for _ in 0..MOST_MEMBERS {
        let entry = match files.next() {
            Some(Ok(entry)) => entry,
            Some(Err(error)) => return take(broken(error)),
            None => break,
        };
        let name = name_of(entry.name().ok());
        match entry.with_reader(files.reader_mut(), ZipReadOptions::default()) {
            Ok(file) => member(file, place, budget, take)?,
            Err(error) => take(unopened(place.member(&name).name, error))?,
        }
    }
    ControlFlow::Continue(())
}

/// Tells a document that is an archive by the members that every one of its kind has.
fn document_in<R: Read + Seek>(archive: &ZipArchive<R>) -> Option<&'static str> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("[Content_Types].xml") && has("_rels/.rels") {
        Some("an Office document")
    } else if has("mimetype") && has("content.xml") && has("META-INF/manifest.xml") {
        Some("an OpenDocument file")
    } else {
        None
    }
}

/// Returns the error for a member that cannot be opened: for its packing, or for damage.
fn unopened(source_name: String, error: ZipError) -> Piece {
    let reason = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it needs a password".into(),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            error.to_string()
        }
        _ => return damaged(source_name, error.to_string()),
    };
    Piece::Failed(ReadError::Packed { source_name, reason })
}

/// Walks members from the beginning of an archive without a list, until one cannot be read.
fn one_by_one(
    input: &mut impl Read,
    place: &Place,
    budget: &mut u64,
    take: Take<'_>,
) -> ControlFlow<()> {
    for index in 0..MOST_MEMBERS {
        match read_zipfile_from_stream(input) {
            Ok(Some(file)) => member(file, place, budget, take)?,
            Ok(None) => break,
            // That there is nothing to recover goes with the missing list.
            Err(_) if index == 0 => break,
            Err(error) => return take(damaged(place.name.clone(), error.to_string())),
        }
    }
    ControlFlow::Continue(())
}

fn member<R: Read>(
    file: ZipFile<'_, R>,
    place: &Place,
    budget: &mut u64,
    take: Take<'_>,
) -> ControlFlow<()> {
    let name = open::member_name(&name_of(file.name().ok()), &['/', '\\']);
    let Some(name) = name.filter(|_| file.is_file()) else {
        return ControlFlow::Continue(());
    };
    let packed = file.compressed_size();
    let limit = UNPACKED_FLOOR.saturating_add(packed.saturating_mul(UNPACKED_RATIO));
    let limited = Limited { input: file, left: limit, budget };
    walk_member(limited, &place.member(&name), take)
}

fn walk_member(input: impl Read, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let mut input = BufReader::with_capacity(BUFFER, input);
    open::walk(&mut input, place, take)
}

/// Returns the name of a member; one in no known encoding still is a member.
fn name_of(name: Option<Cow<'_, str>>) -> String {
    name.map_or_else(|| "member".to_owned(), Cow::into_owned)
}

fn damaged(source_name: String, reason: String) -> Piece {
    Piece::Failed(ReadError::Damaged { source_name, reason })
}

/// A member that gives up where it, or its archive, unpacks to far more than a text would.
struct Limited<'a, R> {
    input: R,
    left: u64,
    budget: &'a mut u64,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        let size = read as u64;
        if size > self.left || size > *self.budget {
            return Err(io::Error::other(TooMuch));
        }
        self.left -= size;
        *self.budget -= size;
        Ok(read)
    }
}
