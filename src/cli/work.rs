//! How every command changes a pipeline: the change is judged, what blocks it is shown whole, and else it is written,
//! committed and said in one line.

use super::args::{Global, How};
use super::desk::Desk;
use super::failure::Failure;
use super::{Status, answer, style};
use crate::change::{Change, Ground, Refusal, Write as Writing};
use crate::check::{self, Outcome};
use crate::finding::{Level, Report};
use crate::output::{self, visible};
use crate::records::{Archive, Furniture, Listing};
use crate::say;
use crate::value::Moment;
use chrono::{Timelike, Utc};
use std::io::{self, Write};

/// A pipeline at hand, and who works on it when.
pub struct Work<'w> {
    global: &'w Global,
    how: &'w How,
    /// The pipeline.
    pub desk: Desk,
    command: String,
    person: Option<String>,
}

impl<'w> Work<'w> {
    /// The pipeline of the folder that the command starts in.
    pub fn of(global: &'w Global, how: &'w How) -> Result<Work<'w>, Failure> {
        let desk = Desk::of(global, None)?;
        let command = desk.command();
        let mut work = Work {
            global,
            how,
            desk,
            command,
            person: None,
        };
        work.person = work.who()?;
        Ok(work)
    }

    /// What a change is built on.
    pub fn ground(&self) -> Result<Ground<'_>, Failure> {
        let process = self.desk.process()?;
        let today = self.desk.today(self.global);
        let here = Utc::now().with_timezone(&process.pipeline.timezone);
        // The hour of one day says nothing of another.
        let now = match here.date_naive() == today {
            true => Moment::at(here.naive_local().with_nanosecond(0).unwrap_or_default()),
            false => Moment::day(today),
        };
        Ok(Ground {
            process,
            files: &self.desk.files,
            today,
            now,
            person: self.person.as_deref(),
            command: &self.command,
        })
    }

    /// Judges the change; where nothing blocks it, writes and commits it and says so.
    pub fn perform(&self, change: &Change) -> Result<Status, Failure> {
        if change.writes.iter().all(|write| write.old == write.new) {
            let said = say!(en: "nothing to change", zh: "没有需要改动的内容");
            return answer(&format!("{}\n", said.get(self.language())));
        }
        let ground = self.ground()?;
        let outcome = change.outcome(&ground);
        self.show(&outcome)
            .map_err(|error| Failure::system(&error))?;
        let blocks = |finding: &&crate::finding::Finding| finding.level == Level::Error;
        let blocking = outcome.report.findings.iter().filter(blocks).count();
        if blocking > 0 {
            let said = say!(en: "nothing was written: mend the above first", zh: "未写入任何内容：请先解决以上问题");
            let _ = writeln!(io::stderr(), "{}", said.get(self.language()));
            return Ok(Status::Findings);
        }
        if self.how.dry_run {
            return answer(&diff(&change.writes));
        }
        self.store(change)
    }

    /// What the change brings, on stderr: it is no answer.
    fn show(&self, outcome: &Outcome) -> io::Result<()> {
        if outcome.report.findings.is_empty() {
            return Ok(());
        }
        let stderr = io::stderr();
        let style = style(&self.desk, self.global, &stderr);
        let report: &Report = &outcome.report;
        output::write_findings(report, &style, &mut stderr.lock())
    }

    fn store(&self, change: &Change) -> Result<Status, Failure> {
        let subject = change.note.subject(self.language());
        for write in &change.writes {
            let place = self.desk.files.place(&write.path);
            let stored = match &write.new {
                Some(text) => {
                    let folder = place.parent().map_or(Ok(()), std::fs::create_dir_all);
                    folder.and_then(|()| std::fs::write(&place, text))
                }
                None => std::fs::remove_file(&place),
            };
            stored.map_err(|error| Failure::system(&error))?;
        }
        answer(&format!("{}\n", visible::line(&subject)))
    }

    /// The person who makes the change: named, else the one with the e-mail address of the Git identity.
    fn who(&self) -> Result<Option<String>, Failure> {
        let process = self.desk.process()?;
        let listing = Listing::live(&self.desk.files, Furniture::of(process));
        let archive = Archive::new(process, &listing, &self.command);
        let Some(id) = &self.how.person else {
            let email: Option<String> = None;
            return Ok(email.and_then(|email| check::person_with_email(&archive, &email)));
        };
        let known = process
            .people
            .as_ref()
            .is_none_or(|people| archive.path(people.kind, id, "").is_some());
        match known {
            true => Ok(Some(id.clone())),
            false => Err(Failure::correctable(
                say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = id),
            )),
        }
    }

    fn language(&self) -> crate::language::Language {
        self.desk.language(self.global)
    }
}

/// The change as a patch.
fn diff(writes: &[Writing]) -> String {
    let mut text = String::new();
    for Writing { path, old, new } in writes {
        let name = |side, there: bool| match there {
            true => format!("{side}/{path}"),
            false => "/dev/null".to_owned(),
        };
        let patch = diffy::DiffOptions::new()
            .set_original_filename(name("a", old.is_some()))
            .set_modified_filename(name("b", new.is_some()))
            .create_patch(
                old.as_deref().unwrap_or_default(),
                new.as_deref().unwrap_or_default(),
            )
            .to_string();
        let lines = patch.lines().map(visible::line);
        lines.for_each(|line| text.extend([&*line, "\n"]));
    }
    text
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        let failure = match refusal.nothing {
            true => Failure::nothing(refusal.message),
            false => Failure::correctable(refusal.message),
        };
        match refusal.help {
            Some(help) => failure.hint(help),
            None => failure,
        }
    }
}
