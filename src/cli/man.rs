//! `man`: the manual page.

use std::io::{self, Write};

use super::exit::{Exit, Failure};
use super::session::Session;

/// Print the manual page, with every command, as roff
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Runs the command.
pub(super) fn run(_args: &Args, session: &Session) -> Result<Exit, Failure> {
    let page = page()?;
    session.answer(|out| out.write_all(&page))?;
    Ok(Exit::Fine)
}

/// Returns one page: the program, then each command with its options.
fn page() -> io::Result<Vec<u8>> {
    let mut command = super::command();
    command.build();
    let man = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for subcommand in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let section = clap_mangen::Man::new(subcommand.clone());
        let name = subcommand.get_name().to_uppercase();
        writeln!(page, ".SH \"COMMAND {name}\"")?;
        let mut body = Vec::new();
        section.render_synopsis_section(&mut body)?;
        section.render_description_section(&mut body)?;
        section.render_options_section(&mut body)?;
        page.extend(String::from_utf8_lossy(&body).replace(".SH ", ".SS ").into_bytes());
    }
    man.render_extra_section(&mut page)?;
    Ok(page)
}
