//! The merge and diff drivers of a clone: set up where the user says so, else the commands are told.

use super::super::failure::Failure;
use super::super::{Status, answer};
use super::Told;
use crate::git::Repository;
use crate::language::Language;
use crate::merge;
use crate::say;

use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// `deal init --drivers`: for a clone of a pipeline that is there.
pub fn set_up(folder: &Path, yes: bool, language: Language) -> Result<Status, Failure> {
    let repository = Repository::around(folder)?.ok_or_else(|| {
        Failure::correctable(
            say!(en: "{folder} is in no Git repository", zh: "{folder} 不在 Git 仓库中", folder = folder.display()),
        )
    })?;
    if !yes && is_terminal() && !asked(language)? {
        return Ok(Status::Clean);
    }
    configure(&repository)?;
    let done = say!(en: "this clone merges and compares records by key\n", zh: "本克隆将按字段合并和比较记录\n");
    answer(done.get(language))
}

/// Offers them after a pipeline was made.
pub fn offer(repository: &Repository, yes: bool, told: &mut Told) -> Result<(), Failure> {
    let mut has_all = true;
    for (key, value) in merge::settings("deal") {
        has_all &= repository.setting(key)? == Some(value);
    }
    if has_all {
        return Ok(());
    }
    if yes || (is_terminal() && !told.quiet && asked(told.language)?) {
        return configure(repository);
    }
    told.note(&say!(
        en: "`deal init --drivers` lets this clone merge records by key; it is short for:", zh: "`deal init --drivers` 让本克隆按字段合并记录，相当于："
    ));
    for (key, value) in merge::settings("deal") {
        told.text(&format!("  git config {key} '{value}'"));
    }
    Ok(())
}

fn configure(repository: &Repository) -> Result<(), Failure> {
    for (key, value) in merge::settings("deal") {
        repository.set(key, &value)?;
    }
    Ok(())
}

fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn asked(language: Language) -> Result<bool, Failure> {
    let question = say!(
        en: "Let this clone merge and compare records by key (git config merge.dealdesk.driver, diff.dealdesk.textconv)? [Y/n] ",
        zh: "是否让本克隆按字段合并和比较记录（git config merge.dealdesk.driver、diff.dealdesk.textconv）？[Y/n] "
    );
    let failed = |error: io::Error| Failure::system(&error);
    let mut err = io::stderr();
    write!(err, "{}", question.get(language)).map_err(failed)?;
    err.flush().map_err(failed)?;
    let mut line = String::new();
    // The end of the input is no answer, and no answer is no.
    let read = io::stdin().read_line(&mut line).map_err(failed)?;
    let reply = line.trim().to_lowercase();
    Ok(read > 0 && matches!(reply.as_str(), "" | "y" | "yes" | "是" | "好"))
}
