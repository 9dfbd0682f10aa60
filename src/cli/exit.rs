//! Every exit code, and the failures that lead to them.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | fine |
//! | 1 | a finding: the answer is one that a script should stop at |
//! | 2 | wrong usage |
//! | 3 | an input or the database cannot be read or written |
//! | 4 | the collection fails its integrity check |
//! | 130 | interrupted |

use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::report::safe::visible;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, and nothing to stop at.
    Fine,
    /// Done, and the answer is a finding.
    Finding,
    /// The command line makes no sense.
    Usage,
    /// An input or the database cannot be read or written.
    Unreadable,
    /// The collection is not what it was when it was stored.
    Integrity,
    /// The user stopped it.
    Interrupted,
}

impl Exit {
    /// Returns the number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Finding => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
            Self::Integrity => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command could not do its work: a sentence, its causes and the next step.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    message: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
    /// Whether the message is the cause's own, so that the chain begins below it.
    is_own_message: bool,
    hint: Option<String>,
}

impl Failure {
    /// Returns a failure that ends with `exit` and says `message`, a lowercase sentence.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), cause: None, is_own_message: false, hint: None }
    }

    /// Returns the failure of a command line that makes no sense.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// Returns the failure of an input or a database that cannot be read or written.
    pub fn unreadable(message: impl Into<String>) -> Self {
        Self::new(Exit::Unreadable, message)
    }

    /// Returns a failure that says what `error` says, with its sources below.
    pub fn of(exit: Exit, error: impl Error + Send + Sync + 'static) -> Self {
        let message = error.to_string();
        Self { exit, message, cause: Some(Box::new(error)), is_own_message: true, hint: None }
    }

    /// Adds the error that led here; its own sources are printed below it.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Adds what the user can do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns how the process ends.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// Returns the cause, its cause and so on.
    fn causes(&self) -> impl Iterator<Item = &(dyn Error + 'static)> {
        let first = self
            .source()
            .and_then(|error| if self.is_own_message { error.source() } else { Some(error) });
        std::iter::successors(first, |error| (*error).source())
    }

    /// Says whether whoever read the output has stopped reading, which is no error.
    pub fn is_closed_pipe(&self) -> bool {
        std::iter::successors(self.source(), |error| (*error).source())
            .filter_map(|error| error.downcast_ref::<io::Error>())
            .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Writes the message, the chain of causes and the hint.
    ///
    /// # Errors
    ///
    /// Fails where `out` does.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "error: {}", visible(&self.message))?;
        for error in self.causes() {
            writeln!(out, "  caused by: {}", visible(&error.to_string()))?;
        }
        if let Some(hint) = &self.hint {
            writeln!(out, "hint: {}", visible(hint))?;
        }
        Ok(())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

impl From<io::Error> for Failure {
    /// Answers are written to standard output; that is the only `?` on I/O in the commands.
    fn from(error: io::Error) -> Self {
        Self::unreadable("could not write the answer").because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_prints_its_chain_and_the_next_step() {
        let cause = io::Error::new(io::ErrorKind::NotFound, "no such file");
        let failure = Failure::unreadable("could not read quotes\u{1b}[2J.txt")
            .because(cause)
            .hint("check the path");
        let mut out = Vec::new();
        failure.print(&mut out).expect("a vector takes everything");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "error: could not read quotes␛[2J.txt\n  caused by: no such file\nhint: check the path\n"
        );
    }

    #[test]
    fn a_closed_pipe_is_told_from_other_failures() {
        let closed = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(closed.is_closed_pipe());
        assert!(!full.is_closed_pipe());
    }
}
