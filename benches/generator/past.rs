//! A history for a generated pipeline: a stream for `git fast-import` whose last commit has exactly its files. Customers,
//! people and products stand at its beginning. Each deal came in one commit a stage, two days after it entered it, with
//! what was known and written by then; what a representative talked about with customers on other days came in one
//! commit that evening. So every fact is entered in time, and an audit has nothing to find but the planted faults.

use super::deal::{after, today};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Days from entering a stage to the commit with all that belongs to it.
const LAG: i64 = 2;

/// What is committed when and by whom, as paths and marks of contents; with the deal's number where it is one deal's
/// own commit.
type Commits = BTreeMap<(NaiveDateTime, String, Option<usize>), Vec<(String, usize)>>;

/// The stages that a deal entered, and when all that belongs to each was known.
type Stages<'t> = Vec<(&'t str, NaiveDate)>;

/// Writes the history of the pipeline at `root`, and gives the number of commits.
///
/// # Errors
/// The system can't read or write.
pub fn write(root: &Path, out: &mut dyn Write) -> io::Result<usize> {
    let mut contents = Contents { out, count: 0 };
    let mut deals: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut beginning = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = path.to_string_lossy().into_owned();
        if !entry.file_type().is_file() || path.starts_with(".git/") {
            continue;
        }
        match path.splitn(4, '/').collect::<Vec<_>>().as_slice() {
            ["deals", shard, id, _] => {
                let deal = format!("deals/{shard}/{id}");
                deals.entry(deal).or_default().push(path);
            }
            _ => beginning.push((path.clone(), contents.put(&fs::read(root.join(&path))?)?)),
        }
    }
    let mut commits = Commits::new();
    for (number, paths) in deals.values().enumerate() {
        course(root, paths, number, &mut contents, &mut commits)?;
    }
    let first = commits.keys().next().map(|(at, ..)| *at);
    let before = first.unwrap_or_default() - TimeDelta::days(1);
    commits.insert((before, "zhou-heng".to_owned(), None), beginning);
    for ((at, by, _), files) in &commits {
        commit(contents.out, *at, by, files)?;
    }
    Ok(commits.len())
}

/// The contents of files, written ahead of the commits.
struct Contents<'o> {
    out: &'o mut dyn Write,
    count: usize,
}

impl Contents<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.count += 1;
        write!(
            self.out,
            "blob\nmark :{}\ndata {}\n",
            self.count,
            bytes.len()
        )?;
        self.out.write_all(bytes)?;
        writeln!(self.out)?;
        Ok(self.count)
    }
}

/// Puts the states of one deal into commits.
fn course(
    root: &Path,
    paths: &[String],
    number: usize,
    contents: &mut Contents<'_>,
    commits: &mut Commits,
) -> io::Result<()> {
    let Some(path) = paths.iter().find(|path| path.ends_with("/deal.yaml")) else {
        return Ok(());
    };
    let text = fs::read_to_string(root.join(path))?;
    let by = text.lines().find_map(|line| line.strip_prefix("owner: "));
    let by = by.unwrap_or("zhou-heng").trim();
    let mut stages: Stages<'_> = text.lines().filter_map(moved).collect();
    let mut days: BTreeMap<NaiveDate, Option<usize>> =
        stages.iter().map(|(_, day)| (*day, Some(number))).collect();
    match !stages.is_empty() && stages.is_sorted_by_key(|(_, day)| day) {
        true => {
            for day in text.lines().filter_map(talked) {
                days.entry(day).or_default();
            }
        }
        // A deal whose log a planted fault spoilt came at once.
        false => {
            stages.clear();
            days = BTreeMap::from([(today(), Some(number))]);
        }
    }
    let mut commit = |day: NaiveDate, own: Option<usize>, path: &str, bytes: &[u8]| {
        let key = (
            day.and_hms_opt(18, 0, 0).unwrap_or_default(),
            by.to_owned(),
            own,
        );
        let file = (path.to_owned(), contents.put(bytes)?);
        commits.entry(key).or_default().push(file);
        io::Result::Ok(())
    };
    let last = days.keys().next_back().copied();
    for (&day, &own) in &days {
        match Some(day) == last {
            true => commit(day, own, path, text.as_bytes())?,
            false => commit(day, own, path, until(&text, &stages, day).as_bytes())?,
        }
    }
    for paper in paths.iter().filter(|paper| *paper != path) {
        let stage = stages
            .iter()
            .find(|(stage, _)| *stage == stage_of_paper(paper));
        let day = stage.map_or(today(), |(_, day)| *day);
        commit(day, Some(number), paper, &fs::read(root.join(paper))?)?;
    }
    Ok(())
}

/// The stage and its day of a line of the moves log.
fn moved(line: &str) -> Option<(&str, NaiveDate)> {
    let (stage, rest) = line.strip_prefix("  - {to: ")?.split_once(", at: ")?;
    let day = NaiveDate::parse_from_str(rest.get(..10)?, "%Y-%m-%d").ok()?;
    Some((stage, after(day, LAG)))
}

/// The day of a follow-up's first line.
fn talked(line: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(line.strip_prefix("  - date: ")?, "%Y-%m-%d").ok()
}

/// The stage that a paper belongs to.
fn stage_of_paper(path: &str) -> &'static str {
    let stages = [
        ("/needs-1.", "needs"),
        ("/solution.md", "proposal"),
        ("/quote.yaml", "proposal"),
        ("/solution.", "negotiation"),
        ("/negotiation", "negotiation"),
        ("/contract", "contract"),
        ("/acceptance.yaml", "aftersales"),
        ("/customer-confirms.", "aftersales"),
    ];
    let found = stages.iter().find(|(name, _)| path.contains(name));
    found.map_or("", |(_, stage)| stage)
}

/// The stage from which on a section of a deal is known; `None` for one that stands from the beginning.
fn stage_of_section(line: &str) -> Option<&'static [&'static str]> {
    match line.split_once(':')?.0 {
        "pains" | "requirements" | "decision_chain" | "budget" | "timeline" => Some(&["needs"]),
        "objections" | "risks" => Some(&["proposal"]),
        "setback" => Some(&["lost", "on_hold"]),
        _ => None,
    }
}

/// The deal as it was on a day: with what belongs to the stages until then, and the follow-ups.
fn until(text: &str, stages: &Stages<'_>, day: NaiveDate) -> String {
    let known: Vec<&str> = stages
        .iter()
        .filter(|(_, from)| *from <= day)
        .map(|(stage, _)| *stage)
        .collect();
    let mut kept = String::new();
    let (mut section_known, mut item_known) = (true, true);
    for line in text.lines() {
        if !line.starts_with([' ', '#']) {
            let of = stage_of_section(line);
            section_known = of.is_none_or(|of| of.iter().any(|stage| known.contains(stage)));
            item_known = true;
        } else if line.starts_with("  - ") {
            let since = moved(line).map(|(_, from)| from).or(talked(line));
            item_known = since.is_none_or(|since| since <= day);
        }
        match line.starts_with("stage: ") {
            true => kept.extend(["stage: ", known.last().unwrap_or(&"lead"), "\n"]),
            false if section_known && item_known => kept.extend([line, "\n"]),
            false => {}
        }
    }
    kept
}

fn commit(
    out: &mut dyn Write,
    at: NaiveDateTime,
    by: &str,
    files: &[(String, usize)],
) -> io::Result<()> {
    // The pipeline's clocks are eight hours ahead.
    let seconds = (at - TimeDelta::hours(8)).and_utc().timestamp();
    let address = by.replace('-', ".");
    let who = format!("{by} <{address}@cangwu.example.com> {seconds} +0800");
    let subject = files.first().map_or("nothing", |(path, _)| path);
    let subject = format!("update {subject}");
    writeln!(out, "commit refs/heads/main\nauthor {who}\ncommitter {who}")?;
    writeln!(out, "data {}\n{subject}", subject.len())?;
    for (path, mark) in files {
        writeln!(out, "M 100644 :{mark} \"{path}\"")?;
    }
    Ok(())
}
