//! `deal owners`: code-owner rules from the sign-off roles and the people who hold them.

use super::args::{Global, Owners as Args, OwnersFormat};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{Status, answer};
use crate::check::{Guard, guards};
use crate::git::Repository;
use crate::language::Language;
use crate::records::{Archive, Furniture, Listing};
use crate::say;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let desk = Desk::open(&desk::start(global))?;
    let process = desk.process()?;
    let people = process.people.as_ref().ok_or_else(|| {
        Failure::correctable(
            say!(en: "pipeline.yaml doesn't say which records are people", zh: "pipeline.yaml 未指明哪些记录是人员"),
        )
    })?;
    let listing = Listing::whole(&desk.files, Furniture::of(process));
    let archive = Archive::new(process, &listing, "deal");
    let day = desk.today(global);
    let guards = guards(process, archive.all(people.kind), day);
    // Rules go by the paths of the repository, not of the pipeline.
    let prefix = match Repository::around(&desk.root)? {
        Some(repository) => repository.prefix().to_owned(),
        None => String::new(),
    };
    let head = say!(
        en: "# Made by `deal owners` as of {day}. Make it again when roles or people change.", zh: "# 由 `deal owners` 按 {day} 的角色生成；角色或人员变动后请重新生成。",
        day = day
    );
    let language = desk.language(global);
    let rules = rules(&guards, &prefix, args.format, language);
    answer(&format!("{}\n{rules}", head.get(language)))
}

/// The rules as lines. Files whose role nobody holds keep the owners of their folder.
fn rules(guards: &[Guard], prefix: &str, format: OwnersFormat, language: Language) -> String {
    let mut text = String::new();
    for guard in guards {
        let title = heading(guard.title.get(language));
        let path = path(prefix, &guard.glob);
        let head = match format {
            OwnersFormat::Github => format!("\n# {title}\n"),
            OwnersFormat::Gitlab if guard.accounts.is_empty() => format!("\n# {title}\n"),
            OwnersFormat::Gitlab => format!("\n[{title}]\n"),
        };
        text.push_str(&head);
        if guard.accounts.is_empty() {
            let nobody = say!(en: "nobody holds the role", zh: "无人担任此角色");
            text.push_str(&format!("# {path}: {}\n", nobody.get(language)));
        } else {
            text.push_str(&format!("{path} {}\n", guard.accounts.join(" ")));
        }
    }
    text
}

/// A title as one line that holds no brackets.
fn heading(title: &str) -> String {
    let plain = |c: char| {
        if c.is_control() || "[]^".contains(c) {
            ' '
        } else {
            c
        }
    };
    title.chars().map(plain).collect()
}

/// The path from the repository's top, with blanks and signs as the forges read them.
fn path(prefix: &str, glob: &str) -> String {
    let mut path = String::from("/");
    for c in format!("{prefix}{glob}").chars() {
        if matches!(c, ' ' | '#' | '[' | ']' | '\\') {
            path.push('\\');
        }
        path.push(c);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Phrase;

    fn guard(accounts: &[&str]) -> Guard {
        Guard {
            title: Phrase::same("Quote [new]"),
            glob: "deals/*/signoffs/quote.finance.*".to_owned(),
            accounts: accounts.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_rule_has_the_path_from_the_top_and_the_accounts() {
        let guards = [guard(&["@li-na", "pan@example.com"])];
        assert_eq!(
            rules(&guards, "our sales/", OwnersFormat::Github, Language::En),
            "\n# Quote  new \n/our\\ sales/deals/*/signoffs/quote.finance.* @li-na pan@example.com\n"
        );
        assert_eq!(
            rules(&guards, "", OwnersFormat::Gitlab, Language::En),
            "\n[Quote  new ]\n/deals/*/signoffs/quote.finance.* @li-na pan@example.com\n"
        );
    }

    #[test]
    fn a_role_that_nobody_holds_takes_no_owner_away() {
        for format in [OwnersFormat::Github, OwnersFormat::Gitlab] {
            let text = rules(&[guard(&[])], "", format, Language::En);
            assert!(
                text.lines()
                    .all(|line| line.is_empty() || line.starts_with('#')),
                "{text}"
            );
        }
    }
}
