//! One file a subcommand, exit codes, the terminal.
