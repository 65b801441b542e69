//! The pipeline that a command works on: its folder, its process, the day and the language.

use super::args::Global;
use super::failure::Failure;
use crate::calendar;
use crate::finding::{Finding, Place};
use crate::language::Language;
use crate::process::{Definition, Loaded, Problem, Process};
use crate::say;
use crate::text::{self, Source, Span};
use chrono::{NaiveDate, Utc};
use std::fs;
use std::io::Read;
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

impl Desk {
    /// The pipeline of the folder `start`, or of one above it.
    pub fn open(start: &Path) -> Result<Desk, Failure> {
        let root = find(start)?;
        let mut unread = Vec::new();
        let mut take = |path: &str| {
            read(&root, path).unwrap_or_else(|finding| {
                unread.push(*finding);
                None
            })
        };
        let pipeline = take("pipeline.yaml").unwrap_or_else(|| Source::new("pipeline.yaml", ""));
        let kinds = kind_paths(&root)
            .iter()
            .filter_map(|path| take(path))
            .collect();
        let calendars = Definition::calendar_paths(&pipeline)
            .into_iter()
            .filter_map(|(path, span)| {
                read(&root, &path).unwrap_or_else(|finding| {
                    unread.push(named(*finding, &pipeline, span));
                    None
                })
            })
            .collect();
        let loaded = Definition {
            pipeline,
            kinds,
            calendars,
        }
        .load();
        Ok(Desk {
            root,
            loaded,
            unread,
        })
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

    /// The language of messages.
    pub fn language(&self, global: &Global) -> Language {
        global.lang.or(self.loaded.language).unwrap_or_default()
    }

    /// The day that is judged at.
    pub fn today(&self, global: &Global) -> NaiveDate {
        let pipeline = self
            .loaded
            .process
            .as_ref()
            .map(|process| &process.pipeline);
        let fixed = global.today.or_else(|| pipeline?.today);
        fixed.unwrap_or_else(|| {
            let zone = pipeline.map_or(chrono_tz::UTC, |pipeline| pipeline.timezone);
            calendar::today(Utc::now(), zone)
        })
    }
}

/// A finding on a file as a whole, at the line of `pipeline.yaml` that names the file.
fn named(finding: Finding, pipeline: &Source, span: Span) -> Finding {
    if finding.place.start.is_some() {
        return finding;
    }
    let path = &finding.place.path;
    let message =
        say!(en: "{path}: {what}", zh: "{path}：{what}", path = path, what = finding.message);
    Finding {
        message,
        place: Place::of(pipeline, span),
        ..finding
    }
}

/// The folder that a command starts from.
pub fn start(global: &Global) -> PathBuf {
    global.dir.clone().unwrap_or_else(|| PathBuf::from("."))
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

/// `kinds/*.yaml`, sorted.
fn kind_paths(root: &Path) -> Vec<String> {
    let entries = fs::read_dir(root.join("kinds"))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".yaml") && !name.starts_with('.'))
        .map(|name| format!("kinds/{name}"))
        .collect();
    paths.sort();
    paths
}

/// A definition file inside the pipeline.
fn read(root: &Path, path: &str) -> Result<Option<Source>, Box<Finding>> {
    let refuse = |message| {
        Err(Box::new(Finding::of_file(
            crate::rules::Rule::UnreadableFile,
            path,
            message,
        )))
    };
    let inside = path
        .split('/')
        .all(|part| !part.is_empty() && part != ".." && part != ".");
    let metadata = fs::symlink_metadata(root.join(path));
    if !inside || !metadata.as_ref().is_ok_and(fs::Metadata::is_file) {
        return refuse(say!(en: "there is no such file in the pipeline", zh: "销售库中没有此文件"));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(root.join(path));
    let size = file.and_then(|file| file.take(LARGEST_DEFINITION + 1).read_to_end(&mut bytes));
    match size {
        Err(error) => {
            refuse(say!(en: "can't be read: {error}", zh: "无法读取：{error}", error = error))
        }
        Ok(size) if size as u64 > LARGEST_DEFINITION => {
            refuse(say!(en: "the file is too large for a definition", zh: "流程定义文件过大"))
        }
        Ok(_) => match text::decode(bytes) {
            Ok(text) => Ok(Some(Source::new(path, text))),
            Err(broken) => {
                let source = Source::new(path, broken.text);
                let finding = Finding::at(
                    broken.problem.fault.into(),
                    &source,
                    broken.problem.span,
                    broken.problem.message,
                );
                Err(Box::new(finding))
            }
        },
    }
}
