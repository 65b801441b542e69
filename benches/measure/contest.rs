//! What is measured on one pipeline.

use super::cost;
use super::table::{Row, Table};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// More files than this are too many for one command line of `check-jsonschema`, and too slow.
const MOST_FOR_SCHEMA: usize = 10_000;

/// The commands for one pipeline.
pub struct Contest<'c> {
    root: &'c Path,
    deals: Vec<PathBuf>,
}

impl<'c> Contest<'c> {
    /// The contest on the pipeline at `root`.
    pub fn new(root: &'c Path) -> Contest<'c> {
        let files = walkdir::WalkDir::new(root.join("deals")).sort_by_file_name();
        let paths = files
            .into_iter()
            .flatten()
            .map(walkdir::DirEntry::into_path);
        let deals = paths.filter(|path| path.ends_with("deal.yaml")).collect();
        Contest { root, deals }
    }

    /// The measured table.
    pub fn table(&self) -> Table {
        let (many, few) = (self.runs(), 15);
        let deal = env!("CARGO_BIN_EXE_deal");
        let root = self.root.display().to_string();
        let own = std::env::current_exe()
            .expect("this program")
            .display()
            .to_string();
        let one = self
            .deals
            .get(self.deals.len() / 2)
            .expect("a deal")
            .display()
            .to_string();
        let mut rows = vec![
            row("floor: walk, open, read", &[&own, "--floor", &root], many),
            row("`deal check`", &[deal, "-C", &root, "check", "-q"], many),
            row("`deal check ONE_FILE`", &[deal, "check", "-q", &one], few),
            row(
                "`deal next` of one who signs",
                &[deal, "-C", &root, "next", "--as", "jiang-ke", "--no-pager"],
                many,
            ),
            row("`deal --version`", &[deal, "--version"], few),
            row(
                "`git status`",
                &["git", "-C", &root, "status", "--porcelain"],
                many,
            ),
            row("`rg` for a word", &["rg", "-c", "停线窗口", &root], many),
            row("`ryl`", &["ryl", &root], 1),
        ];
        if self.deals.len() <= MOST_FOR_SCHEMA {
            rows.push(self.schema());
        }
        Table {
            deals: self.deals.len(),
            files: files(&own, &root),
            rows,
        }
    }

    fn runs(&self) -> usize {
        if self.deals.len() > 20_000 { 3 } else { 5 }
    }

    /// The deals' own records only, by a schema that says no more than which fields are texts.
    fn schema(&self) -> Row {
        let path = self.root.with_extension("schema.json");
        let schema = r#"{"type": "object", "required": ["title", "customer", "stage"], "properties": {"title": {"type": "string", "maxLength": 80}, "moves": {"type": "array"}}}"#;
        fs::write(&path, schema).expect("written");
        let path = path.display().to_string();
        let mut command = vec!["check-jsonschema", "--schemafile", &path];
        let deals: Vec<String> = self
            .deals
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        command.extend(deals.iter().map(String::as_str));
        row("`check-jsonschema`, deals only", &command, 1)
    }
}

fn row(name: &'static str, command: &[&str], runs: usize) -> Row {
    let command: Vec<String> = command.iter().map(|part| (*part).to_owned()).collect();
    Row {
        name,
        cost: cost::of(&command, runs),
    }
}

fn files(own: &str, root: &str) -> String {
    let output = Command::new(own)
        .args(["--floor", root])
        .output()
        .expect("the floor");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (files, bytes) = text.trim().split_once(' ').unwrap_or_default();
    let megabytes = bytes.parse::<f64>().unwrap_or_default() / 1e6;
    format!("{files} files, {megabytes:.0} MB")
}
