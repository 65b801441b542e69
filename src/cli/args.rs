//! Every command and flag.

mod changing;
mod documents;
mod giving;
mod looking;
mod starting;

pub use changing::{Follow, Move, New, Set};
pub use documents::{Confirm, Documents, PaperFormat, Render, Send, Verify};
pub use giving::{Answer, Next, Sign, Waive};
pub use looking::{Diff, History, List, Show, ShowFormat, StoryFormat};
pub use starting::{Completions, Init, Man, Owners, OwnersFormat, Shell};

use crate::language::{Language, Phrase};
use crate::output::Format;
use crate::say;
use chrono::NaiveDate;
use clap::{Args as ClapArgs, ColorChoice, Parser, Subcommand};
use std::path::PathBuf;

/// A company's sales process as code: records in Git, checked against your own process.
#[derive(Debug, Parser)]
#[command(
    name = "deal",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
pub struct Args {
    /// Flags that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Debug, ClapArgs)]
#[command(next_display_order = 100)]
pub struct Global {
    /// Work in this folder instead of the current one
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub dir: Option<PathBuf>,
    /// Judge as of this day (default: the pipeline's fixed day, else the current day in its time zone)
    #[arg(long, value_name = "YYYY-MM-DD", global = true, value_parser = read_day)]
    pub today: Option<NaiveDate>,
    /// Language of messages: zh-CN or en (default: the pipeline's)
    #[arg(long, value_name = "LANG", global = true, value_parser = read_language)]
    pub lang: Option<Language>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: ColorChoice,
    /// No progress and no notes on stderr
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// No pager for long output on a terminal
    #[arg(long, global = true)]
    pub no_pager: bool,
}

/// Flags of every command that changes records.
#[derive(Debug, ClapArgs)]
#[command(next_display_order = 90)]
pub struct How {
    /// Show the change as a patch and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write the files and leave the commit to me
    #[arg(long)]
    pub no_commit: bool,
    /// Id of the person who makes the change (default: the one with the e-mail address of the Git identity)
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge records, and the process itself
    Check(Check),
    /// List the records of a kind
    List(List),
    /// Show a record
    Show(Show),
    /// Say what happened to a record, and who did it
    History(History),
    /// Say what changed, in business terms
    Diff(Diff),
    /// Judge all of history: what was official step by step, and who did it
    Audit(Audit),
    /// Say what a rule demands, and why
    Explain(Explain),
    /// Make a record
    New(New),
    /// Change fields of a record
    Set(Set),
    /// Log a follow-up
    Follow(Follow),
    /// Move a record to another stage
    Move(Move),
    /// Print a sign-off file for a record as it is now
    Statement(Statement),
    /// Say what a record needs next, and who can do it
    Next(Next),
    /// Give a sign-off on a record as it is now, or return it
    Sign(Sign),
    /// Excuse a record from a rule, with a reason and an end
    Waive(Waive),
    /// Make documents of records
    Render(Render),
    /// Make a document, and note that it goes out
    Send(Send),
    /// Note that somebody confirmed a document that went out
    Confirm(Confirm),
    /// Say which documents a record has, and how they stand
    Documents(Documents),
    /// Say of files and printed codes which records they show, and whether they still hold
    Verify(Verify),
    /// Show working days and judge the calendar
    Calendar(Calendar),
    /// Print the reference documentation
    #[command(hide = true)]
    Reference(Reference),
    /// Merge three versions of a record, for Git
    #[command(hide = true)]
    MergeDriver(MergeDriver),
    /// Print a record with a value a line, for Git's differences
    #[command(hide = true)]
    Textconv(Textconv),
    /// Make a new pipeline
    Init(Init),
    /// Print the code-owner rules that the sign-offs and roles make
    Owners(Owners),
    /// Print the script that completes commands in a shell
    Completions(Completions),
    /// Print the manual page of the command, or of one of its commands
    Man(Man),
}

/// `deal check`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 clean or warnings only, 1 findings at error level, 2 something to correct first \
(usage, the process), 3 nothing matched, 4 the system failed.

Examples:
  deal check                                   judge the whole pipeline
  deal check deals/huachen-2603-k7q            judge one deal
  deal check --since origin/main               what a pull request brings
  deal check --staged                          what the next commit brings, for a hook
  deal check --only missed-deadline            one rule
  deal check --format sarif > findings.sarif   for other tools"
)]
pub struct Check {
    /// Records or folders to judge, by path or address (default: the whole pipeline)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only what the commits since this revision bring: those of HEAD that it doesn't have
    #[arg(long, value_name = "REV", conflicts_with_all = ["paths", "staged"])]
    pub since: Option<String>,
    /// Only what the staged files bring, as the next commit would have them
    #[arg(long, conflicts_with = "paths")]
    pub staged: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Only findings of this rule, deadline, gate or sign-off (may be repeated)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// No findings of this rule, deadline, gate or sign-off (may be repeated)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    pub deny_warnings: bool,
}

/// `deal audit`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 clean or warnings only, 1 findings at error level, 2 something to correct first \
(usage, the repository), 4 the system failed.

Examples:
  deal audit                              all of history, up to what is checked out
  deal audit --since v2026.1              what was found since that revision
  deal audit --format markdown            a report for people
  deal -C pipeline.git audit --at main    in a bare clone
  deal audit --seal                       seal the history up to here with a signed tag"
)]
pub struct Audit {
    /// Only what was found after this revision
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Up to this revision (default: what is checked out)
    #[arg(long, value_name = "REV")]
    pub at: Option<String>,
    /// The pipeline's folder in the repository, where none is checked out
    #[arg(long, value_name = "DIR")]
    pub pipeline: Option<String>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: AuditFormat,
    /// Read everything anew, and nothing that an earlier audit kept
    #[arg(long)]
    pub strict: bool,
    /// Seal the history up to here with a tag that your SSH key signs
    #[arg(long, conflicts_with = "since")]
    pub seal: bool,
    /// The key to sign with: file of a private or public key (default: $DEALDESK_SIGNING_KEY, else the one that you sign commits with)
    #[arg(long, value_name = "FILE", requires = "seal")]
    pub key: Option<PathBuf>,
}

/// A format of `deal audit`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum AuditFormat {
    /// Findings with their source lines, for people
    #[default]
    Text,
    /// For programs
    Json,
    /// A report: counts, findings by rule, sign-offs by proof
    Markdown,
}

/// `deal explain`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal explain missing-signoff     a rule that every process has
  deal explain price-floor         a rule of this process
  deal explain                     the list of all rules")]
pub struct Explain {
    /// A rule, deadline, gate or sign-off (default: list them)
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// `deal statement`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:
  deal statement deals/huachen-2603-k7q/solution.md solution --role product_manager --by li-na --write")]
pub struct Statement {
    /// Path or address of the record
    #[arg(value_name = "RECORD")]
    pub record: PathBuf,
    /// Name of the sign-off
    #[arg(value_name = "SIGN-OFF")]
    pub signoff: String,
    /// The role it is given in
    #[arg(long, value_name = "ROLE")]
    pub role: String,
    /// Id of the person who gives it; for someone outside, their name
    #[arg(long, value_name = "PERSON")]
    pub by: String,
    /// When it was given, such as 2026-03-18T15:20 (default: the day of judgement)
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// Return the content instead of approving it, with this comment
    #[arg(long = "return", value_name = "COMMENT")]
    pub returned: Option<String>,
    /// A comment
    #[arg(long, value_name = "TEXT")]
    pub comment: Option<String>,
    /// Id of the person who delegated the role
    #[arg(long, value_name = "PERSON")]
    pub behalf: Option<String>,
    /// Id of the person who took down what someone outside said
    #[arg(long, value_name = "PERSON")]
    pub recorded_by: Option<String>,
    /// File that shows what someone outside said
    #[arg(long, value_name = "PATH")]
    pub evidence: Option<String>,
    /// Write the file at its place in `signoffs/`, and print its path
    #[arg(long)]
    pub write: bool,
    /// Sign it with the person's SSH key
    #[arg(long)]
    pub sign: bool,
    /// The key to sign with: file of a private or public key (default: $DEALDESK_SIGNING_KEY, else the one that you sign commits with)
    #[arg(long, value_name = "FILE", requires = "sign")]
    pub key: Option<PathBuf>,
}

/// `deal calendar`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal calendar          the working days and holidays of all years
  deal calendar 2026     of one year")]
pub struct Calendar {
    /// Show this year (default: all years that the calendar has)
    #[arg(value_name = "YEAR")]
    pub year: Option<i32>,
}

/// `deal reference`
#[derive(Debug, ClapArgs)]
pub struct Reference {
    /// The page: process, expressions, rules, formats
    #[arg(value_name = "PAGE")]
    pub page: String,
}

/// `deal merge-driver %O %A %B %P`
#[derive(Debug, ClapArgs)]
pub struct MergeDriver {
    /// What both sides began with
    pub base: PathBuf,
    /// Our version, which is replaced by the result
    pub ours: PathBuf,
    /// Their version
    pub theirs: PathBuf,
    /// The file's path in the repository
    #[arg(value_name = "PATH")]
    pub path: String,
}

/// `deal textconv FILE`
#[derive(Debug, ClapArgs)]
pub struct Textconv {
    /// The record
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Why a value of an argument is no good.
#[derive(Debug)]
pub struct Unfit(pub Phrase);

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Unfit {}

fn read_day(text: &str) -> Result<NaiveDate, Unfit> {
    crate::value::date::read(text).map_err(Unfit)
}

/// A language by its tag; `zh` is short for `zh-CN`.
pub fn read_language(text: &str) -> Result<Language, Unfit> {
    let tag = match text {
        "zh" => "zh-CN",
        tag => tag,
    };
    Language::from_tag(tag).ok_or_else(|| Unfit(say!(en: "zh-CN or en", zh: "请写 zh-CN 或 en")))
}
