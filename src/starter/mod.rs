//! What a new pipeline begins with: its files as values. Knows no disk, no Git and no clock.

mod ci;
mod definition;
mod example;
mod git;
mod person;
mod readme;
mod small;

pub use ci::{Forge, Workflow, workflow};
pub use person::{Person, id_of};

use crate::language::Language;
use std::borrow::Cow;

/// What a new pipeline shall be.
#[derive(Clone, Debug)]
pub struct Start<'a> {
    /// The language of its messages, its README and its comments.
    pub language: Language,
    /// What people call it; none keeps the example's name.
    pub name: Option<&'a str>,
    /// Its UUID.
    pub uuid: &'a str,
    /// The first person, where one is known.
    pub person: Option<Person<'a>>,
    /// The process that it begins with.
    pub with: With,
}

/// The process that a pipeline begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum With {
    /// The example's forms, without its data.
    Process,
    /// A small one, to grow one's own from.
    Small,
    /// The example, with its data and its fixed day.
    Example,
}

/// A file to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// From the pipeline's folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
}

impl File {
    fn of(path: impl Into<String>, text: String) -> File {
        File {
            path: path.into(),
            bytes: Cow::Owned(text.into_bytes()),
        }
    }
}

/// The files of a new pipeline, by path.
pub fn files(start: &Start<'_>) -> Vec<File> {
    let mut files = match start.with {
        With::Example => of_example(start),
        With::Process | With::Small => of_process(start),
    };
    files.push(File::of(".gitattributes", git::attributes()));
    files.push(File::of(".gitignore", git::IGNORED.to_owned()));
    files.sort_by(|one, two| one.path.cmp(&two.path));
    files
}

/// The whole example. Its UUID stays, because its sign-offs hold in that pipeline only.
fn of_example(start: &Start<'_>) -> Vec<File> {
    let others = example::FILES
        .iter()
        .filter(|(path, _)| *path != definition::PATH);
    let mut files: Vec<File> = others.map(embedded).collect();
    files.push(File::of(definition::PATH, definition::of_example(start)));
    files
}

/// The process alone: its calendar is that of the example, its forms are so or the small ones.
fn of_process(start: &Start<'_>) -> Vec<File> {
    let in_folder = |folder: &'static str| {
        let files = example::FILES.iter();
        files.filter(move |(path, _)| path.starts_with(folder))
    };
    let mut files: Vec<File> = in_folder("calendar/").map(embedded).collect();
    match start.with {
        With::Small => files.extend(small::KINDS.iter().map(embedded)),
        With::Process | With::Example => files.extend(in_folder("kinds/").map(embedded)),
    }
    files.push(File::of(definition::PATH, definition::of_start(start)));
    files.push(File::of("README.md", readme::of(start)));
    if let Some(person) = &start.person {
        files.push(File::of(
            person.path(),
            person.record(start.language, start.with),
        ));
    }
    files
}

fn embedded((path, bytes): &example::Embedded) -> File {
    File {
        path: (*path).to_owned(),
        bytes: Cow::Borrowed(bytes),
    }
}
