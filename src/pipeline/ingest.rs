//! From paths to a collection: list, read, extract, store in batches, group.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::articles::{Item, each_article};
use super::regroup::regroup;
use crate::model::{ArticleKind, Fact, FactSource, Facts, IngestFailure, IngestReport};
use crate::read::{self, Manifest, ManifestError, ReadError};
use crate::store::{Extracted, PutAction, PutOutcome, Store, StoreError};

/// Most articles in one transaction: what an interruption can cost.
const BATCH_ARTICLES: usize = 1_000;
/// Most bytes of text in one transaction: what is held in memory until it commits.
const BATCH_BYTES: usize = 16 * 1024 * 1024;

/// What to take in, and how.
#[derive(Debug)]
pub struct Ingest<'a> {
    /// Files, folders, or `-` for standard input.
    pub paths: &'a [PathBuf],
    /// The CSV that says what is known about the files.
    pub manifest: Option<&'a Path>,
    /// What all articles are, where the manifest does not say.
    pub kind: Option<ArticleKind>,
    /// Threads that read and extract.
    pub jobs: usize,
    /// Set from outside to finish the transaction at hand and stop.
    pub stop: &'a AtomicBool,
}

/// Something that happened while articles were taken in.
#[derive(Debug)]
pub enum Event<'a> {
    /// The files to read are known; records in them are not counted yet.
    Listed {
        /// How many files there are.
        sources: usize,
    },
    /// An article has been read and extracted.
    Read {
        /// The bytes of its text.
        bytes: usize,
    },
    /// An input cannot be used.
    Failed(&'a IngestFailure),
    /// A transaction is on disk.
    Committed(&'a [PutOutcome]),
    /// Everything is stored; quotes are being grouped.
    Grouping,
}

/// What an ingest did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ingested {
    /// The counts.
    pub report: IngestReport,
    /// Whether it was stopped before it was done.
    pub is_interrupted: bool,
}

/// Why an ingest could not be done.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The manifest as a whole cannot be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The collection cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes articles into `store`, then groups their quotes; tells `observe` what happens.
///
/// Articles are stored in the order of the input, whole batches at a time. Inputs that cannot be
/// used are in the report, and do not stop the rest. Where nothing has changed since the last
/// grouping, nothing is grouped.
///
/// # Errors
///
/// Where the manifest cannot be used or the collection not be written; what was committed before
/// is kept.
pub fn ingest(
    store: &mut Store,
    request: &Ingest<'_>,
    observe: &mut dyn FnMut(Event<'_>),
) -> Result<Ingested, IngestError> {
    let (manifest, bad_rows) = match request.manifest {
        Some(path) => {
            let (manifest, bad_rows) = Manifest::read(path)?;
            (Some(manifest), bad_rows)
        }
        None => (None, Vec::new()),
    };
    let mut listing = read::list(request.paths, manifest.as_ref(), store.path());
    let kind = request.kind.map(|kind| Fact::new(kind, FactSource::Manifest));
    for source in &mut listing.sources {
        source.facts.fill_from(Facts { kind: kind.clone(), ..Facts::default() });
    }
    let mut writer = Writer::new(store, request.stop, observe);
    writer.report.skipped = listing.skipped;
    bad_rows.into_iter().chain(listing.failed).for_each(|error| writer.fail(&error));
    (writer.observe)(Event::Listed { sources: listing.sources.len() });
    each_article(listing.sources, request.jobs, &Arc::default(), |item| writer.take(item));
    writer.finish()
}

/// Collects articles into batches and commits them.
struct Writer<'a> {
    store: &'a mut Store,
    stop: &'a AtomicBool,
    observe: &'a mut dyn FnMut(Event<'_>),
    batch: Vec<Extracted>,
    bytes: usize,
    report: IngestReport,
    failed: Result<(), StoreError>,
    is_interrupted: bool,
}

impl<'a> Writer<'a> {
    fn new(
        store: &'a mut Store,
        stop: &'a AtomicBool,
        observe: &'a mut dyn FnMut(Event<'_>),
    ) -> Self {
        Self {
            store,
            stop,
            observe,
            batch: Vec::new(),
            bytes: 0,
            report: IngestReport::default(),
            failed: Ok(()),
            is_interrupted: false,
        }
    }

    fn fail(&mut self, error: &ReadError) {
        let failure = IngestFailure {
            source: error.source_name().to_owned(),
            error: error.reason(),
            hint: Some(error.hint().to_owned()),
        };
        (self.observe)(Event::Failed(&failure));
        self.report.failed.push(failure);
    }

    fn take(&mut self, item: Item) -> ControlFlow<()> {
        match item.result {
            Ok(extracted) => {
                let bytes = extracted.0.text.len();
                self.report.read += 1;
                (self.observe)(Event::Read { bytes });
                // The limits are kept by committing before they would be passed; only a text that
                // is longer by itself goes beyond.
                if self.bytes + bytes > BATCH_BYTES || self.batch.len() == BATCH_ARTICLES {
                    self.commit();
                }
                self.bytes += bytes;
                self.batch.push(extracted);
            }
            Err(error) => self.fail(&error),
        }
        self.is_interrupted = self.stop.load(Ordering::Relaxed);
        if self.is_interrupted || self.failed.is_err() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn commit(&mut self) {
        if self.batch.is_empty() || self.failed.is_err() {
            return;
        }
        match self.store.put_articles(&self.batch) {
            Ok(outcomes) => {
                outcomes.iter().for_each(|outcome| self.count(outcome.action));
                (self.observe)(Event::Committed(&outcomes));
            }
            Err(error) => self.failed = Err(error),
        }
        self.batch.clear();
        self.bytes = 0;
    }

    fn count(&mut self, action: PutAction) {
        let counter = match action {
            PutAction::Stored => &mut self.report.stored,
            PutAction::Revision => &mut self.report.revisions,
            PutAction::Updated => &mut self.report.updated,
            PutAction::Unchanged => &mut self.report.unchanged,
        };
        *counter += 1;
    }

    fn finish(mut self) -> Result<Ingested, IngestError> {
        self.commit();
        self.failed?;
        if !self.is_interrupted && !self.store.is_grouped()? {
            (self.observe)(Event::Grouping);
            regroup(self.store)?;
        }
        let mut report = self.report;
        report.appearances = self.store.appearance_count()?;
        report.quotes = self.store.quote_count()?;
        Ok(Ingested { report, is_interrupted: self.is_interrupted })
    }
}
