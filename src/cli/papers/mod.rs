//! What the commands that make documents have in common: which are meant, making them, and writing them down.

pub mod batch;
pub mod choice;
pub mod file;
pub mod outlet;
mod press;
pub mod refused;
mod turns;
pub mod watch;
mod writer;

pub use press::{Plates, Press, flawed};
pub use writer::{Writer, medium};

use super::desk::Desk;
use super::failure::Failure;
use crate::files::{Entry, Files};
use crate::git::{Head, Repository};
use crate::process::Process;
use crate::records::{Claims, Furniture, Role};

/// No file of a pipeline that makes documents is larger.
const LARGEST: u64 = 32 << 20;

/// The commit that the pipeline's files are of; none where a record, a paper, a template or the process differs from it,
/// or where there is no repository.
///
/// # Errors
/// Git fails.
pub fn commit(desk: &Desk, process: &Process) -> Result<Option<String>, Failure> {
    let Some(repository) = Repository::around(&desk.root)? else {
        return Ok(None);
    };
    let (Head::Branch { commit: head, .. } | Head::Detached(head)) = repository.head()? else {
        return Ok(None);
    };
    let claims = Claims::of(process);
    let furniture = Furniture::of(process);
    let says_something = |path: &str| {
        let is_made = path.starts_with("out/") || path.starts_with("README");
        let of_process = furniture.has(path) && !is_made;
        of_process || !matches!(claims.role(path), Role::Attachment | Role::Unclaimed)
    };
    let unsaved = repository.unsaved(Some(head))?;
    let committed = repository.snapshot(head)?;
    // Git takes a file for changed until it looks at one whose time or place on the disk is another: after a copy, say.
    let is_same = |path: &str| {
        let is_file = |files: &dyn Files| matches!(files.at(path), Ok(Entry::File));
        let bytes = |files: &dyn Files| is_file(files).then(|| files.read(path, LARGEST).ok())?;
        bytes(&committed).is_some_and(|then| bytes(&desk.files) == Some(then))
    };
    let mut unsaved = unsaved.iter().filter(|path| says_something(path));
    let clean = unsaved.all(|path| is_same(path));
    Ok(clean.then(|| head.to_string()))
}
