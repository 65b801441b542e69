//! Which repository a folder is in.
//!
//! The folder that holds `.git` is looked for from the pipeline's folder upwards. Only where there is none, a bare
//! repository is: a folder that looks like one inside a work tree is just files, whoever put them there.

use super::objects::{self, Objects, Pool};
use super::program::{Git, refused, run};
use super::trouble::Trouble;
use crate::say;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a repository is.
pub struct Found {
    /// The folder of the work tree, or the bare repository.
    pub folder: PathBuf,
    /// Whether it has no work tree.
    pub bare: bool,
    /// Its own folder: `.git`, or that of a linked work tree.
    pub git_dir: PathBuf,
    /// The folder that all its work trees share.
    pub common_dir: PathBuf,
    /// How `git` is run in it.
    pub git: Git,
    /// Its objects.
    pub objects: Objects,
}

/// Where the Git files of a folder's work tree are, without a look at whether they are sound.
pub fn git_dir(folder: &Path) -> Option<PathBuf> {
    let work_tree = work_tree(folder)?;
    let git = work_tree.join(".git");
    match git.is_file() {
        false => Some(git),
        true => {
            let text = fs::read_to_string(&git).ok()?;
            Some(work_tree.join(text.strip_prefix("gitdir: ")?.trim_end()))
        }
    }
}

/// Whether the work tree of a folder may have submodules.
pub fn has_submodules(folder: &Path) -> bool {
    work_tree(folder).is_some_and(|folder| folder.join(".gitmodules").is_file())
}

fn work_tree(folder: &Path) -> Option<&Path> {
    let mut above = folder.ancestors();
    above.find(|folder| holds_git(&folder.join(".git")))
}

/// The repository around a folder, given by its canonical path.
pub fn around(folder: &Path) -> Result<Option<Found>, Trouble> {
    let place = work_tree(folder).map(|folder| (folder, false)).or_else(|| {
        let bare = folder.ancestors().find(|folder| is_git_dir(folder));
        bare.map(|folder| (folder, true))
    });
    match place {
        Some((folder, bare)) => open(folder, bare).map(Some),
        None => Ok(None),
    }
}

fn holds_git(at: &Path) -> bool {
    match fs::symlink_metadata(at) {
        Ok(found) if found.is_file() => true,
        Ok(_) => is_git_dir(at),
        Err(_) => false,
    }
}

fn is_git_dir(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join("HEAD")).is_ok()
        && folder.join("objects").is_dir()
        && folder.join("refs").is_dir()
        // A linked work tree's folder has none of its own.
        || folder.join("commondir").is_file() && folder.join("HEAD").is_file()
}

fn open(folder: &Path, bare: bool) -> Result<Found, Trouble> {
    let git = Git::new(folder, bare);
    // What the library can't open, the executable may.
    let mut found = match objects::open(folder) {
        Ok(library) => by_library(folder, bare, git, library)?,
        Err(_) => by_program(folder, bare, git)?,
    };
    keep_of_hook(&mut found);
    Ok(found)
}

fn by_library(
    folder: &Path,
    bare: bool,
    git: Git,
    library: git2::Repository,
) -> Result<Found, Trouble> {
    if !bare {
        belongs(folder, library.workdir())?;
    }
    Ok(Found {
        folder: folder.to_owned(),
        bare,
        git_dir: canonical(library.path())?,
        common_dir: canonical(library.commondir())?,
        git,
        objects: Objects::Library(Pool::of(vec![library]), folder.to_owned()),
    })
}

fn by_program(folder: &Path, bare: bool, git: Git) -> Result<Found, Trouble> {
    let mut args = vec!["rev-parse", "--absolute-git-dir", "--git-common-dir"];
    if !bare {
        args.push("--show-toplevel");
    }
    let output = run(&mut git.read(&args)?)?;
    if !output.status.success() {
        return Err(refused(&args, &output));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let mut lines = said.lines();
    let mut next = || folder.join(lines.next().unwrap_or_default());
    let (git_dir, common_dir) = (canonical(&next())?, canonical(&next())?);
    if !bare {
        belongs(folder, Some(&next()))?;
    }
    Ok(Found {
        folder: folder.to_owned(),
        bare,
        git_dir,
        common_dir,
        objects: Objects::Program(Pool::of(Vec::new()), git.clone()),
        git,
    })
}

/// Refuses a repository whose settings say that its work tree is another folder.
fn belongs(folder: &Path, work_tree: Option<&Path>) -> Result<(), Trouble> {
    let same = work_tree.is_some_and(|work_tree| {
        fs::canonicalize(work_tree).is_ok_and(|work_tree| work_tree == folder)
    });
    match same {
        true => Ok(()),
        false => Err(Trouble::correctable(say!(
            en: "the repository in {folder} says that its work tree is elsewhere (core.worktree)",
            zh: "{folder} 中的仓库称其工作区在别处（core.worktree）",
            folder = folder.display()
        ))),
    }
}

/// Keeps what a hook's environment says of this repository: the index that a commit is made from, and objects that
/// a push brought and that aren't taken yet.
fn keep_of_hook(found: &mut Found) {
    let about = env::var_os("GIT_DIR");
    let is_ours = |path: &OsStr| {
        let path = found.folder.join(path);
        fs::canonicalize(path).is_ok_and(|path| path == found.git_dir)
    };
    let ours = about.as_deref().is_some_and(is_ours);
    if let Some(index) = env::var_os("GIT_INDEX_FILE") {
        let index = found.folder.join(index);
        // Without `GIT_DIR`, the index itself must be in the repository.
        let inside = index
            .parent()
            .is_some_and(|parent| about.is_none() && is_ours(parent.as_os_str()));
        if ours || inside {
            found.git.keep("GIT_INDEX_FILE", index.into_os_string());
        }
    }
    if ours && env::var_os("GIT_QUARANTINE_PATH").is_some() {
        for name in ["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"] {
            if let Some(value) = env::var_os(name) {
                found.git.keep(name, value);
            }
        }
        found.objects = Objects::Program(Pool::of(Vec::new()), found.git.clone());
    }
}

fn canonical(path: &Path) -> Result<PathBuf, Trouble> {
    fs::canonicalize(path).map_err(|error| Trouble::at(path.display(), &error))
}
