//! The `quotetrail` command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A collection is read by as many threads as there are cores, and each article takes thousands of
/// small allocations.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    quotetrail::cli::main()
}
