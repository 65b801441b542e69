//! The command line: one file per command. The clock, the terminal and the folder enter here and nowhere else.

mod args;
mod attached;
mod audit;
mod beyond;
mod calendar;
mod check;
mod chinese;
mod completions;
mod confirm;
mod desk;
mod diff;
mod documents;
mod editor;
mod explain;
mod failure;
mod follow;
pub mod fonts;
mod given;
mod history;
mod init;
mod list;
mod man;
mod merge_driver;
mod move_;
mod new;
mod next;
mod owners;
mod pager;
mod papers;
mod prompt;
mod proposal;
mod reference;
mod render;
mod screen;
mod seen;
mod send;
mod set;
mod show;
mod sign;
mod signing;
mod statement;
mod textconv;
pub mod typesetting;
#[cfg(not(feature = "pdf"))]
mod typst;
mod vault;
mod verify;
mod waive;
mod work;

use crate::language::Language;
use crate::output::{Style, visible};
use anstream::AutoStream;
use anstream::stream::RawStream;
use args::{Args, Command, Global};
use clap::{ColorChoice, CommandFactory, FromArgMatches};
use desk::Desk;
use failure::Failure;
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Clean, or warnings only.
    Clean = 0,
    /// Findings at error level.
    Findings = 1,
    /// The user can correct it: usage, definition, state of the repository.
    Correctable = 2,
    /// Nothing matched.
    Nothing = 3,
    /// The system failed.
    System = 4,
    /// A merge driver that couldn't do its work: Git gives the merge up.
    Unmerged = 129,
    /// Nobody reads the output any more.
    Pipe = 141,
}

impl Status {
    /// The statuses that a user meets, with their meaning in English and Chinese.
    const MEANINGS: [(Status, &'static str, &'static str); 5] = [
        (
            Status::Clean,
            "clean, or warnings only",
            "无问题，或仅有警告",
        ),
        (
            Status::Findings,
            "findings at error level",
            "有错误级别的问题",
        ),
        (
            Status::Correctable,
            "something to correct first: usage, the process",
            "须先改正：用法、流程定义",
        ),
        (Status::Nothing, "nothing matched", "没有匹配"),
        (Status::System, "the system failed", "系统错误"),
    ];
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    if let Some(answered) = completions::asked() {
        return answered;
    }
    let args = match parse() {
        Ok(args) => args,
        Err(status) => return ExitCode::from(status as u8),
    };
    let status = run(&args).unwrap_or_else(|failure| {
        say_failure(&failure, &args.global);
        failure.status
    });
    ExitCode::from(status as u8)
}

/// The language of the pipeline at hand, if there is one.
fn spoken(global: &Global) -> Option<Language> {
    let desk = Desk::open(&desk::start(global)).ok()?;
    desk.loaded.language
}

fn say_failure(failure: &Failure, global: &Global) {
    let language = global.lang.or_else(|| spoken(global));
    let _ = writeln!(io::stderr(), "{}", failure.text(language));
}

/// The arguments; help, version and usage errors are printed here.
fn parse() -> Result<Args, Status> {
    read_arguments(Args::command()).map_err(|error| {
        let chinese = speaks_chinese(&arguments());
        let again = match chinese {
            true => read_arguments(chinese::translated(Args::command())).err(),
            false => None,
        };
        let error = again.unwrap_or(error);
        // Help and version are answers; anything else is a usage error.
        if !error.use_stderr() {
            let _ = error.print();
            return Status::Clean;
        }
        match chinese {
            true => {
                let text = chinese::usage_error(&error);
                let lines: Vec<_> = text.lines().map(visible::line).collect();
                let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
            }
            false => say(&error),
        }
        Status::Correctable
    })
}

/// The arguments, with `deal help COMMAND` as the `deal COMMAND --help` that it means.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

fn read_arguments(command: clap::Command) -> Result<Args, clap::Error> {
    let matches = command.try_get_matches_from(arguments())?;
    Args::from_arg_matches(&matches)
}

/// Whether arguments that gave help or an error ask for Chinese with `--lang`, or else the pipeline at hand does.
fn speaks_chinese(arguments: &[OsString]) -> bool {
    let value_of = |short: &str, long: &str| {
        let follows = arguments
            .windows(2)
            .find(|pair| pair[0] == short)
            .and_then(|pair| pair[1].to_str());
        let joined = || {
            let mut texts = arguments.iter().filter_map(|text| text.to_str());
            texts.find_map(|text| text.strip_prefix(long))
        };
        follows.or_else(joined)
    };
    match value_of("--lang", "--lang=") {
        Some(tag) => args::read_language(tag).is_ok_and(|tag| tag == Language::ZhCn),
        None => {
            let folder = value_of("-C", "-C").filter(|folder| !folder.is_empty());
            let desk = Desk::open(Path::new(folder.unwrap_or(".")));
            desk.is_ok_and(|desk| desk.loaded.language == Some(Language::ZhCn))
        }
    }
}

/// Prints what the command line's reader has to say. It repeats what was written, which may steer the terminal.
fn say(error: &clap::Error) {
    let text = error.render().to_string();
    let lines: Vec<_> = text.lines().map(visible::line).collect();
    // A failure to say it changes nothing.
    let _ = match lines.iter().all(|line| matches!(line, Cow::Borrowed(_))) {
        true => error.print(),
        false => writeln!(io::stderr(), "{}", lines.join("\n")),
    };
}

fn run(args: &Args) -> Result<Status, Failure> {
    match &args.command {
        Command::Check(check) => check::run(&args.global, check),
        Command::List(list) => list::run(&args.global, list),
        Command::History(history) => history::run(&args.global, history),
        Command::Diff(diff) => diff::run(&args.global, diff),
        Command::Show(show) => show::run(&args.global, show),
        Command::Audit(audit) => audit::run(&args.global, audit),
        Command::Explain(explain) => explain::run(&args.global, explain),
        Command::New(new) => new::run(&args.global, new),
        Command::Set(set) => set::run(&args.global, set),
        Command::Follow(follow) => follow::run(&args.global, follow),
        Command::Move(step) => move_::run(&args.global, step),
        Command::Statement(statement) => statement::run(&args.global, statement),
        Command::Next(next) => next::run(&args.global, next),
        Command::Sign(sign) => sign::run(&args.global, sign),
        Command::Waive(waive) => waive::run(&args.global, waive),
        Command::Render(render) => render::run(&args.global, render),
        Command::Send(send) => send::run(&args.global, send),
        Command::Confirm(confirm) => confirm::run(&args.global, confirm),
        Command::Documents(documents) => documents::run(&args.global, documents),
        Command::Verify(verify) => verify::run(&args.global, verify),
        Command::Calendar(calendar) => calendar::run(&args.global, calendar),
        Command::Reference(reference) => reference::run(&args.global, reference),
        Command::MergeDriver(driver) => Ok(merge_driver::run(&args.global, driver)),
        Command::Textconv(textconv) => textconv::run(&args.global, textconv),
        Command::Init(init) => init::run(&args.global, init),
        Command::Owners(owners) => owners::run(&args.global, owners),
        Command::Completions(completions) => completions::run(completions),
        Command::Man(man) => man::run(&args.global, man),
    }
}

/// How to write for people on a stream.
fn style(desk: &Desk, global: &Global, stream: &impl RawStream) -> Style<'static> {
    Style {
        prefix: desk.prefix(),
        ..plain_style(global, desk.language(global), stream)
    }
}

/// How to write to a stream what is of no folder.
fn plain_style(global: &Global, language: Language, stream: &impl RawStream) -> Style<'static> {
    let color = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => AutoStream::choice(stream) != anstream::ColorChoice::Never,
    };
    let width = stream
        .is_terminal()
        .then(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
        .flatten();
    Style {
        language,
        color,
        width,
        prefix: String::new(),
        rules: &[],
    }
}

/// Writes an answer to stdout.
fn answer(text: &str) -> Result<Status, Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => pipe(error),
    }
}

/// An output that could not be written: quiet where the reader went away.
fn pipe(error: io::Error) -> Result<Status, Failure> {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Ok(Status::Pipe),
        _ => Err(Failure::system(&error)),
    }
}
