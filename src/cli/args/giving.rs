//! The commands by which people answer for a record: sign-offs and waivers.

use super::{How, Unfit};
use crate::change::Until;
use crate::say;
use crate::value::{Length, date};
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// `deal sign`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal sign huachen-2603-k7q solution                      sign as the person of your Git identity
  deal sign huachen-2603-k7q solution --return \"Which PLC?\"
  deal sign huachen-2603-k7q/solution --role sales_manager --behalf lu-ming
  deal sign huachen-2603-k7q customer-confirms --by \"Wu Jun\" --evidence deals/huachen-2603-k7q/files/mail.eml")]
pub struct Sign {
    /// Path or address of the record, or of the one that it belongs to
    #[arg(value_name = "RECORD")]
    pub record: String,
    /// Name or title of the sign-off (default: the only one that is wanted of you)
    #[arg(value_name = "SIGN-OFF")]
    pub signoff: Option<String>,
    /// The role it is given in (default: the only one of yours that fits)
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,
    /// A comment
    #[arg(long, value_name = "TEXT", conflicts_with = "returned")]
    pub comment: Option<String>,
    /// Return the content instead of approving it, with this comment
    #[arg(long = "return", value_name = "COMMENT", value_parser = read_words)]
    pub returned: Option<String>,
    /// Id of the person who delegated the role to you
    #[arg(long, value_name = "PERSON")]
    pub behalf: Option<String>,
    /// Name of someone outside who gave it
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Id of the person who took down what someone outside said (default: you)
    #[arg(long, value_name = "PERSON", requires = "by")]
    pub recorded_by: Option<String>,
    /// File in the pipeline that shows what someone outside said; it is committed with the sign-off
    #[arg(long, value_name = "PATH", requires = "by")]
    pub evidence: Option<String>,
    /// When it was given, such as 2026-03-18T15:20 (default: now)
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// The key to sign with: file of a private or public key (default: $DEALDESK_SIGNING_KEY, else the one that you sign commits with)
    #[arg(long, value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// How to change
    #[command(flatten)]
    pub how: How,
}

/// `deal waive`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example:
  deal waive huachen-2603-k7q missed-deadline first-contact --reason \"Holiday shutdown\" --until \"30 days\"")]
pub struct Waive {
    /// Path or address of the record
    #[arg(value_name = "RECORD")]
    pub record: String,
    /// The rule, or the deadline, gate or field that it is about
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// What of the rule, where several things are wrong: a deadline, gate or field
    #[arg(value_name = "SUBJECT")]
    pub subject: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", value_parser = read_words)]
    pub reason: String,
    /// Its last day, or how long it lasts: 2026-09-30, "30 days"
    #[arg(long, value_name = "WHEN", value_parser = read_until)]
    pub until: Until,
    /// How to change
    #[command(flatten)]
    pub how: How,
}

/// `deal next`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal next                      my open records
  deal next huachen-2603-k7q     what leaving its stage still takes, and who can do it
  deal next --format json        for other tools")]
pub struct Next {
    /// Path or address of the record (default: all open records that are yours)
    #[arg(value_name = "RECORD")]
    pub record: Option<String>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Answer,
    /// Id of the person who asks (default: the one with the e-mail address of the Git identity)
    #[arg(long = "as", value_name = "PERSON")]
    pub person: Option<String>,
}

/// How an answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Answer {
    /// For people
    Text,
    /// For other tools
    Json,
}

fn read_until(text: &str) -> Result<Until, Unfit> {
    match date::read(text) {
        Ok(day) => Ok(Until::Day(day)),
        Err(phrase) if text.contains(['-', '/']) => Err(Unfit(phrase)),
        Err(_) => Length::read(text).map(Until::After).map_err(Unfit),
    }
}

fn read_words(text: &str) -> Result<String, Unfit> {
    match text.trim() {
        "" => Err(Unfit(say!(en: "say it in words", zh: "请用文字说明"))),
        words => Ok(words.to_owned()),
    }
}
