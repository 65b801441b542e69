//! Long output on a terminal goes through the user's pager. Which one is the user's to say, in their environment,
//! and never the pipeline's: a program that a repository names is not to be run.

use super::args::Global;
use super::failure::Failure;
use super::{Status, pipe};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// What takes the text of a command.
pub enum Output {
    /// Stdout itself.
    Plain(io::BufWriter<io::StdoutLock<'static>>),
    /// A pager, which has the terminal.
    Paged(Child, Option<io::BufWriter<ChildStdin>>),
}

impl Output {
    /// The pager where stdout is a terminal and the user has one; stdout otherwise.
    pub fn open(global: &Global) -> Output {
        let wanted = !global.no_pager && io::stdout().is_terminal();
        let pager = wanted.then(chosen).flatten();
        match pager.and_then(|pager| start(&pager)) {
            Some(output) => output,
            None => Output::plain(),
        }
    }

    /// The pager for a text for people; stdout for what programs read.
    pub fn of(global: &Global, for_people: bool) -> Output {
        match for_people {
            true => Output::open(global),
            false => Output::plain(),
        }
    }

    /// Stdout, without a pager.
    pub fn plain() -> Output {
        Output::Plain(io::BufWriter::new(io::stdout().lock()))
    }

    /// Hands over all that was written, and waits until the reader is done.
    ///
    /// # Errors
    /// What could not be written; [`io::ErrorKind::BrokenPipe`] where nobody reads stdout any more.
    pub fn close(self) -> io::Result<()> {
        match self {
            Output::Plain(mut out) => out.flush(),
            Output::Paged(mut pager, stdin) => {
                // Whoever leaves a pager early has read enough.
                drop(stdin.map(|mut stdin| stdin.flush()));
                pager.wait().map(|_| ())
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Plain(out) => out.write(bytes),
            Output::Paged(_, Some(stdin)) => match stdin.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
                written => written,
            },
            Output::Paged(_, None) => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Plain(out) => out.flush(),
            // A pager shows what it has when it wants to.
            Output::Paged(..) => Ok(()),
        }
    }
}

/// Writes a long answer.
pub fn answer(global: &Global, text: &str) -> Result<Status, Failure> {
    let mut out = Output::open(global);
    match out.write_all(text.as_bytes()).and_then(|()| out.close()) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => pipe(error),
    }
}

/// The pager that the environment names: `DEAL_PAGER`, then `PAGER`, then `less`. Empty, or `cat`, is none.
fn chosen() -> Option<OsString> {
    let named = std::env::var_os("DEAL_PAGER").or_else(|| std::env::var_os("PAGER"));
    let pager = named.unwrap_or_else(|| OsString::from("less"));
    let is_none = pager
        .to_str()
        .is_some_and(|pager| matches!(pager.trim(), "" | "cat"));
    (!is_none).then_some(pager)
}

/// Starts a pager; `None` where it can't be.
fn start(pager: &OsString) -> Option<Output> {
    let mut command = match pager.to_str() {
        // Started by itself, so that a machine without it is noticed.
        Some("less") => Command::new("less"),
        _ => shell(pager),
    };
    command.stdin(Stdio::piped());
    // Quit where all fits on a screen, keep colours, leave the text on the terminal; and quit on Ctrl-C, which ends
    // this program too.
    for (name, value) in [("LESS", "FRXK"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    let mut child = command.spawn().ok()?;
    let stdin = child.stdin.take().map(io::BufWriter::new);
    Some(Output::Paged(child, stdin))
}

/// A pager with its own arguments, as a shell reads it.
#[cfg(unix)]
fn shell(pager: &OsString) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager);
    command
}

#[cfg(not(unix))]
fn shell(pager: &OsString) -> Command {
    let text = pager.to_string_lossy();
    let mut words = text.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}
