//! A pipeline with its repository: that of a work tree, or one that is only in a bare repository, as of its HEAD.

use super::args::Global;
use super::desk::{self, Asked, Desk};
use super::failure::Failure;
use crate::files::{Files, Nothing};
use crate::git::{CommitId, Repository};
use crate::language::Language;
use crate::process::{Definition, Loaded, Process};
use crate::records::{self, Furniture, Listing};
use crate::say;
use crate::value::id;
use chrono::NaiveDate;
use std::path::Path;

/// A pipeline with its repository.
pub struct Vault {
    /// The repository.
    pub repository: Repository,
    desk: Option<Desk>,
    /// The definition at HEAD, where there is no work tree.
    loaded: Option<Loaded>,
}

impl Vault {
    /// The pipeline of the folder that a command starts in.
    pub fn open(global: &Global) -> Result<Vault, Failure> {
        match Desk::of(global, None) {
            Ok(desk) => {
                let repository = Repository::around(&desk.root)?.ok_or_else(no_repository)?;
                Ok(Vault {
                    repository,
                    desk: Some(desk),
                    loaded: None,
                })
            }
            Err(failure) => {
                let found = Repository::around(&desk::start(global)).ok().flatten();
                match found.filter(Repository::is_bare) {
                    Some(repository) => Vault::of_bare(repository),
                    None => Err(failure),
                }
            }
        }
    }

    fn of_bare(repository: Repository) -> Result<Vault, Failure> {
        let head = repository.head()?.commit().ok_or_else(no_commit)?;
        let folder = {
            let snapshot = repository.snapshot(head)?;
            let listed = snapshot.list("", &|_| false);
            let mut folders = listed
                .paths
                .iter()
                .filter_map(|path| path.strip_suffix("pipeline.yaml"));
            let mut folders: Vec<String> = folders
                .by_ref()
                .filter(|folder| folder.is_empty() || folder.ends_with('/'))
                .map(str::to_owned)
                .collect();
            folders.sort_by_key(|folder| (folder.matches('/').count(), folder.clone()));
            folders.into_iter().next()
        };
        let folder = folder.ok_or_else(|| {
            Failure::correctable(say!(en: "there is no pipeline.yaml in this repository", zh: "此仓库中没有 pipeline.yaml"))
        })?;
        let repository = repository.with_prefix(&folder);
        let (loaded, unread) = {
            let snapshot = repository.snapshot(head)?;
            Definition::load_from(&snapshot)
        };
        let loaded = match unread.is_empty() {
            true => loaded,
            false => Loaded {
                process: None,
                ..loaded
            },
        };
        Ok(Vault {
            repository,
            desk: None,
            loaded: Some(loaded),
        })
    }

    fn loaded(&self) -> Option<&Loaded> {
        self.desk
            .as_ref()
            .map(|desk| &desk.loaded)
            .or(self.loaded.as_ref())
    }

    /// The process of today.
    pub fn process(&self) -> Result<&Process, Failure> {
        if let Some(desk) = &self.desk {
            return desk.process();
        }
        let process = self
            .loaded
            .as_ref()
            .and_then(|loaded| loaded.process.as_ref());
        process.ok_or_else(|| {
            Failure::correctable(say!(en: "the process of this repository is wrong", zh: "此仓库的流程定义有误"))
                .hint(say!(en: "`deal check` in a work tree says where", zh: "请在工作目录中用 `deal check` 查看错误所在"))
        })
    }

    /// The language of messages.
    pub fn language(&self, global: &Global) -> Language {
        let own = self.loaded().and_then(|loaded| loaded.language);
        global.lang.or(own).unwrap_or_default()
    }

    /// The day that is judged at.
    pub fn today(&self, global: &Global) -> NaiveDate {
        desk::today(global, self.loaded())
    }

    /// The commit that is checked out.
    pub fn head(&self) -> Result<CommitId, Failure> {
        self.repository.head()?.commit().ok_or_else(no_commit)
    }

    /// The files of today: those of the work tree, else those of HEAD.
    pub fn files(&self) -> Result<Box<dyn Files + '_>, Failure> {
        match &self.desk {
            Some(desk) => Ok(Box::new(desk.files.clone())),
            None => self.at(self.repository.head()?.commit()),
        }
    }

    /// The files of a commit; none without one.
    pub fn at(&self, commit: Option<CommitId>) -> Result<Box<dyn Files + '_>, Failure> {
        Ok(match commit {
            Some(commit) => Box::new(self.repository.snapshot(commit)?),
            None => Box::new(Nothing),
        })
    }

    /// How to call the command from the current folder so that it works on the pipeline.
    pub fn command(&self) -> String {
        self.desk
            .as_ref()
            .map_or_else(|| "deal".to_owned(), Desk::command)
    }

    /// The pipeline in a work tree.
    pub const fn desk(&self) -> Option<&Desk> {
        self.desk.as_ref()
    }

    /// The paths that an argument can mean: the one where something is, else those at which a record of this address was.
    pub fn paths(
        &self,
        process: &Process,
        global: &Global,
        asked: &Path,
    ) -> Result<Vec<String>, Failure> {
        let missing = match &self.desk {
            Some(desk) => match find(desk, process, global, asked) {
                Ok(Asked::Path(path) | Asked::Record(path)) => return Ok(vec![path]),
                Err(failure) => failure,
            },
            None => Failure::nothing(
                say!(en: "there is no record {path}", zh: "没有记录 {path}", path = asked.display()),
            ),
        };
        let Some(text) = asked.to_str() else {
            return Err(missing);
        };
        let files = self.files()?;
        let listing = Listing::live(&*files, Furniture::of(process));
        if listing.exists(text) {
            return Ok(vec![text.to_owned()]);
        }
        if let Some(path) = records::find_address(process, &listing, text) {
            return Ok(vec![path]);
        }
        let were = records::address_paths(process, text);
        match were.is_empty() {
            true => Err(missing),
            false => Ok(were),
        }
    }
}

/// What is asked for in the work tree. What is no id may be the name of a record; an id may be that of one that is gone.
fn find(desk: &Desk, process: &Process, global: &Global, asked: &Path) -> Result<Asked, Failure> {
    let is_name = asked
        .to_str()
        .is_some_and(|text| !text.contains('/') && id::read(text).is_err());
    match is_name {
        true => desk.look(process, global, asked),
        false => desk.path(process, global, asked),
    }
}

fn no_repository() -> Failure {
    Failure::correctable(
        say!(en: "the pipeline is not in a Git repository", zh: "销售库不在 Git 仓库中"),
    )
    .hint(say!(en: "git init, then commit", zh: "请先 git init 并提交"))
}

fn no_commit() -> Failure {
    Failure::nothing(say!(en: "there is no commit yet", zh: "还没有任何提交"))
}
