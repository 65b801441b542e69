//! The commands with which a pipeline, a shell or a forge is set up.

use crate::starter::Forge;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// `deal init`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal init sales --name \"Our sales\"       a new pipeline in the folder sales
  deal init sales --lang zh-CN             in Chinese
  deal init sales --small                  a small process, to grow your own from
  deal init try --example                  the example, with its customers and deals
  deal init --drivers                      set up the merge driver in a clone of a pipeline")]
pub struct Init {
    /// The pipeline's folder; it is made if it isn't there
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// With the data of the example, which stands still on its day
    #[arg(long)]
    pub example: bool,
    /// With a small process to grow your own from, instead of the example's: people, customers, deals
    #[arg(long, conflicts_with = "example")]
    pub small: bool,
    /// What people call the pipeline (default: the folder's name)
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    /// The workflow that judges pull requests
    #[arg(long, value_name = "FORGE", default_value = "github")]
    pub ci: Forge,
    /// Write the files, and leave Git alone
    #[arg(long)]
    pub no_git: bool,
    /// Make the repository, but no commit
    #[arg(long)]
    pub no_commit: bool,
    /// Print the files that would be written, and write none
    #[arg(long)]
    pub dry_run: bool,
    /// Set up the merge and diff drivers of this clone without asking
    #[arg(short, long)]
    pub yes: bool,
    /// Only set up the drivers, in a clone of a pipeline that is there
    #[arg(long, conflicts_with_all = ["example", "small", "name", "ci", "no_git", "no_commit", "dry_run"])]
    pub drivers: bool,
}

/// `deal owners`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal owners > .github/CODEOWNERS                     for GitHub
  deal owners --format gitlab > .gitlab/CODEOWNERS     for GitLab")]
pub struct Owners {
    /// The forge
    #[arg(long, value_name = "FORGE", default_value = "github")]
    pub format: OwnersFormat,
}

/// A forge that reads code-owner rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum OwnersFormat {
    /// One list of rules; the last that fits counts
    Github,
    /// A section for each sign-off and role
    Gitlab,
}

/// `deal completions`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  source <(deal completions bash)                                  in ~/.bashrc
  source <(deal completions zsh)                                   in ~/.zshrc
  deal completions fish | source                                   in ~/.config/fish/config.fish
  deal completions powershell | Out-String | Invoke-Expression     in $PROFILE
  eval (deal completions elvish | slurp)                           in ~/.config/elvish/rc.elv")]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// A shell that completes commands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Shell {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
    /// Elvish
    Elvish,
}

/// `deal man`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal man > deal.1             the page of the command
  deal man check | man -l -     read the page of one of its commands
  deal man --lang zh-CN         in Chinese")]
pub struct Man {
    /// A command (default: `deal` itself)
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
