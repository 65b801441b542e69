//! The pipeline that a command works on: its folder, its process, the day and the language.

use super::args::Global;
use super::failure::Failure;
use crate::calendar;
use crate::check;
use crate::files::Files;
use crate::finding::Finding;
use crate::git::WorkTree;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::process::{Definition, Loaded, Process};
use crate::records::{self, Archive, Furniture, Listing};
use crate::say;
use chrono::{NaiveDate, Utc};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A pipeline that was found.
pub struct Desk {
    /// Its folder.
    pub root: PathBuf,
    /// The files in it.
    pub files: WorkTree,
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
        // A sparse checkout has it, and not on the disk.
        if let Some(inside) = self.below(&path)
            && self.files.at(&inside).is_ok()
        {
            return Ok(Asked::Path(inside));
        }
        let listing = Listing::live(&self.files, Furniture::of(process));
        let found = asked
            .to_str()
            .and_then(|address| records::find_address(process, &listing, address));
        // Who writes a record's whole name means it.
        let found = found.or_else(|| {
            let archive = Archive::new(process, &listing, "deal");
            match &*check::with_name(&archive, None, asked.to_str()?, self.today(global)) {
                [address] => records::find_address(process, &listing, address),
                _ => None,
            }
        });
        found.map(Asked::Record).ok_or_else(|| {
            let message = say!(en: "there is no file and no record {path}", zh: "没有文件或记录 {path}", path = asked.display());
            let failure = Failure::nothing(message);
            let alike = self.called(process, global, asked);
            if alike.is_empty() {
                return failure.hint(say!(
                    en: "name a path, or a record's address: ID, ID/KIND, ID/KIND/ID", zh: "请写路径，或记录地址：编号、编号/表单、编号/表单/编号"
                ));
            }
            let hints = alike.iter().map(|(address, name)| {
                say!(en: "{address}: {name}", zh: "{address}：{name}", address = address, name = name)
            });
            hints.fold(failure, Failure::hint)
        })
    }

    /// As [`Desk::path`], for those who only look: what is no file and no address may be the name of a record, if just
    /// one has it; which one is said on stderr.
    pub fn look(&self, process: &Process, global: &Global, asked: &Path) -> Result<Asked, Failure> {
        let failure = match self.path(process, global, asked) {
            Ok(found) => return Ok(found),
            Err(failure) => failure,
        };
        let [(address, name)] = self
            .called(process, global, asked)
            .try_into()
            .map_err(|_| failure)?;
        if !global.quiet {
            let said = say!(en: "{address}: {name}", zh: "{address}：{name}", address = address, name = name);
            let _ = writeln!(
                io::stderr(),
                "{}",
                visible::line(said.get(self.language(global)))
            );
        }
        self.path(process, global, Path::new(&address))
    }

    /// Records whose name or id has what was asked for in it.
    fn called(&self, process: &Process, global: &Global, asked: &Path) -> Vec<(String, Phrase)> {
        let Some(text) = asked.to_str().filter(|text| !text.contains('/')) else {
            return Vec::new();
        };
        let listing = Listing::live(&self.files, Furniture::of(process));
        let archive = Archive::new(process, &listing, "deal");
        check::called(&archive, text, self.today(global))
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

    /// A path from the pipeline's folder, of something that may not be there.
    fn below(&self, path: &Path) -> Option<String> {
        let there = path.ancestors().find_map(|above| {
            let above_or_here = match above.as_os_str().is_empty() {
                true => Path::new("."),
                false => above,
            };
            Some((
                fs::canonicalize(above_or_here).ok()?,
                path.strip_prefix(above).ok()?,
            ))
        });
        let (above, rest) = there?;
        let full = above.join(rest);
        let inside = full.strip_prefix(&self.root).ok()?.to_str()?;
        Some(with_slashes(inside))
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
        let files = WorkTree::of(&root);
        let (loaded, unread) = Definition::load_from(&files);
        Desk {
            root,
            files,
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
        let problems = self.loaded.findings();
        self.unread.iter().cloned().chain(problems).collect()
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
        today(global, Some(&self.loaded))
    }
}

/// The day that a pipeline is judged at, as far as its definition is known.
pub fn today(global: &Global, loaded: Option<&Loaded>) -> NaiveDate {
    let fixed = global.today.or(loaded.and_then(|loaded| loaded.today));
    fixed.unwrap_or_else(|| {
        let zone = loaded.and_then(|loaded| loaded.timezone);
        calendar::today(Utc::now(), zone.unwrap_or(chrono_tz::UTC))
    })
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

/// The folder of the pipeline that a folder is in.
pub fn find(start: &Path) -> Result<PathBuf, Failure> {
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
