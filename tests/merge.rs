//! Branches, rebases and cherry-picks of real Git repositories, merged by the driver that Git calls.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use dealdesk::files::Disk;
use dealdesk::merge::{ATTRIBUTES, Custody, settings};
use dealdesk::process::Definition;
use pipeline::{DEAL, MINUTES, Pipeline};
use std::process::{Command, Output};

const SIGNOFF: &str = "deals/lanyu-a1/signoffs/review.manager.wang-qiang.yaml";
const STATEMENT: &str = "signoff: review\non: deals/lanyu-a1/deal.yaml\nrole: manager\nby: wang-qiang\nat: 2026-03-01\n\
verdict: approved\ncovers:\n  - {field: amount, sha256: a}\n  - {field: lines, sha256: b}\nsha256: c\n";

/// A pipeline in a repository, on a branch of each side.
struct Desk {
    pipeline: Pipeline,
}

impl Desk {
    /// With these lines in the deal; nothing else is committed yet.
    fn new(lines: &str) -> Desk {
        let desk = Desk {
            pipeline: Pipeline::with_deal(lines),
        };
        desk.pipeline.write(".gitattributes", ATTRIBUTES);
        desk.git(&["init", "-q", "-b", "main"]);
        for (key, value) in settings(&format!("'{}'", env!("CARGO_BIN_EXE_deal"))) {
            desk.git(&["config", key, &value]);
        }
        desk.commit("base");
        desk
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new("git")
            .args([
                "-c",
                "user.name=Li Na",
                "-c",
                "user.email=li-na@example.com",
                "-c",
                "core.autocrlf=false",
            ])
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LC_ALL", "C")
            .current_dir(self.pipeline.root())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn git(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// Commits `theirs` on the branch `theirs`, `ours` on `main`.
    fn part(&self, path: &str, ours: impl Fn(&str) -> String, theirs: impl Fn(&str) -> String) {
        let base = self.pipeline.read(path);
        self.git(&["checkout", "-q", "-b", "theirs"]);
        self.pipeline.write(path, theirs(&base));
        self.commit("theirs");
        self.git(&["checkout", "-q", "main"]);
        self.pipeline.write(path, ours(&base));
        self.commit("ours");
    }

    /// Merges `theirs`: whether that is clean, and what was said.
    fn merge(&self) -> (bool, String) {
        let output = self.run(&["merge", "-q", "--no-edit", "theirs"]);
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }
}

fn replaced(old: &'static str, new: &'static str) -> impl Fn(&str) -> String {
    move |text| {
        assert!(text.contains(old), "{text} has no {old:?}");
        text.replace(old, new)
    }
}

#[test]
fn different_fields_merge() {
    let desk = Desk::new("note: x # 注\n");
    desk.part(
        DEAL,
        replaced("amount: 5000", "amount: 6000"),
        replaced("note: x", "note: y"),
    );
    let (clean, said) = desk.merge();
    assert!(clean && !said.contains("both sides"), "{said}");
    let text = desk.pipeline.read(DEAL);
    assert!(text.ends_with("amount: 6000\nnote: y # 注\n"), "{text}");
}

#[test]
fn items_of_both_stay() {
    let desk = Desk::new("tags:\n  - 重点\n");
    let add = |line: &'static str| move |text: &str| text.to_owned() + line;
    desk.part(DEAL, add("  - 甲\n  - 同\n"), add("  - 同\n  - 乙\n"));
    assert!(desk.merge().0);
    assert!(
        desk.pipeline
            .read(DEAL)
            .ends_with("tags:\n  - 重点\n  - 甲\n  - 同\n  - 乙\n")
    );
}

#[test]
fn two_values_of_one_field_are_a_conflict_that_check_finds() {
    let desk = Desk::new("");
    desk.part(
        DEAL,
        replaced("amount: 5000", "amount: 6000"),
        replaced("amount: 5000", "amount: 7000"),
    );
    let (clean, said) = desk.merge();
    assert!(!clean);
    assert!(
        said.contains("deals/lanyu-a1/deal.yaml: both sides changed amount\n"),
        "{said}"
    );
    let text = desk.pipeline.read(DEAL);
    assert!(
        text.ends_with("<<<<<<< ours\namount: 6000\n=======\namount: 7000\n>>>>>>> theirs\n"),
        "{text}"
    );
    let found = desk.pipeline.check(&[]);
    assert!(
        found
            .findings()
            .iter()
            .any(|finding| finding["rule"] == "merge-conflict")
    );
}

#[test]
fn a_sign_off_is_never_merged() {
    let desk = Desk::new("");
    desk.pipeline.write(SIGNOFF, STATEMENT);
    desk.commit("signed");
    desk.part(
        SIGNOFF,
        replaced("at: 2026-03-01", "at: 2026-03-02"),
        replaced("sha256: c", "sha256: d"),
    );
    assert!(!desk.merge().0);
    let text = desk.pipeline.read(SIGNOFF);
    assert!(
        text.starts_with("<<<<<<< ours\nsignoff: review\n"),
        "{text}"
    );
    assert_eq!(text.matches("signoff: review").count(), 2);
}

#[test]
fn what_a_sign_off_covers_changes_on_one_side_only() {
    let desk = Desk::new("lines:\n  - {name: a, price: 5000, quantity: 1}\nnote: x\n");
    desk.pipeline.write(SIGNOFF, STATEMENT);
    desk.commit("signed");
    desk.part(
        DEAL,
        |text| text.replace("amount: 5000", "amount: 6000"),
        |text| {
            text.replace("quantity: 1", "quantity: 2")
                .replace("note: x", "note: y")
        },
    );
    let (clean, said) = desk.merge();
    assert!(!clean);
    assert!(
        said.contains("both sides changed amount, lines\n"),
        "{said}"
    );
    let text = desk.pipeline.read(DEAL);
    assert!(
        text.contains("<<<<<<< ours\namount: 6000\n=======\namount: 5000\n>>>>>>> theirs\n"),
        "{text}"
    );
    assert!(text.ends_with("note: y\n"), "{text}");
}

#[test]
fn without_a_sign_off_the_same_fields_merge() {
    let desk = Desk::new("lines:\n  - {name: a, price: 5000, quantity: 1}\n");
    desk.part(
        DEAL,
        replaced("amount: 5000", "amount: 6000"),
        replaced("quantity: 1", "quantity: 2"),
    );
    assert!(desk.merge().0);
}

#[test]
fn prose_merges_by_line() {
    let desk = Desk::new("");
    desk.pipeline.append(MINUTES, "\n第二段。\n\n第三段。\n");
    desk.commit("more");
    desk.part(
        MINUTES,
        replaced("held_on: 2026-03-10", "held_on: 2026-03-11"),
        replaced("第三段", "末段"),
    );
    assert!(desk.merge().0);
    let text = desk.pipeline.read(MINUTES);
    assert!(
        text.starts_with("---\nheld_on: 2026-03-11\n---\n") && text.ends_with("\n末段。\n"),
        "{text}"
    );
}

#[test]
fn the_definition_is_merged_by_git() {
    let desk = Desk::new("");
    desk.part(
        "kinds/deal.yaml",
        replaced("max: 60", "max: 70"),
        replaced(
            "owner: {type: person, required: true}",
            "owner: {type: person}",
        ),
    );
    let (clean, said) = desk.merge();
    // Neighbouring lines: by fields they would merge.
    assert!(!clean && !said.contains("both sides changed"), "{said}");
}

#[test]
fn a_rebase_and_a_cherry_pick() {
    let desk = Desk::new("note: x\n");
    desk.part(
        DEAL,
        replaced("amount: 5000", "amount: 6000"),
        replaced("note: x", "note: y"),
    );
    desk.git(&["checkout", "-q", "-b", "picked", "main"]);
    desk.git(&["cherry-pick", "theirs"]);
    assert!(
        desk.pipeline
            .read(DEAL)
            .ends_with("amount: 6000\nnote: y\n")
    );
    desk.git(&["checkout", "-q", "theirs"]);
    desk.git(&["rebase", "-q", "main"]);
    assert!(
        desk.pipeline
            .read(DEAL)
            .ends_with("amount: 6000\nnote: y\n")
    );
}

#[test]
fn a_pipeline_below_the_top_of_the_repository() {
    let desk = Desk::new("note: x\n");
    desk.git(&["checkout", "-q", "-b", "moved"]);
    std::fs::create_dir(desk.pipeline.path("sales")).unwrap();
    for name in [
        "pipeline.yaml",
        "calendar",
        "kinds",
        "people",
        "customers",
        "deals",
        ".gitattributes",
    ] {
        desk.git(&["mv", name, "sales/"]);
    }
    desk.pipeline.write(&format!("sales/{SIGNOFF}"), STATEMENT);
    desk.commit("moved");
    desk.git(&["branch", "-q", "-M", "main"]);
    let deal = format!("sales/{DEAL}");
    desk.part(&deal, replaced("amount: 5000", "amount: 6000"), |text| {
        text.to_owned() + "lines:\n  - {name: a, price: 5000, quantity: 1}\n"
    });
    let (clean, said) = desk.merge();
    assert!(!clean);
    assert!(
        said.contains("sales/deals/lanyu-a1/deal.yaml: both sides changed amount, lines\n"),
        "{said}"
    );
}

#[test]
fn a_file_that_is_no_text_keeps_our_version_and_is_a_conflict() {
    let desk = Desk::new("");
    let path = "deals/lanyu-a1/files/a.yaml";
    desk.pipeline.write(path, "a: 1\n");
    desk.commit("file");
    desk.git(&["checkout", "-q", "-b", "theirs"]);
    desk.pipeline.write(path, b"a: \xff\n");
    desk.commit("theirs");
    desk.git(&["checkout", "-q", "main"]);
    desk.pipeline.write(path, "a: 2\n");
    desk.commit("ours");
    let (clean, said) = desk.merge();
    assert!(!clean && said.contains("is no UTF-8 text"), "{said}");
    assert_eq!(desk.pipeline.read(path), "a: 2\n");
}

#[test]
fn differences_are_shown_by_field() {
    let desk = Desk::new("note: x\n");
    desk.pipeline.replace(DEAL, "note: x", "note: y").replace(
        DEAL,
        "amount: 5000",
        "amount: '6000'",
    );
    let shown = desk.git(&["diff", "-U0"]);
    let lines: Vec<&str> = shown
        .lines()
        .filter(|line| line.starts_with(['+', '-']))
        .skip(2)
        .collect();
    assert_eq!(
        lines,
        ["-amount: 5000", "-note: x", "+amount: 6000", "+note: y"]
    );
}

#[test]
fn the_normal_form_is_in_the_order_of_the_form_and_shows_no_escapes() {
    let desk = Desk::new("note: \"a\\x1b[31mb\"\nserial: s\n");
    let shown = desk.pipeline.run(&["textconv", DEAL]);
    let lines: Vec<&str> = shown.out.lines().collect();
    assert_eq!(
        lines,
        [
            "title: 蓝屿一期改造",
            "owner: li-na",
            "customer: lanyu",
            "amount: 5000",
            "serial: s",
            "note: a\\x1b[31mb"
        ]
    );
}

#[test]
fn a_missing_version_stops_the_merge() {
    let desk = Desk::new("");
    let mut command = desk
        .pipeline
        .command(&["merge-driver", "nothing", DEAL, DEAL, DEAL]);
    assert_eq!(command.output().unwrap().status.code(), Some(129));
}

#[test]
fn fields_are_covered_by_the_sign_offs_of_other_records_too() {
    let files = Disk::new("example-pipeline");
    let process = Definition::load_from(&files).0.process.unwrap();
    let of = |path: &str| match Custody::of(Some(&process), &files, path) {
        Custody::Record(groups) => {
            let paths = groups
                .iter()
                .map(|group| group.iter().map(|path| path.join(".")));
            paths
                .map(|paths| paths.collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let folder = "deals/heyan-2602-g5d";
    let covers = [vec!["moves"], vec!["requirements"; 3]].concat();
    assert_eq!(of(&format!("{folder}/deal.yaml")), covers);
    let covers = of(&format!("{folder}/solution.md"));
    assert!(
        covers[1].starts_with("needs_match functions plan ") && covers[1].ends_with(" body"),
        "{covers:?}"
    );
    assert_eq!(of(&format!("{folder}/quote.yaml"))[1], "lines total");
    let role = |path: &str| Custody::of(Some(&process), &files, path);
    assert_eq!(
        role(&format!(
            "{folder}/signoffs/solution.sales_manager.shen-yan.yaml"
        )),
        Custody::Paper
    );
    assert_eq!(role("kinds/deal.yaml"), Custody::Text);
    assert_eq!(
        Custody::of(None, &files, "deals/x/waivers/a.yaml"),
        Custody::Paper
    );
    assert_eq!(Custody::of(None, &files, "pipeline.yaml"), Custody::Text);
}

#[test]
fn the_pages_show_the_settings_as_they_are() {
    for page in ["docs/merging.md", "docs/zh-CN/merging.md"] {
        let text = std::fs::read_to_string(page).unwrap();
        assert!(text.contains(ATTRIBUTES), "{page}");
        for (key, value) in settings("deal") {
            let value = if value.contains(' ') {
                format!("\"{value}\"")
            } else {
                value
            };
            assert!(
                text.contains(&format!("git config {key} {value}\n")),
                "{page}: {key}"
            );
        }
    }
}
