//! How every command changes a pipeline: the change is judged, what blocks it is shown whole, and else it is written,
//! committed and said in one line.

use super::args::{Global, How};
use super::attached::Attached;
use super::beyond::Beyond;
use super::desk::Desk;
use super::failure::Failure;
use super::{Status, answer, style};
use crate::change::{Change, Deed, Ground, Refusal, Write as Writing};
use crate::check;
use crate::finding::Finding;
use crate::git::{self, Committed, Errand, Identity, Repository, Trouble, TroubleKind};
use crate::language::{Language, Phrase};
use crate::output::{self, visible};
use crate::records::{Archive, Furniture, Listing};
use crate::say;
use crate::text;
use crate::value::Moment;
use chrono::{Timelike, Utc};
use std::io::{self, Write};

/// How often a change is built again because somebody else wrote first.
const MOST_TRIES: usize = 100;

/// A pipeline at hand, and who works on it when.
pub struct Work<'w> {
    global: &'w Global,
    how: &'w How,
    /// The pipeline.
    pub desk: Desk,
    command: String,
    person: Option<String>,
    repository: Option<Repository>,
    despite: &'w [String],
}

impl<'w> Work<'w> {
    /// The pipeline of the folder that the command starts in.
    pub fn of(global: &'w Global, how: &'w How) -> Result<Work<'w>, Failure> {
        let desk = Desk::of(global, None)?;
        let command = desk.command();
        let repository = Repository::around(&desk.root)?;
        let mut work = Work {
            global,
            how,
            desk,
            command,
            person: None,
            repository,
            despite: &[],
        };
        work.person = work.who()?;
        Ok(work)
    }

    /// Lets changes be written though these rules stand against them: a waiver, like a sign-off, is given on what is
    /// there.
    ///
    /// # Errors
    /// One of them can't be waived.
    pub fn despite(mut self, rules: &'w [String]) -> Result<Work<'w>, Failure> {
        let process = self.desk.process()?;
        for rule in rules {
            if let Some((message, help)) = check::rule_flaw(process, rule) {
                return Err(help
                    .into_iter()
                    .fold(Failure::correctable(message), Failure::hint));
            }
        }
        if !rules.is_empty() && process.pipeline.waivers.by.is_empty() {
            return Err(Failure::correctable(
                say!(en: "the process lets nobody waive anything", zh: "按流程规定，任何人都不能豁免"),
            )
            .hint(say!(en: "say who may: `waivers.by` in pipeline.yaml", zh: "请在 pipeline.yaml 的 `waivers.by` 中写明谁可以豁免")));
        }
        self.despite = rules;
        Ok(self)
    }

    /// Whether a finding is left for a waiver.
    fn is_left(&self, finding: &Finding) -> bool {
        let is_named = |name: &String| {
            finding.rule == *name || finding.subject.as_deref() == Some(name.as_str())
        };
        self.despite.iter().any(is_named)
            && self
                .desk
                .process()
                .is_ok_and(|process| check::rule_flaw(process, &finding.rule).is_none())
    }

    /// The repository that the pipeline is in, if it is in one.
    pub fn repository(&self) -> Option<&Repository> {
        self.repository.as_ref()
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

    /// Makes a change: builds and judges it, and where nothing blocks it writes, commits and says it. Where somebody
    /// else wrote first, it is built again on what is there now.
    pub fn perform(
        &self,
        build: impl Fn(&Ground<'_>) -> Result<Change, Failure>,
    ) -> Result<Status, Failure> {
        self.recover()?;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.attempt(&build)? {
                Ok(status) => return Ok(status),
                Err(trouble) if trouble.kind == TroubleKind::Overtaken && tries < MOST_TRIES => {}
                Err(trouble) => return Err(trouble.into()),
            }
        }
    }

    /// Ends or undoes what a killed command left half done, and says which.
    fn recover(&self) -> Result<(), Failure> {
        let recovered = match &self.repository {
            Some(repository) => repository.recover()?,
            None => None,
        };
        if let Some(recovered) = recovered {
            let said = recovered.message();
            let _ = writeln!(io::stderr(), "{}", visible::line(said.get(self.language())));
        }
        Ok(())
    }

    fn attempt(
        &self,
        build: &impl Fn(&Ground<'_>) -> Result<Change, Failure>,
    ) -> Result<Result<Status, Trouble>, Failure> {
        let ground = self.ground()?;
        let change = build(&ground)?;
        if change.writes.iter().all(|write| write.old == write.new) {
            let said = match change.note.deed {
                Deed::Sign => say!(
                    en: "this is said already, and what it covers hasn't changed since",
                    zh: "已有同样的签批，所覆盖的内容此后没有改动"
                ),
                _ => say!(en: "nothing to change", zh: "没有需要改动的内容"),
            };
            return self.say(&said).map(Ok);
        }
        let outcome = change.outcome(&ground);
        let brought = &outcome.report.findings;
        let blocks = |finding: &&Finding| change.is_blocked_by(finding) && !self.is_left(finding);
        if brought.iter().any(|finding| blocks(&finding)) {
            self.show(brought)?;
            let said = say!(en: "nothing was written: mend the above first", zh: "未写入任何内容：请先解决以上问题");
            let _ = writeln!(io::stderr(), "{}", said.get(self.language()));
            return Ok(Ok(Status::Findings));
        }
        let beyond = change.beyond(&ground);
        let attached = Attached::of(self.repository.as_ref(), &ground, &change)?;
        if self.how.dry_run {
            self.show(brought)?;
            self.show_beyond(beyond, false)?;
            let shown = diff(&change.writes) + &attached.diff(self.language());
            return answer(&shown).map(Ok);
        }
        match self.store(&change, &attached) {
            Err(trouble) => Ok(Err(trouble)),
            Ok(made) => {
                self.show(brought)?;
                if check::fails(brought, false) {
                    let said = say!(en: "this is to be done next", zh: "以上各项须接着办理");
                    let _ = writeln!(io::stderr(), "{}", said.get(self.language()));
                }
                self.tell_waivers(&change, brought);
                self.show_beyond(beyond, made.is_some())?;
                attached.tell(made.is_some(), self.language());
                self.report(&change, made).map(Ok)
            }
        }
    }

    /// The commands that waive what was left, on stderr.
    fn tell_waivers(&self, change: &Change, brought: &[Finding]) {
        for finding in brought.iter().filter(|finding| self.is_left(finding)) {
            let on = finding.record.as_deref().unwrap_or(&change.note.record);
            let what = match &finding.subject {
                Some(subject) => format!("{} {subject}", finding.rule),
                None => finding.rule.to_string(),
            };
            let said = say!(
                en: "to have it waived: {command} waive {on} {what} --reason … --until …",
                zh: "如须豁免：{command} waive {on} {what} --reason … --until …",
                command = self.command, on = on, what = what
            );
            let _ = writeln!(io::stderr(), "{}", visible::line(said.get(self.language())));
        }
    }

    /// What the change brings, on stderr: it is no answer.
    fn show(&self, findings: &[Finding]) -> Result<(), Failure> {
        if findings.is_empty() {
            return Ok(());
        }
        let stderr = io::stderr();
        let style = style(&self.desk, self.global, &stderr);
        let shown = output::write_findings(findings, &style, &mut stderr.lock());
        shown.map_err(|error| Failure::system(&error))
    }

    /// What the change brings in other dossiers: how much, the first few, and where to see the rest.
    fn show_beyond(&self, beyond: Vec<Finding>, committed: bool) -> Result<(), Failure> {
        let Some(beyond) = Beyond::of(beyond) else {
            return Ok(());
        };
        let tell = |said: &Phrase| {
            let _ = writeln!(io::stderr(), "{}", visible::line(said.get(self.language())));
        };
        tell(&beyond.counted());
        self.show(&beyond.first)?;
        beyond.rest(&self.command, committed).iter().for_each(tell);
        Ok(())
    }

    /// Writes the change, and commits it where it is asked for.
    fn store(&self, change: &Change, attached: &Attached) -> Result<Option<Committed>, Trouble> {
        let bytes = |text: &Option<String>| text.clone().map(String::into_bytes);
        let writes = change.writes.iter().map(|write| git::Write {
            path: write.path.clone(),
            old: bytes(&write.old),
            new: bytes(&write.new),
        });
        let errand = Errand {
            writes: writes.collect(),
            along: attached.paths(),
            message: change
                .note
                .message(self.desk.loaded.language.unwrap_or_default()),
            author: None,
        };
        match &self.repository {
            None => git::write(&self.desk.root, &errand.writes).map(|()| None),
            Some(repository) if self.how.no_commit => repository.write_only(&errand).map(|()| None),
            Some(repository) => repository.commit(&errand).map(Some),
        }
    }

    /// Says what was done.
    fn report(&self, change: &Change, made: Option<Committed>) -> Result<Status, Failure> {
        let subject = change.note.subject(self.language());
        if let Some(left) = made.as_ref().and_then(Committed::message) {
            let left = visible::line(left.get(self.language())).into_owned();
            let _ = writeln!(io::stderr(), "{left}");
        }
        let commit = made.map_or_else(String::new, |made| format!(" [{}]", made.commit.short()));
        answer(&format!("{}{commit}\n", visible::line(&subject)))
    }

    fn say(&self, said: &Phrase) -> Result<Status, Failure> {
        answer(&format!("{}\n", visible::line(said.get(self.language()))))
    }

    /// The person who makes the change: named, else the one with the e-mail address of the Git identity.
    fn who(&self) -> Result<Option<String>, Failure> {
        let process = self.desk.process()?;
        let listing = Listing::live(&self.desk.files, Furniture::of(process));
        let archive = Archive::new(process, &listing, &self.command);
        let Some(id) = &self.how.person else {
            // Where Git doesn't know who it is, the commit says so; a command may not need to know.
            let identity = Identity::author(&self.desk.root).ok();
            return Ok(identity.and_then(|who| check::person_with_email(&archive, &who.email)));
        };
        let Some(people) = &process.people else {
            return Ok(Some(id.clone()));
        };
        if archive.path(people.kind, id, "").is_some() {
            return Ok(Some(id.clone()));
        }
        match &*check::with_name(
            &archive,
            Some(people.kind),
            id,
            self.desk.today(self.global),
        ) {
            [only] => Ok(Some(only.clone())),
            _ => {
                let failure = Failure::correctable(
                    say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = id),
                );
                Err(meant(&archive, id).into_iter().fold(failure, Failure::hint))
            }
        }
    }

    /// Whether the pipeline is in a repository.
    pub fn has_repository(&self) -> bool {
        self.repository.is_some()
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.desk.language(self.global)
    }
}

/// The people whom an id that nobody has may mean: by their name, their address, or a likely slip.
fn meant(archive: &Archive<'_>, id: &str) -> Vec<Phrase> {
    let Some(people) = &archive.process.people else {
        return Vec::new();
    };
    let all = archive.all(people.kind);
    let by_name = check::called(archive, id, chrono::NaiveDate::MIN);
    let by_name = by_name.into_iter().map(|(address, _)| address);
    let near = text::nearest(id, all.iter().map(|person| person.id.as_str()));
    let ids = check::person_with_email(archive, id)
        .into_iter()
        .chain(by_name);
    let mut ids: Vec<String> = ids.chain(near.map(str::to_owned)).collect();
    ids.retain(|id| all.iter().any(|person| person.id == *id));
    ids.dedup();
    let hint =
        |id: &String| say!(en: "did you mean `--as {id}`?", zh: "是不是 `--as {id}`？", id = id);
    ids.iter().take(3).map(hint).collect()
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
        refusal.helps.into_iter().fold(failure, Failure::hint)
    }
}
