//! The pages of the engine's rules, run: the files that a page shows give the output that it shows, and its remedy
//! takes the finding away. `UPDATE_PAGES=1 cargo test --test rule_pages` writes the outputs anew.

#![allow(clippy::unwrap_used)]

mod page;
mod sample;

use dealdesk::language::Language;
use dealdesk::rules::{Group, Rule};
use page::Page;
use sample::Sample;
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [Language; 2] = [Language::En, Language::ZhCn];

#[test]
fn every_example_gives_the_output_that_its_page_shows() {
    for_every_page(|page, name| {
        let Some(sample) = Sample::of(page.language, &page.example) else {
            return Ok(());
        };
        let args: Vec<&str> = page.command.split(' ').collect();
        let (_, output) = sample.deal(&args);
        if !output.contains(&format!("[{name}]: ")) {
            return Err(format!("it is not found:\n{output}"));
        }
        if let Some(other) = other_finding(&output, name) {
            return Err(format!("another rule is broken too: {other}\n{output}"));
        }
        let shown = format!("$ deal {}\n{output}", page.command);
        if page.console == shown {
            return Ok(());
        }
        if updating() {
            fs::write(&page.path, page.with_console(&shown)).unwrap();
            return Ok(());
        }
        Err(format!("the output is now\n{shown}"))
    });
}

#[test]
fn every_remedy_takes_the_finding_away() {
    for_every_page(|page, _| {
        let Some(sample) = Sample::of(page.language, &page.example) else {
            return Ok(());
        };
        sample.lay(&page.remedy);
        match sample.check() {
            // The sentence that sums up, and no finding.
            (Some(0), output) if output.lines().count() == 1 => Ok(()),
            (_, output) => Err(format!("after the remedy:\n{output}")),
        }
    });
}

#[test]
fn every_waiver_excuses_the_finding() {
    for_every_page(|page, _| {
        if page.waivers.is_empty() {
            return Ok(());
        }
        let Some(sample) = Sample::of(page.language, &page.example) else {
            return Ok(());
        };
        sample.lay(&page.waivers);
        match sample.check() {
            (Some(0), output) if output.lines().count() == 1 => Ok(()),
            (_, output) => Err(format!("with the waiver:\n{output}")),
        }
    });
}

#[test]
fn every_setting_is_one_that_a_pipeline_takes() {
    for_every_page(|page, _| {
        let sample = Sample::of(page.language, &[]).unwrap();
        for settings in &page.settings {
            sample.set(settings);
        }
        match sample.check() {
            (Some(0), _) => Ok(()),
            (_, output) => Err(output),
        }
    });
}

#[test]
fn no_page_is_without_its_rule() {
    for language in LANGUAGES {
        for entry in fs::read_dir(folder(language)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let known = ["README.md", "zh-CN"].contains(&&*name)
                || name
                    .strip_suffix(".md")
                    .is_some_and(|name| Rule::named(name).is_some());
            assert!(known, "{name}");
        }
    }
}

/// Runs `test` on each page, and fails with all that it says.
fn for_every_page(test: impl Fn(&Page, &str) -> Result<(), String>) {
    let mut failures = Vec::new();
    // What history shows is run by the test `audit`.
    let rules = Rule::ALL.iter().filter(|rule| rule.group() != Group::Audit);
    for rule in rules {
        for language in LANGUAGES {
            let path = folder(language).join(format!("{}.md", rule.name()));
            let outcome =
                Page::read(&path, language, rule.name()).and_then(|page| test(&page, rule.name()));
            failures.extend(
                outcome
                    .err()
                    .map(|why| format!("{}: {why}", path.display())),
            );
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The title of a finding of another rule: `error[wrong-value]: …`.
fn other_finding<'o>(output: &'o str, name: &str) -> Option<&'o str> {
    let rule = |line: &'o str| {
        let (level, rest) = line.split_once('[')?;
        ["error", "warning", "错误", "警告"]
            .contains(&level)
            .then(|| rest.split_once(']').map(|(rule, _)| rule))?
    };
    output
        .lines()
        .find(|line| rule(line).is_some_and(|rule| rule != name))
}

fn folder(language: Language) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    match language {
        Language::En => root,
        Language::ZhCn => root.join("zh-CN"),
    }
}

fn updating() -> bool {
    std::env::var_os("UPDATE_PAGES").is_some()
}
