//! `deal init`: what it makes is a pipeline that the check accepts, and it takes nothing from what was there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;
mod embedded;
mod workflows;

use desk::{Desk, Said, TODAY};
use std::fs;

fn init(desk: &Desk, args: &[&str]) -> Said {
    desk.deal(&[&["init", "--today", TODAY], args].concat())
}

fn check(desk: &Desk, folder: &str) -> Said {
    desk.deal(&[
        "-C", folder, "check", "--today", TODAY, "--format", "concise",
    ])
}

#[test]
fn a_new_pipeline_is_clean_in_both_languages() {
    for (language, readme, comment) in [
        ("en", "This is our sales process", "# What holds"),
        ("zh-CN", "这里以 Git 中的文件保存", "# 整个销售库"),
    ] {
        let desk = Desk::new();
        let made = init(
            &desk,
            &["sales", "--lang", language, "--name", "A: \"b\" # c"],
        );
        assert_eq!(made.status, 0, "{}", made.err);
        let checked = check(&desk, "sales");
        assert_eq!(checked.status, 0, "{}", checked.out);
        assert_eq!(checked.out.lines().count(), 1, "{}", checked.out);
        let pipeline = desk.read("sales/pipeline.yaml");
        assert!(pipeline.starts_with(comment), "{pipeline}");
        assert!(pipeline.contains(&format!("\nlanguage: {language}\n")));
        assert!(pipeline.contains("\nname: \"A: \\\"b\\\" # c\"\n"));
        assert!(!pipeline.contains("today:"));
        let page = desk.read("sales/README.md");
        assert!(page.starts_with("# A: \"b\" \\# c\n"), "{page}");
        assert!(page.contains(readme));
    }
}

#[test]
fn a_small_process_is_clean_and_can_be_worked_with() {
    for language in ["en", "zh-CN"] {
        let desk = Desk::new();
        let made = init(&desk, &["sales", "--small", "--lang", language]);
        assert_eq!(made.status, 0, "{}", made.err);
        let does = |args: &[&str]| {
            let said = desk.deal(&[&["-C", "sales", "--today", TODAY], args].concat());
            assert_eq!(said.status, 0, "{args:?} {}", said.err);
            said.out
        };
        does(&["new", "customer", "name=Harbour Foods", "credit=1000"]);
        does(&["new", "deal", "title=Line 2", "customer=Harbour Foods"]);
        let set = ["need=Bottles", "amount=900", "first_contact_on=today"];
        does(&[&["set", "Line 2"], &set[..]].concat());
        does(&["follow", "Line 2", "Called"]);
        does(&["move", "Line 2", "proposal"]);
        assert_eq!(check(&desk, "sales").status, 0);
        assert_eq!(
            desk.deal(&["-C", "sales", "explain", "within-credit"])
                .status,
            0
        );
        let over = [
            "-C",
            "sales",
            "--today",
            TODAY,
            "set",
            "Line 2",
            "amount=1001",
        ];
        assert_eq!(desk.deal(&over).status, 1);
        let page = desk.read("sales/README.md");
        assert!(page.contains("deal explain within-credit"), "{page}");
    }
}

#[test]
fn all_of_it_is_in_the_first_commit() {
    let desk = Desk::new();
    assert_eq!(init(&desk, &["sales"]).status, 0);
    assert_eq!(desk.git(&["-C", "sales", "status", "--porcelain"]), "");
    assert_eq!(
        desk.git(&[
            "-C",
            "sales",
            "log",
            "--format=%s|%an|%ae|%(trailers:unfold,separator=;)"
        ]),
        "deal init: a new pipeline|Li Na|li.na@example.com|Deal-Change: init"
    );
    assert_eq!(
        desk.git(&["-C", "sales", "symbolic-ref", "HEAD"]),
        "refs/heads/main"
    );
    let person = desk.read("sales/people/li-na.yaml");
    assert!(person.contains("email: \"li.na@example.com\""), "{person}");
    assert!(person.contains("role: sales_manager, from: 2026-07-01"));
    assert!(!person.contains("sales_supervisor"), "{person}");
}

#[test]
fn two_pipelines_have_two_ids() {
    let desk = Desk::new();
    init(&desk, &["one"]);
    init(&desk, &["two"]);
    let id = |folder: &str| {
        let text = desk.read(&format!("{folder}/pipeline.yaml"));
        text.lines()
            .find(|line| line.starts_with("pipeline: "))
            .unwrap()
            .to_owned()
    };
    assert_ne!(id("one"), id("two"));
    assert_eq!(
        id("one").as_bytes()["pipeline: ".len() + 14],
        b'4',
        "version 4"
    );
}

#[test]
fn the_example_has_its_findings_and_its_day() {
    let desk = Desk::new();
    assert_eq!(init(&desk, &["try", "--example"]).status, 0);
    let checked = desk.deal(&["-C", "try", "check", "--format", "concise"]);
    assert_eq!(checked.status, 1);
    assert_eq!(checked.out.lines().count(), 7 + 1, "{}", checked.out);
    assert!(
        checked
            .out
            .contains("6 errors, 1 warning, 1 waived in 370 records"),
        "{}",
        checked.out
    );
    assert_eq!(desk.git(&["-C", "try", "status", "--porcelain"]), "");
}

#[test]
fn inside_a_larger_repository_it_is_a_subfolder() {
    let desk = Desk::new();
    desk.git(&["init", "-q"]);
    desk.write("staged.txt", "staged");
    desk.write("loose.txt", "loose");
    desk.git(&["add", "staged.txt"]);
    let made = init(&desk, &["teams/sales"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(
        !desk.path("teams/sales/.git").exists(),
        "no repository in a repository"
    );
    let workflow = desk.read(".github/workflows/deal.yml");
    assert!(workflow.contains("folder: \"teams/sales\""), "{workflow}");
    let committed = desk.git(&["show", "--format=", "--name-only", "HEAD"]);
    for path in committed.lines() {
        let ours = path.starts_with("teams/sales/") || path == ".github/workflows/deal.yml";
        assert!(ours, "{path}");
    }
    assert_eq!(
        desk.git(&["status", "--porcelain"]),
        "A  staged.txt\n?? loose.txt"
    );
}

#[test]
fn a_workflow_that_is_there_stays_and_the_new_one_is_printed() {
    let desk = Desk::new();
    desk.git(&["init", "-q"]);
    desk.write(".gitlab-ci.yml", "mine: true\n");
    let made = init(&desk, &["sales", "--ci", "gitlab"]);
    assert_eq!(made.status, 0);
    assert_eq!(desk.read(".gitlab-ci.yml"), "mine: true\n");
    assert!(made.err.contains("DEAL_FOLDER: \"sales\""), "{}", made.err);
}

#[test]
fn nothing_is_written_over() {
    let desk = Desk::new();
    desk.write("sales/README.md", "mine\n");
    desk.write("sales/notes.txt", "mine\n");
    let made = init(&desk, &["sales"]);
    assert_eq!(made.status, 2);
    assert!(made.err.contains(": README.md\n"), "{}", made.err);
    assert_eq!(desk.read("sales/README.md"), "mine\n");
    let left = fs::read_dir(desk.path("sales")).unwrap().count();
    assert_eq!(left, 2, "nothing was written");

    fs::remove_file(desk.path("sales/README.md")).unwrap();
    assert_eq!(init(&desk, &["sales"]).status, 0);
    let again = init(&desk, &["sales"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("pipeline.yaml"), "{}", again.err);
}

#[cfg(unix)]
#[test]
fn no_link_leads_the_writing_elsewhere() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("sales")).unwrap();
    fs::create_dir_all(desk.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(desk.path("elsewhere"), desk.path("sales/kinds")).unwrap();
    assert_eq!(init(&desk, &["sales"]).status, 2);
    assert_eq!(fs::read_dir(desk.path("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_pipeline_holds_no_other() {
    let desk = Desk::new();
    init(&desk, &["sales"]);
    let made = init(&desk, &["sales/north"]);
    assert_eq!(made.status, 2);
    assert!(!desk.path("sales/north").exists());
}

#[test]
fn without_an_identity_nothing_is_written() {
    let desk = Desk::of_nobody();
    let made = init(&desk, &["sales"]);
    assert_eq!(made.status, 2);
    assert!(
        made.err.contains("git config --global user.email"),
        "{}",
        made.err
    );
    assert!(!desk.path("sales").exists());

    let made = init(&desk, &["sales", "--no-git"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(!desk.path("sales/people").exists());
    assert!(!desk.path("sales/.git").exists());
    assert_eq!(check(&desk, "sales").status, 0);
}

#[test]
fn a_dry_run_names_the_files_and_writes_none() {
    let desk = Desk::new();
    let made = init(&desk, &["sales", "--dry-run"]);
    assert_eq!(made.status, 0);
    assert!(made.out.contains("\n  kinds/deal.yaml\n"), "{}", made.out);
    assert!(!desk.path("sales").exists());
}

#[test]
fn the_drivers_are_told_and_set_up_where_wanted() {
    let desk = Desk::new();
    let made = init(&desk, &["sales"]);
    assert!(
        made.err.contains("git config merge.dealdesk.driver"),
        "{}",
        made.err
    );
    let config = |key: &str| desk.setting(key);
    assert_eq!(config("merge.dealdesk.driver"), "");
    let set = desk.deal(&["-C", "sales", "init", "--drivers", "--yes"]);
    assert_eq!(set.status, 0, "{}", set.err);
    assert!(config("merge.dealdesk.driver").starts_with("deal merge"));
    assert!(config("diff.dealdesk.textconv").starts_with("deal "));
}

#[test]
fn records_have_the_drivers_and_attachments_stay_as_they_are() {
    let desk = Desk::new();
    init(&desk, &["sales"]);
    let attribute = |path: &str, name: &str| {
        let said = desk.git(&["-C", "sales", "check-attr", name, "--", path]);
        said.rsplit(": ").next().unwrap().to_owned()
    };
    assert_eq!(attribute("deals/a/deal.yaml", "merge"), "dealdesk");
    assert_eq!(attribute("deals/a/minutes/b.md", "diff"), "dealdesk");
    assert_eq!(attribute("deals/a/deal.yaml", "eol"), "lf");
    assert_eq!(attribute("kinds/deal.yaml", "merge"), "unspecified");
    assert_eq!(attribute("pipeline.yaml", "merge"), "unspecified");
    assert_eq!(attribute("deals/a/files/b.md", "text"), "unset");
    assert_eq!(attribute("deals/a/files/b.md", "merge"), "unspecified");
}

#[test]
fn a_name_is_one_line_of_visible_text() {
    let desk = Desk::new();
    for name in ["", " ", "a\nb", "a\u{202e}b", "\u{1b}[31m"] {
        let made = init(&desk, &["sales", "--name", name]);
        assert_eq!(made.status, 2, "{name:?}");
        assert!(!desk.path("sales").exists());
    }
}

#[test]
fn what_git_refuses_leaves_the_repository_as_it_was() {
    let desk = Desk::new();
    desk.git(&["init", "-q"]);
    desk.write("a.txt", "a");
    desk.git(&["add", "a.txt"]);
    desk.git(&["commit", "-qm", "first"]);
    desk.git(&["checkout", "-q", "--detach"]);
    let made = init(&desk, &["sales"]);
    assert_eq!(made.status, 2, "{}", made.err);
    assert!(made.err.contains("detached HEAD"), "{}", made.err);
    assert!(!desk.path("sales/pipeline.yaml").exists());
    assert_eq!(desk.git(&["status", "--porcelain"]), "");

    let made = init(&desk, &["sales", "--no-commit"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(check(&desk, "sales").status, 0);
    assert_eq!(desk.git(&["log", "--format=%s"]), "first");
}

#[test]
fn owners_are_accounts_where_the_form_has_them() {
    let desk = Desk::new();
    init(&desk, &["sales"]);
    let kind = desk.read("sales/kinds/person.yaml");
    let with_account = kind.replacen("fields:\n", "fields:\n  account: {type: text}\n", 1);
    desk.write("sales/kinds/person.yaml", &with_account);
    let pipeline = desk.read("sales/pipeline.yaml");
    let named = pipeline.replace("  email: email\n", "  email: email\n  account: account\n");
    desk.write("sales/pipeline.yaml", &named);
    let person = desk.read("sales/people/li-na.yaml");
    let owners = || {
        let said = desk.deal(&["-C", "sales", "owners", "--today", TODAY]);
        assert_eq!(said.status, 0, "{}", said.err);
        said.out
    };
    let rule = "/deals/*/signoffs/solution.sales_manager.* ";
    assert!(owners().contains(&format!("{rule}li.na@example.com\n")));
    desk.write(
        "sales/people/li-na.yaml",
        &format!("{person}account: li-na-1\n"),
    );
    assert!(owners().contains(&format!("{rule}@li-na-1\n")));
    // An account that would be more than one word is nobody's.
    desk.write(
        "sales/people/li-na.yaml",
        &format!("{person}account: 'x @evil'\n"),
    );
    assert!(!owners().contains("evil"));
}
