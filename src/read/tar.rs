//! tar archives: every regular file in them.
//!
//! Links, devices and hidden files are not followed. The long names that come as members of their
//! own are read up to a bound, so that no name fills the memory.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use tar::{Archive, Entry, EntryType};

use super::ReadError;
use super::document::{Piece, Take};
use super::open::{self, Place, unpacking};

/// Most bytes of a name, and of the header lines that may state one.
const LONGEST_NAME: u64 = 64 * 1024;
/// Where the header of the first member names the format.
const MAGIC_AT: usize = 257;
/// Bytes that are read at a time.
const BUFFER: usize = 64 * 1024;

/// Says whether the first bytes of an input are those of a tar archive.
pub(super) fn looks_like_tar(first: &[u8]) -> bool {
    first.get(MAGIC_AT..).is_some_and(|rest| rest.starts_with(b"ustar"))
}

/// Walks every member of an archive.
pub(super) fn walk(input: &mut dyn BufRead, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let failed = |error| Piece::Failed(unpacking(place, error));
    let mut archive = Archive::new(input);
    let entries = match archive.entries() {
        Ok(entries) => entries.raw(true),
        Err(error) => return take(failed(error)),
    };
    let mut long_name = None;
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            // Without a header nothing says where the next member begins.
            Err(error) => return take(failed(error)),
        };
        match entry.header().entry_type() {
            EntryType::GNULongName => long_name = Some(gnu_name(&mut entry)),
            EntryType::XHeader => long_name = pax_name(&mut entry).or(long_name),
            EntryType::XGlobalHeader | EntryType::GNULongLink => {}
            EntryType::Regular | EntryType::Continuous => {
                let name = long_name.take().unwrap_or_else(|| own_name(&entry));
                let left = entry.size();
                member(Whole { entry, left }, &name, place, take)?;
            }
            EntryType::GNUSparse => {
                let name = long_name.take().unwrap_or_else(|| own_name(&entry));
                let what = "a file with holes in it".to_owned();
                let source_name = place.member(&name).name;
                take(Piece::Failed(ReadError::PassedOver { source_name, what }))?;
            }
            _ => long_name = None,
        }
    }
    ControlFlow::Continue(())
}

fn member(entry: impl Read, name: &str, place: &Place, take: Take<'_>) -> ControlFlow<()> {
    let Some(name) = open::member_name(name, &['/']) else { return ControlFlow::Continue(()) };
    open::walk(&mut BufReader::with_capacity(BUFFER, entry), &place.member(&name), take)
}

/// A member that says so where the archive ends before it does.
struct Whole<R> {
    entry: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.entry.read(out)?;
        self.left = self.left.saturating_sub(read as u64);
        if read == 0 && !out.is_empty() && self.left > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive is cut short"));
        }
        Ok(read)
    }
}

fn own_name<R: Read>(entry: &Entry<'_, R>) -> String {
    String::from_utf8_lossy(&entry.path_bytes()).into_owned()
}

fn gnu_name(entry: &mut impl Read) -> String {
    let mut name = Vec::new();
    // A name that is cut short still tells one member from another.
    let _ = entry.take(LONGEST_NAME).read_to_end(&mut name);
    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
    String::from_utf8_lossy(&name[..end]).into_owned()
}

/// Returns the name in the header lines of POSIX: `27 path=some/long/name`.
fn pax_name(entry: &mut impl Read) -> Option<String> {
    let mut lines = Vec::new();
    entry.take(LONGEST_NAME).read_to_end(&mut lines).ok()?;
    let lines = String::from_utf8_lossy(&lines);
    lines.lines().find_map(|line| line.split_once(" path=").map(|(_, name)| name.to_owned()))
}
