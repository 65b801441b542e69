//! A pipeline with offers and their letter, in a repository of its own.

use crate::pipeline::{Pipeline, Ran};
use std::process::Command;

/// The kind: a letter for the customer, and a sheet for us.
const KIND: &str = "\
kind: offer
title: {zh-CN: 报价, en: Offer}
files: offers/{id}/offer.yaml
name: number
fields:
  number: {type: text, required: true}
  note: {type: text}
  body: {type: markdown}
  total: {type: money}
  floor: {type: money, confidential: true}
  sent: {type: boolean}
  lines:
    type: list
    fields:
      what: {type: text, required: true}
      amount: {type: money}
documents:
  letter: {title: {zh-CN: 报价函, en: Letter}, for: customer, order: 1}
  sheet: {title: {zh-CN: 核算表, en: Sheet}, when: has(floor), ready: sent}
";

const LETTER: &str = "\
---
footer: \"{{ document.code }}\"
---

# Letter {{ number }}

{% if note %}{{ note }}{% endif %}

| What | Amount |
|---|-:|
{% for line in lines %}| {{ line.what }} | {{ line.amount | amount }} |
{% endfor %}| **Total** | **{{ total | money }}** |

## Text

{{ body | default(value=\"–\") }}
";

const SHEET: &str = "# Sheet {{ number }}\n\nFloor: {{ floor | money }}\n";

pub const OFFER: &str = "offers/q-1/offer.yaml";

pub struct Desk {
    pub pipeline: Pipeline,
}

impl Desk {
    pub fn new() -> Desk {
        let pipeline = Pipeline::new();
        for language in ["en", "zh-CN"] {
            pipeline.write(&format!("templates/{language}/letter.md"), LETTER);
            pipeline.write(&format!("templates/{language}/sheet.md"), SHEET);
        }
        pipeline.write("kinds/offer.yaml", KIND);
        pipeline.write(
            OFFER,
            "number: Q-1\ntotal: 198000\nlines:\n  - {what: Robot, amount: 198000}\n",
        );
        Desk { pipeline }
    }

    /// The same, all of it committed.
    pub fn committed() -> Desk {
        let desk = Desk::new();
        desk.git(&["init", "-q", "-b", "main"]);
        desk.git(&["add", "."]);
        desk.git(&["commit", "-q", "-m", "all"]);
        desk
    }

    pub fn git(&self, args: &[&str]) -> String {
        let mut git = Command::new("git");
        let git = self.isolated(git.current_dir(self.pipeline.root()).args(args));
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn isolated<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "Li Na")
            .env("GIT_AUTHOR_EMAIL", "li.na@example.com")
            .env("GIT_COMMITTER_NAME", "Li Na")
            .env("GIT_COMMITTER_EMAIL", "li.na@example.com")
            .env("GIT_AUTHOR_DATE", "2026-03-20T10:00:00+08:00")
            .env("GIT_COMMITTER_DATE", "2026-03-20T10:00:00+08:00")
    }

    pub fn deal(&self, args: &[&str]) -> Ran {
        self.deal_in("en", args)
    }

    pub fn deal_in(&self, language: &str, args: &[&str]) -> Ran {
        let args = [&["--today", "2026-03-20", "--lang", language], args].concat();
        let mut command = self.pipeline.command(&args);
        Ran::of(self.isolated(&mut command))
    }
}
