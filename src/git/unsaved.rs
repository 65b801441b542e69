//! What of a pipeline's work tree is not in a commit. Filters that the repository names are not run: a file that only
//! looks changed may be named too.

use super::id::CommitId;
use super::repository::Repository;
use super::trouble::Trouble;
use std::collections::BTreeSet;

/// The paths of the pipeline that differ from `base` in the work tree, or are new there and not ignored, sorted.
pub(super) fn unsaved(
    repository: &Repository,
    base: Option<CommitId>,
) -> Result<Vec<Box<str>>, Trouble> {
    let base = base.map(|base| base.to_string());
    let known = match &base {
        Some(base) => vec![
            "diff-index",
            "--name-only",
            "--no-renames",
            "--no-relative",
            "-z",
            base,
            "--",
        ],
        None => vec!["ls-files", "--cached", "--full-name", "-z", "--"],
    };
    let new = vec![
        "ls-files",
        "--others",
        "--exclude-standard",
        "--full-name",
        "-z",
        "--",
    ];
    let off = filters_off(repository)?;
    let mut paths = BTreeSet::new();
    for asked in [known, new] {
        let mut args: Vec<&str> = off
            .iter()
            .flat_map(|setting| ["-c", setting.as_str()])
            .collect();
        args.extend(asked);
        args.extend(Some(repository.prefix()).filter(|prefix| !prefix.is_empty()));
        let answer = repository.git.answer(&args)?;
        let all = answer.split(|&byte| byte == 0);
        let inside = all.filter_map(|path| path.strip_prefix(repository.prefix().as_bytes()));
        paths.extend(
            inside
                .filter(|path| !path.is_empty())
                .map(|path| String::from_utf8_lossy(path).into()),
        );
    }
    Ok(paths.into_iter().collect())
}

/// Settings by which no filter of the configuration is run.
fn filters_off(repository: &Repository) -> Result<Vec<String>, Trouble> {
    let listed = repository
        .git
        .read(&[
            "config",
            "--null",
            "--name-only",
            "--get-regexp",
            "^filter\\.",
        ])?
        .output();
    let listed = listed.map_err(|error| Trouble::at("git config", &error))?;
    let mut names = BTreeSet::new();
    for key in listed.stdout.split(|&byte| byte == 0) {
        let key = String::from_utf8_lossy(key);
        let name = key
            .strip_prefix("filter.")
            .and_then(|rest| rest.rsplit_once('.'));
        names.extend(name.map(|(name, _)| name.to_owned()));
    }
    let off = |name: &String| {
        [
            format!("filter.{name}.clean="),
            format!("filter.{name}.process="),
            format!("filter.{name}.required=false"),
        ]
    };
    Ok(names.iter().flat_map(off).collect())
}
