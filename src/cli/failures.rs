//! How errors of the store and the pipeline become failures of a command.

use super::exit::{Exit, Failure};
use crate::pipeline::IngestError;
use crate::read::ManifestError;
use crate::store::StoreError;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let exit = if error.is_damage() { Exit::Integrity } else { Exit::Unreadable };
        let hint = error.hint();
        with_hint(Self::of(exit, error), hint)
    }
}

impl From<ManifestError> for Failure {
    fn from(error: ManifestError) -> Self {
        let hint = error.hint();
        Self::of(Exit::Unreadable, error).hint(hint)
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Self {
        match error {
            IngestError::Store(error) => error.into(),
            IngestError::Manifest(error) => error.into(),
        }
    }
}

fn with_hint(failure: Failure, hint: Option<&'static str>) -> Failure {
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
