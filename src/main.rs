//! The `quotetrail` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    quotetrail::cli::main()
}
