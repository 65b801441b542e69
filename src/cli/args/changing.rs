//! The commands that change records.

use super::{How, read_day};
use chrono::NaiveDate;
use clap::Args as ClapArgs;

/// `deal new`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal new customer                                        asks for what is required
  deal new deal customer=huachen-k7q title=…               defaults from the process for the rest
  deal new minutes huachen-2603-k7q about=needs body=@minutes.md
  deal new minutes huachen-2603-k7q about=needs --edit     in your editor, with what is known filled in
  deal new person name=林舟 --id lin-zhou")]
pub struct New {
    /// Kind of the record, by name or title
    #[arg(value_name = "KIND")]
    pub kind: String,
    /// The record it belongs to, where it belongs to one; and FIELD=VALUE, as `deal set` takes them
    #[arg(value_name = "PARENT or FIELD=VALUE")]
    pub rest: Vec<String>,
    /// Id of the new record (default: made from its fields)
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Open it in your editor (VISUAL, EDITOR) before it is judged, with the form's other fields to take
    #[arg(long)]
    pub edit: bool,
    /// Write it though this rule stands against it, which then has to be mended or waived (repeatable)
    #[arg(long, value_name = "RULE")]
    pub despite: Vec<String>,
    /// How it is done
    #[command(flatten)]
    pub how: How,
}

/// `deal set`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal set huachen-2603-k7q amount=280000 next_step.due=2026-07-03
  deal set huachen-2603-k7q 'requirements[R2].need=rigid'     an item by its number from 1, or its id or name
  deal set huachen-2603-k7q 'pains+={text: …, impact: …}'     add an item
  deal set huachen-2603-k7q competitors-=ludao 'pains-=[2]'   remove an item
  deal set huachen-2603-k7q timeline=                         remove a value
  deal set huachen-2603-k7q/solution body=@solution.md        a value from a file")]
pub struct Set {
    /// Path or address of the record
    #[arg(value_name = "RECORD")]
    pub record: String,
    /// FIELD=VALUE, FIELD+=ITEM, FIELD-=ITEM, FIELD=@FILE
    #[arg(value_name = "FIELD=VALUE", required = true)]
    pub assignments: Vec<String>,
    /// Write it though this rule stands against it, which then has to be mended or waived (repeatable)
    #[arg(long, value_name = "RULE")]
    pub despite: Vec<String>,
    /// How it is done
    #[command(flatten)]
    pub how: How,
}

/// `deal follow`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal follow huachen-2603-k7q \"Sent the revised plan\" channel=email
  deal follow huachen-2603-k7q \"Visited line 2\" channel=visit people=[程远航] --on 2026-06-29 next_step.due=2026-07-03")]
pub struct Follow {
    /// Path or address of the record
    #[arg(value_name = "RECORD")]
    pub record: String,
    /// What was said or done
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// Other fields of the follow-up, or of the record
    #[arg(value_name = "FIELD=VALUE")]
    pub assignments: Vec<String>,
    /// The day it happened (default: the day of judgement)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read_day)]
    pub on: Option<NaiveDate>,
    /// Write it though this rule stands against it, which then has to be mended or waived (repeatable)
    #[arg(long, value_name = "RULE")]
    pub despite: Vec<String>,
    /// How it is done
    #[command(flatten)]
    pub how: How,
}

/// `deal move`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal move huachen-2603-k7q proposal
  deal move huachen-2603-k7q lost --reason \"Budget withdrawn\" setback.reason=budget
  deal move huachen-2603-k7q needs --reason \"The customer changed the scope\"")]
pub struct Move {
    /// Path or address of the record
    #[arg(value_name = "RECORD")]
    pub record: String,
    /// The stage to enter, by name or title
    #[arg(value_name = "STAGE")]
    pub stage: String,
    /// Fields that are set with it
    #[arg(value_name = "FIELD=VALUE")]
    pub assignments: Vec<String>,
    /// Why; needed for a move back, and where the process asks for it
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// When, such as 2026-03-18T15:20 (default: now)
    #[arg(long, value_name = "WHEN")]
    pub at: Option<String>,
    /// Write it though this rule stands against it, which then has to be mended or waived (repeatable)
    #[arg(long, value_name = "RULE")]
    pub despite: Vec<String>,
    /// How it is done
    #[command(flatten)]
    pub how: How,
}
