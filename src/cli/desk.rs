//! The pipeline that a command works on: its folder, its process, the day and the language.

use super::args::Global;
use super::failure::Failure;
use crate::calendar;
use crate::finding::{Finding, Place};
use crate::language::Language;
use crate::process::{Definition, Loaded, Problem, Process};
use crate::records::{self, Furniture, Listing, inside};
use crate::rules::Rule;
use crate::say;
use crate::text::{self, Source, Span};
use crate::value::size;
use chrono::{NaiveDate, Utc};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Largest definition file, in bytes.
const LARGEST_DEFINITION: u64 = 4 * 1024 * 1024;

/// A pipeline that was found.
pub struct Desk {
    /// Its folder.
    pub root: PathBuf,
    /// Its definition, loaded.
    pub loaded: Loaded,
    /// Files of the definition that could not be read.
    pub unread: Vec<Finding>,
}

/// What an argument of a command names.
pub enum Asked {
    /// A file or folder of the pipeline.
    Path(String),
    /// The file of a record, named by its address.
    Record(String),
}

impl Desk {
    /// The pipeline that a command works on: that of the file or folder it was given, else that of the folder it starts in.
    pub fn of(global: &Global, asked: Option<&PathBuf>) -> Result<Desk, Failure> {
        let asked = asked.map(|path| given(global, path));
        match asked.filter(|path| fs::symlink_metadata(path).is_ok()) {
            Some(path) => Desk::around(&path),
            None => Desk::open(&start(global)),
        }
    }

    /// What an argument names: a file or folder, or the address of a record.
    pub fn path(&self, process: &Process, global: &Global, asked: &Path) -> Result<Asked, Failure> {
        let path = given(global, asked);
        if fs::symlink_metadata(&path).is_ok() {
            return self.inside(&path).map(Asked::Path);
        }
        let listing = Listing::live(&self.root, Furniture::of(process));
        let found = asked
            .to_str()
            .and_then(|address| records::find_address(process, &listing, address));
        found.map(Asked::Record).ok_or_else(|| {
            let message = say!(en: "there is no file and no record {path}", zh: "没有文件或记录 {path}", path = asked.display());
            Failure::nothing(message).hint(say!(
                en: "name a path, or a record's address: ID, ID/KIND, ID/KIND/ID", zh: "请写路径，或记录地址：编号、编号/表单、编号/表单/编号"
            ))
        })
    }

    /// A path from the pipeline's folder; empty for the folder itself.
    fn inside(&self, path: &Path) -> Result<String, Failure> {
        // The last name is not resolved: a symbolic link is a finding, not a way out.
        let parent = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let full = match (fs::canonicalize(parent), path.file_name()) {
            (Ok(parent), Some(name)) => parent.join(name),
            _ => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
        };
        let full = match full.starts_with(&self.root) {
            true => full,
            // A link may be the pipeline itself.
            false => fs::canonicalize(path).unwrap_or(full),
        };
        let inside = full.strip_prefix(&self.root).ok().and_then(Path::to_str);
        inside.map(with_slashes).ok_or_else(|| {
            Failure::correctable(say!(en: "{path} is not in the pipeline {root}", zh: "{path} 不在销售库 {root} 中", path = path.display(), root = self.root.display()))
        })
    }

    /// The pipeline of the folder `start`, or of one above it.
    pub fn open(start: &Path) -> Result<Desk, Failure> {
        let root = find(start)?;
        Ok(Desk::at(root))
    }

    /// The pipeline that the record or folder `path` is in. A symbolic link is in the folder that holds it.
    fn around(path: &Path) -> Result<Desk, Failure> {
        let found = fs::symlink_metadata(path).map_err(|_| {
            Failure::nothing(
                say!(en: "there is no {path}", zh: "没有 {path}", path = path.display()),
            )
        })?;
        let folder = match path.parent() {
            Some(parent) if !found.is_dir() => match parent.as_os_str().is_empty() {
                true => Path::new("."),
                false => parent,
            },
            _ => path,
        };
        // A link may also be the pipeline itself.
        Ok(Desk::at(find(folder).or_else(|_| find(path))?))
    }

    fn at(root: PathBuf) -> Desk {
        let mut unread = Vec::new();
        let mut take = |read: Result<Source, Box<Finding>>| match read {
            Ok(source) => Some(source),
            Err(finding) => {
                unread.push(*finding);
                None
            }
        };
        let pipeline = take(read(&root, "pipeline.yaml"));
        let lost = pipeline.is_none();
        let pipeline = pipeline.unwrap_or_else(|| Source::new("pipeline.yaml", ""));
        let paths: Vec<_> = kind_paths(&root);
        let files = paths.len();
        let kinds: Vec<Source> = paths
            .into_iter()
            .filter_map(|path| take(path.and_then(|path| read(&root, &path))))
            .collect();
        let calendars = Definition::calendar_paths(&pipeline)
            .into_iter()
            .filter_map(|(path, span)| take(read_calendar(&root, &pipeline, &path, span)))
            .collect();
        let mut loaded = Definition {
            incomplete: kinds.len() < files,
            pipeline,
            kinds,
            calendars,
        }
        .load();
        // That a file that can't be read has nothing in it is no news.
        loaded
            .problems
            .retain(|problem| !lost || problem.spot.file != 0);
        Desk {
            root,
            loaded,
            unread,
        }
    }

    /// The process, unless something is wrong with it.
    pub fn process(&self) -> Result<&Process, Failure> {
        match &self.loaded.process {
            Some(process) if self.unread.is_empty() => Ok(process),
            _ => Err(Failure::correctable(say!(
                en: "the process of {root} is wrong", zh: "{root} 的流程定义有误",
                root = self.root.display()
            ))
            .hint(say!(en: "`deal check` says where", zh: "用 `deal check` 查看错误所在"))),
        }
    }

    /// What is wrong with the definition.
    pub fn problems(&self) -> Vec<Finding> {
        let problems = self
            .loaded
            .problems
            .iter()
            .map(|problem| self.finding(problem));
        self.unread.iter().cloned().chain(problems).collect()
    }

    fn finding(&self, problem: &Problem) -> Finding {
        let place = match self.loaded.sources.get(problem.spot.file) {
            Some(source) => Place::of(source, problem.spot.span),
            None => Place::file("pipeline.yaml"),
        };
        let finding = Finding::of_file(problem.rule, "", problem.message.clone());
        Finding {
            place,
            help: problem.help.clone(),
            ..finding
        }
    }

    /// The pipeline's folder as seen from the current one, with a final `/`; empty where it isn't below.
    pub fn prefix(&self) -> String {
        let here = std::env::current_dir().and_then(fs::canonicalize);
        let inside = here
            .ok()
            .and_then(|here| self.root.strip_prefix(here).ok().map(Path::to_owned));
        match inside.as_deref().and_then(Path::to_str) {
            None | Some("") => String::new(),
            Some(inside) => format!("{}/", inside.replace('\\', "/")),
        }
    }

    /// How to call the command from the current folder so that it works on the pipeline's own.
    pub fn command(&self) -> String {
        let here = std::env::current_dir().and_then(fs::canonicalize);
        let here = here.unwrap_or_default();
        if here == self.root {
            return "deal".to_owned();
        }
        let folder = match here.strip_prefix(&self.root) {
            Ok(below) => vec![".."; below.components().count()].join("/"),
            Err(_) => self.prefix().trim_end_matches('/').to_owned(),
        };
        match folder.is_empty() {
            // The same tree gives the same bytes wherever it lies.
            true => "deal".to_owned(),
            false => format!("deal -C {folder}"),
        }
    }

    /// The language of messages.
    pub fn language(&self, global: &Global) -> Language {
        global.lang.or(self.loaded.language).unwrap_or_default()
    }

    /// The day that is judged at.
    pub fn today(&self, global: &Global) -> NaiveDate {
        let fixed = global.today.or(self.loaded.today);
        fixed.unwrap_or_else(|| {
            let zone = self.loaded.timezone.unwrap_or(chrono_tz::UTC);
            calendar::today(Utc::now(), zone)
        })
    }
}

/// The folder that a command starts from.
pub fn start(global: &Global) -> PathBuf {
    global.dir.clone().unwrap_or_else(|| PathBuf::from("."))
}

/// A path with `/` on every system.
fn with_slashes(path: &str) -> String {
    match cfg!(windows) {
        true => path.replace('\\', "/"),
        false => path.to_owned(),
    }
}

/// A path as it was given, seen from there.
fn given(global: &Global, path: &Path) -> PathBuf {
    match &global.dir {
        Some(dir) => dir.join(path),
        None => path.to_owned(),
    }
}

fn find(start: &Path) -> Result<PathBuf, Failure> {
    let full = fs::canonicalize(start).map_err(|error| {
        Failure::correctable(say!(en: "can't open {path}: {error}", zh: "无法打开 {path}：{error}", path = start.display(), error = error))
    })?;
    let folder = if full.is_dir() {
        full.as_path()
    } else {
        full.parent().unwrap_or(&full)
    };
    let found = folder
        .ancestors()
        .find(|folder| folder.join("pipeline.yaml").is_file());
    found.map(Path::to_owned).ok_or_else(|| {
        Failure::correctable(say!(en: "there is no pipeline.yaml in {path} or above", zh: "{path} 及其上级目录中没有 pipeline.yaml", path = start.display()))
            .hint(say!(en: "go to a pipeline, or name it: deal -C DIR …", zh: "请进入销售库目录，或指明：deal -C 目录 …"))
    })
}

/// `kinds/*.yaml`, sorted; or what can't be listed.
fn kind_paths(root: &Path) -> Vec<Result<String, Box<Finding>>> {
    let refuse = |path: &str, message| {
        let finding = Finding::of_file(Rule::UnreadableFile, path, message);
        vec![Err(Box::new(finding))]
    };
    match inside::at(root, "kinds") {
        Ok(found) if found.is_dir() => {}
        Ok(found) => return vec![Err(Box::new(inside::refused("kinds", found.is_symlink())))],
        Err(_) => {
            let message = say!(en: "there is no folder `kinds`, so no kind of record", zh: "没有 `kinds` 目录，因而没有任何表单");
            return refuse("kinds", message);
        }
    }
    let entries = match fs::read_dir(root.join("kinds")) {
        Ok(entries) => entries,
        Err(error) => return refuse("kinds", inside::unreadable(&error)),
    };
    let mut paths = Vec::new();
    for name in entries.flatten().map(|entry| entry.file_name()) {
        match name.to_str() {
            Some(name) if name.ends_with(".yaml") && !name.starts_with('.') => {
                paths.push(Ok(format!("kinds/{name}")));
            }
            Some(_) => {}
            None => {
                let path = format!("kinds/{}", name.to_string_lossy());
                let message = say!(en: "the file's name is not UTF-8", zh: "文件名不是 UTF-8 编码");
                paths.extend(refuse(&path, message));
            }
        }
    }
    paths.sort_by(|one, two| one.as_ref().ok().cmp(&two.as_ref().ok()));
    paths
}

/// A calendar, or a finding at the line of `pipeline.yaml` that names it where it isn't in the pipeline.
fn read_calendar(
    root: &Path,
    pipeline: &Source,
    path: &str,
    span: Span,
) -> Result<Source, Box<Finding>> {
    let inside = path
        .split('/')
        .all(|part| !part.is_empty() && part != ".." && part != ".");
    let found = || inside::link_on_the_way(root, path).is_some() || inside::at(root, path).is_ok();
    if inside && found() {
        return read(root, path);
    }
    let message = say!(en: "there is no file `{path}` in the pipeline", zh: "销售库中没有文件 `{path}`", path = path);
    let help = say!(en: "add the file, or correct `calendar` in pipeline.yaml", zh: "补上该文件，或改正 pipeline.yaml 中的 `calendar`");
    let finding = Finding::at(Rule::UnreadableFile, pipeline, span, message);
    Err(Box::new(finding.help(help)))
}

/// A definition file inside the pipeline.
fn read(root: &Path, path: &str) -> Result<Source, Box<Finding>> {
    let refuse = |rule, message| Box::new(Finding::of_file(rule, path, message));
    let failed = |error: io::Error| refuse(Rule::UnreadableFile, inside::unreadable(&error));
    if let Some(link) = inside::link_on_the_way(root, path) {
        return Err(Box::new(inside::refused(link, true)));
    }
    let found = inside::at(root, path).map_err(failed)?;
    if !found.is_file() {
        return Err(Box::new(inside::refused(path, found.is_symlink())));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(root.join(path)).map_err(failed)?;
    file.take(LARGEST_DEFINITION + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST_DEFINITION {
        let message = say!(
            en: "a file of the definition has at most {limit}", zh: "流程定义文件最大 {limit}",
            limit = size::show(LARGEST_DEFINITION)
        );
        return Err(refuse(Rule::TooLarge, message));
    }
    text::decode(bytes)
        .map(|text| Source::new(path, text))
        .map_err(|broken| {
            let source = Source::new(path, broken.text);
            Box::new(records::finding(&source, broken.problem))
        })
}
