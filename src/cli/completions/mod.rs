//! `deal completions`, and what the scripts that it prints ask for: commands and flags, and the names of the pipeline
//! at hand. Nothing is judged, and of records only the names of their folders are read.

mod names;
mod words;

use super::args::{Args, Completions, Shell};
use super::failure::Failure;
use super::{Status, answer};
use clap::{Arg, Command, CommandFactory, ValueHint};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Zsh};
use std::ffi::OsStr;
use std::process::ExitCode;
use std::sync::Arc;
use words::Words;

/// The variable by which a script asks.
const VARIABLE: &str = "DEAL_COMPLETE";

/// What an argument's value can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// The address of a record.
    Address,
    /// The address of a record, or a path.
    Record,
    /// The name of a kind.
    Kind,
    /// The name of a stage, of the record's kind where one stands before.
    Stage,
    /// The name of a sign-off, likewise.
    Signoff,
    /// The name of a rule.
    Rule,
    /// The id of a person.
    Person,
    /// The name of a field of the record's kind, with `=`.
    Field,
    /// The address of a record, or a field.
    RecordOrField,
    /// The name of a role.
    Role,
    /// The name of a command.
    Command,
    /// A path.
    Path,
}

/// Arguments by their ids, which mean the same in every command.
const SORTS: &[(&str, Sort)] = &[
    ("paths", Sort::Record),
    ("record", Sort::Record),
    ("id", Sort::Address),
    ("address", Sort::Address),
    ("kind", Sort::Kind),
    ("stage", Sort::Stage),
    ("signoff", Sort::Signoff),
    ("rule", Sort::Rule),
    ("only", Sort::Rule),
    ("skip", Sort::Rule),
    ("assignments", Sort::Field),
    ("rest", Sort::RecordOrField),
    ("role", Sort::Role),
    ("by", Sort::Person),
    ("as", Sort::Person),
    ("person", Sort::Person),
    ("who", Sort::Person),
    ("owner", Sort::Person),
    ("behalf", Sort::Person),
    ("recorded_by", Sort::Person),
    ("command", Sort::Command),
];

/// Runs the command.
pub fn run(args: &Completions) -> Result<Status, Failure> {
    let shell: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
        Shell::Elvish => &Elvish,
    };
    let mut script = Vec::new();
    shell
        .write_registration(VARIABLE, "deal", "deal", "deal", &mut script)
        .map_err(|error| Failure::system(&error))?;
    answer(&String::from_utf8_lossy(&script))
}

/// Answers a script that asks for completions; `None` where the program was started for its work.
pub fn asked() -> Option<ExitCode> {
    std::env::var_os(VARIABLE).filter(|shell| !shell.is_empty())?;
    let words = Arc::new(Words::of(std::env::args_os()));
    let answered = CompleteEnv::with_factory(|| with_names(Args::command(), &words))
        .var(VARIABLE)
        .try_complete(std::env::args_os(), std::env::current_dir().ok().as_deref());
    // Whoever presses a key wants no message about what went wrong.
    Some(match answered {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) | Err(_) => ExitCode::FAILURE,
    })
}

/// The command line, where arguments know the names that they can take.
fn with_names(command: Command, words: &Arc<Words>) -> Command {
    let subs: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let commands = Arc::new(subs.clone());
    let named = |argument: Arg| match sort_of(&argument) {
        Some(sort) => argument.add(ArgValueCompleter::new(Names {
            sort,
            words: Arc::clone(words),
            commands: Arc::clone(&commands),
        })),
        None => argument,
    };
    subs.iter().fold(command.mut_args(named), |command, sub| {
        command.mut_subcommand(sub, |sub| sub.mut_args(named))
    })
}

/// What an argument takes, unless it takes nothing or the command line has the list of its values.
fn sort_of(argument: &Arg) -> Option<Sort> {
    if !argument.get_action().takes_values() || !argument.get_possible_values().is_empty() {
        return None;
    }
    let id = argument.get_id().as_str();
    let found = SORTS.iter().find(|(known, _)| *known == id);
    let paths = matches!(
        argument.get_value_hint(),
        ValueHint::AnyPath | ValueHint::FilePath | ValueHint::DirPath
    );
    found.map(|(_, sort)| *sort).or(paths.then_some(Sort::Path))
}

/// Paths that a shell takes as they are: a script puts what it is answered into the line without quotes.
fn plain_paths(current: &OsStr) -> Vec<CompletionCandidate> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@,:%=".contains(c);
    let mut found = PathCompleter::any().complete(current);
    found.retain(|candidate| {
        let path = candidate.get_value().to_str();
        path.is_some_and(|path| path.chars().all(is_plain))
    });
    found
}

/// Gives the names of one sort.
struct Names {
    sort: Sort,
    words: Arc<Words>,
    commands: Arc<Vec<String>>,
}

impl ValueCompleter for Names {
    fn complete(&self, current: &OsStr) -> Vec<CompletionCandidate> {
        let Some(begun) = current.to_str() else {
            return Vec::new();
        };
        let mut found = match self.sort {
            Sort::Command => self.commands.to_vec(),
            sort => names::of(sort, begun, &self.words),
        };
        found.retain(|name| name.starts_with(begun));
        found.sort_unstable();
        found.dedup();
        let mut candidates: Vec<_> = found.into_iter().map(CompletionCandidate::new).collect();
        if matches!(self.sort, Sort::Record | Sort::Path) {
            candidates.extend(plain_paths(current));
        }
        candidates
    }
}
