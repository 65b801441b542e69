//! A history for a generated pipeline: a stream for `git fast-import` whose last commit has exactly its files. Each deal
//! came stage by stage, by its owner, with the papers of that time; facts were entered on the day that they claim.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Every deal of this many came in one commit a stage; the others in two.
const DETAILED: usize = 3;

/// A state of some files, and since when.
struct Step {
    at: NaiveDateTime,
    by: String,
    files: Vec<(String, Vec<u8>)>,
}

/// Writes the history of the pipeline at `root`, and gives the number of commits.
///
/// # Errors
/// The system can't read or write.
pub fn write(root: &Path, out: &mut dyn Write) -> io::Result<usize> {
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = path.to_string_lossy().into_owned();
        if entry.file_type().is_file() && !path.starts_with(".git/") {
            folders.entry(home(&path)).or_default().push(path);
        }
    }
    let deals = folders
        .iter()
        .filter(|(home, _)| home.starts_with("deals/"))
        .enumerate();
    let mut steps = Vec::new();
    for (number, (_, paths)) in deals {
        steps.extend(course(root, paths, number % DETAILED == 0)?);
    }
    steps.sort_by_key(|step| step.at);
    let first = steps.first().map(|step| step.at).unwrap_or_default();
    let others: Vec<&String> = folders
        .iter()
        .filter(|(home, _)| !home.starts_with("deals/"))
        .flat_map(|(_, paths)| paths)
        .collect();
    let mut beginning = Step {
        at: first - TimeDelta::days(1),
        by: "zhou-heng".to_owned(),
        files: Vec::new(),
    };
    for path in others {
        beginning
            .files
            .push((path.clone(), fs::read(root.join(path))?));
    }
    commit(out, &beginning)?;
    for step in &steps {
        commit(out, step)?;
    }
    Ok(steps.len() + 1)
}

/// The folder of the deal or customer that a path is in; the first folder of another.
fn home(path: &str) -> String {
    let depth = if path.starts_with("deals/") { 3 } else { 1 };
    let parts: Vec<&str> = path.split('/').take(depth).collect();
    parts.join("/")
}

/// The states of one deal.
fn course(root: &Path, paths: &[String], detailed: bool) -> io::Result<Vec<Step>> {
    let mut files: Vec<(NaiveDate, String, Vec<u8>)> = Vec::new();
    let mut deal = None;
    for path in paths {
        let bytes = fs::read(root.join(path))?;
        match path.ends_with("/deal.yaml") {
            true => deal = Some((path.clone(), String::from_utf8_lossy(&bytes).into_owned())),
            false => files.push((day_of(&bytes), path.clone(), bytes)),
        }
    }
    let Some((path, text)) = deal else {
        return Ok(Vec::new());
    };
    let mut days: Vec<NaiveDate> = text.lines().filter_map(moved).map(|(_, day)| day).collect();
    // A deal with a planted fault may have any text; it came at once.
    if days.is_empty() || !days.is_sorted() {
        days = vec![super::deal::today()];
    }
    if !detailed && days.len() > 2 {
        days.drain(1..days.len() - 1);
    }
    let by = text.lines().find_map(|line| line.strip_prefix("owner: "));
    let by = by.unwrap_or("zhou-heng").trim().to_owned();
    let last = days.len() - 1;
    let mut steps = Vec::new();
    let mut since = NaiveDate::MIN;
    for (index, &day) in days.iter().enumerate() {
        let whole = index == last;
        let version = if whole {
            text.clone()
        } else {
            until(&text, day)
        };
        let mut step = Step {
            at: day.and_hms_opt(18, 0, 0).unwrap_or_default(),
            by: by.clone(),
            files: vec![(path.clone(), version.into_bytes())],
        };
        let now = files
            .iter()
            .filter(|(of, ..)| *of > since && (whole || *of <= day));
        step.files
            .extend(now.map(|(_, path, bytes)| (path.clone(), bytes.clone())));
        steps.push(step);
        since = day;
    }
    Ok(steps)
}

/// The day that a paper was given or held on; of another file, long ago.
fn day_of(bytes: &[u8]) -> NaiveDate {
    let text = String::from_utf8_lossy(bytes);
    let of = |line: &str| {
        let day = ["at: ", "held_on: "]
            .iter()
            .find_map(|key| line.strip_prefix(key))?;
        NaiveDate::parse_from_str(day.get(..10)?, "%Y-%m-%d").ok()
    };
    text.lines()
        .find_map(of)
        .unwrap_or(NaiveDate::MIN + TimeDelta::days(1))
}

/// The stage and day of a line of the moves log.
fn moved(line: &str) -> Option<(&str, NaiveDate)> {
    let (stage, rest) = line.strip_prefix("  - {to: ")?.split_once(", at: ")?;
    let day = NaiveDate::parse_from_str(rest.get(..10)?, "%Y-%m-%d").ok()?;
    Some((stage, day))
}

/// The deal as it was on a day: with the moves and follow-ups until then.
fn until(text: &str, day: NaiveDate) -> String {
    let past: Vec<(&str, NaiveDate)> = text.lines().filter_map(moved).collect();
    let stage = past.iter().rev().find(|(_, at)| *at <= day);
    let stage = stage.map_or("lead", |(stage, _)| stage);
    let mut kept = String::new();
    let (mut follow_ups, mut left_out) = (false, false);
    for line in text.lines() {
        if !line.starts_with(' ') {
            follow_ups = line == "follow_ups:";
            left_out = false;
        } else if let Some(date) = line.strip_prefix("  - date: ").filter(|_| follow_ups) {
            left_out = NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok_and(|date| date > day);
        }
        if left_out || moved(line).is_some_and(|(_, at)| at > day) {
            continue;
        }
        match line.starts_with("stage: ") {
            true => kept.push_str(&format!("stage: {stage}\n")),
            false => kept.extend([line, "\n"]),
        }
    }
    kept
}

fn commit(out: &mut dyn Write, step: &Step) -> io::Result<()> {
    // The pipeline's clocks are eight hours ahead.
    let seconds = (step.at - TimeDelta::hours(8)).and_utc().timestamp();
    let who = format!(
        "{} <{}@cangwu.example.com> {seconds} +0800",
        step.by, step.by
    );
    let subject = match step.files.first() {
        Some((path, _)) => format!("update {path}"),
        None => "nothing".to_owned(),
    };
    writeln!(out, "commit refs/heads/main\nauthor {who}\ncommitter {who}")?;
    writeln!(out, "data {}\n{subject}", subject.len())?;
    for (path, bytes) in &step.files {
        writeln!(out, "M 100644 inline \"{path}\"\ndata {}", bytes.len())?;
        out.write_all(bytes)?;
        writeln!(out)?;
    }
    Ok(())
}
