//! `deal init`: a new pipeline on the disk, and its first commit.

mod clash;
mod drivers;

use super::args::{Global, Init as Args};
use super::desk::{Desk, start};
use super::failure::Failure;
use super::{Status, answer};
use crate::calendar;
use crate::git::{self, Committed, Errand, Identity, Repository, Write as Writing};
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;
use crate::starter::{self, File, Person, Start, With, Workflow};
use crate::text;
use crate::value::contact;
use chrono::{NaiveDate, Utc};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let language = global.lang.unwrap_or_default();
    let folder = clash::absolute(&start(global).join(&args.folder))?;
    if args.drivers {
        let desk = Desk::open(&folder).ok();
        let spoken = global.lang.or(desk.and_then(|desk| desk.loaded.language));
        return drivers::set_up(&folder, args.yes, spoken.unwrap_or_default());
    }
    no_pipeline_above(&folder)?;
    let plan = Plan::of(global, args, folder)?;
    clash::none(&plan.base, &plan.files)?;
    if args.dry_run {
        return answer(&plan.listing(language));
    }
    let files = plan.files.len();
    let folder = plan.folder.display().to_string();
    let mut told = Told::new(global.quiet, language);
    let notes = plan.notes(args);
    let commit = plan.carry_out(args, language, &mut told)?;
    let answered = answer(&done(&folder, files, commit.as_deref(), language))?;
    notes.iter().for_each(|note| told.note(note));
    Ok(answered)
}

/// All that shall be written, and where.
struct Plan {
    /// The pipeline's folder.
    folder: PathBuf,
    /// The folder that the paths of the files start from: the top of the repository, or of the one to be made.
    base: PathBuf,
    files: Vec<File>,
    /// The workflow where its place is taken, to be printed instead.
    workflow_beside: Option<Workflow>,
    /// The repository around the folder, if there is one already.
    repository: Option<Repository>,
    has_person: bool,
}

impl Plan {
    fn of(global: &Global, args: &Args, folder: PathBuf) -> Result<Plan, Failure> {
        let language = global.lang.unwrap_or_default();
        let identity = identity(args, &folder)?;
        let name = named(args, &folder)?;
        let start = Start {
            language,
            name: name.as_deref(),
            uuid: &new_uuid()?,
            person: identity.as_ref().map(|who| Person {
                name: &who.name,
                email: &who.email,
                since: today(global),
            }),
            with: match (args.example, args.small) {
                (true, _) => With::Example,
                (_, true) => With::Small,
                _ => With::Process,
            },
        };
        let repository = around(args, &folder)?;
        let base = repository.as_ref().map_or(&*folder, Repository::folder);
        let base = base.to_owned();
        let inside = inside(&base, &folder)?;
        let mut files = starter::files(&start);
        for file in &mut files {
            file.path = format!("{inside}{}", file.path);
        }
        let workflow = starter::workflow(args.ci, inside.trim_end_matches('/'));
        let (workflow_beside, new) =
            match workflow.map(|it| (base.join(it.path).symlink_metadata().is_ok(), it)) {
                Some((true, workflow)) => (Some(workflow), None),
                Some((false, workflow)) => (None, Some(workflow)),
                None => (None, None),
            };
        files.extend(new.map(|workflow| File {
            path: workflow.path.to_owned(),
            bytes: workflow.text.into_bytes().into(),
        }));
        Ok(Plan {
            folder,
            base,
            files,
            workflow_beside,
            repository,
            has_person: identity.is_some() || args.example,
        })
    }

    fn listing(&self, language: Language) -> String {
        let head = say!(
            en: "would write {n} files in {folder}:\n", zh: "将在 {folder} 中写入 {n} 个文件：\n",
            n = self.files.len(), folder = self.base.display()
        );
        let paths = self.files.iter().map(|file| format!("  {}\n", file.path));
        visible_lines(head.get(language)) + &paths.collect::<String>()
    }

    /// What is left to do.
    fn notes(&self, args: &Args) -> Vec<Phrase> {
        let mut notes = Vec::new();
        if let Some(workflow) = &self.workflow_beside {
            notes.push(say!(
                en: "{path} is there already and stays as it is. What judges this pipeline:\n{text}", zh: "{path} 已存在，未改动。检查本库所需的内容：\n{text}",
                path = workflow.path, text = workflow.text
            ));
        } else if args.ci != starter::Forge::None {
            notes.push(say!(
                en: "name your copy of dealdesk in the workflow, where it says so", zh: "请在工作流文件标明之处写上本公司的 dealdesk 地址"
            ));
        }
        if !self.has_person {
            notes.push(say!(
                en: "Git doesn't know who you are, so nobody is in people/ yet", zh: "Git 中没有您的身份，people/ 中尚无人员"
            ));
        }
        notes
    }

    /// Writes the files and commits them, as far as that is wanted. Gives the commit's short id.
    fn carry_out(
        self,
        args: &Args,
        language: Language,
        told: &mut Told,
    ) -> Result<Option<String>, Failure> {
        let subject = match args.example {
            true => say!(en: "deal init: the example pipeline", zh: "deal init：示例销售库"),
            false => say!(en: "deal init: a new pipeline", zh: "deal init：新建销售库"),
        };
        let subject = subject.get(language);
        let errand = Errand {
            writes: self.files.into_iter().map(new_file).collect(),
            along: Vec::new(),
            message: format!("{subject}\n\nDeal-Change: init\n"),
            author: None,
        };
        fs::create_dir_all(&self.folder).map_err(|error| Failure::system(&error))?;
        if args.no_git {
            git::write(&self.base, &errand.writes)?;
            return Ok(None);
        }
        let repository = match self.repository {
            // The workflow lies outside of the pipeline's folder.
            Some(repository) => repository.with_prefix(""),
            None => Repository::make(&self.base)?,
        };
        let made = match args.no_commit {
            true => repository.write_only(&errand).map(|()| None)?,
            false => Some(repository.commit(&errand)?),
        };
        if let Some(left) = made.as_ref().and_then(Committed::message) {
            told.note(&left);
        }
        drivers::offer(&repository, args.yes, told)?;
        Ok(made.map(|made| made.commit.short()))
    }
}

fn new_file(file: File) -> Writing {
    Writing {
        path: file.path,
        old: None,
        new: Some(file.bytes.into_owned()),
    }
}

fn done(folder: &str, n: usize, commit: Option<&str>, language: Language) -> String {
    let text = match commit {
        Some(commit) => say!(
            en: "made a pipeline in {folder}: {n} files, commit {commit}", zh: "已在 {folder} 建立销售库：{n} 个文件，提交 {commit}",
            folder = folder, n = n, commit = commit
        ),
        None => say!(
            en: "made a pipeline in {folder}: {n} files, not committed", zh: "已在 {folder} 建立销售库：{n} 个文件，未提交",
            folder = folder, n = n
        ),
    };
    visible_lines(text.get(language)) + "\n"
}

/// The repository that the folder is in, or would be in.
fn around(args: &Args, folder: &Path) -> Result<Option<Repository>, Failure> {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    match Repository::around(there.unwrap_or(folder)) {
        Ok(found) => Ok(found.filter(|found| !found.is_bare() || !args.no_git)),
        // Where Git is left alone, its troubles don't matter.
        Err(_) if args.no_git => Ok(None),
        Err(trouble) => Err(trouble.into()),
    }
}

/// The way from a repository's top to the folder, empty or with a final `/`.
fn inside(base: &Path, folder: &Path) -> Result<String, Failure> {
    let way = folder.strip_prefix(base).ok().and_then(Path::to_str);
    match way {
        Some("") => Ok(String::new()),
        Some(way) => Ok(format!("{}/", way.replace(std::path::MAIN_SEPARATOR, "/"))),
        None => Err(Failure::correctable(say!(
            en: "the name of {folder} is not UTF-8", zh: "{folder} 的名称不是 UTF-8 编码", folder = folder.display()
        ))),
    }
}

/// Notes on stderr, unless nobody wants them.
struct Told {
    quiet: bool,
    language: Language,
}

impl Told {
    fn new(quiet: bool, language: Language) -> Told {
        Told { quiet, language }
    }

    fn note(&mut self, note: &Phrase) {
        self.text(&visible_lines(note.get(self.language)));
    }

    fn text(&mut self, text: &str) {
        if !self.quiet {
            // A note that can't be written changes nothing.
            let _ = writeln!(io::stderr(), "{}", text.trim_end());
        }
    }
}

/// Who makes the pipeline; a commit needs them.
fn identity(args: &Args, folder: &Path) -> Result<Option<Identity>, Failure> {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    match Identity::author(there.unwrap_or(folder)) {
        Err(_) if args.no_git || args.no_commit => Ok(None),
        Err(trouble) => Err(trouble.into()),
        Ok(who) if contact::email(&who.email).is_err() => Err(Failure::correctable(say!(
            en: "`{email}`, as Git knows you, is no e-mail address", zh: "Git 中的身份 `{email}` 不是邮箱地址", email = who.email
        ))
        .hint(Phrase::same("git config --global user.email you@example.com"))),
        Ok(who) => Ok(Some(who)),
    }
}

/// The pipeline's name: the one given, else the folder's; the example keeps its own.
fn named(args: &Args, folder: &Path) -> Result<Option<String>, Failure> {
    if let Some(name) = &args.name {
        let plain = !name.trim().is_empty() && visible::line(name) == *name;
        return match plain {
            true => Ok(Some(name.clone())),
            false => Err(Failure::correctable(
                say!(en: "a name is one line of visible text", zh: "名称须为一行可见文字"),
            )),
        };
    }
    let folder = folder.file_name().and_then(|name| name.to_str());
    let folder = folder.filter(|name| visible::line(name) == *name);
    Ok(folder.map(str::to_owned).filter(|_| !args.example))
}

/// A pipeline in a pipeline would be files that no form claims.
fn no_pipeline_above(folder: &Path) -> Result<(), Failure> {
    let above = folder.ancestors().skip(1);
    match above
        .into_iter()
        .find(|folder| folder.join("pipeline.yaml").is_file())
    {
        Some(above) => Err(Failure::correctable(say!(
            en: "{above} is a pipeline already, and a pipeline holds no other", zh: "{above} 已是销售库，其中不能再建销售库", above = above.display()
        ))),
        None => Ok(()),
    }
}

fn today(global: &Global) -> NaiveDate {
    // The example's time zone is the new pipeline's.
    global
        .today
        .unwrap_or_else(|| calendar::today(Utc::now(), chrono_tz::Asia::Shanghai))
}

/// A random UUID, version 4.
fn new_uuid() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::system(&io::Error::other(error.to_string())))?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = text::hex(&bytes);
    let part = |range| hex.get(range).unwrap_or_default();
    Ok([
        part(0..8),
        part(8..12),
        part(12..16),
        part(16..20),
        part(20..32),
    ]
    .join("-"))
}

fn visible_lines(text: &str) -> String {
    let end = if text.ends_with('\n') { "\n" } else { "" };
    let lines: Vec<_> = text.lines().map(visible::line).collect();
    lines.join("\n") + end
}
