//! `deal init`: a new pipeline on the disk, and its first commit.

mod drivers;
pub(super) mod repository;
mod writing;

use super::args::{Global, Init as Args};
use super::desk::start;
use super::failure::Failure;
use super::{Status, answer};
use crate::calendar;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;
use crate::starter::{self, File, Person, Start, Workflow};
use crate::value::contact;
use chrono::{NaiveDate, Utc};
use repository::{Identity, Repository};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let language = global.lang.unwrap_or_default();
    let folder = writing::absolute(&start(global).join(&args.folder))?;
    if args.drivers {
        return drivers::set_up(&folder, args.yes, language);
    }
    no_pipeline_above(&folder)?;
    let plan = Plan::of(global, args, folder)?;
    if args.dry_run {
        return answer(&plan.listing(language));
    }
    writing::write(&plan.folder, &plan.files)?;
    let mut told = Told::new(global.quiet, language);
    let commit = plan.record(args, &mut told)?;
    let answered = answer(&plan.done(commit.as_deref(), language))?;
    plan.tell_next(args, &mut told)?;
    Ok(answered)
}

/// All that shall be written, and where.
struct Plan {
    folder: PathBuf,
    /// Paths from `folder`.
    files: Vec<File>,
    /// The workflow where its place is taken, to be printed instead.
    workflow_beside: Option<Workflow>,
    /// The repository around the folder, if there is one already.
    repository: Option<Repository>,
    identity: Option<Identity>,
}

impl Plan {
    fn of(global: &Global, args: &Args, folder: PathBuf) -> Result<Plan, Failure> {
        let language = global.lang.unwrap_or_default();
        let repository = Repository::around(&folder)?;
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
            example: args.example,
        };
        let mut files = starter::files(&start);
        let prefix = match &repository {
            Some(repository) => repository.prefix(&folder)?,
            None => String::new(),
        };
        let mut workflow_beside = None;
        if let Some(workflow) = starter::workflow(args.ci, &prefix) {
            let top = repository.as_ref().map_or(folder.as_path(), |it| &it.top);
            match top.join(workflow.path).symlink_metadata() {
                Ok(_) => workflow_beside = Some(workflow),
                Err(_) => files.push(File {
                    path: format!("{}{}", up(&prefix), workflow.path),
                    bytes: workflow.text.into_bytes().into(),
                }),
            }
        }
        Ok(Plan {
            folder,
            files,
            workflow_beside,
            repository,
            identity,
        })
    }

    fn listing(&self, language: Language) -> String {
        let head = say!(
            en: "would write {n} files in {folder}:\n", zh: "将在 {folder} 中写入 {n} 个文件：\n",
            n = self.files.len(), folder = self.folder.display()
        );
        let paths = self.files.iter().map(|file| format!("  {}\n", file.path));
        visible_lines(head.get(language)) + &paths.collect::<String>()
    }

    /// Makes the repository and the commit, as far as they are wanted.
    fn record(&self, args: &Args, told: &mut Told) -> Result<Option<String>, Failure> {
        if args.no_git {
            return Ok(None);
        }
        let repository = match &self.repository {
            Some(repository) => repository,
            None => &Repository::make(&self.folder)?,
        };
        drivers::offer(repository, args.yes, told)?;
        if args.no_commit {
            return Ok(None);
        }
        let subject = match args.example {
            true => "deal init: the example pipeline",
            false => "deal init: a new pipeline",
        };
        let message = format!("{subject}\n\nDeal-Change: init\n");
        let paths: Vec<String> = self.files.iter().map(|file| file.path.clone()).collect();
        repository
            .commit(&self.folder, &paths, &message)
            .map(Some)
            .map_err(|failure| {
                failure.hint(say!(
                    en: "the files are written; when that is mended, commit them by hand",
                    zh: "文件已写入；改正后请手工提交"
                ))
            })
    }

    fn done(&self, commit: Option<&str>, language: Language) -> String {
        let (n, folder) = (self.files.len(), self.folder.display());
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

    /// What is left to do, on stderr.
    fn tell_next(&self, args: &Args, told: &mut Told) -> Result<(), Failure> {
        if let Some(workflow) = &self.workflow_beside {
            let note = say!(
                en: "{path} is there already and stays as it is. What judges this pipeline:", zh: "{path} 已存在，未改动。检查本库所需的内容：",
                path = workflow.path
            );
            told.note(&note);
            told.text(&workflow.text);
        } else if args.ci != starter::Forge::None {
            told.note(&say!(
                en: "name your copy of dealdesk in the workflow, where it says so", zh: "请在工作流文件标明之处写上本公司的 dealdesk 地址"
            ));
        }
        if self.identity.is_none() && !args.example {
            told.note(&say!(
                en: "Git doesn't know who you are, so nobody is in people/ yet", zh: "Git 中没有您的身份，people/ 中尚无人员"
            ));
        }
        Ok(())
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
    let found = repository::identity(folder);
    let needed = !args.no_git && !args.no_commit;
    match found {
        None if needed => Err(Failure::correctable(
            say!(en: "Git doesn't know who you are", zh: "Git 中没有您的身份"),
        )
        .hint(say!(
            en: "git config --global user.name \"Your Name\" && git config --global user.email you@example.com",
            zh: "git config --global user.name \"姓名\" && git config --global user.email you@example.com"
        ))),
        Some(who) if contact::email(&who.email).is_err() => Err(Failure::correctable(say!(
            en: "`{email}`, as Git knows you, is no e-mail address", zh: "Git 中的身份 `{email}` 不是邮箱地址", email = who.email
        ))
        .hint(say!(
            en: "git config --global user.email you@example.com", zh: "git config --global user.email you@example.com"
        ))),
        found => Ok(found),
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
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
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

/// The way from the folder up to the repository's top: `../` for each folder of `prefix`.
fn up(prefix: &str) -> String {
    let folders = prefix.split('/').filter(|name| !name.is_empty());
    folders.map(|_| "../").collect()
}

fn visible_lines(text: &str) -> String {
    let end = if text.ends_with('\n') { "\n" } else { "" };
    let lines: Vec<_> = text.lines().map(visible::line).collect();
    lines.join("\n") + end
}
