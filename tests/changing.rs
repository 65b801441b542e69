//! `deal new`, `set`, `follow` and `move` on a copy of the example: what they print, and what they leave in the files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const DEAL: &str = "deals/huachen-2603-k7q/deal.yaml";

/// A copy of the example that is no repository of its own.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn new() -> Copy {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.unwrap();
            let to = folder
                .path()
                .join(entry.path().strip_prefix(&from).unwrap());
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(to).unwrap(),
                false => drop(fs::copy(entry.path(), to).unwrap()),
            }
        }
        Copy { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn deal(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deal"));
        command.args(args).current_dir(self.folder.path());
        command.args(["--no-commit", "--as", "zhou-heng"]);
        command.stdin(Stdio::null()).output().unwrap()
    }

    /// Runs a command that must end so.
    #[track_caller]
    fn ends(&self, status: i32, args: &[&str]) -> (String, String) {
        let output = self.deal(&[args, &["--lang", "en"]].concat());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(status), "{args:?}\n{out}{err}");
        (out, err)
    }

    /// All files with their bytes.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = walkdir::WalkDir::new(self.folder.path()).sort_by_file_name();
        let files = entries.into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap()))
            .collect()
    }
}

/// The lines that differ, as `-old` and `+new`.
fn changed(old: &str, new: &str) -> Vec<String> {
    let patch = diffy::create_patch(old, new).to_string();
    let lines = patch.lines().skip(2);
    let lines = lines.filter(|line| line.starts_with(['+', '-']));
    lines.map(str::to_owned).collect()
}

/// Commands with what they print in both languages and what they change.
const STORY: &[&[&str]] = &[
    &[
        "set",
        "huachen-2603-k7q",
        "amount=1620300",
        "next_step.due=2026-07-03",
    ],
    &[
        "set",
        "huachen-2603-k7q",
        "amount=1620200.00",
        "competitors+=qiongtai",
    ],
    &[
        "set",
        "huachen-2603-k7q",
        "pains+={impact: 停机, text: 新痛点}",
        "pains-=[2]",
        "competitors+=ludao",
    ],
    &[
        "set",
        "huachen-2603-k7q",
        "setback.reason=价格",
        "stakeholders[陶静].attitude=中立",
    ],
    &["set", "huachen-2603-k7q", "timeline="],
    &["set", "huachen-2603-k7q", "amount=28万"],
    &["set", "huachen-2603-k7q", "ammount=1"],
    &["set", "huachen-2603-k7q", "nothing_like_it=1"],
    &["set", "huachen-2603-k7q", "金额=1"],
    &[
        "set",
        "huachen-2603-k7q",
        "预计金额=1620201",
        "预算范围.下限=1",
    ],
    &["set", "huachen-2603-k7q", "痛点+={痛点: 换线慢, 影响: 大}"],
    &["set", "huachen-2603-k7q", "next_step.owner=方杰"],
    &["set", "huachen-2603-k7q", "customer=瑞汀"],
    &["set", "huachen-2603-k7q", "amount＝1"],
    &["set", "华宸汽配二厂产线改造", "expected_close=2026-09-30"],
    &["set", "huachen-2603-k7q", "budget=5"],
    &["set", "huachen-2603-k7q", "pains=x"],
    &["set", "huachen-2603-k7q", "pains.text=x"],
    &["set", "huachen-2603-k7q", "pains[9].text=x"],
    &["set", "huachen-2603-k7q", "follow_ups[zhou].content=x"],
    &["set", "huachen-2603-k7q", "stage=lost"],
    &["set", "huachen-2603-k7q", "amount"],
    &["set", "huachen-2603-k7q", "owner=nobody"],
    &["set", "nobody", "amount=1"],
    &["set", "huachen-2603-k7q", "timeline=@no-such-file"],
    &[
        "follow",
        "huachen-2603-k7q",
        "核对发货清单",
        "channel=电话",
        "people=陶静",
        "next_step.due=2026-07-05",
        "next_step=再约",
    ],
    &[
        "follow",
        "huachen-2603-k7q",
        "发了邮件",
        "--on",
        "2026-06-29",
    ],
    &["follow", "luo-bin", "x"],
    &["move", "huachen-2603-k7q", "aftersales"],
    &["move", "huachen-2603-k7q", "lost"],
    &["move", "huachen-2603-k7q", "nowhere"],
    &[
        "move",
        "huachen-2603-k7q",
        "暂缓",
        "--reason",
        "客户停产",
        "setback.reason=其他",
        "setback.look_again_on=2026-09-01",
    ],
    &[
        "new",
        "customer",
        "full_name=江南汽车零部件有限公司",
        "short_name=江南汽配",
        "industry=汽车零部件",
        "region=east",
        "type=oem",
        "--id",
        "jiangnan-a2b",
    ],
    &[
        "new",
        "deal",
        "customer=huachen-k7q",
        "title=三厂改造",
        "type=solution",
        "--id",
        "huachen-2606-a2b",
    ],
    &[
        "new",
        "会议纪要",
        "huachen-2603-k7q",
        "about=needs",
        "place=电话",
    ],
    &["new", "minutes", "huachen-2603-k7q"],
    &["new", "minutes"],
    &["new", "minuts"],
    &["new", "solution", "huachen-2603-k7q"],
    &["new", "customer", "--id", "Huachen"],
];

#[test]
fn each_command_says_and_changes_what_it_should() {
    std::thread::scope(|scope| {
        for language in ["en", "zh-CN"] {
            scope.spawn(move || tell(language));
        }
    });
}

fn tell(language: &str) {
    let mut told = String::new();
    let copy = Copy::new();
    let before = copy.files();
    for args in STORY {
        let output = copy.deal(&[args, &["--lang", language][..]].concat());
        told += &format!("$ deal {}\n", args.join(" "));
        told += &String::from_utf8(output.stdout).unwrap();
        told += &String::from_utf8(output.stderr).unwrap();
        told += &format!("[{}]\n", output.status.code().unwrap());
        for (path, new) in copy.files() {
            let old = before.iter().find(|(known, _)| *known == path);
            let old = old.map_or(&[][..], |(_, bytes)| bytes);
            if old != new {
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                let name = path.strip_prefix(copy.folder.path()).unwrap();
                told += &format!("{}\n", name.display());
                told += &(changed(&text(old), &text(&new)).join("\n") + "\n");
                // Each command begins with the example as it is.
                match old.is_empty() {
                    true => fs::remove_file(&path).unwrap(),
                    false => fs::write(&path, old).unwrap(),
                }
            }
        }
        told.push('\n');
    }
    let golden = format!("tests/changing/story.{language}.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &told).unwrap();
    }
    assert!(
        told == fs::read_to_string(&golden).unwrap(),
        "{golden} drifted:\n{told}"
    );
}

#[test]
fn what_is_blocked_leaves_every_byte() {
    let copy = Copy::new();
    let before = copy.files();
    copy.ends(1, &["move", "huachen-2603-k7q", "aftersales"]);
    copy.ends(1, &["set", "huachen-2603-k7q", "owner=nobody"]);
    copy.ends(2, &["set", "huachen-2603-k7q", "ammount=1"]);
    copy.ends(0, &["set", "huachen-2603-k7q", "amount=1", "--dry-run"]);
    assert!(before == copy.files());
}

#[test]
fn a_patch_applies_and_gives_the_same_bytes() {
    for args in [
        &[
            "set",
            "huachen-2603-k7q",
            "setback.note=暂无",
            "pains+={text: 新痛点}",
        ][..],
        &[
            "new",
            "minutes",
            "huachen-2603-k7q",
            "about=needs",
            "place=x",
            "body=# 一\n\n二",
        ],
    ] {
        let (copy, twin) = (Copy::new(), Copy::new());
        let (patch, _) = copy.ends(0, &[args, &["--dry-run"]].concat());
        fs::write(copy.path("change.patch"), patch).unwrap();
        let git = Command::new("git")
            .args(["apply", "change.patch"])
            .current_dir(copy.folder.path())
            .env(
                "GIT_CEILING_DIRECTORIES",
                copy.folder.path().parent().unwrap(),
            )
            .status()
            .unwrap();
        assert!(git.success());
        fs::remove_file(copy.path("change.patch")).unwrap();
        twin.ends(0, args);
        let bytes = |copy: &Copy| copy.files().into_iter().map(|(_, bytes)| bytes).collect();
        let (one, two): (Vec<_>, Vec<_>) = (bytes(&copy), bytes(&twin));
        assert!(one == two, "{args:?}");
    }
}

#[test]
fn line_ends_comments_and_a_missing_last_newline_stay() {
    let copy = Copy::new();
    let text = copy
        .read(DEAL)
        .replace("amount: 1620200", "amount: 1620200  # 含税");
    let text = text.trim_end().replace('\n', "\r\n");
    fs::write(copy.path(DEAL), &text).unwrap();
    copy.ends(0, &["set", "huachen-2603-k7q", "amount=1620300"]);
    assert_eq!(copy.read(DEAL), text.replace("1620200", "1620300"));
}

#[test]
fn a_deal_moves_aside_and_back() {
    let copy = Copy::new();
    let hold = ["move", "huachen-2603-k7q", "on_hold", "--reason", "停产"];
    let fields = ["setback.reason=other", "setback.look_again_on=2026-09-01"];
    copy.ends(0, &[&hold[..], &fields].concat());
    copy.ends(0, &["move", "huachen-2603-k7q", "delivery"]);
    let text = copy.read(DEAL);
    let log = "  - {to: on_hold, at: 2026-06-30, by: zhou-heng, reason: 停产}\n  \
               - {to: delivery, at: 2026-06-30, by: zhou-heng}\n";
    assert!(text.contains(log), "{text}");
    assert!(text.contains("\nstage: delivery\n"));
}

#[test]
fn a_new_id_has_a_tail_and_is_free() {
    let copy = Copy::new();
    let new = [
        "new",
        "deal",
        "customer=huachen-k7q",
        "title=三厂",
        "type=product",
    ];
    let (one, two) = (copy.ends(0, &new).0, copy.ends(0, &new).0);
    for line in [&one, &two] {
        let id = line.split(':').next().unwrap();
        let tail = id.strip_prefix("huachen-2606-").expect(id);
        assert_eq!(tail.len(), 3, "{id}");
        assert!(copy.path(&format!("deals/{id}/deal.yaml")).is_file());
    }
    assert_ne!(one, two);
    let minutes = [
        "new",
        "minutes",
        "huachen-2603-k7q",
        "about=needs",
        "place=x",
    ];
    assert!(
        copy.ends(0, &minutes)
            .0
            .starts_with("huachen-2603-k7q/minutes/2026-06-30-needs:")
    );
    assert!(
        copy.ends(0, &minutes)
            .0
            .starts_with("huachen-2603-k7q/minutes/2026-06-30-needs-")
    );
}

#[test]
fn the_owner_follows_from_the_territory() {
    let copy = Copy::new();
    let customer = [
        "new",
        "customer",
        "full_name=a",
        "short_name=b",
        "industry=pharma",
        "region=north",
        "type=oem",
        "--id",
        "b-a2b",
    ];
    copy.ends(0, &customer);
    assert!(
        copy.read("customers/b-a2b/customer.yaml")
            .contains("owner: fang-jie\n")
    );
}

#[test]
fn nothing_personal_and_no_long_text_is_told() {
    let copy = Copy::new();
    let long = "很长".repeat(30);
    let set = [
        "set",
        "huachen-2603-k7q",
        "stakeholders[1].name=程远",
        &format!("timeline={long}"),
    ];
    let (out, _) = copy.ends(0, &set);
    assert!(!out.contains("程远") && !out.contains("很长"), "{out}");
}

#[test]
fn a_record_is_named_by_its_path_from_where_the_user_is() {
    let copy = Copy::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deal"));
    let args = [
        "set",
        "deal.yaml",
        "timeline=@../../when.txt",
        "--no-commit",
        "--as",
        "zhou-heng",
    ];
    fs::write(copy.path("when.txt"), "八月\r\n").unwrap();
    command
        .args(args)
        .current_dir(copy.path("deals/huachen-2603-k7q"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(
        copy.read(DEAL).contains("\ntimeline: 八月\n"),
        "{}",
        copy.read(DEAL)
    );
}

#[test]
fn a_markdown_record_keeps_its_fields_when_its_text_changes() {
    let copy = Copy::new();
    let path = "deals/huachen-2603-k7q/minutes/2026-03-30-internal.md";
    let old = copy.read(path);
    let (front, _) = old.split_at(old.rfind("---\n").unwrap() + 4);
    copy.ends(0, &["set", path, "body=# 新\n\n正文"]);
    assert_eq!(copy.read(path), format!("{front}# 新\n\n正文\n"));
}

#[test]
fn what_has_not_happened_is_not_written() {
    let copy = Copy::new();
    let before = copy.files();
    let facts: [&[&str]; 6] = [
        &["set", "huachen-2603-k7q", "next_step.done_on=2026-07-03"],
        &[
            "set",
            "huachen-2603-k7q/contract",
            "receipts[1].received_on=2026-07-03",
        ],
        &[
            "follow",
            "huachen-2603-k7q",
            "核对发货清单",
            "--on",
            "2026-07-03",
        ],
        &[
            "move",
            "huachen-2603-k7q",
            "on_hold",
            "--at",
            "2026-07-03",
            "--reason",
            "停产",
            "setback.reason=other",
            "setback.look_again_on=2026-09-01",
        ],
        &[
            "new",
            "visit",
            "tiehe-2601-v5c",
            "date=2026-07-03",
            "occasion=other",
            "experience=好",
            "satisfaction=5",
        ],
        &[
            "set",
            "huachen-k7q",
            "grade_reviews+={date: 2026-07-03, by: zhou-heng}",
        ],
    ];
    for fact in facts {
        let (_, err) = copy.ends(1, fact);
        assert!(err.contains("error[future-dated]"), "{fact:?}: {err}");
        assert!(
            err.contains("2026-07-03, which is in the future"),
            "{fact:?}: {err}"
        );
        assert_eq!(err.matches("error[").count(), 1, "{fact:?}: {err}");
        assert!(err.contains("nothing was written"), "{err}");
    }
    assert!(before == copy.files());
    // A plan, a due day and today are none of it.
    copy.ends(
        0,
        &[
            "set",
            "huachen-2603-k7q",
            "expected_close=2026-12-01",
            "next_step.due=2026-07-03",
        ],
    );
    copy.ends(0, &["set", "huachen-2603-k7q", "next_step.done_on=today"]);
}
