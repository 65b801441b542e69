//! The definition's files, read from wherever the pipeline's files come from.

use super::load::{Definition, Loaded};
use crate::files::{Entry, Files, Unread, lacking, refused, unreadable};
use crate::finding::{Finding, Place};
use crate::rules::Rule;
use crate::say;
use crate::template::{FOLDER, LOGOS, WordFile};
use crate::text::{self, Source, Span};
use crate::value::size;

/// Largest definition file, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;
/// Largest Word file or picture that is looked at, in bytes.
const LARGEST_BINARY: u64 = 32 * 1024 * 1024;

impl Definition {
    /// Reads and compiles the definition; with what could not be read.
    pub fn load_from(files: &dyn Files) -> (Loaded, Vec<Finding>) {
        let mut unread = Vec::new();
        let mut take = |read: Result<Source, Box<Finding>>| match read {
            Ok(source) => Some(source),
            Err(finding) => {
                unread.push(*finding);
                None
            }
        };
        let pipeline = take(read(files, "pipeline.yaml"));
        let lost = pipeline.is_none();
        let pipeline = pipeline.unwrap_or_else(|| Source::new("pipeline.yaml", ""));
        let paths = kind_paths(files);
        let count = paths.len();
        let kinds: Vec<Source> = paths
            .into_iter()
            .filter_map(|path| take(path.and_then(|path| read(files, &path))))
            .collect();
        let calendars = Definition::calendar_paths(&pipeline)
            .into_iter()
            .filter_map(|(path, span)| take(read_calendar(files, &pipeline, &path, span)))
            .collect();
        let (mut templates, mut forms) = (Vec::new(), Vec::new());
        for path in template_paths(files) {
            match path {
                Ok(path) if is_template(&path) => templates.extend(take(read(files, &path))),
                Ok(path) if is_form(&path) => match bytes(files, &path, LARGEST_BINARY) {
                    Ok(bytes) => forms.push(WordFile::new(path, bytes)),
                    Err(finding) => drop(take(Err(finding))),
                },
                Ok(_) => {}
                Err(finding) => drop(take(Err(finding))),
            }
        }
        let mut logos = Vec::new();
        for path in logo_paths(files) {
            match bytes(files, path, LARGEST_BINARY) {
                Ok(bytes) => logos.push((path, bytes)),
                Err(finding) => unread.push(*finding),
            }
        }
        let mut loaded = Definition {
            templates,
            forms,
            logos,
            incomplete: kinds.len() < count,
            pipeline,
            kinds,
            calendars,
        }
        .load();
        // That a file that can't be read has nothing in it is no news.
        loaded
            .problems
            .retain(|problem| !lost || problem.spot.file != 0);
        (loaded, unread)
    }
}

impl Loaded {
    /// What is wrong with the definition, as findings.
    pub fn findings(&self) -> Vec<Finding> {
        let finding = |problem: &super::Problem| {
            let place = match self.sources.get(problem.spot.file) {
                Some(source) => Place::of(source, problem.spot.span),
                None => Place::file("pipeline.yaml"),
            };
            Finding {
                place,
                help: problem.help.clone(),
                ..Finding::of_file(problem.rule, "", problem.message.clone())
            }
        };
        self.problems.iter().map(finding).collect()
    }
}

/// `kinds/*.yaml`, sorted; or what can't be listed.
fn kind_paths(files: &dyn Files) -> Vec<Result<String, Box<Finding>>> {
    match files.at("kinds") {
        Ok(Entry::Folder) => {}
        Ok(other) => return vec![Err(Box::new(refused("kinds", other)))],
        Err(_) => {
            let message = say!(en: "there is no folder `kinds`, so no kind of record", zh: "没有 `kinds` 目录，因而没有任何表单");
            let finding = Finding::of_file(Rule::UnreadableFile, "kinds", message);
            return vec![Err(Box::new(finding))];
        }
    }
    // Only what lies in the folder itself; another file than a kind's is none of the definition.
    let foreign = |path: &str| {
        let name = path.strip_prefix("kinds/").unwrap_or(path);
        name.starts_with('.') || name.contains('/') || !name.ends_with(".yaml")
    };
    let listed = files.list("kinds/", &foreign);
    let mut paths: Vec<String> = listed.paths.into_iter().map(String::from).collect();
    paths.sort();
    let refused = listed
        .refused
        .into_iter()
        .map(|finding| Err(Box::new(finding)));
    paths.into_iter().map(Ok).chain(refused).collect()
}

/// Markdown and Word files under `templates/`, by path; or what can't be listed of them.
fn template_paths(files: &dyn Files) -> Vec<Result<String, Box<Finding>>> {
    match files.at("templates") {
        Ok(Entry::Folder) => {}
        Ok(other) => return vec![Err(Box::new(refused("templates", other)))],
        Err(_) => return Vec::new(),
    }
    let foreign = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.contains('.') && !is_template(path) && !is_word(path)
    };
    let listed = files.list(FOLDER, &foreign);
    let mut paths: Vec<String> = listed.paths.into_iter().map(String::from).collect();
    paths.sort();
    let refused = listed.refused.into_iter();
    paths
        .into_iter()
        .map(Ok)
        .chain(refused.map(|finding| Err(Box::new(finding))))
        .collect()
}

/// Where there is a logo. That the folder is none was said of the templates.
fn logo_paths(files: &dyn Files) -> impl Iterator<Item = &'static str> {
    let is_there = matches!(files.at("templates"), Ok(Entry::Folder));
    let paths = LOGOS.into_iter().filter(move |_| is_there);
    paths.filter(|path| files.at(path).is_ok())
}

fn is_template(path: &str) -> bool {
    path.ends_with(".md")
}

/// A Word file; `~$…` says that one is open in Word.
fn is_word(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.ends_with(".docx") && !name.starts_with("~$")
}

/// A Word file in a language's folder; one beside those folders is no form.
fn is_form(path: &str) -> bool {
    is_word(path)
        && path
            .strip_prefix(FOLDER)
            .is_some_and(|below| below.contains('/'))
}

/// A calendar, or a finding at the line of `pipeline.yaml` that names it where it isn't in the pipeline.
fn read_calendar(
    files: &dyn Files,
    pipeline: &Source,
    path: &str,
    span: Span,
) -> Result<Source, Box<Finding>> {
    let inside = path
        .split('/')
        .all(|part| !part.is_empty() && part != ".." && part != ".");
    let found = || files.link_on_the_way(path).is_some() || files.at(path).is_ok();
    if inside && found() {
        return read(files, path);
    }
    let message = say!(en: "there is no file `{path}` in the pipeline", zh: "销售库中没有文件 `{path}`", path = path);
    let help = say!(en: "add the file, or correct `calendar` in pipeline.yaml", zh: "补上该文件，或改正 pipeline.yaml 中的 `calendar`");
    let finding = Finding::at(Rule::UnreadableFile, pipeline, span, message);
    Err(Box::new(finding.help(help)))
}

/// A definition file inside the pipeline.
fn read(files: &dyn Files, path: &str) -> Result<Source, Box<Finding>> {
    text::decode(bytes(files, path, LARGEST)?)
        .map(|text| Source::new(path, text))
        .map_err(|broken| {
            let source = Source::new(path, broken.text);
            Box::new(Finding::of_text(&source, broken.problem))
        })
}

/// The bytes of a definition file inside the pipeline.
fn bytes(files: &dyn Files, path: &str, largest: u64) -> Result<Vec<u8>, Box<Finding>> {
    let refuse = |rule, message| Box::new(Finding::of_file(rule, path, message));
    if let Some(link) = files.link_on_the_way(path) {
        return Err(Box::new(refused(link, Entry::Link)));
    }
    let failed = |error| refuse(Rule::UnreadableFile, unreadable(&error));
    match files.at(path).map_err(failed)? {
        Entry::File => {}
        other => return Err(Box::new(refused(path, other))),
    }
    files.read(path, largest).map_err(|unread| match unread {
        Unread::Failed(error) => refuse(Rule::UnreadableFile, unreadable(&error)),
        Unread::Lacking => refuse(Rule::UnreadableFile, lacking()),
        Unread::TooLarge(_) => refuse(
            Rule::TooLarge,
            say!(
                en: "a file of the definition has at most {limit}", zh: "流程定义文件最大 {limit}",
                limit = size::show(largest)
            ),
        ),
    })
}
