//! What the terminal can show: its width, whether it takes colour, whether it is one at all.

use std::env;
use std::io::{IsTerminal, stderr, stdout};

use terminal_size::{Width, terminal_size_of};

use crate::report::{Look, ShortIds};

pub use crate::report::safe::visible;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that takes it, unless NO_COLOR is set
    #[default]
    Auto,
    /// Even into a pipe or a file
    Always,
    /// Not at all
    Never,
}

/// Columns used where the output is no terminal, so that saved answers read the same anywhere.
const WIDTH_ELSEWHERE: usize = 80;

/// Fewest columns that a report is laid out for; below, the terminal breaks the lines itself.
const NARROWEST: usize = 40;

/// Most columns that running text uses: longer lines are harder to read.
const WIDEST: usize = 120;

/// Most columns that two texts set side by side use: two of the widest pages.
const WIDEST_SCREEN: usize = 2 * WIDEST;

/// Returns how answers should look on standard output.
pub fn look(choice: ColorChoice) -> Look {
    let columns = columns().max(NARROWEST);
    Look {
        width: columns.min(WIDEST),
        screen: columns.min(WIDEST_SCREEN),
        color: wants_color(choice),
        ids: ShortIds::default(),
    }
}

/// Says whether somebody watches standard error, so that progress makes sense.
pub fn shows_progress() -> bool {
    stderr().is_terminal()
}

/// Returns the columns of standard output; `$COLUMNS` decides where it holds a number.
fn columns() -> usize {
    let stated = env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let measured = || terminal_size_of(stdout()).map(|(Width(columns), _)| usize::from(columns));
    stated.or_else(measured).unwrap_or(WIDTH_ELSEWHERE)
}

/// `NO_COLOR` counts when it is set and not empty (no-color.org).
fn wants_color(choice: ColorChoice) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let is_unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
            stdout().is_terminal() && !is_unwanted && !is_dumb
        }
    }
}
