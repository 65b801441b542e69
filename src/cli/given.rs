//! What arguments of changing commands mean: the record, and FIELD=VALUE with the files that it names.

use super::args::Global;
use super::desk::{self, Asked};
use super::failure::Failure;
use super::work::Work;
use crate::change::{Assignment, Ground, Refusal, Target};
use crate::files::unreadable;
use crate::language::Phrase;
use crate::say;
use std::path::Path;
use std::{fs, io};

/// Largest file that a value is read from, in bytes.
const MOST: u64 = 1024 * 1024;

/// The assignments that arguments are.
pub fn assignments<S: AsRef<str>>(
    global: &Global,
    given: &[S],
) -> Result<Vec<Assignment>, Failure> {
    let file = |name: &str| text_of(global, name);
    let read = given
        .iter()
        .map(|text| Assignment::read(text.as_ref(), &file));
    Ok(read.collect::<Result<_, Refusal>>()?)
}

/// The text of a file that the user names, seen from their folder.
fn text_of(global: &Global, name: &str) -> Result<String, Refusal> {
    let path = desk::start(global).join(name);
    let unread = |why: Phrase| {
        Refusal::new(say!(en: "{name}: {why}", zh: "{name}：{why}", name = name, why = why))
    };
    let size = fs::metadata(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Refusal::new(say!(en: "there is no file {name}", zh: "没有文件 {name}", name = name))
        }
        _ => unread(unreadable(&error)),
    })?;
    if size.len() > MOST {
        return Err(unread(say!(en: "the file is too large", zh: "文件过大")));
    }
    let text = fs::read(&path).map_err(|error| unread(unreadable(&error)))?;
    let text = crate::text::decode(text).map_err(|broken| unread(broken.problem.message))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

/// The record that an argument names: a path from the user's folder, or an address.
pub fn target(
    global: &Global,
    work: &Work<'_>,
    ground: &Ground<'_>,
    asked: &str,
) -> Result<Target, Failure> {
    let (Asked::Path(path) | Asked::Record(path)) =
        work.desk.path(ground.process, global, Path::new(asked))?;
    Ok(ground.target(&path)?)
}
