//! `deal merge-driver`: what Git calls to merge a record. Git runs it in the top folder of the work tree.

use super::args::{Global, MergeDriver};
use super::desk::Desk;
use super::failure::Failure;
use super::{Status, say_failure};
use crate::files::Disk;
use crate::merge::{Custody, Merged, merge};
use crate::output::visible;
use crate::say;
use crate::text::decode;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Largest file that is merged by fields, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Runs the command: clean, a conflict (1), or the merge as a whole can't go on (129).
pub fn run(global: &Global, args: &MergeDriver) -> Status {
    match merged(global, args) {
        Ok(status) => status,
        Err(failure) => {
            say_failure(&failure, global);
            Status::Unmerged
        }
    }
}

fn merged(global: &Global, args: &MergeDriver) -> Result<Status, Failure> {
    let desk = pipeline_of(&args.path);
    let language = match &desk {
        Some(desk) => desk.language(global),
        None => global.lang.unwrap_or_default(),
    };
    let say = |phrase: crate::language::Phrase| {
        // Git decides by the status; what is said helps the reader only.
        let _ = writeln!(io::stderr(), "{}", visible::line(phrase.get(language)));
    };
    let versions = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let (Some(base), Some(ours), Some(theirs)) = versions else {
        say(say!(
            en: "{path} is no UTF-8 text of at most 4 MiB, so it isn't merged; our version is kept, look at both",
            zh: "{path} 不是 4 MiB 以内的 UTF-8 文本，未合并；暂留我方版本，请对照双方版本处理",
            path = args.path,
        ));
        return Ok(Status::Findings);
    };
    let Merged {
        text,
        conflicts,
        clean,
    } = match &desk {
        Some(desk) => {
            let path = inside(desk, &args.path).unwrap_or_else(|| args.path.clone());
            let custody = Custody::of(desk.process().ok(), &desk.files, &path);
            merge(&path, &base, &ours, &theirs, &custody)
        }
        None => {
            let custody = Custody::of(None, &Disk::new("."), &args.path);
            merge(&args.path, &base, &ours, &theirs, &custody)
        }
    };
    if text != ours {
        fs::write(&args.ours, &text).map_err(|error| Failure::system(&error))?;
    }
    if clean {
        return Ok(Status::Clean);
    }
    say(match conflicts.is_empty() {
        true => say!(
            en: "{path}: both sides changed it", zh: "{path}：双方都改动了", path = args.path
        ),
        false => say!(
            en: "{path}: both sides changed {fields}",
            zh: "{path}：双方都改动了 {fields}",
            path = args.path,
            fields = conflicts.join(", "),
        ),
    });
    Ok(Status::Findings)
}

/// A version's text; nothing where it can't be one.
fn read(path: &Path) -> Result<Option<String>, Failure> {
    let system = |error: io::Error| Failure::system(&error);
    if fs::metadata(path).map_err(system)?.len() > LARGEST {
        return Ok(None);
    }
    Ok(decode(fs::read(path).map_err(system)?).ok())
}

/// The pipeline that a path of the work tree is in.
fn pipeline_of(path: &str) -> Option<Desk> {
    let mut folders = Path::new(path).ancestors().skip(1);
    let folder = folders.find(|folder| folder.is_dir());
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    Desk::open(folder.unwrap_or(Path::new("."))).ok()
}

/// A path of the work tree as seen from the pipeline's folder.
fn inside(desk: &Desk, path: &str) -> Option<String> {
    let here = fs::canonicalize(".").ok()?;
    let full = here.join(path);
    let inside = full.strip_prefix(&desk.root).ok()?.to_str()?;
    Some(inside.replace('\\', "/"))
}
