//! From paths to a collection: list, read, extract, store in batches, group.

use std::collections::BTreeMap;
use std::mem;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::articles::{Item, Work, each_article};
use super::regroup::regroup;
use super::search::{Runs, Terms, enter_terms};
use crate::model::{
    ArticleKind, EncodingBasis, EncodingCount, Fact, FactSource, Facts, IngestFailure, IngestReport,
};
use crate::read::{self, Manifest, ManifestError, ReadError};
use crate::store::{Extracted, Foreseen, PutAction, PutOutcome, Store, StoreError};

/// Most articles in one transaction: what an interruption can cost.
const BATCH_ARTICLES: usize = 1_000;
/// Most bytes of text in one transaction: what is held in memory until it commits.
const BATCH_BYTES: usize = 16 * 1024 * 1024;

/// Failures that are listed one by one; a file of nothing but broken lines has millions.
const LISTED_FAILURES: usize = 1_000;
/// Bytes that one quotation takes in memory beside its words, about.
const QUOTATION_BYTES: usize = 256;

/// What to take in, and how.
#[derive(Debug)]
pub struct Ingest<'a> {
    /// Files, folders, or `-` for standard input.
    pub paths: &'a [PathBuf],
    /// The CSV that says what is known about the files.
    pub manifest: Option<&'a Path>,
    /// What all articles are, where the manifest does not say.
    pub kind: Option<ArticleKind>,
    /// Whether the bytes of articles are kept where they differ from their text.
    pub keeps_raw: bool,
    /// Whether nothing is stored, and only told what would be.
    pub is_dry_run: bool,
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
        /// The bytes of all of them; none where one is a stream.
        bytes: Option<u64>,
    },
    /// An article has been read and extracted.
    Read {
        /// The bytes of its text.
        bytes: usize,
        /// The bytes read so far of all files, packed as they are.
        consumed: u64,
    },
    /// Something that is no article lies among them, such as a picture beside a page.
    PassedOver(&'a ReadError),
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
    let counter = Arc::default();
    let mut writer = Writer::new(store, request, observe, Arc::clone(&counter));
    writer.report.skipped = listing.skipped;
    bad_rows.into_iter().chain(listing.failed).for_each(|error| writer.fail(&error));
    let bytes = listing.sources.iter().map(read::Source::size).sum();
    (writer.observe)(Event::Listed { sources: listing.sources.len(), bytes });
    let work = Work {
        jobs: request.jobs,
        keeps_raw: request.keeps_raw,
        finds_terms: !request.is_dry_run,
        counter,
    };
    each_article(listing.sources, &work, |item| writer.take(item));
    writer.finish()
}

/// Collects articles into batches and commits them.
struct Writer<'a> {
    store: &'a mut Store,
    stop: &'a AtomicBool,
    jobs: usize,
    observe: &'a mut dyn FnMut(Event<'_>),
    batch: Vec<Extracted>,
    /// What each article of the batch is found by.
    terms: Vec<Terms>,
    /// What is found by those of earlier batches.
    index: Runs,
    bytes: usize,
    report: IngestReport,
    encodings: BTreeMap<(&'static str, EncodingBasis), (usize, usize)>,
    /// What a dry run would have stored.
    foreseen: Foreseen,
    counter: Arc<AtomicU64>,
    failed: Result<(), StoreError>,
    is_interrupted: bool,
}

impl<'a> Writer<'a> {
    fn new(
        store: &'a mut Store,
        request: &Ingest<'a>,
        observe: &'a mut dyn FnMut(Event<'_>),
        counter: Arc<AtomicU64>,
    ) -> Self {
        Self {
            store,
            stop: request.stop,
            jobs: request.jobs,
            observe,
            encodings: BTreeMap::new(),
            foreseen: Foreseen::default(),
            counter,
            batch: Vec::new(),
            terms: Vec::new(),
            index: Runs::default(),
            bytes: 0,
            report: IngestReport { dry_run: request.is_dry_run, ..IngestReport::default() },
            failed: Ok(()),
            is_interrupted: false,
        }
    }

    fn fail(&mut self, error: &ReadError) {
        if error.is_passed_over() {
            self.report.skipped += 1;
            (self.observe)(Event::PassedOver(error));
            return;
        }
        let failure = IngestFailure {
            source: error.source_name().to_owned(),
            error: error.reason(),
            hint: Some(error.hint().to_owned()),
        };
        (self.observe)(Event::Failed(&failure));
        if self.report.failed.len() < LISTED_FAILURES {
            self.report.failed.push(failure);
        } else {
            self.report.failed_more += 1;
        }
    }

    fn take(&mut self, item: Item) -> ControlFlow<()> {
        match item.result {
            Ok(extracted) => {
                let consumed = self.counter.load(Ordering::Relaxed);
                (self.observe)(Event::Read { bytes: extracted.0.text.len(), consumed });
                self.note(&extracted);
                let bytes = size_of_extracted(&extracted);
                // The limits are kept by committing before they would be passed; only a text that
                // is longer by itself goes beyond.
                if self.bytes + bytes > BATCH_BYTES || self.batch.len() == BATCH_ARTICLES {
                    self.commit();
                }
                self.bytes += bytes;
                self.batch.push(extracted);
                self.terms.push(item.terms);
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

    /// Counts what the report says of an article that was read.
    fn note(&mut self, (article, quotations): &Extracted) {
        self.report.read += 1;
        self.report.found += quotations.len();
        self.report.with_hidden_characters += usize::from(article.reading.hidden_characters > 0);
        if let Some(encoding) = &article.reading.encoding {
            let counts = self.encodings.entry((encoding.name, encoding.basis)).or_default();
            counts.0 += 1;
            counts.1 += encoding.replaced;
        }
    }

    fn commit(&mut self) {
        if self.batch.is_empty() || self.failed.is_err() {
            return;
        }
        if self.report.dry_run {
            self.terms.clear();
            return self.foresee();
        }
        self.failed = self.put();
        self.batch.clear();
        self.terms.clear();
        self.bytes = 0;
    }

    fn put(&mut self) -> Result<(), StoreError> {
        let outcomes = self.store.put_articles(&self.batch)?;
        outcomes.iter().for_each(|outcome| self.count(outcome.action));
        (self.observe)(Event::Committed(&outcomes));
        let terms = outcomes.iter().zip(mem::take(&mut self.terms));
        let is_new = |action| matches!(action, PutAction::Stored | PutAction::Revision);
        let new = terms.filter(|(outcome, _)| is_new(outcome.action));
        let texts = new.map(|(outcome, terms)| (outcome.text_sha256, terms)).collect();
        self.index.add(texts, self.store)
    }

    /// Counts what would become of a batch.
    fn foresee(&mut self) {
        for (article, _) in mem::take(&mut self.batch) {
            match self.store.foresee(&article, &mut self.foreseen) {
                Ok(action) => self.count(action),
                Err(error) => self.failed = Err(error),
            }
        }
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
        if !self.is_interrupted && !self.report.dry_run {
            self.index.write(self.store)?;
            // Those that an interrupted ingest left.
            enter_terms(self.store, self.jobs)?;
        }
        if !self.is_interrupted && !self.report.dry_run && !self.store.is_grouped()? {
            (self.observe)(Event::Grouping);
            self.store.spare_memory()?;
            regroup(self.store)?;
        }
        let mut report = self.report;
        let encodings = self.encodings.into_iter();
        report.encodings = encodings
            .map(|((encoding, basis), (articles, replaced))| EncodingCount {
                encoding,
                basis,
                articles,
                replaced,
            })
            .collect();
        report.appearances = self.store.appearance_count()?;
        report.quotes = self.store.quote_count()?;
        Ok(Ingested { report, is_interrupted: self.is_interrupted })
    }
}

/// Returns the bytes that an article with its quotations takes until it is stored, about.
fn size_of_extracted((article, quotations): &Extracted) -> usize {
    let raw = article.reading.raw.as_ref().map_or(0, |raw| raw.stored().len());
    let words: usize = quotations.iter().map(|quotation| quotation.text.len()).sum();
    article.text.len() + raw + words + quotations.len() * QUOTATION_BYTES
}
